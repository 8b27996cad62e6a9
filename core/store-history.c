/* What the agenda needs to know of the past: history, draws, and the prompts that are open. */
#include <string.h>

#include "core/db.h"
#include "core/store-ease.h"
#include "core/store-outcomes.h"

/* --- history --- */

/* What schedules follow: the latest of each type, as many as are remembered. A check-in that chance silenced, or that had nothing to
 * ask, was not missed. */
static const char *const events[] = {
	"SELECT 'urge', NULL, begun FROM urge WHERE begun > ? ORDER BY begun DESC LIMIT ?",
	"SELECT 'contact', NULL, at FROM contact WHERE at > ? ORDER BY at DESC LIMIT ?",
	"SELECT 'answer', item || '=' || value, at FROM response WHERE value IS NOT NULL AND withdrawn IS NULL AND at "
	"> ? "
	"ORDER BY at DESC LIMIT ?",
	"SELECT 'checkin', substr(schedule, 9), closed FROM decision WHERE +closed > ? " /* few are check-ins */
	"AND schedule GLOB 'checkin/*' AND outcome IN ('expired', 'undelivered', 'dropped') "
	"AND coalesce(reason, '') NOT IN ('chance', 'no-content') ORDER BY closed DESC LIMIT ?",
};

static void take_handled(sqlite3_stmt *row, gpointer data)
{
	History *history = data;
	Handled *handled = g_new(Handled, 1);

	handled->until = sqlite3_column_int64(row, 1);
	handled->spec = g_strdup(db_text(row, 2));
	handled->told = TRUE;
	g_hash_table_insert(history->handled, g_strdup(db_text(row, 0)), handled);
}

static void take_draw(sqlite3_stmt *row, gpointer data)
{
	History *history = data;
	g_auto(GStrv) words = g_strsplit(db_text(row, 3), " ", -1);
	guint n = g_strv_length(words);
	g_autofree gint64 *moments = g_new0(gint64, n + 1);

	for (guint i = 0; i < n; i++)
		moments[i] = g_ascii_strtoll(words[i], NULL, 10);
	if (n && !*words[0])
		n = 0;
	draws_put(history->draws, db_text(row, 0), sqlite3_column_int(row, 1), sqlite3_column_int(row, 2), moments, n);
}

static void take_shown(sqlite3_stmt *row, gpointer data)
{
	history_add_shown(data, sqlite3_column_int64(row, 0));
}

static void take_pause(sqlite3_stmt *row, gpointer data)
{
	History *history = data;

	history->paused = TRUE;
	history->pause = db_deadline(row, 0);
}

static void take_hidden(sqlite3_stmt *row, gpointer data)
{
	History *history = data;

	take_pause(row, data);
	history->hidden = TRUE;
}

static void take_anchor(sqlite3_stmt *row, gpointer data)
{
	Deadline at = db_deadline(row, 2);

	history_set_anchor(data, db_text(row, 0), sqlite3_column_int(row, 1), &at);
}

/* When it was by the clock of then; what lies ahead was written by a clock that was wrong. */
static void take_event(sqlite3_stmt *row, gpointer data)
{
	Deadline at = { .wall = sqlite3_column_int64(row, 2) };
	EventType type;

	if (event_type_parse(db_text(row, 0), &type))
		history_add_event(data, type, db_text(row, 1), &at);
}

static gboolean load_events(Db *db, History *history, gint64 now, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(events); i++)
		if (!db_each(db, error, take_event, history, events[i], "in", now - HISTORY_EVENTS,
		             HISTORY_EVENTS_MOST))
			return FALSE;
	return TRUE;
}

/* What other programs write, too. */
static gboolean load_news(Store *store, History *history, gint64 now, GError **error)
{
	Db *db = &store->db;

	g_ptr_array_unref(history->asked);
	history->asked = store_asked(store, error);
	if (!history->asked ||
	    !db_each(db, error, take_pause, history, "SELECT wall, boot, boot_id FROM pending WHERE kind = 'pause'",
	             "") ||
	    !db_each(db, error, take_hidden, history, "SELECT wall, boot, boot_id FROM pending WHERE kind = 'hidden'",
	             "") ||
	    !load_events(db, history, now, error))
		return FALSE;
	ease_free(history->ease);
	history->ease = store_load_ease(store, TIME_NEVER, error);
	return history->ease != NULL;
}

/* What the daemon alone writes. */
static gboolean load_own(Db *db, History *history, gint64 now, GError **error)
{
	return db_each(db, error, take_handled, history, "SELECT id, handled, spec FROM schedule", "") &&
	       db_each(db, error, take_draw, history, "SELECT schedule, trigger, day, moments FROM draw WHERE day > ?",
	               "i", now / DAYS(1) - 4) &&
	       db_each(db, error, take_shown, history,
	               "SELECT shown FROM decision WHERE shown > ? AND shown < ? AND asked = 0 ORDER BY shown", "ii",
	               now - DAYS(2), now + DAYS(2)) &&
	       db_each(db, error, take_anchor, history, "SELECT schedule, trigger, wall, boot, boot_id FROM anchor",
	               "");
}

