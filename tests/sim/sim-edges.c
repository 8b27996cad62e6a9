/* The simulated edges: clocks and disk. */
#include "core/db.h"
#include "tests/sim/sim-edges.h"

#include <string.h>

/* --- clocks --- */

static Moment clocks_now(gpointer self)
{
	return ((Sim *)self)->now;
}

static Zone *clocks_zone(gpointer self)
{
	Sim *sim = self;

	if (!sim->read_zone || !g_str_equal(zone_name(sim->read_zone), sim->zone)) {
		zone_unref(sim->read_zone);
		sim->read_zone = zone_new(sim->zone, NULL);
	}
	return zone_ref(sim->read_zone);
}

/* Never at once: it would not rest. */
static void clocks_arm(gpointer self, gint64 wall)
{
	Sim *sim = self;

	sim_demand(sim, wall > sim->now.wall, "armed for %" G_GINT64_FORMAT " us ago", sim->now.wall - wall);
	sim->armed = wall;
}

/* --- disk: as disk-store.c does it, in turns of its owner's choice --- */

#define BUSY_SAID SECONDS(20)
#define FIRST_PAUSE (SECONDS(1) / 5)
#define LONGEST_PAUSE SECONDS(30)
#define BUSY_MS 100

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

void sim_task_return(SimTask *task)
{
	if (task->task.done)
		task->task.done(task->task.owner, task->task.job, task->error);
	if (task->task.free)
		task->task.free(task->task.job);
	g_clear_error(&task->error);
	g_free(task);
}

static void say_trouble(Sim *sim, const GError *error)
{
	if (sim->troubled == (error != NULL))
		return;
	sim->troubled = error != NULL;
	sim->troubles += sim->troubled;
	app_disk_trouble(sim->app, error);
}

static gboolean passes(const GError *error)
{
	return error->domain == STORE_ERROR && error->code != STORE_ERROR_FAILED;
}

static gboolean is_busy(const GError *error)
{
	return g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY);
}

static void look_for_it(Sim *sim)
{
	if (!sim->store || !store_is_gone(sim->store))
		return;
	g_clear_pointer(&sim->store, store_close);
	sim->replaced = TRUE;
}

static gboolean attempt(Sim *sim, const Task *task, GError **error)
{
	look_for_it(sim);
	if (!sim->store)
		sim->store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, BUSY_MS, error);
	if (!sim->store)
		return FALSE;
	if (sim->replaced)
		app_store_replaced(sim->app);
	sim->replaced = FALSE;
	if (task->work(sim->store, task->job, error))
		return TRUE;
	if (!g_error_matches(*error, STORE_ERROR, STORE_ERROR_FAILED) && !is_busy(*error))
		g_clear_pointer(&sim->store, store_close);
	return FALSE;
}

static void try_later(Sim *sim, const GError *error)
{
	sim->pause = sim->pause ? MIN(sim->pause * 2, LONGEST_PAUSE) : FIRST_PAUSE;
	sim->retry = sim->now.boot + sim->pause;
	if (!is_busy(error))
		sim->busy_since = 0;
	else if (!sim->busy_since)
		sim->busy_since = sim->now.boot;
	if (sim->watch.retried)
		sim->watch.retried(sim->watch.self, error);
	if (!is_busy(error) || sim->now.boot - sim->busy_since > BUSY_SAID)
		say_trouble(sim, error);
}

/* Nobody looks at what nobody waits for: that must not be able to go wrong for good. */
static void return_later(Sim *sim, SimTask *task)
{
	sim_demand(sim, !task->error || task->task.done, "nobody would know: %s", task->error->message);
	g_queue_push_tail(&sim->worked, task);
	sim->pause = sim->retry = sim->busy_since = 0;
	say_trouble(sim, NULL);
}

gboolean sim_disk_is_due(const Sim *sim)
{
	return sim->waiting.length > 0 && sim->now.boot >= sim->retry;
}

/* Whether it put a row anywhere that counts its rows, as decisions do. */
static gboolean attempt_and_look(Sim *sim, const Task *task, GError **error)
{
	gboolean done;

	if (sim->store)
		sqlite3_set_last_insert_rowid(sim->store->db.handle, 0);
	done = attempt(sim, task, error);
	sim->works += !sim->store || sqlite3_last_insert_rowid(sim->store->db.handle) != 0;
	return done;
}

void sim_disk_work(Sim *sim)
{
	SimTask *task = g_queue_peek_head(&sim->waiting);
	g_autoptr(GError) error = NULL;
	gboolean done = attempt_and_look(sim, &task->task, &error) || !passes(error);

	if (medium_is_cut(sim->medium))
		return; /* nobody is there to hear of it */
	if (!done) {
		try_later(sim, error);
		return;
	}
	g_queue_pop_head(&sim->waiting);
	task->error = g_steal_pointer(&error);
	return_later(sim, task);
	if (sim->store && g_queue_is_empty(&sim->waiting))
		store_tidy(sim->store);
}

static void give_all_back(GQueue *queue)
{
	SimTask *task;

	while ((task = g_queue_pop_head(queue))) {
		if (!task->error)
			task->error = g_error_new(STORE_ERROR, STORE_ERROR_FULL, "killed");
		sim_task_return(task);
	}
}

/* What comes back may hand in more. */
void sim_disk_forget(Sim *sim)
{
	give_all_back(&sim->worked);
	give_all_back(&sim->waiting);
	give_all_back(&sim->waiting);
	sim->retry = sim->pause = sim->busy_since = 0;
}

void sim_make_edges(Sim *sim)
{
	sim->clocks = (Clocks){ sim, clocks_now, clocks_zone, clocks_arm };
	sim->disk = (Disk){ sim, disk_submit, disk_finish };
	sim_make_screen(sim);
}
