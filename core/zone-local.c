#include "core/zone.h"
#include <stdlib.h>

static gint64 floor_div(gint64 a, gint64 b)
{
	return a / b - (a % b < 0);
}

/* As PEP 495 with fold=0: a reading belongs to the offset before a change up to the end of the gap or the overlap. */
gint64 zone_first_reading(const ZoneInterval *i)
{
	return i->from == G_MININT64 ? G_MININT64 : i->from + SECONDS(MAX(i->before, i->offset));
}

gint64 zone_end_reading(const ZoneInterval *i)
{
	return i->until == TIME_NEVER ? TIME_NEVER : i->until + SECONDS(MAX(i->offset, i->after));
}

static const ZoneInterval *reading_owner(Zone *zone, gint64 reading)
{
	const ZoneInterval *i = zone_interval(zone, reading);

	i = zone_interval(zone, reading - SECONDS(i->offset));
	while (reading >= zone_end_reading(i))
		i = zone_interval(zone, i->until);
	while (reading < zone_first_reading(i))
		i = zone_interval(zone, i->from - 1);
	return i;
}

gint64 zone_reading_instant(Zone *zone, gint64 reading)
{
	return reading - SECONDS(reading_owner(zone, reading)->offset);
}

gint64 zone_instant(Zone *zone, const LocalTime *t)
{
	gint64 day = date_to_day(t->year, t->month, t->day);

	return zone_reading_instant(zone,
	                            DAYS(day) + HOURS(t->hour) + MINUTES(t->minute) + SECONDS(t->second) + t->usec);
}

int zone_offset(Zone *zone, gint64 at)
{
	return zone_interval(zone, at)->offset;
}

LocalTime zone_local(Zone *zone, gint64 at)
{
	LocalTime t = { .offset = zone_offset(zone, at) };
	gint64 reading = at + SECONDS(t.offset);
	gint64 day = floor_div(reading, DAYS(1)), rest = reading - DAYS(day);

	date_from_day((int)day, &t.year, &t.month, &t.day);
	t.weekday = (int)((day % 7 + 10) % 7); /* 1970-01-01 was a Thursday */
	t.hour = (int)(rest / HOURS(1));
	t.minute = (int)(rest / MINUTES(1) % 60);
	t.second = (int)(rest / SECONDS(1) % 60);
	t.usec = (int)(rest % SECONDS(1));
	return t;
}

int zone_day(Zone *zone, gint64 at)
{
	return (int)floor_div(at + SECONDS(zone_offset(zone, at)), DAYS(1));
}

/* Where a gap swallows midnight, the date begins when the gap does. */
gint64 zone_day_start(Zone *zone, int day)
{
	gint64 midnight = DAYS((gint64)day);
	const ZoneInterval *i = reading_owner(zone, midnight);

	return MIN(midnight - SECONDS(i->offset), i->until);
}

char *zone_format_iso(Zone *zone, gint64 at)
{
	LocalTime t = zone_local(zone, at);
	int o = abs(t.offset);
	g_autofree char *odd = o % 60 ? g_strdup_printf(":%02d", o % 60) : g_strdup("");

	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d%s", t.year, t.month, t.day, t.hour, t.minute,
	                       t.second, t.offset < 0 ? '-' : '+', o / 3600, o / 60 % 60, odd);
}
