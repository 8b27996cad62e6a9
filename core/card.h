/* card.h - what is put before the person: a summary, a body, at most three things to press. Plain text, not escaped. */
#pragma once
#include <glib.h>

#define CARD_MAX_ACTIONS 3

typedef struct CardAction {
	char *key;   /* comes back when it is pressed */
	char *label; /* short, plain text */
} CardAction;

typedef struct Card {
	char      *summary;
	char      *body;
	CardAction actions[CARD_MAX_ACTIONS]; /* the important one first; a NULL key ends them */
	gboolean   stays;   /* waits for an answer (a check-in); else it may fade (a nudge) */
	gboolean   takes_text; /* any line typed is an answer too; buttons cannot give it */
	gboolean   takes_number; /* that line is a number: a digit typed is an answer, and presses nothing */
	char      *help;    /* how to answer where no buttons are drawn: "steady answer 12 yes|no"; may be NULL */
} Card;

Card *card_new(const char *summary, const char *body);
void  card_add(Card *card, const char *key, const char *label); /* a fourth is a programmer's error */
int   card_n_actions(const Card *card);
Card *card_copy(const Card *card);
void  card_free(Card *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Card, card_free)
