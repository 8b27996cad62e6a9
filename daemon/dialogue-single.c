/* Prompts of one question that no file holds: an hour that a routine left empty, a plan to go over. */
#include "daemon/dialogue-state.h"
#include "core/i18n.h"

Protocol *dialogue_questions(App *app, const char *content, GHashTable *given)
{
	const Protocol *all = library_protocol(app->library, content);

	return all ? protocol_in_turn(all, app->history->asked, given)
	           : single_protocol(content, app->settings->schedules, app->settings->plans);
}

static char *choose_plan(App *app, const Prompt *prompt)
{
	const Plan *plan = single_plan_in_turn(app->settings->plans, app->history->taste);
	char *content = plan ? g_strconcat(SINGLE_PLAN, plan->name, NULL) : NULL;

	if (content)
		taste_add_shown(app->history->taste, content, prompt->decided);
	return content;
}

char *dialogue_choose_single(App *app, const Prompt *prompt, const Schedule *schedule)
{
	if (schedule && prompt->kind == KIND_SLOT)
		return g_strconcat(SINGLE_SLOT, schedule->name, NULL);
	return schedule && schedule->plans ? choose_plan(app, prompt) : NULL;
}

/* The plan's own words come up once the person pressed for them: then nobody is surprised by them. */
Card *dialogue_plan_card(Dialogue *dialogue, const Protocol *protocol, gboolean discreet)
{
	gboolean hidden = discreet && !dialogue->opened;
	const Item *item = protocol->items->pdata[0];
	g_autofree char *rehearsed = checkin_key(item, REHEARSED);
	Card *card = card_new(wording(&protocol->title, hidden), wording(&item->ask, hidden));

	if (hidden)
		card_add(card, "show", _("Show it"));
	card_add(card, rehearsed, _("Gone over"));
	card_add(card, "later", _("Later"));
	if (!hidden)
		card_add(card, "dismiss", _("Not now"));
	card->help = g_strdup_printf(_("steady answer %lld rehearsed|later|dismiss, or steady plan rehearse"),
	                             (long long)dialogue->prompt->id);
	return card;
}

/* Nothing follows these answers, and no turns are counted by them. */
gboolean dialogue_note_single(App *app, const Response *response)
{
	OutcomeKind kind;
	const char *name = single_name(response->protocol, &kind);

	if (name && kind == OUTCOME_OF_PLAN)
		taste_add_rehearsed(app->history->taste, name, response->at);
	return name != NULL;
}
