#include "core/db.h"
#include "core/i18n.h"

#include <stdarg.h>

G_DEFINE_QUARK(steady-store-error, store_error);

#define MOST_PREPARED 64

typedef sqlite3_stmt Statement;

static void statement_finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

static const struct {
	int result;
	StoreErrorCode code;
} codes[] = {
	{ SQLITE_BUSY, STORE_ERROR_BUSY },       { SQLITE_LOCKED, STORE_ERROR_BUSY },
	{ SQLITE_FULL, STORE_ERROR_FULL },       { SQLITE_IOERR, STORE_ERROR_FULL },
	{ SQLITE_READONLY, STORE_ERROR_FULL },   { SQLITE_CANTOPEN, STORE_ERROR_FULL },
	{ SQLITE_CORRUPT, STORE_ERROR_DAMAGED }, { SQLITE_NOTADB, STORE_ERROR_DAMAGED },
};

static StoreErrorCode code_of(int result)
{
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (codes[i].result == (result & 0xff))
			return codes[i].code;
	return STORE_ERROR_FAILED;
}

gboolean db_fail(Db *db, GError **error, const char *doing)
{
	g_set_error(error, STORE_ERROR, code_of(sqlite3_errcode(db->handle)), "%s: %s", doing,
	            sqlite3_errmsg(db->handle));
	return FALSE;
}

static int bind_or_null(Statement *statement, int at, gint64 value, gboolean null)
{
	return null ? sqlite3_bind_null(statement, at) : sqlite3_bind_int64(statement, at, value);
}

static int bind_one(Statement *statement, int at, char type, va_list *values)
{
	gint64 number;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(statement, at, va_arg(*values, gint64));
	case 'n':
		return sqlite3_bind_int(statement, at, va_arg(*values, int));
	case 'd':
		return sqlite3_bind_double(statement, at, va_arg(*values, double));
	case 's':
		return sqlite3_bind_text(statement, at, va_arg(*values, const char *), -1, SQLITE_TRANSIENT);
	case 'z':
		number = va_arg(*values, gint64);
		return bind_or_null(statement, at, number, number == 0);
	case 'm':
		number = va_arg(*values, gint64);
		return bind_or_null(statement, at, number, number < 0);
	}
	g_assert_not_reached();
}

/* Preparing takes longer than most statements do: they are kept, by where their text stands, which a program's own never leaves. What
 * stands there is compared, and one that is running is not there for a second use. */
static Statement *kept(const Db *db, const char *sql)
{
	Statement *statement = db->prepared ? g_hash_table_lookup(db->prepared, sql) : NULL;

	return statement && !sqlite3_stmt_busy(statement) && g_str_equal(sqlite3_sql(statement), sql) ? statement
	                                                                                              : NULL;
}

