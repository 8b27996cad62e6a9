#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/paths.h"

static const struct {
	const char *config, *data, *home, *settings, *store;
} places[] = {
	{ "/x/c", "/x/d", "/h", "/x/c/steady/steady.ini", "/x/d/steady/steady.db" },
	{ NULL, NULL, "/h", "/h/.config/steady/steady.ini", "/h/.local/share/steady/steady.db" },
	{ "", "", "/h", "/h/.config/steady/steady.ini", "/h/.local/share/steady/steady.db" },
	{ "rel", "./d", "/h", "/h/.config/steady/steady.ini", "/h/.local/share/steady/steady.db" },
};

static void set(const char *name, const char *value)
{
	if (value)
		g_setenv(name, value, TRUE);
	else
		g_unsetenv(name);
}

START_TEST(everything_lives_where_xdg_says)
{
	g_autoptr(Paths) paths = NULL;

	set("XDG_CONFIG_HOME", places[_i].config);
	set("XDG_DATA_HOME", places[_i].data);
	set("HOME", places[_i].home);
	paths = paths_new(NULL);
	ck_assert_str_eq(paths->settings, places[_i].settings);
	ck_assert_str_eq(paths->store, places[_i].store);
	ck_assert(g_str_has_prefix(paths->settings, paths->config_dir));
	ck_assert(g_str_has_prefix(paths->lock, paths->data_dir));
}
END_TEST

START_TEST(a_settings_file_that_is_given_moves_only_the_settings)
{
	g_autoptr(Paths) paths = NULL, relative = NULL;

	set("XDG_CONFIG_HOME", "/x/c");
	set("XDG_DATA_HOME", "/x/d");
	paths = paths_new("/y/my.ini");
	relative = paths_new("my.ini");
	ck_assert_str_eq(paths->settings, "/y/my.ini");
	ck_assert_str_eq(paths->config_dir, "/y");
	ck_assert_str_eq(paths->store, "/x/d/steady/steady.db");
	ck_assert(g_path_is_absolute(relative->settings));
	ck_assert(g_path_is_absolute(relative->config_dir));
}
END_TEST

START_TEST(the_texts_are_found_where_the_environment_says)
{
	g_autoptr(Paths) paths = NULL;

	set("STEADY_SHARE", "/s/../t");
	paths = paths_new(NULL);
	ck_assert_str_eq(paths->share, "/t");
	ck_assert_str_eq(paths->sql, "/t/sql");
}
END_TEST

static guint mode_of(const char *path)
{
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	return st.st_mode & 0777;
}

START_TEST(a_folder_is_made_private)
{
	g_autofree char *root = g_dir_make_tmp("steady-XXXXXX", NULL);
	g_autofree char *mid = g_build_filename(root, "a", NULL), *deep = g_build_filename(mid, "b", NULL);
	g_autofree char *file = g_build_filename(root, "f", NULL), *below = g_build_filename(file, "x", NULL);
	g_autoptr(GError) error = NULL;

	ck_assert(paths_make_private(deep, &error));
	ck_assert_uint_eq(mode_of(deep), 0700);
	ck_assert_uint_eq(mode_of(mid), 0700);
	ck_assert_int_eq(chmod(deep, 0755), 0);
	ck_assert(paths_make_private(deep, &error));
	ck_assert_uint_eq(mode_of(deep), 0700);
	g_file_set_contents(file, "", 0, NULL);
	ck_assert(!paths_make_private(below, &error));
	ck_assert_ptr_nonnull(strstr(error->message, below));
	g_remove(file);
	g_rmdir(deep);
	g_rmdir(mid);
	g_rmdir(root);
}
END_TEST

START_TEST(links_are_followed_to_the_file_that_need_not_be_there)
{
	g_autofree char *root = g_dir_make_tmp("steady-XXXXXX", NULL);
	g_autofree char *dir = g_build_filename(root, "dots", NULL), *one = g_build_filename(root, "one", NULL);
	g_autofree char *two = g_build_filename(root, "two", NULL), *loop = g_build_filename(root, "loop", NULL);
	g_autofree char *want = g_build_filename(root, "dots/steady.ini", NULL), *got = NULL, *plain = NULL;
	g_autoptr(GError) error = NULL;

	g_mkdir(dir, 0700);
	ck_assert_int_eq(symlink("two", one), 0);
	ck_assert_int_eq(symlink(want, two), 0);
	ck_assert_int_eq(symlink("loop", loop), 0);
	got = paths_follow(one, &error);
	plain = paths_follow(want, &error);
	ck_assert_str_eq(got, want);
	ck_assert_str_eq(plain, want);
	ck_assert_ptr_null(paths_follow(loop, &error));
	ck_assert_ptr_nonnull(error);
	g_remove(one);
	g_remove(two);
	g_remove(loop);
	g_rmdir(dir);
	g_rmdir(root);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("paths");
	TCase *tests = tcase_create("paths");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, everything_lives_where_xdg_says, 0, G_N_ELEMENTS(places));
	tcase_add_test(tests, a_settings_file_that_is_given_moves_only_the_settings);
	tcase_add_test(tests, the_texts_are_found_where_the_environment_says);
	tcase_add_test(tests, a_folder_is_made_private);
	tcase_add_test(tests, links_are_followed_to_the_file_that_need_not_be_there);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
