/* One prompt, from its decision to its end: its row first, then the screen, each answer durable before the next question. */
#include <string.h>

#include "core/checkin.h"
#include "daemon/app-state.h"

#define SNOOZE MINUTES(15)
#define URGE_PREFIX "urge/" /* the prompts that ask again when the delay of an urge is over */
#define URGE_PROTOCOL "after"

struct Dialogue {
	int refs;
	App *app;
	Prompt *prompt;      /* borrowed; NULL once it has closed */
	GHashTable *answers; /* item -> value, NULL: skipped */
	gint64 begun;        /* of the first question; ties the answers together */
	int low, high;       /* the part of a scale still in question; 0, 0: all of it */
	Bubble last;         /* on screen in an earlier life, or before the server came back */
	gboolean on_screen, delivered, writing, waits_for_row;
	AppReply reply;      /* who waits for the decision's row or the answer being written */
	gpointer reply_data;
};

static Dialogue *dialogue_ref(Dialogue *dialogue)
{
	dialogue->refs++;
	return dialogue;
}

void dialogue_free(gpointer data)
{
	Dialogue *dialogue = data;

	if (--dialogue->refs)
		return;
	g_hash_table_unref(dialogue->answers);
	g_free(dialogue);
}

static Dialogue *dialogue_of(App *app, Prompt *prompt)
{
	Dialogue *dialogue = g_hash_table_lookup(app->dialogues, prompt);

	if (dialogue)
		return dialogue;
	dialogue = g_new0(Dialogue, 1);
	dialogue->refs = 1;
	dialogue->app = app;
	dialogue->prompt = prompt;
	dialogue->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_hash_table_insert(app->dialogues, prompt, dialogue);
	return dialogue;
}

static Dialogue *dialogue_by_id(App *app, gint64 id)
{
	Prompt *prompt = app->agenda ? agenda_find(app->agenda, id) : NULL;

	return prompt ? dialogue_of(app, prompt) : NULL;
}

static void give_reply(Dialogue *dialogue, gint64 id, const char *next, const GError *error)
{
	AppReply reply = g_steal_pointer(&dialogue->reply);

	if (reply)
		reply(dialogue->reply_data, id, next, error);
}

void dialogue_await(App *app, Prompt *prompt, AppReply reply, gpointer data)
{
	Dialogue *dialogue = dialogue_of(app, prompt);

	dialogue->reply = reply;
	dialogue->reply_data = data;
}

/* --- what it is about --- */

static const Protocol *protocol_of(const Dialogue *dialogue)
{
	return library_protocol(dialogue->app->library, dialogue->prompt->content);
}

static const Item *item_of(const Dialogue *dialogue)
{
	const Protocol *protocol = dialogue->prompt->kind == KIND_CHECKIN ? protocol_of(dialogue) : NULL;

	return protocol ? checkin_resume(protocol, dialogue->answers) : NULL;
}

const char *dialogue_item(App *app, const Prompt *prompt)
{
	Dialogue *dialogue = g_hash_table_lookup(app->dialogues, prompt);
	const Item *item = dialogue ? item_of(dialogue) : NULL;

	return item ? item->name : "";
}

gboolean dialogue_delivered(App *app, const Prompt *prompt)
{
	Dialogue *dialogue = g_hash_table_lookup(app->dialogues, prompt);

	return dialogue && dialogue->delivered;
}

static const char *choose_article(App *app, const Prompt *prompt, const Schedule *schedule)
{
	const Article *article = articles_choose(app->library->articles, schedule->topics, app->history->seen,
	                                         app->history->secret, zone_day(app->zone, prompt->decided));

	if (article)
		history_set_seen(app->history, article->name, prompt->decided);
	return article ? article->name : NULL;
}

static const char *choose_content(App *app, const Prompt *prompt)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);

	if (g_str_has_prefix(prompt->schedule, URGE_PREFIX))
		return URGE_PROTOCOL;
	if (!schedule)
		return NULL;
	return prompt->kind == KIND_NUDGE ? choose_article(app, prompt, schedule) : schedule->protocol;
}

/* --- the decision --- */

static void on_decided(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Decided *decided = job;
	Dialogue *dialogue = decided->about;
	Prompt *prompt = dialogue->prompt;

	if (prompt)
		prompt->id = decided->id;
	give_reply(dialogue, decided->id, "", error);
	if (error) { /* that moment has its row already: nothing is shown twice */
		g_message("%s: %s", decided->copy->schedule, error->message);
		if (prompt)
			dialogue_close(app, prompt, OUTCOME_MERGED);
	} else if (prompt && dialogue->waits_for_row) {
		dialogue_show(app, prompt);
	} else if (!prompt && decided->copy->state != PROMPT_CLOSED) {
		record_closed(app->edges.disk, decided->id, app_now(app).wall, OUTCOME_MERGED); /* it closed meanwhile */
	}
	dialogue_free(dialogue);
	app_replan(app);
}

