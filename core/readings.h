/* readings.h - from wall readings to instants: the rule for gaps and overlaps, once for every form that names times of day.
 * A form tells its next and its previous reading; readings have no gaps. For core/calendar*.c and core/when*.c only.
 * Inlined, so that a form's own search is too. */
#pragma once
#include "core/zone.h"

/* Readings are local microseconds since 1970-01-01 00:00. */
#define READING_NONE G_MININT64

typedef struct Readings {
	gint64 (*next)(gconstpointer value, gint64 at); /* first matching one >= at, or TIME_NEVER */
	gint64 (*prev)(gconstpointer value, gint64 at); /* last matching one <= at, or READING_NONE */
} Readings;

enum { READINGS_END_DAY = 84006 }; /* 2200-01-01 as days since 1970 */

#define READINGS_INLINE static inline __attribute__((always_inline))
#define READINGS_TWO_DAYS DAYS(2) /* more than two offsets can differ */
#define READINGS_BEFORE (-DAYS(3))
#define READINGS_AFTER DAYS((gint64)READINGS_END_DAY + 3)

/* Where the second pass counts, it is the interval's own as well. */
READINGS_INLINE gint64 readings_own_first(const ZoneInterval *i, gboolean both)
{
	if (both && i->from != G_MININT64)
		return i->from + SECONDS(i->offset);
	return zone_first_reading(i);
}

READINGS_INLINE gint64 readings_own_end(const ZoneInterval *i, DstGap gap)
{
	if (gap == DST_GAP_SKIP && i->until != TIME_NEVER)
		return i->until + SECONDS(i->offset);
	return zone_end_reading(i);
}

/* Readings in the gap before `interval` land in it, up to the gap's length after its begin. */
READINGS_INLINE gint64 readings_next_from_gap(const Readings *readings, gconstpointer value, Zone *zone,
                                              const ZoneInterval *interval, gboolean both, gint64 least)
{
	const ZoneInterval *earlier;
	gint64 reading;

	if (interval->offset <= interval->before ||
	    least >= interval->from + SECONDS(interval->offset - interval->before))
		return TIME_NEVER;
	earlier = zone_interval(zone, interval->from - 1);
	reading = readings->next(value, MAX(least + SECONDS(earlier->offset), readings_own_first(earlier, both)));
	return reading < zone_end_reading(earlier) ? reading - SECONDS(earlier->offset) : TIME_NEVER;
}

/* First instant > after, or TIME_NEVER. `both`: the second pass of an overlap counts. */
READINGS_INLINE gint64 readings_next(const Readings *readings, gconstpointer value, Zone *zone, DstGap gap,
                                     gboolean both, gint64 after)
{
	gint64 least = CLAMP(after, READINGS_BEFORE, READINGS_AFTER) + 1, best = TIME_NEVER, reading, step;
	const ZoneInterval *i = zone_interval(zone, least);

	if (gap == DST_GAP_SHIFT)
		best = readings_next_from_gap(readings, value, zone, i, both, least);
	for (;;) {
		reading = readings->next(value, MAX(least + SECONDS(i->offset), readings_own_first(i, both)));
		if (reading < readings_own_end(i, gap))
			best = MIN(best, reading - SECONDS(i->offset));
		if (best < i->until || i->until == TIME_NEVER)
			return best;
		step = i->until;
		if (!both || i->after >= i->offset) {
			if (reading == TIME_NEVER)
				return best;
			step = MAX(step, reading - SECONDS(i->offset) - READINGS_TWO_DAYS); /* nothing is due in between */
		}
		i = zone_interval(zone, step);
		if (best <= i->from)
			return best;
	}
}

/* Last instant < before, or TIME_NEVER. */
READINGS_INLINE gint64 readings_prev(const Readings *readings, gconstpointer value, Zone *zone, DstGap gap,
                                     gboolean both, gint64 before)
{
	gint64 most = CLAMP(before, READINGS_BEFORE, READINGS_AFTER) - 1, best = READING_NONE, reading, step;
	const ZoneInterval *i = zone_interval(zone, most);

	for (;;) {
		reading = readings->prev(value, MIN(most + SECONDS(i->offset), readings_own_end(i, gap) - 1));
		if (reading != READING_NONE && reading >= readings_own_first(i, both))
			best = MAX(best, reading - SECONDS(i->offset));
		if (i->from == G_MININT64 || best >= i->from + SECONDS(MAX(i->offset - i->before, 0)))
			break;
		step = i->from - 1;
		if (i->offset >= i->before) {
			if (reading == READING_NONE)
				break;
			step = MIN(step, reading - SECONDS(i->offset) + READINGS_TWO_DAYS);
		}
		i = zone_interval(zone, step);
	}
	return best == READING_NONE ? TIME_NEVER : best;
}
