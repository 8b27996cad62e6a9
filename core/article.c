/* article.c - articles as values, and the rotation that chooses the next one. */
#include "core/article.h"

#include <string.h>

static const char *const stance_names[N_STANCES] = {
	[STANCE_ANY] = "any",
	[STANCE_LEFT] = "left",
	[STANCE_LEAVING] = "leaving",
};

static const char *const flag_names[N_ARTICLE_FLAGS] = { "reconnecting", "closure", "letter", "contact-goal",
	                                                 "safety" };

const char *stance_name(Stance stance)
{
	return stance_names[stance];
}

const char *article_flag_name(int bit)
{
	return flag_names[bit];
}

void article_free(Article *article)
{
	if (!article)
		return;
	g_free(article->name);
	g_free(article->title);
	for (int i = 0; i < ARTICLE_PROMPTS; i++) {
		g_free(article->prompts[i].neutral);
		g_free(article->prompts[i].open);
	}
	g_strfreev(article->topics);
	g_free(article->action);
	g_free(article->body);
	g_free(article);
}

gboolean article_has_topic(const Article *article, char **topics)
{
	if (!topics || !*topics)
		return TRUE;
	for (; *topics; topics++)
		if (article->topics && g_strv_contains((const char *const *)article->topics, *topics))
			return TRUE;
	return FALSE;
}

const Article *articles_find(const GPtrArray *articles, const char *name)
{
	for (guint i = 0; i < articles->len; i++) {
		const Article *article = g_ptr_array_index(articles, i);

		if (g_str_equal(article->name, name))
			return article;
	}
	return NULL;
}

const Wording *article_prompt(const Article *article, gint64 turn)
{
	return &article->prompts[turn % MAX(article->n_prompts, 1)];
}

/* Microseconds when it was last shown; G_MININT64: never. */
static gint64 last_seen(GHashTable *seen, const Article *article)
{
	const gint64 *at = seen ? g_hash_table_lookup(seen, article->name) : NULL;

	return at ? *at : G_MININT64;
}

/* A keyed hash: without the secret nobody can tell which article a day brings, and two installations differ. */
static char *lot(const Article *article, const char *secret, int day)
{
	g_autofree char *what = g_strdup_printf("article/%d/%s", day, article->name);

	return g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)secret, strlen(secret), what, -1);
}

const Article *articles_choose(const GPtrArray *articles, char **topics, GHashTable *seen, const char *secret, int day)
{
	const Article *best = NULL;
	g_autofree char *best_lot = NULL;
	gint64 best_seen = 0;

	for (guint i = 0; i < articles->len; i++) {
		const Article *article = g_ptr_array_index(articles, i);
		gint64 at = last_seen(seen, article);
		g_autofree char *drawn = NULL;

		if (!article_has_topic(article, topics) || (best && at > best_seen))
			continue;
		drawn = lot(article, secret, day);
		if (best && at == best_seen && strcmp(drawn, best_lot) >= 0)
			continue;
		best = article;
		best_seen = at;
		g_free(best_lot);
		best_lot = g_steal_pointer(&drawn);
	}
	return best;
}
