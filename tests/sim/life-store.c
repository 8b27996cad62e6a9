/* The promises about the store when the daemon does not run. */
#include "core/db.h"
#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

#define NUMBER G_GINT64_FORMAT

static const struct {
	const char *promise, *sql; /* counts what breaks it */
} promises[] = {
	{ "one row an occurrence",
	  "SELECT count(*) FROM (SELECT 1 FROM decision GROUP BY schedule, due HAVING count(*) > 1)" },
	{ "a closed one says how it ended",
	  "SELECT count(*) FROM decision WHERE (closed IS NULL) <> (outcome IS NULL)" },
	{ "one answer an item",
	  "SELECT count(*) - count(DISTINCT decision || item) FROM response WHERE late = 0 AND decision IS NOT NULL" },
	{ "an answered one has its answers",
	  "SELECT count(*) FROM decision WHERE outcome = 'answered' AND kind = 'checkin' "
	  "AND NOT EXISTS (SELECT 1 FROM response WHERE decision = decision.id)" },
	{ "a silence has its reason",
	  "SELECT count(*) FROM decision WHERE option = 'none' AND outcome = 'dropped' AND reason IS NULL" },
	{ "one question an urge",
	  "SELECT count(*) - count(DISTINCT schedule) FROM decision WHERE schedule LIKE 'urge/%'" },
	{ "nothing waits for what is closed",
	  "SELECT count(*) FROM pending JOIN decision ON pending.kind = 'snooze' AND subject = id WHERE closed > 0" },
	{ "a range begins before it ends", "SELECT count(*) FROM decision WHERE first > due" },
	{ "it is in WAL", "SELECT journal_mode <> 'wal' FROM pragma_journal_mode" },
};

static void take_number(sqlite3_stmt *row, gpointer number)
{
	*(gint64 *)number = sqlite3_column_int64(row, 0);
}

static void expect_whole(Life *life, Db *db, gboolean all)
{
	gint64 broken = 0;

	db_integer(db, &broken, NULL,
	           all ? "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"
	               : "SELECT count(*) FROM pragma_quick_check WHERE quick_check <> 'ok'");
	sim_demand(life->sim, broken == 0, "the store is broken");
	for (gsize i = 0; all && i < G_N_ELEMENTS(promises); i++) {
		sim_demand(life->sim, db_integer(db, &broken, NULL, promises[i].sql), "not asked: %s", promises[i].sql);
		sim_demand(life->sim, broken == 0, "not so: %s", promises[i].promise);
	}
}

static void expect_said(Life *life, Db *db)
{
	for (; life->looked < life->said->len; life->looked++) {
		const Said *said = life->said->pdata[life->looked];
		gint64 there = 0;

		db_each(db, NULL, take_number, &there,
		        "SELECT count(*) FROM response WHERE decision = ? AND item = ? AND value IS ?", "iss",
		        said->prompt, said->item, said->value);
		if (!there) /* a plan's or a slot's */
			db_each(db, NULL, take_number, &there,
			        "SELECT count(*) FROM outcome WHERE decision = ? AND kind = ? AND value IS ?", "iss",
			        said->prompt, said->item, said->value);
		sim_demand(life->sim, there > 0, "an answer was acknowledged, and is lost: %" NUMBER " %s = %s",
		           said->prompt, said->item, said->value);
	}
}

static void expect_shown(Life *life, Db *db)
{
	for (guint i = 0; i < life->recent->len; i++) {
		gint64 id = g_array_index(life->recent, gint64, i), there = 0;

		db_each(db, NULL, take_number, &there, "SELECT count(*) FROM decision WHERE id = ?", "i", id);
		sim_demand(life->sim, there == 1, "prompt %" NUMBER " was shown, and its row is lost", id);
	}
	g_array_set_size(life->recent, 0);
}

/* What was found once is there for good: as many rows as were looked at. */
static void expect_kept(Life *life, Db *db)
{
	gint64 there = 0;

	db_each(db, NULL, take_number, &there, "SELECT count(*) FROM decision WHERE id <= ?", "i", life->newest);
	sim_demand(life->sim, there == life->found, "of %" NUMBER " rows %" NUMBER " are left", life->found, there);
}

static void take_kept(sqlite3_stmt *row, gpointer kept)
{
	Track *track = g_new(Track, 1);

	*track = (Track){ .spec = g_strdup(db_text(row, 2)),
		          .until = sqlite3_column_int64(row, 1),
		          .most = sqlite3_column_int64(row, 1) };
	g_hash_table_insert(kept, g_strdup(db_text(row, 0)), track);
}

