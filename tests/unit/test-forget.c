/* Forgetting: what lies in a range goes, with every byte of it, and the rest stays. */
#include "core/db.h"
#include "core/store-forget.h"
#include "tests/unit/store-home.h"

#define WORD "quince-and-thyme"

static void say(Store *store, gint64 decision, gint64 at, const char *text, gint64 urge)
{
	g_autoptr(GError) error = NULL;
	Response answer = { .decision = decision,
		            .protocol = "evening",
		            .begun = at,
		            .item = "regained",
		            .value = text,
		            .number = -1,
		            .at = at,
		            .route = "command",
		            .urge = urge };

	must(store_add_response(store, &answer, &error), error);
}

/* One of everything, at `at`. */
static void live(Store *store, gint64 at)
{
	g_autoptr(GError) error = NULL;
	gint64 decision = decide(store, "evening", at), urge = store_begin_urge(store, at, 0, 7, &error);
	g_autofree char *more = g_strdup_printf(
		"INSERT INTO contact (at, zone_offset, recorded, began, kind, note, urge) VALUES (%1$" G_GINT64_FORMAT
		", 0, %1$" G_GINT64_FORMAT ", 'me', 'call', '" WORD "', %2$" G_GINT64_FORMAT ");"
		"INSERT INTO entry (kind, at, zone_offset, text) VALUES ('draft', %1$" G_GINT64_FORMAT ", 0, '" WORD
		"');"
		"INSERT INTO outcome (kind, name, value, at, zone_offset, decision, urge) VALUES ('plan', '" WORD
		"', 'used', %1$" G_GINT64_FORMAT ", 0, %3$" G_GINT64_FORMAT ", %2$" G_GINT64_FORMAT ")",
		at, urge, decision);

	say(store, decision, at, WORD, urge);
	must(store_rate_urge(store, urge, at + 1, 4, &error) &&
	             store_closed(store, decision, at + 2, OUTCOME_ANSWERED, &error) &&
	             db_script(&store->db, more, &error),
	     error);
}

static gint64 count(Store *store, const char *sql)
{
	gint64 n = -1;

	ck_assert(db_integer(&store->db, &n, NULL, sql));
	return n;
}

static int rows(Store *store, const char *table)
{
	g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);

	return (int)count(store, sql);
}

static gboolean holds(const char *folder, const char *word)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	gboolean found = FALSE;

	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		gsize length = 0;

		ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
		found |= memmem(bytes, length, word, strlen(word)) != NULL;
	}
	return found;
}

static const char *const lived[] = { "decision", "response", "urge", "rating", "contact", "entry", "outcome", NULL };

START_TEST(what_lies_in_the_range_goes_and_the_rest_stays)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) gone = NULL;

	live(store, NOW);
	live(store, NOW + HOURS(1));
	live(store, NOW + HOURS(2));
	gone = store_forget(store, NOW + HOURS(1), NOW + HOURS(2), NOW + HOURS(9), &error);
	must(gone != NULL, error);
	for (const char *const *table = lived; *table; table++)
		ck_assert_msg(rows(store, *table) == (g_str_equal(*table, "rating") ? 4 : 2), "%s", *table);
}
END_TEST

START_TEST(it_says_what_goes_and_trying_it_takes_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) gone = NULL;
	int all = 0;

	live(store, NOW);
	gone = store_would_forget(store, G_MININT64, TIME_NEVER, NULL);
	ck_assert_ptr_nonnull(gone);
	for (guint i = 0; i < gone->len; i++)
		all += g_array_index(gone, Forgotten, i).rows;
	ck_assert_int_eq(all, 9); /* with what is to be asked a day after the urge */
	for (const char *const *table = lived; *table; table++)
		ck_assert_int_gt(rows(store, *table), 0);
}
END_TEST

START_TEST(a_prompt_that_waits_stays_with_its_row)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) gone = NULL;

	decide(store, "evening", NOW);
	gone = store_forget(store, G_MININT64, TIME_NEVER, NOW + HOURS(9), NULL);
	ck_assert_ptr_nonnull(gone);
	ck_assert_int_eq(store_waiting(store, NULL), 1);
}
END_TEST

