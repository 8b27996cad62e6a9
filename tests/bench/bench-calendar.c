/* bench-calendar.c - calendar_next against libical's recurrence iterator, on rules that name the same moments.
 * Both go from one moment to the next; libical keeps its state between them, calendar_next begins anew each time. */
#include <libical/ical.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/calendar.h"

#define GOAL 20
#define CHECKED 200 /* moments that must be equal before anything is timed */

static const struct {
	const char *text, *rule;
	int moments;
} pairs[] = {
	{ "21:30", "FREQ=DAILY;BYHOUR=21;BYMINUTE=30;BYSECOND=0", 20000 },
	{ "Mon..Fri 08:30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30;BYSECOND=0", 20000 },
	{ "*:0/15", "FREQ=HOURLY;BYMINUTE=0,15,30,45;BYSECOND=0", 20000 },
	{ "Sat,Sun 10,16:00", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10,16;BYMINUTE=0;BYSECOND=0", 20000 },
	{ "*-*-01 09:00", "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0", 2000 },
	{ "*-*-31 09:00", "FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9;BYMINUTE=0;BYSECOND=0", 1000 },
	{ "*-*~01 18:00", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 2000 },
	{ "Mon *-*~07/1 18:00", "FREQ=MONTHLY;BYDAY=-1MO;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 2000 },
	{ "*-12-24 18:00", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 150 },
	{ "Mon *-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=0;BYMINUTE=0;BYSECOND=0", 5 },
};

enum { PAIRS = G_N_ELEMENTS(pairs), ROUNDS = 5 };

static double nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static icalrecur_iterator *iterate(const char *rule)
{
	return icalrecur_iterator_new(icalrecurrencetype_from_string(rule), icaltime_from_string("20260101T000000Z"));
}

static gint64 instant(struct icaltimetype t)
{
	return icaltime_is_null_time(t) ? TIME_NEVER : SECONDS(icaltime_as_timet(t));
}

static void check_equal(int i, const Calendar *calendar, Zone *zone, gint64 start)
{
	icalrecur_iterator *iterator = iterate(pairs[i].rule);
	gint64 at = start - 1;

	for (int n = 0; n < MIN(CHECKED, pairs[i].moments); n++) {
		gint64 theirs = instant(icalrecur_iterator_next(iterator));

		at = calendar_next(calendar, zone, at);
		if (at == theirs)
			continue;
		fprintf(stderr, "%s and %s differ at moment %d\n", pairs[i].text, pairs[i].rule, n);
		exit(EXIT_FAILURE);
	}
	icalrecur_iterator_free(iterator);
}

/* The best of some rounds, each a moment's mean. */
static double time_ours(const Calendar *calendar, Zone *zone, gint64 start, int moments)
{
	double best = INFINITY;

	for (int round = 0; round < ROUNDS; round++) {
		int repeat = MAX(1, 20000 / moments);
		double begun = nanoseconds();

		for (int r = 0; r < repeat; r++) {
			gint64 at = start - 1;

			for (int n = 0; n < moments; n++)
				at = calendar_next(calendar, zone, at);
			if (at == TIME_NEVER)
				abort();
		}
		best = MIN(best, (nanoseconds() - begun) / repeat / moments);
	}
	return best;
}

static double time_libical(const char *rule, int moments)
{
	double best = INFINITY;

	for (int round = 0; round < ROUNDS; round++) {
		icalrecur_iterator *iterator = iterate(rule);
		double begun = nanoseconds();

		for (int n = 0; n < moments; n++)
			icalrecur_iterator_next(iterator);
		best = MIN(best, (nanoseconds() - begun) / moments);
		icalrecur_iterator_free(iterator);
	}
	return best;
}

int main(void)
{
	g_autoptr(Zone) zone = zone_new("UTC", NULL), berlin = zone_new("Europe/Berlin", NULL);
	gint64 start = SECONDS(1767225600); /* 2026-01-01 */
	double logarithms = 0;

	printf("%-20s %10s %10s %10s %8s\n", "expression", "ns", "ns Berlin", "libical ns", "ratio");
	for (int i = 0; i < PAIRS; i++) {
		g_autoptr(Calendar) calendar = calendar_parse(pairs[i].text, NULL);
		double ours, theirs;

		check_equal(i, calendar, zone, start);
		ours = time_ours(calendar, zone, start, pairs[i].moments);
		theirs = time_libical(pairs[i].rule, pairs[i].moments);
		logarithms += log(theirs / ours);
		printf("%-20s %10.1f %10.1f %10.1f %8.1f\n", pairs[i].text, ours,
		       time_ours(calendar, berlin, start, pairs[i].moments), theirs, theirs / ours);
	}
	printf("calendar: geometric mean %.1f times as fast as libical (goal: %d)\n", exp(logarithms / PAIRS), GOAL);
	return EXIT_SUCCESS;
}
