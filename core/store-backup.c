/* Backups: SQLite's own copy, checked, flushed to the disk, then given its name. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/db.h"
#include "core/i18n.h"
#include "core/part.h"
#include "core/store-backup.h"

#define NOTE "backup:"

static gboolean fail_path(GError **error, const char *path, const char *doing)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_FULL, "%s: %s: %s", path, doing, g_strerror(errno));
	return FALSE;
}

static gboolean flush_to_disk(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	gboolean good = fd >= 0 && !fsync(fd);

	if (fd >= 0)
		close(fd);
	return good;
}

/* SQLite's own look at every page, and Steady's number of the tables. */
static gboolean look_through(Db *db, const char *path, gint64 *version, GError **error)
{
	g_autofree char *said = NULL;

	if (!db_integer(db, version, error, "PRAGMA user_version") ||
	    !db_each(db, error, db_string, &said, "PRAGMA integrity_check(1)", ""))
		return FALSE;
	if (!*version || g_strcmp0(said, "ok") != 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED, _("%s is not whole: %s"), path,
		            *version ? said : _("no tables of Steady's are in it"));
		return FALSE;
	}
	return TRUE;
}

static gboolean open_and_look(const char *path, gint64 *version, GError **error)
{
	Db db = { 0 };
	gboolean good = sqlite3_open_v2(path, &db.handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
	                        ? look_through(&db, path, version, error)
	                        : db_fail(&db, error, path);

	db_close(&db);
	return good;
}

gboolean store_check(const char *path, const char *sql, GError **error)
{
	gint64 version;

	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING, _("%s is no file"), path);
		return FALSE;
	}
	if (!open_and_look(path, &version, error)) {
		g_prefix_error(error, "%s: ", path);
		return FALSE;
	}
	if (version > db_newest_migration(sql)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NEWER,
		            _("%s was written by a newer Steady; update this one first"), path);
		return FALSE;
	}
	return TRUE;
}

/* Under another name until it is whole. */
static gboolean copy_to(Store *store, const char *part, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	gint64 version;

	if (!db_run(&store->db, error, "VACUUM INTO ?", "s", part))
		return FALSE;
	if (chmod(part, 0600))
		return fail_path(error, part, _("making it private"));
	if (!open_and_look(part, &version, error))
		return FALSE;
	if (!flush_to_disk(part, O_RDONLY) || g_rename(part, path) || !flush_to_disk(folder, O_RDONLY | O_DIRECTORY))
		return fail_path(error, path, _("keeping the copy"));
	return TRUE;
}

gboolean store_note_backup(Store *store, const char *path, gint64 at, GError **error)
{
	g_autofree char *note = g_strconcat(NOTE, path, NULL);

	return db_run(&store->db, error, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", "si", note, at);
}

/* Noted first: a copy that is there is known of, and knows itself. */
gboolean store_backup(Store *store, const char *path, gint64 at, GError **error)
{
	g_autofree char *part = part_name(path);
	mode_t before;
	gboolean good;

	store_sweep_parts(store);
	parts_sweep(path);
	if (!store_note_backup(store, path, at, error))
		return FALSE;
	before = umask(0077);
	good = copy_to(store, part, path, error);
	umask(before);
	if (!good)
		g_unlink(part);
	return good;
}

static void take_path(sqlite3_stmt *row, gpointer data)
{
	g_ptr_array_add(data, g_strdup(db_text(row, 0) + strlen(NOTE)));
}

GPtrArray *store_backups(Store *store, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	if (!db_each(&store->db, error, take_path, paths, "SELECT key FROM meta WHERE key GLOB ? ORDER BY value", "s",
	             NOTE "*"))
		return NULL;
	return g_steal_pointer(&paths);
}

gboolean store_sweep_parts(Store *store)
{
	g_autoptr(GPtrArray) paths = store_backups(store, NULL);
	gboolean free = TRUE;

	for (guint i = 0; paths && i < paths->len; i++)
		free = parts_sweep(paths->pdata[i]) && free;
	return free;
}

gboolean store_drop_backup(Store *store, const char *path, GError **error)
{
	g_autofree char *note = g_strconcat(NOTE, path, NULL);

	return db_run(&store->db, error, "DELETE FROM meta WHERE key = ?", "s", note);
}

gboolean store_settle(Store *store, GError **error)
{
	return db_empty_log(&store->db, error);
}
