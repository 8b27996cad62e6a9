/* What was said of an urge: read as a whole, noted word by word, and as the answers to its questions mean it. */
#include "core/db.h"
#include "core/store-outcomes.h"
#include "core/store-urges.h"

/* --- reading --- */

static void clear_urge(gpointer urge)
{
	urge_clear(urge);
}

static void take_urge(sqlite3_stmt *row, gpointer data)
{
	Urge urge;

	urge_init(&urge);
	urge.id = sqlite3_column_int64(row, 0);
	urge.begun = sqlite3_column_int64(row, 1);
	urge.ended = sqlite3_column_int64(row, 2);
	urge.zone_offset = sqlite3_column_int(row, 3);
	urge.delay = sqlite3_column_int64(row, 4);
	urge.forecast = sqlite3_column_int(row, 5);
	urge.forecast_for = sqlite3_column_int64(row, 6);
	urge.acted = g_strdup(db_text(row, 7));
	urge.feeling = g_strdup(db_text(row, 8));
	urge.sort = g_strdup(db_text(row, 9));
	urge.cue = g_strdup(db_text(row, 10));
	urge.plan = g_strdup(db_text(row, 11));
	urge.later = g_strdup(db_text(row, 12));
	g_array_append_val((GArray *)data, urge);
}

static int by_id(gconstpointer a, gconstpointer b)
{
	gint64 x = ((const Urge *)a)->id, y = ((const Urge *)b)->id;

	return (x > y) - (x < y);
}

static void take_rating(sqlite3_stmt *row, gpointer data)
{
	const Urge wanted = { .id = sqlite3_column_int64(row, 0) };
	Rating rating = { sqlite3_column_int64(row, 1), sqlite3_column_int(row, 2) };
	guint at;

	if (g_array_binary_search(data, &wanted, by_id, &at))
		g_array_append_val(g_array_index((GArray *)data, Urge, at).ratings, rating);
}

static int by_begin(gconstpointer a, gconstpointer b)
{
	const Urge *x = a, *y = b;

	return x->begun != y->begun ? (x->begun > y->begun) - (x->begun < y->begun) : by_id(a, b);
}

GArray *store_episodes(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) urges = g_array_new(FALSE, FALSE, sizeof(Urge));

	g_array_set_clear_func(urges, clear_urge);
	if (!db_each(&store->db, error, take_urge, urges,
	             "SELECT id, begun, ended, zone_offset, delay, coalesce(forecast, -1), forecast_for, acted, "
	             "feeling, "
	             "sort, cue, plan, later FROM urge WHERE begun >= ? AND begun < ? ORDER BY id",
	             "ii", from, to) ||
	    !db_each(&store->db, error, take_rating, urges,
	             "SELECT urge, at, intensity FROM rating WHERE urge IN "
	             "(SELECT id FROM urge WHERE begun >= ? AND begun < ?) ORDER BY urge, at, id",
	             "ii", from, to))
		return NULL;
	g_array_sort(urges, by_begin);
	return g_steal_pointer(&urges);
}

static void take_known(sqlite3_stmt *row, gpointer known)
{
	*(gboolean *)known = sqlite3_column_int(row, 0) > 0;
}

gboolean store_has_urge(Store *store, gint64 urge, gboolean *known, GError **error)
{
	return db_each(&store->db, error, take_known, known, "SELECT count(*) FROM urge WHERE id = ?", "i", urge);
}

/* --- noting --- */

static const char *const updates[N_URGE_NOTES] = {
	[NOTE_FEELING] = "UPDATE urge SET feeling = ? WHERE id = ?",
	[NOTE_SORT] = "UPDATE urge SET sort = ? WHERE id = ?",
	[NOTE_CUE] = "UPDATE urge SET cue = ? WHERE id = ?",
	[NOTE_PLAN] = "UPDATE urge SET plan = ? WHERE id = ?",
	[NOTE_LATER] = "UPDATE urge SET later = ? WHERE id = ?",
};

gboolean store_note_urge(Store *store, gint64 urge, UrgeNote note, const char *word, GError **error)
{
	return db_run(&store->db, error, updates[note], "si", word, urge) &&
	       (note != NOTE_LATER || db_drop_pending(&store->db, "later", urge, error));
}

gboolean store_forecast_urge(Store *store, gint64 urge, int forecast, gint64 at, GError **error)
{
	return db_run(&store->db, error, "UPDATE urge SET forecast = ?, forecast_for = ? WHERE id = ?", "mzi",
	              (gint64)forecast, at, urge);
}

/* --- what an answer means --- */

/* What the items of the shipped questions are about. */
static const struct {
	const char *about;
	UrgeNote note;
} notes[] = { { "feeling", NOTE_FEELING }, { "cue", NOTE_CUE }, { "later", NOTE_LATER } };

static const struct {
	const char *item, *sort, *other;
} sorts[] = { { "sort-calm", "missing", "need" }, { "sort-pressing", "need", "missing" } };

