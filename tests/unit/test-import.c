/* Importing what was exported: twice is once, whichever comes first, and a bad line changes nothing. */
#include "core/db.h"
#include "core/store-import.h"
#include "tests/unit/store-home.h"

/* --- lives, from a seed --- */

static void live(Store *store, GRand *dice, gint64 from, int days)
{
	g_autoptr(GError) error = NULL;

	for (int i = 0; i < days * 3; i++) {
		gint64 at = from + HOURS(8 * i) + g_rand_int_range(dice, 0, 3600) * SECONDS(1);
		gint64 decision = decide(store, g_rand_boolean(dice) ? "evening" : "noon", at);
		gint64 urge = g_rand_boolean(dice)
		                      ? store_begin_urge(store, at + 5, 3600, g_rand_int_range(dice, 0, 11), &error)
		                      : 0;
		Response answer = { .decision = decision,
			            .protocol = "evening",
			            .begun = at,
			            .item = "missing",
			            .value = "some",
			            .number = g_rand_int_range(dice, 0, 101),
			            .score = "missing",
			            .at = at + 1,
			            .route = "terminal",
			            .urge = 0 };
		g_autofree char *more = g_strdup_printf(
			"INSERT INTO contact (at, zone_offset, recorded, began, kind, note) VALUES (%1$" G_GINT64_FORMAT
			", 0, %1$" G_GINT64_FORMAT ", 'them', 'met', 'a \"word\" \\ ü');"
			"INSERT INTO outcome (kind, name, value, at, zone_offset, decision, urge) VALUES ('plan', "
			"'late', 'used', "
			"%1$" G_GINT64_FORMAT ", 0, %2$" G_GINT64_FORMAT ", nullif(%3$" G_GINT64_FORMAT ", 0));"
			"UPDATE decision SET draw = 0.1 + 0.2, probability = 1.0 / 3 WHERE id = %2$" G_GINT64_FORMAT,
			at, decision, urge);

		must(store_add_response(store, &answer, &error) && db_script(&store->db, more, &error), error);
		if (urge && g_rand_boolean(dice))
			must(store_end_urge(store, urge, at + 60, "no", &error), error);
		must(store_closed(store, decision, at + 2, OUTCOME_ANSWERED, &error), error);
	}
}

/* --- a store as lines --- */

static void take_line(sqlite3_stmt *row, gpointer data)
{
	g_ptr_array_add(data, g_strdup(db_text(row, 0)));
}

/* `numbers` FALSE: without those that differ from store to store, to compare facts. */
static void add_table(Store *store, const char *table, gboolean numbers, GPtrArray *lines)
{
	g_autofree char *columns = NULL, *sql = NULL;
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	must(db_each(&store->db, NULL, take_line, parts,
	             numbers ? "SELECT quote(name) || ', ' || name FROM pragma_table_info(?)"
	                     : "SELECT quote(name) || ', ' || name FROM pragma_table_info(?) "
	                       "WHERE name NOT IN ('id', 'decision', 'urge')",
	             "s", table),
	     NULL);
	g_ptr_array_add(parts, NULL);
	columns = g_strjoinv(", ", (char **)parts->pdata);
	sql = g_strdup_printf("SELECT json_object('table', '%s', %s) FROM %s ORDER BY 1", table, columns, table);
	must(db_each(&store->db, NULL, take_line, lines, sql, ""), NULL);
}

static GPtrArray *lines_of(Store *store, gboolean numbers)
{
	static const char *const all[] = {
		"decision", "response", "urge", "rating", "contact", "entry", "outcome", NULL
	};
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (const char *const *table = numbers ? store_tables() : all; *table; table++)
		add_table(store, *table, numbers, lines);
	return lines;
}

static char *facts_of(Store *store)
{
	g_autoptr(GPtrArray) lines = lines_of(store, FALSE);

	g_ptr_array_add(lines, NULL);
	return g_strjoinv("\n", (char **)lines->pdata);
}

static GArray *take_in(Store *store, const GPtrArray *lines)
{
	g_autoptr(Import) import = import_new(store);
	g_autoptr(GError) error = NULL;
	GArray *counts;
	int at;

	for (guint i = 0; i < lines->len; i++) {
		const char *line = lines->pdata[i];

		must(import_line(import, line, strlen(line), &error), error);
	}
	counts = import_finish(import, TRUE, &at, &error);
	must(counts != NULL, error);
	return counts;
}

static void merge_into(Store *store, Store *other)
{
	g_autoptr(GPtrArray) lines = lines_of(other, TRUE);
	g_autoptr(GArray) counts = take_in(store, lines);
}

/* --- properties --- */

