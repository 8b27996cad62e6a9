/* test-queue.c - which of many comes next. */
#include <check.h>
#include <stdlib.h>

#include "core/queue.h"

START_TEST(nothing_comes_next_of_nothing)
{
	g_autoptr(Queue) queue = queue_new(0);

	ck_assert_int_eq(queue_first(queue, NULL), TIME_NEVER);
}
END_TEST

START_TEST(what_has_no_moment_yet_never_comes)
{
	g_autoptr(Queue) queue = queue_new(3);
	guint item = 9;

	ck_assert_int_eq(queue_first(queue, &item), TIME_NEVER);
	ck_assert_int_eq(item, 0);
}
END_TEST

START_TEST(the_earliest_is_first)
{
	g_autoptr(Queue) queue = queue_new(3);
	guint item;

	queue_set(queue, 0, 30);
	queue_set(queue, 1, -10);
	queue_set(queue, 2, 20);
	ck_assert_int_eq(queue_first(queue, &item), -10);
	ck_assert_int_eq(item, 1);
	queue_set(queue, 1, 40); /* later than all: it sinks to the end */
	ck_assert_int_eq(queue_first(queue, &item), 20);
	ck_assert_int_eq(item, 2);
	queue_set(queue, 1, 10); /* and back: it rises again */
	ck_assert_int_eq(queue_first(queue, &item), 10);
	ck_assert_int_eq(item, 1);
}
END_TEST

START_TEST(of_equal_moments_the_smaller_item_is_first)
{
	g_autoptr(Queue) queue = queue_new(5);
	guint item;

	for (guint i = 5; i-- > 0;)
		queue_set(queue, i, 7);
	for (guint i = 0; i < 5; i++) {
		ck_assert_int_eq(queue_first(queue, &item), 7);
		ck_assert_uint_eq(item, i);
		queue_set(queue, i, TIME_NEVER);
	}
	ck_assert_int_eq(queue_first(queue, NULL), TIME_NEVER);
}
END_TEST

/* The slow way: a look at all of them. */
static guint earliest(const gint64 *moments, guint n)
{
	guint best = 0;

	for (guint i = 1; i < n; i++)
		if (moments[i] < moments[best])
			best = i;
	return best;
}

START_TEST(it_agrees_with_a_look_at_all_of_them)
{
	guint n = (guint[]){ 1, 2, 3, 7, 8, 100 }[_i], item;
	g_autoptr(GRand) dice = g_rand_new_with_seed(4711 + _i);
	g_autoptr(Queue) queue = queue_new(n);
	gint64 moments[100];

	for (guint i = 0; i < n; i++)
		moments[i] = TIME_NEVER;
	for (int step = 0; step < 20000; step++) {
		guint which = g_rand_int_range(dice, 0, n);

		moments[which] = g_rand_int_range(dice, 0, 20) ? g_rand_int_range(dice, -50, 50) : TIME_NEVER;
		queue_set(queue, which, moments[which]);
		ck_assert_int_eq(queue_first(queue, &item), moments[earliest(moments, n)]);
		ck_assert_uint_eq(item, earliest(moments, n));
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("queue");
	TCase *all = tcase_create("all");
	SRunner *runner;
	int failed;

	tcase_add_test(all, nothing_comes_next_of_nothing);
	tcase_add_test(all, what_has_no_moment_yet_never_comes);
	tcase_add_test(all, the_earliest_is_first);
	tcase_add_test(all, of_equal_moments_the_smaller_item_is_first);
	tcase_add_loop_test(all, it_agrees_with_a_look_at_all_of_them, 0, 6);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
