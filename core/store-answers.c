/* Answers to the items of check-ins. */
#include "core/db.h"

/* Whose prompt was in another store (moved away meanwhile) is kept without one. */
static gboolean insert_response(Store *store, const Response *response, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT INTO response (decision, protocol, begun, item, value, number, score, at, zone_offset, "
	              "route, late) "
	              "SELECT (SELECT id FROM decision WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 "
	              "WHERE NOT EXISTS (SELECT 1 FROM response WHERE begun = ?3 AND item = ?4 AND at = ?8)",
	              "isissmsinsn", response->decision, response->protocol, response->begun, response->item,
	              response->value, (gint64)response->number, response->score, response->at, response->zone_offset,
	              response->route, (int)response->late);
}

/* What an answer about an urge means for the urge itself. */
static gboolean note_urge(Store *store, const Response *response, GError **error)
{
	if (!response->urge || !response->value || !sqlite3_changes(store->db.handle))
		return TRUE;
	if (g_str_equal(response->item, "intensity"))
		return urge_rate(&store->db, response->urge, response->at, response->number, error);
	if (g_str_equal(response->item, "acted"))
		return urge_end(&store->db, response->urge, response->at, response->value, error);
	return TRUE;
}

gboolean store_add_response(Store *store, const Response *response, GError **error)
{
	return db_begin(&store->db, error) &&
	       db_end(&store->db, insert_response(store, response, error) && note_urge(store, response, error), error);
}

typedef struct Answers {
	GHashTable *values;
	gint64 begun;
} Answers;

static void take_answer(sqlite3_stmt *row, gpointer data)
{
	Answers *answers = data;

	answers->begun = sqlite3_column_int64(row, 2);
	g_hash_table_insert(answers->values, g_strdup(db_text(row, 0)), g_strdup(db_text(row, 1)));
}

GHashTable *store_answers(Store *store, gint64 decision, gint64 *begun, GError **error)
{
	g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	Answers answers = { values, 0 };

	if (!db_each(&store->db, error, take_answer, &answers,
	             "SELECT item, value, begun FROM response WHERE decision = ? ORDER BY id", "i", decision))
		return NULL;
	*begun = answers.begun;
	return g_steal_pointer(&values);
}
