/* bench-lines.c - `steady when --stdin`: lines of every form, right and wrong, with zones and without, a second of the clock on the wall;
 * beside `cat`, which only reads and writes the same lines. And what it costs to find that `except` leaves nothing of any day. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/resource.h>

#include "core/schedule.h"
#include "tests/bench/bench.h"

enum { LINES = 100000, GOAL = 100000, ROUNDS = 5, SEARCHES = 200 };

static const char *const forms[] = {
	"Mon..Fri %02d:%02d",
	"*-*-15 %02d:%02d",
	"*:0/15",
	"Mon *-*~07/1 %02d:%02d",
	"%02d:%02d Europe/Dublin",
	"every 2 weeks on Tue at %02d:%02d from 2026-01-06",
	"every 3 months at %02d:%02d from 2026-01-31",
	"every 50min between 09:00 and 18:00 on Mon..Fri",
	"every 2h",
	"4 times between 10:00 and 21:00, at least 90min apart",
	"1 time between %02d:%02d and 23:59 on Fri",
	"20min after urge",
	"once 2027-12-24 %02d:%02d",
	"once 2027-06-24 %02d:%02d Asia/Tokyo",
	"Mon 9",
	"*/5 * * * *",
	"4 times betwen 10:00 and 21:00",
	"%02d:%02d europe/berln",
};
static const char *const zones[] = {
	"", "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Nowhere/Town"
};

static char *write_lines(void)
{
	char *path = g_strdup("steady-bench-XXXXXX");
	GString *text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	char *whole = g_build_filename(g_get_tmp_dir(), path, NULL);
	int file = g_mkstemp(whole);

	for (int i = 0; i < LINES; i++) {
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
		g_string_append_printf(text, forms[i % (int)G_N_ELEMENTS(forms)], i * 7 % 24, i * 13 % 59);
#pragma GCC diagnostic warning "-Wformat-nonliteral"
#pragma GCC diagnostic warning "-Wformat-extra-args"
		g_string_append_printf(text, "\t%s\t%d\t%d\n", zones[i / 3 % (int)G_N_ELEMENTS(zones)],
		                       1767225600 + i * 997, i % 3 + 1);
	}
	g_free(path);
	if (file < 0 || !g_close(file, NULL) || !g_file_set_contents(whole, text->str, -1, &error))
		g_error("%s cannot be written", whole);
	g_string_free(text, TRUE);
	return whole;
}

static double children_seconds(void)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* Lines a second of the best round. */
static double time_filter(const char *path, const char *const *argv)
{
	double best = G_MAXDOUBLE;

	for (int round = 0; round < ROUNDS; round++) {
		g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
		g_autoptr(GSubprocess) child = NULL;
		double begun = bench_seconds();

		g_subprocess_launcher_set_stdin_file_path(launcher, path);
		child = g_subprocess_launcher_spawnv(launcher, argv, NULL);
		if (!child || !g_subprocess_wait_check(child, NULL, NULL))
			g_error("%s has failed", *argv);
		best = MIN(best, bench_seconds() - begun);
	}
	return LINES / best;
}

/* Microseconds a search, once the zone is known. */
static double time_end(const char *zone_name, const char *first, const char *second)
{
	g_autoptr(Except) except = except_new();
	g_autoptr(Zone) zone = zone_new(zone_name, NULL);
	gint64 at = SECONDS(1795000000), sum = 0;
	double begun;

	if (!except_add(except, first, NULL) || !except_add(except, second, NULL))
		g_error("%s", first);
	sum += except_end(except, zone, at) == TIME_NEVER;
	begun = bench_cpu_seconds();
	for (int i = 0; i < SEARCHES; i++)
		sum += except_end(except, zone, at + HOURS(i)) == TIME_NEVER;
	begun = bench_cpu_seconds() - begun;
	if (sum != SEARCHES + 1)
		g_error("something is left");
	return begun / SEARCHES * 1e6;
}

int main(void)
{
	g_autofree char *path = write_lines(), *steady = g_build_filename(g_getenv("O") ?: "build", "steady", NULL);
	const char *const ours[] = { steady, "when", "--stdin", NULL }, *const cat[] = { "cat", NULL };
	double used = children_seconds(), lines = time_filter(path, ours), copied;

	used = children_seconds() - used;
	copied = time_filter(path, cat);

	figure_print((Figure){ "cat of the same lines", copied / 1000, "k/s", 0, NULL, 0, 0 });
	figure_print((Figure){ "when --stdin, every form mixed", lines / 1000, "k/s", lines / GOAL, "100 k/s", 0, 1 });
	figure_print((Figure){ "  the same by the processor's time", LINES * ROUNDS / used / 1000, "k/s",
	                       LINES * ROUNDS / used / GOAL, "100 k/s", 0, 1 });
	figure_print((Figure){ "  the same beside cat", LINES / lines * 1e3, "ms", lines / copied, "cat", 0, 0 });
	figure_print((Figure){ "two half-day excepts: nothing is left",
	                       time_end("UTC", "*-*-* 00:00..12:00", "*-*-* 12:00..00:00"), "us", 0, NULL, 500, 0 });
	figure_print((Figure){ "  the same in Berlin",
	                       time_end("Europe/Berlin", "*-*-* 00:00..12:00", "*-*-* 12:00..00:00"), "us", 0, NULL,
	                       1000, 0 });
	figure_print((Figure){ "  an end within the gap of each spring",
	                       time_end("Europe/Berlin", "*-*-* 00:00..02:30", "*-*-* 02:30..00:00"), "us", 0, NULL,
	                       5000, 0 });
	g_unlink(path);
	return EXIT_SUCCESS;
}
