/* What the store says: all of it at the start, and what other programs wrote since. */
#include "core/i18n.h"
#include "daemon/app-state.h"

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
	g_array_unref(app->aftercares);
	app->aftercares = g_steal_pointer(&loaded->aftercares);
}

static void on_loaded(gpointer owner, gpointer job, const GError *error);

void app_load(App *app)
{
	app->loaded = app->changes;
	record_load(app->edges.disk, app_now(app).wall, FALSE, on_loaded, app);
}

static void on_loaded(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Loaded *loaded = job;

	if (app->stopping)
		return;
	if (error) {
		app_say(app, _("Steady cannot read its store"), error->message);
		return;
	}
	if (app->changes !=
	    app->loaded) { /* such as hidden meanwhile: that is in the store by now, behind the question */
		app_load(app);
		return;
	}
	app->history = g_steal_pointer(&loaded->history);
	app->agenda = agenda_new(app->history, app->zone);
	app_settings_apply(app);
	take_open(app, loaded);
	take_delays(app, loaded);
	episode_release(app);
	app_replan(app);
}

/* What was open is of the store that is gone; its numbers mean something else in the new one. */
void app_store_replaced(App *app)
{
	if (!app->agenda || app->stopping)
		return;
	g_message("The store was moved away or removed: another one begins.");
	dialogues_abandon(app);
	g_clear_pointer(&app->agenda, agenda_free);
	g_clear_pointer(&app->history, history_free);
	app_load(app);
}

/* --- what others wrote --- */

static void take_answers(App *app, Loaded *loaded)
{
	GPtrArray *asked = app->history->asked;

	app->history->asked = loaded->history->asked;
	loaded->history->asked = asked;
	for (guint i = 0; i < loaded->prompts->len; i++)
		dialogue_refresh(app, ((Prompt *)loaded->prompts->pdata[i])->id, g_ptr_array_index(loaded->answers, i));
}

/* What the app changed itself since it asked is on its way to the store, behind the question: it is asked again. */
static void on_refreshed(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Loaded *loaded = job;
	Moment now = app_now(app);

	app->refreshing = FALSE;
	if (error) {
		episode_release(app);
		app_replan(app);
	}
	if (error || !app->agenda || app->stopping)
		return;
	if (app->changes != app->refreshed) {
		app_refresh(app);
		return;
	}
	app->history->paused = loaded->history->paused;
	app->history->pause = loaded->history->pause;
	if (loaded->history->hidden && !app->history->hidden) {
		dialogues_off_screen(app);
		dialogues_screen_lost(app);
	}
	app->history->hidden = loaded->history->hidden;
	history_take_events(app->history, loaded->history, &now);
	taste_take(app->history->taste, loaded->history->taste);
	ease_take(app->history->ease, loaded->history->ease);
	take_answers(app, loaded);
	take_delays(app, loaded);
	episode_release(app);
	app_replan(app);
}

void app_refresh(App *app)
{
	if (app->refreshing) {
		app->changes++; /* asked once more when this answer is there */
		return;
	}
	app->refreshing = TRUE;
	app->refreshed = app->changes;
	record_load(app->edges.disk, app_now(app).wall, TRUE, on_refreshed, app);
}
