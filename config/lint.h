/* lint.h - whether what people are to read is fit for it: articles and check-ins, each held against a table of checks
 * (lint-head.c, lint-article.c, lint-protocol.c, lint-words.c). Silent; findings are Problems, each with its file and line. */
#pragma once
#include "config/problem.h"

/* What is shipped is held against every check; what a person wrote for themself only against those that keep it working and
 * discreet: which topics, how long and in which words is theirs to choose. */
typedef enum { LINT_SHIPPED, LINT_OWN } LintScope;

#define LINT_EASE 70 /* the least reading ease of an article (reading-ease.h): "fairly easy" */
#define LINT_EASE_GERMAN 65

typedef struct Lint Lint;

Lint    *lint_new(void);
void     lint_free(Lint *lint); /* NULL is fine */
/* What may be named: articles (beside those that are added) and the program's commands. Without commands, any will do. */
void     lint_know_article(Lint *lint, const char *name);
void     lint_know_command(Lint *lint, const char *name);
/* A file *.md or *.ini, or a folder that is searched for both, below too. FALSE and *error when it cannot be read. */
gboolean lint_add(Lint *lint, const char *path, LintScope scope, GError **error);
void     lint_add_text(Lint *lint, const char *path, const char *text, LintScope scope); /* as if it stood in that file (*.md, *.ini) */
guint    lint_count(const Lint *lint); /* how many files were added */
/* Runs the checks; once. Each check of each file counts as one, and so does each of the whole. The caller frees. */
Problems *lint_run(Lint *lint, guint *passed, guint *failed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lint, lint_free)
