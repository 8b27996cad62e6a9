/* test-watcher.c - a file that is written, replaced, moved back or reached through links is noticed, whatever an editor does. */
#include "daemon/watcher.c"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "config/except-file.h"
#include "tests/unit/store-home.h"

typedef struct Desk {
	Home home;
	char *file; /* that is followed */
	char *also; /* and beside it; NULL: none */
	Watcher *watcher;
	int files, zones;
} Desk;

static void on_file(gpointer data)
{
	Desk *desk = data;

	desk->files++;
	watcher_follow(desk->watcher, desk->file); /* as the daemon does */
	if (desk->also)
		watcher_follow_also(desk->watcher, desk->also);
}

static void on_zone(gpointer data)
{
	((Desk *)data)->zones++;
}

static char *in(const Desk *desk, const char *name)
{
	return g_build_filename(desk->home.folder, name, NULL);
}

static Desk *desk_new(const char *file)
{
	Desk *desk = g_new0(Desk, 1);

	desk->home = home_new();
	desk->file = in(desk, file);
	desk->watcher = watcher_new(&(WatcherEvents){ desk, on_file, on_zone });
	ck_assert_ptr_nonnull(desk->watcher);
	return desk;
}

static void desk_free(Desk *desk)
{
	watcher_free(desk->watcher);
	home_clear(&desk->home);
	g_free(desk->file);
	g_free(desk->also);
	g_free(desk);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_free)

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* What was heard since the last time. */
static gboolean heard(Desk *desk)
{
	int before = desk->files;

	for (int i = 0; i < 20 && desk->files == before; i++) {
		while (g_main_context_iteration(NULL, FALSE))
			;
		g_usleep(1000);
	}
	while (g_main_context_iteration(NULL, FALSE))
		;
	return desk->files > before;
}

static Desk *following(void)
{
	Desk *desk = desk_new("steady.ini");

	g_mkdir_with_parents(desk->home.folder, 0700);
	put(desk->file, "a");
	watcher_follow(desk->watcher, desk->file);
	ck_assert(!heard(desk));
	return desk;
}

START_TEST(written_in_place)
{
	g_autoptr(Desk) desk = following();

	put(desk->file, "b");
	ck_assert(heard(desk));
}
END_TEST

START_TEST(replaced_as_editors_do)
{
	g_autoptr(Desk) desk = following();
	g_autofree char *fresh = in(desk, "steady.ini~new"), *kept = in(desk, "steady.ini~");

	for (int i = 0; i < 3; i++) {
		ck_assert(!g_rename(desk->file, kept));
		put(fresh, "b");
		heard(desk);
		ck_assert(!g_rename(fresh, desk->file));
		ck_assert(heard(desk));
	}
}
END_TEST

START_TEST(half_written_is_not_heard)
{
	g_autoptr(Desk) desk = following();
	FILE *file;

	g_unlink(desk->file);
	file = fopen(desk->file, "w");
	fputs("[steady", file);
	fflush(file);
	ck_assert(!heard(desk));
	fclose(file);
	ck_assert(heard(desk));
}
END_TEST

START_TEST(another_file_beside_it_is_not_heard)
{
	g_autoptr(Desk) desk = following();
	g_autofree char *other = in(desk, "other.ini");

	put(other, "b");
	ck_assert(!heard(desk));
}
END_TEST

START_TEST(a_file_and_folders_yet_to_come)
{
	g_autoptr(Desk) desk = desk_new("a/b/steady.ini");
	g_autofree char *folder = g_path_get_dirname(desk->file);

	watcher_follow(desk->watcher, desk->file);
	g_mkdir_with_parents(folder, 0700);
	heard(desk);
	put(desk->file, "a");
	ck_assert(heard(desk));
	put(desk->file, "b");
	ck_assert(heard(desk));
}
END_TEST

/* steady.ini -> dotfiles/current -> dotfiles/v1/steady.ini */
START_TEST(through_links_every_one_of_them)
{
	g_autoptr(Desk) desk = desk_new("steady.ini");
	g_autofree char *one = in(desk, "dotfiles/v1"), *two = in(desk, "dotfiles/v2"),
			*link = in(desk, "dotfiles/current");
	g_autofree char *first = g_build_filename(one, "steady.ini", NULL),
			*second = g_build_filename(two, "steady.ini", NULL);

	g_mkdir_with_parents(one, 0700);
	g_mkdir_with_parents(two, 0700);
	put(first, "a");
	put(second, "b");
	ck_assert(!symlink("v1/steady.ini", link));
	ck_assert(!symlink("dotfiles/current", desk->file));
	watcher_follow(desk->watcher, desk->file);
	put(first, "aa");
	ck_assert(heard(desk));
	g_unlink(link);
	ck_assert(!symlink("v2/steady.ini", link));
	ck_assert(heard(desk));
	put(second, "bb");
	ck_assert(heard(desk));
	put(first, "aaa"); /* no longer its own */
	ck_assert(!heard(desk));
}
END_TEST

