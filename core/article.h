/* article.h - one short article: what its prompt says, what it is about, its text. config/ reads them from files. */
#pragma once
#include "core/protocol.h"

typedef struct Article {
	char   *name;    /* file name without ending: [a-z0-9-]+ */
	char   *title;
	Wording prompt;  /* the text of the nudge */
	char  **topics;
	int     minutes; /* reading time */
	char   *action;  /* one small thing to do */
	char   *body;    /* Markdown, UTF-8 */
} Article;

void article_free(Article *article);
gboolean article_has_topic(const Article *article, char **topics); /* topics NULL or empty: any will do */
const Article *articles_find(const GPtrArray *articles, const char *name); /* NULL: none */

/* Rotation: of the articles that fit, the one whose last showing lies furthest back (never shown first); ties fall by a
 * draw keyed by (secret, now's day), so that two installations differ. `seen`: name -> gint64*. NULL when none fits. */
const Article *articles_choose(const GPtrArray *articles, char **topics, GHashTable *seen, const char *secret, int day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Article, article_free)
