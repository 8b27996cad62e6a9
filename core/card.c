/* card.c - what is put before the person: making and freeing. */
#include "core/card.h"

Card *card_new(const char *summary, const char *body)
{
	Card *card = g_new0(Card, 1);

	card->summary = g_strdup(summary);
	card->body = g_strdup(body);
	return card;
}

int card_n_actions(const Card *card)
{
	int n = 0;

	while (n < CARD_MAX_ACTIONS && card->actions[n].key)
		n++;
	return n;
}

void card_add(Card *card, const char *key, const char *label)
{
	int n = card_n_actions(card);

	g_assert(n < CARD_MAX_ACTIONS);
	card->actions[n] = (CardAction){ g_strdup(key), g_strdup(label) };
}

void card_free(Card *card)
{
	if (!card)
		return;
	for (int i = 0; i < CARD_MAX_ACTIONS; i++) {
		g_free(card->actions[i].key);
		g_free(card->actions[i].label);
	}
	g_free(card->summary);
	g_free(card->body);
	g_free(card->help);
	g_free(card);
}
