/* Turns, and the world around the daemon. */
#include "tests/sim/sim.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/sim-edges.h"

/* --- turns --- */

static void return_oldest(Sim *sim)
{
	sim_task_return(g_queue_pop_head(&sim->worked));
}

static gboolean has_result(const Sim *sim)
{
	return sim->worked.length > 0;
}

static const struct {
	gboolean (*is_due)(const Sim *sim);
	void (*take)(Sim *sim);
} turns[] = {
	{ sim_disk_is_due, sim_disk_work },
	{ has_result, return_oldest },
	{ sim_report_is_due, sim_report },
};

gboolean sim_is_cut(const Sim *sim)
{
	return sim->halted || medium_is_cut(sim->medium);
}

gboolean sim_turn(Sim *sim)
{
	int n = G_N_ELEMENTS(turns), from = sim->chance ? g_rand_int_range(sim->chance, 0, n) : 0;

	for (int i = 0; sim->app && !sim_is_cut(sim) && i < n; i++) {
		int turn = (from + i) % n;

		if (!turns[turn].is_due(sim))
			continue;
		turns[turn].take(sim);
		sim->halted |= sim->halt_in && --sim->halt_in == 0;
		return TRUE;
	}
	return FALSE;
}

void sim_settle(Sim *sim)
{
	while (sim_turn(sim))
		;
}

void sim_pass(Sim *sim, gint64 span)
{
	sim->now.wall += span;
	sim->now.boot += span;
	sim->lived += span;
}

/* When something happens by itself: the timer, the disk's next try, the end of patience with the server. */
static gint64 next_of(const Sim *sim)
{
	gint64 retry = sim->waiting.length ? sim->now.wall + (sim->retry - sim->now.boot) : TIME_NEVER;

	return MIN(MIN(sim->armed, retry), sim_report_next(sim));
}

static void wake(Sim *sim)
{
	gint64 late = sim->now.wall - sim->armed;

	if (sim->watch.woke)
		sim->watch.woke(sim->watch.self, late);
	app_wake(sim->app);
}

void sim_run_to(Sim *sim, gint64 wall)
{
	sim_settle(sim);
	while (sim->now.wall < wall && !sim_is_cut(sim)) {
		gint64 next = sim->app ? CLAMP(next_of(sim), sim->now.wall, wall) : wall;

		sim_pass(sim, next - sim->now.wall);
		if (sim->app && sim->armed <= sim->now.wall)
			wake(sim);
		sim_settle(sim);
		if (sim->watch.rested && sim->app && !sim_is_cut(sim))
			sim->watch.rested(sim->watch.self);
	}
}

void sim_run(Sim *sim, const char *until)
{
	sim_run_to(sim, sim_at(sim, until));
}

/* --- the world --- */

/* With room again it is tried at once: nobody waits for the pause to end. */
void sim_disk_full(Sim *sim, gboolean full)
{
	medium_set_full(sim->medium, full);
	sim->retry = 0;
}

void sim_store_remove(Sim *sim)
{
	medium_remove(sim->medium, sim->paths->store);
	g_unlink(sim->paths->store);
}

gint64 sim_count(Sim *sim, const char *sql)
{
	sqlite3 *reader;
	sqlite3_stmt *row;
	gint64 number = 0;

	medium_set_process(sim->medium, SIM_OTHERS);
	sim_demand(sim, sqlite3_open_v2(sim->paths->store, &reader, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK,
	           "the store cannot be opened");
	sim_demand(sim, sqlite3_prepare_v2(reader, sql, -1, &row, NULL) == SQLITE_OK, "%s: %s", sql,
	           sqlite3_errmsg(reader));
	medium_set_process(sim->medium, SIM_DAEMON);
	if (sqlite3_step(row) == SQLITE_ROW)
		number = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	sqlite3_close(reader);
	return number;
}

gint64 sim_last(Sim *sim)
{
	return sim_count(sim, "SELECT max(id) FROM decision");
}

/* --- the whole --- */

void sim_fail(const Sim *sim, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list values;

	va_start(values, format);
	what = g_strdup_vprintf(format, values);
	va_end(values);
	if (sim->watch.failed)
		sim->watch.failed(sim->watch.self, what);
	g_printerr("sim: %s\n", what);
	abort();
}

static void be_silent(const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
}

gint64 sim_at(const Sim *sim, const char *text)
{
	g_autoptr(Zone) zone = zone_new(sim->zone, NULL);
	LocalTime local = { 0 };

	sim_demand(sim,
	           sscanf(text, "%d-%d-%d %d:%d:%d", &local.year, &local.month, &local.day, &local.hour, &local.minute,
	                  &local.second) >= 5,
	           "no time: %s", text);
	return zone_instant(zone, &local);
}

void sim_write_settings(Sim *sim, const char *settings)
{
	FILE *file = g_fopen(sim->paths->settings, "w");

	sim_demand(sim, file && fputs(settings, file) >= 0 && fclose(file) == 0, "the settings cannot be written");
}

Sim *sim_new_from(guint32 seed, const char *settings, const char *now)
{
	Sim *sim = g_new0(Sim, 1);
	g_autofree char *ini = NULL;

	g_log_set_default_handler(be_silent, NULL);
	sim->home = g_strdup(g_access("/dev/shm", W_OK) ? "/tmp/steady-sim-XXXXXX"
	                                                : "/dev/shm/steady-sim-XXXXXX"); /* fast */
	sim_demand(sim, g_mkdtemp(sim->home), "no folder %s", sim->home);
	g_setenv("XDG_DATA_HOME", sim->home, TRUE);
	g_setenv("STEADY_SHARE", "share/steady", TRUE);
	ini = g_build_filename(sim->home, "steady.ini", NULL);
	sim->paths = paths_new(ini);
	sim->zone = g_strdup("Europe/Berlin");
	sim->medium = medium_new(seed);
	medium_set_process(sim->medium, SIM_DAEMON);
	sim_begin_boot(sim);
	sim->now = (Moment){ sim_at(sim, now), HOURS(1), sim->boot_id };
	sim_make_edges(sim);
	sim->log = g_string_new(NULL);
	sim_write_settings(sim, settings);
	return sim;
}

Sim *sim_new(const char *settings, const char *now)
{
	return sim_new_from(1, settings, now);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	return remove(path);
}

void sim_free(Sim *sim)
{
	if (sim->app)
		sim_kill(sim);
	medium_free(sim->medium);
	nftw(sim->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	paths_free(sim->paths);
	g_ptr_array_unref(sim->screen);
	g_string_free(sim->log, TRUE);
	g_free(sim->zone);
	zone_unref(sim->read_zone);
	g_free(sim->home);
	g_free(sim);
}
