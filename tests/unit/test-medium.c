/* test-medium.c - the disk of the simulation, below the real SQLite: what was committed outlives any cut of the power, what was not
 * is never there by half; and it does lose what nobody asked it to keep. */
#include <check.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "tests/sim/medium.h"

#define PATH "/medium/test.db"
#define SEEDS 300
#define ROWS 40 /* of a transaction: several pages */

static sqlite3 *opened(const char *synchronous)
{
	g_autofree char *pragmas = g_strdup_printf("PRAGMA journal_mode = WAL; PRAGMA synchronous = %s;"
	                                           "CREATE TABLE IF NOT EXISTS t (tx INTEGER, pad TEXT);"
	                                           "CREATE INDEX IF NOT EXISTS i ON t (pad, tx)",
	                                           synchronous);
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(PATH, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 100);
	sqlite3_exec(db, pragmas, NULL, NULL, NULL); /* the power may go in it */
	return db;
}

/* -1: the database is broken. */
static gint64 number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *row = NULL;
	gint64 value = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
		value = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	return value;
}

/* TRUE: committed. */
static gboolean write_one(sqlite3 *db, int tx)
{
	g_autofree char *sql =
		g_strdup_printf("BEGIN IMMEDIATE;"
	                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
	                        "INSERT INTO t SELECT %d, hex(randomblob(100)) FROM n; COMMIT",
	                        ROWS, tx);
	gboolean good = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;

	if (!good && !sqlite3_get_autocommit(db))
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return good;
}

static void expect_whole(sqlite3 *db)
{
	ck_assert_int_eq(number(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
	ck_assert_int_eq(number(db, "SELECT count(*) FROM (SELECT tx FROM t GROUP BY tx HAVING count(*) <> 40)"), 0);
}

/* Writes until the power goes; how many were committed. */
static int write_until_cut(Medium *medium, GRand *chance, const char *synchronous, int from)
{
	sqlite3 *db = opened(synchronous);
	int tx = from;

	medium_cut_in(medium, g_rand_int_range(chance, 1, 120));
	while (!medium_is_cut(medium)) {
		if (write_one(db, tx + 1))
			tx++;
		if (g_rand_int_range(chance, 0, 8) == 0)
			sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	}
	sqlite3_close(db);
	medium_power_on(medium);
	return tx;
}

START_TEST(what_was_committed_outlives_a_cut_and_nothing_is_there_by_half)
{
	MediumCounts sum = { 0 };

	for (guint32 seed = 0; seed < SEEDS; seed++) {
		g_autoptr(Medium) medium = medium_new(seed);
		g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
		int committed = 0;

		for (int life = 0; life < 4; life++) {
			int there;
			sqlite3 *db;

			committed = write_until_cut(medium, chance, "FULL", committed);
			db = opened("FULL");
			there = (int)number(db, "SELECT count(DISTINCT tx) FROM t");
			ck_assert_msg(there == committed || there == committed + 1, "seed %u: %d of %d", seed, there,
			              committed);
			expect_whole(db);
			committed = there;
			sqlite3_close(db);
		}
		sum.torn += medium_counts(medium)->torn;
		sum.lossy += medium_counts(medium)->lossy;
		sum.garbled += medium_counts(medium)->garbled;
	}
	ck_assert_uint_gt(sum.torn, SEEDS / 2);
	ck_assert_uint_gt(sum.lossy, SEEDS);
	ck_assert_uint_gt(sum.garbled, SEEDS);
}
END_TEST

START_TEST(what_nobody_asked_it_to_keep_is_lost_at_times)
{
	int lost = 0;

	for (guint32 seed = 0; seed < 50; seed++) {
		g_autoptr(Medium) medium = medium_new(seed);
		g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
		int committed = write_until_cut(medium, chance, "OFF", 0);
		sqlite3 *db = opened("OFF");

		lost += number(db, "SELECT count(DISTINCT tx) FROM t") < committed;
		sqlite3_close(db);
	}
	ck_assert_int_gt(lost, 10);
}
END_TEST

/* The last one alone may have come through all the same: its frames were written, and only their sync failed. */
START_TEST(what_fails_is_not_there_and_what_came_before_is)
{
	static const char *const broken = "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";

	for (guint32 seed = 0; seed < 200; seed++) {
		g_autoptr(Medium) medium = medium_new(seed);
		MediumFault fault = seed % 3;
		sqlite3 *db = opened("FULL");
		int committed = 0, failed = 0;

		for (int tx = 1; tx <= 12; tx++) {
			gboolean good;

			medium_fail_in(medium, fault, tx % 3 ? 0 : fault == MEDIUM_FAIL_SYNC ? 1 : 1 + seed % 7);
			good = write_one(db, tx);
			committed += good && tx < 12;
			ck_assert(good || tx % 3 == 0);
			failed += !good;
		}
		ck_assert_int_ge(failed, 1);
		medium_cut(medium);
		sqlite3_close(db);
		medium_power_on(medium);
		db = opened("FULL");
		ck_assert_int_eq(number(db, broken), 0);
		ck_assert_int_eq(number(db, "SELECT count(DISTINCT tx) FROM t WHERE tx < 12"), committed);
		sqlite3_close(db);
	}
}
END_TEST

START_TEST(a_killed_process_leaves_what_it_wrote_and_no_lock)
{
	g_autoptr(Medium) medium = medium_new(1);
	sqlite3 *db, *other;

	medium_set_process(medium, 1);
	db = opened("FULL");
	ck_assert(write_one(db, 1));
	sqlite3_exec(db, "BEGIN IMMEDIATE; DELETE FROM t", NULL, NULL, NULL);
	medium_set_process(medium, 0);
	other = opened("FULL");
	ck_assert(!write_one(other, 2));
	medium_kill(medium, 1);
	ck_assert(write_one(other, 2));
	ck_assert_int_eq(number(other, "SELECT count(DISTINCT tx) FROM t"), 2);
	sqlite3_close(other);
	sqlite3_close(db);
}
END_TEST

START_TEST(from_the_same_seed_the_same_is_lost)
{
	guint64 lost[2];

	for (int i = 0; i < 2; i++) {
		g_autoptr(Medium) medium = medium_new(7);
		g_autoptr(GRand) chance = g_rand_new_with_seed(7);

		write_until_cut(medium, chance, "FULL", 0);
		lost[i] = medium_counts(medium)->lost * 1000 + medium_counts(medium)->survived;
	}
	ck_assert_uint_eq(lost[0], lost[1]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("medium");
	TCase *tests = tcase_create("a disk that fails");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, what_was_committed_outlives_a_cut_and_nothing_is_there_by_half);
	tcase_add_test(tests, what_nobody_asked_it_to_keep_is_lost_at_times);
	tcase_add_test(tests, what_fails_is_not_there_and_what_came_before_is);
	tcase_add_test(tests, a_killed_process_leaves_what_it_wrote_and_no_lock);
	tcase_add_test(tests, from_the_same_seed_the_same_is_lost);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
