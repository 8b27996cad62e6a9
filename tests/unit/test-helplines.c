/* test-helplines.c - the lines of each country, read strictly; the person's own, read from whatever can be read. */
#include <check.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/helplines.h"
#include "core/zone.h"

#define SHARE "share/steady"

static const Paths shipped = { .share = (char *)SHARE };

#define COUNTRY "[country]\nname = Here\n"
#define LINE                                                                                                           \
	"[line a]\ntitle = A\nkind = crisis\nphone = 116 123\nhours = day and night\npage = https://a.example/x\n"     \
	"checked = 2026-11-23\n"

/* --- reading -------------------------------------------------------------------------------------- */

START_TEST(a_text_becomes_the_lines_of_a_country)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Helplines) here = helplines_parse(
		COUNTRY "emergency = 112\n" LINE "[line b]\ntitle = B\nkind = abuse\ntext = HELLO to 12345\n"
			"chat = https://b.example/chat\nhours = 9 to 17\nlanguages = Welsh\nnote = for anybody\n"
			"page = https://b.example/\nchecked = 2025-01-31\n",
		-1, "XY.ini", "xy", NULL, problems);
	const Helpline *b;

	ck_assert_ptr_nonnull(here);
	ck_assert_str_eq(here->code, "XY");
	ck_assert_str_eq(here->name, "Here");
	ck_assert_str_eq(here->emergency, "112");
	ck_assert_uint_eq(here->lines->len, 2);
	b = helplines_first(here, HELP_ABUSE);
	ck_assert_str_eq(b->title, "B");
	ck_assert_ptr_null(b->phone);
	ck_assert_str_eq(b->text, "HELLO to 12345");
	ck_assert_str_eq(b->chat, "https://b.example/chat");
	ck_assert_str_eq(b->languages, "Welsh");
	ck_assert_int_eq(b->checked, date_to_day(2025, 1, 31));
	ck_assert_int_eq(helplines_checked(here), b->checked);
}
END_TEST

static const struct {
	const char *text, *complaint;
} wrong[] = {
	{ "", "[country] is missing" },
	{ COUNTRY, "there is no [line NAME] in it" },
	{ "name = Here\n" LINE, "expected [country] ahead of everything" },
	{ "[country]\n" LINE, "country: name is missing" },
	{ COUNTRY LINE "[line a]\n", "there are two of that name" },
	{ COUNTRY LINE "[other]\n", "expected [country] or [line NAME]" },
	{ COUNTRY LINE "phnoe = 1\n", "did you mean `phone`?" },
	{ COUNTRY LINE "phone = 2\n", "it stands in line 6 already" },
	{ COUNTRY "emergency = one one two\n" LINE, "expected a number as it is dialled" },
	{ COUNTRY "[line a]\ntitle = A\nkind = crisis\nhours = x\npage = https://a.example\nchecked = 2026-11-23\n",
	  "a way to reach it is missing" },
	{ COUNTRY "[line a]\ntitle = A\nkind = crisis\nphone = 1\nhours = x\npage = https://a.example\n",
	  "checked is missing" },
	{ COUNTRY "[line a]\ntitle = A\nkind = crisis\nphone = 1\nhours = x\nchecked = 2026-11-23\n",
	  "page is missing" },
	{ COUNTRY LINE "chat = a.example\n", "expected the address of a page" },
	{ COUNTRY LINE "note =\n", "expected a few words" },
};

START_TEST(what_is_wrong_is_told_with_its_place)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Helplines) here = helplines_parse(wrong[_i].text, -1, "XY.ini", "XY", NULL, problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_ptr_null(here);
	ck_assert_msg(strstr(said, wrong[_i].complaint) != NULL, "%s\n%s", wrong[_i].text, said);
	ck_assert(g_str_has_prefix(said, "XY.ini"));
}
END_TEST

