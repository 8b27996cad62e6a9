/* store-outcomes.h - what became of something that was put before the person: a plan, a slot, an article, the helplines. */
#pragma once
#include "core/store.h"

typedef enum { OUTCOME_OF_PLAN, OUTCOME_OF_SLOT, OUTCOME_OF_ARTICLE, OUTCOME_OF_HELPLINES, N_OUTCOME_KINDS } OutcomeKind;

const char *outcome_kind_name(OutcomeKind kind); /* "plan", "slot", "article", "helplines" */

/* `value` is one of its kind's: plan: offered, rehearsed, used, helped, unhelpful; slot: done, else, empty; article: helpful,
 * unhelpful; helplines: any word. */
typedef struct OutcomeFact {
	gint64 id;             /* 0 for one that is to be added */
	OutcomeKind kind;
	char  *name, *value;   /* owned by the array that store_outcomes() returns; borrowed by store_add_outcome() */
	gint64 at;
	int    zone_offset;
	gint64 decision, urge; /* 0: none */
	gboolean late;         /* its prompt was over by then; only written, as a response's */
} OutcomeFact;

/* The same one twice (one that failed, and had come through) is one row. One whose decision is in another store is kept without. */
gboolean store_add_outcome(Store *store, const OutcomeFact *outcome, GError **error);
/* Of one kind, by one name (NULL: any), without what was taken back, from <= at < to, ascending in time; g_array_unref it. */
GArray  *store_outcomes(Store *store, OutcomeKind kind, const char *name, gint64 from, gint64 to, GError **error);

/* What the rotation of articles goes by; free it. */
Taste   *store_load_taste(Store *store, gint64 now, GError **error);
Taste   *store_load_taste_news(Store *store, gint64 now, GError **error); /* without what was shown, of which there is ever more */
/* How many earlier nudges chose the same article and were not dropped unseen: which of its texts it is the turn of. 0 where there is no such decision. */
gint64   store_turn(Store *store, gint64 decision, GError **error);
/* The nudge whose article was opened last: its article (free it), and the decision; NULL: none was opened, or *error. */
char    *store_last_read(Store *store, gint64 *decision, GError **error);