START_TEST(a_link_in_a_circle_ends)
{
	g_autoptr(Desk) desk = desk_new("steady.ini");

	g_mkdir_with_parents(desk->home.folder, 0700);
	ck_assert(!symlink("steady.ini", desk->file));
	watcher_follow(desk->watcher, desk->file);
	ck_assert(!heard(desk));
}
END_TEST

/* The folder itself is a link, as with a whole configuration under version control. */
START_TEST(through_a_folder_that_is_a_link)
{
	g_autoptr(Desk) desk = desk_new("config/steady.ini");
	g_autofree char *real = in(desk, "real"), *link = in(desk, "config"), *file = in(desk, "real/steady.ini");

	g_mkdir_with_parents(real, 0700);
	ck_assert(!symlink("real", link));
	put(file, "a");
	watcher_follow(desk->watcher, desk->file);
	put(file, "b");
	ck_assert(heard(desk));
}
END_TEST

/* --- a file beside it, that the settings name --- */

static Desk *following_both(void)
{
	Desk *desk = following();
	g_autofree char *folder = in(desk, "days");

	desk->also = in(desk, "days/holidays");
	g_mkdir_with_parents(folder, 0700);
	put(desk->also, "2026-12-24");
	watcher_follow_also(desk->watcher, desk->also);
	return desk;
}

/* Within the time that an editor gets for replacing a file, and some. */
static gboolean heard_later(Desk *desk)
{
	gint64 end = g_get_monotonic_time() + G_USEC_PER_SEC * 20;
	int before = desk->files;

	while (desk->files == before && desk->watcher->gone && g_get_monotonic_time() < end)
		g_main_context_iteration(NULL, TRUE);
	return desk->files > before;
}

START_TEST(the_file_beside_it_written_or_replaced)
{
	g_autoptr(Desk) desk = following_both();
	g_autofree char *fresh = in(desk, "days/fresh"), *kept = in(desk, "days/holidays~");

	put(desk->also, "2026-12-25");
	ck_assert(heard(desk));
	for (int i = 0; i < 3; i++) {
		int before;

		ck_assert(!g_rename(desk->also, kept));
		put(fresh, "2026-12-26");
		ck_assert(!g_rename(fresh, desk->also));
		ck_assert(heard(desk));
		before = desk->files;
		heard_later(desk); /* it was away for a moment only, and that is not told */
		ck_assert_int_eq(desk->files, before);
	}
	put(desk->file, "b"); /* and the first file is still followed */
	ck_assert(heard(desk));
}
END_TEST

START_TEST(the_file_beside_it_removed_and_put_back)
{
	g_autoptr(Desk) desk = following_both();

	ck_assert(!g_unlink(desk->also));
	ck_assert(!heard(desk));
	ck_assert(heard_later(desk));
	put(desk->also, "2026-12-24");
	ck_assert(heard(desk));
	ck_assert(!heard_later(desk));
}
END_TEST

START_TEST(the_file_beside_it_closed_to_us_and_opened_again)
{
	g_autoptr(Desk) desk = following_both();

	if (geteuid() == 0)
		return; /* nothing is closed to root */
	ck_assert(!g_chmod(desk->also, 0));
	heard(desk);
	ck_assert(heard_later(desk));
	ck_assert(!g_chmod(desk->also, 0600));
	heard(desk);
	ck_assert(heard_later(desk));
}
END_TEST

START_TEST(the_files_that_settings_name_are_found_whatever_else_is_wrong)
{
	g_autoptr(Desk) desk = following();
	g_autofree char *beside = in(desk, "holidays");
	g_auto(GStrv) files = NULL, none = NULL;

	put(desk->file, "[nudge a]\nwhen = nonsense\nexcept = file:holidays\nexcept = Sat\n"
	                "[checkin b]\nexcept = file:/etc/days\nexcept = \"file:holidays\"\nnonsense\n");
	files = except_files(desk->file);
	ck_assert_uint_eq(g_strv_length(files), 2);
	ck_assert_str_eq(files[0], beside);
	ck_assert_str_eq(files[1], "/etc/days");
	none = except_files("/nowhere/steady.ini");
	ck_assert_uint_eq(g_strv_length(none), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("watcher");
	TCase *tests = tcase_create("files");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, written_in_place);
	tcase_add_test(tests, replaced_as_editors_do);
	tcase_add_test(tests, half_written_is_not_heard);
	tcase_add_test(tests, another_file_beside_it_is_not_heard);
	tcase_add_test(tests, a_file_and_folders_yet_to_come);
	tcase_add_test(tests, through_links_every_one_of_them);
	tcase_add_test(tests, a_link_in_a_circle_ends);
	tcase_add_test(tests, through_a_folder_that_is_a_link);
	tcase_add_test(tests, the_file_beside_it_written_or_replaced);
	tcase_add_test(tests, the_file_beside_it_removed_and_put_back);
	tcase_add_test(tests, the_file_beside_it_closed_to_us_and_opened_again);
	tcase_add_test(tests, the_files_that_settings_name_are_found_whatever_else_is_wrong);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
