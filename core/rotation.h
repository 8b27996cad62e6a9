/* rotation.h - which article a nudge opens. Pure: the past, the occasion and the moment are arguments.
 *
 * 1. What may be shown at all: what the schedule's topics, the person's side (stance) and care leave (rotation_may()).
 * 2. Rounds: no article comes again until all of those were shown once; and where a round begins anew, not one of those that
 *    came just before (the latest third).
 * 3. Of what is left, one is drawn. Each article has a chance of helping, known by "did this help?" as Beta(1 + yes, 1 + no),
 *    on the uniform prior Beta(1, 1). From each of these a chance is drawn, multiplied by how well the article fits the
 *    occasion (rotation_weight(), a table), and the greatest wins. This is Thompson sampling (W. R. Thompson, On the
 *    likelihood that one unknown probability exceeds another, Biometrika 25 (1933), 285-294): what helped comes sooner, what
 *    nobody has judged yet still has its turn.
 *
 * The draws are keyed by the store's secret, the moment and the article's name: the same ones give the same article, and
 * nobody without the secret can tell it beforehand. */
#pragma once
#include "core/article.h"
#include "core/taste.h"

typedef struct Occasion {
	char      **topics; /* of the schedule; NULL or empty: any; borrowed */
	int         minute; /* of the local day, 0..1439 */
	const char *cue;    /* of an urge not long ago; NULL: none; borrowed */
	double      missing, need; /* 0..100; negative: not known */
	Care        care;
} Occasion;

typedef struct Drawn {
	const Article *article; /* borrowed; NULL: none fits */
	double probability;     /* of this one, beforehand */
	int    among;           /* how many could have been drawn */
} Drawn;

/* Care: where the person was frightened, nothing about reconnecting, closure, letters or counting days without contact is
 * shown, and what is for their safety fits every schedule and comes ahead of all else in its round. */
gboolean rotation_may(const Article *article, const Occasion *occasion);
double   rotation_weight(const Article *article, const Occasion *occasion); /* 1 and more */
/* The chance that an article wins the draw: the integral over x of its density f_i(x) times, for each other one,
 * P(w_j chance_j < w_i x), by Simpson's rule on 200 intervals over
 * the twelve standard deviations about its mean. Its error is below 1e-4 for up to a thousand judgements. */
Drawn    rotation_draw(const GPtrArray *articles, const Occasion *occasion, const Taste *taste, const char *secret, gint64 moment);
/* "night" or "evening"; NULL: neither. */
const char *rotation_hour(int minute);
