/* fuzz.h - targets for input that nobody thought of. Each takes any bytes and aborts where something that must always hold
 * does not. `make fuzz` has clang invent the input; the unit test test-corpus gives every kept input to its target once. */
#pragma once
#include "config/problem.h"

typedef struct FuzzTarget {
	const char *name;     /* tests/fuzz/corpus/NAME holds what it begins with */
	const char *language; /* tests/fuzz/LANGUAGE.dict holds its words */
	int         longest;  /* bytes of an input worth inventing */
	void      (*run)(const char *text, gsize length); /* a NUL stands behind the text, and may stand in it */
} FuzzTarget;

extern const FuzzTarget fuzz_targets[]; /* ends with a NULL name */
const FuzzTarget *fuzz_target_find(const char *name); /* NULL: none */

void fuzz_calendar(const char *text, gsize length);
void fuzz_except(const char *text, gsize length);
void fuzz_when(const char *text, gsize length);
void fuzz_span(const char *text, gsize length);
void fuzz_hours(const char *text, gsize length);
void fuzz_settings(const char *text, gsize length);
void fuzz_edit(const char *text, gsize length);
void fuzz_protocol(const char *text, gsize length);
void fuzz_article(const char *text, gsize length);
void fuzz_helplines(const char *text, gsize length);

/* Ends the program with the words of printf, the condition and its place. */
#define fuzz_must(condition, ...)                                                                                      \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			fuzz_fail(__FILE__, __LINE__, #condition, "  " __VA_ARGS__);                                    \
	} while (0)
void fuzz_fail(const char *file, int line, const char *condition, const char *format, ...)
	G_GNUC_PRINTF(4, 5) G_GNUC_NORETURN;

/* Random numbers that follow from the input alone. */
guint64 fuzz_seed(const char *text, gsize length);
guint64 fuzz_draw(guint64 *seed);
gint64  fuzz_between(guint64 *seed, gint64 from, gint64 to); /* from <= it <= to */

/* Whether to ask why a line was refused. A word at its end may be meant as a time zone, and the nearest of all installed
 * ones takes so long to find that only one in sixteen of such lines is asked about. */
gboolean fuzz_asks_why(const char *text, gsize length);
/* Of a `when` line that was refused: what the error must be. */
void fuzz_check_refusal(const char *text, const GError *error);

gboolean fuzz_shows(const char *words); /* not empty, UTF-8, no control characters but the tab */
/* Of a text that was read: each problem has its place in it and words that can be shown. */
void fuzz_check_problems(const char *text, const Problems *problems);