/* Nothing counts as decided beyond what has a row, or what was begun anew or corrected. */
static void expect_handled(Life *life, Db *db)
{
	GHashTableIter iter;
	gpointer id, kept;

	g_hash_table_iter_init(&iter, life->kept);
	while (g_hash_table_iter_next(&iter, &id, &kept)) {
		const Track *known = g_hash_table_lookup(life->tracks, id), *is = kept;
		gint64 newest = G_MININT64;

		if (!known || g_strcmp0(known->spec, is->spec) != 0 || is->until <= known->most)
			continue;
		db_each(db, NULL, take_number, &newest,
		        "SELECT coalesce(max(due), 0) FROM decision WHERE schedule = ? AND asked = 0", "s", id);
		sim_demand(life->sim, is->until <= newest,
		           "%s counts as decided up to %" NUMBER ", further than its rows (%" NUMBER
		           ") and what is known (%" NUMBER ")",
		           (char *)id, is->until, newest, known->most);
	}
}

static void take_pause(sqlite3_stmt *row, gpointer data)
{
	Life *life = data;

	life->paused = TRUE;
	life->pause = db_deadline(row, 0);
}

static void take_hidden(sqlite3_stmt *row, gpointer data)
{
	take_pause(row, data);
	((Life *)data)->hidden = TRUE;
}

static void take_free(sqlite3_stmt *row, gpointer life)
{
	life_set_free(life, sqlite3_column_int64(row, 0));
}

static void take_id(sqlite3_stmt *row, gpointer ids)
{
	gint64 id = sqlite3_column_int64(row, 0);

	g_hash_table_add(ids, g_memdup2(&id, sizeof id));
}

static void forget_unknown_shows(Life *life, Db *db)
{
	g_autoptr(GHashTable) unknown = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	gint64 oldest = G_MAXINT64;

	for (guint i = 0; i < life->shows->len; i++)
		oldest = MIN(oldest, g_array_index(life->shows, Began, i).prompt);
	db_each(db, NULL, take_id, unknown, "SELECT id FROM decision WHERE shown IS NULL AND id >= ?", "i", oldest);
	for (guint i = life->shows->len; i-- > 0;)
		if (g_hash_table_contains(unknown, &g_array_index(life->shows, Began, i).prompt))
			g_array_remove_index(life->shows, i);
}

/* What Steady cannot know, it cannot go by. */
static void learn(Life *life, Db *db)
{
	life->paused = life->hidden = FALSE;
	db_each(db, NULL, take_pause, life, "SELECT wall, boot, boot_id FROM pending WHERE kind = 'pause'", "");
	db_each(db, NULL, take_hidden, life, "SELECT wall, boot, boot_id FROM pending WHERE kind = 'hidden'", "");
	db_each(db, NULL, take_free, life,
	        "SELECT DISTINCT decision FROM response JOIN decision ON decision.id = decision WHERE closed IS NULL",
	        "");
	forget_unknown_shows(life, db);
	g_hash_table_remove_all(life->pressed);
	g_hash_table_remove_all(life->kept);
	db_each(db, NULL, take_kept, life->kept, "SELECT id, handled, spec FROM schedule", "");
}

static gboolean open_reader(Life *life, Db *db)
{
	gint64 version = 0;

	medium_set_process(life->sim->medium, SIM_OTHERS);
	sim_demand(life->sim, sqlite3_open(life->sim->paths->store, &db->handle) == SQLITE_OK,
	           "the store cannot be opened");
	medium_set_process(life->sim->medium, SIM_DAEMON);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
	                  NULL); /* what the end left is the daemon's to find */
	sim_demand(life->sim, db_integer(db, &version, NULL, "PRAGMA user_version"), "the store cannot be read: %s",
	           sqlite3_errmsg(db->handle));
	return version > 0;
}

static void with_reader(Life *life, void (*look)(Life *life, Db *db))
{
	Db db = { 0 };

	medium_set_calm(life->sim->medium, TRUE);
	if (open_reader(life, &db))
		look(life, &db);
	db_close(&db);
	medium_set_calm(life->sim->medium, FALSE);
}

static void look(Life *life, Db *db)
{
	int roll = life_roll(life, 5) == 0 ? life_roll(life, 4) : 3;

	if (roll < 2) /* it takes long */
		expect_whole(life, db, roll == 0);
	expect_said(life, db);
	expect_shown(life, db);
	expect_kept(life, db);
	learn(life, db);
	expect_handled(life, db);
	life_note(life, TALLY_CHECKED, "%s", "");
}

void life_look_at_store(Life *life)
{
	with_reader(life, look);
}

static void take_counts(sqlite3_stmt *row, gpointer counts)
{
	for (int i = 0; i < TALLY_ROWS; i++)
		((guint64 *)counts)[i] += sqlite3_column_int64(row, i);
}

static void sum_up(Life *life, Db *db)
{
	g_autofree char *sql = tally_rows_sql();

	expect_whole(life, db, TRUE);
	life->looked = 0;
	expect_said(life, db);
	sim_demand(life->sim, db_each(db, NULL, take_counts, life->end.tally.rows, sql, ""), "not counted: %s", sql);
}

void life_sum_up(Life *life)
{
	with_reader(life, sum_up);
}