void dialogue_decide(App *app, Prompt *prompt)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);
	g_autofree char *spec = schedule ? schedule_spec(schedule) : NULL;
	Dialogue *dialogue = dialogue_of(app, prompt);
	const char *content = prompt->state == PROMPT_CLOSED ? NULL : choose_content(app, prompt);

	prompt->content = g_strdup(content);
	if (!content && prompt->state != PROMPT_CLOSED) {
		prompt->reason = REASON_NO_CONTENT;
		agenda_close(app->agenda, prompt, prompt->decided, OUTCOME_DROPPED);
	}
	record_decision(app->edges.disk, prompt, prompt->asked ? NULL : spec, dialogue_ref(dialogue), on_decided, app);
	if (prompt->state == PROMPT_CLOSED) {
		dialogue->prompt = NULL;
		g_hash_table_remove(app->dialogues, prompt);
	}
}

void dialogue_adopt(App *app, Prompt *prompt, GHashTable *answers, gint64 begun, const Bubble *bubble)
{
	Dialogue *dialogue = dialogue_of(app, prompt);

	g_hash_table_unref(dialogue->answers);
	dialogue->answers = g_hash_table_ref(answers);
	dialogue->begun = begun;
	dialogue->last = *bubble;
	dialogue->delivered = prompt->shown != 0;
}

/* --- the screen --- */

static char *nudge_body(const Article *article, const Prompt *prompt)
{
	if (prompt->missed > 1)
		return g_strdup_printf("%d min to read. It stands for %d that came while you were away.", article->minutes,
		                       prompt->missed);
	return g_strdup_printf("%d min to read.", article->minutes);
}

static Card *nudge_card(const Dialogue *dialogue, gboolean discreet)
{
	const Article *article = articles_find(dialogue->app->library->articles, dialogue->prompt->content);
	g_autofree char *body = article ? nudge_body(article, dialogue->prompt) : NULL;
	Card *card = article ? card_new(wording(&article->prompt, discreet), body) : NULL;

	if (!card)
		return NULL;
	card_add(card, "read", "Read");
	card_add(card, "later", "Later");
	card_add(card, "dismiss", "Not now");
	card->help = g_strdup_printf("steady answer %" G_GINT64_FORMAT " read|later|dismiss", dialogue->prompt->id);
	return card;
}

/* What stands behind `steady answer ID` for an item. */
static char *ways_to_answer(const Item *item)
{
	GString *ways = g_string_new(NULL);

	if (item->type == ITEM_SCALE)
		g_string_printf(ways, "%d..%d", item->min, item->max);
	else if (item->type == ITEM_TEXT)
		g_string_assign(ways, "\"…\"");
	else
		for (guint i = 0; i < item->choices->len; i++)
			g_string_append_printf(ways, "%s%s", i ? "|" : "", ((const Choice *)item->choices->pdata[i])->value);
	if (item->optional)
		g_string_append(ways, "|skip");
	return g_string_free(ways, FALSE);
}

static Card *checkin_card_of(const Dialogue *dialogue, gboolean discreet)
{
	const Item *item = item_of(dialogue);
	g_autofree char *ways = item ? ways_to_answer(item) : NULL;
	Card *card = item ? checkin_card(protocol_of(dialogue), item, dialogue->low, dialogue->high, discreet) : NULL;

	if (!card)
		return NULL;
	if (!g_hash_table_size(dialogue->answers) && card_n_actions(card) < CARD_MAX_ACTIONS)
		card_add(card, "later", "Later");
	card->help = g_strdup_printf("steady answer %" G_GINT64_FORMAT " %s", dialogue->prompt->id, ways);
	return card;
}

static void show_card(Dialogue *dialogue)
{
	App *app = dialogue->app;
	gboolean discreet = app->settings->policy.discreet;
	g_autoptr(Card) card = dialogue->prompt->kind == KIND_NUDGE ? nudge_card(dialogue, discreet)
	                                                            : checkin_card_of(dialogue, discreet);
	Bubble last = dialogue->last;

	dialogue->last = (Bubble){ 0 };
	if (!card) { /* its article or its questions are no longer there */
		dialogue_close(app, dialogue->prompt, OUTCOME_DROPPED);
		return;
	}
	dialogue->on_screen = TRUE;
	app->notifier->show(app->notifier->self, dialogue->prompt->id, card, &last);
}

void dialogue_show(App *app, Prompt *prompt)
{
	Dialogue *dialogue = dialogue_of(app, prompt);

	if (prompt->state == PROMPT_CLOSED)
		return;
	dialogue->waits_for_row = !prompt->id;
	if (!prompt->id || !app->reach.server)
		return;
	if (!dialogue->begun)
		dialogue->begun = app_now(app).wall;
	record_unsnoozed(app->edges.disk, prompt->id);
	show_card(dialogue);
}

