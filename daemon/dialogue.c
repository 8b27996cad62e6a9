/* One prompt, from its decision to its end. Its row is written first, then it goes to the screen (dialogue-show.c); each answer is
 * durable before the next question (dialogue-answer.c). */
#include <string.h>

#include "core/i18n.h"
#include "daemon/dialogue-state.h"

Dialogue *dialogue_ref(Dialogue *dialogue)
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
	protocol_free(dialogue->protocol);
	g_free(dialogue);
}

Dialogue *dialogue_of(App *app, Prompt *prompt)
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

Dialogue *dialogue_by_id(App *app, gint64 id)
{
	Prompt *prompt = app->agenda ? agenda_find(app->agenda, id) : NULL;

	return prompt ? dialogue_of(app, prompt) : NULL;
}

void dialogue_reply(Dialogue *dialogue, gint64 id, const char *next, const GError *error)
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

/* Whose turn it is stays as it was once looked up: what is on the screen is what an answer answers. */
const Protocol *dialogue_protocol(Dialogue *dialogue)
{
	const Prompt *prompt = dialogue->prompt;

	if (!dialogue->protocol && single_or_checkin(prompt->kind, prompt->content))
		dialogue->protocol = dialogue_questions(dialogue->app, prompt->content, dialogue->answers);
	return dialogue->protocol;
}

const Item *dialogue_asks(Dialogue *dialogue)
{
	const Protocol *protocol = dialogue_protocol(dialogue);

	return protocol ? checkin_resume(protocol, dialogue->answers) : NULL;
}

gboolean dialogue_complete(Dialogue *dialogue)
{
	return g_hash_table_size(dialogue->answers) && dialogue_protocol(dialogue) && !dialogue_asks(dialogue);
}

const char *dialogue_item(App *app, const Prompt *prompt)
{
	Dialogue *dialogue = g_hash_table_lookup(app->dialogues, prompt);
	const Item *item = dialogue ? dialogue_asks(dialogue) : NULL;

	return item ? item->name : "";
}

gboolean dialogue_delivered(App *app, const Prompt *prompt)
{
	Dialogue *dialogue = g_hash_table_lookup(app->dialogues, prompt);

	return dialogue && dialogue->delivered;
}

/* --- the decision --- */

static void reply_decided(Dialogue *dialogue, const Decided *decided, const GError *error)
{
	g_autoptr(GError) nothing = NULL;

	if (!error && decided->copy->state == PROMPT_CLOSED)
		error = nothing = g_error_new(APP_ERROR, APP_ERROR_NO_SCHEDULE,
		                              _("%s has nothing to show: its article or its questions are missing"),
		                              decided->copy->schedule);
	dialogue_reply(dialogue, decided->id, "", error);
}

/* What an urge has said elsewhere is not asked again. */
static void take_known(Dialogue *dialogue, GHashTable *known)
{
	GHashTableIter iter;
	gpointer item, value;

	g_hash_table_iter_init(&iter, known);
	while (g_hash_table_iter_next(&iter, &item, &value))
		if (!g_hash_table_contains(dialogue->answers, item))
			g_hash_table_insert(dialogue->answers, g_strdup(item), g_strdup(value));
}

/* Where the row could not be written for good, that moment has one already: nothing is shown twice. It may have taken long, and
 * quiet hours have begun, or another one come to the screen: what waited for its row is looked at once more. */
static void on_decided(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	Decided *decided = job;
	Dialogue *dialogue = decided->about;
	Prompt *prompt = dialogue->prompt;

	if (prompt)
		prompt->id = decided->id;
	if (prompt && !error)
		take_known(dialogue, decided->known);
	reply_decided(dialogue, decided, error);
	if (error)
		g_message("A prompt could not be written down: %s", error->message);
	if (error && prompt)
		dialogue_close(app, prompt, OUTCOME_MERGED);
	else if (!error && prompt && dialogue->waits_for_row)
		agenda_put_off(app->agenda, prompt);
	else if (!error && !prompt && decided->copy->state != PROMPT_CLOSED) /* it closed meanwhile */
		record_closed(app->edges.disk, decided->id, dialogue->closed, dialogue->outcome);
	dialogue_free(dialogue);
	app_replan(app);
}

static void leave_table(App *app, Prompt *prompt, Dialogue *dialogue)
{
	dialogue->prompt = NULL;
	g_hash_table_remove(app->dialogues, prompt);
}

