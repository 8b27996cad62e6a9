/* The simulated edges: clocks, disk, screen. */
#include "tests/sim/sim-edges.h"

#include <check.h>
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

static void clocks_arm(gpointer self, gint64 wall)
{
	Sim *sim = self;

	ck_assert_int_gt(wall, sim->now.wall); /* never at once: it would not rest */
	sim->armed = wall;
}

/* --- disk --- */

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

void sim_disk_trouble(Sim *sim, const GError *error)
{
	if (sim->troubled == (error != NULL))
		return;
	sim->troubled = error != NULL;
	sim->troubles += sim->troubled;
	app_disk_trouble(sim->app, error);
}

void sim_disk_work(Sim *sim)
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
	sim_disk_trouble(sim, NULL);
	g_queue_push_tail(&sim->worked, task);
}

/* --- screen --- */

void sim_report_free(gpointer data)
{
	g_free(((Report *)data)->key);
	g_free(data);
}

void sim_bubble_free(gpointer data)
{
	SimBubble *bubble = data;

	card_free(bubble->card);
	g_free(bubble);
}

SimBubble *sim_bubble_of(const Sim *sim, gint64 prompt)
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
	SimBubble *bubble = sim_bubble_of(sim, prompt) ?: bubble_by_id(sim, last) ?: bubble_by_tag(sim, prompt) ?: bubble_new(sim);
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
	SimBubble *bubble = sim->dead ? NULL : sim_bubble_of(sim, prompt);

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
void sim_report(Sim *sim)
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
	sim_report_free(report);
}

void sim_queue_report(Sim *sim, Report report)
{
	g_queue_push_tail(&sim->reports, g_memdup2(&report, sizeof report));
}

void sim_make_edges(Sim *sim)
{
	sim->clocks = (Clocks){ sim, clocks_now, clocks_zone, clocks_arm };
	sim->disk = (Disk){ sim, disk_submit, disk_finish };
	sim->notifier = (Notifier){ sim, "desktop", notifier_show, notifier_close, notifier_tell, notifier_free };
}
