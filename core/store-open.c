/* Opening: the folder, the file, what SQLite is told, and the migrations. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/db.h"
#include "core/i18n.h"

#define PRAGMAS                                                                                                        \
	"PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL;"                            \
	"PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;"                                                      \
	"PRAGMA temp_store = MEMORY;" /* nothing of it outside of its own folder */

static gboolean fail_errno(GError **error, const char *path, const char *doing)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_FULL, "%s: %s: %s", path, doing, g_strerror(errno));
	return FALSE;
}

/* The file is made before SQLite sees it, so that it is never readable to others, not for a moment. */
static gboolean make_private(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd;

	if (g_mkdir_with_parents(folder, 0700) || chmod(folder, 0700))
		return fail_errno(error, folder, _("making the folder private"));
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_errno(error, path, _("opening"));
	fchmod(fd, 0600);
	close(fd);
	return TRUE;
}

/* --- migrations --- */

static char *migration(const char *sql, int number, GError **error)
{
	g_autofree char *name = g_strdup_printf("%s/%03d.sql", sql, number);
	char *text = NULL;

	if (!g_file_test(name, G_FILE_TEST_EXISTS))
		return NULL;
	g_file_get_contents(name, &text, NULL, error);
	return text;
}

int db_newest_migration(const char *sql)
{
	int number = 0;

	for (;;) {
		g_autofree char *name = g_strdup_printf("%s/%03d.sql", sql, number + 1);

		if (!g_file_test(name, G_FILE_TEST_EXISTS))
			return number;
		number++;
	}
}

/* SQLite makes no copy within a transaction: another handle reads what was committed before it. */
static gboolean copy_into(Store *store, const char *path, GError **error)
{
	g_autofree char *real = realpath(store->path, NULL);
	Db beside = { 0 };
	gboolean done;

	if (sqlite3_open_v2(real ? real : store->path, &beside.handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
	                    NULL) == SQLITE_OK)
		done = db_run(&beside, error, "VACUUM INTO ?", "s", path);
	else
		done = db_fail(&beside, error, store->path);
	db_close(&beside);
	return done;
}

/* A copy beside the store, named by the version it has: made before the first change of a store that holds something. */
static gboolean back_up(Store *store, gint64 version, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s.v%d", store->path, (int)version);
	g_autofree char *fresh = g_strdup_printf("%s.part%d", path, (int)getpid());

	g_unlink(fresh);
	if (!copy_into(store, fresh, error))
		return FALSE;
	if (chmod(fresh, 0600) || g_rename(fresh, path))
		return fail_errno(error, path, _("keeping a copy"));
	return TRUE;
}

static gboolean run_step(Db *db, const char *sql, int number, GError **error)
{
	g_autofree char *version = g_strdup_printf("PRAGMA user_version = %d", number);
	g_autofree char *text = migration(sql, number, error);

	return text && db_script(db, text, error) && db_script(db, version, error);
}

static gboolean is_not_newer(Store *store, gint64 version, int newest, GError **error)
{
	if (version > newest)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NEWER,
		            _("%s was written by a newer Steady (version %d, this one knows %d); nothing was "
		              "changed. Update Steady."),
		            store->path, (int)version, newest);
	return version <= newest;
}

/* What there is against what is known, before anything is touched. */
static gboolean is_known(Store *store, const char *sql, StoreMode mode, gint64 *version, int *newest, GError **error)
{
	*newest = db_newest_migration(sql);
	if (!*newest)
		return g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
		                   _("%s: no migrations there; is Steady installed whole?"), sql),
		       FALSE;
	if (!db_integer(&store->db, version, error, "PRAGMA user_version"))
		return FALSE;
	if (!is_not_newer(store, *version, *newest, error))
		return FALSE;
	if (*version < *newest && mode == STORE_READ)
		return g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
		                   _("%s is not set up yet; it is on the first write"), store->path),
		       FALSE;
	return TRUE;
}

/* SQLite does not wait for this by itself where two programs are the first at once. */
static gboolean write_ahead(Db *db, int busy, GError **error)
{
	for (int waited = 0;; waited += 10) {
		g_autoptr(GError) problem = NULL;

		if (db_script(db, "PRAGMA journal_mode = WAL", &problem))
			return TRUE;
		if (waited >= busy || !g_error_matches(problem, STORE_ERROR, STORE_ERROR_BUSY))
			return g_propagate_error(error, g_steal_pointer(&problem)), FALSE;
		sqlite3_sleep(10);
	}
}

