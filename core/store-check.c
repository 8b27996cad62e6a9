#include "core/store-check.h"

#include "core/db.h"
#include "core/i18n.h"

static void take_verdict(sqlite3_stmt *row, gpointer data)
{
	char **verdict = data;

	g_free(*verdict);
	*verdict = g_strdup(db_text(row, 0));
}

static gboolean bytes_of(Db *db, gint64 *bytes, GError **error)
{
	gint64 pages, page;

	if (!db_integer(db, &pages, error, "PRAGMA page_count") || !db_integer(db, &page, error, "PRAGMA page_size"))
		return FALSE;
	*bytes = pages * page;
	return TRUE;
}

static StoreHealth health_of(const GError *error)
{
	return g_error_matches(error, STORE_ERROR, STORE_ERROR_DAMAGED) ? STORE_BROKEN : STORE_UNREAD;
}

StoreHealth store_health(const char *path, const char *sql, int busy, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Store) store = store_open(path, sql, STORE_READ, busy, &problem);
	g_autofree char *verdict = NULL;
	StoreHealth health;
	gint64 bytes = 0;
	gboolean read = store && bytes_of(&store->db, &bytes, &problem);

	if (read && bytes > STORE_CHECK_MOST)
		return STORE_TOO_LARGE;
	read = read && db_each(&store->db, &problem, take_verdict, &verdict, "PRAGMA quick_check(1)", "");
	if (read && !g_strcmp0(verdict, "ok"))
		return STORE_WHOLE;
	if (read)
		g_set_error(&problem, STORE_ERROR, STORE_ERROR_DAMAGED, "%s: %s", path,
		            verdict ? verdict : _("no verdict"));
	health = health_of(problem);
	g_propagate_error(error, g_steal_pointer(&problem));
	return health;
}
