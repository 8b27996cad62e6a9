/* test-disk.c - the disk's thread: in order, away from the loop, and nothing is dropped. */
#include "daemon/disk-store.c"

#include <stdlib.h>
#include <sys/resource.h>

#include "core/db.h"
#include "tests/unit/store-home.h"

typedef struct Desk {
	Home home;
	Disk *disk;
	GThread *loop;
	GString *log;      /* what came back */
	GString *troubles; /* what was said of it */
	int pending;
} Desk;

typedef struct Job {
	Desk *desk;
	char *name;
	gint64 due;
	gint64 id;
	gboolean fails;
} Job;

static void on_trouble(gpointer data, const GError *error)
{
	g_string_append(((Desk *)data)->troubles, error ? "trouble " : "over ");
}

static void on_replaced(gpointer data)
{
	g_string_append(((Desk *)data)->troubles, "replaced ");
}

static Desk desk_new(void)
{
	return (Desk){
		.home = home_new(), .loop = g_thread_self(), .log = g_string_new(NULL), .troubles = g_string_new(NULL)
	};
}

static void desk_open(Desk *desk)
{
	desk->disk = disk_store_new(desk->home.path, SQL, &(DiskEvents){ desk, on_trouble, on_replaced });
}

static void desk_clear(Desk *desk)
{
	if (desk->disk)
		desk->disk->finish(desk->disk->self, SECONDS(5));
	home_clear(&desk->home);
	g_string_free(desk->log, TRUE);
	g_string_free(desk->troubles, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

static gboolean work(Store *store, gpointer data, GError **error)
{
	Job *job = data;
	g_autoptr(Prompt) prompt = a_prompt(job->name, job->due);

	if (job->fails)
		return g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED, "no"), FALSE;
	job->id = store_decide(store, prompt, "spec", error);
	return job->id != 0;
}

static void back(gpointer owner, gpointer data, const GError *error)
{
	Desk *desk = owner;
	Job *job = data;

	ck_assert_ptr_eq(g_thread_self(), desk->loop); /* always on the loop's thread */
	g_string_append_printf(desk->log, "%s%s ", job->name, error ? "!" : "");
	desk->pending--;
}

static void job_free(gpointer data)
{
	g_free(((Job *)data)->name);
	g_free(data);
}

static void submit_job(Desk *desk, const char *name, gboolean fails)
{
	Job job = { .desk = desk, .name = g_strdup(name), .due = NOW + desk->pending, .fails = fails };
	Task task = { work, back, desk, g_memdup2(&job, sizeof job), job_free };

	desk->pending++;
	desk->disk->submit(desk->disk->self, &task);
}

static gboolean tick(gpointer data)
{
	return G_SOURCE_CONTINUE;
}

/* Runs the loop until a thing is so; the worst wait between two turns of the loop in microseconds. */
static gint64 until(Desk *desk, gboolean (*so)(Desk *desk), gint64 patience)
{
	guint source = g_timeout_add(5, tick, NULL);
	gint64 begin = g_get_monotonic_time(), last = begin, worst = 0;

	while (!so(desk)) {
		g_main_context_iteration(NULL, TRUE);
		worst = MAX(worst, g_get_monotonic_time() - last);
		last = g_get_monotonic_time();
		ck_assert_msg(last - begin < patience, "waited too long");
	}
	g_source_remove(source);
	return worst;
}

static gboolean all_back(Desk *desk)
{
	return desk->pending == 0;
}

static gboolean in_trouble(Desk *desk)
{
	return desk->troubles->len > 0;
}

static guint rows(Desk *desk)
{
	g_autoptr(Store) store = home_open(&desk->home);
	gint64 n;

	ck_assert(db_integer(&store->db, &n, NULL, "SELECT count(*) FROM decision"));
	return n;
}

START_TEST(work_comes_back_in_order_on_the_loops_own_thread)
{
	g_auto(Desk) desk = desk_new();

	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	submit_job(&desk, "b", FALSE);
	submit_job(&desk, "c", TRUE);
	submit_job(&desk, "d", FALSE);
	g_usleep(200000); /* no loop runs yet: nothing may come back on the disk's thread */
	ck_assert_str_eq(desk.log->str, "");
	until(&desk, all_back, SECONDS(5));
	ck_assert_str_eq(desk.log->str, "a b c! d ");
	ck_assert_str_eq(desk.troubles->str, "");
	ck_assert_uint_eq(rows(&desk), 3);
}
END_TEST

START_TEST(the_end_waits_for_what_was_handed_in)
{
	g_auto(Desk) desk = desk_new();

	desk_open(&desk);
	for (int i = 0; i < 50; i++)
		submit_job(&desk, "a", FALSE);
	ck_assert(desk.disk->finish(desk.disk->self, SECONDS(10)));
	desk.disk = NULL;
	ck_assert_int_eq(desk.pending, 0);
	ck_assert_uint_eq(rows(&desk), 50);
}
END_TEST

START_TEST(another_writer_holds_neither_the_loop_nor_is_it_trouble)
{
	g_auto(Desk) desk = desk_new();
	Store *other = home_open(&desk.home);

	ck_assert(db_script(&other->db, "BEGIN IMMEDIATE", NULL));
	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	for (int i = 0; i < 250; i++) {
		gint64 before = g_get_monotonic_time();

		g_main_context_iteration(NULL, FALSE);
		ck_assert_int_lt(g_get_monotonic_time() - before, SECONDS(1) / 10);
		g_usleep(10000);
	}
	ck_assert_str_eq(desk.log->str, "");
	ck_assert(db_script(&other->db, "ROLLBACK", NULL));
	store_close(other);
	until(&desk, all_back, SECONDS(5));
	ck_assert_str_eq(desk.troubles->str, "");
}
END_TEST

/* The disk takes no more: as with a full one, each write fails until there is room. */
static void limit_files(rlim_t size)
{
	struct rlimit limit = { size, RLIM_INFINITY };

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(on_a_full_disk_work_waits_and_it_is_said_once)
{
	g_auto(Desk) desk = desk_new();

	store_close(home_open(&desk.home));
	limit_files(8192);
	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	submit_job(&desk, "b", FALSE);
	until(&desk, in_trouble, SECONDS(10));
	for (int i = 0; i < 100; i++) {
		g_main_context_iteration(NULL, FALSE);
		g_usleep(10000);
	}
	ck_assert_str_eq(desk.troubles->str, "trouble ");
	ck_assert_str_eq(desk.log->str, "");
	limit_files(RLIM_INFINITY);
	until(&desk, all_back, SECONDS(20));
	ck_assert_str_eq(desk.log->str, "a b ");
	ck_assert_str_eq(desk.troubles->str, "trouble over ");
	ck_assert_uint_eq(rows(&desk), 2);
}
END_TEST

START_TEST(what_cannot_be_written_by_the_end_goes_back_with_an_error)
{
	g_auto(Desk) desk = desk_new();

	store_close(home_open(&desk.home));
	limit_files(8192);
	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	submit_job(&desk, "b", FALSE);
	until(&desk, in_trouble, SECONDS(10));
	ck_assert(!desk.disk->finish(desk.disk->self, SECONDS(1) / 2));
	desk.disk = NULL;
	ck_assert_str_eq(desk.log->str, "a! b! ");
	limit_files(RLIM_INFINITY);
}
END_TEST

START_TEST(a_damaged_store_is_waited_for_and_mended_it_goes_on)
{
	g_auto(Desk) desk = desk_new();

	g_mkdir_with_parents(desk.home.folder, 0700);
	ck_assert(g_file_set_contents(desk.home.path,
	                              "this is no database, and it is longer than its head would be, "
	                              "which has one hundred bytes in all",
	                              -1, NULL));
	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	until(&desk, in_trouble, SECONDS(5));
	ck_assert_int_eq(g_unlink(desk.home.path), 0);
	until(&desk, all_back, SECONDS(20));
	ck_assert_str_eq(desk.log->str, "a ");
	ck_assert_uint_eq(rows(&desk), 1);
}
END_TEST

static const struct {
	gboolean whole_folder;
} removed[] = { { FALSE }, { TRUE } };

START_TEST(a_store_that_is_moved_away_is_not_written_to_blindly)
{
	g_auto(Desk) desk = desk_new();
	g_autofree char *away = g_build_filename(desk.home.parent, "away", NULL);

	desk_open(&desk);
	submit_job(&desk, "a", FALSE);
	until(&desk, all_back, SECONDS(5));
	ck_assert_int_eq(g_rename(removed[_i].whole_folder ? desk.home.folder : desk.home.path, away), 0);
	submit_job(&desk, "b", FALSE);
	until(&desk, all_back, SECONDS(5));
	ck_assert_str_eq(desk.troubles->str, "replaced ");
	ck_assert(desk.disk->finish(desk.disk->self, SECONDS(5)));
	desk.disk = NULL;
	ck_assert_uint_eq(rows(&desk), 1); /* "b" is where it is looked for */
	ck_assert_int_eq(mode_of(desk.home.path), 0600);
	g_free(desk.home.path);
	desk.home.path = removed[_i].whole_folder ? g_build_filename(away, "steady.db", NULL) : g_strdup(away);
	ck_assert_uint_eq(rows(&desk), 1); /* and "a" in the one moved away */
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("disk");
	TCase *tests = tcase_create("thread");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, work_comes_back_in_order_on_the_loops_own_thread);
	tcase_add_test(tests, the_end_waits_for_what_was_handed_in);
	tcase_add_test(tests, another_writer_holds_neither_the_loop_nor_is_it_trouble);
	tcase_add_test(tests, on_a_full_disk_work_waits_and_it_is_said_once);
	tcase_add_test(tests, what_cannot_be_written_by_the_end_goes_back_with_an_error);
	tcase_add_test(tests, a_damaged_store_is_waited_for_and_mended_it_goes_on);
	tcase_add_loop_test(tests, a_store_that_is_moved_away_is_not_written_to_blindly, 0, G_N_ELEMENTS(removed));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
