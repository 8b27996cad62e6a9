/* Numbers, while other threads begin. */
#include <check.h>
#include <glib.h>

#include "core/number.h"

enum { THREADS = 3, BEGINNINGS = 30000, PROCESSES = 20 };

static gsize begun[THREADS][BEGINNINGS];

/* Many first uses in a row, as they come when a program starts. */
static gpointer begin_all(gpointer data)
{
	gsize *mine = data;

	for (int i = 0; i < BEGINNINGS; i++)
		if (g_once_init_enter(&mine[i]))
			g_once_init_leave(&mine[i], 1);
	return NULL;
}

/* In a process of its own each time: the first number is what may go wrong. */
START_TEST(the_first_number_is_read_whatever_other_threads_begin)
{
	GThread *threads[THREADS];
	gint64 number = 0;

	number_begin();
	for (int i = 0; i < THREADS; i++)
		threads[i] = g_thread_new("beginning", begin_all, begun[i]);
	g_usleep(300);
	ck_assert(g_ascii_string_to_signed("6", 10, 0, 10000, &number, NULL));
	ck_assert_int_eq(number, 6);
	for (int i = 0; i < THREADS; i++)
		g_thread_join(threads[i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("number");
	TCase *tests = tcase_create("number");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, the_first_number_is_read_whatever_other_threads_begin, 0, PROCESSES);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
