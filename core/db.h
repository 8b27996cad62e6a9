/* db.h - SQLite in one call: a statement, what is bound to it, what comes of each row. Used by store*.c only. */
#pragma once
#include <sqlite3.h>

#include "core/store.h"

typedef struct Db {
	sqlite3 *handle;
	GHashTable *prepared; /* text of SQL, by its address -> its statement; NULL: none yet */
	gboolean within;      /* a transaction, begun by db_begin() */
	int ahead;            /* pages written ahead that the database file has not got yet */
} Db;

void db_close(Db *db); /* also one that was never opened */

/* `types`, one letter a value: i gint64, n int, d double, s text (NULL binds NULL), z gint64 that binds NULL when it is 0,
 * m gint64 that binds NULL when it is negative. */
gboolean db_run(Db *db, GError **error, const char *sql, const char *types, ...);

typedef void (*DbRow)(sqlite3_stmt *row, gpointer data);
gboolean db_each(Db *db, GError **error, DbRow each, gpointer data, const char *sql, const char *types, ...);

gboolean db_script(Db *db, const char *sql, GError **error); /* several statements */
/* For db_each(): the first column of the first row as a text, into a char * that is NULL at first; owned. */
void db_string(sqlite3_stmt *row, gpointer string);
gboolean db_integer(Db *db, gint64 *value, GError **error, const char *sql); /* first column of the first row; 0 when none */

/* A transaction, IMMEDIATE. Where SQLite rolled it back by itself (a read or write that failed), all up to db_end() is refused. */
gboolean db_begin(Db *db, GError **error);
gboolean db_end(Db *db, gboolean good, GError **error); /* commits what went well, else rolls back; whether it is durable */

/* Brings home what was written ahead; STORE_ERROR_BUSY where somebody reads it. */
gboolean db_empty_log(Db *db, GError **error);

gboolean db_fail(Db *db, GError **error, const char *doing); /* always FALSE; sets *error from the last SQLite error */
const char *db_text(sqlite3_stmt *row, int column);          /* NULL for NULL; borrowed */

/* Deadlines of elapsed spans: three columns from `column` on, and the rows of the table that keeps them. */
Deadline db_deadline(sqlite3_stmt *row, int column);
gboolean db_put_pending(Db *db, const char *kind, gint64 subject, const Deadline *until, GError **error);
gboolean db_drop_pending(Db *db, const char *kind, gint64 subject, GError **error);

int db_newest_migration(const char *sql); /* of the folder with the numbered ones; 0: none is there */

/* Parts of a transaction, shared by store-*.c. */
gboolean urge_rate(Db *db, gint64 urge, gint64 at, int intensity, GError **error);
gboolean urge_end(Db *db, gint64 urge, gint64 at, const char *acted, GError **error);

struct Store {
	Db    db;
	char *path;
};
