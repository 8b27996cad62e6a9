/* ease.h - when Steady asks less: while days go unanswered, and where the person said that it makes things worse. A plain value,
 * part of the History, loaded by the store and kept up to date by the agenda. Pure: the moment is an argument.
 *
 * A day goes unanswered when a prompt that Steady began was shown on it, and the person has answered nothing since: no question, no article
 * opened, no urge or contact noted. After two such local days nudges and check-ins come with half their chance, from the third
 * day on, until the first answer. Each is drawn: its decision keeps the probability and the draw. The number of days and the
 * half are our judgement; that prompts fade, and that fewer a day are answered better, is what it follows from. */
#pragma once
#include "core/schedule.h"

#define EASE_DAYS 2      /* so many unanswered ones... */
#define EASE_CHANCE 0.5  /* ...and prompts come with so much of their chance */

typedef struct Ease {
	gint64   answered;   /* the latest answer of any kind; G_MININT64: none */
	GArray  *unanswered; /* of gint64: prompts shown since, the earliest EASE_KEPT, in the order they were added */
	gboolean worse;      /* the latest weekly check-in said that Steady makes it worse */
	gint64   frozen;     /* not 0: nothing changes after this moment, as in a forecast */
} Ease;

#define EASE_KEPT 2000

Ease    *ease_new(void);
void     ease_free(Ease *ease); /* NULL is fine */
void     ease_add_shown(Ease *ease, gint64 at);
void     ease_drop_shown(Ease *ease, gint64 at); /* it was not shown after all */
void     ease_add_answer(Ease *ease, gint64 at); /* what was shown until then is answered for */
/* An answer of a check-in: whether it changed what is known about "makes it worse". */
gboolean ease_hear(Ease *ease, const char *protocol, const char *item, const char *value);
void     ease_take(Ease *ease, const Ease *from); /* what another program wrote meanwhile */
void     ease_freeze(Ease *ease, gint64 now);
int      ease_days(const Ease *ease, Zone *zone, gint64 now); /* that went unanswered, today not counted */
gboolean ease_is_unanswered(const Ease *ease, const Policy *policy, Zone *zone, gint64 now);
double   ease_chance(const Ease *ease, const Policy *policy, Kind kind, Zone *zone, gint64 now); /* 0..1; 1: all come */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ease, ease_free)
