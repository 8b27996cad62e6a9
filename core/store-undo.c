/* Answers that are taken back: they stay, marked, and count nowhere; what came of them is undone. */
#include "core/db.h"
#include "core/store-urges.h"

void withdrawn_clear(Withdrawn *withdrawn)
{
	g_clear_pointer(&withdrawn->protocol, g_free);
	g_clear_pointer(&withdrawn->item, g_free);
	g_clear_pointer(&withdrawn->value, g_free);
	withdrawn->id = 0;
}

static void take_last(sqlite3_stmt *row, gpointer data)
{
	Withdrawn *withdrawn = data;

	*withdrawn = (Withdrawn){ .id = sqlite3_column_int64(row, 0),
		                  .decision = sqlite3_column_int64(row, 1),
		                  .begun = sqlite3_column_int64(row, 2),
		                  .at = sqlite3_column_int64(row, 3),
		                  .zone_offset = sqlite3_column_int(row, 4),
		                  .urge = sqlite3_column_int64(row, 5),
		                  .number = sqlite3_column_int(row, 6),
		                  .protocol = g_strdup(db_text(row, 7)),
		                  .item = g_strdup(db_text(row, 8)),
		                  .value = g_strdup(db_text(row, 9)),
		                  .outcome = sqlite3_column_int(row, 10) };
}

/* Answers to the one question about a slot, a plan or an article are outcomes; what else became of a plan is part of another answer. */
#define ANSWERS                                                                                                        \
	"SELECT id, coalesce(decision, 0), begun, at, zone_offset, coalesce(urge, 0), coalesce(number, -1), "          \
	"protocol, "                                                                                                   \
	"item, value, 0 AS outcome FROM response "                                                                     \
	"WHERE withdrawn IS NULL AND (?1 = 0 OR begun = ?1) AND (?2 IS NULL OR item = ?2)"
#define OUTCOMES                                                                                                       \
	"SELECT id, coalesce(decision, 0), at, at, zone_offset, 0, -1, kind || ':' || name, kind, value, 1 "           \
	"FROM outcome WHERE withdrawn IS NULL AND ?1 = 0 AND ?2 IS NULL AND "                                          \
	"(kind IN ('slot', 'article') OR kind = 'plan' AND value = 'rehearsed')"

/* `begun` 0: of any check-in; `item` NULL: to any item. */
static gboolean find_last(Db *db, gint64 begun, const char *item, Withdrawn *withdrawn, GError **error)
{
	return db_each(db, error, take_last, withdrawn,
	               ANSWERS " UNION ALL " OUTCOMES " ORDER BY at DESC, outcome, id DESC LIMIT 1", "is", begun, item);
}

static gboolean mark(Db *db, gint64 now, const Withdrawn *withdrawn, GError **error)
{
	return db_run(db, error,
	              withdrawn->outcome ? "UPDATE outcome SET withdrawn = ? WHERE id = ?"
	                                 : "UPDATE response SET withdrawn = ? WHERE id = ?",
	              "ii", now, withdrawn->id);
}

static gboolean unrate(Db *db, const Withdrawn *withdrawn, GError **error)
{
	return db_run(db, error,
	              "DELETE FROM rating WHERE id = (SELECT max(id) FROM rating WHERE urge = ? AND at = ? AND "
	              "intensity = ?)",
	              "iin", withdrawn->urge, withdrawn->at, withdrawn->number);
}

/* What an earlier answer said holds again; it is over only if it was over before. */
static gboolean unend(Db *db, const Withdrawn *withdrawn, GError **error)
{
	return db_run(db, error,
	              "UPDATE urge SET acted = (SELECT value FROM response WHERE urge = ?1 AND item = 'acted' AND "
	              "withdrawn IS NULL AND value IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1), "
	              "ended = CASE WHEN ended = ?2 THEN NULL ELSE ended END WHERE id = ?1",
	              "ii", withdrawn->urge, withdrawn->at);
}

static gboolean undo_urge(Store *store, gint64 now, const Withdrawn *withdrawn, GError **error)
{
	Db *db = &store->db;

	if (!withdrawn->urge || !withdrawn->value)
		return TRUE;
	if (g_str_equal(withdrawn->item, "intensity"))
		return unrate(db, withdrawn, error);
	if (g_str_equal(withdrawn->item, "acted"))
		return unend(db, withdrawn, error);
	return store_unhear_urge(store, now, withdrawn->urge, withdrawn->item, withdrawn->at, error);
}

static gboolean take_back(Store *store, gint64 now, gint64 begun, const char *item, Withdrawn *withdrawn,
                          GError **error)
{
	Db *db = &store->db;

	if (!find_last(db, begun, item, withdrawn, error))
		return FALSE;
	return !withdrawn->id || (mark(db, now, withdrawn, error) && undo_urge(store, now, withdrawn, error));
}

gboolean store_withdraw(Store *store, gint64 now, gint64 begun, const char *item, Withdrawn *withdrawn, GError **error)
{
	withdrawn_clear(withdrawn);
	return db_begin(&store->db, error) &&
	       db_end(&store->db, take_back(store, now, begun, item, withdrawn, error), error);
}
