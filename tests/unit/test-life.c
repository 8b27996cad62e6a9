/* test-life.c - some weeks of a person's life with the real app and the real store, by chance, from one seed each: the promises are
 * held against all that happens (tests/sim), here also under the sanitizers. Years of it: make sim. STEADY_SEED=N lives one seed. */
#include <check.h>
#include <stdlib.h>

#include "tests/sim/life.h"

#define SEEDS 6
#define DAYS_LIVED 20

START_TEST(whatever_happens_the_promises_hold)
{
	guint32 seed = g_getenv("STEADY_SEED") ? atoi(g_getenv("STEADY_SEED")) : _i + 1;
	LifeEnd end = life_live(seed, DAYS_LIVED, NULL);

	ck_assert_uint_eq(end.tally.days, DAYS_LIVED);
	ck_assert_uint_ge(end.tally.kinds[TALLY_SHOWN], 3 * DAYS_LIVED);
	ck_assert_uint_ge(tally_faults(&end.tally), DAYS_LIVED / 3);
	ck_assert_uint_ge(end.tally.kinds[TALLY_COVERED], DAYS_LIVED);
}
END_TEST

static char *traced(guint32 seed, guint64 *mark)
{
	char *text = NULL;
	size_t n;
	FILE *trace = open_memstream(&text, &n);

	*mark = life_live(seed, DAYS_LIVED, trace).mark;
	fclose(trace);
	return text;
}

START_TEST(from_the_same_seed_it_is_the_same_life_to_the_last_event)
{
	guint64 marks[3];
	char *traces[3] = { traced(7, &marks[0]), traced(7, &marks[1]), traced(8, &marks[2]) };

	ck_assert_str_eq(traces[0], traces[1]);
	ck_assert_uint_eq(marks[0], marks[1]);
	ck_assert_str_ne(traces[0], traces[2]);
	ck_assert_uint_ne(marks[0], marks[2]);
	for (gsize i = 0; i < G_N_ELEMENTS(traces); i++)
		free(traces[i]);
}
END_TEST

START_TEST(a_run_in_which_nothing_happened_is_no_good)
{
	Tally tally = { .days = 36500, .lives = 500, .least_schedules = 6 };
	int passed = 0, failed = 0;

	tally_judge(&tally, &passed, &failed);
	ck_assert_int_ge(failed, N_TALLY);
	ck_assert_int_le(passed, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("life");
	TCase *tests = tcase_create("weeks by chance");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 300);
	tcase_add_loop_test(tests, whatever_happens_the_promises_hold, 0, g_getenv("STEADY_SEED") ? 1 : SEEDS);
	tcase_add_test(tests, from_the_same_seed_it_is_the_same_life_to_the_last_event);
	tcase_add_test(tests, a_run_in_which_nothing_happened_is_no_good);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
