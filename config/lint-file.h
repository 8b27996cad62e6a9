/* lint-file.h - what the checks of lint*.c share: a file taken apart, and the table they stand in. Nobody else includes it. */
#pragma once
#include "config/ini.h"
#include "config/lint.h"

/* A stretch of text as it is read, with its place. */
typedef struct LintText {
	const char *key;  /* of the head or the section; NULL: the body */
	char       *text;
	int         line; /* of its first character */
	gboolean    neutral; /* a stranger may read it */
} LintText;

/* A part of an article under a heading "## Title". */
typedef struct LintPart {
	char *title;
	char *text; /* without blanks around */
	int   line, text_line; /* of the heading, and of the first character of the text */
} LintPart;

typedef struct LintFile {
	char     *path, *name; /* name: without folder and ending */
	LintScope scope;
	gboolean  is_article;  /* else a check-in */
	const struct LintTongue *tongue; /* its language */
	char     *text;
	IniFile  *ini;         /* the head of an article, or the whole check-in; NULL: there is none */
	const char *body;      /* of an article, within `text`; NULL: not found */
	int       body_line;
	GArray   *spoken;      /* of LintText: all that the program says in its own voice (not what stands under Sources) */
	GArray   *parts;       /* of LintPart, in order */
} LintFile;

typedef struct LintCheck LintCheck;

/* What depends on a file's language (lint-tongue.c). */
typedef struct LintTongue {
	const char *code;      /* "de": the folder that its files stand in */
	const char *action, *sources; /* the titles of the closing parts */
	const char *no_study;  /* stands there where nothing is cited */
	const char *judgement; /* stands beside a source that is nobody's study */
	const char *minutes;   /* a pattern: so many minutes */
	double    (*ease)(const char *text);
	double      least_ease;
	const LintCheck *words;
} LintTongue;
struct LintCheck {
	const char *name;     /* what holds where it passes; for the reader of the table */
	gboolean    shipped;  /* only for what is shipped */
	void      (*check)(Lint *lint, const LintFile *file, const LintCheck *row);
	const char *argument; /* the check's own */
	const char *advice;
};

struct Lint {
	GPtrArray  *files;    /* of LintFile */
	GHashTable *articles, *commands; /* names */
	GHashTable *patterns; /* text -> GRegex */
	Problems   *findings;
};

LintFile *lint_file_new(const char *path, LintScope scope, char *text); /* takes the text */
void      lint_file_free(gpointer file);
const LintPart *lint_file_part(const LintFile *file, const char *title); /* the first so named; NULL: none */
void      lint_find(Lint *lint, const LintFile *file, int line, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* The first place from `*at` on where the pattern stands, in any case of letters, a blank being any white space: TRUE, the
 * line (`line` is that of the first character of text), what stands there (free it), and `*at` behind it. */
gboolean  lint_search(Lint *lint, const char *pattern, const char *text, gsize *at, int *line, char **match);

extern const LintCheck lint_article_checks[], lint_head_checks[], lint_protocol_checks[], lint_word_checks[], lint_german_checks[]; /* a NULL name ends each */
extern const LintTongue lint_tongues[]; /* English first; a NULL code ends them */
const LintTongue *lint_tongue_of(const char *path);
void lint_check_neutral(Lint *lint, const LintFile *file, const LintCheck *row);
void lint_check_words(Lint *lint, const LintFile *file, const LintCheck *row);
void lint_check_twins(Lint *lint); /* of the whole: prompt texts that occur twice */
