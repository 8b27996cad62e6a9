#include "core/single.h"
#include "core/i18n.h"

#include <string.h>

static const struct {
	const char *prefix;
	OutcomeKind kind;
} prefixes[] = { { SINGLE_SLOT, OUTCOME_OF_SLOT }, { SINGLE_PLAN, OUTCOME_OF_PLAN } };

const char *single_name(const char *content, OutcomeKind *kind)
{
	for (gsize i = 0; content && i < G_N_ELEMENTS(prefixes); i++) {
		if (!g_str_has_prefix(content, prefixes[i].prefix))
			continue;
		if (kind)
			*kind = prefixes[i].kind;
		return content + strlen(prefixes[i].prefix);
	}
	return NULL;
}

gboolean single_or_checkin(Kind kind, const char *content)
{
	return kind != KIND_NUDGE || single_name(content, NULL);
}

/* --- the question ---------------------------------------------------------------------------------------- */

static Item *only_item(Protocol *protocol, const char *name, const char *title, const char *title_open)
{
	Item *item = protocol_add_item(protocol, name);

	item->type = ITEM_CHOICE;
	protocol->title.neutral = g_strdup(title);
	protocol->title.open = g_strdup(title_open);
	return item;
}

static void add_choice(Item *item, const char *value, const char *label)
{
	item_add_choice(item, value)->label.neutral = g_strdup(label);
}

/* `was` is said nowhere: this may stand on a screen. Where nothing stands in the hour yet, nothing can be done of it. */
static void ask_slot(Protocol *protocol, const Schedule *schedule)
{
	const char *now = schedule && schedule->now && *schedule->now ? schedule->now : NULL;
	Item *item = only_item(protocol, "slot", _("About this hour"), NULL);

	if (now)
		item->ask.neutral = g_strdup_printf(_("%s\nDid you do it?"), now);
	else
		item->ask.neutral = g_strdup(_("Did something good fill this hour?"));
	if (now)
		add_choice(item, "done", _("Done"));
	add_choice(item, "else", now ? _("Something else") : _("Yes"));
	add_choice(item, "empty", _("Not today"));
}

static void ask_plan(Protocol *protocol, const Plan *plan)
{
	Item *item = only_item(protocol, "plan", _("A minute for yourself"), _("A plan to go over"));

	item->ask.neutral = g_strdup(_("Something you decided for yourself, to go over once."));
	item->ask.open = g_strdup_printf(_("If %s,\nthen %s."), plan->condition, plan->action);
	add_choice(item, REHEARSED, _("Gone over"));
}

Protocol *single_protocol(const char *content, const GPtrArray *schedules, const GPtrArray *plans)
{
	OutcomeKind kind;
	const char *name = single_name(content, &kind);
	g_autofree char *id = name ? g_strconcat("slot/", name, NULL) : NULL;
	const Plan *plan = name && kind == OUTCOME_OF_PLAN ? plans_find(plans, name) : NULL;
	Protocol *protocol;

	if (!name || (kind == OUTCOME_OF_PLAN && !plan))
		return NULL;
	protocol = protocol_new(content);
	if (plan)
		ask_plan(protocol, plan);
	else
		ask_slot(protocol, schedules_find(schedules, id));
	return protocol;
}

/* --- whose turn it is ------------------------------------------------------------------------------------ */

/* One that is left aside each time does not keep the others from their turn. */
static gint64 last_met(const Plan *plan, const Taste *taste)
{
	g_autofree char *content = g_strconcat(SINGLE_PLAN, plan->name, NULL);

	return MAX(taste_article(taste, content)->last, taste_rehearsed(taste, plan->name));
}

const Plan *single_plan_in_turn(const GPtrArray *plans, const Taste *taste)
{
	const Plan *next = NULL;

	for (guint i = 0; i < plans->len; i++)
		if (!next || last_met(plans->pdata[i], taste) < last_met(next, taste))
			next = plans->pdata[i];
	return next;
}
