/* Settings: read at the start and on change, all or nothing; and the draws they lead to, kept. */
#include <string.h>

#include "daemon/app-state.h"


/* What the daemon goes by when the file says nothing usable: nothing scheduled. */
static void report(App *app, const Problems *problems)
{
	g_autofree char *text = problems_to_text(problems);

	g_free(app->settings_problem);
	app->settings_problem = g_strdup(g_strstrip(text));
	app_changed(app);
}

static gboolean load(App *app)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *fresh = settings_load_checked(app->edges.paths, problems);
	g_autoptr(Settings) before = NULL;

	if (!fresh) {
		report(app, problems);
		return FALSE;
	}
	library_free(app->library);
	app->library = library_load(app->edges.paths->share, problems);
	before = app->settings; /* the agenda borrows from it until it is configured anew */
	app->settings = fresh;
	if (app->agenda)
		app_settings_apply(app);
	g_free(app->settings_problem);
	app->settings_problem = g_strdup("");
	return TRUE;
}

void app_settings_start(App *app)
{
	g_autoptr(Problems) quiet = problems_new();

	if (load(app))
		return;
	app->settings = settings_default();
	app->library = library_load(app->edges.paths->share, quiet);
	app->bad_start = TRUE;
}

/* A schedule met for the first time, or changed, begins now; the store is told, so that a restart knows it too. */
void app_settings_apply(App *app)
{
	gint64 now = app_now(app).wall;

	for (guint i = 0; i < app->settings->schedules->len; i++) {
		const Schedule *schedule = app->settings->schedules->pdata[i];
		g_autofree char *spec = schedule_spec(schedule);

		if (history_handled(app->history, schedule) == TIME_NEVER)
			record_handled(app->edges.disk, schedule->id, now, spec);
	}
	agenda_configure(app->agenda, &app->settings->policy, app->settings->schedules, now);
	if (app->bad_start)
		app_say(app, "Nothing is scheduled", "The settings could not be read: steady config check");
	app->bad_start = FALSE;
}

gboolean app_reload(App *app, GError **error)
{
	if (!load(app)) {
		g_set_error_literal(error, APP_ERROR, APP_ERROR_SETTINGS, app->settings_problem);
		return FALSE;
	}
	app->done_said = FALSE;
	app_replan(app);
	return TRUE;
}

/* The person is told once: until the file is good again, or bad in another way. */
void app_settings_changed(App *app)
{
	g_autofree char *before = g_strdup(app->settings_problem);
	g_autoptr(GError) error = NULL;

	if (app_reload(app, &error))
		g_message("Settings read again.");
	else if (!g_str_equal(before, app->settings_problem)) {
		g_message("%s", app->settings_problem);
		app_say(app, "The settings have an error", "The ones before stay in force. To see it: steady config check");
	}
}

/* --- draws --- */

static void keep_draw(App *app, const Schedule *schedule, int trigger, int day)
{
	WhenContext context = { .zone = app->zone, .secret = app->history->secret, .schedule = schedule->id, .trigger = trigger,
		                .quiet = app->settings->policy.quiet, .draws = app->history->draws };
	g_autofree gint64 *moments = NULL;
	guint n;

	if (draws_get(app->history->draws, schedule->id, trigger, day, &n))
		return;
	moments = when_draw(schedule->whens->pdata[trigger], &context, day, &n);
	if (!n)
		return;
	draws_put(app->history->draws, schedule->id, trigger, day, moments, n);
	record_draw(app->edges.disk, schedule->id, trigger, day, moments, n);
}

/* From a window's first use on its moments stay, whatever becomes of the settings. */
void app_keep_draws(App *app, const Moment *now)
{
	int today = zone_day(app->zone, now->wall);

	for (guint i = 0; i < app->settings->schedules->len; i++) {
		const Schedule *schedule = app->settings->schedules->pdata[i];

		for (guint t = 0; schedule->enabled && t < schedule->whens->len; t++)
			if (when_form(schedule->whens->pdata[t]) == WHEN_RANDOM)
				keep_draw(app, schedule, t, today);
	}
}
