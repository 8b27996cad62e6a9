/* test-text.c - text for terminals: harmless, measured, wrapped. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

static const struct {
	const char *text, *want;
} dirty[] = {
	{ "plain, with ä, 漢字 and 🙂", "plain, with ä, 漢字 and 🙂" },
	{ "two\nlines", "two\nlines" },
	{ "\033[2J\033]0;title\007gone", "[2J]0;titlegone" }, /* nothing is left that a terminal obeys */
	{ "a\tb\rc\x7f", "a bc" },
	{ "\xc2\x9b"
	  "31mred",
	  "31mred" }, /* CSI as one C1 character */
	{ "abc\xe2\x80\xae"
	  "fed",
	  "abcfed" },                         /* right-to-left override */
	{ "\xe2\x81\xa6x\xe2\x81\xa9", "x" }, /* isolates */
	{ "bad \xff\xfe bytes", "bad \xef\xbf\xbd\xef\xbf\xbd bytes" },
	{ "", "" },
};
START_TEST(cleaned_text_holds_nothing_that_a_terminal_obeys)
{
	g_autofree char *clean = text_clean(dirty[_i].text);

	ck_assert_str_eq(clean, dirty[_i].want);
}
END_TEST

static const struct {
	const char *text;
	int want;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "äöü", 3 },
	{ "漢字", 4 },
	{ "e\xcc\x81", 1 },
	{ "🙂", 2 },
	{ "a\x01"
	  "b",
	  2 },
};
START_TEST(wide_characters_take_two_columns_and_combining_ones_none)
{
	ck_assert_int_eq(text_columns(widths[_i].text, -1), widths[_i].want);
}
END_TEST

static const struct {
	const char *text;
	int columns;
	const char *first, *rest, *want;
} wraps[] = {
	{ "one two three four five six", 20, "", "", "one two three four\nfive six" },
	{ "one two three four five six", 20, "• ", "  ", "• one two three four\n  five six" },
	{ "one   two", 20, "", "", "one two" },
	{ "hard\nbreak", 20, "", "> ", "hard\n> break" },
	{ "exactly twenty cols!", 20, "", "", "exactly twenty cols!" },
	{ "exactly twenty colsss!", 20, "", "", "exactly twenty\ncolsss!" },
	{ "averyveryverylongwordindeed", 20, "", "", "averyveryverylongwor\ndindeed" },
	{ "so averyveryverylongwordindeed", 20, "", "", "so\naveryveryverylongwor\ndindeed" },
	{ "漢字漢字漢字漢字漢字漢字", 20, "", "", "漢字漢字漢字漢字漢字\n漢字" },
	{ "a b", 3, "", "", "a b" }, /* never narrower than twenty */
	{ "", 20, "- ", "", "- " },
};
START_TEST(a_paragraph_is_wrapped_between_words)
{
	g_autofree char *text = text_wrap(wraps[_i].text, wraps[_i].columns, wraps[_i].first, wraps[_i].rest);

	ck_assert_str_eq(text, wraps[_i].want);
}
END_TEST

/* What is left when blanks and newlines are gone. */
static char *squeeze(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text++)
		if (!strchr(" \n", *text))
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

static char *random_words(GRand *dice)
{
	static const char *const parts[] = { " ",           " ",    "\n",        "word", "ä", "漢",
		                             "longer-word", "\x01", "e\xcc\x81", "🙂", "." };
	GString *text = g_string_new(NULL);

	for (int n = g_rand_int_range(dice, 0, 120); n > 0; n--)
		g_string_append(text, parts[g_rand_int_range(dice, 0, G_N_ELEMENTS(parts))]);
	return g_string_free(text, FALSE);
}

START_TEST(wrapping_keeps_every_character_and_every_width)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	g_autofree char *text = random_words(dice);
	int columns = g_rand_int_range(dice, 20, 100);
	g_autofree char *wrapped = text_wrap(text, columns, "", "");
	g_autofree char *before = squeeze(text), *after = squeeze(wrapped);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);

	ck_assert_str_eq(before, after);
	for (char **line = lines; *line; line++)
		ck_assert_int_le(text_columns(*line, -1), columns);
}
END_TEST

START_TEST(random_bytes_become_harmless_text)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	char bytes[400] = "";
	g_autofree char *clean = NULL;

	for (guint i = 0; i + 1 < sizeof bytes; i++)
		bytes[i] = (char)g_rand_int_range(dice, 1, 256);
	clean = text_clean(bytes);
	ck_assert(g_utf8_validate(clean, -1, NULL));
	for (const char *p = clean; *p; p = g_utf8_next_char(p))
		ck_assert(*p == '\n' || !g_unichar_iscntrl(g_utf8_get_char(p)));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *tests = tcase_create("text");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, cleaned_text_holds_nothing_that_a_terminal_obeys, 0, G_N_ELEMENTS(dirty));
	tcase_add_loop_test(tests, wide_characters_take_two_columns_and_combining_ones_none, 0, G_N_ELEMENTS(widths));
	tcase_add_loop_test(tests, a_paragraph_is_wrapped_between_words, 0, G_N_ELEMENTS(wraps));
	tcase_add_loop_test(tests, wrapping_keeps_every_character_and_every_width, 0, 100);
	tcase_add_loop_test(tests, random_bytes_become_harmless_text, 0, 100);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