START_TEST(a_day_that_is_none_is_refused)
{
	static const char *const days[] = { "2026-02-30", "2026-13-01",  "2026-1-1",
		                            "yesterday",  "2026-11-23x", "1999-01-01" };

	for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
		g_autoptr(Problems) problems = problems_new();
		g_autofree char *text =
			g_strdup_printf(COUNTRY "[line a]\ntitle = A\nkind = crisis\nphone = 1\nhours = x\n"
		                                "page = https://a.example\nchecked = %s\n",
		                        days[i]);
		g_autoptr(Helplines) here = helplines_parse(text, -1, "XY.ini", "XY", NULL, problems);

		ck_assert_msg(here == NULL && problems_errors(problems) == 1, "%s", days[i]);
	}
}
END_TEST

/* --- how old -------------------------------------------------------------------------------------- */

START_TEST(a_list_is_old_after_a_year)
{
	static const struct {
		int days;
		gboolean old;
	} ages[] = { { 0, FALSE }, { HELPLINE_AGE, FALSE }, { HELPLINE_AGE + 1, TRUE }, { -30, FALSE } };
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Helplines) here = helplines_parse(COUNTRY LINE, -1, "XY.ini", "XY", NULL, problems);
	g_autoptr(Helplines) nothing = helplines_new("XY");

	for (guint i = 0; i < G_N_ELEMENTS(ages); i++)
		ck_assert_int_eq(helplines_are_old(here, date_to_day(2026, 11, 23) + ages[i].days), ages[i].old);
	ck_assert(!helplines_are_old(nothing, date_to_day(2026, 11, 23)));
}
END_TEST

/* --- what is shipped ------------------------------------------------------------------------------- */

START_TEST(each_shipped_line_can_be_reached_and_says_where_and_when_it_was_read)
{
	g_autoptr(Problems) problems = problems_new();
	g_auto(GStrv) codes = helplines_countries(&shipped);

	ck_assert_uint_ge(g_strv_length(codes), 10);
	for (char **code = codes; *code; code++) {
		g_autoptr(Helplines) country = helplines_load(&shipped, *code, problems);
		g_autofree char *said = problems_to_text(problems);

		ck_assert_msg(country != NULL, "%s", said);
		ck_assert_int_gt(helplines_checked(country), date_to_day(2010, 1, 1));
	}
	ck_assert_uint_eq(problems_count(problems), 0);
}
END_TEST

START_TEST(a_country_without_lines_is_none)
{
	g_autoptr(Problems) problems = problems_new();
	static const char *const codes[] = { "XX", "", "U", "../../protocols/weekly", "USA" };

	for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
		ck_assert_ptr_null(helplines_load(&shipped, codes[i], problems));
	ck_assert_uint_eq(problems_count(problems), 0);
}
END_TEST

START_TEST(a_folder_that_is_missing_has_no_countries)
{
	const Paths none = { .share = (char *)"/nonexistent" };
	g_auto(GStrv) codes = helplines_countries(&none);

	ck_assert_uint_eq(g_strv_length(codes), 0);
}
END_TEST

/* --- the person's own ------------------------------------------------------------------------------ */

static OwnHelp *own_of(const char *text)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("steady-help-XXXXXX.ini", &path, NULL);
	Paths paths = { .settings = path };
	OwnHelp *own;

	ck_assert_int_ge(fd, 0);
	g_close(fd, NULL);
	ck_assert(g_file_set_contents(path, text, -1, NULL));
	own = own_help_new(&paths);
	g_remove(path);
	return own;
}

START_TEST(ones_own_contacts_are_read_whatever_else_is_wrong)
{
	g_autoptr(OwnHelp) own =
		own_of("[steady]\nbudget = many\n[helpline sam]\nphone = 01234 567\nnonsense = 1\nhours =\n"
	               "[what is this\n[helpline empty]\n[care]\ncountry = de\nfrightened = Yes\n"
	               "[helpline ana]\ntitle = Ana\ntext = ana@a.example\n");
	const Helpline *sam, *ana;

	ck_assert_uint_eq(own->lines->len, 2);
	sam = g_ptr_array_index(own->lines, 0);
	ana = g_ptr_array_index(own->lines, 1);
	ck_assert_str_eq(sam->title, "sam");
	ck_assert_str_eq(sam->phone, "01234 567");
	ck_assert_ptr_null(sam->hours);
	ck_assert_str_eq(ana->title, "Ana");
	ck_assert_str_eq(ana->text, "ana@a.example");
	ck_assert_str_eq(own->country, "DE");
	ck_assert(own->frightened);
}
END_TEST

