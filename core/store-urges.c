/* Urges, their ratings and their delays. */
#include "core/db.h"

gint64 store_begin_urge(Store *store, gint64 at, int zone_offset, int intensity, GError **error)
{
	gint64 urge = 0;

	if (!db_begin(&store->db, error))
		return 0;
	if (db_run(&store->db, error, "INSERT INTO urge (begun, zone_offset) VALUES (?, ?)", "in", at, zone_offset)) {
		urge = sqlite3_last_insert_rowid(store->db.handle);
		if (store_rate_urge(store, urge, at, intensity, error) && db_commit(&store->db, error))
			return urge;
	}
	db_rollback(&store->db);
	return 0;
}

gboolean store_rate_urge(Store *store, gint64 urge, gint64 at, int intensity, GError **error)
{
	return db_run(&store->db, error, "INSERT INTO rating (urge, at, intensity) VALUES (?, ?, ?)", "iin", urge, at, intensity);
}

gboolean store_delay_urge(Store *store, gint64 urge, gint64 span, const Deadline *until, GError **error)
{
	return db_run(&store->db, error, "UPDATE urge SET delay = ? WHERE id = ?", "ii", span, urge) &&
	       db_put_pending(&store->db, "delay", urge, until, error);
}

gboolean store_end_urge(Store *store, gint64 urge, gint64 at, const char *acted, GError **error)
{
	return db_run(&store->db, error, "UPDATE urge SET ended = coalesce(ended, ?), acted = coalesce(?, acted) WHERE id = ?", "isi",
	              at, acted, urge) &&
	       db_drop_pending(&store->db, "delay", urge, error);
}

gboolean store_drop_delay(Store *store, gint64 urge, GError **error)
{
	return db_drop_pending(&store->db, "delay", urge, error);
}

static void take_delay(sqlite3_stmt *row, gpointer data)
{
	Delay delay = { .urge = sqlite3_column_int64(row, 0), .until = db_deadline(row, 1) };

	g_array_append_val((GArray *)data, delay);
}

GArray *store_delays(Store *store, GError **error)
{
	g_autoptr(GArray) delays = g_array_new(FALSE, FALSE, sizeof(Delay));

	if (!db_each(&store->db, error, take_delay, delays, "SELECT subject, wall, boot, boot_id FROM pending WHERE kind = 'delay'", ""))
		return NULL;
	return g_steal_pointer(&delays);
}
