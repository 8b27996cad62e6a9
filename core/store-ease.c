/* What the store knows of answers and of prompts that had none. */
#include "core/store-ease.h"

#include "core/db.h"

/* The latest of each kind of answer: rows come in the order in which they were written. */
static const char *const answers[] = {
	"SELECT max(at) FROM (SELECT at FROM response WHERE withdrawn IS NULL AND at <= ? ORDER BY id DESC LIMIT 1)",
	"SELECT max(begun) FROM urge WHERE begun <= ?", "SELECT max(recorded) FROM contact WHERE recorded <= ?",
	"SELECT max(closed) FROM (SELECT closed FROM decision WHERE outcome IN ('answered', 'read') AND +closed <= ? "
	"ORDER BY id DESC LIMIT 1)", /* not by the index of `closed`: that would be all of them, sorted */
};

static void take_answer(sqlite3_stmt *row, gpointer data)
{
	if (sqlite3_column_type(row, 0) != SQLITE_NULL)
		ease_add_answer(data, sqlite3_column_int64(row, 0));
}

static void take_shown(sqlite3_stmt *row, gpointer data)
{
	ease_add_shown(data, sqlite3_column_int64(row, 0));
}

static void take_worse(sqlite3_stmt *row, gpointer data)
{
	ease_hear(data, "weekly", "steady", db_text(row, 0));
}

/* Of the weekly answers, the latest first. */
#define WEEKLY                                                                                                         \
	"SELECT value, at FROM response WHERE protocol = 'weekly' AND item = 'steady' AND value IS NOT NULL "          \
	"AND withdrawn IS NULL AND at <= ? ORDER BY at DESC, id DESC "

Ease *store_load_ease(Store *store, gint64 until, GError **error)
{
	Db *db = &store->db;
	g_autoptr(Ease) ease = ease_new();

	for (gsize i = 0; i < G_N_ELEMENTS(answers); i++)
		if (!db_each(db, error, take_answer, ease, answers[i], "i", until))
			return NULL;
	if (db_each(db, error, take_shown, ease,
	            "SELECT shown FROM decision WHERE shown > ? AND shown <= ? AND asked = 0 ORDER BY shown LIMIT ?",
	            "iin", ease->answered, until, EASE_KEPT) &&
	    db_each(db, error, take_worse, ease, WEEKLY "LIMIT 1", "i", until))
		return g_steal_pointer(&ease);
	return NULL;
}

typedef struct Said {
	gboolean worse[2]; /* the latest, the one before */
	gint64 at;         /* the latest */
	guint n;
} Said;

static void take_said(sqlite3_stmt *row, gpointer data)
{
	Said *said = data;

	if (!said->n)
		said->at = sqlite3_column_int64(row, 1);
	said->worse[said->n++] = g_str_equal(db_text(row, 0), "worse");
}

gboolean store_ease_changed(Store *store, gint64 since, gboolean *worse)
{
	Said said = { 0 };

	if (!db_each(&store->db, NULL, take_said, &said, WEEKLY "LIMIT 2", "i", TIME_NEVER))
		return FALSE;
	*worse = said.worse[0];
	return said.n && said.at >= since && said.worse[0] != said.worse[1];
}
