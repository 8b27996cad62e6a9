#include "config/edit.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "config/ini.h"
#include "core/i18n.h"

#define LOCK_PAUSE 20000 /* microseconds between two attempts */
#define LOCK_TRIES 250   /* five seconds */
#define EDIT_TRIES 5     /* when somebody else writes without the lock */

static gboolean fail(GError **error, const char *what, const char *path)
{
	int code = errno;

	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "%s %s: %s", what, path, g_strerror(code));
	return FALSE;
}

static gboolean refuse(GError **error, EditErrorCode code, const char *message)
{
	g_set_error_literal(error, EDIT_ERROR, code, message);
	return FALSE;
}

/* The folder itself is locked: no lock file is left in it. Closing lets go. -1: not to be had. A file system that knows
 * no such locks goes without: the comparison right before the rename still stands. */
static int lock_folder(const char *dir, GError **error)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		fail(error, _("cannot open the folder"), dir);
		return -1;
	}
	for (int i = 0; flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK; i++) {
		if (i == LOCK_TRIES) {
			refuse(error, EDIT_ERROR_BUSY,
			       _("somebody else has been changing the settings for five "
			         "seconds; try again"));
			close(fd);
			return -1;
		}
		g_usleep(LOCK_PAUSE);
	}
	return fd;
}

static gboolean write_all(int fd, const char *text)
{
	gsize left = strlen(text);

	while (left) {
		ssize_t n = write(fd, text, left);

		if (n < 0 && errno != EINTR)
			return FALSE;
		text += n > 0 ? n : 0;
		left -= n > 0 ? (gsize)n : 0;
	}
	return TRUE;
}

#define FRESH ".steady.ini."

/* What a change that was killed left, and nobody else's: whoever has one holds the lock. */
static void sweep(const char *dir)
{
	g_autoptr(GDir) folder = g_dir_open(dir, 0, NULL);
	const char *name;

	while (folder && (name = g_dir_read_name(folder))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (g_str_has_prefix(name, FRESH) && strlen(name) == strlen(FRESH "XXXXXX"))
			unlink(path);
	}
}

/* Old or new, never half: a reader and a power cut see one or the other. */
static gboolean put_in_place(const char *target, const char *dir, int dir_fd, const char *text, GError **error)
{
	g_autofree char *fresh = g_build_filename(dir, FRESH "XXXXXX", NULL);
	int fd = g_mkstemp_full(fresh, O_WRONLY | O_CLOEXEC, 0600);
	gboolean done;

	if (fd < 0)
		return fail(error, _("cannot write into the folder"), dir);
	done = write_all(fd, text) && fsync(fd) == 0;
	if (close(fd) < 0 || !done) {
		fail(error, _("cannot write"), fresh);
		unlink(fresh);
		return FALSE;
	}
	if (g_rename(fresh, target) < 0) {
		fail(error, _("cannot replace"), target);
		unlink(fresh);
		return FALSE;
	}
	return fsync(dir_fd) == 0 ? TRUE : fail(error, _("cannot make durable"), target);
}

/* What stands there now; NULL without an error: no file. */
static gboolean read_now(const char *target, char **text, Problems *problems, GError **error)
{
	gsize length = 0;

	*text = NULL;
	if (!g_file_test(target, G_FILE_TEST_EXISTS))
		return TRUE;
	*text = ini_file_read(target, &length, problems);
	if (!*text)
		return refuse(error, EDIT_ERROR_INVALID, _("the settings cannot be read"));
	if (strlen(*text) != length)
		return refuse(error, EDIT_ERROR_INVALID,
		              _("there is a NUL byte in the settings: this is not UTF-8 text"));
	return TRUE;
}

static gboolean is_valid(const char *path, const char *text, const Known *known, Problems *problems, GError **error)
{
	g_autoptr(Settings) settings = settings_parse_known(text, path, known, problems);

	return settings ? TRUE
	                : refuse(error, EDIT_ERROR_INVALID, _("nothing was changed: the settings would be wrong"));
}

static gboolean no_file(GError **error)
{
	return refuse(error, EDIT_ERROR_MISSING, _("there are no settings yet; `steady setup` makes them"));
}

/* --- one change under the lock --- */

typedef struct Job {
	const char *path; /* as the person knows it: in messages */
	char *target;     /* behind all links */
	char *dir;
	int dir_fd; /* holds the lock */
	const Known *known;
	Problems *problems;
} Job;

static void job_clear(Job *job)
{
	g_free(job->target);
	g_free(job->dir);
	if (job->dir_fd >= 0)
		close(job->dir_fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, job_clear)

static gboolean job_begin(Job *job, GError **error)
{
	job->dir_fd = -1;
	job->target = paths_follow(job->path, error);
	if (!job->target)
		return FALSE;
	job->dir = g_path_get_dirname(job->target);
	if (!g_file_test(job->dir, G_FILE_TEST_EXISTS))
		return no_file(error);
	job->dir_fd = lock_folder(job->dir, error);
	if (job->dir_fd >= 0)
		sweep(job->dir);
	return job->dir_fd >= 0;
}

/* Only when `expected` (NULL: no file) is still what stands there. */
static gboolean job_write(Job *job, const char *expected, const char *text, GError **error)
{
	g_autofree char *now = NULL;

	if (!read_now(job->target, &now, job->problems, error))
		return FALSE;
	if (g_strcmp0(now, expected) != 0)
		return refuse(error, EDIT_ERROR_CHANGED,
		              _("somebody else changed the settings meanwhile; nothing was "
		                "written"));
	return put_in_place(job->target, job->dir, job->dir_fd, text, error);
}

static gboolean job_edit(Job *job, const Edit *edits, guint n, GError **error)
{
	g_autofree char *before = NULL, *after = NULL;

	if (!read_now(job->target, &before, job->problems, error))
		return FALSE;
	if (!before)
		return no_file(error);
	after = edit_text(before, edits, n, error);
	if (!after || !is_valid(job->path, after, job->known, job->problems, error))
		return FALSE;
	return strcmp(before, after) == 0 || job_write(job, before, after, error);
}

gboolean edit_file(const char *path, const Edit *edits, guint n, const Known *known, Problems *problems, GError **error)
{
	g_auto(Job) job = { .path = path, .known = known, .problems = problems };
	g_autoptr(GError) why = NULL;

	if (!job_begin(&job, error))
		return FALSE;
	for (int i = 0; i < EDIT_TRIES; i++) {
		g_clear_error(&why);
		if (job_edit(&job, edits, n, &why))
			return TRUE;
		if (!g_error_matches(why, EDIT_ERROR, EDIT_ERROR_CHANGED))
			break;
	}
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean edit_replace(const char *path, const char *expected, const char *text, const Known *known, Problems *problems,
                      GError **error)
{
	g_auto(Job) job = { .path = path, .known = known, .problems = problems };

	return job_begin(&job, error) && is_valid(path, text, known, problems, error) &&
	       job_write(&job, expected, text, error);
}