START_TEST(an_empty_store_that_imports_another_has_its_facts)
{
	g_auto(Home) here = home_new(), there = home_new();
	g_autoptr(Store) a = home_open(&here);
	g_autoptr(Store) b = home_open(&there);
	g_autoptr(GRand) dice = g_rand_new_with_seed((guint32)_i);
	g_autofree char *want = NULL, *have = NULL;

	live(a, dice, NOW, 10);
	merge_into(b, a);
	want = facts_of(a);
	have = facts_of(b);
	ck_assert_str_eq(have, want);
}
END_TEST

START_TEST(importing_twice_changes_nothing)
{
	g_auto(Home) here = home_new(), there = home_new();
	g_autoptr(Store) a = home_open(&here);
	g_autoptr(Store) b = home_open(&there);
	g_autoptr(GRand) dice = g_rand_new_with_seed((guint32)_i);
	g_autoptr(GPtrArray) lines = NULL;
	g_autoptr(GArray) first = NULL, second = NULL;
	g_autofree char *once = NULL, *twice = NULL;

	live(a, dice, NOW, 5);
	live(b, dice, NOW + MINUTES(20), 5);
	lines = lines_of(a, TRUE);
	first = take_in(b, lines);
	once = facts_of(b);
	second = take_in(b, lines);
	twice = facts_of(b);
	ck_assert_str_eq(once, twice);
	for (guint i = 0; i < second->len; i++)
		ck_assert_int_eq(g_array_index(second, ImportCount, i).fresh +
		                         g_array_index(second, ImportCount, i).completed,
		                 0);
}
END_TEST

START_TEST(two_stores_that_import_each_other_have_the_same_facts)
{
	g_auto(Home) here = home_new(), there = home_new();
	g_autoptr(Store) a = home_open(&here);
	g_autoptr(Store) b = home_open(&there);
	g_autoptr(GRand) dice = g_rand_new_with_seed((guint32)_i);
	g_autofree char *one = NULL, *other = NULL;

	live(a, dice, NOW, 4);
	merge_into(b, a); /* what both know... */
	live(a, dice, NOW + DAYS(5), 4);
	live(b, dice, NOW + DAYS(5) + MINUTES(7), 4);
	must(db_script(&a->db, "UPDATE urge SET ended = begun + 9, acted = 'yes', cue = 'night' WHERE id = 1", NULL),
	     NULL);
	must(db_script(&b->db, "UPDATE response SET withdrawn = 12345 WHERE id = 2", NULL),
	     NULL); /* ...and what one learned since */
	merge_into(b, a);
	merge_into(a, b);
	one = facts_of(a);
	other = facts_of(b);
	ck_assert_str_eq(one, other);
	ck_assert_ptr_nonnull(strstr(one, "\"withdrawn\":12345"));
	ck_assert_ptr_nonnull(strstr(other, "\"cue\":\"night\""));
}
END_TEST

START_TEST(what_belongs_together_there_belongs_together_here)
{
	g_auto(Home) here = home_new(), there = home_new();
	g_autoptr(Store) a = home_open(&here);
	g_autoptr(Store) b = home_open(&there);
	g_autoptr(GRand) dice = g_rand_new_with_seed(1);
	gint64 wrong = -1;

	live(b, dice, NOW + DAYS(100), 3);
	live(a, dice, NOW, 3);
	merge_into(b, a);
	must(db_integer(&b->db, &wrong, NULL,
	                "SELECT count(*) FROM response JOIN decision ON decision.id = decision WHERE begun <> due"),
	     NULL);
	ck_assert_int_eq(wrong, 0);
	must(db_integer(&b->db, &wrong, NULL,
	                "SELECT count(*) FROM rating JOIN urge ON urge.id = urge WHERE at <> begun"),
	     NULL);
	ck_assert_int_eq(wrong, 0);
	must(db_integer(&b->db, &wrong, NULL, "SELECT count(*) FROM response WHERE decision IS NULL"), NULL);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

START_TEST(a_prompt_that_waits_there_stays_there)
{
	g_auto(Home) here = home_new(), there = home_new();
	g_autoptr(Store) a = home_open(&here);
	g_autoptr(Store) b = home_open(&there);
	g_autoptr(GPtrArray) open = NULL;

	decide(a, "evening", NOW);
	merge_into(b, a);
	open = store_open_prompts(b, NULL);
	ck_assert_uint_eq(open->len, 0);
}
END_TEST

/* --- bad lines --- */

static const struct {
	const char *line, *said;
} bad[] = {
	{ "hello", "no JSON" },
	{ "[1]", "no table" },
	{ "{\"table\":\"meta\",\"key\":\"secret\",\"value\":\"x\"}", "\"meta\" is no table" },
	{ "{\"table\":\"urge\",\"begun\":1}", "not a whole row" },
	{ "{\"table\":\"urge\",\"begun\":\"x\",\"zone_offset\":0}", "\"begun\" is text; expected INTEGER" },
	{ "{\"table\":\"urge\",\"begun\":1.5,\"zone_offset\":0}", "\"begun\" is real; expected INTEGER" },
	{ "{\"table\":\"urge\",\"begun\":null,\"zone_offset\":0}", "\"begun\" is null" },
	{ "{\"table\":\"urge\",\"begun\":{},\"zone_offset\":0}", "\"begun\" is object" },
	{ "{\"table\":\"urge\",\"begun\":1,\"zone_offset\":0,\"mood\":3}", "\"mood\" is no field" },
	{ "{\"table\":\"urge\",\"begun\":1,\"zone_offset\":0", "no JSON" },
	{ "{\"table\":\"\xff\"}", "not valid UTF-8" },
};

START_TEST(a_bad_line_says_what_was_expected)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Import) import = import_new(store);
	g_autoptr(GError) error = NULL;

	ck_assert(!import_line(import, bad[_i].line, strlen(bad[_i].line), &error));
	ck_assert_msg(strstr(error->message, bad[_i].said) != NULL, "%s", error->message);
}
END_TEST