/* Within a transaction, so that the copy is of what the steps begin with; another program may have been first. */
static gboolean run_steps(Store *store, const char *sql, int newest, GError **error)
{
	gint64 version;

	if (!db_integer(&store->db, &version, error, "PRAGMA user_version") ||
	    !is_not_newer(store, version, newest, error))
		return FALSE;
	if (version > 0 && version < newest && !back_up(store, version, error))
		return FALSE;
	for (int number = (int)version + 1; number <= newest; number++)
		if (!run_step(&store->db, sql, number, error))
			return FALSE;
	return TRUE;
}

/* All steps at once: nobody sees one between two versions. */
static gboolean migrate(Store *store, const char *sql, gint64 version, int newest, GError **error)
{
	if (version == newest)
		return TRUE;
	return db_begin(&store->db, error) && db_end(&store->db, run_steps(store, sql, newest, error), error);
}

/* The key of the random draws, drawn once for this installation. */
static gboolean keep_secret(Store *store, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT OR IGNORE INTO meta (key, value) VALUES ('secret', lower(hex(randomblob(32))))", "");
}

static gboolean has_secret(Store *store, GError **error)
{
	gint64 known;

	if (!db_integer(&store->db, &known, error, "SELECT count(*) FROM meta WHERE key = 'secret'"))
		return FALSE;
	return known || keep_secret(store, error);
}

static gboolean prepare(Store *store, const char *sql, StoreMode mode, int busy, GError **error)
{
	gint64 version;
	int newest;

	if (!is_known(store, sql, mode, &version, &newest, error))
		return FALSE;
	return mode == STORE_READ || (write_ahead(&store->db, busy, error) &&
	                              migrate(store, sql, version, newest, error) && has_secret(store, error));
}

/* A private message in place of SQLite's two words. */
static void say_damaged(const char *path, GError **error)
{
	if (!error || !*error || !g_error_matches(*error, STORE_ERROR, STORE_ERROR_DAMAGED))
		return;
	g_clear_error(error);
	g_set_error(
		error, STORE_ERROR, STORE_ERROR_DAMAGED,
		_("%s is damaged or no database; nothing was changed. Move it away (keep it: `sqlite3 FILE .recover` "
	          "may save "
	          "most of it), and Steady begins a new one."),
		path);
}

#define TIDY_AHEAD 200  /* pages written ahead that are worth bringing home */
#define MOST_AHEAD 4000 /* so many are brought home whatever else there is to do */

static void bring_home(Db *db)
{
	sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	db->ahead = 0; /* where a reader kept some from it, the next write counts them again */
}

/* SQLite's own rule is to do it within the commit that makes a thousand: somebody would wait for that one. */
static int on_written(gpointer data, sqlite3 *handle, const char *name, int pages)
{
	Db *db = data;

	db->ahead = pages;
	if (pages >= MOST_AHEAD)
		bring_home(db);
	return SQLITE_OK;
}

void store_tidy(Store *store)
{
	if (store->db.ahead >= TIDY_AHEAD)
		bring_home(&store->db);
}

static gboolean open_handle(Store *store, StoreMode mode, int busy, GError **error)
{
	int flags = (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
	            SQLITE_OPEN_NOFOLLOW;
	g_autofree char *real = realpath(store->path, NULL);

	if (sqlite3_open_v2(real ? real : store->path, &store->db.handle, flags, NULL) != SQLITE_OK)
		return db_fail(&store->db, error, store->path);
	sqlite3_busy_timeout(store->db.handle, busy);
	sqlite3_wal_hook(store->db.handle, on_written, &store->db);
	return db_script(&store->db, PRAGMAS, error);
}

Store *store_open(const char *path, const char *sql, StoreMode mode, int busy, GError **error)
{
	g_autoptr(Store) store = g_new0(Store, 1);
	GError *problem = NULL;

	store->path = g_strdup(path);
	if (mode == STORE_READ && !g_file_test(path, G_FILE_TEST_EXISTS))
		return g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
		                   _("%s is not there yet; it is made on the first write"), path),
		       NULL;
	if (mode == STORE_WRITE && !make_private(path, error))
		return NULL;
	if (open_handle(store, mode, busy, &problem) && prepare(store, sql, mode, busy, &problem))
		return g_steal_pointer(&store);
	say_damaged(path, &problem);
	g_propagate_error(error, problem);
	return NULL;
}

gboolean store_is_gone(Store *store)
{
	int moved = 0;

	return store->db.handle &&
	       sqlite3_file_control(store->db.handle, NULL, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

void store_close(Store *store)
{
	if (!store)
		return;
	if (store_is_gone(store)) /* SQLite leaves the log of a moved file alone: bring it home to that file first */
		sqlite3_wal_checkpoint_v2(store->db.handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	db_close(&store->db);
	g_free(store->path);
	g_free(store);
}
