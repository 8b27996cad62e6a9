/* The promises about rows, while the daemon runs: each is looked at when it is new, and remembered, so that what lies behind it is not
 * asked of the store again. */
#include "core/db.h"
#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

#define NUMBER G_GINT64_FORMAT
#define LIVED_AGAIN 1000 /* a moment's later rows lie so many microseconds after it, at most */

gboolean life_is_idle(const Life *life)
{
	const Sim *sim = life->sim;

	return sim->store && sim->waiting.length == 0 && sim->worked.length == 0 && !sim_is_cut(sim);
}

static void take_number(sqlite3_stmt *row, gpointer number)
{
	*(gint64 *)number = sqlite3_column_int64(row, 0);
}

gint64 life_number(Life *life, const char *sql, gint64 argument)
{
	gint64 number = 0;
	gboolean calm = medium_set_calm(life->sim->medium, TRUE);

	if (life->sim->store)
		db_each(&life->sim->store->db, NULL, take_number, &number, sql, "i", argument);
	medium_set_calm(life->sim->medium, calm);
	return number;
}

/* --- what was found --- */

typedef struct Row {
	gint64 id, due, first, decided;
	gboolean asked;
	char *schedule;
} Row;

/* Of one schedule, what the person asked for left out. */
typedef struct Rows {
	GArray *all;   /* of Row, in order of id; their `schedule` is NULL */
	gint64 newest; /* the latest `due` */
} Rows;

static void rows_free(gpointer data)
{
	g_array_unref(((Rows *)data)->all);
	g_free(data);
}

GHashTable *life_rows_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, rows_free);
}

static Rows *rows_of(Life *life, const char *schedule)
{
	Rows *rows = g_hash_table_lookup(life->rows, schedule);

	if (rows)
		return rows;
	rows = g_new(Rows, 1);
	*rows = (Rows){ g_array_new(FALSE, FALSE, sizeof(Row)), G_MININT64 };
	g_hash_table_insert(life->rows, g_strdup(schedule), rows);
	return rows;
}

static void remember(Life *life, const Row *row)
{
	Rows *rows = rows_of(life, row->schedule);
	Row kept = *row;

	kept.schedule = NULL;
	g_array_append_val(rows->all, kept);
	rows->newest = MAX(rows->newest, row->due);
}

gboolean life_is_covered(Life *life, const char *schedule, gint64 at)
{
	const Rows *rows = rows_of(life, schedule);

	for (guint i = rows->all->len; i-- > 0;) {
		const Row *row = &g_array_index(rows->all, Row, i);

		if (row->due >= at && row->first <= at)
			return TRUE;
	}
	return FALSE;
}

gint64 life_newest(Life *life, const char *schedule)
{
	return rows_of(life, schedule)->newest;
}

/* --- what is new --- */

static gboolean counts_elapsed(const Life *life, const char *id)
{
	const Schedule *schedule = schedules_find(life->sim->app->settings->schedules, id);

	for (guint i = 0; schedule && i < schedule->whens->len; i++) {
		WhenForm form = when_form(schedule->whens->pdata[i]);

		if (form == WHEN_INTERVAL || form == WHEN_FOLLOW)
			return TRUE;
	}
	return schedule == NULL;
}

static void row_clear(gpointer row)
{
	g_free(((Row *)row)->schedule);
}

static void take_row(sqlite3_stmt *from, gpointer rows)
{
	Row row = { .id = sqlite3_column_int64(from, 0),
		    .due = sqlite3_column_int64(from, 1),
		    .first = sqlite3_column_int64(from, 2),
		    .decided = sqlite3_column_int64(from, 3),
		    .asked = sqlite3_column_int(from, 4),
		    .schedule = g_strdup(db_text(from, 5)) };

	g_array_append_val((GArray *)rows, row);
}

/* Later than every one before it, and over none of their ranges: since the clock was last set back. */
static void expect_order(Life *life, const Row *row)
{
	const GArray *before = rows_of(life, row->schedule)->all;
	gint64 era = counts_elapsed(life, row->schedule) ? life->era_elapsed : life->era;

	for (guint i = before->len; i-- > 0;) {
		const Row *one = &g_array_index(before, Row, i);

		if (one->id <= era)
			return;
		sim_demand(life->sim, one->due < row->first,
		           "%s: row %" NUMBER " decides again what row %" NUMBER " decided", row->schedule, row->id,
		           one->id);
	}
}

static void look_at_row(Life *life, const Row *row)
{
	sim_demand(life->sim, row->first <= row->due && row->due <= row->decided + LIVED_AGAIN,
	           "row %" NUMBER " is of the future", row->id);
	if (g_str_has_prefix(row->schedule, "urge/"))
		life_note(life, TALLY_URGE_ASKED, "%" NUMBER, row->id);
	if (!row->asked) {
		expect_order(life, row);
		remember(life, row);
	}
	life->end.tally.decisions++;
	life->newest = row->id;
	life->found++;
}

static void begin_era(Life *life)
{
	if (life->era_elapsed == G_MAXINT64)
		life->era_elapsed = life->newest;
	if (life->era == G_MAXINT64)
		life->era = life->newest;
}

static void read_rows(Life *life)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
	gboolean calm = medium_set_calm(life->sim->medium, TRUE);

	g_array_set_clear_func(rows, row_clear);
	db_each(&life->sim->store->db, NULL, take_row, rows,
	        "SELECT id, due, first, decided, asked, schedule FROM decision WHERE id > ? ORDER BY id", "i",
	        life->newest);
	for (guint i = 0; i < rows->len; i++)
		look_at_row(life, &g_array_index(rows, Row, i));
	medium_set_calm(life->sim->medium, calm);
}

/* Only work that was done brings new ones. */
void life_look_at_rows(Life *life)
{
	if (life->sim->works != life->looked_works)
		read_rows(life);
	life->looked_works = life->sim->works;
	begin_era(life);
}

void life_new_era(Life *life, gboolean far)
{
	life->era_elapsed = G_MAXINT64;
	life->era = far ? G_MAXINT64 : life->era;
	if (life_is_idle(life))
		life_look_at_rows(life);
}
