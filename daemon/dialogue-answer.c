/* What the person answers: by a button, a line of text, or a command. */
#include <string.h>

#include "daemon/dialogue-state.h"
#include "core/i18n.h"

#define SNOOZE MINUTES(15)

/* --- check-ins: each answer durable before the next question --- */

static void go_on(Dialogue *dialogue)
{
	App *app = dialogue->app;
	const Item *next = dialogue_asks(dialogue);

	dialogue_reply(dialogue, dialogue->prompt->id, next ? next->name : "", NULL);
	if (!next)
		dialogue_close(app, dialogue->prompt, OUTCOME_ANSWERED);
	else
		dialogue_show(app, dialogue->prompt);
}

/* Not kept for good: the question is asked again, since its buttons are gone. */
static void ask_again(Dialogue *dialogue, const GError *error)
{
	app_say(dialogue->app, _("An answer could not be kept"), error->message);
	if (dialogue->prompt)
		dialogue_show(dialogue->app, dialogue->prompt);
}

/* An answer is something that schedules may follow. */
static void note_answer(App *app, const Response *response)
{
	g_autofree char *name = g_strdup_printf("%s=%s", response->item, response->value);
	Moment now = app_now(app);
	Deadline at = history_moment(&now, response->at);

	history_add_asked(app->history, response->item);
	taste_add_answer(app->history->taste, response->score, response->value, response->number, response->at);
	if (response->value)
		history_add_event(app->history, EVENT_ANSWER, name, &at);
	care_heard(app, response);
}

static void on_answered(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	const Answered *answered = job;
	const Response *response = &answered->response;
	Dialogue *dialogue = answered->about;

	dialogue->writing = FALSE;
	dialogue->low = dialogue->high = 0;
	if (!error && app->history && !dialogue_note_single(app, response))
		note_answer(app, response);
	if (error) {
		dialogue_reply(dialogue, response->decision, NULL, error);
		ask_again(dialogue, error);
	} else if (!dialogue->prompt) { /* it closed meanwhile; the answer is kept */
		dialogue_reply(dialogue, response->decision, "", NULL);
	} else {
		g_hash_table_insert(dialogue->answers, g_strdup(response->item), g_strdup(response->value));
		agenda_begun(app->agenda, dialogue->prompt, response->at);
		episode_heard(app, response, dialogue->answers);
		go_on(dialogue);
	}
	dialogue_free(dialogue);
	app_replan(app);
}

gint64 dialogue_urge(const char *schedule)
{
	gboolean asks = g_str_has_prefix(schedule, URGE_PREFIX);

	return asks ? g_ascii_strtoll(schedule + strlen(URGE_PREFIX), NULL, 10) : 0;
}

static void write_answer(Dialogue *dialogue, const Item *item, const Answer *answer, const char *route)
{
	App *app = dialogue->app;
	const Prompt *prompt = dialogue->prompt;
	gint64 now = app_now(app).wall;
	Response response = { .decision = prompt->id,
		              .protocol = prompt->content,
		              .begun = dialogue->begun ? dialogue->begun : now,
		              .item = item->name,
		              .value = answer->value,
		              .number = answer->number,
		              .score = item->score,
		              .at = now,
		              .zone_offset = zone_offset(app->zone, now),
		              .route = route,
		              .urge = dialogue_urge(prompt->schedule) };

	dialogue->begun = response.begun;
	dialogue->writing = TRUE;
	episode_hear(app, &response);
	record_response(app->edges.disk, &response, dialogue_ref(dialogue), on_answered, app);
}

static gboolean read_answer(Dialogue *dialogue, const Item *item, const char *text, Answer *answer, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (dialogue->writing)
		return g_set_error(error, APP_ERROR, APP_ERROR_BUSY,
		                   _("the answer before is still being written; try again")),
		       FALSE;
	if (!item)
		return g_set_error(error, APP_ERROR, APP_ERROR_ANSWER, _("nothing is asked there any longer")), FALSE;
	if (!checkin_read_answer(item, text, answer, &why))
		return g_set_error(error, APP_ERROR, APP_ERROR_ANSWER, "%s", why->message), FALSE;
	return TRUE;
}

static void answer_item(Dialogue *dialogue, const char *text, const char *route, AppReply reply, gpointer data)
{
	const Item *item = dialogue_asks(dialogue);
	g_auto(Answer) answer = { .number = -1 };
	g_autoptr(GError) error = NULL;

	if (!read_answer(dialogue, item, text, &answer, &error)) {
		if (reply)
			reply(data, dialogue->prompt->id, NULL, error);
		return;
	}
	dialogue->reply = reply;
	dialogue->reply_data = data;
	write_answer(dialogue, item, &answer, route);
}

/* --- nudges --- */

