/* bench-agenda.c - the agenda as the daemon runs it: evaluate at the moment it asked for, carry out, ask for the next one. A year of
 * 50 schedules; a year of 10,000 beside `remind` on reminders of the same moments; what one decision costs as schedules grow.
 * In seconds of the processor. */
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/agenda.h"
#include "tests/bench/bench.h"

#define START SECONDS(1767225600) /* 2026-01-01 */
#define YEAR DAYS(365)

/* What people schedule, most of it rarely. `remind` says the same to remind(1). */
static const struct {
	const char *when, *remind;
} patterns[] = {
	{ "%02d:%02d", "REM AT %02d:%02d MSG x\n" },
	{ "Mon %02d:%02d", "REM Mon AT %02d:%02d MSG x\n" },
	{ "Sat,Sun %02d:%02d", "REM Sat Sun AT %02d:%02d MSG x\n" },
	{ "Wed *-*-* %02d:%02d", "REM Wed AT %02d:%02d MSG x\n" },
	{ "*-*-01 %02d:%02d", "REM 1 AT %02d:%02d MSG x\n" },
	{ "*-*-15 %02d:%02d", "REM 15 AT %02d:%02d MSG x\n" },
	{ "*-*-28 %02d:%02d", "REM 28 AT %02d:%02d MSG x\n" },
	{ "*-02-11 %02d:%02d", "REM 11 Feb AT %02d:%02d MSG x\n" },
	{ "*-06-20 %02d:%02d", "REM 20 Jun AT %02d:%02d MSG x\n" },
	{ "*-12-24 %02d:%02d", "REM 24 Dec AT %02d:%02d MSG x\n" },
};
static const char *const person[] = {
	"%02d:%02d",           "Mon..Fri %02d:%02d",
	"Sat,Sun %02d:%02d",   "Tue *-*~07/1 %02d:%02d",
	"*-*-01,15 %02d:%02d", "2 times between %02d:%02d and 23:59, at least 30min apart",
	"Mon,Thu %02d:%02d",   "*-*-* %02d:%02d",
	"Fri %02d:%02d",       "Wed *-*-* %02d:%02d",
};

/* All over the day, from eight to ten. */
static int minute_of(int i)
{
	return 8 * 60 + i * 389 % (14 * 60);
}

static Schedule *make_schedule(int i, const char *pattern)
{
	g_autofree char *name = g_strdup_printf("s%d", i);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	Schedule *schedule = schedule_new(i % 3 ? KIND_NUDGE : KIND_CHECKIN, name);
	int minute = minute_of(i);
	When *when;

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	text = g_strdup_printf(pattern, minute / 60, minute % 60);
#pragma GCC diagnostic warning "-Wformat-nonliteral"
	when = when_parse(text, &error);
	if (!when)
		g_error("%s: %s", text, error->message);
	g_ptr_array_add(schedule->whens, when);
	return schedule;
}

static GPtrArray *make_schedules(int n, gboolean many)
{
	GPtrArray *schedules = g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free);

	for (int i = 0; i < n; i++)
		g_ptr_array_add(schedules, make_schedule(i, many ? patterns[i % G_N_ELEMENTS(patterns)].when
		                                                 : person[i % G_N_ELEMENTS(person)]));
	return schedules;
}

typedef struct Run {
	double seconds, configured; /* all of it, and the part of it that agenda_configure() took */
	int rounds, decided, shown;
} Run;

/* The person waves each prompt away at once. */
static void carry_out(Agenda *agenda, GArray *acts, const Moment *now, Run *run)
{
	for (guint i = 0; i < acts->len; i++) {
		const Act *act = &g_array_index(acts, Act, i);

		run->decided += act->kind == ACT_DECIDE;
		run->shown += act->kind == ACT_SHOW;
		if (act->kind == ACT_SHOW)
			agenda_close(agenda, act->prompt, now->wall, OUTCOME_DISMISSED);
	}
}

/* As the daemon does: a day's random moments are drawn once. */
static void keep_draws(History *history, const GPtrArray *schedules, const Policy *policy, Zone *zone, int day)
{
	WhenContext context = {
		.zone = zone, .secret = history->secret, .quiet = policy->quiet, .draws = history->draws
	};

	draws_forget(history->draws, day - 3);
	for (guint i = 0; i < schedules->len; i++) {
		const Schedule *schedule = schedules->pdata[i];
		g_autofree gint64 *moments = NULL;
		guint n;

		context.schedule = schedule->id;
		moments = when_draw(schedule->whens->pdata[0], &context, day, &n);
		if (n)
			draws_put(history->draws, schedule->id, 0, day, moments, n);
	}
}

