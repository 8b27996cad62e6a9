/* Forgetting: rows first, then every byte of them. */
#include <string.h>

#include "core/db.h"
#include "core/store-forget.h"

#define IN(column) column " >= ?1 AND " column " < ?2"
#define DECISIONS                                                                                                      \
	"SELECT id FROM decision WHERE closed IS NOT NULL AND (" IN("due") " OR " IN("decided") " OR " IN(             \
		"shown") " OR " IN("closed") ")"
#define URGES "SELECT id FROM urge WHERE " IN("begun")

/* In the order that foreign keys ask for: what points at a row goes before it. */
static const struct {
	const char *table, *where;
} steps[] = {
	{ "response", IN("at") " OR decision IN (" DECISIONS ") OR urge IN (" URGES ")" },
	{ "outcome", IN("at") " OR decision IN (" DECISIONS ") OR urge IN (" URGES ")" },
	{ "rating", IN("at") " OR urge IN (" URGES ")" },
	{ "held", "decision IN (" DECISIONS ")" },
	{ "contact", IN("at") " OR " IN("recorded") },
	{ "entry", IN("at") },
	{ "pending", "(kind = 'snooze' AND subject IN (" DECISIONS ")) OR "
	             "(kind IN ('delay', 'again', 'later') AND subject IN (" URGES "))" },
	{ "decision", "id IN (" DECISIONS ")" },
	{ "urge", IN("begun") },
};

static gboolean let_go_of_urges(Db *db, gint64 from, gint64 to, GError **error)
{
	return db_run(db, error, "UPDATE contact SET urge = NULL WHERE urge IN (" URGES ")", "ii", from, to);
}

static gboolean delete_rows(Db *db, gint64 from, gint64 to, GArray *gone, GError **error)
{
	if (!let_go_of_urges(db, from, to, error))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autofree char *sql = g_strdup_printf("DELETE FROM %s WHERE %s", steps[i].table, steps[i].where);
		Forgotten forgotten = { steps[i].table, 0 };

		if (!db_run(db, error, sql, "ii", from, to))
			return FALSE;
		forgotten.rows = sqlite3_changes(db->handle);
		g_array_append_val(gone, forgotten);
	}
	return TRUE;
}

static gint place(const char *table)
{
	const char *const *tables = store_tables();
	gint i = 0;

	while (tables[i] && strcmp(tables[i], table) != 0)
		i++;
	return i;
}

static gint by_place(gconstpointer a, gconstpointer b)
{
	return place(((const Forgotten *)a)->table) - place(((const Forgotten *)b)->table);
}

/* --- what is not finished ----------------------------------------------------------------------------- */

#define UNFINISHED "forgetting"

static gboolean note_unfinished(Db *db, gint64 from, gint64 to, GError **error)
{
	g_autofree char *range = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, from, to);

	return db_run(db, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ('" UNFINISHED "', ?)", "s", range);
}

gboolean store_forget_end(Store *store, GError **error)
{
	return db_run(&store->db, error, "DELETE FROM meta WHERE key = '" UNFINISHED "'", "");
}

static void take_range(sqlite3_stmt *row, gpointer data)
{
	gint64 *range = data;
	char *end;

	range[0] = g_ascii_strtoll(db_text(row, 0), &end, 10);
	range[1] = g_ascii_strtoll(end, NULL, 10);
}

gboolean store_forget_unfinished(Store *store, gint64 *from, gint64 *to)
{
	gint64 range[2] = { 0, 0 };

	if (!db_each(&store->db, NULL, take_range, range, "SELECT value FROM meta WHERE key = '" UNFINISHED "'", ""))
		return FALSE;
	*from = range[0];
	*to = range[1];
	return range[1] != 0;
}

/* `now` 0: nothing of it is kept. What comes after it is none of this deletion's. */
static GArray *forget(Store *store, gint64 from, gint64 to, gint64 now, GError **error)
{
	Db *db = &store->db;
	g_autoptr(GArray) gone = g_array_new(FALSE, FALSE, sizeof(Forgotten));
	gboolean good;

	if (!db_begin(db, error))
		return NULL;
	good = delete_rows(db, from, to, gone, error) && (!now || note_unfinished(db, from, MIN(to, now + 1), error));
	if (!db_end(db, good && now, error) && (now || !good))
		return NULL;
	g_array_sort(gone, by_place);
	return g_steal_pointer(&gone);
}

GArray *store_forget(Store *store, gint64 from, gint64 to, gint64 now, GError **error)
{
	return forget(store, from, to, now, error);
}

GArray *store_would_forget(Store *store, gint64 from, gint64 to, GError **error)
{
	return forget(store, from, to, 0, error);
}

int store_waiting(Store *store, GError **error)
{
	gint64 n;

	if (!db_integer(&store->db, &n, error, "SELECT count(*) FROM decision WHERE closed IS NULL"))
		return -1;
	return (int)n;
}

/* --- bytes --- */

/* SQLite overwrites deleted content where it stood (secure_delete); what lies in the log is older than that. Sorting and the copy of
 * VACUUM stay in memory, or nobody knows where they lay. */
gboolean store_scrub(Store *store, GError **error)
{
	Db *db = &store->db;

	return db_script(db, "PRAGMA temp_store = MEMORY", error) && db_empty_log(db, error) &&
	       db_script(db, "VACUUM", error) && db_empty_log(db, error);
}

GPtrArray *store_copies(const char *path)
{
	GPtrArray *copies = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
	g_autofree char *migrated = g_strconcat(name, ".v", NULL), *restored = g_strconcat(name, ".before-", NULL),
			*part = g_strconcat(name, ".part", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir)))
		if (g_str_has_prefix(file, migrated) || g_str_has_prefix(file, restored) ||
		    g_str_has_prefix(file, part))
			g_ptr_array_add(copies, g_build_filename(folder, file, NULL));
	return copies;
}
