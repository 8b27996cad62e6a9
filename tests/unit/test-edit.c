#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include "config/edit.h"

#define V(...)                                                                                                         \
	(const char *const[])                                                                                          \
	{                                                                                                              \
		__VA_ARGS__, NULL                                                                                      \
	}

/* --- texts --- */

static const struct {
	const char *text;
	Edit edit;
	const char *want;
} edits[] = {
	/* set */
	{ "[s]\nk = 1\n", { EDIT_SET, "s", "k", V("2") }, "[s]\nk = 2\n" },
	{ "# top\n\n[s] ; head\n  ; in\nk=1 ; why\n\n# end",
	  { EDIT_SET, "s", "k", V("22") },
	  "# top\n\n[s] ; head\n  ; in\nk=22 ; why\n\n# end" },
	{ "[s]\nk =\n", { EDIT_SET, "s", "k", V("1") }, "[s]\nk = 1\n" },
	{ "[s]\nk = ; why\n", { EDIT_SET, "s", "k", V("1") }, "[s]\nk = 1 ; why\n" },
	{ "[s]\nk = \"a ; b\" ; why\n", { EDIT_SET, "s", "k", V("c") }, "[s]\nk = c ; why\n" },
	{ "[s]\nk = one ; first\n  two ; second\n  ; between\n  three\nl = 1\n",
	  { EDIT_SET, "s", "k", V("x") },
	  "[s]\nk = x ; first\n  ; second\n  ; between\nl = 1\n" },
	{ "[s]\nk =\n  two\n", { EDIT_SET, "s", "k", V("x") }, "[s]\nk = x\n" },
	{ "[s]\nk = 1", { EDIT_SET, "s", "l", V("2") }, "[s]\nk = 1\nl = 2\n" },
	{ "[s]\n\n# tail\n[t]\nk = 1\n", { EDIT_SET, "s", "l", V("2") }, "[s]\nl = 2\n\n# tail\n[t]\nk = 1\n" },
	{ "[s]\nk = 1\n\n# of t\n[t]\n", { EDIT_SET, "s", "l", V("2") }, "[s]\nk = 1\nl = 2\n\n# of t\n[t]\n" },
	{ "[s]\r\nk = 1\r\n", { EDIT_SET, "s", "l", V("2") }, "[s]\r\nk = 1\r\nl = 2\r\n" },
	{ "[s]\r\nk = 1\r\n", { EDIT_SET, "s", "k", V("2") }, "[s]\r\nk = 2\r\n" },
	{ "", { EDIT_SET, "s", "k", V("1") }, "[s]\nk = 1\n" },
	{ "# c", { EDIT_SET, "s", "k", V("1") }, "# c\n\n[s]\nk = 1\n" },
	{ "\xEF\xBB\xBF[s]\nk = 1\n", { EDIT_SET, "s", "k", V("2") }, "\xEF\xBB\xBF[s]\nk = 2\n" },
	{ "[s]\nk = 1\n", { EDIT_SET, "s", "k", V(" a ;b ") }, "[s]\nk = \" a ;b \"\n" },
	{ "[s]\nk = 1\n", { EDIT_SET, "s", "k", V("") }, "[s]\nk = \n" },
	/* repeated */
	{ "[s]\nk = 1 ; a\nl = x\nk = 2 ; b\n",
	  { EDIT_SET, "s", "k", V("8", "9") },
	  "[s]\nk = 8 ; a\nl = x\nk = 9 ; b\n" },
	{ "[s]\nk = 1 ; a\nk = 2 ; b\n", { EDIT_SET, "s", "k", V("8") }, "[s]\nk = 8 ; a\n" },
	{ "[s]\nk = 1\nl = x\n", { EDIT_SET, "s", "k", V("7", "8", "9") }, "[s]\nk = 7\nk = 8\nk = 9\nl = x\n" },
	{ "[s]\nk = 1", { EDIT_SET, "s", "k", V("7", "8", "9") }, "[s]\nk = 7\nk = 8\nk = 9\n" },
	{ "[s]\n", { EDIT_SET, "s", "k", V("7", "8") }, "[s]\nk = 7\nk = 8\n" },
	/* unset */
	{ "[s]\nk = 1 ; a\n# c\nl = 2\n", { EDIT_UNSET, "s", "k", NULL }, "[s]\n# c\nl = 2\n" },
	{ "[s]\nk = 1\n  2\n  ; c\n  3\nl = 2\n", { EDIT_UNSET, "s", "k", NULL }, "[s]\n  ; c\nl = 2\n" },
	{ "[s]\nk = 1\nl = 2\nk = 3", { EDIT_UNSET, "s", "k", NULL }, "[s]\nl = 2\n" },
	/* add, remove */
	{ "[s]\nk = 1\n", { EDIT_ADD, "t", NULL, NULL }, "[s]\nk = 1\n\n[t]\n" },
	{ "[s]\nk = 1\n\n", { EDIT_ADD, "t", NULL, NULL }, "[s]\nk = 1\n\n[t]\n" },
	{ "# a\n[s]\nk = 1 ; c\n  2\n\n\n# of t\n[t]\n", { EDIT_REMOVE, "s", NULL, NULL }, "# a\n# of t\n[t]\n" },
	{ "[s]\n[t]\n", { EDIT_REMOVE, "t", NULL, NULL }, "[s]\n" },
	{ "[s]\nk = 1", { EDIT_REMOVE, "s", NULL, NULL }, "" },
};

