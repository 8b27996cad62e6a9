/* A prompt's card, and its way to the screen and off it. */
#include "core/store-urges.h"
#include "daemon/dialogue-state.h"
#include "core/i18n.h"

/* `missed = latest`: as if it were alone. */
static gboolean counts(const App *app, const Prompt *prompt)
{
	const Schedule *schedule = schedules_find(app->settings->schedules, prompt->schedule);

	return prompt->missed > 1 && schedule && schedule_missed(schedule) == MISSED_ONCE;
}

/* "It stands for 30 that came while you were away, the last at 22:15." NULL: it stands for itself. Free it. */
static char *missed_words(const App *app, const Prompt *prompt)
{
	LocalTime due = zone_local(app->zone, prompt->due);

	if (!counts(app, prompt))
		return NULL;
	return g_strdup_printf(_("It stands for %d that came while you were away, the last at %02d:%02d."),
	                       prompt->missed, due.hour, due.minute);
}

static char *nudge_body(const App *app, const Article *article, const Prompt *prompt)
{
	g_autofree char *missed = missed_words(app, prompt);

	g_autofree char *minutes = g_strdup_printf(_("%d min to read."), article->minutes);

	return g_strjoin(" ", minutes, missed, NULL);
}

/* Under the first question. */
static void say_missed(const App *app, const Prompt *prompt, Card *card)
{
	g_autofree char *missed = missed_words(app, prompt), *body = NULL;

	if (!missed)
		return;
	body = g_strdup_printf("%s\n%s", card->body, missed);
	g_free(card->body);
	card->body = g_steal_pointer(&body);
}

/* What is known of the urge that it asks about, where it helps to know it. */
static void say_known(const Dialogue *dialogue, const Item *item, Card *card)
{
	const char *waves = g_hash_table_lookup(dialogue->answers, KNOWN_WAVES);
	const char *expected = g_hash_table_lookup(dialogue->answers, KNOWN_FORECAST);
	const char *rated = g_hash_table_lookup(dialogue->answers, "intensity");
	g_autofree char *body = NULL;

	if (waves && g_str_equal(item->name, "wait"))
		body = g_strdup_printf("%s\n%s", card->body, waves);
	else if (expected && rated && g_str_equal(item->name, "acted"))
		body = g_strdup_printf(_("You expected %s for now; it is %s.\n%s"), expected, rated, card->body);
	else
		return;
	g_free(card->body);
	card->body = g_steal_pointer(&body);
}

static Card *nudge_card(const Dialogue *dialogue, gboolean discreet)
{
	const Article *article = articles_find(dialogue->app->library->articles, dialogue->prompt->content);
	g_autofree char *body = article ? nudge_body(dialogue->app, article, dialogue->prompt) : NULL;
	Card *card =
		article ? card_new(wording(article_prompt(article, dialogue->prompt->turn), discreet), body) : NULL;

	if (!card)
		return NULL;
	card_add(card, "read", _("Read"));
	card_add(card, "later", _("Later"));
	card_add(card, "dismiss", _("Not now"));
	card->help = g_strdup_printf("steady answer %" G_GINT64_FORMAT " read|later|dismiss", dialogue->prompt->id);
	return card;
}

/* What stands behind `steady answer ID` for an item. */
static char *ways_to_answer(const Item *item)
{
	GString *ways = g_string_new(NULL);

	if (item_takes_number(item))
		g_string_printf(ways, "%d..%d", item->min, item->max);
	else if (item->type == ITEM_TEXT)
		g_string_assign(ways, "\"…\"");
	else
		for (guint i = 0; i < item->choices->len; i++)
			g_string_append_printf(ways, "%s%s", i ? "|" : "",
			                       ((const Choice *)item->choices->pdata[i])->value);
	if (item->optional)
		g_string_append(ways, "|skip");
	return g_string_free(ways, FALSE);
}