START_TEST(without_settings_there_is_nothing_of_ones_own)
{
	const Paths none = { .settings = (char *)"/nonexistent/steady.ini" };
	g_autoptr(OwnHelp) own = own_help_new(&none);
	g_autoptr(OwnHelp) automatic = own_of("[care]\ncountry = auto\nfrightened = no\n");

	ck_assert_uint_eq(own->lines->len, 0);
	ck_assert_ptr_null(own->country);
	ck_assert_ptr_null(automatic->country);
	ck_assert(!automatic->frightened);
}
END_TEST

/* --- where the person is --------------------------------------------------------------------------- */

START_TEST(a_locale_names_a_country)
{
	static const struct {
		const char *locale, *country;
	} cases[] = { { "de_AT.UTF-8", "AT" }, { "sr_RS@latin", "RS" }, { "en_GB", "GB" },
		      { "C.UTF-8", NULL },     { "de", NULL },          { "", NULL },
		      { NULL, NULL },          { "en_001", NULL } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *country = country_of_locale(cases[i].locale);

		ck_assert_pstr_eq(country, cases[i].country);
	}
}
END_TEST

START_TEST(a_time_zone_names_a_country_and_goes_ahead_of_the_language)
{
	g_autofree char *dir = g_dir_make_tmp("steady-help-XXXXXX", NULL),
			*tab = g_build_filename(dir, "zone.tab", NULL);
	g_autofree char *berlin = NULL, *part = NULL, *utc = NULL, *guess = NULL, *language = NULL;

	ck_assert(g_file_set_contents(
		tab, "#codes\nXB\t+1+1\tEurope/Berlin-West\nDE\t+5230+01322\tEurope/Berlin\tmost\n", -1, NULL));
	g_setenv("TZDIR", dir, TRUE);
	g_setenv("LC_ALL", "fr_CA.UTF-8", TRUE);
	berlin = country_of_zone("Europe/Berlin");
	part = country_of_zone("Europe/Ber");
	utc = country_of_zone("UTC");
	guess = country_guess("Europe/Berlin");
	language = country_guess("local");
	g_unsetenv("TZDIR");
	g_unsetenv("LC_ALL");
	g_remove(tab);
	g_rmdir(dir);
	ck_assert_str_eq(berlin, "DE");
	ck_assert_ptr_null(part);
	ck_assert_ptr_null(utc);
	ck_assert_str_eq(guess, "DE");
	ck_assert_str_eq(language, "CA");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("helplines");
	TCase *tests = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, a_text_becomes_the_lines_of_a_country);
	tcase_add_loop_test(tests, what_is_wrong_is_told_with_its_place, 0, G_N_ELEMENTS(wrong));
	tcase_add_test(tests, a_day_that_is_none_is_refused);
	tcase_add_test(tests, a_list_is_old_after_a_year);
	tcase_add_test(tests, each_shipped_line_can_be_reached_and_says_where_and_when_it_was_read);
	tcase_add_test(tests, a_country_without_lines_is_none);
	tcase_add_test(tests, a_folder_that_is_missing_has_no_countries);
	tcase_add_test(tests, ones_own_contacts_are_read_whatever_else_is_wrong);
	tcase_add_test(tests, without_settings_there_is_nothing_of_ones_own);
	tcase_add_test(tests, a_locale_names_a_country);
	tcase_add_test(tests, a_time_zone_names_a_country_and_goes_ahead_of_the_language);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
