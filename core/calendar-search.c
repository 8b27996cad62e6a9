#include "core/calendar-fields.h"

/* The search has two floors. Below, wall readings (local microseconds since 1970-01-01 00:00), where time has no gaps.
 * Above, the intervals of one UTC offset, each of which owns a stretch of readings and turns them into instants. */

#define READING_NONE G_MININT64
#define TWO_DAYS DAYS(2) /* more than two offsets can differ */
#define BEFORE_1970 (-DAYS(3))
#define AFTER_2199 DAYS((gint64)END_DAY + 3)

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

/* With all 24 hours the second pass of an overlap is the interval's own as well. */
static gint64 own_first(const Calendar *calendar, const ZoneInterval *i)
{
	if (calendar->hours == ALL_HOURS && i->from != G_MININT64)
		return i->from + SECONDS(i->offset);
	return zone_first_reading(i);
}

static gboolean second_pass(const Calendar *calendar, int before, int after)
{
	return calendar->hours == ALL_HOURS && after < before;
}

/* Readings in the gap before `interval` land in it, up to the gap's length after its begin. */
static gint64 next_from_gap(const Calendar *calendar, Zone *zone, const ZoneInterval *interval, gint64 least)
{
	const ZoneInterval *earlier;
	gint64 reading;

	if (interval->offset <= interval->before ||
	    least >= interval->from + SECONDS(interval->offset - interval->before))
		return TIME_NEVER;
	earlier = zone_interval(zone, interval->from - 1);
	reading = next_reading(calendar, MAX(least + SECONDS(earlier->offset), own_first(calendar, earlier)));
	return reading < zone_end_reading(earlier) ? reading - SECONDS(earlier->offset) : TIME_NEVER;
}

gint64 calendar_next(const Calendar *calendar, Zone *zone, gint64 after)
{
	gint64 least = CLAMP(after, BEFORE_1970, AFTER_2199) + 1, best, reading, step;
	const ZoneInterval *i;

	zone = calendar->zone ? calendar->zone : zone;
	i = zone_interval(zone, least);
	best = next_from_gap(calendar, zone, i, least);
	for (;;) {
		reading = next_reading(calendar, MAX(least + SECONDS(i->offset), own_first(calendar, i)));
		if (reading < zone_end_reading(i))
			best = MIN(best, reading - SECONDS(i->offset));
		if (best < i->until || i->until == TIME_NEVER)
			return best;
		step = i->until;
		if (!second_pass(calendar, i->offset, i->after)) {
			if (reading == TIME_NEVER)
				return best;
			step = MAX(step, reading - SECONDS(i->offset) - TWO_DAYS); /* nothing is due in between */
		}
		i = zone_interval(zone, step);
		if (best <= i->from)
			return best;
	}
}

gint64 calendar_prev(const Calendar *calendar, Zone *zone, gint64 before)
{
	gint64 most = CLAMP(before, BEFORE_1970, AFTER_2199) - 1, best = READING_NONE, reading, step;
	const ZoneInterval *i;

	zone = calendar->zone ? calendar->zone : zone;
	i = zone_interval(zone, most);
	for (;;) {
		reading = prev_reading(calendar, MIN(most + SECONDS(i->offset), zone_end_reading(i) - 1));
		if (reading != READING_NONE && reading >= own_first(calendar, i))
			best = MAX(best, reading - SECONDS(i->offset));
		if (i->from == G_MININT64 || best >= i->from + SECONDS(MAX(i->offset - i->before, 0)))
			break;
		step = i->from - 1;
		if (i->offset >= i->before) {
			if (reading == READING_NONE)
				break;
			step = MIN(step, reading - SECONDS(i->offset) + TWO_DAYS);
		}
		i = zone_interval(zone, step);
	}
	return best == READING_NONE ? TIME_NEVER : best;
}
