/* test-db.c - SQLite in one call: statements are kept, and none is taken for another. */
#include <check.h>
#include <stdlib.h>

#include "core/db.h"

static void open_memory(Db *db)
{
	ck_assert_int_eq(sqlite3_open(":memory:", &db->handle), SQLITE_OK);
	ck_assert(db_script(db, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2), (3)", NULL));
}

static void add(sqlite3_stmt *row, gpointer sum)
{
	*(gint64 *)sum += sqlite3_column_int64(row, 0);
}

START_TEST(a_statement_is_prepared_once)
{
	static const char sql[] = "SELECT n FROM t WHERE n >= ?";
	Db db = { 0 };
	gint64 sum = 0;
	sqlite3_stmt *first;

	open_memory(&db);
	ck_assert(db_each(&db, NULL, add, &sum, sql, "i", (gint64)2));
	first = sqlite3_next_stmt(db.handle, NULL);
	ck_assert(db_each(&db, NULL, add, &sum, sql, "i", (gint64)3));
	ck_assert_int_eq(sum, 2 + 3 + 3);
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_eq(sqlite3_next_stmt(db.handle, NULL), first);
	ck_assert_ptr_null(sqlite3_next_stmt(db.handle, first));
	db_close(&db);
}
END_TEST

/* As where a statement is put together for one use, and its memory is the next one's. */
START_TEST(another_text_in_the_same_place_is_another_statement)
{
	char sql[80] = "SELECT 7";
	Db db = { 0 };
	gint64 number = 0;

	open_memory(&db);
	ck_assert(db_integer(&db, &number, NULL, sql));
	ck_assert_int_eq(number, 7);
	g_strlcpy(sql, "SELECT sum(n) FROM t", sizeof sql);
	ck_assert(db_integer(&db, &number, NULL, sql));
	ck_assert_int_eq(number, 6);
	ck_assert(db_integer(&db, &number, NULL, sql));
	ck_assert_int_eq(number, 6);
	db_close(&db);
}
END_TEST

/* As SQLite does by itself where the disk fails. */
START_TEST(after_a_transaction_was_rolled_back_nothing_more_is_written_for_it)
{
	Db db = { 0 };
	g_autoptr(GError) error = NULL;
	gint64 number = 0;

	open_memory(&db);
	ck_assert(db_begin(&db, NULL));
	ck_assert(db_run(&db, NULL, "INSERT INTO t VALUES (?)", "n", 4));
	ck_assert_int_eq(sqlite3_exec(db.handle, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	ck_assert(!db_run(&db, &error, "INSERT INTO t VALUES (?)", "n", 5));
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
	ck_assert(!db_script(&db, "INSERT INTO t VALUES (6)", NULL));
	ck_assert(!db_end(&db, TRUE, NULL));
	ck_assert(db_integer(&db, &number, NULL, "SELECT sum(n) FROM t"));
	ck_assert_int_eq(number, 1 + 2 + 3);
	ck_assert(db_begin(&db, NULL) && db_run(&db, NULL, "INSERT INTO t VALUES (?)", "n", 7) &&
	          db_end(&db, TRUE, NULL));
	ck_assert(db_integer(&db, &number, NULL, "SELECT sum(n) FROM t"));
	ck_assert_int_eq(number, 1 + 2 + 3 + 7);
	db_close(&db);
}
END_TEST

typedef struct Nested {
	Db *db;
	const char *sql;
	int depth, rows;
} Nested;

static void look_deeper(sqlite3_stmt *row, gpointer data)
{
	Nested *nested = data;

	nested->rows++;
	if (nested->depth++ < 2)
		ck_assert(db_each(nested->db, NULL, look_deeper, nested, nested->sql, ""));
	nested->depth--;
}

START_TEST(one_that_is_running_is_not_used_a_second_time)
{
	Db db = { 0 };
	Nested nested = { .db = &db, .sql = "SELECT n FROM t ORDER BY n" };

	open_memory(&db);
	ck_assert(db_each(&db, NULL, look_deeper, &nested, nested.sql, ""));
	ck_assert_int_eq(nested.rows, 3 + 9 + 27);
	db_close(&db);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("db");
	TCase *tests = tcase_create("db");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, a_statement_is_prepared_once);
	tcase_add_test(tests, another_text_in_the_same_place_is_another_statement);
	tcase_add_test(tests, after_a_transaction_was_rolled_back_nothing_more_is_written_for_it);
	tcase_add_test(tests, one_that_is_running_is_not_used_a_second_time);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
