/* checkin.h - one walk through a protocol: the item to ask now, what an answer means, what comes next. Pure. */
#pragma once
#include "core/card.h"
#include "core/protocol.h"

#define CHECKIN_ERROR (checkin_error_quark())
GQuark checkin_error_quark(void);
typedef enum { CHECKIN_ERROR_ANSWER } CheckinError;

typedef struct Answer {
	char *value;  /* as stored: a choice's value, "0".."10", or the text; NULL: skipped */
	int   number; /* value of a scale or a number, or the choice's score; -1: none */
} Answer;

void answer_clear(Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

/* What a reply means for an item: a choice's value or label (either wording, any case) or its 1-based number, yes/no,
 * a number within the scale (with its unit or without), text. Nothing, "-" or "skip" skips an item that is optional. The error says what was expected. */
gboolean checkin_read_answer(const Item *item, const char *reply, Answer *answer, GError **error);

/* What can be answered, for people: "no, some or strong", "a number from 0 to 10". Free it. */
char *checkin_expects(const Item *item);

/* The item after an answer (NULL: skipped); NULL at the end. */
const Item *checkin_next(const Protocol *protocol, const Item *item, const Answer *answer);

/* The item to ask, given the answers so far as (item name -> value; NULL: skipped) in any order; NULL: all is answered. */
const Item *checkin_resume(const Protocol *protocol, GHashTable *answers);

/* --- as notifications (checkin-card.c) --- */
/* A scale with more than three values is asked in two or three steps: [low, high] is the part still in question, at first
 * [item->min, item->max], or 0, 0 for short; the other types do not read them. */
Card *checkin_card(const Protocol *protocol, const Item *item, int low, int high, gboolean discreet); /* owned by the caller */
/* The keys of a card's actions: VALUE answers the item ("": skips it), LOW..HIGH narrows its scale; ahead of it "TOKEN=", by which the
 * item is known again. Free it. */
char *checkin_key(const Item *item, const char *value);
/* What a key says to this item (NULL: to none), borrowed; NULL: it is of another one, as a button may be that comes late. */
const char *checkin_pressed(const Item *item, const char *key);
gboolean checkin_narrows(const char *value, int *low, int *high); /* behind the "=" */
