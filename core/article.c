/* article.c - articles as values. */
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
	g_free(article->language);
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
