/* The rows as facts, for insight and reports; and every row of every table, for export. */
#include <string.h>

#include "core/db.h"
#include "core/i18n.h"

static GArray *facts_new(gsize size, GDestroyNotify clear)
{
	GArray *facts = g_array_new(FALSE, TRUE, size);

	g_array_set_clear_func(facts, clear);
	return facts;
}

static void decision_clear(gpointer data)
{
	DecisionFact *fact = data;

	g_free(fact->schedule);
	g_free(fact->content);
}

static void take_decision(sqlite3_stmt *row, gpointer data)
{
	DecisionFact fact = { .id = sqlite3_column_int64(row, 0),
		              .due = sqlite3_column_int64(row, 1),
		              .decided = sqlite3_column_int64(row, 2),
		              .expires = sqlite3_column_int64(row, 3),
		              .shown = sqlite3_column_int64(row, 4),
		              .closed = sqlite3_column_int64(row, 5),
		              .zone_offset = sqlite3_column_int(row, 6),
		              .missed = sqlite3_column_int(row, 7),
		              .outcome = outcome_parse(db_text(row, 9)),
		              .reason = reason_parse(db_text(row, 10)),
		              .schedule = g_strdup(db_text(row, 11)),
		              .content = g_strdup(db_text(row, 12)),
		              .first = sqlite3_column_int64(row, 13),
		              .at = sqlite3_column_int64(row, 14),
		              .reminded = sqlite3_column_int64(row, 15),
		              .asked = sqlite3_column_int(row, 16),
		              .probability = sqlite3_column_double(row, 17),
		              .draw = sqlite3_column_double(row, 18),
		              .content_probability = sqlite3_column_double(row, 19),
		              .content_among = sqlite3_column_int(row, 20) };

	kind_parse(db_text(row, 8), &fact.kind);
	g_array_append_val((GArray *)data, fact);
}

GArray *store_decisions(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) facts = facts_new(sizeof(DecisionFact), decision_clear);

	if (!db_each(&store->db, error, take_decision, facts,
	             "SELECT id, due, decided, expires, shown, closed, zone_offset, missed, kind, outcome, reason, "
	             "schedule, content, "
	             "first, coalesce(at, due), reminded, asked, probability, coalesce(draw, -1), "
	             "content_probability, content_among "
	             "FROM decision WHERE due >= ? AND due < ? ORDER BY due, id",
	             "ii", from, to))
		return NULL;
	return g_steal_pointer(&facts);
}

static void take_held(sqlite3_stmt *row, gpointer data)
{
	HeldFact fact = { .at = sqlite3_column_int64(row, 0),
		          .reason = reason_parse(db_text(row, 1)),
		          .until = sqlite3_column_int64(row, 2) };

	g_array_append_val((GArray *)data, fact);
}

GArray *store_helds(Store *store, gint64 decision, GError **error)
{
	g_autoptr(GArray) facts = facts_new(sizeof(HeldFact), NULL);

	if (!db_each(&store->db, error, take_held, facts,
	             "SELECT at, reason, until FROM held WHERE decision = ? ORDER BY at", "i", decision))
		return NULL;
	return g_steal_pointer(&facts);
}

static void response_clear(gpointer data)
{
	ResponseFact *fact = data;

	g_free(fact->protocol);
	g_free(fact->item);
	g_free(fact->value);
	g_free(fact->score);
	g_free(fact->route);
}

static void take_response(sqlite3_stmt *row, gpointer data)
{
	ResponseFact fact = { .decision = sqlite3_column_int64(row, 0),
		              .begun = sqlite3_column_int64(row, 1),
		              .at = sqlite3_column_int64(row, 2),
		              .zone_offset = sqlite3_column_int(row, 3),
		              .number = sqlite3_column_int(row, 4),
		              .protocol = g_strdup(db_text(row, 5)),
		              .item = g_strdup(db_text(row, 6)),
		              .value = g_strdup(db_text(row, 7)),
		              .score = g_strdup(db_text(row, 8)),
		              .route = g_strdup(db_text(row, 9)) };

	g_array_append_val((GArray *)data, fact);
}

