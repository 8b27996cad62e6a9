/* expr.h - how the `when` language is read: a cursor over one line of text, and failures that know their column. Pure. */
#pragma once
#include "core/when.h"

/* A cursor. `text` is the whole line as typed: columns count from its start, so parts of a line fail with true columns. */
typedef struct Expr {
	const char *text, *at;
	GError **error;
} Expr;

/* Sets *error (WHEN_ERROR) to "column N: MESSAGE", N being the 1-based character of `where`; always FALSE.
 * Only the first failure counts. */
gboolean expr_fail_at(const Expr *expr, WhenErrorCode code, const char *where, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
#define expr_fail(expr, ...) expr_fail_at((expr), WHEN_ERROR_SYNTAX, (expr)->at, __VA_ARGS__)

/* Passes on the failure of a part of the text that begins at `part`, with the column moved there; always FALSE.
 * `why` may be NULL, where nobody asked. */
gboolean expr_fail_within(const Expr *expr, const char *part, const GError *why);

void expr_skip_blanks(Expr *expr);
gboolean expr_accept(Expr *expr, const char *word);    /* steps over `word`, in any case, where it ends as a word */
gboolean expr_number(Expr *expr, int max, int *value); /* digits, 0..max */
gboolean expr_clock(Expr *expr, int *seconds);         /* H:MM[:SS], seconds after midnight */
char *clock_to_string(int seconds);                    /* "08:30", "08:30:05"; free it */
