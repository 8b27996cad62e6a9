#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/helplines.h"

static void check_words(const char *text, gboolean needed)
{
	fuzz_must(text || !needed);
	fuzz_must(!text || (*text && g_utf8_validate(text, -1, NULL) && g_utf8_strlen(text, -1) <= 300), "%s", text);
}

/* What a person would dial, open or write to. */
static void check_line(const Helpline *line)
{
	check_words(line->title, TRUE);
	check_words(line->hours, TRUE);
	check_words(line->page, TRUE);
	check_words(line->languages, FALSE);
	check_words(line->note, FALSE);
	check_words(line->text, FALSE);
	fuzz_must(line->phone || line->text || line->chat);
	fuzz_must(!line->phone || strspn(line->phone, "0123456789 +-*#()") == strlen(line->phone), "%s", line->phone);
	fuzz_must(g_str_has_prefix(line->page, "http") && !strpbrk(line->page, " \"<>"), "%s", line->page);
	fuzz_must(line->kind >= 0 && line->kind < N_HELP && line->checked > 0);
}

void fuzz_helplines(const char *text, gsize length)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Helplines) country = helplines_parse(text, (gssize)length, "XY.ini", "XY", NULL, problems);

	fuzz_must(!country == (problems_errors(problems) > 0));
	fuzz_check_problems(text, problems);
	if (!country)
		return;
	check_words(country->name, TRUE);
	fuzz_must(country->lines->len > 0 && helplines_checked(country) > 0);
	for (guint i = 0; i < country->lines->len; i++)
		check_line(g_ptr_array_index(country->lines, i));
}
