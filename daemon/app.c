/* The app itself: what comes in, and the one place that plans. What the person wants is in app-wishes.c. */
#include "daemon/app-state.h"
#include "core/i18n.h"

#define MOST_ROUNDS 16 /* evaluations after one event, before the loop is let go on */

G_DEFINE_QUARK(steady-app-error, app_error);

Moment app_now(App *app)
{
	return app->edges.clocks->now(app->edges.clocks->self);
}

void app_changed(App *app)
{
	if (app->events.changed && !app->stopping)
		app->events.changed(app->events.self);
}

void app_tell(App *app, const char *summary, const char *body)
{
	if (!app->stopping && !app_is_hidden(app))
		app->notifier->tell(app->notifier->self, summary, body);
}

void app_say(gpointer data, const char *summary, const char *body)
{
	App *app = data;

	g_message("%s: %s", summary, body);
	app_tell(app, summary, body);
}

/* A pause that is over is over for good, whatever the clock does next. */
static gint64 end_pause(App *app, const Moment *now)
{
	gint64 end = app->history->paused ? deadline_wall(&app->history->pause, now) : TIME_NEVER;

	if (end > now->wall)
		return end;
	app_resume(app);
	return TIME_NEVER;
}

/* --- the one place that sets the timer --- */

static void carry_out(App *app, const Act *act)
{
	switch (act->kind) {
	case ACT_DECIDE:
		dialogue_decide(app, act->prompt);
		break;
	case ACT_SHOW:
		dialogue_show(app, act->prompt);
		break;
	case ACT_REMIND:
		dialogue_remind(app, act->prompt);
		break;
	case ACT_CLOSE:
		dialogue_end(app, act->prompt);
		break;
	case ACT_HELD:
		record_held(app->edges.disk, act->prompt, app_now(app).wall);
		break;
	case ACT_ANCHOR:
		record_anchor(app->edges.disk, act->schedule, act->trigger, &act->anchor);
		break;
	case ACT_HANDLED:
		record_handled(app->edges.disk, act->schedule, act->handled, act->spec);
		break;
	}
}

static gboolean is_done(App *app, gint64 next)
{
	const GPtrArray *open = agenda_open(app->agenda);

	if (next != TIME_NEVER && open->len == 0)
		return FALSE;
	for (guint i = 0; i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		if (app->edges.awaits_answers || !dialogue_delivered(app, prompt))
			return FALSE;
	}
	return agenda_next_due(app->agenda, app_now(app).wall, NULL) == TIME_NEVER && app->delays->len == 0 &&
	       app->aftercares->len == 0;
}

static gint64 evaluate(App *app)
{
	Moment now = app_now(app);
	gint64 pause_end = end_pause(app, &now);
	g_autoptr(GArray) acts = NULL;

	episode_meet(app, &now);
	aftercare_meet(app, &now);
	app_keep_draws(app, &now);
	acts = agenda_evaluate(app->agenda, &now, app->reach);
	for (guint i = 0; i < acts->len; i++)
		carry_out(app, &g_array_index(acts, Act, i));
	return MIN(MIN(agenda_next(app->agenda, &now, app->reach), episode_next(app, &now)),
	           MIN(aftercare_due(app, &now), pause_end));
}

void app_replan(App *app)
{
	gint64 next = TIME_NEVER;

	if (!app->agenda || app->stopping)
		return;
	if (app->planning) { /* an event from within: once more when this one is through */
		app->again = TRUE;
		return;
	}
	app->planning = TRUE;
	for (int i = 0; i < MOST_ROUNDS; i++) {
		app->again = FALSE;
		next = evaluate(app);
		if (!app->again && next > app_now(app).wall)
			break;
	}
	app->planning = FALSE;
	next = MAX(next, app_now(app).wall + 1);
	app->edges.clocks->arm(app->edges.clocks->self, next);
	app_changed(app);
	if (app->events.done && !app->done_said && is_done(app, next)) {
		app->done_said = TRUE;
		app->events.done(app->events.self);
	}
}

/* --- life --- */

static void on_available(gpointer data, gboolean available)
{
	App *app = data;

	app->reach.server = available;
	if (!available)
		dialogues_screen_lost(app);
	app_replan(app);
}

App *app_new(const AppEdges *edges, const AppEvents *events)
{
	App *app = g_new0(App, 1);

	app->edges = *edges;
	app->events = *events;
	app->notifier_events =
		(NotifierEvents){ app, on_available, dialogue_shown, dialogue_acted, dialogue_typed, dialogue_closed };
	app->reach.present = TRUE;
	app->settings_problem = g_strdup("");
	app->dialogues = g_hash_table_new_full(NULL, NULL, NULL, dialogue_free);
	app->delays = g_array_new(FALSE, FALSE, sizeof(Delay));
	app->aftercares = g_array_new(FALSE, FALSE, 1);
	app->held = g_array_new(FALSE, FALSE, sizeof(gint64));
	app->released = g_array_new(FALSE, FALSE, sizeof(gint64));
	app->zone = edges->clocks->zone(edges->clocks->self);
	return app;
}

void app_attach(App *app, Notifier *notifier)
{
	app->notifier = notifier;
}

void app_stop(App *app)
{
	dialogues_off_screen(app);
	app->stopping = TRUE; /* what the disk still answers is taken note of, and nothing new begins */
}

const NotifierEvents *app_notifier_events(App *app)
{
	return &app->notifier_events;
}

void app_start(App *app)
{
	app_settings_start(app);
	app_load(app);
}

void app_free(App *app)
{
	g_hash_table_unref(app->dialogues);
	agenda_free(app->agenda);
	history_free(app->history);
	settings_free(app->settings);
	library_free(app->library);
	zone_unref(app->zone);
	g_array_unref(app->delays);
	g_array_unref(app->aftercares);
	g_array_unref(app->held);
	g_array_unref(app->released);
	g_free(app->settings_problem);
	g_free(app);
}

/* --- what comes in --- */

void app_zone_changed(App *app)
{
	zone_unref(app->zone);
	app->zone = app->edges.clocks->zone(app->edges.clocks->self);
	if (app->agenda)
		agenda_set_zone(app->agenda, app->zone);
	app_replan(app);
}

/* The machine may have slept through a journey, or its zone file was replaced. */
void app_wake(App *app)
{
	g_autoptr(Zone) zone = app->edges.clocks->zone(app->edges.clocks->self);

	if (zone == app->zone)
		app_replan(app);
	else
		app_zone_changed(app);
}

void app_present(App *app, const char *away)
{
	Reason absence = g_strcmp0(away, PRESENCE_STARTING) == 0 ? REASON_SETTLING : reason_parse(away);

	if (reason_settles(app->reach.absence) && !reason_settles(absence))
		app->reach.back = app_now(app).boot;
	app->away = away;
	app->reach.present = away == NULL;
	app->reach.absence = absence;
	app_replan(app);
}

void app_disk_trouble(App *app, const GError *error)
{
	gboolean room = g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL) ||
	                g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY);
	g_autofree char *body =
		error ? room ? g_strdup_printf(_("%s. What you answer waits until it can be written."), error->message)
	                     : g_strdup(error->message)
		      : NULL;

	if (body)
		app_say(app, _("Steady cannot write"), body);
	else
		g_message("The store can be written again; nothing was lost.");
}