static Run simulate(const GPtrArray *schedules, const Policy *policy, gint64 span)
{
	g_autoptr(History) history = history_new("a secret of the bench");
	g_autoptr(Zone) zone = zone_new("Europe/Berlin", NULL);
	g_autoptr(Agenda) agenda = agenda_new(history, zone);
	Moment now = { START, HOURS(1), "bench" };
	Reach reach = { TRUE, TRUE };
	Run run = { .seconds = -bench_cpu_seconds() };
	gint64 next;
	int day = 0;

	agenda_configure(agenda, policy, schedules, now.wall);
	run.configured = run.seconds + bench_cpu_seconds();
	for (next = START; next < START + span; run.rounds++) {
		g_autoptr(GArray) acts = NULL;

		now.boot += next - now.wall;
		now.wall = next;
		if (zone_day(zone, next) != day)
			keep_draws(history, schedules, policy, zone, day = zone_day(zone, next));
		acts = agenda_evaluate(agenda, &now, reach);
		carry_out(agenda, acts, &now, &run);
		next = MAX(agenda_next(agenda, &now, reach), now.wall + 1);
	}
	run.seconds += bench_cpu_seconds();
	return run;
}

static Run best_of(int rounds, int n, gboolean many, const Policy *policy, gint64 span)
{
	g_autoptr(GPtrArray) schedules = make_schedules(n, many);
	Run best = simulate(schedules, policy, span);

	for (int i = 1; i < rounds; i++) {
		Run run = simulate(schedules, policy, span);

		if (run.seconds < best.seconds)
			best = run;
	}
	return best;
}

/* --- remind --- */

static void write_reminders(const char *path, int n)
{
	FILE *file = fopen(path, "w");

	if (!file)
		g_error("%s cannot be written", path);
	for (int i = 0; i < n; i++) {
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		fprintf(file, patterns[i % G_N_ELEMENTS(patterns)].remind, minute_of(i) / 60, minute_of(i) % 60);
#pragma GCC diagnostic warning "-Wformat-nonliteral"
	}
	fclose(file);
}

static double children_seconds(void)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* A year of it as a calendar; 0: it is not installed. */
static double time_remind(int n)
{
	g_autofree char *program = g_find_program_in_path("remind");
	g_autofree char *folder = g_dir_make_tmp("steady-bench-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "reminders", NULL);
	char *argv[] = { program, "-s12", path, "2026-01-01", NULL };
	double begun = children_seconds();
	int status = -1;

	if (!program)
		return 0;
	write_reminders(path, n);
	if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) ||
	    status)
		g_error("remind has failed");
	begun = children_seconds() - begun;
	g_unlink(path);
	g_rmdir(folder);
	return begun;
}

/* --- growth --- */

/* What a round, and a configuration, of n schedules cost, in microseconds: over so many days that each has about as many rounds. */
static void bench_growth(const Policy *policy)
{
	static const struct {
		int n, days;
	} sizes[] = { { 10, 1500 }, { 100, 150 }, { 1000, 15 }, { 10000, 4 } };
	double round[G_N_ELEMENTS(sizes)], configure[G_N_ELEMENTS(sizes)];
	double allowed;
	int last = G_N_ELEMENTS(sizes) - 1;

	printf("  %-12s %14s %22s\n", "schedules", "us a decision", "us to configure, each");
	for (int i = 0; i <= last; i++) {
		Run run = best_of(3, sizes[i].n, TRUE, policy, DAYS(sizes[i].days));

		round[i] = (run.seconds - run.configured) / run.decided * 1e6;
		configure[i] = run.configured / sizes[i].n * 1e6;
		printf("  %-12d %14.2f %22.2f\n", sizes[i].n, round[i], configure[i]);
	}
	allowed = log2(sizes[last].n) / log2(sizes[0].n); /* n log n in all: log n each */
	figure_print((Figure){ "a decision, 10,000 schedules against 10", round[last] / round[0], "x",
	                       allowed / (round[last] / round[0]), "log n", allowed, 0 });
	figure_print((Figure){ "configuring, each of 10,000 against of 10", configure[last] / configure[0], "x",
	                       allowed / (configure[last] / configure[0]), "log n", allowed, 0 });
}

int main(void)
{
	Policy usual = { .discreet = TRUE, .quiet = { 23 * 3600, 7 * 3600 + 1800 }, .budget = 6, .apart = MINUTES(45) };
	Policy open = { .discreet = TRUE, .budget = 50 };
	Run year = best_of(5, 50, FALSE, &usual, YEAR), many = best_of(1, 10000, TRUE, &usual, YEAR);
	double remind = time_remind(10000);

	printf("  a year of 50 schedules: %d decisions, %d shown, in %d rounds\n", year.decided, year.shown,
	       year.rounds);
	figure_print((Figure){ "a year of 50 schedules", year.seconds * 1e3, "ms", 0, NULL, 50, 0 });
	printf("  a year of 10,000 schedules: %d decisions, %d shown, in %d rounds\n", many.decided, many.shown,
	       many.rounds);
	if (remind)
		figure_print((Figure){ "remind, a year of 10,000 reminders", remind, "s", 0, NULL, 0, 0 });
	else
		printf("  (remind is not installed here: no comparison with it)\n");
	figure_print(
		(Figure){ "a year of 10,000 schedules", many.seconds, "s", remind / many.seconds, "remind", 5, 0 });
	bench_growth(&open);
	return EXIT_SUCCESS;
}