void dialogue_remind(App *app, Prompt *prompt)
{
	if (!prompt->id || !app->reach.server)
		return;
	record_reminded(app->edges.disk, prompt->id, app_now(app).wall);
	show_card(dialogue_of(app, prompt));
}

void dialogues_on_screen(App *app, gboolean available)
{
	GHashTableIter iter;
	g_autoptr(GPtrArray) due = g_ptr_array_new();
	gpointer prompt, dialogue;

	g_hash_table_iter_init(&iter, app->dialogues);
	while (g_hash_table_iter_next(&iter, &prompt, &dialogue)) {
		if (!available)
			((Dialogue *)dialogue)->on_screen = FALSE;
		else if (((Prompt *)prompt)->state == PROMPT_SHOWN && !((Dialogue *)dialogue)->on_screen)
			g_ptr_array_add(due, prompt);
	}
	for (guint i = 0; i < due->len; i++)
		dialogue_show(app, due->pdata[i]);
}

void dialogues_off_screen(App *app)
{
	GHashTableIter iter;
	gpointer prompt, dialogue;

	g_hash_table_iter_init(&iter, app->dialogues);
	while (g_hash_table_iter_next(&iter, &prompt, &dialogue))
		if (((Dialogue *)dialogue)->on_screen)
			app->notifier->close(app->notifier->self, ((Prompt *)prompt)->id);
}

void dialogue_shown(gpointer data, gint64 id, ShownResult result, const Bubble *bubble, const char *problem)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);
	const Schedule *schedule;
	gint64 now = app_now(app).wall;

	if (!dialogue)
		return;
	if (problem)
		g_message("Prompt %" G_GINT64_FORMAT ": %s", id, problem);
	dialogue->on_screen = result != SHOWN_FAILED;
	if (result == SHOWN_FAILED)
		return; /* shown again when a server comes, else it expires as undelivered */
	record_shown(app->edges.disk, id, now, result == SHOWN_OK ? app->notifier->name : "unknown", bubble);
	schedule = schedules_find(app->settings->schedules, dialogue->prompt->schedule);
	if (!dialogue->delivered && schedule && schedule->remind)
		dialogue->prompt->remind = now + schedule->remind;
	dialogue->delivered = TRUE;
	if (app->events.shown)
		app->events.shown(app->events.self, id);
	app_replan(app);
}

/* --- the end --- */

void dialogue_end(App *app, Prompt *prompt)
{
	Dialogue *dialogue = dialogue_of(app, prompt);
	gint64 id = prompt->id;

	if (prompt->outcome == OUTCOME_EXPIRED && !dialogue->delivered)
		prompt->outcome = OUTCOME_UNDELIVERED;
	if (id) {
		app->notifier->close(app->notifier->self, id);
		record_closed(app->edges.disk, id, prompt->closed, prompt->outcome);
		if (app->events.closed)
			app->events.closed(app->events.self, id, prompt->outcome);
	}
	dialogue->prompt = NULL;
	g_hash_table_remove(app->dialogues, prompt);
}

void dialogue_close(App *app, Prompt *prompt, Outcome outcome)
{
	agenda_close(app->agenda, prompt, app_now(app).wall, outcome);
	dialogue_end(app, prompt);
	app_replan(app);
}

void dialogue_snooze(App *app, Prompt *prompt, gint64 span)
{
	Dialogue *dialogue = dialogue_of(app, prompt);
	Moment now = app_now(app);

	agenda_snooze(app->agenda, prompt, &now, span);
	dialogue->on_screen = FALSE;
	app->notifier->close(app->notifier->self, prompt->id);
	record_snoozed(app->edges.disk, prompt->id, &prompt->snooze);
	app_replan(app);
}

/* --- answers --- */

/* What an answer about an urge means for the urge itself. */
static void note_urge(App *app, const Prompt *prompt, const Response *response)
{
	gint64 urge;

	if (!g_str_has_prefix(prompt->schedule, URGE_PREFIX) || !response->value)
		return;
	urge = g_ascii_strtoll(prompt->schedule + strlen(URGE_PREFIX), NULL, 10);
	if (g_str_equal(response->item, "intensity"))
		record_rating(app->edges.disk, urge, response->at, response->number);
	else if (g_str_equal(response->item, "acted"))
		record_urge_end(app->edges.disk, urge, response->at, response->value);
}

static void go_on(Dialogue *dialogue)
{
	const Item *next = item_of(dialogue);

	give_reply(dialogue, dialogue->prompt->id, next ? next->name : "", NULL);
	if (!next)
		dialogue_close(dialogue->app, dialogue->prompt, OUTCOME_ANSWERED);
	else if (dialogue->prompt->state == PROMPT_SHOWN)
		dialogue_show(dialogue->app, dialogue->prompt);
}

