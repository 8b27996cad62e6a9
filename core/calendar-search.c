#include "core/calendar-fields.h"
#include "core/readings.h"

/* The search has two floors. Below, wall readings (local microseconds since 1970-01-01 00:00), where time has no gaps.
 * Above, in readings.h, the intervals of one UTC offset, each of which owns a stretch of readings and turns them into
 * instants. */

/* --- within a minute --------------------------------------------------------------------------- */

static int item_last(const Item *item)
{
	int end = item->stop >= 0 ? item->stop : USECS_A_MINUTE - 1;

	return item->step == 0 ? item->start : end - (end - item->start) % item->step;
}

int chain_next_usec(const Chain *chain, int at)
{
	static const Item every_second = { 0, -1, G_USEC_PER_SEC, NULL };
	int best = -1;

	for (guint i = 0; i < MAX(chain->n, 1); i++) {
		const Item *item = chain->n ? &chain->items[i] : &every_second;
		int value = item->start;

		if (at > value && item->step > 0)
			value += (at - value + item->step - 1) / item->step * item->step;
		if (value >= at && value <= item_last(item) && (best < 0 || value < best))
			best = value;
	}
	return best;
}

int chain_prev_usec(const Chain *chain, int at)
{
	static const Item every_second = { 0, -1, G_USEC_PER_SEC, NULL };
	int best = -1;

	for (guint i = 0; i < MAX(chain->n, 1); i++) {
		const Item *item = chain->n ? &chain->items[i] : &every_second;
		int value = MIN(at, item_last(item));

		if (value < item->start)
			continue;
		if (item->step > 0)
			value -= (value - item->start) % item->step;
		best = MAX(best, value);
	}
	return best;
}

