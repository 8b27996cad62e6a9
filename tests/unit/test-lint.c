/* test-lint.c - each check of articles and check-ins fails where it should, says where, and passes what is good. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/lint.h"
#include "config/lint-file.h"
#include "config/reading-ease.h"

#define FIFTY                                                                                                          \
	"You get up and make some tea. The cup is warm in your hand. You look out at the rain and the\n"               \
	"street. A dog runs by. You sit down for a bit and think of what the day may hold. There is work\n"            \
	"to do, and then a walk, and then some food on the stove.\n\n"
#define HARD                                                                                                           \
	"Notwithstanding considerable meteorological uncertainty, municipal authorities nevertheless\n"                \
	"deliberated comprehensively regarding infrastructural considerations necessitating\n"                         \
	"interdepartmental coordination, institutional accountability, organisational transparency and\n"              \
	"environmental sustainability, notwithstanding predominantly irreconcilable contradictions.\n\n"

static const char good[] =
	"---\n"
	"title = A short walk\n"
	"neutral = Something for a quiet hour\n"
	"neutral = A page for the way home\n"
	"neutral = Four minutes of reading\n"
	"open = They are gone, and the street is still there\n"
	"open = The walk that was yours together\n"
	"open = What to do at the hour they used to call\n"
	"topics = routine, evening\n"
	"stance = any\n"
	"flags = none\n"
	"minutes = 3\n"
	"action = Walk once round the block and look at three doors.\n"
	"---\n"
	"\n" FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY
	"See [the other one](other.md) and `steady help`, or [the web](https://example.org/a).\n"
	"\n"
	"## One thing to do\n"
	"\n"
	"Put on your shoes and walk once round the block. Look at three doors, and say to yourself what\n"
	"they are made of. It takes ten minutes.\n"
	"\n"
	"## Sources\n"
	"\n"
	"- Somebody A. (2016). A paper on walks.\n"
	"  https://example.org/walks\n"
	"- The rest is experience and judgement.\n";

static const char protocol[] = "[protocol]\n"
			       "title = A short check-in\n"
			       "title-open = About the urge\n"
			       "[item one]\n"
			       "type = yesno\n"
			       "ask = Is it there?\n"
			       "ask-open = Do you miss them?\n"
			       "label.yes = It is\n"
			       "label-open.yes = I miss them\n"
			       "next = end\n";

/* --- a folder for a test -------------------------------------------------------------------------- */

static char *dir;

static void make_dir(void)
{
	dir = g_dir_make_tmp("steady-lint-XXXXXX", NULL);
}

static void put(const char *name, const char *text, gssize length)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	ck_assert(g_file_set_contents(path, text, length, NULL));
}

static void drop_dir(void)
{
	g_autoptr(GDir) list = g_dir_open(dir, 0, NULL);

	for (const char *name; (name = g_dir_read_name(list));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		unlink(path);
	}
	rmdir(dir);
	g_free(dir);
}

