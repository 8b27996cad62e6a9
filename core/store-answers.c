/* Answers to the items of check-ins. */
#include "core/db.h"
#include "core/single.h"
#include "core/store-urges.h"

/* Whose prompt was in another store (moved away meanwhile) is kept without one. */
static gboolean insert_response(Store *store, const Response *response, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT INTO response (decision, protocol, begun, item, value, number, score, at, zone_offset, "
	              "route, late, urge) "
	              "SELECT (SELECT id FROM decision WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
	              "(SELECT id FROM urge WHERE id = ?12) "
	              "WHERE NOT EXISTS (SELECT 1 FROM response WHERE begun = ?3 AND item = ?4 AND at = ?8 AND "
	              "withdrawn IS NULL AND decision IS (SELECT id FROM decision WHERE id = ?1))",
	              "isissmsinsni", response->decision, response->protocol, response->begun, response->item,
	              response->value, (gint64)response->number, response->score, response->at, response->zone_offset,
	              response->route, (int)response->late, response->urge);
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
	return store_hear_urge(store, response, error);
}

/* The answer of a slot's or a plan's prompt is what became of it. */
static gboolean add_single(Store *store, const char *name, OutcomeKind kind, const Response *response, GError **error)
{
	OutcomeFact fact = { .kind = kind,
		             .name = (char *)name,
		             .value = (char *)response->value,
		             .at = response->at,
		             .zone_offset = response->zone_offset,
		             .decision = response->decision,
		             .late = response->late };

	return store_add_outcome(store, &fact, error);
}

gboolean store_add_response(Store *store, const Response *response, GError **error)
{
	OutcomeKind kind;
	const char *single = single_name(response->protocol, &kind);

	if (single)
		return add_single(store, single, kind, response, error);
	return db_begin(&store->db, error) &&
	       db_end(&store->db, insert_response(store, response, error) && note_urge(store, response, error), error);
}

/* --- reading --- */

typedef struct Answers {
	GHashTable *values;
	gint64 begun;
} Answers;

/* When the check-in began is known from an answer that was taken back, too. */
static void take_answer(sqlite3_stmt *row, gpointer data)
{
	Answers *answers = data;

	answers->begun = sqlite3_column_int64(row, 2);
	if (sqlite3_column_type(row, 3) == SQLITE_NULL)
		g_hash_table_insert(answers->values, g_strdup(db_text(row, 0)), g_strdup(db_text(row, 1)));
}

GHashTable *store_answers(Store *store, gint64 decision, gint64 *begun, GError **error)
{
	g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	Answers answers = { values, 0 };

	if (!db_each(&store->db, error, take_answer, &answers,
	             "SELECT item, value, begun, withdrawn, id FROM response WHERE decision = ?1 UNION ALL "
	             "SELECT kind, value, at, withdrawn, id FROM outcome WHERE decision = ?1 "
	             "AND (kind = 'slot' OR kind = 'plan' AND value = 'rehearsed') ORDER BY id",
	             "i", decision))
		return NULL;
	*begun = answers.begun;
	return g_steal_pointer(&values);
}

static void take_item(sqlite3_stmt *row, gpointer data)
{
	g_ptr_array_insert(data, 0, g_strdup(db_text(row, 0)));
}

GPtrArray *store_asked(Store *store, GError **error)
{
	g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);

	if (!db_each(&store->db, error, take_item, items,
	             "SELECT item FROM response WHERE withdrawn IS NULL ORDER BY at DESC, id DESC LIMIT ?", "n",
	             HISTORY_ASKED))
		return NULL;
	return g_steal_pointer(&items);
}

/* --- one that is over --- */

static void take_past(sqlite3_stmt *row, gpointer data)
{
	Past *past = data;

	past->schedule = g_strdup(db_text(row, 0));
	past->content = g_strdup(db_text(row, 1));
}

gboolean store_past(Store *store, gint64 decision, Past *past, GError **error)
{
	past_clear(past);
	past->answers = store_answers(store, decision, &past->begun, error);
	return past->answers && db_each(&store->db, error, take_past, past,
	                                "SELECT schedule, content FROM decision WHERE id = ? "
	                                "AND (kind IN ('checkin', 'slot') OR content GLOB 'plan:*') "
	                                "AND option = 'prompt' AND closed IS NOT NULL",
	                                "i", decision);
}

void past_clear(Past *past)
{
	g_clear_pointer(&past->schedule, g_free);
	g_clear_pointer(&past->content, g_free);
	g_clear_pointer(&past->answers, g_hash_table_unref);
	past->begun = 0;
}