START_TEST(an_edit_leaves_the_rest_byte_for_byte)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *got = edit_text(edits[_i].text, &edits[_i].edit, 1, &error);

	ck_assert_ptr_null(error);
	ck_assert_str_eq(got, edits[_i].want);
}
END_TEST

static const struct {
	const char *text;
	Edit edit;
	int code;
} refusals[] = {
	{ "[s]\n", { EDIT_ADD, "s", NULL, NULL }, EDIT_ERROR_EXISTS },
	{ "[s]\n", { EDIT_REMOVE, "t", NULL, NULL }, EDIT_ERROR_MISSING },
	{ "[s]\n", { EDIT_UNSET, "s", "k", NULL }, EDIT_ERROR_MISSING },
	{ "[s]\n", { EDIT_UNSET, "t", "k", NULL }, EDIT_ERROR_MISSING },
	{ "[s]\n", { EDIT_SET, "s", "k", V("a\nb") }, EDIT_ERROR_VALUE },
	{ "[s]\n", { EDIT_SET, "s", "k", V("a\r") }, EDIT_ERROR_VALUE },
	{ "[s]\n", { EDIT_SET, "s", "k", V("\xFF") }, EDIT_ERROR_VALUE },
	{ "[s]\n", { EDIT_SET, "s", "k", V("a\x1B[2J") }, EDIT_ERROR_VALUE },
	{ "[s]\n", { EDIT_SET, "s", "k", V("fine", "\xC2\x9B") }, EDIT_ERROR_VALUE },
};

START_TEST(what_cannot_be_edited_is_said)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(edit_text(refusals[_i].text, &refusals[_i].edit, 1, &error));
	ck_assert(g_error_matches(error, EDIT_ERROR, refusals[_i].code));
}
END_TEST

START_TEST(set_then_unset_gives_the_default_file_back)
{
	const Edit there[] = { { EDIT_ADD, "checkin noon", NULL, NULL },
		               { EDIT_SET, "checkin noon", "when", V("12:00", "13:00") },
		               { EDIT_SET, "steady", "language", V("en") } };
	const Edit back[] = { { EDIT_UNSET, "steady", "language", NULL }, { EDIT_REMOVE, "checkin noon", NULL, NULL } };
	g_autofree char *mid = edit_text(settings_default_text(), there, G_N_ELEMENTS(there), NULL);
	g_autofree char *end = edit_text(mid, back, G_N_ELEMENTS(back), NULL);
	g_autofree char *want = g_strconcat(settings_default_text(), "\n", NULL); /* the blank line before it stays */

	ck_assert_str_ne(mid, settings_default_text());
	ck_assert_str_eq(end, want);
}
END_TEST

/* --- files --- */

typedef struct Lab {
	char *root, *path;
	Problems *problems;
	GError *error;
} Lab;

static Lab lab_new(const char *text)
{
	Lab lab = { g_dir_make_tmp("steady-XXXXXX", NULL) };

	lab.path = g_build_filename(lab.root, "steady.ini", NULL);
	lab.problems = problems_new();
	if (text)
		ck_assert(g_file_set_contents(lab.path, text, -1, NULL));
	return lab;
}

