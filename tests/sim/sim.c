#include "tests/sim/sim.h"

#include <check.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- clocks --- */

static Moment clocks_now(gpointer self)
{
	return ((Sim *)self)->now;
}

static Zone *clocks_zone(gpointer self)
{
	return zone_new(((Sim *)self)->zone, NULL);
}

static void clocks_arm(gpointer self, gint64 wall)
{
	Sim *sim = self;

	ck_assert_int_gt(wall, sim->now.wall); /* never at once: it would not rest */
	sim->armed = wall;
}

/* --- disk --- */

typedef struct SimTask {
	Task task;
	GError *error;
} SimTask;

static void disk_submit(gpointer self, const Task *task)
{
	Sim *sim = self;
	SimTask *mine = g_new0(SimTask, 1);

	mine->task = *task;
	g_queue_push_tail(&sim->waiting, mine);
}

static gboolean disk_finish(gpointer self, gint64 patience)
{
	return TRUE;
}

static void task_return(SimTask *task)
{
	if (task->task.done)
		task->task.done(task->task.owner, task->task.job, task->error);
	if (task->task.free)
		task->task.free(task->task.job);
	g_clear_error(&task->error);
	g_free(task);
}

static void disk_trouble(Sim *sim, const GError *error)
{
	if (sim->troubled == (error != NULL))
		return;
	sim->troubled = error != NULL;
	sim->troubles += sim->troubled;
	app_disk_trouble(sim->app, error);
}

static void disk_work(Sim *sim)
{
	SimTask *task = g_queue_pop_head(&sim->waiting);

	if (!sim->store)
		sim->store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 100, &task->error);
	if (sim->store)
		task->task.work(sim->store, task->task.job, &task->error);
	ck_assert_msg(!task->error || g_error_matches(task->error, STORE_ERROR, STORE_ERROR_FAILED), "%s",
	              task->error ? task->error->message : "");
	ck_assert_msg(!task->error || task->task.done, "%s",
	              task->error ? task->error->message : ""); /* nobody would know */
	disk_trouble(sim, NULL);
	g_queue_push_tail(&sim->worked, task);
}

/* --- screen --- */

typedef struct Report {
	enum { REPORT_SHOWN, REPORT_ACTED, REPORT_CLOSED } kind;
	gint64 prompt;
	Bubble bubble;
	char *key;
} Report;

static void report_free(gpointer data)
{
	g_free(((Report *)data)->key);
	g_free(data);
}

static void bubble_free(gpointer data)
{
	SimBubble *bubble = data;

	card_free(bubble->card);
	g_free(bubble);
}

static SimBubble *bubble_of(const Sim *sim, gint64 prompt)
{
	for (guint i = 0; i < sim->screen->len; i++) {
		SimBubble *bubble = sim->screen->pdata[i];

		if (bubble->prompt == prompt && bubble->alive)
			return bubble;
	}
	return NULL;
}

static char *owner_name(const Sim *sim)
{
	return g_strdup_printf(":1.%u", sim->owner);
}

static SimBubble *bubble_by_id(const Sim *sim, const Bubble *last)
{
	g_autofree char *owner = owner_name(sim);

	for (guint i = 0; last && last->id && g_str_equal(last->owner, owner) && i < sim->screen->len; i++) {
		SimBubble *bubble = sim->screen->pdata[i];

		if (bubble->id == last->id)
			return bubble;
	}
	return NULL;
}

/* The desktop tags each prompt's bubble: where the server knows tags, it replaces by them. */
static SimBubble *bubble_by_tag(const Sim *sim, gint64 prompt)
{
	for (guint i = 0; sim->tags && i < sim->screen->len; i++)
		if (((SimBubble *)sim->screen->pdata[i])->prompt == prompt)
			return sim->screen->pdata[i];
	return NULL;
}

static SimBubble *bubble_new(Sim *sim)
{
	SimBubble *bubble = g_new0(SimBubble, 1);

	bubble->id = ++sim->bubbles;
	g_ptr_array_add(sim->screen, bubble);
	return bubble;
}