static void on_answered(gpointer owner, gpointer job, const GError *error)
{
	Answered *answered = job;
	Dialogue *dialogue = answered->about;

	dialogue->writing = FALSE;
	dialogue->low = dialogue->high = 0;
	if (error) {
		give_reply(dialogue, answered->response.decision, NULL, error);
		app_say(owner, "An answer could not be kept", error->message);
	} else if (!dialogue->prompt) {
		give_reply(dialogue, answered->response.decision, "", NULL);
	} else {
		g_hash_table_insert(dialogue->answers, g_strdup(answered->response.item), g_strdup(answered->response.value));
		note_urge(owner, dialogue->prompt, &answered->response);
		go_on(dialogue);
	}
	dialogue_free(dialogue);
}

static void write_answer(Dialogue *dialogue, const Item *item, const Answer *answer, const char *route)
{
	App *app = dialogue->app;
	gint64 now = app_now(app).wall;
	Response response = { .decision = dialogue->prompt->id, .protocol = dialogue->prompt->content,
		              .begun = dialogue->begun ? dialogue->begun : now, .item = item->name, .value = answer->value,
		              .number = answer->number, .score = item->score, .at = now,
		              .zone_offset = zone_offset(app->zone, now), .route = route };

	dialogue->begun = response.begun;
	dialogue->writing = TRUE;
	record_response(app->edges.disk, &response, dialogue_ref(dialogue), on_answered, app);
}

static void answer_item(Dialogue *dialogue, const char *text, const char *route, AppReply reply, gpointer data)
{
	const Item *item = item_of(dialogue);
	g_auto(Answer) answer = { .number = -1 };
	g_autoptr(GError) error = NULL;

	if (dialogue->writing)
		g_set_error(&error, APP_ERROR, APP_ERROR_BUSY, "the answer before is still being written; try again");
	else if (!item)
		g_set_error(&error, APP_ERROR, APP_ERROR_ANSWER, "nothing is asked there any longer");
	else if (!checkin_read_answer(item, text, &answer, &error))
		error->domain = APP_ERROR, error->code = APP_ERROR_ANSWER;
	if (error) {
		if (reply)
			reply(data, dialogue->prompt->id, NULL, error);
		return;
	}
	dialogue->reply = reply;
	dialogue->reply_data = data;
	write_answer(dialogue, item, &answer, route);
}

/* --- nudges --- */

static void on_open_failed(gpointer data, const char *name)
{
	App *app = data;
	g_autofree char *body = g_strdup_printf("No browser could be opened. In a terminal: steady read %s", name);

	app->notifier->tell(app->notifier->self, "Something to read", body); /* not to the journal */
}

static void read_article(App *app, Prompt *prompt)
{
	const Article *article = articles_find(app->library->articles, prompt->content);
	g_autofree char *html = article ? article_to_html(article) : NULL;

	if (html)
		app->edges.open_page(app->edges.opener, article->name, html, on_open_failed, app);
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

void dialogue_answer(App *app, Prompt *prompt, const char *text, const char *route, AppReply reply, gpointer data)
{
	Dialogue *dialogue = dialogue_of(app, prompt);
	gint64 id = prompt->id;
	g_autoptr(GError) error = NULL;

	if (prompt->kind == KIND_CHECKIN) {
		answer_item(dialogue, text, route, reply, data);
		return;
	}
	if (!answer_nudge(app, prompt, text))
		g_set_error(&error, APP_ERROR, APP_ERROR_ANSWER, "'%s' is no answer here: read, later or dismiss", text);
	if (reply)
		reply(data, id, error ? NULL : "", error);
}

/* --- what comes from the screen --- */

static const char *route_of(App *app)
{
	return g_str_equal(app->notifier->name, "terminal") ? "terminal" : "notification";
}

void dialogue_acted(gpointer data, gint64 id, const char *key)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (!dialogue)
		return;
	dialogue->on_screen = FALSE; /* servers close what was pressed */
	if (dialogue->prompt->kind == KIND_NUDGE)
		answer_nudge(app, dialogue->prompt, key);
	else if (g_str_equal(key, "later"))
		dialogue_snooze(app, dialogue->prompt, SNOOZE);
	else if (checkin_narrows(key, &dialogue->low, &dialogue->high))
		dialogue_show(app, dialogue->prompt);
	else if (*key == '=')
		answer_item(dialogue, key + 1, route_of(app), NULL, NULL);
}

static void on_typed(gpointer data, gint64 id, const char *next, const GError *error)
{
	if (error)
		app_say(data, "That was no answer here", error->message);
}

void dialogue_typed(gpointer data, gint64 id, const char *text)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (dialogue)
		dialogue_answer(app, dialogue->prompt, text, "terminal", on_typed, app);
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