History *store_load_news(Store *store, gint64 now, GError **error)
{
	g_autoptr(History) history = history_new("");

	taste_free(history->taste);
	history->taste = store_load_taste_news(store, now, error);
	return history->taste && load_news(store, history, now, error) ? g_steal_pointer(&history) : NULL;
}

History *store_load_history(Store *store, gint64 now, GError **error)
{
	Db *db = &store->db;
	g_autofree char *secret = NULL;
	g_autoptr(History) history = NULL;

	if (!db_each(db, error, db_string, &secret, "SELECT value FROM meta WHERE key = 'secret'", ""))
		return NULL;
	history = history_new(secret ? secret : "");
	taste_free(history->taste);
	history->taste = store_load_taste(store, now, error);
	if (!history->taste || !load_news(store, history, now, error) || !load_own(db, history, now, error))
		return NULL;
	history_end_life(history);
	return g_steal_pointer(&history);
}

gboolean store_set_handled(Store *store, const char *schedule, gint64 until, const char *spec, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT INTO schedule (id, handled, spec) VALUES (?, ?, ?) "
	              "ON CONFLICT (id) DO UPDATE SET handled = excluded.handled, spec = excluded.spec",
	              "sis", schedule, until, spec);
}

gboolean store_put_anchor(Store *store, const char *schedule, int trigger, const Deadline *at, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT OR REPLACE INTO anchor (schedule, trigger, wall, boot, boot_id) VALUES (?, ?, ?, ?, ?)",
	              "sniis", schedule, trigger, at->wall, at->boot, at->boot_id);
}

gboolean store_put_draw(Store *store, const char *schedule, int trigger, int day, const gint64 *moments, guint n,
                        GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " " : "", moments[i]);
	return db_run(&store->db, error,
	              "INSERT OR IGNORE INTO draw (schedule, trigger, day, moments) VALUES (?, ?, ?, ?)", "snns",
	              schedule, trigger, day, text->str);
}

/* --- open prompts --- */

static void take_prompt(sqlite3_stmt *row, gpointer data)
{
	Prompt *prompt = g_new0(Prompt, 1);

	prompt->id = sqlite3_column_int64(row, 0);
	prompt->schedule = g_strdup(db_text(row, 1));
	kind_parse(db_text(row, 2), &prompt->kind);
	prompt->due = sqlite3_column_int64(row, 3);
	prompt->zone_offset = sqlite3_column_int(row, 4);
	prompt->first = sqlite3_column_int64(row, 5);
	prompt->missed = sqlite3_column_int(row, 6);
	prompt->decided = sqlite3_column_int64(row, 7);
	prompt->expires = sqlite3_column_int64(row, 8);
	prompt->asked = sqlite3_column_int(row, 9);
	prompt->reason = reason_parse(db_text(row, 10));
	prompt->content = g_strdup(db_text(row, 11));
	prompt->shown = sqlite3_column_int64(row, 12);
	prompt->at = sqlite3_column_int64(row, 17);
	prompt->lifetime = sqlite3_column_int64(row, 18);
	prompt->probability = sqlite3_column_double(row, 19);
	prompt->draw = sqlite3_column_type(row, 20) == SQLITE_NULL ? -1 : sqlite3_column_double(row, 20);
	prompt->turn = sqlite3_column_int64(row, 21);
	prompt->remind = TIME_NEVER;
	prompt->reminded = sqlite3_column_type(row, 16) != SQLITE_NULL;
	prompt->state = prompt->shown ? PROMPT_SHOWN : PROMPT_HELD;
	if (sqlite3_column_type(row, 13) != SQLITE_NULL) {
		prompt->state = PROMPT_SNOOZED;
		prompt->snooze = db_deadline(row, 13);
	}
	g_ptr_array_add(data, prompt);
}

GPtrArray *store_open_prompts(Store *store, GError **error)
{
	g_autoptr(GPtrArray) prompts = g_ptr_array_new_with_free_func((GDestroyNotify)prompt_free);

	if (!db_each(
		    &store->db, error, take_prompt, prompts,
		    "SELECT decision.id, schedule, decision.kind, due, zone_offset, first, missed, decided, expires, "
		    "asked, coalesce((SELECT reason FROM held WHERE decision = decision.id AND reason <> 'snoozed' "
		    "ORDER BY at DESC LIMIT 1), reason), content, "
		    "coalesce(shown, 0), wall, boot, boot_id, reminded, coalesce(at, due), coalesce(lifetime, expires "
		    "- due), probability, draw, (SELECT count(*) FROM decision AS earlier WHERE earlier.kind = 'nudge' "
		    "AND earlier.content = decision.content AND earlier.id < decision.id "
		    "AND (earlier.closed IS NULL OR earlier.shown IS NOT NULL OR earlier.outcome = 'read')) "
		    "FROM decision "
		    "LEFT JOIN pending ON pending.kind = 'snooze' AND pending.subject = decision.id "
		    "WHERE closed IS NULL ORDER BY decision.id",
		    ""))
		return NULL;
	return g_steal_pointer(&prompts);
}
