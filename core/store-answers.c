/* Answers to the items of check-ins. */
#include "core/db.h"

gboolean store_add_response(Store *store, const Response *response, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT INTO response (decision, protocol, begun, item, value, number, score, at, zone_offset, route, late) "
	              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	              "zsissmsinsn", response->decision, response->protocol, response->begun, response->item, response->value,
	              (gint64)response->number, response->score, response->at, response->zone_offset, response->route,
	              (int)response->late);
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

	if (!db_each(&store->db, error, take_answer, &answers, "SELECT item, value, begun FROM response WHERE decision = ? ORDER BY id",
	             "i", decision))
		return NULL;
	*begun = answers.begun;
	return g_steal_pointer(&values);
}