static Card *checkin_card_of(Dialogue *dialogue, gboolean discreet)
{
	const Item *item = dialogue_asks(dialogue);
	g_autofree char *ways = item ? ways_to_answer(item) : NULL;
	Card *card;

	if (item && dialogue->prompt->kind == KIND_NUDGE)
		return dialogue_plan_card(dialogue, dialogue_protocol(dialogue), discreet);
	card = item ? checkin_card(dialogue_protocol(dialogue), item, dialogue->low, dialogue->high, discreet) : NULL;
	if (!card)
		return NULL;
	say_known(dialogue, item, card);
	if (!g_hash_table_size(dialogue->answers))
		say_missed(dialogue->app, dialogue->prompt, card);
	if (!g_hash_table_size(dialogue->answers) && card_n_actions(card) < CARD_MAX_ACTIONS)
		card_add(card, "later", _("Later"));
	card->help = g_strdup_printf("steady answer %" G_GINT64_FORMAT " %s", dialogue->prompt->id, ways);
	return card;
}

/* Without a card its article is no longer there, or its questions changed under way so that none is left. */
static void show_card(Dialogue *dialogue)
{
	App *app = dialogue->app;
	gboolean discreet = app->settings->policy.discreet;
	gboolean asks = single_or_checkin(dialogue->prompt->kind, dialogue->prompt->content);
	g_autoptr(Card) card = asks ? checkin_card_of(dialogue, discreet) : nudge_card(dialogue, discreet);
	Bubble last = dialogue->last;

	dialogue->last = (Bubble){ 0 };
	if (!card) {
		dialogue_close(app, dialogue->prompt, dialogue_complete(dialogue) ? OUTCOME_ANSWERED : OUTCOME_DROPPED);
		return;
	}
	dialogue->on_screen = TRUE;
	app->notifier->show(app->notifier->self, dialogue->prompt->id, card, &last);
}

/* It may have closed, or lost the screen, since the agenda said so. What was answered is not asked again while the disk takes the
 * answer: the next question comes after it. */
void dialogue_show(App *app, Prompt *prompt)
{
	Dialogue *dialogue;

	if (prompt->state != PROMPT_SHOWN || app->stopping)
		return;
	dialogue = dialogue_of(app, prompt);
	dialogue->waits_for_row = !prompt->id;
	if (!prompt->id || !app->reach.server || app_is_hidden(app) || dialogue->writing)
		return;
	if (!dialogue->begun)
		dialogue->begun = app_now(app).wall;
	show_card(dialogue);
}

void dialogue_remind(App *app, Prompt *prompt)
{
	if (prompt->state != PROMPT_SHOWN || !prompt->id || app->stopping || app_is_hidden(app) ||
	    dialogue_of(app, prompt)->writing)
		return;
	record_reminded(app->edges.disk, prompt->id, app_now(app).wall);
	show_card(dialogue_of(app, prompt));
}

void dialogues_screen_lost(App *app)
{
	GHashTableIter iter;
	gpointer dialogue;

	g_hash_table_iter_init(&iter, app->dialogues);
	while (g_hash_table_iter_next(&iter, NULL, &dialogue)) {
		Dialogue *one = dialogue;

		one->on_screen = FALSE;
		if (!one->delivered)
			agenda_put_off(app->agenda, one->prompt);
	}
	if (app->agenda)
		agenda_screen_lost(app->agenda);
}

/* Each of them: where its latest card was refused, the one before may stand there still. */
void dialogues_off_screen(App *app)
{
	GHashTableIter iter;
	gpointer prompt;

	g_hash_table_iter_init(&iter, app->dialogues);
	while (g_hash_table_iter_next(&iter, &prompt, NULL))
		app->notifier->close(app->notifier->self, ((Prompt *)prompt)->id);
}

void dialogues_abandon(App *app)
{
	GHashTableIter iter;
	gpointer dialogue;

	dialogues_off_screen(app);
	g_hash_table_iter_init(&iter, app->dialogues);
	while (g_hash_table_iter_next(&iter, NULL, &dialogue)) {
		((Dialogue *)dialogue)->prompt = NULL;
		((Dialogue *)dialogue)->closed = app_now(app).wall;
		((Dialogue *)dialogue)->outcome = OUTCOME_DROPPED;
		g_hash_table_iter_remove(&iter);
	}
}
