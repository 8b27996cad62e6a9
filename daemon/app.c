#include "daemon/app-state.h"

#define MOST_ROUNDS 16 /* evaluations after one event, before the loop is let go on */

G_DEFINE_QUARK(steady-app-error, app_error)

Moment app_now(App *app)
{
	return app->edges.clocks->now(app->edges.clocks->self);
}

void app_changed(App *app)
{
	if (app->events.changed)
		app->events.changed(app->events.self);
}

void app_say(gpointer data, const char *summary, const char *body)
{
	App *app = data;

	g_message("%s: %s", summary, body);
	app->notifier->tell(app->notifier->self, summary, body);
}

/* --- the delays of urges: when one is over the daemon asks again --- */

static gint64 next_delay(App *app, const Moment *now)
{
	gint64 next = TIME_NEVER;

	for (guint i = 0; i < app->delays->len; i++)
		next = MIN(next, deadline_wall(&g_array_index(app->delays, Delay, i).until, now));
	return next;
}

static void ask_again(App *app, gint64 urge, const Moment *now)
{
	g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT, urge);
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, name);

	g_free(schedule->id);
	schedule->id = g_strconcat("urge/", name, NULL);
	agenda_ask(app->agenda, schedule, now);
	record_delay_over(app->edges.disk, urge);
}

static void end_delays(App *app, const Moment *now)
{
	for (guint i = app->delays->len; i-- > 0;) {
		Delay delay = g_array_index(app->delays, Delay, i);

		if (deadline_wall(&delay.until, now) > now->wall)
			continue;
		g_array_remove_index(app->delays, i);
		ask_again(app, delay.urge, now);
	}
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
	return agenda_next_due(app->agenda, app_now(app).wall, NULL) == TIME_NEVER && app->delays->len == 0;
}

static gint64 evaluate(App *app)
{
	Moment now = app_now(app);
	g_autoptr(GArray) acts = NULL;

	end_delays(app, &now);
	app_keep_draws(app, &now);
	acts = agenda_evaluate(app->agenda, &now, app->reach);
	for (guint i = 0; i < acts->len; i++)
		carry_out(app, &g_array_index(acts, Act, i));
	return MIN(agenda_next(app->agenda, &now, app->reach), next_delay(app, &now));
}

void app_replan(App *app)
{
	gint64 next = TIME_NEVER;

	if (!app->agenda)
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
	dialogues_on_screen(app, available);
	app_replan(app);
}

App *app_new(const AppEdges *edges, const AppEvents *events)
{
	App *app = g_new0(App, 1);

	app->edges = *edges;
	app->events = *events;
	app->notifier_events = (NotifierEvents){ app, on_available, dialogue_shown, dialogue_acted, dialogue_typed,
		                                 dialogue_closed };
	app->reach.present = TRUE;
	app->settings_problem = g_strdup("");
	app->dialogues = g_hash_table_new_full(NULL, NULL, NULL, dialogue_free);
	app->delays = g_array_new(FALSE, FALSE, sizeof(Delay));
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
	app->reach.server = FALSE;
	app->planning = TRUE; /* for good: what the disk still answers is taken note of, and nothing new begins */
}

const NotifierEvents *app_notifier_events(App *app)
{
	return &app->notifier_events;
}

static void take_open(App *app, Loaded *loaded)
{
	for (guint i = 0; i < loaded->prompts->len; i++) {
		Prompt *prompt = loaded->prompts->pdata[i];

		agenda_adopt(app->agenda, prompt);
		dialogue_adopt(app, prompt, g_ptr_array_index(loaded->answers, i),
		               g_array_index(loaded->begun, gint64, i), &g_array_index(loaded->bubbles, Bubble, i));
	}
	g_ptr_array_set_free_func(loaded->prompts, NULL); /* the agenda has them now */
}

static void take_delays(App *app, Loaded *loaded)
{
	g_array_unref(app->delays);
	app->delays = g_steal_pointer(&loaded->delays);
}

static void on_loaded(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Loaded *loaded = job;

	if (error) {
		app_say(app, "Steady cannot read its store", error->message);
		return;
	}
	app->history = g_steal_pointer(&loaded->history);
	app->agenda = agenda_new(app->history, app->zone);
	app_settings_apply(app);
	take_open(app, loaded);
	take_delays(app, loaded);
	if (app->reach.server)
		dialogues_on_screen(app, TRUE);
	app_replan(app);
}

