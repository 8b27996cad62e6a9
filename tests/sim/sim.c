/* Turns, lives of the daemon, and the world around it. */
#include "tests/sim/sim.h"

#include <check.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/sim-edges.h"

/* --- turns --- */

static void (*const turns[])(Sim *) = { sim_disk_work, NULL, sim_report };

static gboolean turn_is_due(Sim *sim, int turn)
{
	switch (turn) {
	case 0:
		return !g_queue_is_empty(&sim->waiting) && !sim->full;
	case 1:
		return !g_queue_is_empty(&sim->worked);
	default:
		return !g_queue_is_empty(&sim->reports);
	}
}

gboolean sim_turn(Sim *sim)
{
	int n = G_N_ELEMENTS(turns), from = sim->chance ? g_rand_int_range(sim->chance, 0, n) : 0;

	for (int i = 0; sim->app && i < n; i++) {
		int turn = (from + i) % n;

		if (!turn_is_due(sim, turn))
			continue;
		if (turns[turn])
			turns[turn](sim);
		else
			sim_task_return(g_queue_pop_head(&sim->worked));
		return TRUE;
	}
	return FALSE;
}

void sim_settle(Sim *sim)
{
	if (sim->app && sim->full && !g_queue_is_empty(&sim->waiting)) {
		g_autoptr(GError) error = g_error_new(STORE_ERROR, STORE_ERROR_FULL, "disk full");

		sim_disk_trouble(sim, error);
	}
	while (sim_turn(sim))
		;
}

void sim_pass(Sim *sim, gint64 span)
{
	sim->now.wall += span;
	sim->now.boot += span;
}

void sim_run_to(Sim *sim, gint64 wall)
{
	sim_settle(sim);
	while (sim->now.wall < wall) {
		gint64 next = sim->app ? CLAMP(sim->armed, sim->now.wall, wall) : wall;

		sim_pass(sim, next - sim->now.wall);
		if (sim->app && sim->armed <= sim->now.wall)
			app_wake(sim->app);
		sim_settle(sim);
	}
}

void sim_run(Sim *sim, const char *until)
{
	sim_run_to(sim, sim_at(sim, until));
}

/* --- the world --- */

void sim_server(Sim *sim, gboolean there)
{
	const NotifierEvents *events = sim->app ? app_notifier_events(sim->app) : NULL;

	if (sim->server == there)
		return;
	sim->server = there;
	sim->owner += there;
	g_ptr_array_set_size(sim->screen, 0);
	g_queue_clear_full(&sim->reports, sim_report_free);
	if (events)
		events->available(events->self, there);
}

void sim_disk_full(Sim *sim, gboolean full)
{
	sim->full = full;
}

void sim_press(Sim *sim, gint64 prompt, const char *key)
{
	SimBubble *bubble = sim_bubble_of(sim, prompt);

	ck_assert_ptr_nonnull(bubble);
	g_ptr_array_remove(sim->screen, bubble);
	sim_queue_report(sim, (Report){ .kind = REPORT_ACTED, .prompt = prompt, .key = g_strdup(key) });
}

void sim_wave_away(Sim *sim, gint64 prompt)
{
	SimBubble *bubble = sim_bubble_of(sim, prompt);

	ck_assert_ptr_nonnull(bubble);
	g_ptr_array_remove(sim->screen, bubble);
	sim_queue_report(sim, (Report){ .kind = REPORT_CLOSED, .prompt = prompt });
}

const SimBubble *sim_bubble(const Sim *sim, gint64 prompt)
{
	return sim_bubble_of(sim, prompt);
}

guint sim_on_screen(const Sim *sim, gint64 prompt)
{
	guint n = 0;

	for (guint i = 0; i < sim->screen->len; i++)
		n += !prompt || ((SimBubble *)sim->screen->pdata[i])->prompt == prompt;
	return n;
}