START_TEST(a_deletion_is_unfinished_until_its_end_is_noted)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) would = NULL, gone = NULL;
	gint64 from, to;

	would = store_would_forget(store, NOW, TIME_NEVER, NULL);
	ck_assert(!store_forget_unfinished(store, &from, &to));
	gone = store_forget(store, NOW, TIME_NEVER, NOW + HOURS(9), NULL);
	ck_assert(store_forget_unfinished(store, &from, &to));
	ck_assert_int_eq(from, NOW);
	ck_assert_int_eq(to, NOW + HOURS(9) + 1); /* what comes later is none of it */
	ck_assert(store_forget_end(store, NULL));
	ck_assert(!store_forget_unfinished(store, &from, &to));
}
END_TEST

START_TEST(nothing_forgotten_comes_twice)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) gone = NULL;
	g_autoptr(History) history = NULL;
	const Handled *handled;

	live(store, NOW);
	gone = store_forget(store, G_MININT64, TIME_NEVER, NOW + HOURS(9), NULL);
	history = store_load_history(store, NOW + 1, NULL);
	handled = g_hash_table_lookup(history->handled, "checkin/evening");
	ck_assert_ptr_nonnull(handled);
	ck_assert_int_eq(handled->until, NOW);
}
END_TEST

START_TEST(no_byte_of_it_is_left_in_any_file)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) gone = NULL;

	for (int i = 0; i < 200; i++)
		live(store, NOW + MINUTES(i));
	ck_assert(holds(home.folder, WORD));
	gone = store_forget(store, G_MININT64, TIME_NEVER, NOW + HOURS(9), &error);
	must(gone && store_scrub(store, &error), error);
	ck_assert(!holds(home.folder, WORD));
	ck_assert_int_eq(count(store, "PRAGMA freelist_count"), 0);
}
END_TEST

START_TEST(a_reader_in_the_way_is_told_of_and_nothing_is_lost)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Store) reader = home_open(&home);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) gone = NULL;

	sqlite3_busy_timeout(store->db.handle, 10);
	live(store, NOW);
	must(db_script(&reader->db, "BEGIN; SELECT * FROM entry", &error), error);
	gone = store_forget(store, G_MININT64, TIME_NEVER, NOW + HOURS(9), &error);
	ck_assert(!store_scrub(store, &error));
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY));
	g_clear_error(&error);
	must(db_script(&reader->db, "COMMIT", &error) && store_scrub(store, &error), error);
	ck_assert(!holds(home.folder, WORD));
}
END_TEST

START_TEST(the_copies_of_migrations_are_found)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *copy = g_strconcat(home.path, ".v1", NULL), *part = g_strconcat(home.path, ".part12", NULL),
			*other = g_strconcat(home.path, ".mine", NULL);
	g_autoptr(GPtrArray) copies = NULL;

	ck_assert(g_file_set_contents(copy, "x", 1, NULL));
	ck_assert(g_file_set_contents(part, "x", 1, NULL));
	ck_assert(g_file_set_contents(other, "x", 1, NULL));
	copies = store_copies(home.path);
	ck_assert_uint_eq(copies->len, 2);
	ck_assert(g_ptr_array_find_with_equal_func(copies, copy, g_str_equal, NULL));
	ck_assert(g_ptr_array_find_with_equal_func(copies, part, g_str_equal, NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("forget");
	TCase *tests = tcase_create("forget");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, what_lies_in_the_range_goes_and_the_rest_stays);
	tcase_add_test(tests, it_says_what_goes_and_trying_it_takes_nothing);
	tcase_add_test(tests, a_prompt_that_waits_stays_with_its_row);
	tcase_add_test(tests, a_deletion_is_unfinished_until_its_end_is_noted);
	tcase_add_test(tests, nothing_forgotten_comes_twice);
	tcase_add_test(tests, no_byte_of_it_is_left_in_any_file);
	tcase_add_test(tests, a_reader_in_the_way_is_told_of_and_nothing_is_lost);
	tcase_add_test(tests, the_copies_of_migrations_are_found);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