/* Two answers make it both. */
static gboolean hear_sort(Db *db, gint64 urge, const char *sort, GError **error)
{
	return db_run(db, error,
	              "UPDATE urge SET sort = CASE WHEN coalesce(sort, ?1) = ?1 THEN ?1 ELSE 'both' END WHERE id = ?2",
	              "si", sort, urge);
}

static gboolean unhear_sort(Db *db, gint64 urge, const char *sort, const char *other, GError **error)
{
	return db_run(db, error,
	              "UPDATE urge SET sort = CASE sort WHEN 'both' THEN ?2 WHEN ?1 THEN NULL ELSE sort END WHERE id = "
	              "?3",
	              "ssi", sort, other, urge);
}

/* The wait is over when the person says so. */
static gboolean hear_stop(Db *db, const Response *response, GError **error)
{
	if (!g_str_equal(response->value, "stop"))
		return TRUE;
	return db_drop_pending(db, "again", response->urge, error) &&
	       db_run(db, error,
	              "UPDATE pending SET wall = ?, boot = 0, boot_id = '' WHERE kind = 'delay' AND subject = ?", "ii",
	              response->at, response->urge);
}

/* It is expected for the end of the wait, or where there is none, in fifteen minutes. */
static gboolean hear_forecast(Db *db, const Response *response, GError **error)
{
	return db_run(
		db, error,
		"UPDATE urge SET forecast = ?2, forecast_for = coalesce((SELECT wall FROM pending WHERE kind = 'delay' "
		"AND subject = ?1), ?3) WHERE id = ?1",
		"imi", response->urge, (gint64)response->number, response->at + MINUTES(15));
}

/* One that helped was used; one that was used, and did not help, is said to be so. */
static const struct {
	const char *said, *values[2];
} plan_outcomes[] = {
	{ "helped", { "used", "helped" } },
	{ "used", { "used", "unhelpful" } },
};

static gboolean add_outcomes(Store *store, const Response *response, const char *const values[2], const char *plan,
                             GError **error)
{
	for (int i = 0; i < 2; i++) {
		const OutcomeFact fact = { .kind = OUTCOME_OF_PLAN,
			                   .name = (char *)plan,
			                   .value = (char *)values[i],
			                   .at = response->at + i, /* a merge of two stores tells them apart by it */
			                   .zone_offset = response->zone_offset,
			                   .decision = response->decision,
			                   .urge = response->urge };

		if (!store_add_outcome(store, &fact, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean hear_plan(Store *store, const Response *response, GError **error)
{
	g_autofree char *plan = NULL;

	if (!db_each(&store->db, error, db_string, &plan, "SELECT plan FROM urge WHERE id = ?", "i", response->urge))
		return FALSE;
	for (guint i = 0; plan && i < G_N_ELEMENTS(plan_outcomes); i++)
		if (g_str_equal(plan_outcomes[i].said, response->value))
			return add_outcomes(store, response, plan_outcomes[i].values, plan, error);
	return TRUE;
}

gboolean store_hear_urge(Store *store, const Response *response, GError **error)
{
	const char *value = response->value;

	if (g_str_equal(response->item, "forecast"))
		return hear_forecast(&store->db, response, error);
	if (g_str_equal(response->item, "plan"))
		return hear_plan(store, response, error);
	if (g_str_equal(response->item, "go-on"))
		return hear_stop(&store->db, response, error);
	for (guint i = 0; i < G_N_ELEMENTS(sorts); i++)
		if (g_str_equal(sorts[i].item, response->item))
			return !g_str_equal(value, "yes") ||
			       hear_sort(&store->db, response->urge, sorts[i].sort, error);
	for (guint i = 0; i < G_N_ELEMENTS(notes); i++)
		if (urge_asks(response->item, notes[i].about))
			return urge_leads_on(value) || !urge_is_word(value) ||
			       store_note_urge(store, response->urge, notes[i].note,
			                       urge_meaning(response->item, value), error);
	return TRUE;
}

gboolean store_unhear_urge(Store *store, gint64 now, gint64 urge, const char *item, gint64 at, GError **error)
{
	if (g_str_equal(item, "forecast"))
		return store_forecast_urge(store, urge, -1, 0, error);
	if (g_str_equal(item, "plan"))
		return db_run(
			&store->db, error,
			"UPDATE outcome SET withdrawn = ? WHERE kind = 'plan' AND urge = ? AND at BETWEEN ? AND ? "
			"AND value <> 'offered' AND withdrawn IS NULL",
			"iiii", now, urge, at, at + 1);
	for (guint i = 0; i < G_N_ELEMENTS(sorts); i++)
		if (g_str_equal(sorts[i].item, item))
			return unhear_sort(&store->db, urge, sorts[i].sort, sorts[i].other, error);
	for (guint i = 0; i < G_N_ELEMENTS(notes); i++)
		if (urge_asks(item, notes[i].about))
			return store_note_urge(store, urge, notes[i].note, NULL, error);
	return TRUE;
}
