#include "daemon/notifier-showing.h"
#include "core/i18n.h"

#include "core/text.h"

#define ELSEWHERE "Steady" /* the summary, where its own stands in the body */

static char *one_line(const char *text)
{
	return g_strdelimit(text_clean(text ? text : ""), "\n", ' ');
}

static gboolean needs_help(const Card *card, const ServerSkills *skills)
{
	int buttons = card_n_actions(card);
	gboolean pressed = buttons && buttons <= skills->buttons;

	return card->help && (card->takes_text ? !skills->replies : !pressed);
}

/* The server would cut it. */
static gboolean too_long(const char *summary, const ServerSkills *skills)
{
	return skills->summary && g_utf8_strlen(summary, -1) > skills->summary;
}

static char *body_for(const Card *card, const char *summary, const ServerSkills *skills)
{
	g_autofree char *body = text_clean(card->body ? card->body : "");
	g_autofree char *help = needs_help(card, skills) ? one_line(card->help) : g_strdup("");
	gboolean first = too_long(summary, skills);
	g_autofree char *whole = g_strconcat(first ? summary : "", first && *body ? "\n" : "", body,
	                                     *body && *help ? "\n" : "", *help ? _("Answer: ") : "", help, NULL);

	return skills->markup ? g_markup_escape_text(whole, -1) : g_steal_pointer(&whole);
}

Showing *showing_new(const Card *card, const ServerSkills *skills)
{
	Showing *showing = g_new0(Showing, 1);
	g_autofree char *summary = one_line(card->summary);

	showing->body = body_for(card, summary, skills);
	showing->summary = too_long(summary, skills) ? g_strdup(ELSEWHERE) : g_steal_pointer(&summary);
	showing->stays = card->stays;
	showing->replies = card->takes_text && skills->replies;
	for (int i = 0; skills->actions && i < CARD_MAX_ACTIONS && card->actions[i].key; i++) {
		showing->actions[i].key = g_strdup(card->actions[i].key);
		showing->actions[i].label = one_line(card->actions[i].label);
	}
	return showing;
}

void showing_free(Showing *showing)
{
	if (!showing)
		return;
	for (int i = 0; i < CARD_MAX_ACTIONS; i++) {
		g_free(showing->actions[i].key);
		g_free(showing->actions[i].label);
	}
	g_free(showing->summary);
	g_free(showing->body);
	g_free(showing->tag);
	g_free(showing);
}