static int next_usec(const Calendar *calendar, int at)
{
	int second = (at + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
	guint64 bits;

	if (calendar->fractions)
		return chain_next_usec(&calendar->field[SECOND], at);
	bits = second < 60 ? calendar->seconds >> second : 0;
	return bits ? (second + __builtin_ctzll(bits)) * G_USEC_PER_SEC : -1;
}

static int prev_usec(const Calendar *calendar, int at)
{
	int second = at / G_USEC_PER_SEC;
	guint64 bits;

	if (calendar->fractions)
		return chain_prev_usec(&calendar->field[SECOND], at);
	bits = calendar->seconds << (63 - second);
	return bits ? (second - __builtin_clzll(bits)) * G_USEC_PER_SEC : -1;
}

/* --- within a day ------------------------------------------------------------------------------ */

static gint64 time_at(int hour, int minute, int usec)
{
	return (gint64)(hour * 60 + minute) * USECS_A_MINUTE + usec;
}

static gint64 first_time(const Calendar *calendar)
{
	return time_at(__builtin_ctz(calendar->hours), __builtin_ctzll(calendar->minutes), calendar->first_usec);
}

static gint64 last_time(const Calendar *calendar)
{
	return time_at(31 - __builtin_clz(calendar->hours), 63 - __builtin_clzll(calendar->minutes),
	               calendar->last_usec);
}

/* First matching time of day >= time (of which there is one day), or -1. */
static gint64 next_time(const Calendar *calendar, gint64 time)
{
	int minutes = (int)(time / USECS_A_MINUTE), usec = (int)(time % USECS_A_MINUTE);
	int hour = minutes / 60, minute = minutes % 60;
	guint32 later_hours = calendar->hours & ~((2u << hour) - 1);

	if (calendar->hours >> hour & 1) {
		guint64 later = calendar->minutes & ~(((guint64)2 << minute) - 1);

		if (calendar->minutes >> minute & 1 && usec <= calendar->last_usec)
			return time_at(hour, minute, next_usec(calendar, usec));
		if (later)
			return time_at(hour, __builtin_ctzll(later), calendar->first_usec);
	}
	if (!later_hours)
		return -1;
	return time_at(__builtin_ctz(later_hours), __builtin_ctzll(calendar->minutes), calendar->first_usec);
}

static gint64 prev_time(const Calendar *calendar, gint64 time)
{
	int minutes = (int)(time / USECS_A_MINUTE), usec = (int)(time % USECS_A_MINUTE);
	int hour = minutes / 60, minute = minutes % 60;
	guint32 earlier_hours = calendar->hours & ((1u << hour) - 1);

	if (calendar->hours >> hour & 1) {
		guint64 earlier = calendar->minutes & (((guint64)1 << minute) - 1);

		if (calendar->minutes >> minute & 1 && usec >= calendar->first_usec)
			return time_at(hour, minute, prev_usec(calendar, usec));
		if (earlier)
			return time_at(hour, 63 - __builtin_clzll(earlier), calendar->last_usec);
	}
	if (!earlier_hours)
		return -1;
	return time_at(31 - __builtin_clz(earlier_hours), 63 - __builtin_clzll(calendar->minutes), calendar->last_usec);
}

/* --- over all days ----------------------------------------------------------------------------- */

/* First matching reading >= at, or TIME_NEVER. */
static gint64 next_reading(const Calendar *calendar, gint64 at)
{
	int today, day;
	gint64 time;

	at = MAX(at, 0);
	today = (int)MIN(at / DAYS(1), END_DAY);
	day = calendar_next_day(calendar, today);
	if (day == today) {
		time = next_time(calendar, at - DAYS((gint64)day));
		if (time >= 0)
			return DAYS((gint64)day) + time;
		day = calendar_next_day(calendar, today + 1);
	}
	return day < 0 ? TIME_NEVER : DAYS((gint64)day) + first_time(calendar);
}

/* Last matching reading <= at, or READING_NONE. */
static gint64 prev_reading(const Calendar *calendar, gint64 at)
{
	int today, day;
	gint64 time;

	at = MIN(at, DAYS((gint64)END_DAY) - 1);
	if (at < 0)
		return READING_NONE;
	today = (int)(at / DAYS(1));
	day = calendar_prev_day(calendar, today);
	if (day == today) {
		time = prev_time(calendar, at - DAYS((gint64)day));
		if (time >= 0)
			return DAYS((gint64)day) + time;
		day = calendar_prev_day(calendar, today - 1);
	}
	return day < 0 ? READING_NONE : DAYS((gint64)day) + last_time(calendar);
}

/* --- from readings to instants ----------------------------------------------------------------- */

static gint64 any_next(gconstpointer calendar, gint64 at)
{
	return next_reading(calendar, at);
}

static gint64 any_prev(gconstpointer calendar, gint64 at)
{
	return prev_reading(calendar, at);
}

static const Readings readings = { any_next, any_prev };

gint64 calendar_next_reading(const Calendar *calendar, gint64 at)
{
	return next_reading(calendar, at);
}

/* With all 24 hours the second pass of an overlap counts too. */
static gboolean both_passes(const Calendar *calendar, DstRules dst)
{
	return dst.overlap == DST_OVERLAP_BOTH || (dst.overlap == DST_OVERLAP_AUTO && calendar->hours == ALL_HOURS);
}

gint64 calendar_next(const Calendar *calendar, Zone *zone, gint64 after)
{
	return readings_next(&readings, calendar, calendar->zone ? calendar->zone : zone, DST_GAP_SHIFT,
	                     calendar->hours == ALL_HOURS, after);
}

gint64 calendar_prev(const Calendar *calendar, Zone *zone, gint64 before)
{
	return readings_prev(&readings, calendar, calendar->zone ? calendar->zone : zone, DST_GAP_SHIFT,
	                     calendar->hours == ALL_HOURS, before);
}

gint64 calendar_next_by(const Calendar *calendar, Zone *zone, DstRules dst, gint64 after)
{
	return readings_next(&readings, calendar, calendar->zone ? calendar->zone : zone, dst.gap,
	                     both_passes(calendar, dst), after);
}

gint64 calendar_prev_by(const Calendar *calendar, Zone *zone, DstRules dst, gint64 before)
{
	return readings_prev(&readings, calendar, calendar->zone ? calendar->zone : zone, dst.gap,
	                     both_passes(calendar, dst), before);
}