/* Nothing may be left but what the test knows of. */
static void lab_free(Lab *lab)
{
	g_remove(lab->path);
	ck_assert_int_eq(g_rmdir(lab->root), 0);
	g_free(lab->root);
	g_free(lab->path);
	problems_free(lab->problems);
	g_clear_error(&lab->error);
}

static char *content(const char *path)
{
	char *text = NULL;

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static gboolean set(Lab *lab, const char *key, const char *value)
{
	const Edit edit = { EDIT_SET, "steady", key, V(value) };

	return edit_file(lab->path, &edit, 1, NULL, lab->problems, &lab->error);
}

START_TEST(a_file_is_replaced_whole_and_private)
{
	Lab lab = lab_new("[steady]\nbudget = 6\n");
	g_autofree char *text = NULL;
	struct stat st;

	ck_assert_int_eq(chmod(lab.path, 0644), 0);
	ck_assert(set(&lab, "budget", "4"));
	text = content(lab.path);
	ck_assert_str_eq(text, "[steady]\nbudget = 4\n");
	ck_assert_int_eq(stat(lab.path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	lab_free(&lab);
}
END_TEST

START_TEST(an_edit_that_would_be_wrong_touches_nothing)
{
	Lab lab = lab_new("[steady]\nbudget = 6\n");
	g_autofree char *text = NULL;
	struct stat before, after;

	ck_assert_int_eq(stat(lab.path, &before), 0);
	ck_assert(!set(&lab, "budget", "many"));
	ck_assert(g_error_matches(lab.error, EDIT_ERROR, EDIT_ERROR_INVALID));
	ck_assert_uint_eq(problems_errors(lab.problems), 1);
	ck_assert_int_eq(problems_get(lab.problems, 0)->line, 2);
	text = content(lab.path);
	ck_assert_str_eq(text, "[steady]\nbudget = 6\n");
	ck_assert_int_eq(stat(lab.path, &after), 0);
	ck_assert_uint_eq(before.st_ino, after.st_ino);
	lab_free(&lab);
}
END_TEST

START_TEST(a_link_is_followed_and_stays_a_link)
{
	Lab lab = lab_new(NULL);
	g_autofree char *dots = g_build_filename(lab.root, "dots", NULL),
			*real = g_build_filename(dots, "my.ini", NULL);
	g_autofree char *text = NULL;

	g_mkdir(dots, 0700);
	g_file_set_contents(real, "[steady]\nbudget = 6\n", -1, NULL);
	ck_assert_int_eq(symlink("dots/my.ini", lab.path), 0);
	ck_assert(set(&lab, "budget", "4"));
	ck_assert(g_file_test(lab.path, G_FILE_TEST_IS_SYMLINK));
	text = content(real);
	ck_assert_str_eq(text, "[steady]\nbudget = 4\n");
	g_remove(real);
	ck_assert_int_eq(g_rmdir(dots), 0);
	lab_free(&lab);
}
END_TEST

START_TEST(without_a_file_nothing_is_made)
{
	Lab lab = lab_new(NULL);

	ck_assert(!set(&lab, "budget", "4"));
	ck_assert(g_error_matches(lab.error, EDIT_ERROR, EDIT_ERROR_MISSING));
	ck_assert(!g_file_test(lab.path, G_FILE_TEST_EXISTS));
	g_clear_error(&lab.error);
	ck_assert_int_eq(g_rmdir(lab.root), 0);
	ck_assert(!set(&lab, "budget", "4"));
	ck_assert(g_error_matches(lab.error, EDIT_ERROR, EDIT_ERROR_MISSING));
	g_mkdir(lab.root, 0700);
	lab_free(&lab);
}
END_TEST

START_TEST(a_replacement_wants_what_it_was_made_from)
{
	Lab lab = lab_new("[steady]\n");
	g_autofree char *text = NULL;

	ck_assert(!edit_replace(lab.path, NULL, "[urge]\n", NULL, lab.problems, &lab.error));
	ck_assert(g_error_matches(lab.error, EDIT_ERROR, EDIT_ERROR_CHANGED));
	g_clear_error(&lab.error);
	ck_assert(!edit_replace(lab.path, "[other]\n", "[urge]\n", NULL, lab.problems, &lab.error));
	ck_assert(g_error_matches(lab.error, EDIT_ERROR, EDIT_ERROR_CHANGED));
	g_clear_error(&lab.error);
	ck_assert(edit_replace(lab.path, "[steady]\n", "[urge]\n", NULL, lab.problems, &lab.error));
	g_remove(lab.path);
	ck_assert(edit_replace(lab.path, NULL, "[steady]\n", NULL, lab.problems, &lab.error));
	text = content(lab.path);
	ck_assert_str_eq(text, "[steady]\n");
	lab_free(&lab);
}
END_TEST

enum { WRITERS = 2, ROUNDS = 20 };

static void add_schedules(const char *path, int writer)
{
	for (int i = 0; i < ROUNDS; i++) {
		g_autofree char *section = g_strdup_printf("nudge w%d-%d", writer, i);
		const Edit edit[] = { { EDIT_ADD, section, NULL, NULL }, { EDIT_SET, section, "when", V("12:00") } };
		g_autoptr(Problems) problems = problems_new();

		if (!edit_file(path, edit, 2, NULL, problems, NULL))
			_exit(1);
	}
	_exit(0);
}

START_TEST(edits_of_two_programs_at_once_both_survive)
{
	Lab lab = lab_new("[steady]\n");
	g_autoptr(Settings) settings = NULL;
	pid_t writers[WRITERS];

	for (int i = 0; i < WRITERS; i++) {
		writers[i] = fork();
		if (writers[i] == 0)
			add_schedules(lab.path, i);
	}
	for (int i = 0; i < WRITERS; i++) {
		int status;

		ck_assert_int_eq(waitpid(writers[i], &status, 0), writers[i]);
		ck_assert_int_eq(status, 0);
	}
	settings = settings_load(lab.path, lab.problems);
	ck_assert_ptr_nonnull(settings);
	ck_assert_uint_eq(settings->schedules->len, WRITERS * ROUNDS);
	lab_free(&lab);
}
END_TEST

/* --- any text, any edit --- */

static char *random_text(GRand *rand)
{
	static const char *const parts[] = { "[steady]\n", "[nudge a]\n", "when = 08:30\n", "budget = 4 ; c\n",
		                             "# c\n",      "\n",          "  more\n",       "k = \"x ; y\"\n",
		                             "  ; in\n",   "when =\n",    "quiet = a\r\n",  "rubbish\n",
		                             "[x",         "budget=3" };
	GString *text = g_string_new(NULL);

	for (int n = g_rand_int_range(rand, 0, 14); n > 0; n--)
		g_string_append(text, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
	return g_string_free(text, FALSE);
}

/* Every comment of its own line that stood there still does, after a set and after an unset. */
static int comments(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	int n = 0;

	for (char **line = lines; *line; line++)
		n += strspn(*line, " ") < strlen(*line) && strchr(";#", (*line)[strspn(*line, " ")]) != NULL;
	return n;
}

START_TEST(no_text_crashes_an_edit_or_loses_a_comment)
{
	for (guint32 seed = 0; seed < 3000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autofree char *text = random_text(rand);
		const Edit there = { EDIT_SET, "nudge a", "when", V("9:00", "10:00") };
		const Edit back = { EDIT_UNSET, "nudge a", "when", NULL };
		g_autofree char *set_text = edit_text(text, &there, 1, NULL);
		g_autofree char *unset = edit_text(set_text, &back, 1, NULL);

		ck_assert_msg(set_text && unset, "seed %u", seed);
		ck_assert_msg(comments(set_text) >= comments(text), "seed %u", seed);
		ck_assert_msg(comments(unset) >= comments(text), "seed %u:\n%s\n--\n%s\n--\n%s", seed, text, set_text,
		              unset);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("edit");
	TCase *tests = tcase_create("edit");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, an_edit_leaves_the_rest_byte_for_byte, 0, G_N_ELEMENTS(edits));
	tcase_add_loop_test(tests, what_cannot_be_edited_is_said, 0, G_N_ELEMENTS(refusals));
	tcase_add_test(tests, set_then_unset_gives_the_default_file_back);
	tcase_add_test(tests, a_file_is_replaced_whole_and_private);
	tcase_add_test(tests, an_edit_that_would_be_wrong_touches_nothing);
	tcase_add_test(tests, a_link_is_followed_and_stays_a_link);
	tcase_add_test(tests, without_a_file_nothing_is_made);
	tcase_add_test(tests, a_replacement_wants_what_it_was_made_from);
	tcase_add_test(tests, edits_of_two_programs_at_once_both_survive);
	tcase_add_test(tests, no_text_crashes_an_edit_or_loses_a_comment);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
