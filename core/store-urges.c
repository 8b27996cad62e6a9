/* Urges, their ratings, and what is still to be asked about them. */
#include "core/store-urges.h"

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
	       db_drop_pending(db, "delay", urge, error) && db_drop_pending(db, "again", urge, error);
}

static void take_id(sqlite3_stmt *row, gpointer id)
{
	*(gint64 *)id = sqlite3_column_int64(row, 0);
}

#define SAME_EVENING HOURS(12) /* of several urges so near to each other, one question a day later stands for all */

/* By the wall clock alone: a day later is a day of the calendar's, whatever the machine did. */
static gboolean urge_ask_later(Db *db, gint64 urge, gint64 begun, GError **error)
{
	const Deadline at = { .wall = begun + URGE_LATER };

	return db_run(db, error, "DELETE FROM pending WHERE kind = 'later' AND wall BETWEEN ? AND ?", "ii",
	              at.wall - SAME_EVENING, at.wall) &&
	       db_put_pending(db, "later", urge, &at, error);
}

/* The same one twice (an attempt that failed, and had come through) is one row. */
static gboolean urge_begin(Db *db, gint64 at, int zone_offset, int intensity, gint64 *urge, GError **error)
{
	if (!db_each(db, error, take_id, urge, "SELECT id FROM urge WHERE begun = ?", "i", at))
		return FALSE;
	if (*urge)
		return TRUE;
	if (!db_run(db, error, "INSERT INTO urge (begun, zone_offset) VALUES (?, ?)", "in", at, zone_offset))
		return FALSE;
	*urge = sqlite3_last_insert_rowid(db->handle);
	return (intensity < 0 || urge_rate(db, *urge, at, intensity, error)) && urge_ask_later(db, *urge, at, error);
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
	return db_end(db, urge_begin(db, at, zone_offset, intensity, &urge, error), error) ? urge : 0;
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

gboolean store_ask_urge_again(Store *store, gint64 urge, const Deadline *at, GError **error)
{
	return at ? db_put_pending(&store->db, "again", urge, at, error)
	          : db_drop_pending(&store->db, "again", urge, error);
}

static UrgeAsk ask_of(const char *pending)
{
	int ask = URGE_END;

	while (ask < URGE_ASK_LATER && !g_str_equal(urge_ask_pending((UrgeAsk)ask), pending))
		ask++;
	return (UrgeAsk)ask;
}

static void take_delay(sqlite3_stmt *row, gpointer data)
{
	Delay delay = { .urge = sqlite3_column_int64(row, 0),
		        .until = db_deadline(row, 1),
		        .ask = ask_of(db_text(row, 4)),
		        .span = sqlite3_column_int64(row, 5),
		        .more = sqlite3_column_int(row, 6) };

	g_array_append_val((GArray *)data, delay);
}

GArray *store_delays(Store *store, GError **error)
{
	g_autoptr(GArray) delays = g_array_new(FALSE, FALSE, sizeof(Delay));

	if (!db_each(&store->db, error, take_delay, delays,
	             "SELECT subject, wall, boot, boot_id, kind, coalesce(delay, 0), CASE kind WHEN 'delay' THEN plan "
	             "IS NOT NULL "
	             "WHEN 'again' THEN (sort IS NULL OR forecast IS NULL) AND NOT EXISTS (SELECT 1 FROM rating, "
	             "pending AS over WHERE over.kind = 'delay' AND over.subject = urge.id AND rating.urge = urge.id "
	             "AND rating.at > over.wall - urge.delay) ELSE 0 END "
	             "FROM pending JOIN urge ON urge.id = subject WHERE kind IN ('delay', 'again', 'later')",
	             ""))
		return NULL;
	return g_steal_pointer(&delays);
}