static char *replaced(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);

	ck_assert_msg(at != NULL, "'%s' is not in the text", old);
	return g_strdup_printf("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static Problems *run(LintScope scope, guint *passed, guint *failed)
{
	g_autoptr(Lint) lint = lint_new();
	g_autoptr(GError) error = NULL;

	lint_know_article(lint, "other");
	lint_know_command(lint, "help");
	ck_assert_msg(lint_add(lint, dir, scope, &error), "%s", error ? error->message : "");
	return lint_run(lint, passed, failed);
}

/* The line "FILE:LINE: " with that word in it; the test fails when there is none. */
static void expect(const char *said, const char *file, int line, const char *word)
{
	g_autofree char *place = g_strdup_printf("%s/%s:%d: ", dir, file, line);
	g_auto(GStrv) lines = g_strsplit(said, "\n", -1);

	for (char **each = lines; *each; each++)
		if (g_str_has_prefix(*each, place) && strstr(*each, word))
			return;
	ck_abort_msg("expected %s…%s, found\n%s", place, word, said);
}

/* -------------------------------------------------------------------------------------------------- */

START_TEST(what_is_good_passes_every_check)
{
	guint passed, failed;
	g_autoptr(Problems) found = NULL;
	g_autofree char *said = NULL;

	put("a-walk.md", good, -1);
	put("short.ini", protocol, -1);
	found = run(LINT_SHIPPED, &passed, &failed);
	said = problems_to_text(found);
	ck_assert_str_eq(said, "");
	ck_assert_uint_eq(failed, 0);
	ck_assert_uint_gt(passed, 40);
}
END_TEST

static const struct {
	const char *old, *new;
	int line;
	const char *says;
	gboolean own; /* found in a person's own article too */
} faults[] = {
	{ "title = A short walk\n", "titel = A short walk\n", 2, "did you mean `title`", TRUE },
	{ "title = A short walk\n", "", 1, "title 0 times" },
	{ "neutral = Four minutes of reading\n", "", 3, "neutral 2 times; expected 3" },
	{ "stance = any\n", "", 1, "stance 0 times" },
	{ "stance = any\n", "stance = her\n", 10, "any, left or leaving", TRUE },
	{ "flags = none\n", "", 1, "flags 0 times" },
	{ "A short walk", "A walk that has a title that goes on and on and on, far too long for one", 2, "at most 60" },
	{ "A page for the way home", "A page; and more", 4, "comment mark" },
	{ "evening\n", "evening, cooking\n", 9, "'cooking' is none of the topics" },
	{ "minutes = 3", "minutes = 9", 12, "expected 2 to 6" },
	{ "Four minutes of reading", "About your breakup", 5, "'breakup'", TRUE },
	{ "Four minutes of reading", "When you miss somebody", 5, "'miss'", TRUE },
	{ "Four minutes of reading", "They left", 5, "'They'", TRUE },
	{ "Four minutes of reading", "For an urge", 5, "'urge'", TRUE },
	{ "Four minutes of reading", "Sad songs", 5, "'Sad'", TRUE },
	{ FIFTY FIFTY FIFTY, "", 15, "words; expected 400 to 900" },
	{ FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY, HARD HARD HARD HARD HARD HARD HARD HARD, 15,
	  "the reading ease is" },
	{ "A dog runs by.", "A dog runs by, and behind it a cat, and behind that a child who has lost a shoe.", 17,
	  "more than 100 characters" },
	{ "## One thing to do", "## Two things", 15, "expected the last two parts" },
	{ "Look at three doors, and say to yourself what\nthey are made of. It takes ten minutes.", "", 50,
	  "expected 15 to 120" },
	{ "It takes ten minutes.", "It takes 20 minutes.", 53, "'20 minutes'" },
	{ "three doors.\n", "three doors for 15 minutes.\n", 13, "'15 minutes'" },
	{ "- Somebody A. (2016). A paper on walks.\n  https://example.org/walks\n- The rest is experience and "
	  "judgement.\n",
	  "Some book.\n", 55, "expected a list of sources" },
	{ "(2016)", "(in press)", 57, "no year" },
	{ "- The rest is experience and judgement.", "- The rest is a guess.", 59, "no year" },
	{ "https://example.org/walks", "http://example.org/walks", 57, "https://" },
	{ "(other.md)", "(another.md)", 48, "(another.md) leads nowhere", TRUE },
	{ "(other.md)", "(#top)", 48, "(#top) leads nowhere", TRUE },
	{ "`steady help`", "`steady hop`", 48, "no command `steady hop`", TRUE },
	{ "A dog runs by.", "We run by.", 17, "'We' speaks as 'we'" },
	{ "A dog runs by.", "You may be addicted.", 17, "'addict'" },
	{ "A dog runs by.", "You must move\non.", 17, "'move on'" },
	{ "A dog runs by.", "You get over it.", 17, "'get over'" },
	{ "A dog runs by.", "A soulmate runs by.", 17, "'soulmate'" },
	{ "A dog runs by.", "Stop thinking.", 17, "forbids a thought" },
	{ "A dog runs by.", "A dog!", 17, "'!' cheers" },
	{ "A dog runs by.", "She runs by.", 17, "'She' gives somebody a gender" },
	{ "A dog runs by.", "It is toxic.", 17, "'toxic' is a diagnosis" },
	{ "A dog runs by.", "They won’t come back.", 17, "foretells" },
	{ "A dog runs by.", "It will pass.", 17, "promises" },
	{ "A dog runs by.", "An urge lasts five minutes.", 17, "nobody knows" },
	{ "A dog runs by.", "Your healing.", 17, "worn out" },
	{ "title = A short walk", "title = She", 2, "gender" },
};
START_TEST(each_fault_of_an_article_is_found_where_it_stands)
{
	g_autofree char *text = replaced(good, faults[_i].old, faults[_i].new), *said = NULL;
	g_autoptr(Problems) found = NULL;
	guint passed, failed;

	put("a-walk.md", text, -1);
	found = run(LINT_SHIPPED, &passed, &failed);
	said = problems_to_text(found);
	expect(said, "a-walk.md", faults[_i].line, faults[_i].says);
	ck_assert_uint_gt(failed, 0);
}
END_TEST

START_TEST(of_a_persons_own_article_only_what_matters_to_them_is_said)
{
	g_autofree char *text = replaced(good, faults[_i].old, faults[_i].new), *said = NULL;
	g_autoptr(Problems) found = NULL;
	guint passed, failed;

	put("a-walk.md", text, -1);
	found = run(LINT_OWN, &passed, &failed);
	said = problems_to_text(found);
	if (faults[_i].own)
		expect(said, "a-walk.md", faults[_i].line, faults[_i].says);
	else
		ck_assert_msg(!*said || strstr(said, "missing in the head"), "%s", said);
}
END_TEST

static const struct {
	const char *old, *new;
	int line;
	const char *says;
} slips[] = {
	{ "type = yesno", "type = yes", 5, "yesno" },
	{ "next = end", "next = two", 10, "two" },
	{ "title-open = About the urge\n", "", 2, "title stands alone" },
	{ "ask-open = Do you miss them?\n", "", 6, "ask stands alone" },
	{ "ask = Is it there?", "ask = Do you miss them?", 6, "'miss'" },
	{ "label.yes = It is", "label.yes = I texted", 8, "'texted'" },
	{ "title = A short check-in", "title = The urges", 2, "'urges'" },
	{ "ask-open = Do you miss them?", "ask-open = Well done!", 7, "cheers" },
};
START_TEST(each_fault_of_a_check_in_is_found_where_it_stands)
{
	g_autofree char *text = replaced(protocol, slips[_i].old, slips[_i].new), *said = NULL;
	g_autoptr(Problems) found = NULL;
	guint passed, failed;

	put("short.ini", text, -1);
	found = run(LINT_SHIPPED, &passed, &failed);
	said = problems_to_text(found);
	expect(said, "short.ini", slips[_i].line, slips[_i].says);
	ck_assert_uint_gt(failed, 0);
}
END_TEST

START_TEST(a_calm_sadness_and_an_urgent_kind_may_be_asked_about)
{
	g_autofree char *text = replaced(protocol, "Is it there?", "The calm kind of sadness, or the urgent kind?");
	g_autoptr(Problems) found = NULL;
	guint passed, failed;

	put("short.ini", text, -1);
	found = run(LINT_SHIPPED, &passed, &failed);
	ck_assert_uint_eq(failed, 0);
}
END_TEST

START_TEST(a_prompt_text_that_stands_twice_is_found)
{
	g_autofree char *twin = replaced(good, "A page for the way home", "something for a quiet hour.");
	g_autoptr(Problems) found = NULL;
	g_autofree char *said = NULL;
	guint passed, failed;

	put("b-walk.md", twin, -1);
	found = run(LINT_SHIPPED, &passed, &failed);
	said = problems_to_text(found);
	expect(said, "b-walk.md", 4, "b-walk.md:3 already");
	ck_assert_uint_eq(failed, 1);
}
END_TEST

static const struct {
	const char *text;
	gssize length;
} ruins[] = {
	{ "", 0 },
	{ "---\n", -1 },
	{ "---\n---\n", -1 },
	{ "---\ntitle = \xff\n---\nText \xff.\n## Sources\n- \xff\n", -1 },
	{ "---\n[x]\n---\n## \n##\n## Sources", -1 },
	{ "---\ntitle\n---\n## One thing to do\n## Sources\n\n- x\n\n\n- ", -1 },
};
START_TEST(whatever_stands_there_is_looked_at_to_its_end)
{
	static const LintScope scopes[] = { LINT_SHIPPED, LINT_OWN };

	put("ruin.md", ruins[_i].text, ruins[_i].length);
	put("ruin.ini", ruins[_i].text, ruins[_i].length);
	for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
		guint passed, failed;
		g_autoptr(Problems) found = run(scopes[i], &passed, &failed);

		ck_assert_uint_gt(failed, 1);
	}
}
END_TEST

