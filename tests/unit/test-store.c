/* test-store.c - opening: made, migrated, kept private, and left alone where it cannot be understood. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/db.h"
#include "tests/unit/store-home.h"

static char *secret_of(const Home *home)
{
	g_autoptr(Store) store = home_open(home);
	g_autoptr(History) history = store_load_history(store, NOW, NULL);

	ck_assert_ptr_nonnull(history);
	return g_strdup(history->secret);
}

static char *contents(const char *path)
{
	g_autofree char *text = NULL;
	gsize length;

	ck_assert(g_file_get_contents(path, &text, &length, NULL));
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
}

START_TEST(a_new_store_is_the_persons_alone)
{
	g_auto(Home) home = home_new();
	g_autofree char *wal = g_strconcat(home.path, "-wal", NULL);
	g_autoptr(Store) store = (umask(0), home_open(&home));

	decide(store, "evening", NOW);
	ck_assert_int_eq(mode_of(home.folder), 0700);
	ck_assert_int_eq(mode_of(home.path), 0600);
	ck_assert_int_eq(mode_of(wal), 0600);
}
END_TEST

START_TEST(one_that_was_open_to_others_is_closed_to_them)
{
	g_auto(Home) home = home_new();

	store_close(home_open(&home));
	ck_assert(!chmod(home.folder, 0755) && !chmod(home.path, 0644));
	store_close(home_open(&home));
	ck_assert_int_eq(mode_of(home.folder), 0700);
	ck_assert_int_eq(mode_of(home.path), 0600);
}
END_TEST

START_TEST(opened_again_it_is_the_same)
{
	g_auto(Home) home = home_new();
	g_autofree char *first = secret_of(&home), *second = secret_of(&home);

	ck_assert_uint_eq(strlen(first), 64);
	ck_assert_str_eq(first, second);
}
END_TEST

static int in_children(int n, void (*work)(const Home *home, int i), const Home *home)
{
	int good = 0, status;

	for (int i = 0; i < n; i++)
		if (fork() == 0) {
			work(home, i);
			_exit(0);
		}
	while (wait(&status) > 0)
		good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return good;
}

static void open_once(const Home *home, int i)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(home->path, SQL, STORE_WRITE, 5000, &error);

	if (!store) {
		fprintf(stderr, "%s\n", error->message);
		_exit(1);
	}
}

START_TEST(several_programs_may_be_the_first_at_once)
{
	for (int round = 0; round < 10; round++) {
		g_auto(Home) home = home_new();

		ck_assert_int_eq(in_children(6, open_once, &home), 6);
	}
}
END_TEST

static void write_many(const Home *home, int i)
{
	g_autoptr(Store) store = store_open(home->path, SQL, STORE_WRITE, 10000, NULL);

	for (int n = 0; n < 50; n++) {
		g_autofree char *name = g_strdup_printf("s%d", i);
		g_autoptr(Prompt) prompt = a_prompt(name, NOW + n);

		if (!store || !store_decide(store, prompt, "spec", NULL))
			_exit(1);
	}
}

START_TEST(several_programs_write_and_nothing_is_lost)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) facts = NULL;

	ck_assert_int_eq(in_children(3, write_many, &home), 3);
	facts = store_decisions(store, 0, TIME_NEVER, NULL);
	ck_assert_uint_eq(facts->len, 150);
}
END_TEST

START_TEST(reading_makes_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(store_open(home.path, SQL, STORE_READ, 100, &error));
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING));
	ck_assert(!g_file_test(home.folder, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(reading_cannot_write)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = NULL;
	g_autoptr(Prompt) prompt = a_prompt("evening", NOW);

	store_close(home_open(&home));
	store = store_open(home.path, SQL, STORE_READ, 100, NULL);
	ck_assert_ptr_nonnull(store);
	ck_assert_int_eq(store_decide(store, prompt, "spec", NULL), 0);
}
END_TEST

/* --- what is left alone --- */

static void make_newer(const Home *home)
{
	Store *store = home_open(home);

	ck_assert(db_script(&store->db, "PRAGMA user_version = 999; PRAGMA journal_mode = DELETE", NULL));
	store_close(store);
}

static void make_garbage(const Home *home)
{
	g_autofree char *text = g_strnfill(9000, 'x');

	g_mkdir_with_parents(home->folder, 0700);
	ck_assert(g_file_set_contents(home->path, text, -1, NULL));
	chmod(home->path, 0600);
}

/* The pages behind the first one are overwritten: the schema still reads, the tables do not. */
static void make_torn(const Home *home)
{
	FILE *file;
	g_autofree char *text = g_strnfill(8192, 'x');

	store_close(home_open(home));
	file = fopen(home->path, "r+");
	fseek(file, 100, SEEK_SET);
	fwrite(text, 1, 3900, file);
	fclose(file);
}

