/* page.c - a page on the disk, where a browser can read it and under a name that tells nothing. */
#include "config/page.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/paths.h"

#define KEPT (G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND) /* a page may still be open, and be loaded again */
#define MAX_PAGES 1000

char *page_dir(void)
{
	const char *downloads = g_get_user_special_dir(G_USER_DIRECTORY_DOWNLOAD);

	if (downloads && g_file_test(downloads, G_FILE_TEST_IS_DIR) && !g_str_equal(downloads, g_get_home_dir()))
		return g_build_filename(downloads, "steady", NULL);
	return g_build_filename(g_get_home_dir(), "steady", NULL);
}

static char *page_name(const char *dir, int number)
{
	g_autofree char *name = g_strdup_printf("page-%d.html", number);

	return g_build_filename(dir, name, NULL);
}

/* Old by the clock of the file system that they lie on: `newest` was just written there. */
static void pages_remove_old(const char *dir, const char *newest)
{
	struct stat now, page;

	if (stat(newest, &now) != 0)
		return;
	for (int number = 1; number <= MAX_PAGES; number++) {
		g_autofree char *path = page_name(dir, number);
		if (lstat(path, &page) == 0 && S_ISREG(page.st_mode) && now.st_mtime - page.st_mtime > KEPT)
			unlink(path);
	}
}

/* The first free name; never a file that is there, nor through a link. -1 and errno. */
static int page_create(const char *dir, char **path)
{
	int fd = -1;

	for (int number = 1; fd < 0 && number <= MAX_PAGES; number++) {
		g_free(*path);
		*path = page_name(dir, number);
		fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	return fd;
}

static gboolean write_all(int fd, const char *text)
{
	gsize left = strlen(text);

	while (left > 0) {
		gssize written = write(fd, text, left);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return FALSE;
		text += written;
		left -= written;
	}
	return TRUE;
}

static void set_error(GError **error, const char *path)
{
	int code = errno;

	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
}

char *page_write(const char *dir, const char *html, GError **error)
{
	g_autofree char *path = NULL;
	int fd;

	if (!paths_make_private(dir, error))
		return NULL;
	fd = page_create(dir, &path);
	if (fd < 0 || !write_all(fd, html)) {
		set_error(error, path);
		if (fd >= 0) {
			close(fd);
			unlink(path);
		}
		return NULL;
	}
	close(fd);
	pages_remove_old(dir, path);
	return g_steal_pointer(&path);
}