static const struct {
	const char *path, *code;
} tongues[] = {
	{ "protocols/evening.ini", "en" },      { "protocols/de/evening.ini", "de" },
	{ "protocols/care/evening.ini", "en" }, { "protocols/de/care/evening.ini", "de" },
	{ "care/evening.ini", "en" },           { "evening.ini", "en" },
};

START_TEST(a_text_is_of_the_language_of_its_folder_for_care_too)
{
	ck_assert_str_eq(lint_tongue_of(tongues[_i].path)->code, tongues[_i].code);
}
END_TEST

START_TEST(what_cannot_be_read_is_an_error)
{
	g_autoptr(Lint) lint = lint_new();
	g_autofree char *missing = g_build_filename(dir, "nowhere.md", NULL);
	g_autofree char *other = g_build_filename(dir, "notes.txt", NULL);
	g_autoptr(GError) one = NULL, two = NULL;

	put("notes.txt", "x", -1);
	ck_assert(!lint_add(lint, missing, LINT_SHIPPED, &one));
	ck_assert_ptr_nonnull(strstr(one->message, "nowhere.md"));
	ck_assert(!lint_add(lint, other, LINT_SHIPPED, &two));
	ck_assert_ptr_nonnull(strstr(two->message, "expected an article"));
}
END_TEST