static Statement *take(Db *db, const char *sql, GError **error)
{
	Statement *statement = kept(db, sql);

	if (!statement &&
	    sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
		db_fail(db, error, _("preparing a statement"));
	return statement;
}

/* With nothing of the person's left in it. */
static void put_back(Db *db, const char *sql, Statement *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	if (!db->prepared)
		db->prepared = g_hash_table_new_full(NULL, NULL, NULL, statement_finalize);
	if (g_hash_table_lookup(db->prepared, sql) == statement)
		return;
	if (g_hash_table_size(db->prepared) < MOST_PREPARED && !g_hash_table_contains(db->prepared, sql))
		g_hash_table_insert(db->prepared, (gpointer)sql, statement);
	else
		sqlite3_finalize(statement);
}

void db_close(Db *db)
{
	g_clear_pointer(&db->prepared, g_hash_table_unref);
	sqlite3_close_v2(db->handle);
	db->handle = NULL;
}

/* Rolled back before its end: what is still to come would be written by itself, without what came before. */
static gboolean is_lost(const Db *db, GError **error)
{
	if (!db->within || !sqlite3_get_autocommit(db->handle))
		return FALSE;
	g_set_error(error, STORE_ERROR, STORE_ERROR_FULL,
	            _("writing to the store: what belongs together was cut short"));
	return TRUE;
}

static Statement *prepare(Db *db, GError **error, const char *sql, const char *types, va_list *values)
{
	Statement *statement = is_lost(db, error) ? NULL : take(db, sql, error);

	if (!statement)
		return NULL;
	g_assert(sqlite3_bind_parameter_count(statement) == (int)strlen(types));
	for (int i = 0; types[i]; i++)
		bind_one(statement, i + 1, types[i], values);
	return statement;
}

static gboolean step_all(Db *db, const char *sql, Statement *statement, DbRow each, gpointer data, GError **error)
{
	int result;
	gboolean good;

	while ((result = sqlite3_step(statement)) == SQLITE_ROW)
		if (each)
			each(statement, data);
	good = result == SQLITE_DONE || db_fail(db, error, each ? _("reading the store") : _("writing to the store"));
	put_back(db, sql, statement);
	return good;
}

gboolean db_run(Db *db, GError **error, const char *sql, const char *types, ...)
{
	Statement *statement;
	va_list values;

	va_start(values, types);
	statement = prepare(db, error, sql, types, &values);
	va_end(values);
	return statement && step_all(db, sql, statement, NULL, NULL, error);
}

gboolean db_each(Db *db, GError **error, DbRow each, gpointer data, const char *sql, const char *types, ...)
{
	Statement *statement;
	va_list values;

	va_start(values, types);
	statement = prepare(db, error, sql, types, &values);
	va_end(values);
	return statement && step_all(db, sql, statement, each, data, error);
}

gboolean db_script(Db *db, const char *sql, GError **error)
{
	return !is_lost(db, error) && (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
	                               db_fail(db, error, _("changing the store")));
}

static void take_integer(sqlite3_stmt *row, gpointer data)
{
	*(gint64 *)data = sqlite3_column_int64(row, 0);
}

gboolean db_integer(Db *db, gint64 *value, GError **error, const char *sql)
{
	*value = 0;
	return db_each(db, error, take_integer, value, sql, "");
}

void db_string(sqlite3_stmt *row, gpointer string)
{
	char **into = string;

	if (!*into)
		*into = g_strdup(db_text(row, 0));
}

gboolean db_begin(Db *db, GError **error)
{
	return db->within = db_run(db, error, "BEGIN IMMEDIATE", "");
}

gboolean db_end(Db *db, gboolean good, GError **error)
{
	good = good && db_run(db, error, "COMMIT", "");
	db->within = FALSE;
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return good;
}

/* The three numbers of SQLite's answer: whether somebody was in the way, pages in the log, pages brought home. */
static void take_checkpoint(sqlite3_stmt *row, gpointer data)
{
	*(gboolean *)data = sqlite3_column_int(row, 0) != 0;
}

gboolean db_empty_log(Db *db, GError **error)
{
	gboolean busy = FALSE;

	if (!db_each(db, error, take_checkpoint, &busy, "PRAGMA wal_checkpoint(TRUNCATE)", ""))
		return FALSE;
	if (busy)
		g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
		            _("another program is reading the store; its log cannot be emptied"));
	return !busy;
}

const char *db_text(sqlite3_stmt *row, int column)
{
	return (const char *)sqlite3_column_text(row, column);
}

Deadline db_deadline(sqlite3_stmt *row, int column)
{
	Deadline deadline = { .wall = sqlite3_column_int64(row, column),
		              .boot = sqlite3_column_int64(row, column + 1) };

	g_strlcpy(deadline.boot_id, db_text(row, column + 2) ?: "", sizeof deadline.boot_id);
	return deadline;
}

gboolean db_put_pending(Db *db, const char *kind, gint64 subject, const Deadline *until, GError **error)
{
	return db_run(db, error,
	              "INSERT OR REPLACE INTO pending (kind, subject, wall, boot, boot_id) VALUES (?, ?, ?, ?, ?)",
	              "siiis", kind, subject, until->wall, until->boot, until->boot_id);
}

gboolean db_drop_pending(Db *db, const char *kind, gint64 subject, GError **error)
{
	return db_run(db, error, "DELETE FROM pending WHERE kind = ? AND subject = ?", "si", kind, subject);
}
