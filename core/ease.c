#include "core/ease.h"

#define WEEKLY "weekly"
#define ASKED "steady" /* the item that asks whether Steady helps */
#define WORSE "worse"

Ease *ease_new(void)
{
	Ease *ease = g_new0(Ease, 1);

	ease->answered = G_MININT64;
	ease->unanswered = g_array_new(FALSE, FALSE, sizeof(gint64));
	return ease;
}

void ease_free(Ease *ease)
{
	if (!ease)
		return;
	g_array_unref(ease->unanswered);
	g_free(ease);
}

void ease_add_shown(Ease *ease, gint64 at)
{
	if (!ease->frozen && at > ease->answered && ease->unanswered->len < EASE_KEPT)
		g_array_append_val(ease->unanswered, at);
}

void ease_drop_shown(Ease *ease, gint64 at)
{
	for (guint i = ease->unanswered->len; !ease->frozen && i-- > 0;)
		if (g_array_index(ease->unanswered, gint64, i) == at) {
			g_array_remove_index(ease->unanswered, i);
			return;
		}
}

void ease_add_answer(Ease *ease, gint64 at)
{
	if (ease->frozen)
		return;
	ease->answered = MAX(ease->answered, at);
	for (guint i = ease->unanswered->len; i-- > 0;)
		if (g_array_index(ease->unanswered, gint64, i) <= at)
			g_array_remove_index(ease->unanswered, i);
}

gboolean ease_hear(Ease *ease, const char *protocol, const char *item, const char *value)
{
	gboolean worse;

	if (!value || g_strcmp0(protocol, WEEKLY) != 0 || g_strcmp0(item, ASKED) != 0)
		return FALSE;
	worse = g_str_equal(value, WORSE);
	if (worse == ease->worse)
		return FALSE;
	ease->worse = worse;
	return TRUE;
}

void ease_take(Ease *ease, const Ease *from)
{
	ease->worse = from->worse;
	if (from->answered > ease->answered)
		ease_add_answer(ease, from->answered);
}

void ease_freeze(Ease *ease, gint64 now)
{
	ease->frozen = now;
}

/* Two are enough to know: it stops there. */
int ease_days(const Ease *ease, Zone *zone, gint64 now)
{
	int today = zone_day(zone, ease->frozen ? ease->frozen : now);
	int last = G_MAXINT, days = 0;

	for (guint i = 0; i < ease->unanswered->len && days < EASE_DAYS; i++) {
		int day = zone_day(zone, g_array_index(ease->unanswered, gint64, i));

		days += day < today && day != last;
		last = day < today ? day : last;
	}
	return days;
}

gboolean ease_is_unanswered(const Ease *ease, const Policy *policy, Zone *zone, gint64 now)
{
	return policy->ease && ease_days(ease, zone, now) >= EASE_DAYS;
}

double ease_chance(const Ease *ease, const Policy *policy, Kind kind, Zone *zone, gint64 now)
{
	double chance = 1;

	if (kind == KIND_SLOT)
		return chance;
	if (kind == KIND_NUDGE && ease->worse)
		chance *= EASE_CHANCE;
	if (ease_is_unanswered(ease, policy, zone, now))
		chance *= EASE_CHANCE;
	return chance;
}
