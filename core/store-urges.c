/* Urges, their ratings and their delays. */
#include "core/db.h"

/* --- pieces of a transaction --- */

gboolean urge_rate(Db *db, gint64 urge, gint64 at, int intensity, GError **error)
{
	return db_run(db, error, "INSERT INTO rating (urge, at, intensity) VALUES (?, ?, ?)", "iin", urge, at,
	              intensity);
}

gboolean urge_end(Db *db, gint64 urge, gint64 at, const char *acted, GError **error)
{
	return db_run(db, error, "UPDATE urge SET ended = coalesce(ended, ?), acted = coalesce(?, acted) WHERE id = ?",
	              "isi", at, acted, urge) &&
	       db_drop_pending(db, "delay", urge, error);
}

static gboolean urge_begin(Db *db, gint64 at, int zone_offset, gint64 *urge, GError **error)
{
	if (!db_run(db, error, "INSERT INTO urge (begun, zone_offset) VALUES (?, ?)", "in", at, zone_offset))
		return FALSE;
	*urge = sqlite3_last_insert_rowid(db->handle);
	return TRUE;
}

static gboolean urge_delay(Db *db, gint64 urge, gint64 span, const Deadline *until, GError **error)
{
	return db_run(db, error, "UPDATE urge SET delay = ? WHERE id = ?", "ii", span, urge) &&
	       db_put_pending(db, "delay", urge, until, error);
}

/* --- transactions --- */

gint64 store_begin_urge(Store *store, gint64 at, int zone_offset, int intensity, GError **error)
{
	Db *db = &store->db;
	gint64 urge = 0;

	if (!db_begin(db, error))
		return 0;
	return db_end(db, urge_begin(db, at, zone_offset, &urge, error) && urge_rate(db, urge, at, intensity, error),
	              error)
	               ? urge
	               : 0;
}

gboolean store_rate_urge(Store *store, gint64 urge, gint64 at, int intensity, GError **error)
{
	return urge_rate(&store->db, urge, at, intensity, error);
}

gboolean store_delay_urge(Store *store, gint64 urge, gint64 span, const Deadline *until, GError **error)
{
	return db_begin(&store->db, error) &&
	       db_end(&store->db, urge_delay(&store->db, urge, span, until, error), error);
}

gboolean store_end_urge(Store *store, gint64 urge, gint64 at, const char *acted, GError **error)
{
	return db_begin(&store->db, error) && db_end(&store->db, urge_end(&store->db, urge, at, acted, error), error);
}

static void take_delay(sqlite3_stmt *row, gpointer data)
{
	Delay delay = { .urge = sqlite3_column_int64(row, 0), .until = db_deadline(row, 1) };

	g_array_append_val((GArray *)data, delay);
}

GArray *store_delays(Store *store, GError **error)
{
	g_autoptr(GArray) delays = g_array_new(FALSE, FALSE, sizeof(Delay));

	if (!db_each(&store->db, error, take_delay, delays,
	             "SELECT subject, wall, boot, boot_id FROM pending WHERE kind = 'delay'", ""))
		return NULL;
	return g_steal_pointer(&delays);
}
