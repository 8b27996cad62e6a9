/* rotation.c - which article a nudge opens: what may be shown, whose round it is, how well each fits, and the draw. */
#include "core/rotation.h"

#include <math.h>
#include <string.h>

#include "core/beta.h"

#define UNSAFE (ARTICLE_RECONNECTING | ARTICLE_CLOSURE | ARTICLE_LETTER | ARTICLE_CONTACT_GOAL)
#define HIGH 60 /* a score from which on it says something of the day (a judgement) */
#define LOW 30
#define INTERVALS 200 /* of Simpson's rule */

/* --- what may be shown ---------------------------------------------------------------------------- */

static gboolean is_safety(const Article *article, const Occasion *occasion)
{
	return occasion->care.frightened && (article->flags & ARTICLE_SAFETY);
}

gboolean rotation_may(const Article *article, const Occasion *occasion)
{
	Stance side = occasion->care.stance;

	if (occasion->care.frightened && (article->flags & UNSAFE))
		return FALSE;
	if (article->stance != STANCE_ANY && side != STANCE_ANY && article->stance != side)
		return FALSE;
	return is_safety(article, occasion) || article_has_topic(article, occasion->topics);
}

/* --- how well it fits ----------------------------------------------------------------------------- */

typedef enum { AT_NIGHT, IN_THE_EVENING, NEED_HIGH, MISSING_HIGH, BOTH_LOW, N_SIGNS } Sign;

const char *rotation_hour(int minute)
{
	if (minute >= 23 * 60 || minute < 5 * 60)
		return "night";
	return minute >= 17 * 60 ? "evening" : NULL;
}

static gboolean holds(Sign sign, const Occasion *occasion)
{
	switch (sign) {
	case AT_NIGHT:
		return !g_strcmp0(rotation_hour(occasion->minute), "night");
	case IN_THE_EVENING:
		return !g_strcmp0(rotation_hour(occasion->minute), "evening");
	case NEED_HIGH:
		return occasion->need >= HIGH;
	case MISSING_HIGH:
		return occasion->missing >= HIGH;
	case BOTH_LOW:
		return occasion->need >= 0 && occasion->missing >= 0 && occasion->need < LOW && occasion->missing < LOW;
	case N_SIGNS:
		break;
	}
	return FALSE;
}

/* What each sign of the occasion adds to the weight of an article with that topic; without any the weight is 1. */
static const struct {
	Sign sign;
	const char *topic;
	double weight;
} by_sign[] = {
	{ AT_NIGHT, "night", 2 },         { AT_NIGHT, "sleep", 1 },         { AT_NIGHT, "alone", 0.5 },
	{ IN_THE_EVENING, "evening", 2 }, { IN_THE_EVENING, "alone", 0.5 }, { IN_THE_EVENING, "people", 0.5 },
	{ NEED_HIGH, "need", 2 },         { NEED_HIGH, "self-trust", 1.5 }, { NEED_HIGH, "urge", 1 },
	{ NEED_HIGH, "alone", 1 },        { NEED_HIGH, "no-reply", 0.5 },   { MISSING_HIGH, "feelings", 2 },
	{ MISSING_HIGH, "routine", 1.5 }, { MISSING_HIGH, "people", 1 },    { MISSING_HIGH, "love", 0.5 },
	{ BOTH_LOW, "identity", 1 },      { BOTH_LOW, "interests", 1 },     { BOTH_LOW, "steadiness", 1 },
	{ BOTH_LOW, "late-wave", 0.5 },
};

/* A cue that is itself a topic (alone, night ...) speaks for that topic, others by this table: those that the check-in about an
 * urge offers, and likely words of a person's own plans. */
#define CUE_WEIGHT 2
static const struct {
	const char *cue, *topic;
} by_cue[] = {
	{ "song", "late-wave" },        { "place", "late-wave" },  { "photo", "social-media" },
	{ "seen", "social-media" },     { "argument", "anger" },   { "lonely", "alone" },
	{ "message", "no-reply" },      { "silence", "no-reply" }, { "birthday", "anniversary" },
	{ "friend", "mutual-friends" }, { "bored", "interests" },  { "tired", "sleep" },
	{ "weekend", "routine" },       { "jealous", "jealousy" }, { "stress", "work" },
};