void app_start(App *app)
{
	app_settings_start(app);
	record_load(app->edges.disk, app_now(app).wall, on_loaded, app);
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

void app_wake(App *app)
{
	app_replan(app);
}

void app_present(App *app, const char *away)
{
	app->away = away;
	app->reach.present = away == NULL;
	app_replan(app);
}

void app_disk_trouble(App *app, const GError *error)
{
	if (error)
		app_say(app, "Steady cannot write", error->message);
	else
		g_message("The store can be written again; nothing was lost.");
}

static void on_refreshed(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Loaded *loaded = job;

	if (error || !app->agenda)
		return;
	app->history->paused = loaded->history->paused;
	app->history->pause = loaded->history->pause;
	take_delays(app, loaded);
	app_replan(app);
}

void app_refresh(App *app)
{
	record_load(app->edges.disk, app_now(app).wall, on_refreshed, app);
}

/* --- what the person wants --- */

static Prompt *find_prompt(App *app, gint64 id, GError **error)
{
	Prompt *prompt = app->agenda ? agenda_find(app->agenda, id) : NULL;

	if (!prompt)
		g_set_error(error, APP_ERROR, APP_ERROR_NO_PROMPT,
		            "no open prompt has the number %" G_GINT64_FORMAT "; `steady pending` lists those that do", id);
	return prompt;
}

void app_answer(App *app, gint64 id, const char *answer, AppReply reply, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Prompt *prompt = find_prompt(app, id, &error);

	if (prompt)
		dialogue_answer(app, prompt, answer, "command", reply, data);
	else
		reply(data, id, NULL, error);
}

gboolean app_snooze(App *app, gint64 id, gint64 span, GError **error)
{
	Prompt *prompt = find_prompt(app, id, error);

	if (prompt)
		dialogue_snooze(app, prompt, span);
	return prompt != NULL;
}

gboolean app_dismiss(App *app, gint64 id, GError **error)
{
	Prompt *prompt = find_prompt(app, id, error);

	if (prompt)
		dialogue_close(app, prompt, OUTCOME_DISMISSED);
	return prompt != NULL;
}

void app_show_now(App *app, const char *id, AppReply reply, gpointer data)
{
	const Schedule *schedule = app->agenda ? schedules_find(app->settings->schedules, id) : NULL;
	Moment now = app_now(app);

	if (!schedule) {
		g_autoptr(GError) error = g_error_new(APP_ERROR, APP_ERROR_NO_SCHEDULE,
		                                      "there is no schedule '%s'; `steady schedule list` shows them", id);

		reply(data, 0, NULL, error);
		return;
	}
	dialogue_await(app, agenda_ask(app->agenda, schedule, &now), reply, data);
	app_replan(app);
}

gint64 app_pause(App *app, gint64 span)
{
	Moment now = app_now(app);
	Deadline until = deadline_after(&now, span ? span : TIME_NEVER);

	record_pause(app->edges.disk, &until);
	if (app->history) {
		app->history->paused = TRUE;
		app->history->pause = until;
	}
	app_replan(app);
	return until.wall;
}

void app_resume(App *app)
{
	record_pause(app->edges.disk, NULL);
	if (app->history)
		app->history->paused = FALSE;
	app_replan(app);
}

/* --- what is so --- */

gint64 app_next(App *app)
{
	gint64 next = app->agenda ? agenda_next_due(app->agenda, app_now(app).wall, NULL) : TIME_NEVER;

	return next == TIME_NEVER ? 0 : next;
}

gint64 app_paused_until(App *app)
{
	Moment now = app_now(app);
	gint64 until = app->history && app->history->paused ? deadline_wall(&app->history->pause, &now) : 0;

	return until > now.wall ? until : 0;
}

const char *app_unavailable(App *app)
{
	Moment now = app_now(app);
	gint64 until;
	Reason reason = app->agenda ? agenda_unavailable(app->agenda, &now, app->reach, &until) : REASON_NONE;

	if (!app->agenda)
		return "starting";
	if (reason == REASON_AWAY && app->away)
		return app->away;
	return reason_name(reason) ?: "";
}

const char *app_delivery(App *app)
{
	return app->reach.server ? app->notifier->name : "waiting";
}

const char *app_settings_problem(App *app)
{
	return app->settings_problem;
}

void app_each_open(App *app, void (*each)(gpointer data, const Prompt *prompt, const char *item), gpointer data)
{
	const GPtrArray *open = app->agenda ? agenda_open(app->agenda) : NULL;

	for (guint i = 0; open && i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		if (prompt->id)
			each(data, prompt, dialogue_item(app, prompt));
	}
}