static void notifier_show(gpointer self, gint64 prompt, const Card *card, const Bubble *last)
{
	Sim *sim = self;
	SimBubble *bubble = bubble_of(sim, prompt) ?: bubble_by_id(sim, last) ?: bubble_by_tag(sim, prompt) ?: bubble_new(sim);
	Report report = { .kind = REPORT_SHOWN, .prompt = prompt, .bubble.id = bubble->id };
	g_autofree char *owner = owner_name(sim);

	ck_assert_int_ne(prompt, 0); /* its row is written first */
	ck_assert(sim->server);
	card_free(bubble->card);
	*bubble = (SimBubble){ bubble->id, prompt, TRUE, card_copy(card) };
	g_strlcpy(report.bubble.owner, owner, sizeof report.bubble.owner);
	g_queue_push_tail(&sim->reports, g_memdup2(&report, sizeof report));
	sim->shows++;
	g_string_append_printf(sim->log, "show %" G_GINT64_FORMAT ", ", prompt);
}

static void notifier_close(gpointer self, gint64 prompt)
{
	Sim *sim = self;
	SimBubble *bubble = sim->dead ? NULL : bubble_of(sim, prompt);

	if (bubble)
		g_ptr_array_remove(sim->screen, bubble);
}

static void notifier_tell(gpointer self, const char *summary, const char *body)
{
	Sim *sim = self;

	sim->tells++;
	g_string_append_printf(sim->log, "tell '%s', ", summary);
}

static void notifier_free(gpointer self)
{
}

/* What came in after the server went is of the one before. */
static void screen_report(Sim *sim)
{
	const NotifierEvents *events = app_notifier_events(sim->app);
	Report *report = g_queue_pop_head(&sim->reports);

	switch (report->kind) {
	case REPORT_SHOWN:
		events->shown(events->self, report->prompt, SHOWN_OK, &report->bubble, NULL);
		break;
	case REPORT_ACTED:
		events->acted(events->self, report->prompt, report->key);
		break;
	case REPORT_CLOSED:
		events->closed(events->self, report->prompt, TRUE);
		break;
	}
	report_free(report);
}

static void queue_report(Sim *sim, Report report)
{
	g_queue_push_tail(&sim->reports, g_memdup2(&report, sizeof report));
}

/* --- turns --- */

static void (*const turns[])(Sim *) = { disk_work, NULL, screen_report };

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
			task_return(g_queue_pop_head(&sim->worked));
		return TRUE;
	}
	return FALSE;
}

void sim_settle(Sim *sim)
{
	if (sim->app && sim->full && !g_queue_is_empty(&sim->waiting)) {
		g_autoptr(GError) error = g_error_new(STORE_ERROR, STORE_ERROR_FULL, "disk full");

		disk_trouble(sim, error);
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
	g_queue_clear_full(&sim->reports, report_free);
	if (events)
		events->available(events->self, there);
}

void sim_disk_full(Sim *sim, gboolean full)
{
	sim->full = full;
}

void sim_press(Sim *sim, gint64 prompt, const char *key)
{
	SimBubble *bubble = bubble_of(sim, prompt);

	ck_assert_ptr_nonnull(bubble);
	g_ptr_array_remove(sim->screen, bubble);
	queue_report(sim, (Report){ .kind = REPORT_ACTED, .prompt = prompt, .key = g_strdup(key) });
}

void sim_wave_away(Sim *sim, gint64 prompt)
{
	SimBubble *bubble = bubble_of(sim, prompt);

	ck_assert_ptr_nonnull(bubble);
	g_ptr_array_remove(sim->screen, bubble);
	queue_report(sim, (Report){ .kind = REPORT_CLOSED, .prompt = prompt });
}

const SimBubble *sim_bubble(const Sim *sim, gint64 prompt)
{
	return bubble_of(sim, prompt);
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
		task_return(task);
	}
}

static void end_life(Sim *sim)
{
	g_queue_clear_full(&sim->reports, report_free);
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
	sim->clocks = (Clocks){ sim, clocks_now, clocks_zone, clocks_arm };
	sim->disk = (Disk){ sim, disk_submit, disk_finish };
	sim->notifier = (Notifier){ sim, "desktop", notifier_show, notifier_close, notifier_tell, notifier_free };
	sim->server = sim->tags = TRUE;
	sim->owner = 1;
	sim->screen = g_ptr_array_new_with_free_func(bubble_free);
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
	g_free(sim->home);
	g_free(sim);
}