static gboolean has(const Article *article, const char *topic)
{
	return g_strv_contains((const char *const *)article->topics, topic);
}

static double cue_weight(const Article *article, const char *cue)
{
	if (has(article, cue))
		return CUE_WEIGHT;
	for (guint i = 0; i < G_N_ELEMENTS(by_cue); i++)
		if (g_str_equal(by_cue[i].cue, cue) && has(article, by_cue[i].topic))
			return CUE_WEIGHT;
	return 0;
}

double rotation_weight(const Article *article, const Occasion *occasion)
{
	double weight = 1;

	if (!article->topics)
		return weight;
	for (guint i = 0; i < G_N_ELEMENTS(by_sign); i++)
		if (holds(by_sign[i].sign, occasion) && has(article, by_sign[i].topic))
			weight += by_sign[i].weight;
	return weight + (occasion->cue ? cue_weight(article, occasion->cue) : 0);
}

/* --- whose round it is ---------------------------------------------------------------------------- */

typedef struct Rounds {
	GHashTable *places; /* name, as `shown` holds it -> its place among what fits, from 1 */
	GPtrArray *fitting; /* of const Article */
	guint *came;        /* by place: the round in which it came last; 0: never */
	guint round, count; /* the one under way, and how many came in it */
} Rounds;

static guint place_of(const Rounds *rounds, const char *name)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(rounds->places, name));
}

/* A round is over when all have come. */
static void count_shown(Rounds *rounds, const char *name)
{
	guint place = place_of(rounds, name);

	if (!place || rounds->came[place] == rounds->round)
		return;
	rounds->came[place] = rounds->round;
	if (++rounds->count == rounds->fitting->len) {
		rounds->round++;
		rounds->count = 0;
	}
}

/* Those of the latest showings of what fits, as many as a third of it, count as if they had come in this round already. */
static void count_latest(Rounds *rounds, const Taste *taste)
{
	guint left = rounds->fitting->len / 3;

	for (guint i = taste->shown->len; i-- > 0 && left;) {
		guint place = place_of(rounds, taste->shown->pdata[i]);

		if (place)
			rounds->came[place] = rounds->round;
		left -= place > 0;
	}
}

static Rounds rounds_of(GPtrArray *fitting, const Taste *taste)
{
	Rounds rounds = { g_hash_table_new(NULL, NULL), fitting, g_new0(guint, fitting->len + 1), 1, 0 };

	for (guint i = 0; i < fitting->len; i++)
		g_hash_table_insert(rounds.places,
		                    (gpointer)taste_name(taste, ((const Article *)fitting->pdata[i])->name),
		                    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < taste->shown->len; i++)
		count_shown(&rounds, taste->shown->pdata[i]);
	count_latest(&rounds, taste);
	return rounds;
}

static void rounds_clear(Rounds *rounds)
{
	g_hash_table_unref(rounds->places);
	g_free(rounds->came);
}

static GPtrArray *fitting_of(const GPtrArray *articles, const Occasion *occasion)
{
	GPtrArray *fitting = g_ptr_array_new();

	for (guint i = 0; i < articles->len; i++)
		if (rotation_may(articles->pdata[i], occasion))
			g_ptr_array_add(fitting, articles->pdata[i]);
	return fitting;
}

static void keep_safety(GPtrArray *left, const Occasion *occasion)
{
	gboolean any = FALSE;

	for (guint i = 0; i < left->len && !any; i++)
		any = is_safety(left->pdata[i], occasion);
	for (guint i = left->len; any && i-- > 0;)
		if (!is_safety(left->pdata[i], occasion))
			g_ptr_array_remove_index(left, i);
}

static GPtrArray *candidates(const GPtrArray *articles, const Occasion *occasion, const Taste *taste)
{
	g_autoptr(GPtrArray) fitting = fitting_of(articles, occasion);
	Rounds rounds = rounds_of(fitting, taste);
	GPtrArray *left = g_ptr_array_new();

	for (guint i = 0; i < fitting->len; i++)
		if (rounds.came[i + 1] != rounds.round)
			g_ptr_array_add(left, fitting->pdata[i]);
	rounds_clear(&rounds);
	keep_safety(left, occasion);
	return left;
}

/* --- the draw ------------------------------------------------------------------------------------- */

