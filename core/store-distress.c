/* The answers that were as strong as can be, and that the helplines were offered. */
#include "core/db.h"
#include "core/distress.h"
#include "core/store-outcomes.h"

#define NAME "lines"
#define OFFERED "offered"

static void take_moment(sqlite3_stmt *row, gpointer data)
{
	gint64 at = sqlite3_column_int64(row, 0);

	g_array_append_val((GArray *)data, at);
}

static void take_offered(sqlite3_stmt *row, gpointer data)
{
	if (sqlite3_column_type(row, 0) != SQLITE_NULL)
		*(gint64 *)data = sqlite3_column_int64(row, 0);
}

/* An answer that rated an urge is one, not two: both have its moment. */
static gboolean is_due(Db *db, gint64 now, gboolean *due, GError **error)
{
	g_autoptr(GArray) strong = g_array_new(FALSE, FALSE, sizeof(gint64));
	gint64 offered = G_MININT64;

	if (!db_each(db, error, take_moment, strong,
	             "SELECT at FROM rating WHERE intensity >= ?1 AND at > ?2 UNION "
	             "SELECT at FROM response WHERE item = 'intensity' AND number >= ?1 AND withdrawn IS NULL AND at > "
	             "?2",
	             "ni", DISTRESS_LEAST, now - DISTRESS_WITHIN) ||
	    !db_each(db, error, take_offered, &offered,
	             "SELECT max(at) FROM outcome WHERE kind = 'helplines' AND name = ? AND value = ?", "ss", NAME,
	             OFFERED))
		return FALSE;
	*due = distress_is_due((const gint64 *)strong->data, strong->len, offered, now);
	return TRUE;
}

gboolean store_offer_helplines(Store *store, gint64 now, int zone_offset, gboolean *due, GError **error)
{
	const OutcomeFact offer = { .kind = OUTCOME_OF_HELPLINES,
		                    .name = (char *)NAME,
		                    .value = (char *)OFFERED,
		                    .at = now,
		                    .zone_offset = zone_offset };
	gboolean good;

	*due = FALSE;
	if (!db_begin(&store->db, error))
		return FALSE;
	good = is_due(&store->db, now, due, error) && (!*due || store_add_outcome(store, &offer, error));
	if (!db_end(&store->db, good, good ? error : NULL) || !good)
		*due = FALSE;
	return good;
}
