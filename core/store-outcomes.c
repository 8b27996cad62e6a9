/* What became of what was put before the person, and what the choice of articles learns from it. */
#include "core/store-outcomes.h"

#include <string.h>

#include "core/db.h"

#define SCORES_BACK DAYS(120) /* what lies further back weighs next to nothing: half in thirteen days */

static const char *const kind_names[N_OUTCOME_KINDS] = {
	[OUTCOME_OF_PLAN] = "plan",
	[OUTCOME_OF_SLOT] = "slot",
	[OUTCOME_OF_ARTICLE] = "article",
	[OUTCOME_OF_HELPLINES] = "helplines",
};

const char *outcome_kind_name(OutcomeKind kind)
{
	return kind_names[kind];
}

gboolean store_add_outcome(Store *store, const OutcomeFact *outcome, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT INTO outcome (kind, name, value, at, zone_offset, decision, urge, late) "
	              "SELECT ?1, ?2, ?3, ?4, ?5, (SELECT id FROM decision WHERE id = ?6), ?7, ?8 WHERE NOT EXISTS "
	              "(SELECT 1 FROM outcome WHERE kind = ?1 AND name = ?2 AND at = ?4 AND value = ?3 AND "
	              "withdrawn IS NULL)",
	              "sssinzzn", kind_names[outcome->kind], outcome->name, outcome->value, outcome->at,
	              outcome->zone_offset, outcome->decision, outcome->urge, (int)outcome->late);
}

static void outcome_clear(gpointer data)
{
	OutcomeFact *fact = data;

	g_free(fact->name);
	g_free(fact->value);
}

static OutcomeKind kind_of(const char *name)
{
	int kind = 0;

	while (kind < N_OUTCOME_KINDS - 1 && !g_str_equal(kind_names[kind], name))
		kind++;
	return (OutcomeKind)kind;
}

static void take_outcome(sqlite3_stmt *row, gpointer data)
{
	OutcomeFact fact = { .id = sqlite3_column_int64(row, 0),
		             .kind = kind_of(db_text(row, 1)),
		             .name = g_strdup(db_text(row, 2)),
		             .value = g_strdup(db_text(row, 3)),
		             .at = sqlite3_column_int64(row, 4),
		             .zone_offset = sqlite3_column_int(row, 5),
		             .decision = sqlite3_column_int64(row, 6),
		             .urge = sqlite3_column_int64(row, 7) };

	g_array_append_val((GArray *)data, fact);
}

GArray *store_outcomes(Store *store, OutcomeKind kind, const char *name, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(OutcomeFact));

	g_array_set_clear_func(facts, outcome_clear);
	if (!db_each(&store->db, error, take_outcome, facts,
	             "SELECT id, kind, name, value, at, zone_offset, decision, urge FROM outcome "
	             "WHERE kind = ?1 AND (?2 IS NULL OR name = ?2) AND at >= ?3 AND at < ?4 AND withdrawn IS NULL "
	             "ORDER BY at, id",
	             "ssii", kind_names[kind], name, from, to))
		return NULL;
	return g_steal_pointer(&facts);
}

/* --- what the rotation goes by -------------------------------------------------------------------- */

static void take_shown(sqlite3_stmt *row, gpointer data)
{
	taste_add_shown(data, db_text(row, 0), sqlite3_column_int64(row, 1));
}

static void take_helped(sqlite3_stmt *row, gpointer data)
{
	taste_add_helped(data, db_text(row, 0), g_str_equal(db_text(row, 1), "helpful"));
}

static void take_rehearsed(sqlite3_stmt *row, gpointer data)
{
	taste_add_rehearsed(data, db_text(row, 0), sqlite3_column_int64(row, 1));
}

static void take_cue(sqlite3_stmt *row, gpointer data)
{
	taste_set_cue(data, db_text(row, 0), sqlite3_column_int64(row, 1));
}

static void take_score(sqlite3_stmt *row, gpointer data)
{
	taste_add_answer(data, db_text(row, 0), db_text(row, 1), sqlite3_column_int(row, 2),
	                 sqlite3_column_int64(row, 3));
}

#define SCORES                                                                                                         \
	"SELECT score, value, number, at FROM response "                                                               \
	"WHERE score IS NOT NULL AND number >= 0 AND withdrawn IS NULL AND at > ? ORDER BY at, id"

Taste *store_load_taste_news(Store *store, gint64 now, GError **error)
{
	Db *db = &store->db;
	g_autoptr(Taste) taste = taste_new();

	if (db_each(db, error, take_helped, taste,
	            "SELECT name, value FROM outcome WHERE kind = 'article' AND withdrawn IS NULL "
	            "ORDER BY id",
	            "") &&
	    db_each(db, error, take_rehearsed, taste,
	            "SELECT name, max(at) FROM outcome WHERE kind = 'plan' AND value = 'rehearsed' AND withdrawn IS "
	            "NULL "
	            "GROUP BY name",
	            "") &&
	    db_each(db, error, take_cue, taste, "SELECT cue, begun FROM urge ORDER BY begun DESC, id DESC LIMIT 1",
	            "") &&
	    db_each(db, error, take_score, taste, SCORES, "i", now - SCORES_BACK))
		return g_steal_pointer(&taste);
	return NULL;
}

Taste *store_load_taste(Store *store, gint64 now, GError **error)
{
	g_autoptr(Taste) taste = store_load_taste_news(store, now, error);

	if (taste && db_each(&store->db, error, take_shown, taste,
	                     "SELECT content, decided FROM decision WHERE kind = 'nudge' AND content IS NOT NULL "
	                     "AND (closed IS NULL OR shown IS NOT NULL OR outcome = 'read') ORDER BY id",
	                     ""))
		return g_steal_pointer(&taste);
	return NULL;
}

static void take_number(sqlite3_stmt *row, gpointer data)
{
	*(gint64 *)data = sqlite3_column_int64(row, 0);
}

gint64 store_turn(Store *store, gint64 decision, GError **error)
{
	gint64 turn = 0;

	db_each(&store->db, error, take_number, &turn,
	        "SELECT count(*) FROM decision AS mine JOIN decision AS before ON before.kind = 'nudge' "
	        "AND before.content = mine.content AND before.id < mine.id "
	        "AND (before.closed IS NULL OR before.shown IS NOT NULL OR before.outcome = 'read') WHERE mine.id = ?",
	        "i", decision);
	return turn;
}

typedef struct LastRead {
	char *name;
	gint64 decision;
} LastRead;

static void take_last(sqlite3_stmt *row, gpointer data)
{
	LastRead *last = data;

	last->decision = sqlite3_column_int64(row, 0);
	last->name = g_strdup(db_text(row, 1));
}

char *store_last_read(Store *store, gint64 *decision, GError **error)
{
	LastRead last = { 0 };

	if (!db_each(&store->db, error, take_last, &last,
	             "SELECT id, content FROM decision WHERE kind = 'nudge' AND outcome = 'read' "
	             "AND content IS NOT NULL AND closed IS NOT NULL ORDER BY closed DESC, id DESC LIMIT 1",
	             ""))
		return NULL;
	*decision = last.decision;
	return last.name;
}
