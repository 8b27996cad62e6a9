/* test-distress.c - when the helplines are offered unasked: not too early, and once a day at most. */
#include <stdlib.h>

#include "core/db.h"
#include "core/distress.h"
#include "core/store-ease.h"
#include "store-home.h"

#define NEVER G_MININT64
#define H(hours) (NOW - HOURS(hours))

static const struct {
	gint64 at[4];
	guint n;
	gint64 offered;
	gboolean due;
} cases[] = {
	{ { 0 }, 0, NEVER, FALSE },
	{ { H(1), H(2) }, 2, NEVER, FALSE },
	{ { H(1), H(2), H(3) }, 3, NEVER, TRUE },
	{ { H(3), H(1), NOW }, 3, NEVER, TRUE },
	{ { H(1), H(2), H(24) }, 3, NEVER, FALSE },
	{ { H(1), H(2), H(24) + 1 }, 3, NEVER, TRUE },
	{ { H(1), H(2), NOW + 1 }, 3, NEVER, FALSE }, /* written by a clock that was ahead */
	{ { H(1), H(2), H(3), H(4) }, 4, H(5), FALSE },
	{ { H(1), H(2), H(3), H(4) }, 4, H(24) + 1, FALSE },
	{ { H(1), H(2), H(3), H(4) }, 4, H(24), TRUE },
	{ { H(1), H(2), H(3), H(4) }, 4, NOW + HOURS(1), FALSE },
};

START_TEST(three_answers_in_a_day_and_one_offer_a_day)
{
	ck_assert_int_eq(distress_is_due(cases[_i].at, cases[_i].n, cases[_i].offered, NOW), cases[_i].due);
}
END_TEST

START_TEST(only_the_strongest_answers_count)
{
	ck_assert(distress_counts("intensity", 9) && distress_counts("intensity", 10));
	ck_assert(!distress_counts("intensity", 8) && !distress_counts("intensity", -1));
	ck_assert(!distress_counts("forecast", 10) && !distress_counts(NULL, 10));
}
END_TEST

/* --- the store --------------------------------------------------------------------------------------- */

static void put(Store *store, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void put(Store *store, const char *format, ...)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *sql = NULL;
	va_list args;
	gboolean done;

	va_start(args, format);
	sql = g_strdup_vprintf(format, args);
	va_end(args);
	done = db_script(&store->db, sql, &error);
	must(done, error);
}

static void answer(Store *store, gint64 at, int intensity)
{
	put(store,
	    "INSERT INTO response (protocol, begun, item, value, number, at, zone_offset, route) "
	    "VALUES ('urge', 1, 'intensity', '%d', %d, %" G_GINT64_FORMAT ", 0, 'command')",
	    intensity, intensity, at);
}

static gboolean offers(Store *store, gint64 now)
{
	g_autoptr(GError) error = NULL;
	gboolean due, done = store_offer_helplines(store, now, 0, &due, &error);

	must(done, error);
	return due;
}

START_TEST(an_offer_is_written_down_so_that_it_is_one_a_day)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);

	answer(store, H(3), 10);
	answer(store, H(2), 9);
	answer(store, H(1), 8);
	ck_assert(!offers(store, NOW));
	answer(store, NOW, 9);
	ck_assert(offers(store, NOW));
	ck_assert(!offers(store, NOW + 1));
	for (int hour = 1; hour <= 24; hour++)
		answer(store, NOW + HOURS(hour), 10);
	ck_assert(!offers(store, NOW + HOURS(23)));
	ck_assert(offers(store, NOW + HOURS(24)));
}
END_TEST

START_TEST(an_answer_that_rated_an_urge_is_one_and_one_taken_back_is_none)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);

	put(store, "INSERT INTO urge (id, begun, zone_offset) VALUES (1, 1, 0)");
	for (int hour = 1; hour <= 2; hour++) {
		answer(store, H(hour), 10);
		put(store, "INSERT INTO rating (urge, at, intensity) VALUES (1, %" G_GINT64_FORMAT ", 10)", H(hour));
	}
	ck_assert(!offers(store, NOW));
	answer(store, H(3), 10);
	put(store, "UPDATE response SET withdrawn = 1 WHERE at = %" G_GINT64_FORMAT, H(3));
	ck_assert(!offers(store, NOW));
	put(store, "INSERT INTO rating (urge, at, intensity) VALUES (1, %" G_GINT64_FORMAT ", 9)", H(4));
	ck_assert(offers(store, NOW));
}
END_TEST

/* --- what the weekly answer changed -------------------------------------------------------------------- */

static void weekly(Store *store, gint64 at, const char *value)
{
	put(store,
	    "INSERT INTO response (protocol, begun, item, value, at, zone_offset, route) "
	    "VALUES ('weekly', 1, 'steady', '%s', %" G_GINT64_FORMAT ", 0, 'command')",
	    value, at);
}

START_TEST(a_weekly_answer_is_told_of_where_it_changes_something)
{
	static const struct {
		const char *value;
		gboolean changed, worse;
	} answers[] = { { "helps", FALSE, FALSE },
		        { "worse", TRUE, TRUE },
		        { "worse", FALSE, TRUE },
		        { "neither", TRUE, FALSE },
		        { "helps", FALSE, FALSE } };
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gboolean worse = FALSE;

	ck_assert(!store_ease_changed(store, NOW, &worse));
	for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
		gint64 at = NOW + DAYS(7) * i;

		weekly(store, at, answers[i].value);
		ck_assert_int_eq(store_ease_changed(store, at, &worse), answers[i].changed);
		ck_assert_int_eq(worse, answers[i].worse);
		ck_assert(!store_ease_changed(store, at + 1, &worse));
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("distress");
	TCase *tests = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, three_answers_in_a_day_and_one_offer_a_day, 0, G_N_ELEMENTS(cases));
	tcase_add_test(tests, only_the_strongest_answers_count);
	tcase_add_test(tests, an_offer_is_written_down_so_that_it_is_one_a_day);
	tcase_add_test(tests, an_answer_that_rated_an_urge_is_one_and_one_taken_back_is_none);
	tcase_add_test(tests, a_weekly_answer_is_told_of_where_it_changes_something);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