typedef struct Lot {
	int a, b; /* Beta(a, b) */
	double weight;
	int count; /* how many articles draw from the same */
} Lot;

static Lot lot_of(const Article *article, const Occasion *occasion, const Taste *taste)
{
	const ArticlePast *past = taste_article(taste, article->name);

	return (Lot){ 1 + past->helpful, 1 + past->unhelpful, rotation_weight(article, occasion), 1 };
}

static gboolean same(const Lot *one, const Lot *other)
{
	return one->a == other->a && one->b == other->b && one->weight == other->weight;
}

/* In [0, 1): 53 bits of a keyed hash. */
static double uniform(const char *secret, gint64 moment, const char *name)
{
	g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)secret, strlen(secret));
	g_autofree char *what = g_strdup_printf("article/%" G_GINT64_FORMAT "/%s", moment, name);
	guint8 digest[32];
	gsize n = sizeof digest;
	guint64 bits = 0;

	g_hmac_update(hmac, (const guchar *)what, -1);
	g_hmac_get_digest(hmac, digest, &n);
	for (int byte = 0; byte < 8; byte++)
		bits = bits << 8 | digest[byte];
	return (double)(bits >> 11) / (double)(1ULL << 53);
}

/* How likely all others stay below this one, if its own chance is x. */
static double others_below(const GArray *lots, const Lot *mine, double x)
{
	double all = 1;

	for (guint i = 0; i < lots->len && all > 0; i++) {
		const Lot *lot = &g_array_index(lots, Lot, i);
		double below = beta_cdf(lot->a, lot->b, mine->weight * x / lot->weight);

		all *= lot->count == 1 ? below : pow(below, lot->count);
	}
	return all;
}

/* Equal ones together: most of them were never judged. Without `mine`. */
static GArray *others_of(const Lot *lots, guint n, guint mine)
{
	GArray *others = g_array_new(FALSE, FALSE, sizeof(Lot));

	for (guint i = 0; i < n; i++) {
		guint j = 0;

		while (j < others->len && !same(&g_array_index(others, Lot, j), &lots[i]))
			j++;
		if (i != mine && j < others->len)
			g_array_index(others, Lot, j).count++;
		else if (i != mine)
			g_array_append_val(others, lots[i]);
	}
	return others;
}

/* Where the density of a chance is worth a look: twelve standard deviations about its mean. */
static void span_of(const Lot *lot, double *low, double *high)
{
	double n = lot->a + lot->b, mean = lot->a / n, far = 12 * sqrt(mean * (1 - mean) / (n + 1));

	*low = MAX(mean - far, 0);
	*high = MIN(mean + far, 1);
}

static double win_probability(const Lot *lots, guint n, guint mine)
{
	g_autoptr(GArray) others = others_of(lots, n, mine);
	double sum = 0, low, high;

	span_of(&lots[mine], &low, &high);
	for (int i = 0; i <= INTERVALS; i++) {
		double x = low + (high - low) * i / INTERVALS, f = beta_density(lots[mine].a, lots[mine].b, x);
		double part = f > 0 ? f * others_below(others, &lots[mine], x) : 0;

		sum += part * (i == 0 || i == INTERVALS ? 1 : i % 2 ? 4 : 2);
	}
	return CLAMP(sum * (high - low) / (3.0 * INTERVALS), 0, 1);
}

Drawn rotation_draw(const GPtrArray *articles, const Occasion *occasion, const Taste *taste, const char *secret,
                    gint64 moment)
{
	g_autoptr(GPtrArray) left = candidates(articles, occasion, taste);
	g_autofree Lot *lots = g_new(Lot, left->len + 1);
	double best = -1;
	guint won = 0;

	for (guint i = 0; i < left->len; i++) {
		const Article *article = left->pdata[i];
		double u = uniform(secret, moment, article->name), chance;

		lots[i] = lot_of(article, occasion, taste);
		chance = lots[i].weight * beta_quantile(lots[i].a, lots[i].b, u);
		if (chance > best) {
			best = chance;
			won = i;
		}
	}
	if (!left->len)
		return (Drawn){ 0 };
	return (Drawn){ left->pdata[won], left->len > 1 ? win_probability(lots, left->len, won) : 1, (int)left->len };
}