static const struct {
	const char *word;
	int count;
} words[] = {
	{ "time", 1 },    { "times", 1 },  { "table", 2 },   { "houses", 2 },  { "wanted", 2 }, { "called", 1 },
	{ "message", 2 }, { "people", 2 }, { "breathe", 1 }, { "routine", 2 }, { "the", 1 },    { "rhythm", 1 },
	{ "SLEEP", 1 },   { "I", 1 },      { "tea", 1 },     { "evening", 3 }, { "psst", 1 },   { "little", 2 },
};
START_TEST(syllables_are_counted_by_rule)
{
	ck_assert_int_eq(reading_syllables(words[_i].word), words[_i].count);
}
END_TEST

/* By the formula: 6 words, 1 sentence, 6 syllables; 206.835 - 6.09 - 84.6 = 116.145. */
START_TEST(reading_ease_is_Fleschs)
{
	ck_assert_double_eq_tol(reading_ease("The cat sat on the mat."), 116.145, 1e-9);
	ck_assert_double_eq_tol(reading_ease("The cat sat. On the mat it sat"), 206.835 - 1.015 * 4 - 84.6, 1e-9);
	ck_assert_double_eq_tol(reading_ease("Don't. Don’t."), 206.835 - 1.015 - 84.6, 1e-9);
	ck_assert_double_eq_tol(reading_ease("A line\nA line"), 206.835 - 1.015 * 2 - 84.6, 1e-9);
	ck_assert_double_eq_tol(reading_ease(" 12 ... !"), 100, 1e-9);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lint");
	TCase *tests = tcase_create("lint");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tests, make_dir, drop_dir);
	tcase_add_test(tests, what_is_good_passes_every_check);
	tcase_add_loop_test(tests, each_fault_of_an_article_is_found_where_it_stands, 0, G_N_ELEMENTS(faults));
	tcase_add_loop_test(tests, of_a_persons_own_article_only_what_matters_to_them_is_said, 0, G_N_ELEMENTS(faults));
	tcase_add_loop_test(tests, each_fault_of_a_check_in_is_found_where_it_stands, 0, G_N_ELEMENTS(slips));
	tcase_add_test(tests, a_calm_sadness_and_an_urgent_kind_may_be_asked_about);
	tcase_add_test(tests, a_prompt_text_that_stands_twice_is_found);
	tcase_add_loop_test(tests, whatever_stands_there_is_looked_at_to_its_end, 0, G_N_ELEMENTS(ruins));
	tcase_add_loop_test(tests, a_text_is_of_the_language_of_its_folder_for_care_too, 0, G_N_ELEMENTS(tongues));
	tcase_add_test(tests, what_cannot_be_read_is_an_error);
	tcase_add_loop_test(tests, syllables_are_counted_by_rule, 0, G_N_ELEMENTS(words));
	tcase_add_test(tests, reading_ease_is_Fleschs);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
