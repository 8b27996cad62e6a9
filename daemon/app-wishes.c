/* What the person wants of the app, and what is so. */
#include "daemon/app-state.h"
#include "core/i18n.h"

/* --- what the person wants --- */

/* The store is read in its own thread: until then nothing is known of prompts. */
static void set_starting(GError **error)
{
	g_set_error(error, APP_ERROR, APP_ERROR_BUSY, _("steadyd is still starting; try again in a moment"));
}

GError *app_no_prompt(gint64 id)
{
	return g_error_new(APP_ERROR, APP_ERROR_NO_PROMPT,
	                   _("no open prompt has the number %lld; `steady pending` lists those that do"),
	                   (long long)id);
}

static Prompt *find_prompt(App *app, gint64 id, GError **error)
{
	Prompt *prompt = app->agenda ? agenda_find(app->agenda, id) : NULL;

	if (!app->agenda)
		set_starting(error);
	else if (!prompt)
		g_propagate_error(error, app_no_prompt(id));
	return prompt;
}

static gboolean asks(App *app, const Prompt *prompt, const char *item, GError **error)
{
	const char *asked = dialogue_item(app, prompt);

	if (!*item || g_str_equal(item, asked))
		return TRUE;
	g_set_error(error, APP_ERROR, APP_ERROR_ANSWER, _("'%s' is not what is asked by now: that is '%s'"), item,
	            asked);
	return FALSE;
}

void app_answer(App *app, gint64 id, const char *item, const char *answer, AppReply reply, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Prompt *prompt = find_prompt(app, id, &error);

	if (!prompt && app->agenda)
		dialogue_answer_late(app, id, item, answer, reply, data);
	else if (prompt && asks(app, prompt, item, &error))
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
		g_autoptr(GError) error = NULL;

		if (!app->agenda)
			set_starting(&error);
		else
			g_set_error(&error, APP_ERROR, APP_ERROR_NO_SCHEDULE,
			            _("there is no schedule '%s'; `steady schedule list` shows them"), id);
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

	if (app_is_hidden(app))
		return TIME_NEVER;
	record_pause(app->edges.disk, &until);
	app->changes++;
	if (app->history) {
		app->history->paused = TRUE;
		app->history->pause = until;
	}
	app_replan(app);
	return until.wall;
}

gboolean app_is_hidden(const App *app)
{
	return app->history && app->history->hidden;
}

/* What was on the screen waits, as when the screen is lost. */
void app_hide(App *app)
{
	Moment now = app_now(app);
	Deadline never = deadline_after(&now, TIME_NEVER);

	dialogues_off_screen(app);
	dialogues_screen_lost(app);
	record_hide(app->edges.disk, &never);
	app->changes++;
	if (app->history) {
		app->history->paused = app->history->hidden = TRUE;
		app->history->pause = never;
	}
	app_replan(app);
}

void app_resume(App *app)
{
	record_pause(app->edges.disk, NULL);
	app->changes++;
	if (app->history)
		app->history->paused = app->history->hidden = FALSE;
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
		return PRESENCE_STARTING;
	if (reason == app->reach.absence && app->away)
		return app->away;
	return reason_name(reason) ?: "";
}

guint app_waiting(App *app)
{
	const GPtrArray *open = app->agenda ? agenda_open(app->agenda) : NULL;
	guint waiting = 0;

	for (guint i = 0; open && i < open->len; i++)
		waiting += ((const Prompt *)open->pdata[i])->id != 0;
	return waiting;
}

const char *app_delivery(App *app)
{
	return app->reach.server ? app->notifier->name : "waiting";
}

const char *app_server(App *app, ServerSkills *skills)
{
	*skills = (ServerSkills){ 0 };
	return app->notifier->server ? app->notifier->server(app->notifier->self, skills) : "";
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
