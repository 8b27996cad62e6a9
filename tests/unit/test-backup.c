/* Backups: whole, private, known of; and what may be put back. */
#include "core/db.h"
#include "core/store-backup.h"
#include "core/store-forget.h"
#include "tests/unit/store-home.h"

static char *beside(const Home *home, const char *name)
{
	return g_build_filename(home->parent, name, NULL);
}

static void copy(Store *store, const char *path)
{
	g_autoptr(GError) error = NULL;

	must(store_backup(store, path, NOW, &error), error);
}

START_TEST(a_backup_holds_what_the_store_holds_and_is_private)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *path = beside(&home, "copy.db");
	g_autoptr(Store) again = NULL;

	decide(store, "evening", NOW);
	copy(store, path);
	ck_assert_int_eq(mode_of(path), 0600);
	again = store_open(path, SQL, STORE_READ, 0, NULL);
	ck_assert_ptr_nonnull(again);
	ck_assert_uint_eq(count_decisions(again, 0, TIME_NEVER), 1);
}
END_TEST

START_TEST(it_is_made_while_another_program_writes)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Store) writer = home_open(&home);
	g_autofree char *path = beside(&home, "copy.db");
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) again = NULL;

	decide(writer, "evening", NOW);
	must(store_note_backup(store, path, NOW, &error), error);
	must(db_script(&writer->db, "BEGIN IMMEDIATE; DELETE FROM decision", &error), error);
	must(db_run(&store->db, &error, "VACUUM INTO ?", "s", path), error);
	must(db_script(&writer->db, "ROLLBACK", &error), error);
	again = store_open(path, SQL, STORE_READ, 0, NULL);
	ck_assert_uint_eq(count_decisions(again, 0, TIME_NEVER), 1);
}
END_TEST

START_TEST(the_store_and_the_copy_know_where_the_copy_is)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *path = beside(&home, "copy.db");
	g_autoptr(GPtrArray) here = NULL, there = NULL;
	g_autoptr(Store) again = NULL;

	copy(store, path);
	again = store_open(path, SQL, STORE_READ, 0, NULL);
	here = store_backups(store, NULL);
	there = store_backups(again, NULL);
	ck_assert_uint_eq(here->len, 1);
	ck_assert_str_eq(here->pdata[0], path);
	ck_assert_uint_eq(there->len, 1);
	ck_assert(store_drop_backup(store, path, NULL));
	g_ptr_array_unref(here);
	here = store_backups(store, NULL);
	ck_assert_uint_eq(here->len, 0);
}
END_TEST

START_TEST(where_it_cannot_be_written_nothing_is_left_half)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *path = beside(&home, "nowhere/copy.db");
	g_autoptr(GError) error = NULL;

	ck_assert(!store_backup(store, path, NOW, &error));
	ck_assert_ptr_nonnull(error);
	ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

/* Of a process that cannot be (above the most that Linux numbers), and of one that always is. */
START_TEST(parts_whose_writer_is_gone_are_removed_and_one_that_is_being_written_stays)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *path = beside(&home, "copy.db"), *gone = beside(&home, "copy.db.part4194305"),
			*journal = beside(&home, "copy.db.part4194305-journal"),
			*alive = beside(&home, "copy.db.part1"), *other = beside(&home, "copy.db.partly");
	const char *const files[] = { gone, journal, alive, other };

	copy(store, path);
	ck_assert(store_sweep_parts(store));
	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		ck_assert(g_file_set_contents(files[i], "x", 1, NULL));
	ck_assert(!store_sweep_parts(store));
	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		ck_assert_int_eq(g_file_test(files[i], G_FILE_TEST_EXISTS), i >= 2);
	ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

static void make(const char *path, const char *sql)
{
	sqlite3 *handle;

	ck_assert_int_eq(sqlite3_open(path, &handle), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
}

START_TEST(only_a_whole_store_that_is_known_may_be_put_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *good = beside(&home, "good.db"), *text = beside(&home, "text"),
			*other = beside(&home, "other.db"), *newer = beside(&home, "newer.db"),
			*none = beside(&home, "none");

	copy(store, good);
	ck_assert(g_file_set_contents(text, "a letter, and no database at all, though it is long enough", -1, NULL));
	make(other, "CREATE TABLE a (b)");
	make(newer, "CREATE TABLE a (b); PRAGMA user_version = 900");
	ck_assert(store_check(good, SQL, NULL));
	ck_assert(!store_check(text, SQL, NULL));
	ck_assert(!store_check(other, SQL, NULL));
	ck_assert(!store_check(newer, SQL, NULL));
	ck_assert(!store_check(none, SQL, NULL));
	ck_assert(!store_check(home.parent, SQL, NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("backup");
	TCase *tests = tcase_create("backup");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, a_backup_holds_what_the_store_holds_and_is_private);
	tcase_add_test(tests, it_is_made_while_another_program_writes);
	tcase_add_test(tests, the_store_and_the_copy_know_where_the_copy_is);
	tcase_add_test(tests, parts_whose_writer_is_gone_are_removed_and_one_that_is_being_written_stays);
	tcase_add_test(tests, where_it_cannot_be_written_nothing_is_left_half);
	tcase_add_test(tests, only_a_whole_store_that_is_known_may_be_put_back);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