static const struct {
	const char *line, *said;
} unfitting[] = {
	{ "{\"table\":\"urge\",\"id\":9,\"begun\":7,\"zone_offset\":0,\"acted\":\"maybe\"}",
	  "it cannot be a row of \"urge\": \"acted\" is none of 'no', 'partly', 'yes'" },
	{ "{\"table\":\"urge\",\"id\":9,\"begun\":7,\"zone_offset\":0,\"forecast\":11}",
	  "it cannot be a row of \"urge\": \"forecast\" is out of its range; expected 0 to 10" },
	{ "{\"table\":\"response\",\"protocol\":\"p\",\"begun\":7,\"item\":\"i\",\"at\":7,\"zone_offset\":0,\"route\":"
	  "\"command\"}",
	  "it cannot be a row of \"response\": \"late\" is missing" },
	{ "{\"table\":\"rating\",\"id\":9,\"urge\":77,\"at\":1,\"intensity\":3}",
	  "it cannot be a row of \"rating\": the \"urge\" that it belongs to is not in the file" },
};

START_TEST(a_row_that_does_not_fit_names_its_line_and_nothing_is_taken_in)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Import) import = import_new(store);
	g_autoptr(GError) error = NULL;
	const char *good = "{\"table\":\"urge\",\"id\":1,\"begun\":5,\"zone_offset\":0}";
	gint64 urges = -1;
	int at = 0;

	must(import_line(import, good, strlen(good), &error), error);
	must(import_line(import, unfitting[_i].line, strlen(unfitting[_i].line), &error), error);
	ck_assert_ptr_null(import_finish(import, TRUE, &at, &error));
	ck_assert_int_eq(at, 2);
	ck_assert_str_eq(error->message, unfitting[_i].said);
	must(db_integer(&store->db, &urges, NULL, "SELECT count(*) FROM urge"), NULL);
	ck_assert_int_eq(urges, 0);
}
END_TEST

START_TEST(a_try_counts_and_keeps_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Import) import = import_new(store);
	g_autoptr(GArray) counts = NULL;
	const char *good = "{\"table\":\"urge\",\"id\":1,\"begun\":5,\"zone_offset\":0}";
	gint64 urges = -1;
	int at = 0;

	ck_assert(import_line(import, good, strlen(good), NULL));
	counts = import_finish(import, FALSE, &at, NULL);
	ck_assert_int_eq(g_array_index(counts, ImportCount, 0).fresh, 1);
	must(db_integer(&store->db, &urges, NULL, "SELECT count(*) FROM urge"), NULL);
	ck_assert_int_eq(urges, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("import");
	TCase *tests = tcase_create("import");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, an_empty_store_that_imports_another_has_its_facts, 0, 5);
	tcase_add_loop_test(tests, importing_twice_changes_nothing, 0, 5);
	tcase_add_loop_test(tests, two_stores_that_import_each_other_have_the_same_facts, 0, 5);
	tcase_add_test(tests, what_belongs_together_there_belongs_together_here);
	tcase_add_test(tests, a_prompt_that_waits_there_stays_there);
	tcase_add_loop_test(tests, a_bad_line_says_what_was_expected, 0, G_N_ELEMENTS(bad));
	tcase_add_loop_test(tests, a_row_that_does_not_fit_names_its_line_and_nothing_is_taken_in, 0,
	                    G_N_ELEMENTS(unfitting));
	tcase_add_test(tests, a_try_counts_and_keeps_nothing);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
