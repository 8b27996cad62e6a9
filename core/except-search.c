/* What is left out, asked of instants. */
#include "core/except-rules.h"
#include "core/when-form.h"

enum { ROUNDS = 4 }; /* so many stretches one by one, then a look from month to month */

typedef struct Stretch {
	gint64 first, end; /* first <= t < end */
} Stretch;

static gboolean is_whole(const Rule *rule)
{
	return rule->hours.from == rule->hours.to;
}

static gboolean matches(const Rule *rule, int day)
{
	return calendar_next_day(rule->days, day) == day;
}

/* The rule that takes the whole day; NULL: none. */
static const Rule *whole_rule(const Except *except, int day)
{
	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		if (is_whole(rule) && matches(rule, day))
			return rule;
	}
	return NULL;
}

static gboolean covers_day(const Except *except, int day)
{
	return except_has_date(except, day) || whole_rule(except, day);
}

/* The hours of a rule that begin on that date. */
static Stretch stretch_on(const Rule *rule, Zone *zone, int day)
{
	Stretch stretch;

	part_window_on(rule->hours, zone, day, &stretch.first, &stretch.end);
	return stretch;
}

/* The rule with hours that covers an instant; it may have begun the day before. NULL: none. */
static const Rule *find_stretch(const Except *except, Zone *zone, gint64 at, Stretch *found)
{
	int today = zone_day(zone, at);

	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		for (int day = today - 1; !is_whole(rule) && day <= today; day++) {
			*found = day >= 0 && matches(rule, day) ? stretch_on(rule, zone, day) : (Stretch){ 1, 0 };
			if (found->first <= at && at < found->end)
				return rule;
		}
	}
	return NULL;
}

gboolean except_covers(const Except *except, Zone *zone, gint64 at)
{
	Stretch stretch;

	return except && (covers_day(except, zone_day(zone, at)) || find_stretch(except, zone, at, &stretch));
}

char *except_rule_at(const Except *except, Zone *zone, gint64 at)
{
	int day = zone_day(zone, at);
	Stretch stretch;
	const Rule *rule;

	if (!except)
		return NULL;
	if (except_has_date(except, day))
		return part_date_to_string(day);
	rule = whole_rule(except, day);
	if (!rule)
		rule = find_stretch(except, zone, at, &stretch);
	return rule ? except_rule_to_string(rule) : NULL;
}

/* --- to the end, or back to the begin, of what is left out --- */

/* Full days follow each other without a hole wherever readings turn into instants in order: but for an end of hours, or a midnight,
 * within a gap or an overlap. Such days are walked through stretch by stretch. */
static gboolean is_plain(const Except *except, gint64 change, int before, int after)
{
	return !except_has_edge(except, change + SECONDS(MIN(before, after)), change + SECONDS(MAX(before, after)));
}

/* From one change of the offset to the next, so that no month is looked at twice. */
static gint64 skip_full_days(const Except *except, Zone *zone, gint64 at)
{
	const ZoneInterval *i = zone_interval(zone, at);
	int day = zone_day(zone, at);

	for (;; i = zone_interval(zone, i->until)) {
		gboolean last = i->until == TIME_NEVER;
		int change = last ? READINGS_END_DAY : MIN(zone_day(zone, i->until), zone_day(zone, i->until - 1));

		day = except_open_from(except, day, change);
		if (day < change || last || !is_plain(except, i->until, i->offset, i->after))
			return MAX(at, zone_day_start(zone, day));
	}
}

static gint64 skip_full_days_back(const Except *except, Zone *zone, gint64 at)
{
	const ZoneInterval *i = zone_interval(zone, at);
	int day = zone_day(zone, at);

	for (;; i = zone_interval(zone, i->from - 1)) {
		gboolean last = i->from == G_MININT64 || i->from <= 0;
		int change = last ? -1 : MAX(zone_day(zone, i->from), zone_day(zone, i->from - 1));

		day = except_open_until(except, day, change);
		if (day > change || last || !is_plain(except, i->from, i->before, i->offset))
			return MIN(at, zone_day_start(zone, day + 1));
	}
}

gint64 except_end_within(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	Stretch stretch;

	for (guint round = 1; except && at <= last; round++) {
		int day = zone_day(zone, at);

		if (covers_day(except, day))
			at = zone_day_start(zone, day + 1);
		else if (find_stretch(except, zone, at, &stretch))
			at = stretch.end;
		else
			break;
		if (round % ROUNDS == 0)
			at = skip_full_days(except, zone, at);
	}
	return at;
}

gint64 except_end(const Except *except, Zone *zone, gint64 at)
{
	gint64 end = except_end_within(except, zone, at, WHEN_LAST);

	return end != at && zone_day(zone, end) >= READINGS_END_DAY ? TIME_NEVER : end; /* no rule reaches further */
}

gint64 except_begun(const Except *except, Zone *zone, gint64 at)
{
	Stretch stretch;
	gint64 begun = at;

	for (guint round = 1; except; round++) {
		int day = zone_day(zone, at);

		if (day < 0)
			break;
		if (covers_day(except, day))
			begun = zone_day_start(zone, day);
		else if (find_stretch(except, zone, at, &stretch))
			begun = stretch.first;
		else
			break;
		if (round % ROUNDS == 0)
			begun = skip_full_days_back(except, zone, begun);
		at = begun - 1;
	}
	return begun;
}

/* First instant in [at, last] that is covered by a rule's hours. */
static gint64 rule_begin(const Rule *rule, Zone *zone, gint64 at, gint64 last)
{
	int from = zone_day(zone, at) - 1, to = zone_day(zone, last);

	for (int day = calendar_next_day(rule->days, from); day >= 0 && day <= to;
	     day = calendar_next_day(rule->days, day + 1)) {
		Stretch stretch = stretch_on(rule, zone, day);

		if (stretch.end > at && stretch.end > stretch.first)
			return MAX(stretch.first, at);
	}
	return TIME_NEVER;
}

static gint64 first_day_begin(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	int from = zone_day(zone, at), day = READINGS_END_DAY;
	guint i = except_dates_before(except, from);

	if (i < except->dates->len)
		day = g_array_index(except->dates, int, i);
	for (guint r = 0; r < except->rules->len; r++) {
		const Rule *rule = &g_array_index(except->rules, Rule, r);
		int next = is_whole(rule) ? calendar_next_day(rule->days, from) : -1;

		if (next >= 0)
			day = MIN(day, next);
	}
	return day < READINGS_END_DAY ? MAX(zone_day_start(zone, day), at) : TIME_NEVER;
}

gint64 except_begin(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	gint64 begin;

	last = MIN(last, WHEN_LAST);
	if (!except || at > last)
		return TIME_NEVER;
	begin = first_day_begin(except, zone, at, last);
	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		if (!is_whole(rule))
			begin = MIN(begin, rule_begin(rule, zone, at, MIN(last, begin)));
	}
	return begin <= last ? begin : TIME_NEVER;
}