gint64 sim_count(Sim *sim, const char *sql)
{
	sqlite3 *reader;
	sqlite3_stmt *row;
	gint64 number = 0;

	ck_assert_int_eq(sqlite3_open_v2(sim->paths->store, &reader, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(reader, sql, -1, &row, NULL) == SQLITE_OK, "%s: %s", sql,
	              sqlite3_errmsg(reader));
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

/* --- lives --- */

static void open_page(gpointer self, gint64 prompt, const char *html, void (*failed)(gpointer, gint64), gpointer app)
{
	((Sim *)self)->opened++;
}

static void on_closed(gpointer self, gint64 prompt, Outcome outcome)
{
	g_string_append_printf(((Sim *)self)->log, "closed %" G_GINT64_FORMAT " %s, ", prompt, outcome_name(outcome));
}

void sim_start(Sim *sim)
{
	AppEdges edges = { .paths = sim->paths,
		           .clocks = &sim->clocks,
		           .disk = &sim->disk,
		           .open_page = open_page,
		           .opener = sim,
		           .awaits_answers = TRUE };

	sim->dead = sim->troubled = FALSE;
	sim->armed = TIME_NEVER;
	sim->app = app_new(&edges, &(AppEvents){ .self = sim, .closed = on_closed });
	app_attach(sim->app, &sim->notifier);
	app_start(sim->app);
	if (sim->server)
		app_notifier_events(sim->app)->available(sim->app, TRUE);
}

/* References go back; nothing is done any more. */
static void drop_all(GQueue *queue)
{
	SimTask *task;

	while ((task = g_queue_pop_head(queue))) {
		if (!task->error)
			task->error = g_error_new(STORE_ERROR, STORE_ERROR_FULL, "killed");
		sim_task_return(task);
	}
}

static void end_life(Sim *sim)
{
	g_queue_clear_full(&sim->reports, sim_report_free);
	g_clear_pointer(&sim->app, app_free);
	g_clear_pointer(&sim->store, store_close);
	for (guint i = 0; i < sim->screen->len; i++)
		((SimBubble *)sim->screen->pdata[i])->alive = FALSE;
}

void sim_stop(Sim *sim)
{
	app_stop(sim->app);
	sim_settle(sim);
	drop_all(&sim->waiting);
	end_life(sim);
}

void sim_kill(Sim *sim)
{
	sim->dead = TRUE;
	app_stop(sim->app);
	drop_all(&sim->worked);
	drop_all(&sim->waiting);
	drop_all(&sim->waiting);
	end_life(sim);
}

/* --- the whole --- */

static void be_silent(const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
}

gint64 sim_at(const Sim *sim, const char *text)
{
	g_autoptr(Zone) zone = zone_new(sim->zone, NULL);
	LocalTime local = { 0 };

	ck_assert_int_ge(sscanf(text, "%d-%d-%d %d:%d:%d", &local.year, &local.month, &local.day, &local.hour,
	                        &local.minute, &local.second),
	                 5);
	return zone_instant(zone, &local);
}

void sim_write_settings(Sim *sim, const char *settings)
{
	ck_assert(g_file_set_contents(sim->paths->settings, settings, -1, NULL));
}

Sim *sim_new(const char *settings, const char *now)
{
	Sim *sim = g_new0(Sim, 1);
	g_autofree char *ini = NULL;

	g_log_set_default_handler(be_silent, NULL);
	sim->home = g_strdup(g_access("/dev/shm", W_OK) ? "/tmp/steady-sim-XXXXXX"
	                                                : "/dev/shm/steady-sim-XXXXXX"); /* fast */
	ck_assert_ptr_nonnull(g_mkdtemp(sim->home));
	g_setenv("XDG_DATA_HOME", sim->home, TRUE);
	g_setenv("STEADY_SHARE", "share/steady", TRUE);
	ini = g_build_filename(sim->home, "steady.ini", NULL);
	sim->paths = paths_new(ini);
	sim->zone = g_strdup("Europe/Berlin");
	sim->now = (Moment){ sim_at(sim, now), HOURS(1), "boot-1" };
	sim_make_edges(sim);
	sim->server = sim->tags = TRUE;
	sim->owner = 1;
	sim->screen = g_ptr_array_new_with_free_func(sim_bubble_free);
	sim->log = g_string_new(NULL);
	sim_write_settings(sim, settings);
	return sim;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	return remove(path);
}

void sim_free(Sim *sim)
{
	if (sim->app)
		sim_kill(sim);
	nftw(sim->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	paths_free(sim->paths);
	g_ptr_array_unref(sim->screen);
	g_string_free(sim->log, TRUE);
	g_free(sim->zone);
	zone_unref(sim->read_zone);
	g_free(sim->home);
	g_free(sim);
}
