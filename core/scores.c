#include "core/scores.h"
#include "core/i18n.h"

#include <math.h>
#include <string.h>

typedef struct Sample {
	const char *sign;
	gint64 at;
	double value;
} Sample;

/* --- the answers that count --------------------------------------------------------------------------- */

double score_hundred(const char *value, int number)
{
	char reading[16];
	gboolean scale;

	g_snprintf(reading, sizeof reading, "%d", number);
	scale = number <= 10 && !g_strcmp0(value, reading);
	return CLAMP(number * (scale ? 10 : 1), 0, 100);
}

/* By sign, then by moment: sums come out the same whatever the order was. */
static gint by_sign(gconstpointer a, gconstpointer b)
{
	const Sample *x = a, *y = b;
	int order = strcmp(x->sign, y->sign);

	if (order)
		return order;
	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->value > y->value) - (x->value < y->value);
}

static GArray *samples_of(const GArray *responses, const char *score, gint64 until)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Sample));

	for (guint i = 0; i < responses->len; i++) {
		const ResponseFact *fact = &g_array_index(responses, ResponseFact, i);
		Sample sample = { fact->item ? fact->item : "", fact->at, 0 };

		if (g_strcmp0(fact->score, score) || fact->number < 0 || !fact->value || fact->at >= until)
			continue;
		sample.value = score_hundred(fact->value, fact->number);
		g_array_append_val(found, sample);
	}
	g_array_sort(found, by_sign);
	return found;
}

/* --- weights --------------------------------------------------------------------------------------------- */

static double fade(gint64 from, gint64 to)
{
	return exp2(-(double)(to - from) / DAYS(1) / SCORE_HALF_LIFE);
}

/* Of samples of one sign, sorted: the sum of their weights. */
static double weigh(const Sample *samples, guint n, double *mean)
{
	double weights = 0, sum = 0;

	for (guint i = 0; i < n; i++) {
		double weight = fade(samples[i].at, samples[n - 1].at);

		weights += weight;
		sum += weight * samples[i].value;
	}
	*mean = sum / weights;
	return weights;
}

static guint run_length(const GArray *samples, guint from)
{
	const Sample *all = (const Sample *)(void *)samples->data;
	guint to = from;

	while (to < samples->len && strcmp(all[to].sign, all[from].sign) == 0)
		to++;
	return to - from;
}

static void add_sign(Score *score, const Sample *samples, guint n)
{
	Sign *sign = &score->signs[score->n_signs++];

	g_strlcpy(sign->name, samples[0].sign, sizeof sign->name);
	sign->n = (int)n;
	sign->last = samples[n - 1].value;
	sign->last_at = samples[n - 1].at;
	weigh(samples, n, &sign->value);
	score->n += sign->n;
	if (sign->last_at >= score->last_at || score->n_signs == 1) {
		score->last = sign->last;
		score->last_at = sign->last_at;
	}
}

static double mean_of_signs(const Score *score)
{
	double weights = 0, sum = 0;

	for (int i = 0; i < score->n_signs; i++) {
		double weight = fade(score->signs[i].last_at, score->last_at);

		weights += weight;
		sum += weight * score->signs[i].value;
	}
	return sum / weights;
}

/* Each answer weighs as much as it did in the score: its share within its sign, times the share of the sign. */
static double spread_of(const Score *score, const GArray *samples)
{
	double weights = 0, squares = 0, unused;
	guint from = 0;

	for (int i = 0; i < score->n_signs; i++) {
		const Sample *run = &g_array_index(samples, Sample, from);
		guint n = run_length(samples, from);
		double share = fade(score->signs[i].last_at, score->last_at), all = weigh(run, n, &unused);

		for (guint j = 0; j < n; j++) {
			double off = run[j].value - score->value;

			squares += share * fade(run[j].at, run[n - 1].at) / all * off * off;
		}
		weights += share;
		from += n;
	}
	return sqrt(squares / weights);
}

Score score_of(const GArray *responses, const char *name, gint64 until)
{
	g_autoptr(GArray) samples = samples_of(responses, name, until);
	Score score = { 0 };

	for (guint from = 0; from < samples->len && score.n_signs < SCORE_SIGNS;) {
		guint n = run_length(samples, from);

		add_sign(&score, &g_array_index(samples, Sample, from), n);
		from += n;
	}
	if (!score.n)
		return score;
	score.value = mean_of_signs(&score);
	score.spread = spread_of(&score, samples);
	return score;
}

/* --- over time --------------------------------------------------------------------------------------------- */

void score_weeks(const GArray *responses, const char *name, gint64 now, int weeks[SCORE_WEEKS])
{
	for (int i = 0; i < SCORE_WEEKS; i++) {
		Score score = score_of(responses, name, now - DAYS(7) * (SCORE_WEEKS - 1 - i) + 1);

		weeks[i] = score.n ? (int)lround(score.value) : -1;
	}
}

static const Sign *find_sign(const Score *score, const char *name)
{
	for (int i = 0; i < score->n_signs; i++)
		if (strcmp(score->signs[i].name, name) == 0)
			return &score->signs[i];
	return NULL;
}

gboolean score_rises(const GArray *responses, const char *sign, gint64 now, gint64 span, double points, int answers)
{
	Score before = score_of(responses, "need", now - span), after = score_of(responses, "need", TIME_NEVER);
	const Sign *then = find_sign(&before, sign), *here = find_sign(&after, sign);

	return then && here && then->n >= answers && here->n - then->n >= answers &&
	       here->value - then->value >= points;
}

const char *sign_in_words(const char *name)
{
	static const struct {
		const char *name, *words;
	} signs[] = {
		{ "missing-calm", N_("sad, without panic") },
		{ "missing-life", N_("daily life works") },
		{ "missing-both", N_("good and hard parts both in view") },
		{ "missing-open", N_("open to growth, whatever happens") },
		{ "need-alone", N_("afraid of being alone more than of losing them") },
		{ "need-reply", N_("mood hangs on their reply") },
		{ "need-now", N_("must be in touch at once") },
		{ "need-picture", N_("no happiness pictured without them") },
	};

	for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
		if (strcmp(signs[i].name, name) == 0)
			return signs[i].words;
	return NULL;
}
