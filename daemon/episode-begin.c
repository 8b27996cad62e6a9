/* Urges that begin and end by what the person wants of the daemon. */
#include "core/store-urges.h"
#include "core/i18n.h"
#include "daemon/dialogue-state.h"

/* --- beginning one --- */

typedef struct Opening {
	App *app;
	gint64 urge;
	AppReply reply;
	gpointer data;
} Opening;

static void opening_reply(Opening *opening, const GError *error)
{
	if (opening->reply)
		opening->reply(opening->data, opening->urge, "", error);
	g_free(opening);
}

/* Its row is there, in the place of the safeguard. */
static void on_opened(gpointer data, gint64 id, const char *next, const GError *error)
{
	Opening *opening = data;
	App *app = opening->app;

	if (app->agenda && !app->stopping)
		app_refresh(app); /* what is to be asked a day later */
	opening_reply(opening, error);
}

static void on_begun(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	const BegunUrge *begun = job;
	Opening *opening = begun->about;
	Moment now = app_now(app);
	Deadline at = history_moment(&now, begun->at);
	Prompt *prompt;

	opening->urge = begun->id;
	if (error || !app->agenda || app->stopping) {
		opening_reply(opening, error);
		return;
	}
	history_add_event(app->history, EVENT_URGE, NULL, &at);
	prompt = episode_ask(app, URGE_OPENING, begun->id, FALSE, OPENING_LASTS, &now);
	dialogue_await(app, prompt, on_opened, opening);
	app_replan(app);
}

/* Until its questions have their row it is to be asked about in a minute: killed in between, it is not forgotten. */
void app_begin_urge(App *app, int intensity, AppReply reply, gpointer data)
{
	Opening *opening = g_new0(Opening, 1);
	Moment now = app_now(app);
	Deadline safe = deadline_after(&now, MINUTES(1));

	*opening = (Opening){ .app = app, .reply = reply, .data = data };
	record_begin_urge(app->edges.disk, now.wall, zone_offset(app->zone, now.wall), intensity, &safe, opening,
	                  on_begun, app);
}

/* --- ending one --- */

static void on_ended(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	const EndedUrge *ended = job;
	Opening *opening = ended->about;
	g_autoptr(GError) none = NULL;

	if (!error && !ended->known)
		error = none =
			g_error_new(APP_ERROR, APP_ERROR_NO_PROMPT, _("there is no urge %lld"), (long long)ended->urge);
	if (!error && app->agenda && !app->stopping) {
		episode_drop_delays(app, ended->urge, URGE_END);
		episode_drop_delays(app, ended->urge, URGE_AGAIN);
		episode_close_prompts(app, ended->urge);
		app_replan(app);
	}
	opening_reply(opening, error);
}

void app_end_urge(App *app, gint64 urge, const char *acted, AppReply reply, gpointer data)
{
	static const char *const deeds[] = { "no", "partly", "yes", NULL };
	g_autoptr(GError) error = NULL;
	Opening *opening;

	if (!g_strv_contains(deeds, acted)) {
		error = g_error_new(APP_ERROR, APP_ERROR_ANSWER, _("'%.40s': expected no, partly or yes"), acted);
		reply(data, urge, NULL, error);
		return;
	}
	opening = g_new0(Opening, 1);
	*opening = (Opening){ .app = app, .urge = urge, .reply = reply, .data = data };
	record_end_urge(app->edges.disk, urge, app_now(app).wall, acted, opening, on_ended, app);
}
