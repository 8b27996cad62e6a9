/* scores.h - MISSING and NEED: two scores, never one scale, each from its own signs. Pure. Not a validated measure: they compare a person with
 * themself, and everything that shows them says so.
 *
 * An answer counts 0 to 100 for the sign (item) that it answers. Within a sign, older answers weigh less: each by
 * m = 0.5^(days / 13), the days to the sign's latest answer. Signs are asked by turns, some of them more often; so that the one asked most does not
 * rule, a score is the mean of its signs, each weighed by the same m of the days from its latest answer to the latest of
 * all. The spread is the standard deviation of the answers under the same weights. Thirteen days are a judgement: one bad day
 * cannot destroy a month. Nothing drifts while nobody answers: only the ratios of weights matter. */
#pragma once
#include "core/store.h"

#define SCORE_HALF_LIFE 13.0 /* days */
#define SCORE_SIGNS 8        /* more than that of one score are not looked at */
#define SCORE_WEEKS 12

typedef struct Sign {
	char   name[48];
	int    n;       /* answers */
	double value;   /* 0..100, smoothed */
	double last;    /* the latest answer */
	gint64 last_at;
} Sign;

typedef struct Score {
	int    n;       /* answers that count; 0: the rest says nothing */
	double value;   /* 0..100 */
	double spread;  /* standard deviation, 0..50 */
	double last;    /* the latest answer */
	gint64 last_at;
	int    n_signs;
	Sign   signs[SCORE_SIGNS]; /* in the order of their names */
} Score;

/* What an answer counts, 0 to 100: a choice carries its score; a scale its reading, 0 to 10, which is also the text of its value. */
double score_hundred(const char *value, int number);

/* Of "missing" or "need"; the order of the answers does not matter. `until`: those from then on are left out; TIME_NEVER: none. */
Score score_of(const GArray *responses, const char *name, gint64 until);

/* The score as it stood at the end of each of the last SCORE_WEEKS weeks, the last one now; -1 where nothing was answered by then. */
void  score_weeks(const GArray *responses, const char *name, gint64 now, int weeks[SCORE_WEEKS]);

/* A sign that has risen: by `points` or more against what it was `span` ago, with at least `answers` then and since. */
gboolean score_rises(const GArray *responses, const char *sign, gint64 now, gint64 span, double points, int answers);

const char *sign_in_words(const char *name); /* "sad, without panic"; NULL: not one of those that Steady ships */
