#include "config/paths.h"
#include "core/i18n.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_LINKS 40 /* as the kernel */

/* The XDG rule: a relative path in the variable is as good as none. */
static char *base_dir(const char *variable, const char *below_home)
{
	const char *dir = g_getenv(variable);

	if (dir && g_path_is_absolute(dir))
		return g_build_filename(dir, "steady", NULL);
	return g_build_filename(g_get_home_dir(), below_home, "steady", NULL);
}

/* bin/steady belongs to share/steady beside bin, installed and in a build folder alike. */
static char *share_beside_program(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *dir = program ? g_path_get_dirname(program) : NULL;
	g_autofree char *beside = dir ? g_build_filename(dir, "..", "share", "steady", NULL) : NULL;

	if (!beside || !g_file_test(beside, G_FILE_TEST_IS_DIR))
		return NULL;
	return g_canonicalize_filename(beside, "/");
}

static char *share_dir(void)
{
	const char *given = g_getenv("STEADY_SHARE");
	char *beside;

	if (given && *given)
		return g_canonicalize_filename(given, NULL);
	beside = share_beside_program();
	return beside ? beside : g_strdup(STEADY_SHARE);
}

/* A build folder has it beside the programs, an installed tree as share/locale. */
static char *locale_dir(const char *share)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *dir = program ? g_path_get_dirname(program) : NULL;
	g_autofree char *beside = dir ? g_build_filename(dir, "locale", NULL) : NULL;
	g_autofree char *above = g_path_get_dirname(share);

	if (beside && g_file_test(beside, G_FILE_TEST_IS_DIR))
		return g_steal_pointer(&beside);
	return g_build_filename(above, "locale", NULL);
}

Paths *paths_new(const char *settings)
{
	Paths *paths = g_new0(Paths, 1);

	paths->config_dir = base_dir("XDG_CONFIG_HOME", ".config");
	paths->settings = g_build_filename(paths->config_dir, "steady.ini", NULL);
	if (settings) {
		g_free(paths->settings);
		g_free(paths->config_dir);
		paths->settings = g_canonicalize_filename(settings, NULL);
		paths->config_dir = g_path_get_dirname(paths->settings);
	}
	paths->data_dir = base_dir("XDG_DATA_HOME", ".local/share");
	paths->store = g_build_filename(paths->data_dir, "steady.db", NULL);
	paths->lock = g_build_filename(paths->data_dir, "steadyd.lock", NULL);
	paths->share = share_dir();
	paths->sql = g_build_filename(paths->share, "sql", NULL);
	paths->locale = locale_dir(paths->share);
	paths->languages = g_new0(char *, 1);
	return paths;
}

void paths_free(Paths *paths)
{
	if (!paths)
		return;
	g_free(paths->config_dir);
	g_free(paths->settings);
	g_free(paths->data_dir);
	g_free(paths->store);
	g_free(paths->lock);
	g_free(paths->share);
	g_free(paths->sql);
	g_free(paths->locale);
	g_strfreev(paths->languages);
	g_free(paths);
}

static gboolean fail(GError **error, const char *what, const char *dir, int code)
{
	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "%s %s: %s", what, dir, g_strerror(code));
	return FALSE;
}

gboolean paths_make_private(const char *dir, GError **error)
{
	struct stat st;

	if (g_mkdir_with_parents(dir, 0700) < 0)
		return fail(error, _("cannot make the folder"), dir, errno);
	if (stat(dir, &st) < 0)
		return fail(error, _("cannot read the folder"), dir, errno);
	if ((st.st_mode & 0077) && chmod(dir, st.st_mode & 0700) < 0)
		return fail(error, _("cannot make private the folder"), dir, errno);
	return TRUE;
}

/* Not canonicalised: behind a linked folder ".." is not the folder before it. */
char *paths_follow(const char *path, GError **error)
{
	g_autofree char *at = g_strdup(path);

	for (int hops = 0; g_file_test(at, G_FILE_TEST_IS_SYMLINK); hops++) {
		g_autofree char *link = g_file_read_link(at, error);
		g_autofree char *dir = g_path_get_dirname(at);

		if (!link)
			return NULL;
		if (hops == MOST_LINKS) {
			fail(error, _("cannot follow the link"), path, ELOOP);
			return NULL;
		}
		g_free(at);
		at = g_path_is_absolute(link) ? g_steal_pointer(&link) : g_build_filename(dir, link, NULL);
	}
	return g_steal_pointer(&at);
}
