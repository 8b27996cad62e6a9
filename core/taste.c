/* taste.c - what the past says to the choice of an article. */
#include "core/taste.h"

#include <math.h>

#include "core/scores.h"

Taste *taste_new(void)
{
	Taste *taste = g_new0(Taste, 1);

	taste->articles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	taste->shown = g_ptr_array_new();
	taste->rehearsed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return taste;
}

void taste_free(Taste *taste)
{
	if (!taste)
		return;
	g_hash_table_unref(taste->articles);
	g_ptr_array_unref(taste->shown);
	g_hash_table_unref(taste->rehearsed);
	g_free(taste->cue);
	g_free(taste);
}

/* --- articles ------------------------------------------------------------------------------------- */

const ArticlePast *taste_article(const Taste *taste, const char *name)
{
	static const ArticlePast never = { .last = G_MININT64 };
	const ArticlePast *past = g_hash_table_lookup(taste->articles, name);

	return past ? past : &never;
}

static ArticlePast *article_of(Taste *taste, const char *name)
{
	ArticlePast *past = g_hash_table_lookup(taste->articles, name);

	if (past)
		return past;
	past = g_new0(ArticlePast, 1);
	past->last = G_MININT64;
	g_hash_table_insert(taste->articles, g_strdup(name), past);
	return past;
}

const char *taste_name(const Taste *taste, const char *name)
{
	gpointer kept;

	return g_hash_table_lookup_extended(taste->articles, name, &kept, NULL) ? kept : name;
}

void taste_add_shown(Taste *taste, const char *name, gint64 at)
{
	ArticlePast *past = article_of(taste, name);
	gpointer kept;

	past->times++;
	past->last = MAX(past->last, at);
	g_hash_table_lookup_extended(taste->articles, name, &kept, NULL);
	g_ptr_array_add(taste->shown, kept);
}

void taste_drop_shown(Taste *taste, const char *name)
{
	const char *kept = taste_name(taste, name);

	for (guint i = taste->shown->len; i-- > 0;)
		if (taste->shown->pdata[i] == kept) {
			g_ptr_array_remove_index(taste->shown, i);
			article_of(taste, name)->times--;
			return;
		}
}

void taste_add_helped(Taste *taste, const char *name, gboolean helpful)
{
	ArticlePast *past = article_of(taste, name);

	past->helpful += helpful;
	past->unhelpful += !helpful;
}

/* --- plans ---------------------------------------------------------------------------------------- */

gint64 taste_rehearsed(const Taste *taste, const char *plan)
{
	const gint64 *at = g_hash_table_lookup(taste->rehearsed, plan);

	return at ? *at : G_MININT64;
}

void taste_add_rehearsed(Taste *taste, const char *plan, gint64 at)
{
	gint64 last = MAX(at, taste_rehearsed(taste, plan));

	g_hash_table_insert(taste->rehearsed, g_strdup(plan), g_memdup2(&last, sizeof last));
}

/* --- how things stand ----------------------------------------------------------------------------- */

void taste_set_cue(Taste *taste, const char *cue, gint64 at)
{
	g_free(taste->cue);
	taste->cue = g_strdup(cue);
	taste->cue_at = at;
}

const char *taste_cue(const Taste *taste, gint64 now)
{
	return taste->cue && now - taste->cue_at <= TASTE_CUE_LASTS ? taste->cue : NULL;
}

void taste_add_score(Taste *taste, ScoreKind kind, double value, gint64 at)
{
	double days = (double)MAX(at - taste->scores[kind].at, 0) / DAYS(1);
	double fade = taste->scores[kind].weight > 0 ? exp2(-days / SCORE_HALF_LIFE) : 0;

	taste->scores[kind].sum = taste->scores[kind].sum * fade + CLAMP(value, 0, 100);
	taste->scores[kind].weight = taste->scores[kind].weight * fade + 1;
	taste->scores[kind].at = MAX(at, taste->scores[kind].at);
}

void taste_add_answer(Taste *taste, const char *score, const char *value, int number, gint64 at)
{
	gboolean need = !g_strcmp0(score, "need");

	if (value && number >= 0 && (need || !g_strcmp0(score, "missing")))
		taste_add_score(taste, need ? SCORE_NEED : SCORE_MISSING, score_hundred(value, number), at);
}

double taste_score(const Taste *taste, ScoreKind kind)
{
	return taste->scores[kind].weight > 0 ? taste->scores[kind].sum / taste->scores[kind].weight : -1;
}

/* -------------------------------------------------------------------------------------------------- */

void taste_take(Taste *taste, Taste *from)
{
	GHashTableIter iter;
	gpointer name, past;

	g_hash_table_iter_init(&iter, from->articles);
	while (g_hash_table_iter_next(&iter, &name, &past)) {
		ArticlePast *mine = article_of(taste, name);

		mine->helpful = ((const ArticlePast *)past)->helpful;
		mine->unhelpful = ((const ArticlePast *)past)->unhelpful;
	}
	g_hash_table_unref(taste->rehearsed);
	taste->rehearsed = g_hash_table_ref(from->rehearsed);
	taste_set_cue(taste, from->cue, from->cue_at);
	for (int kind = 0; kind < N_SCORES; kind++)
		taste->scores[kind] = from->scores[kind];
}