/* By its number: the name of an article says too much on a screen. */
static void on_open_failed(gpointer data, gint64 prompt)
{
	App *app = data;
	g_autofree char *body = g_strdup_printf(_("No browser could be opened. In a terminal: steady answer %lld read"),
	                                        (long long)prompt);

	app_tell(app, _("Something to read"), body); /* not to the journal */
}

static void read_article(App *app, Prompt *prompt)
{
	const Article *article = articles_find(app->library->articles, prompt->content);
	g_autofree char *html = article ? article_to_html(article) : NULL;

	if (html)
		app->edges.open_page(app->edges.opener, prompt->id, html, on_open_failed, app);
	dialogue_close(app, prompt, OUTCOME_READ);
}

static gboolean answer_nudge(App *app, Prompt *prompt, const char *word)
{
	if (g_str_equal(word, "read"))
		read_article(app, prompt);
	else if (g_str_equal(word, "later"))
		dialogue_snooze(app, prompt, SNOOZE);
	else if (g_str_equal(word, "dismiss"))
		dialogue_close(app, prompt, OUTCOME_DISMISSED);
	else
		return FALSE;
	return TRUE;
}

/* A plan that is gone over is a nudge, too: what is no answer to it, but something that can be done with it. */
static gboolean answer_plan(Dialogue *dialogue, const char *word)
{
	if (dialogue->prompt->kind != KIND_NUDGE || g_str_equal(word, "read"))
		return FALSE;
	if (!g_str_equal(word, "show"))
		return answer_nudge(dialogue->app, dialogue->prompt, word);
	dialogue->opened = TRUE;
	dialogue_show(dialogue->app, dialogue->prompt);
	return TRUE;
}

void dialogue_answer(App *app, Prompt *prompt, const char *text, const char *route, AppReply reply, gpointer data)
{
	Dialogue *dialogue = dialogue_of(app, prompt);
	gboolean asks = single_or_checkin(prompt->kind, prompt->content);
	gint64 id = prompt->id;
	g_autoptr(GError) error = NULL;

	if (asks && !answer_plan(dialogue, text)) {
		answer_item(dialogue, text, route, reply, data);
		return;
	}
	if (!asks && !answer_nudge(app, prompt, text))
		g_set_error(&error, APP_ERROR, APP_ERROR_ANSWER, _("'%s' is no answer here: read, later or dismiss"),
		            text);
	if (reply)
		reply(data, id, error ? NULL : "", error);
}

/* --- what comes from the screen --- */

static const char *route_of(App *app)
{
	return g_str_equal(app->notifier->name, "terminal") ? "terminal" : "notification";
}

/* A button may come late, of the question before, or of one that was changed meanwhile: it is no answer, and what is asked stands. */
static void press(Dialogue *dialogue, const char *key)
{
	const Item *item = dialogue_asks(dialogue);
	const char *value = checkin_pressed(item, key);
	g_auto(Answer) answer = { .number = -1 };

	if (value && !checkin_narrows(value, &dialogue->low, &dialogue->high) &&
	    read_answer(dialogue, item, value, &answer, NULL))
		write_answer(dialogue, item, &answer, route_of(dialogue->app));
	else
		dialogue_show(dialogue->app, dialogue->prompt);
}

void dialogue_acted(gpointer data, gint64 id, const char *key)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (!dialogue)
		return;
	dialogue->on_screen = FALSE; /* servers close what was pressed */
	if (!single_or_checkin(dialogue->prompt->kind, dialogue->prompt->content))
		answer_nudge(app, dialogue->prompt, key);
	else if (answer_plan(dialogue, key))
		return;
	else if (g_str_equal(key, "later"))
		dialogue_snooze(app, dialogue->prompt, SNOOZE);
	else
		press(dialogue, key);
}

/* What was typed took the question off the screen: it is asked again. */
static void on_typed(gpointer data, gint64 id, const char *next, const GError *error)
{
	App *app = data;
	Prompt *prompt = app->agenda ? agenda_find(app->agenda, id) : NULL;

	if (!error)
		return;
	app_tell(app, _("That was no answer here"),
	         app->settings->policy.discreet ? _("It is asked again.") : error->message);
	if (prompt)
		dialogue_show(app, prompt);
}

void dialogue_typed(gpointer data, gint64 id, const char *text)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (!dialogue)
		return;
	dialogue->on_screen = FALSE;
	dialogue_answer(app, dialogue->prompt, text, route_of(app), on_typed, app);
}

/* Waved away is no answer: a check-in with a reminder to come is asked once more, anything else ends here. */
void dialogue_closed(gpointer data, gint64 id, gboolean by_person)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (!dialogue || dialogue->writing || dialogue->prompt->state != PROMPT_SHOWN)
		return;
	dialogue->on_screen = FALSE;
	if (by_person && (dialogue->prompt->kind == KIND_NUDGE || dialogue->prompt->remind == TIME_NEVER))
		dialogue_close(app, dialogue->prompt, OUTCOME_DISMISSED);
}