static const struct {
	void (*make)(const Home *home);
	StoreErrorCode code;
	const char *says;
} refused[] = {
	{ make_newer, STORE_ERROR_NEWER, "Update Steady" },
	{ make_garbage, STORE_ERROR_DAMAGED, "Move it away" },
	{ make_torn, STORE_ERROR_DAMAGED, "Move it away" },
};

START_TEST(what_it_cannot_understand_is_refused_and_untouched)
{
	g_auto(Home) home = home_new();
	g_autofree char *before = NULL, *after = NULL, *wal = g_strconcat(home.path, "-wal", NULL);

	refused[_i].make(&home);
	before = contents(home.path);
	for (StoreMode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		g_autoptr(GError) error = NULL;

		ck_assert_ptr_null(store_open(home.path, SQL, mode, 100, &error));
		ck_assert_int_eq(error->code, refused[_i].code);
		ck_assert_msg(strstr(error->message, refused[_i].says) != NULL, "%s", error->message);
		ck_assert_msg(strstr(error->message, home.path) != NULL, "%s", error->message);
	}
	after = contents(home.path);
	ck_assert_str_eq(before, after);
	ck_assert(!g_file_test(wal, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(where_it_cannot_be_made_it_says_where_and_why)
{
	g_auto(Home) home = home_new();
	g_autofree char *path = g_build_filename(home.parent, "file", "steady.db", NULL);
	g_autofree char *file = g_path_get_dirname(path);
	g_autoptr(GError) error = NULL;

	ck_assert(g_file_set_contents(file, "", 0, NULL));
	ck_assert_ptr_null(store_open(path, SQL, STORE_WRITE, 100, &error));
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
	ck_assert_ptr_nonnull(strstr(error->message, file));
}
END_TEST

START_TEST(without_its_migrations_nothing_is_made_of_it)
{
	g_auto(Home) home = home_new();
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(store_open(home.path, "nowhere", STORE_WRITE, 100, &error));
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_FAILED));
	ck_assert_ptr_nonnull(strstr(error->message, "nowhere"));
}
END_TEST

/* --- migration: one step more than there are, made up here --- */

/* Copies the steps there are; how many. */
static int copy_steps(const char *folder)
{
	for (int number = 1;; number++) {
		g_autofree char *name = g_strdup_printf("%03d.sql", number), *text = NULL;
		g_autofree char *from = g_build_filename(SQL, name, NULL), *to = g_build_filename(folder, name, NULL);

		if (!g_file_get_contents(from, &text, NULL, NULL))
			return number - 1;
		ck_assert(g_file_set_contents(to, text, -1, NULL));
	}
}

static char *steps(const Home *home, const char *text, int *before)
{
	char *folder = g_build_filename(home->parent, "sql", NULL);
	g_autofree char *name = NULL, *next = NULL;

	g_mkdir_with_parents(folder, 0700);
	*before = copy_steps(folder);
	name = g_strdup_printf("%03d.sql", *before + 1);
	next = g_build_filename(folder, name, NULL);
	ck_assert(g_file_set_contents(next, text, -1, NULL));
	return folder;
}

/* As the first release wrote it. */
START_TEST(a_store_of_the_first_version_comes_along)
{
	g_auto(Home) home = home_new();
	g_autofree char *first = g_build_filename(home.parent, "first", NULL), *text = NULL;
	g_autofree char *step = g_build_filename(first, "001.sql", NULL);
	g_autoptr(GPtrArray) open = NULL;
	const Prompt *prompt;
	Store *store;

	g_mkdir_with_parents(first, 0700);
	ck_assert(g_file_get_contents(SQL "/001.sql", &text, NULL, NULL) && g_file_set_contents(step, text, -1, NULL));
	store = store_open(home.path, first, STORE_WRITE, 100, NULL);
	ck_assert_ptr_nonnull(store);
	ck_assert(db_script(
		&store->db,
		"INSERT INTO decision (schedule, kind, due, zone_offset, first, decided, expires, available, option) "
		"VALUES ('checkin/evening', 'checkin', 1000, 0, 1000, 1001, 5000, 1, 'prompt')",
		NULL));
	store_close(store);
	store = home_open(&home);
	open = store_open_prompts(store, NULL);
	ck_assert_uint_eq(open->len, 1);
	prompt = open->pdata[0];
	ck_assert_int_eq(prompt->at, 1000);
	ck_assert_int_eq(prompt->lifetime, 4000);
	ck_assert(!prompt_is_silent(prompt));
	store_close(store);
}
END_TEST

/* The first `version` steps alone, as a release before wrote the store; with one decision in it. */
static void write_as_version(const Home *home, int version)
{
	g_autofree char *folder = g_strdup_printf("%s/first-%d", home->parent, version);
	Store *store;

	g_mkdir_with_parents(folder, 0700);
	for (int number = 1; number <= version; number++) {
		g_autofree char *from = g_strdup_printf(SQL "/%03d.sql", number), *text = NULL;
		g_autofree char *to = g_strdup_printf("%s/%03d.sql", folder, number);

		ck_assert(g_file_get_contents(from, &text, NULL, NULL) && g_file_set_contents(to, text, -1, NULL));
	}
	store = store_open(home->path, folder, STORE_WRITE, 100, NULL);
	ck_assert_ptr_nonnull(store);
	ck_assert(db_script(
		&store->db,
		"INSERT INTO decision (schedule, kind, due, zone_offset, first, decided, expires, available, option) "
		"VALUES ('checkin/old', 'checkin', 1000, 0, 1000, 1001, 5000, 1, 'prompt')",
		NULL));
	store_close(store);
}

static gint64 number_in(const char *path, const char *sql)
{
	Db db = { 0 };
	gint64 number = -1;

	ck_assert_int_eq(sqlite3_open_v2(path, &db.handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	ck_assert(db_integer(&db, &number, NULL, sql));
	db_close(&db);
	return number;
}

static void upgrade_and_write(const Home *home, int i)
{
	g_autoptr(Store) store = store_open(home->path, SQL, STORE_WRITE, i ? 10000 : 200, NULL);
	g_autofree char *name = g_strdup_printf("s%d", i);
	g_autoptr(Prompt) prompt = a_prompt(name, NOW);

	if (!store || !store_decide(store, prompt, "spec", NULL))
		_exit(1);
}

/* Another program that upgrades in the very moment in which this one makes its copy. */
static struct Rival {
	int go[2], done[2];
} rival;

static void await_go(const Home *home)
{
	char byte;

	if (read(rival.go[0], &byte, 1) == 1)
		upgrade_and_write(home, 0);
	_exit(0);
}

static int on_statement(unsigned kind, void *data, void *statement, void *text)
{
	char byte = 0;

	if (g_str_has_prefix(text, "VACUUM INTO")) {
		ck_assert_int_eq(write(rival.go[1], &byte, 1), 1);
		while (read(rival.done[0], &byte, 1) > 0) /* until it has ended */
			;
	}
	return 0;
}

static int on_connection(sqlite3 *handle, const char **error, const struct sqlite3_api_routines *api)
{
	return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_statement, NULL);
}

START_TEST(while_one_program_upgrades_no_other_can)
{
	g_auto(Home) home = home_new();
	g_autofree char *copy = g_strdup_printf("%s.v1", home.path);

	write_as_version(&home, 1);
	ck_assert(!pipe(rival.go) && !pipe(rival.done));
	if (fork() == 0) {
		close(rival.go[1]);
		await_go(&home);
	}
	close(rival.done[1]);
	sqlite3_auto_extension((void (*)(void))on_connection);
	upgrade_and_write(&home, 1);
	ck_assert_int_eq(number_in(copy, "PRAGMA user_version"), 1);
	ck_assert_int_eq(number_in(copy, "SELECT count(*) FROM decision"), 1);
	ck_assert_int_eq(number_in(home.path, "SELECT count(*) FROM decision"), 2);
}
END_TEST

static void upgrade_patiently(const Home *home, int i)
{
	upgrade_and_write(home, i + 1);
}

/* The copy is of what was before the first of them, and never of what another one has upgraded meanwhile. */
START_TEST(several_programs_upgrade_at_once_and_only_one_of_them_does)
{
	enum { PROGRAMS = 4, ROUNDS = 10 };
	int version = _i;

	for (int round = 0; round < ROUNDS; round++) {
		g_auto(Home) home = home_new();
		g_autofree char *copy = g_strdup_printf("%s.v%d", home.path, version);
		g_autoptr(GDir) folder = NULL;

		write_as_version(&home, version);
		ck_assert_int_eq(in_children(PROGRAMS, upgrade_patiently, &home), PROGRAMS);
		ck_assert_int_eq(number_in(home.path, "SELECT count(*) FROM decision"), PROGRAMS + 1);
		ck_assert_int_gt(number_in(home.path, "PRAGMA user_version"), version);
		ck_assert_int_eq(number_in(copy, "PRAGMA user_version"), version);
		ck_assert_int_eq(number_in(copy, "SELECT count(*) FROM decision"), 1);
		ck_assert_int_eq(mode_of(copy), 0600);
		folder = g_dir_open(home.folder, 0, NULL);
		for (const char *name; (name = g_dir_read_name(folder));)
			ck_assert_ptr_null(strstr(name, ".part"));
	}
}
END_TEST

START_TEST(a_later_step_keeps_a_copy_of_what_was)
{
	g_auto(Home) home = home_new();
	int before;
	g_autofree char *sql = steps(&home, "CREATE TABLE more (id INTEGER) STRICT;", &before);
	g_autofree char *copy = g_strdup_printf("%s.v%d", home.path, before);
	Store *store = home_open(&home);

	decide(store, "evening", NOW);
	store_close(store);
	store = store_open(home.path, sql, STORE_WRITE, 100, NULL);
	ck_assert_ptr_nonnull(store);
	ck_assert_int_eq(count_decisions(store, 0, TIME_NEVER), 1);
	store_close(store);
	ck_assert_int_eq(mode_of(copy), 0600);
	g_free(home.path);
	home.path = g_steal_pointer(&copy);
	store = home_open(&home); /* the copy is a whole store */
	ck_assert_int_eq(count_decisions(store, 0, TIME_NEVER), 1);
	store_close(store);
}
END_TEST

START_TEST(a_step_that_fails_changes_nothing)
{
	g_auto(Home) home = home_new();
	int before;
	g_autofree char *sql =
		steps(&home, "CREATE TABLE more (id INTEGER) STRICT; CREATE TABLE decision (id INTEGER);", &before);
	Store *store = home_open(&home);
	gint64 version, tables;

	store_close(store);
	ck_assert_ptr_null(store_open(home.path, sql, STORE_WRITE, 100, NULL));
	store = home_open(&home);
	ck_assert(db_integer(&store->db, &version, NULL, "PRAGMA user_version"));
	ck_assert(db_integer(&store->db, &tables, NULL, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'"));
	ck_assert_int_eq(version, before);
	ck_assert_int_eq(tables, 0);
	store_close(store);
}
END_TEST

/* --- kill -9 --- */

/* The child says each id only after the store said that it is durable. */
static void write_until_killed(const Home *home, int out)
{
	g_autoptr(Store) store = store_open(home->path, SQL, STORE_WRITE, 1000, NULL);

	for (int n = 0;; n++) {
		g_autoptr(Prompt) prompt = a_prompt("evening", NOW + n);
		gint64 id = store_decide(store, prompt, "spec", NULL);
		Response response = { .decision = id,
			              .protocol = "evening",
			              .begun = NOW + n,
			              .item = "missing",
			              .value = "some",
			              .number = -1,
			              .at = NOW + n,
			              .route = "command" };

		if (!id || !store_add_response(store, &response, NULL) || write(out, &id, sizeof id) != sizeof id)
			_exit(1);
	}
}

START_TEST(a_kill_at_any_moment_loses_nothing_that_was_acknowledged)
{
	g_auto(Home) home = home_new();
	gint64 last = 0, id, answered;
	Store *store;
	int pipes[2];
	pid_t child;

	store_close(home_open(&home));
	ck_assert_int_eq(pipe(pipes), 0);
	child = fork();
	if (!child) {
		close(pipes[0]);
		write_until_killed(&home, pipes[1]);
	}
	close(pipes[1]);
	g_usleep(20000 + _i * 7919);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	while (read(pipes[0], &id, sizeof id) == sizeof id)
		last = id;
	close(pipes[0]);
	store = home_open(&home);
	ck_assert(db_integer(&store->db, &id, NULL, "SELECT count(*) FROM decision"));
	ck_assert(db_integer(&store->db, &answered, NULL, "SELECT count(*) FROM response"));
	ck_assert_int_ge(id, last);
	ck_assert_int_ge(answered, last);
	ck_assert(db_integer(&store->db, &id, NULL,
	                     "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"));
	ck_assert_int_eq(id, 0);
	store_close(store);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("open");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, a_new_store_is_the_persons_alone);
	tcase_add_test(tests, one_that_was_open_to_others_is_closed_to_them);
	tcase_add_test(tests, opened_again_it_is_the_same);
	tcase_add_test(tests, several_programs_may_be_the_first_at_once);
	tcase_add_test(tests, several_programs_write_and_nothing_is_lost);
	tcase_add_test(tests, reading_makes_nothing);
	tcase_add_test(tests, reading_cannot_write);
	tcase_add_loop_test(tests, what_it_cannot_understand_is_refused_and_untouched, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tests, where_it_cannot_be_made_it_says_where_and_why);
	tcase_add_test(tests, without_its_migrations_nothing_is_made_of_it);
	tcase_add_test(tests, while_one_program_upgrades_no_other_can);
	tcase_add_loop_test(tests, several_programs_upgrade_at_once_and_only_one_of_them_does, 1, 3);
	tcase_add_test(tests, a_store_of_the_first_version_comes_along);
	tcase_add_test(tests, a_later_step_keeps_a_copy_of_what_was);
	tcase_add_test(tests, a_step_that_fails_changes_nothing);
	tcase_add_loop_test(tests, a_kill_at_any_moment_loses_nothing_that_was_acknowledged, 0, 8);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
