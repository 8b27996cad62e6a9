/* checkin.h - one walk through a protocol: the item to ask now, what an answer means, what comes next. Pure. */
#pragma once
#include "core/card.h"
#include "core/protocol.h"

typedef struct Answer {
	char *value;  /* as stored: a choice's value, "0".."10", or the text; NULL: skipped */
	int   number; /* scale value or the choice's score; -1: none */
} Answer;

void answer_clear(Answer *answer);

/* What a reply means for an item: a choice's value or label (either wording, any case) or its 1-based number, yes/no,
 * a number within the scale, text. The error says what was expected. */
gboolean checkin_read_answer(const Item *item, const char *reply, Answer *answer, GError **error);

/* The item after an answer; NULL at the end. */
const Item *checkin_next(const Protocol *protocol, const Item *item, const Answer *answer);

/* The item to ask, given the answers so far as (item name -> value) in any order; NULL: all is answered. `first` when empty. */
const Item *checkin_resume(const Protocol *protocol, GHashTable *answers);

/* --- as notifications --- */
/* A scale with more than three values is asked in two or more steps: [low, high] is the part still in question. */
Card *checkin_card(const Protocol *protocol, const Item *item, int low, int high, gboolean discreet); /* owned by the caller */
/* The keys of a card's actions: "=VALUE" answers the item with VALUE, "LOW..HIGH" narrows the scale. */
gboolean checkin_narrows(const char *key, int *low, int *high);
