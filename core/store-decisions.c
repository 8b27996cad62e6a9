/* Decisions: one row each, and what becomes of it. */
#include "core/db.h"

/* --- decisions --- */

static gboolean insert_decision(Db *db, const Prompt *prompt, gint64 due, GError **error)
{
	gboolean reached = prompt->reason == REASON_NONE || prompt->reason == REASON_CHANCE;
	gboolean available = reached && prompt->outcome != OUTCOME_MISSED;
	gboolean none = prompt->state == PROMPT_CLOSED;

	return db_run(
		db, error,
		"INSERT INTO decision (schedule, kind, due, zone_offset, first, missed, decided, expires, asked, "
		"available, "
		"reason, option, content, closed, outcome, at, lifetime, probability, draw, "
		"content_probability, content_among) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
		"CASE WHEN ?19 >= 0 THEN ?19 END, CASE WHEN ?21 > 0 THEN ?20 END, CASE WHEN ?21 > 0 THEN ?21 END)",
		"ssininiinnssszsiidddn", prompt->schedule, kind_name(prompt->kind), due, prompt->zone_offset,
		prompt->first, prompt->missed, prompt->decided, prompt->expires, (int)prompt->asked, (int)available,
		reason_name(prompt->reason), none ? "none" : "prompt", prompt->content,
		none ? prompt->closed : (gint64)0, outcome_name(prompt->outcome), prompt->at, prompt->lifetime,
		prompt->probability, prompt->draw, prompt->content_probability, prompt->content_among);
}

static void take_id(sqlite3_stmt *row, gpointer id)
{
	*(gint64 *)id = sqlite3_column_int64(row, 0);
}

#define LIVES 1000 /* of one moment: each stands a microsecond after the one before */

/* The row of this very decision, when it is there already, from the attempt before: as that one wrote it, and the newest. */
static gint64 find_decision(Db *db, const Prompt *prompt)
{
	gint64 id = 0, closed = prompt->state == PROMPT_CLOSED ? prompt->closed : 0;

	db_each(db, NULL, take_id, &id,
	        "SELECT id FROM decision WHERE schedule = ? AND due BETWEEN ? AND ? AND decided = ? "
	        "AND id = (SELECT max(id) FROM decision) AND shown IS NULL AND closed IS ?",
	        "siiiz", prompt->schedule, prompt->due, prompt->due + LIVES - 1, prompt->decided, closed);
	return id;
}

/* There is one row for a schedule and a moment. But a moment is lived again when the clock was wrong, and set back far: what was decided
 * then keeps its row, and the schedule is decided up to an earlier moment by now. */
static gint64 free_due(Db *db, const Prompt *prompt)
{
	gint64 due = prompt->due;

	db_each(db, NULL, take_id, &due,
	        "SELECT max(due) + 1 FROM decision WHERE schedule = ?1 AND due BETWEEN ?2 AND ?3 "
	        "AND ?2 > (SELECT handled FROM schedule WHERE id = ?1) HAVING count(*) > 0",
	        "sii", prompt->schedule, prompt->due, prompt->due + LIVES - 1);
	return due;
}

/* What is asked about an urge takes the place of its deadline: the first questions and the end of a delay also that of what was still to be
 * asked on the way. */
static gboolean take_deadline_place(Db *db, const char *schedule, GError **error)
{
	UrgeAsk ask;
	gint64 urge = urge_of_schedule(schedule, &ask);

	if (!urge || ask == URGE_AGAIN) /* the daemon sets the next one on the way */
		return TRUE;
	return (ask == URGE_OPENING || db_drop_pending(db, urge_ask_pending(ask), urge, error)) &&
	       (ask == URGE_ASK_LATER || db_drop_pending(db, "again", urge, error));
}

static gboolean decide(Store *store, const Prompt *prompt, const char *spec, gint64 *id, GError **error)
{
	Db *db = &store->db;

	if (!insert_decision(db, prompt, free_due(db, prompt), error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(db->handle);
	return (!spec || store_set_handled(store, prompt->schedule, prompt->due, spec, error)) &&
	       take_deadline_place(db, prompt->schedule, error);
}

gint64 store_decide(Store *store, const Prompt *prompt, const char *spec, GError **error)
{
	gint64 id = 0, there;

	if (!db_begin(&store->db, error))
		return 0;
	there = find_decision(&store->db, prompt);
	return db_end(&store->db, there || decide(store, prompt, spec, &id, error), error) ? MAX(id, there) : 0;
}

gboolean store_shown(Store *store, gint64 decision, gint64 at, const char *delivery, const char *owner, guint32 bubble,
                     GError **error)
{
	return db_run(
		&store->db, error,
		"UPDATE decision SET shown = coalesce(shown, ?), delivery = ?, owner = ?, bubble = ? WHERE id = ?",
		"issii", at, delivery, owner, (gint64)bubble, decision);
}

gboolean store_reminded(Store *store, gint64 decision, gint64 at, GError **error)
{
	return db_run(&store->db, error, "UPDATE decision SET reminded = ? WHERE id = ?", "ii", at, decision);
}

gboolean store_closed(Store *store, gint64 decision, gint64 at, Outcome outcome, GError **error)
{
	Db *db = &store->db;

	return db_begin(db, error) &&
	       db_end(db,
	              db_run(db, error, "UPDATE decision SET closed = ?, outcome = ? WHERE id = ? AND closed IS NULL",
	                     "isi", at, outcome_name(outcome), decision) &&
	                      db_drop_pending(db, "snooze", decision, error),
	              error);
}

static void take_bubble(sqlite3_stmt *row, gpointer data)
{
	gpointer *into = data;

	g_strlcpy(into[0], db_text(row, 0) ?: "", 32);
	*(guint32 *)into[1] = sqlite3_column_int64(row, 1);
}

gboolean store_bubble(Store *store, gint64 decision, char owner[32], guint32 *bubble, GError **error)
{
	gpointer into[] = { owner, bubble };

	owner[0] = '\0';
	*bubble = 0;
	return db_each(&store->db, error, take_bubble, into,
	               "SELECT owner, coalesce(bubble, 0) FROM decision WHERE id = ?", "i", decision);
}

/* By its moment: its number may not be known yet. */
gboolean store_held(Store *store, const char *schedule, gint64 due, gint64 at, Reason reason, GError **error)
{
	return db_run(&store->db, error,
	              "INSERT OR IGNORE INTO held (decision, at, reason) SELECT id, ?, ? FROM decision WHERE schedule "
	              "= ? AND due = ?",
	              "issi", at, reason_name(reason), schedule, due);
}

/* --- deadlines --- */

gboolean store_snoozed(Store *store, gint64 decision, gint64 at, const Deadline *until, GError **error)
{
	return db_put_pending(&store->db, "snooze", decision, until, error) &&
	       db_run(&store->db, error,
	              "INSERT OR IGNORE INTO held (decision, at, reason, until) VALUES (?, ?, 'snoozed', ?)", "iii",
	              decision, at, until->wall);
}

gboolean store_pause(Store *store, const Deadline *until, GError **error)
{
	return db_put_pending(&store->db, "pause", 0, until, error);
}

gboolean store_hide(Store *store, const Deadline *never, GError **error)
{
	return db_put_pending(&store->db, "hidden", 0, never, error);
}

gboolean store_resume(Store *store, GError **error)
{
	return db_run(&store->db, error, "DELETE FROM pending WHERE kind IN ('pause', 'hidden')", "");
}