GArray *store_responses(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) facts = facts_new(sizeof(ResponseFact), response_clear);

	if (!db_each(&store->db, error, take_response, facts,
	             "SELECT decision, begun, at, zone_offset, coalesce(number, -1), protocol, item, value, score, "
	             "route "
	             "FROM response WHERE withdrawn IS NULL AND at >= ? AND at < ? ORDER BY at, id",
	             "ii", from, to))
		return NULL;
	return g_steal_pointer(&facts);
}

static void urge_fact_clear(gpointer data)
{
	g_free(((UrgeFact *)data)->acted);
}

static void take_urge(sqlite3_stmt *row, gpointer data)
{
	UrgeFact fact = { .id = sqlite3_column_int64(row, 0),
		          .begun = sqlite3_column_int64(row, 1),
		          .ended = sqlite3_column_int64(row, 2),
		          .zone_offset = sqlite3_column_int(row, 3),
		          .acted = g_strdup(db_text(row, 4)),
		          .first = sqlite3_column_int(row, 5),
		          .last = sqlite3_column_int(row, 6),
		          .peak = sqlite3_column_int(row, 7) };

	g_array_append_val((GArray *)data, fact);
}

GArray *store_urges(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) facts = facts_new(sizeof(UrgeFact), urge_fact_clear);

	if (!db_each(&store->db, error, take_urge, facts,
	             "SELECT id, begun, ended, zone_offset, acted, "
	             "coalesce((SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id LIMIT 1), "
	             "-1), "
	             "coalesce((SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id DESC LIMIT "
	             "1), -1), "
	             "coalesce((SELECT max(intensity) FROM rating WHERE rating.urge = urge.id), -1) "
	             "FROM urge WHERE begun >= ? AND begun < ? ORDER BY begun, id",
	             "ii", from, to))
		return NULL;
	return g_steal_pointer(&facts);
}

/* --- everything --- */

const char *const *store_tables(void)
{
	static const char *const tables[] = { "schedule", "draw",    "decision", "response", "urge",
		                              "rating",   "pending", "held",     "anchor",   "contact",
		                              "entry",    "outcome", NULL };

	return tables;
}

typedef struct Walk {
	gboolean (*row)(gpointer data, const Cell *cells, int n);
	gpointer data;
	gboolean ended;
} Walk;

static Cell read_cell(sqlite3_stmt *row, int column)
{
	Cell cell = { .column = sqlite3_column_name(row, column) };

	switch (sqlite3_column_type(row, column)) {
	case SQLITE_INTEGER:
		cell.type = CELL_INTEGER;
		cell.integer = sqlite3_column_int64(row, column);
		break;
	case SQLITE_FLOAT:
		cell.type = CELL_REAL;
		cell.real = sqlite3_column_double(row, column);
		break;
	case SQLITE_TEXT:
		cell.type = CELL_TEXT;
		cell.text = db_text(row, column);
		break;
	}
	return cell;
}

static void take_row(sqlite3_stmt *row, gpointer data)
{
	Walk *walk = data;
	int n = sqlite3_column_count(row);
	g_autofree Cell *cells = g_new(Cell, n);

	if (walk->ended)
		return;
	for (int i = 0; i < n; i++)
		cells[i] = read_cell(row, i);
	walk->ended = !walk->row(walk->data, cells, n);
}

static void take_column(sqlite3_stmt *row, gpointer names)
{
	g_ptr_array_add(names, g_strdup(db_text(row, 0)));
}

GPtrArray *store_columns(Store *store, const char *table, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!db_each(&store->db, error, take_column, names, "SELECT name FROM pragma_table_info(?) ORDER BY cid", "s",
	             table))
		return NULL;
	return g_steal_pointer(&names);
}

gboolean store_each(Store *store, const char *table, gboolean (*row)(gpointer data, const Cell *cells, int n),
                    gpointer data, GError **error)
{
	Walk walk = { row, data, FALSE };
	g_autofree char *sql = NULL;

	if (!g_strv_contains(store_tables(), table))
		return g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED, _("there is no table '%s'"), table), FALSE;
	sql = g_strdup_printf("SELECT * FROM %s ORDER BY 1, 2", table);
	return db_each(&store->db, error, take_row, &walk, sql, "");
}
