/* taste.h - what the past says to the choice of an article: what was shown, what helped, how things stand. Pure. */
#pragma once
#include "core/units.h"

#define TASTE_CUE_LASTS DAYS(1)  /* so long the cue of an urge speaks for the moment */

typedef enum { SCORE_MISSING, SCORE_NEED, N_SCORES } ScoreKind;

typedef struct ArticlePast {
	gint64 last;    /* when it was last chosen; G_MININT64: never */
	int    times;   /* how often */
	int    helpful, unhelpful;
} ArticlePast;

typedef struct Taste {
	GHashTable *articles; /* name -> ArticlePast */
	GPtrArray  *shown;    /* names, oldest first, all of them: rounds are counted from the first; keys of `articles` */
	GHashTable *rehearsed; /* name of a plan -> gint64: when it was gone over last */
	char       *cue;      /* of the latest urge; NULL: none */
	gint64      cue_at;
	struct {
		double sum, weight; /* weight 0: nothing was said */
		gint64 at;
	} scores[N_SCORES];
} Taste;

Taste *taste_new(void);
void   taste_free(Taste *taste); /* NULL is fine */
const ArticlePast *taste_article(const Taste *taste, const char *name); /* never NULL: one that was never shown */
/* The very string that `shown` holds for that name; where it was never shown, `name` itself. */
const char *taste_name(const Taste *taste, const char *name);
void   taste_add_shown(Taste *taste, const char *name, gint64 at);      /* in order of time */
void   taste_drop_shown(Taste *taste, const char *name); /* the latest time it was chosen it was not shown after all */
void   taste_add_helped(Taste *taste, const char *name, gboolean helpful);
void   taste_add_rehearsed(Taste *taste, const char *plan, gint64 at);
gint64 taste_rehearsed(const Taste *taste, const char *plan);           /* G_MININT64: never */
void   taste_set_cue(Taste *taste, const char *cue, gint64 at);         /* NULL: the latest urge had none */
const char *taste_cue(const Taste *taste, gint64 now);                  /* NULL: none that still speaks for the moment */
/* An answer of 0..100. Smoothed exponentially: each weighs 0.5^(days / 13). */
void   taste_add_score(Taste *taste, ScoreKind kind, double value, gint64 at);
/* An answer as it is stored: a choice carries its score, 0 to 100, a scale its reading, 0 to 10. Others say nothing. */
void   taste_add_answer(Taste *taste, const char *score, const char *value, int number, gint64 at);
double taste_score(const Taste *taste, ScoreKind kind);                 /* 0..100; negative: nothing was said */
/* What another program wrote meanwhile: all but what was shown, which only the daemon writes. Leaves `from` to be freed. */
void   taste_take(Taste *taste, Taste *from);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Taste, taste_free)
