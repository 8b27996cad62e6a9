/* test-corpus.c - every input kept under tests/fuzz/corpus, once through its target. What fuzzing found stays found. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

#define CORPUS "tests/fuzz/corpus"

static int by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *inputs_of(const FuzzTarget *target)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_build_filename(CORPUS, target->name, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	ck_assert_msg(dir != NULL, "%s is missing", folder);
	for (const char *name; (name = g_dir_read_name(dir));)
		g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, by_name);
	return paths;
}

/* A target aborts where something does not hold: the name of the input is printed ahead, and only then seen. */
static void replay(const FuzzTarget *target, const char *path)
{
	g_autofree char *text = NULL;
	gsize length;

	ck_assert_msg(g_file_get_contents(path, &text, &length, NULL), "%s", path);
	printf("%s\n", path);
	fflush(stdout);
	target->run(text, length);
}

START_TEST(every_kept_input_passes_its_target)
{
	const FuzzTarget *target = &fuzz_targets[_i];
	g_autoptr(GPtrArray) paths = inputs_of(target);

	ck_assert_msg(paths->len >= 5, "%s has hardly any input", target->name);
	for (guint i = 0; i < paths->len; i++)
		replay(target, g_ptr_array_index(paths, i));
}
END_TEST

/* So that the test above can fail: a property that does not hold ends the program. */
START_TEST(what_does_not_hold_ends_the_program)
{
	fuzz_must(fuzz_target_find("when") == NULL, "this is as it should be");
}
END_TEST

static int count_targets(void)
{
	int n = 0;

	while (fuzz_targets[n].name)
		n++;
	return n;
}

int main(void)
{
	Suite *suite = suite_create("corpus");
	TCase *tests = tcase_create("corpus");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, every_kept_input_passes_its_target, 0, count_targets());
	tcase_add_test_raise_signal(tests, what_does_not_hold_ends_the_program, SIGABRT);
	suite_add_tcase(suite, tests);
	srunner_set_fork_status(runner, CK_FORK); /* one of them must end badly */
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
