/* bench-calendar.c - calendar_next against libical's recurrence iterator and systemd's own calendar code, on rules that name
 * the same moments. libical keeps its state from one moment to the next; the other two begin anew each time. */
#include <libical/ical.h>
#include <unistd.h>

#include "core/calendar.h"
#include "tests/bench/bench.h"
#include "tests/oracle/systemd-calendar.h"

#define GOAL 20.0
#define CHECKED 200 /* moments that must be equal before anything is timed */

static const struct {
	const char *text, *rule;
	int moments;
} pairs[] = {
	{ "21:30", "FREQ=DAILY;BYHOUR=21;BYMINUTE=30;BYSECOND=0", 2000 },
	{ "Mon..Fri 08:30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30;BYSECOND=0", 2000 },
	{ "*:0/15", "FREQ=HOURLY;BYMINUTE=0,15,30,45;BYSECOND=0", 2000 },
	{ "Sat,Sun 10,16:00", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10,16;BYMINUTE=0;BYSECOND=0", 2000 },
	{ "*-*-01 09:00", "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0", 1000 },
	{ "*-*-31 09:00", "FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9;BYMINUTE=0;BYSECOND=0", 1000 },
	{ "*-*~01 18:00", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 1000 },
	{ "Mon *-*~07/1 18:00", "FREQ=MONTHLY;BYDAY=-1MO;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 1000 },
	{ "*-12-24 18:00", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;BYHOUR=18;BYMINUTE=0;BYSECOND=0", 150 },
	{ "Mon *-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=0;BYMINUTE=0;BYSECOND=0", 5 },
};

enum { PAIRS = G_N_ELEMENTS(pairs), ROUNDS = 9 };

typedef struct Bench {
	Zone *utc, *berlin;
	gint64 start;
	SystemdCalendar systemd;
	gboolean has_systemd;
	double libical, systemds; /* sums of logarithms of ratios */
	double least;             /* the least ratio of all */
} Bench;

/* --- the three of them --- */

static icalrecur_iterator *iterate(const char *rule)
{
	return icalrecur_iterator_new(icalrecurrencetype_from_string(rule), icaltime_from_string("20260101T000000Z"));
}

static gint64 instant(struct icaltimetype t)
{
	return icaltime_is_null_time(t) ? TIME_NEVER : SECONDS(icaltime_as_timet(t));
}

static gint64 systemd_next(const Bench *bench, const void *spec, gint64 after)
{
	uint64_t next;

	return bench->systemd.next(spec, (uint64_t)after, &next) < 0 ? TIME_NEVER : (gint64)next;
}

static void *systemd_parse(const Bench *bench, const char *text)
{
	void *spec = NULL;

	if (bench->systemd.parse(text, &spec) < 0)
		g_error("systemd does not take %s", text);
	return spec;
}

/* --- equal first --- */

static void check_equal(const Bench *bench, int i, const Calendar *calendar, const void *spec)
{
	icalrecur_iterator *iterator = iterate(pairs[i].rule);
	gint64 at = bench->start - 1, theirs = at;

	for (int n = 0; n < MIN(CHECKED, pairs[i].moments); n++) {
		at = calendar_next(calendar, bench->utc, at);
		if (at != instant(icalrecur_iterator_next(iterator)))
			g_error("%s and %s differ at moment %d", pairs[i].text, pairs[i].rule, n);
		theirs = spec ? systemd_next(bench, spec, theirs) : at;
		if (at != theirs)
			g_error("%s: systemd differs at moment %d", pairs[i].text, n);
	}
	icalrecur_iterator_free(iterator);
}

/* --- then timed: the best of some rounds, each a moment's mean in nanoseconds --- */

static double round_ours(const Bench *bench, const Calendar *calendar, Zone *zone, int moments)
{
	int repeat = MAX(1, 20000 / moments);
	double begun = bench_seconds();

	for (int r = 0; r < repeat; r++) {
		gint64 at = bench->start - 1;

		for (int n = 0; n < moments; n++)
			at = calendar_next(calendar, zone, at);
		if (at == TIME_NEVER)
			abort();
	}
	return (bench_seconds() - begun) * 1e9 / repeat / moments;
}

static double round_libical(const char *rule, int moments)
{
	icalrecur_iterator *iterator = iterate(rule);
	double begun = bench_seconds();

	for (int n = 0; n < moments; n++)
		icalrecur_iterator_next(iterator);
	begun = bench_seconds() - begun;
	icalrecur_iterator_free(iterator);
	return begun * 1e9 / moments;
}

static double round_systemd(const Bench *bench, const void *spec, int moments)
{
	gint64 at = bench->start - 1;
	double begun = bench_seconds();

	for (int n = 0; n < moments; n++)
		at = systemd_next(bench, spec, at);
	return (bench_seconds() - begun) * 1e9 / moments;
}

static void bench_pair(Bench *bench, int i)
{
	g_autoptr(Calendar) calendar = calendar_parse(pairs[i].text, NULL);
	void *spec = bench->has_systemd ? systemd_parse(bench, pairs[i].text) : NULL;
	double ours = INFINITY, berlin = INFINITY, libical = INFINITY, systemd = INFINITY;

	check_equal(bench, i, calendar, spec);
	for (int round = 0; round < ROUNDS; round++) {
		ours = MIN(ours, round_ours(bench, calendar, bench->utc, pairs[i].moments));
		berlin = MIN(berlin, round_ours(bench, calendar, bench->berlin, pairs[i].moments));
		libical = MIN(libical, round_libical(pairs[i].rule, pairs[i].moments));
		systemd = spec ? MIN(systemd, round_systemd(bench, spec, pairs[i].moments)) : ours;
	}
	printf("  %-20s %9.1f %9.1f %11.1f %8.1f %11.1f %8.1f\n", pairs[i].text, ours, berlin, libical, libical / ours,
	       systemd, systemd / ours);
	bench->libical += log(libical / ours);
	bench->systemds += log(systemd / ours);
	bench->least = MIN(bench->least, MIN(libical, spec ? systemd : INFINITY) / ours);
	if (spec)
		bench->systemd.release(spec);
}

/* --- the worst --- */

static const char *const rarest = "Sun *-02-29", *const impossible = "Thu 2027-01-01",
			 *const barren = "*-02,04,06,09,11-31";

/* The slowest single step from any year, each the best of some rounds, in microseconds. */
static double slowest(const Calendar *calendar, Zone *zone)
{
	double worst = 0;

	for (int year = 1970; year < 2200; year++) {
		gint64 after = DAYS((gint64)date_to_day(year, 3, 1));
		double best = INFINITY;

		for (int round = 0; round < 50; round++) {
			double begun = bench_seconds();

			calendar_next(calendar, zone, after);
			best = MIN(best, bench_seconds() - begun);
		}
		worst = MAX(worst, best);
	}
	return worst * 1e6;
}

/* Of systemd a few years suffice: it takes milliseconds for some, and says so each time. */
static double slowest_systemd(const Bench *bench, const char *text)
{
	void *spec = bench->has_systemd ? systemd_parse(bench, text) : NULL;
	double worst = 0;
	int loud = dup(STDERR_FILENO);

	if (!freopen("/dev/null", "w", stderr))
		abort();
	for (int year = 2000; spec && year < 2100; year += 10) {
		double best = INFINITY;

		for (int round = 0; round < 5; round++) {
			double begun = bench_seconds();

			systemd_next(bench, spec, DAYS((gint64)date_to_day(year, 3, 1)));
			best = MIN(best, bench_seconds() - begun);
		}
		worst = MAX(worst, best);
	}
	dup2(loud, STDERR_FILENO);
	close(loud);
	if (spec)
		bench->systemd.release(spec);
	return worst * 1e6;
}

static void bench_worst(const Bench *bench, const char *text, const char *name, gboolean berlin, double goal)
{
	g_autoptr(Calendar) calendar = calendar_parse(text, NULL);
	g_autofree char *title = g_strdup_printf("%s (%s)%s", name, text, berlin ? ", Berlin" : "");
	double ours = slowest(calendar, berlin ? bench->berlin : bench->utc),
	       theirs = berlin ? 0 : slowest_systemd(bench, text);

	figure_print((Figure){ title, ours, "us", theirs / ours, "systemd", goal, 0 });
}

int main(void)
{
	Bench bench = { .utc = zone_new("UTC", NULL),
		        .berlin = zone_new("Europe/Berlin", NULL),
		        .start = SECONDS(1767225600) /* 2026-01-01 */,
		        .least = INFINITY };

	g_setenv("TZ", "UTC", TRUE); /* for systemd's */
	tzset();
	bench.has_systemd = systemd_calendar_load(&bench.systemd);
	if (!bench.has_systemd)
		printf("  (systemd's shared library is not installed here: no comparison with it)\n");
	printf("  %-20s %9s %9s %11s %8s %11s %8s\n", "ns a moment", "UTC", "Berlin", "libical", "ratio", "systemd",
	       "ratio");
	for (int i = 0; i < PAIRS; i++)
		bench_pair(&bench, i);
	figure_print((Figure){ "calendar_next, geometric mean", exp(bench.libical / PAIRS), "x",
	                       exp(bench.libical / PAIRS), "libical", 0, GOAL });
	if (bench.has_systemd)
		figure_print((Figure){ "calendar_next, geometric mean", exp(bench.systemds / PAIRS), "x",
		                       exp(bench.systemds / PAIRS), "systemd", 0, GOAL });
	figure_print((Figure){ "calendar_next, least of all", bench.least, "x", bench.least, "both", 0, GOAL });
	bench_worst(&bench, rarest, "worst case", FALSE, 1);
	bench_worst(&bench, rarest, "worst case", TRUE, 1);
	bench_worst(&bench, impossible, "never", FALSE, 5);
	bench_worst(&bench, barren, "never", FALSE, 5);
	bench_worst(&bench, barren, "never", TRUE, 5);
	zone_unref(bench.utc);
	zone_unref(bench.berlin);
	return EXIT_SUCCESS;
}
