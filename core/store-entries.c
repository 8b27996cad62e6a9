/* Notes and drafts. They leave only by store_forget(). */
#include "core/db.h"
#include "core/store-entries.h"

static const char *const kinds[] = { [ENTRY_NOTE] = "note", [ENTRY_DRAFT] = "draft" };

void entry_free(Entry *entry)
{
	if (!entry)
		return;
	g_free(entry->prompt);
	g_free(entry->text);
	g_free(entry->still_true);
	g_free(entry->still_needed);
	g_free(entry);
}

gboolean entry_is_sealed(const Entry *entry, gint64 now)
{
	return entry->sealed && now < entry->opens && entry->opened < entry->sealed;
}

gint64 store_add_entry(Store *store, const Entry *entry, GError **error)
{
	if (!db_run(&store->db, error, "INSERT INTO entry (kind, at, zone_offset, prompt, text) VALUES (?, ?, ?, ?, ?)",
	            "sinss", kinds[entry->kind], entry->at, entry->zone_offset, entry->prompt, entry->text))
		return 0;
	return sqlite3_last_insert_rowid(store->db.handle);
}

static void take_entry(sqlite3_stmt *row, gpointer data)
{
	Entry *entry = g_new0(Entry, 1);

	entry->id = sqlite3_column_int64(row, 0);
	entry->kind = g_str_equal(db_text(row, 1), kinds[ENTRY_DRAFT]) ? ENTRY_DRAFT : ENTRY_NOTE;
	entry->at = sqlite3_column_int64(row, 2);
	entry->zone_offset = sqlite3_column_int(row, 3);
	entry->prompt = g_strdup(db_text(row, 4));
	entry->text = g_strdup(db_text(row, 5));
	entry->sealed = sqlite3_column_int64(row, 6);
	entry->opens = sqlite3_column_int64(row, 7);
	entry->opened = sqlite3_column_int64(row, 8);
	entry->still_true = g_strdup(db_text(row, 9));
	entry->still_needed = g_strdup(db_text(row, 10));
	g_ptr_array_add(data, entry);
}

GPtrArray *store_entries(Store *store, EntryKind kind, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);

	if (!db_each(&store->db, error, take_entry, entries,
	             "SELECT id, kind, at, zone_offset, prompt, text, sealed, opens, opened, still_true, still_needed "
	             "FROM entry WHERE kind = ? ORDER BY at",
	             "s", kinds[kind]))
		return NULL;
	return g_steal_pointer(&entries);
}

gboolean store_seal_entry(Store *store, gint64 id, gint64 at, gint64 opens, GError **error)
{
	return db_run(&store->db, error, "UPDATE entry SET sealed = ?, opens = ? WHERE id = ?", "iii", at, opens, id);
}

gboolean store_open_entry(Store *store, gint64 id, gint64 at, GError **error)
{
	return db_run(&store->db, error, "UPDATE entry SET opened = ? WHERE id = ?", "ii", at, id);
}

gboolean store_judge_entry(Store *store, gint64 id, const char *still_true, const char *still_needed, GError **error)
{
	return db_run(&store->db, error,
	              "UPDATE entry SET still_true = coalesce(?, still_true), still_needed = coalesce(?, still_needed) "
	              "WHERE id = ?",
	              "ssi", still_true, still_needed, id);
}
