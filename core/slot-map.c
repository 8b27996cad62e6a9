#include "core/slot-map.h"
#include "core/i18n.h"

#include <string.h>

#define DAY_MINUTES 1440
#define MOST_MOMENTS 5000 /* of one slot; nobody can answer more */

const char *filled_name(Filled filled)
{
	static const char *const names[N_FILLED] = {
		[FILLED_EMPTY] = NC_("filled by", "empty"),
		[FILLED_ROUTINE] = NC_("filled by", "routine"),
		[FILLED_PERSON] = NC_("filled by", "person"),
		[FILLED_INTEREST] = NC_("filled by", "interest"),
	};

	return names[filled];
}

/* --- the hours of a slot --------------------------------------------------------------------------------- */

static SlotHour *hour_of(GArray *hours, guint first, const Schedule *slot, int minute)
{
	SlotHour fresh = { .slot = slot, .minute = minute };

	for (guint i = first; i < hours->len; i++)
		if (g_array_index(hours, SlotHour, i).minute == minute)
			return &g_array_index(hours, SlotHour, i);
	g_array_append_val(hours, fresh);
	return &g_array_index(hours, SlotHour, hours->len - 1);
}

/* Drawn moments, and those that count elapsed time, have no time of day of their own. */
static gboolean is_fixed(const Schedule *slot, const Frame *frame, gint64 at)
{
	for (int i = 0; i < (int)slot->whens->len; i++) {
		WhenForm form = when_form(slot->whens->pdata[i]);

		if ((form == WHEN_CALENDAR || form == WHEN_CADENCE || form == WHEN_ONCE) &&
		    schedule_names(slot, frame, i, at))
			return TRUE;
	}
	return FALSE;
}

static void add_moment(GArray *hours, guint first, const Schedule *slot, const Frame *frame, gint64 at)
{
	LocalTime local = zone_local(slot->zone ? slot->zone : frame->zone, at);
	int minute = is_fixed(slot, frame, at) ? local.hour * 60 + local.minute : -1;

	hour_of(hours, first, slot, minute)->days[local.weekday].there = TRUE;
}

/* Too many to be a habit of the clock: one hour, on the days of all of them. */
static void draw_together(GArray *hours, guint first)
{
	SlotHour *one = &g_array_index(hours, SlotHour, first);

	one->minute = -1;
	for (guint i = first + 1; i < hours->len; i++)
		for (int day = 0; day < 7; day++)
			one->days[day].there |= g_array_index(hours, SlotHour, i).days[day].there;
	g_array_set_size(hours, first + 1);
}

static void add_slot(GArray *hours, const Schedule *slot, const Frame *frame, gint64 now)
{
	Zone *zone = slot->zone ? slot->zone : frame->zone;
	gint64 at = zone_day_start(zone, zone_day(zone, now)) - 1, until = at + SLOT_WEEKS * DAYS(7);
	guint first = hours->len;

	for (int n = 0; n < MOST_MOMENTS && (at = schedule_next(slot, frame, at)) <= until; n++)
		add_moment(hours, first, slot, frame, at);
	if (hours->len - first > SLOT_TIMES)
		draw_together(hours, first);
}

/* --- what became of them --------------------------------------------------------------------------------- */

/* Another answer to the same prompt came after it. */
static gboolean is_replaced(const GArray *outcomes, guint place)
{
	gint64 decision = g_array_index(outcomes, OutcomeFact, place).decision;

	for (guint i = place + 1; decision && i < outcomes->len; i++)
		if (g_array_index(outcomes, OutcomeFact, i).decision == decision)
			return TRUE;
	return FALSE;
}

static gboolean counts(const GArray *outcomes, guint place, const char *name)
{
	const OutcomeFact *fact = &g_array_index(outcomes, OutcomeFact, place);

	return fact->kind == OUTCOME_OF_SLOT && strcmp(fact->name, name) == 0 && !is_replaced(outcomes, place);
}

static gint64 asked_about(const OutcomeFact *fact, const GArray *decisions)
{
	for (guint i = 0; fact->decision && i < decisions->len; i++)
		if (g_array_index(decisions, DecisionFact, i).id == fact->decision)
			return g_array_index(decisions, DecisionFact, i).due;
	return fact->at;
}

static int apart(int a, int b)
{
	int span = ABS(a - b);

	return a < 0 || b < 0 ? 0 : MIN(span, DAY_MINUTES - span);
}

/* The hour may have been moved since: the nearest one of the slot, and of two the one that comes on that day. */
static SlotHour *nearest_hour(GArray *hours, const char *name, int minute, int day)
{
	SlotHour *found = NULL;

	for (guint i = 0; i < hours->len; i++) {
		SlotHour *hour = &g_array_index(hours, SlotHour, i);
		int nearer = found ? apart(found->minute, minute) - apart(hour->minute, minute) : 1;

		if (strcmp(hour->slot->name, name) == 0 && (nearer > 0 || (!nearer && hour->days[day].there)))
			found = hour;
	}
	return found;
}

static void add_answer(GArray *hours, const OutcomeFact *fact, gint64 due)
{
	gint64 local = due + SECONDS((gint64)fact->zone_offset);
	int minute = (int)(local / MINUTES(1) % DAY_MINUTES);
	int day = (int)((local / DAYS(1) + 3) % 7); /* 1970-01-01 was a Thursday */
	SlotHour *hour = nearest_hour(hours, fact->name, minute, day);

	if (!hour)
		return;
	hour->days[day].answered++;
	hour->days[day].filled += strcmp(fact->value, "empty") != 0;
}

static int by_hour(gconstpointer a, gconstpointer b)
{
	const SlotHour *left = a, *right = b;

	if (left->minute != right->minute)
		return left->minute < 0 ? 1 : right->minute < 0 ? -1 : left->minute - right->minute;
	return strcmp(left->slot->name, right->slot->name);
}

GArray *slot_map(const GPtrArray *schedules, const Frame *frame, gint64 now, const GArray *outcomes,
                 const GArray *decisions)
{
	GArray *hours = g_array_new(FALSE, TRUE, sizeof(SlotHour));

	for (guint i = 0; i < schedules->len; i++)
		if (((const Schedule *)schedules->pdata[i])->kind == KIND_SLOT)
			add_slot(hours, schedules->pdata[i], frame, now);
	for (guint i = 0; i < outcomes->len; i++) {
		const OutcomeFact *fact = &g_array_index(outcomes, OutcomeFact, i);
		gint64 due = asked_about(fact, decisions);

		if (counts(outcomes, i, fact->name) && due > now - SLOT_WEEKS * DAYS(7))
			add_answer(hours, fact, due);
	}
	g_array_sort(hours, by_hour);
	return hours;
}

SlotFacts slot_facts(const char *name, const GArray *outcomes)
{
	SlotFacts facts = { 0 };

	for (guint i = 0; i < outcomes->len; i++) {
		const char *value = g_array_index(outcomes, OutcomeFact, i).value;

		if (!counts(outcomes, i, name))
			continue;
		facts.done += strcmp(value, "done") == 0;
		facts.other += strcmp(value, "else") == 0;
		facts.empty += strcmp(value, "empty") == 0;
	}
	return facts;
}