void dialogue_decide(App *app, Prompt *prompt)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);
	const char *spec = schedule ? history_spec(app->history, schedule) : NULL;
	Dialogue *dialogue = dialogue_of(app, prompt);

	if (prompt->state != PROMPT_CLOSED) {
		g_autofree char *asked = g_steal_pointer(&prompt->content); /* about an urge: known beforehand */

		prompt->content = dialogue_choose_single(app, prompt, schedule);
		if (!prompt->content)
			prompt->content = g_strdup(dialogue_choose(app, prompt, asked));
		if (!prompt->content) {
			agenda_withdraw(app->agenda, prompt, prompt->decided);
			app_replan(app); /* another one may have its place */
		}
	}
	record_decision(app->edges.disk, prompt, prompt->asked ? NULL : spec, dialogue_ref(dialogue), on_decided, app);
	if (prompt->state == PROMPT_CLOSED)
		leave_table(app, prompt, dialogue);
}

static void set_reminder(App *app, Prompt *prompt, gint64 shown)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);

	if (schedule && schedule->remind && !prompt->reminded)
		prompt->remind = shown + schedule->remind;
}

static void dialogue_set_answers(Dialogue *dialogue, GHashTable *answers)
{
	g_hash_table_ref(answers);
	g_hash_table_unref(dialogue->answers);
	dialogue->answers = answers;
}

void dialogue_adopt(App *app, Prompt *prompt, GHashTable *answers, gint64 begun, const Bubble *bubble)
{
	Dialogue *dialogue = dialogue_of(app, prompt);

	dialogue_set_answers(dialogue, answers);
	dialogue->begun = begun;
	dialogue->last = *bubble;
	dialogue->delivered = prompt->shown != 0;
	if (begun && g_hash_table_size(answers))
		agenda_begun(app->agenda, prompt, begun);
	if (prompt->shown)
		set_reminder(app, prompt, prompt->shown);
	if (dialogue_complete(dialogue)) /* its last answer was written, its end was not */
		dialogue_close(app, prompt, OUTCOME_ANSWERED);
}

static gboolean same_answers(GHashTable *a, GHashTable *b)
{
	GHashTableIter iter;
	gpointer item, value, other;

	if (g_hash_table_size(a) != g_hash_table_size(b))
		return FALSE;
	g_hash_table_iter_init(&iter, a);
	while (g_hash_table_iter_next(&iter, &item, &value))
		if (!g_hash_table_lookup_extended(b, item, NULL, &other) || g_strcmp0(value, other))
			return FALSE;
	return TRUE;
}

/* An answer on its way to the disk is not among those that were read. */
void dialogue_refresh(App *app, gint64 id, GHashTable *answers)
{
	Dialogue *dialogue = dialogue_by_id(app, id);

	if (!dialogue || dialogue->writing || same_answers(dialogue->answers, answers))
		return;
	dialogue_set_answers(dialogue, answers);
	dialogue->low = dialogue->high = 0;
	if (dialogue_complete(dialogue))
		dialogue_close(app, dialogue->prompt, OUTCOME_ANSWERED);
	else if (dialogue->on_screen)
		dialogue_show(app, dialogue->prompt);
}

void dialogue_shown(gpointer data, gint64 id, ShownResult result, const Bubble *bubble, const char *problem)
{
	App *app = data;
	Dialogue *dialogue = dialogue_by_id(app, id);
	gint64 now = app_now(app).wall;

	if (problem)
		g_message("Prompt %" G_GINT64_FORMAT ": %s", id, problem);
	if (!dialogue)
		return;
	if (app_is_hidden(app)) { /* it was on its way */
		dialogue->on_screen = FALSE;
		app->notifier->close(app->notifier->self, id);
		return;
	}
	dialogue->on_screen = result != SHOWN_FAILED;
	if (result == SHOWN_FAILED)
		return; /* shown again when a server comes, else it expires as undelivered */
	agenda_on_screen(app->agenda, dialogue->prompt);
	record_shown(app->edges.disk, id, now, result == SHOWN_OK ? app->notifier->name : "unknown", bubble);
	if (!dialogue->delivered)
		set_reminder(app, dialogue->prompt, now);
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
	if (prompt->kind == KIND_NUDGE && prompt->content && !dialogue->delivered && prompt->outcome != OUTCOME_READ)
		taste_drop_shown(app->history->taste, prompt->content); /* nobody saw it: it is still to come */
	dialogue->closed = prompt->closed;
	dialogue->outcome = prompt->outcome;
	if (id) {
		app->notifier->close(app->notifier->self, id);
		record_closed(app->edges.disk, id, prompt->closed, prompt->outcome);
		if (app->events.closed)
			app->events.closed(app->events.self, id, prompt->outcome);
	}
	leave_table(app, prompt, dialogue);
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
	record_snoozed(app->edges.disk, prompt->id, now.wall, &prompt->snooze);
	app_replan(app);
}
