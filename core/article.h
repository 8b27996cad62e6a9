/* article.h - one short article: what its prompt says, what it is about, its text. config/ reads them from files. */
#pragma once
#include "core/care.h"
#include "core/protocol.h"

#define ARTICLE_PROMPTS 3 /* so many texts: one and the same wears out */

/* What an article holds that not everybody should be shown. */
typedef enum {
	ARTICLE_RECONNECTING = 1 << 0, /* speaks of getting in touch, or of starting again, as something that may be right */
	ARTICLE_CLOSURE      = 1 << 1, /* of an ending together: a last talk, things handed back */
	ARTICLE_LETTER       = 1 << 2, /* of writing to them, sent or not */
	ARTICLE_CONTACT_GOAL = 1 << 3, /* of days without contact as an aim */
	ARTICLE_SAFETY       = 1 << 4, /* for who was frightened by them */
} ArticleFlag;
#define N_ARTICLE_FLAGS 5

typedef struct Article {
	char   *name;    /* file name without ending: [a-z0-9-]+ */
	char   *title;
	Wording prompts[ARTICLE_PROMPTS]; /* the texts of the nudge, the first n_prompts; each has both wordings */
	int     n_prompts; /* 1..ARTICLE_PROMPTS once it was read */
	char  **topics;
	Stance  stance;
	guint   flags;   /* of ArticleFlag */
	int     minutes; /* reading time */
	char   *action;  /* one small thing to do */
	char   *body;    /* Markdown, UTF-8 */
	char   *language; /* "en", "de"; NULL: not known, the person's own */
	gboolean own;    /* the person wrote it, or put it there */
} Article;

const char *stance_name(Stance stance);                 /* "any", "left", "leaving" */
const char *article_flag_name(int bit);                 /* of 1 << bit: "reconnecting", ...; 0 <= bit < N_ARTICLE_FLAGS */
void article_free(Article *article);
gboolean article_has_topic(const Article *article, char **topics); /* topics NULL or empty: any will do */
const Article *articles_find(const GPtrArray *articles, const char *name); /* NULL: none */
/* What the nudge says at its n-th showing (from 0): the texts take turns. */
const Wording *article_prompt(const Article *article, gint64 turn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Article, article_free)
