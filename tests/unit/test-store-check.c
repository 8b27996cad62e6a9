/* Whether the store is whole is told without changing it. */
#include "core/store-check.h"
#include "tests/unit/store-home.h"

static StoreHealth check(const Home *home, GError **error)
{
	return store_health(home->path, SQL, 100, error);
}

/* Far enough in to leave the head and the names of the tables alone. */
static void spoil(const char *path)
{
	g_autofree char *bytes = NULL;
	gsize length;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	ck_assert_uint_gt(length, 16384);
	memset(bytes + 12288, 0xA5, length - 12288);
	ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

START_TEST(a_store_in_use_is_whole)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GError) error = NULL;

	decide(store, "evening", NOW);
	ck_assert_int_eq(check(&home, &error), STORE_WHOLE);
	ck_assert_ptr_null(error);
}
END_TEST

START_TEST(a_store_with_a_spoilt_page_is_broken_and_stays_as_it_was)
{
	g_auto(Home) home = home_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *before = NULL, *after = NULL;
	gsize had, has;

	store_close(home_open(&home));
	spoil(home.path);
	g_file_get_contents(home.path, &before, &had, NULL);
	ck_assert_int_eq(check(&home, &error), STORE_BROKEN);
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_DAMAGED));
	g_file_get_contents(home.path, &after, &has, NULL);
	ck_assert_mem_eq(before, after, MIN(had, has));
	ck_assert_uint_eq(had, has);
}
END_TEST

START_TEST(what_is_no_database_is_broken)
{
	g_auto(Home) home = home_new();
	g_autoptr(GError) error = NULL;

	store_close(home_open(&home));
	ck_assert(g_file_set_contents(home.path, "a letter, not a database; long enough to be taken for one at first",
	                              -1, NULL));
	ck_assert_int_eq(check(&home, &error), STORE_BROKEN);
}
END_TEST

START_TEST(a_store_that_is_not_there_is_unread_and_not_made)
{
	g_auto(Home) home = home_new();
	g_autoptr(GError) error = NULL;

	ck_assert_int_eq(check(&home, &error), STORE_UNREAD);
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING));
	ck_assert(!g_file_test(home.path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(nobody_needs_to_ask_for_the_reason)
{
	g_auto(Home) home = home_new();

	ck_assert_int_eq(check(&home, NULL), STORE_UNREAD);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store-check");
	TCase *tests = tcase_create("store-check");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, a_store_in_use_is_whole);
	tcase_add_test(tests, a_store_with_a_spoilt_page_is_broken_and_stays_as_it_was);
	tcase_add_test(tests, what_is_no_database_is_broken);
	tcase_add_test(tests, a_store_that_is_not_there_is_unread_and_not_made);
	tcase_add_test(tests, nobody_needs_to_ask_for_the_reason);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
