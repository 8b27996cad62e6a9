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

Card *card_copy(const Card *card)
{
	Card *copy = card_new(card->summary, card->body);

	for (int i = 0; i < card_n_actions(card); i++)
		card_add(copy, card->actions[i].key, card->actions[i].label);
	copy->stays = card->stays;
	copy->takes_text = card->takes_text;
	copy->takes_number = card->takes_number;
	copy->help = g_strdup(card->help);
	return copy;
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
