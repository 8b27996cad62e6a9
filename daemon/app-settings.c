/* Settings: read at the start and on change, all or nothing; and the draws they lead to, kept. */
#include <string.h>

#include "daemon/app-state.h"

#include "config/language.h"
#include "core/i18n.h"

static void report(App *app, const Problems *problems)
{
	g_autofree char *text = problems_to_text(problems);

	g_free(app->settings_problem);
	app->settings_problem = g_strdup(g_strstrip(text));
	app_changed(app);
}

/* How many, and no more: names of files, of schedules and what stands in them are the person's. */
void app_log_problems(const Problems *problems)
{
	guint n = problems_count(problems);

	if (n)
		g_message("%u %s in the settings, the check-ins or the articles; to see them: steadyd --check", n,
		          n == 1 ? "thing to look at" : "things to look at");
}

static gboolean load(App *app)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *fresh = settings_load_checked(app->edges.paths, problems);
	g_autoptr(Settings) before = NULL;
	Library *library;

	if (!fresh) {
		report(app, problems);
		return FALSE;
	}
	language_use(app->edges.paths, fresh->language);
	library = library_load(app->edges.paths, problems);
	library_keep(library, app->library, app->edges.paths);
	library_free(app->library);
	app->library = library;
	app_log_problems(problems); /* warnings, and what of the library is broken and left out */
	before = app->settings;     /* the agenda borrows from it until it is configured anew */
	app->settings = fresh;
	if (app->agenda)
		app_settings_apply(app);
	g_free(app->settings_problem);
	app->settings_problem = g_strdup("");
	return TRUE;
}

/* What the daemon goes by when the file says nothing usable: nothing scheduled. */
void app_settings_start(App *app)
{
	g_autoptr(Problems) quiet = problems_new();

	if (load(app))
		return;
	app->settings = settings_default();
	app->library = library_load(app->edges.paths, quiet);
	app->bad_start = TRUE;
}

void app_settings_apply(App *app)
{
	agenda_configure(app->agenda, &app->settings->policy, app->settings->schedules, app_now(app).wall);
	if (app->bad_start)
		app_say(app, _("Nothing is scheduled"), _("The settings could not be read: steady config check"));
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
		app_say(app, _("The settings have an error"),
		        _("The ones before stay in force. To see it: steady config check"));
	}
}

/* --- draws --- */

#define DAYS_KEPT 3 /* in memory; a window begun yesterday may still be open, in any zone */

static void keep_draw(App *app, const Schedule *schedule, int trigger, gint64 now)
{
	Frame frame = { .zone = app->zone,
		        .secret = app->history->secret,
		        .draws = app->history->draws,
		        .quiet = app->settings->policy.quiet };
	WhenContext context = schedule_context(schedule, &frame, trigger);
	Zone *zone = when_zone(schedule->whens->pdata[trigger]);
	int day = zone_day(zone ? zone : context.zone, now);
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

	draws_forget(app->history->draws, today - DAYS_KEPT);
	for (guint i = 0; i < app->settings->schedules->len; i++) {
		const Schedule *schedule = app->settings->schedules->pdata[i];

		for (guint t = 0; schedule->enabled && t < schedule->whens->len; t++)
			if (when_form(schedule->whens->pdata[t]) == WHEN_RANDOM)
				keep_draw(app, schedule, (int)t, now->wall);
	}
}
