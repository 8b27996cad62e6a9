#include "tests/fuzz/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/when.h"

const FuzzTarget fuzz_targets[] = {
	{ "calendar", "when", 200, fuzz_calendar },
	{ "except", "when", 200, fuzz_except },
	{ "when", "when", 200, fuzz_when },
	{ "span", "span", 60, fuzz_span },
	{ "hours", "span", 40, fuzz_hours },
	{ "settings", "settings", 1500, fuzz_settings },
	{ "edit", "settings", 800, fuzz_edit },
	{ "protocol", "protocol", 2000, fuzz_protocol },
	{ "article", "article", 1500, fuzz_article },
	{ "helplines", "helplines", 1000, fuzz_helplines },
	{ NULL },
};

const FuzzTarget *fuzz_target_find(const char *name)
{
	for (const FuzzTarget *target = fuzz_targets; target->name; target++)
		if (g_strcmp0(target->name, name) == 0)
			return target;
	return NULL;
}

void fuzz_fail(const char *file, int line, const char *condition, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

guint64 fuzz_seed(const char *text, gsize length)
{
	guint64 seed = 14695981039346656037ull; /* FNV-1a */

	for (gsize i = 0; i < length; i++)
		seed = (seed ^ (guchar)text[i]) * 1099511628211ull;
	return seed;
}

/* splitmix64 */
guint64 fuzz_draw(guint64 *seed)
{
	guint64 bits = *seed += 0x9e3779b97f4a7c15ull;

	bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9ull;
	bits = (bits ^ bits >> 27) * 0x94d049bb133111ebull;
	return bits ^ bits >> 31;
}

gint64 fuzz_between(guint64 *seed, gint64 from, gint64 to)
{
	return from + (gint64)(fuzz_draw(seed) % ((guint64)(to - from) + 1));
}

gboolean fuzz_asks_why(const char *text, gsize length)
{
	const char *space = strrchr(text, ' ');

	return !space || !g_ascii_isalpha(space[1]) || fuzz_seed(text, length) % 16 == 0;
}

void fuzz_check_refusal(const char *text, const GError *error)
{
	gboolean valid = g_utf8_validate(text, -1, NULL);
	int column;

	fuzz_must(error && error->domain == WHEN_ERROR, "refused without a reason");
	column = when_error_column(error);
	fuzz_must(column >= 1, "no column in: %s", error->message);
	fuzz_must(column <= (int)strlen(text) + 1, "column %d is behind the end", column);
	fuzz_must(!valid || column <= g_utf8_strlen(text, -1) + 1, "column %d is behind the end", column);
	fuzz_must(!valid || g_utf8_validate(error->message, -1, NULL), "the message is not UTF-8: %s", error->message);
}

gboolean fuzz_shows(const char *words)
{
	if (!*words || !g_utf8_validate(words, -1, NULL))
		return FALSE;
	for (; *words; words = g_utf8_next_char(words))
		if (*words != '\t' && g_unichar_iscntrl(g_utf8_get_char(words)))
			return FALSE;
	return TRUE;
}

static int count_lines(const char *text)
{
	int lines = 1;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

void fuzz_check_problems(const char *text, const Problems *problems)
{
	int lines = count_lines(text);

	for (guint i = 0; i < problems_count(problems); i++) {
		const Problem *problem = problems_get(problems, i);

		fuzz_must(problem->line >= 0 && problem->line <= lines, "line %d of %d", problem->line, lines);
		fuzz_must(fuzz_shows(problem->message), "%s", problem->message);
		fuzz_must(!problem->key || fuzz_shows(problem->key), "%s", problem->key);
		fuzz_must(problem->column == 0 ||
		                  (problem->value && problem->column <= g_utf8_strlen(problem->value, -1) + 1),
		          "column %d of %s", problem->column, problem->value);
	}
}
