/* Importing: lines, read and checked by SQLite's own JSON; the tables they may belong to. */
#include <string.h>

#include "core/store-import-parts.h"
#include "core/i18n.h"

/* In an order in which what is pointed at comes first. Tables of the machine itself have no key: their rows are left out. */
static const Merge merges[] = {
	{ "schedule", { NULL }, { NULL } },
	{ "draw", { NULL }, { NULL } },
	{ "pending", { NULL }, { NULL } },
	{ "anchor", { NULL }, { NULL } },
	{ "decision", { "schedule", "due" }, { NULL } },
	{ "urge", { "begun" }, { NULL } },
	{ "response", { "begun", "protocol", "item", "at" }, { "decision", "urge" } },
	{ "rating", { "urge", "at" }, { "urge" } },
	{ "held", { "decision", "at" }, { "decision" } },
	{ "contact", { "recorded" }, { "urge" } },
	{ "entry", { "at" }, { NULL } },
	{ "outcome", { "kind", "name", "at" }, { "decision", "urge" } },
};

struct Import {
	Store *store;
	int lines;
	GHashTable *staged;  /* table -> GArray of Line */
	GHashTable *columns; /* table -> GArray of Column */
};

static void line_clear(gpointer line)
{
	g_free(((Line *)line)->text);
}

static void column_clear(gpointer data)
{
	Column *column = data;

	g_free(column->name);
	g_free(column->type);
}

Import *import_new(Store *store)
{
	Import *import = g_new0(Import, 1);

	import->store = store;
	import->staged = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	import->columns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	return import;
}

void import_free(Import *import)
{
	if (!import)
		return;
	g_hash_table_unref(import->staged);
	g_hash_table_unref(import->columns);
	g_free(import);
}

static const Merge *merge_of(const char *table)
{
	for (guint i = 0; i < G_N_ELEMENTS(merges); i++)
		if (strcmp(merges[i].table, table) == 0)
			return &merges[i];
	return NULL;
}

gboolean merge_is_among(const char *const *names, const char *name)
{
	return g_strv_contains(names, name);
}

/* --- one line: is it a row of a table that is known? -------------------------------------------------- */

static void take_column(sqlite3_stmt *row, gpointer data)
{
	Column column = { g_strdup(db_text(row, 0)), g_strdup(db_text(row, 1)), sqlite3_column_int(row, 2) };

	g_array_append_val((GArray *)data, column);
}

static const GArray *columns_of(Import *import, const char *table, GError **error)
{
	GArray *columns = g_hash_table_lookup(import->columns, table);

	if (columns)
		return columns;
	columns = g_array_new(FALSE, FALSE, sizeof(Column));
	g_array_set_clear_func(columns, column_clear);
	g_hash_table_insert(import->columns, (gpointer)table, columns);
	return db_each(&import->store->db, error, take_column, columns,
	               "SELECT name, type, \"notnull\" AND dflt_value IS NULL FROM pragma_table_info(?)", "s", table)
	               ? columns
	               : NULL;
}

typedef struct Cells {
	const GArray *columns;
	guint found;
	char *wrong; /* what is wrong with the first bad one; NULL: nothing */
} Cells;

/* SQLite's names of JSON's types beside those of the columns. */
static gboolean fits(const Column *column, const char *type)
{
	static const struct {
		const char *json, *columns[3];
	} kinds[] = { { "integer", { "INTEGER", "REAL" } }, { "real", { "REAL" } }, { "text", { "TEXT" } } };

	if (strcmp(type, "null") == 0)
		return !column->needed;
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].json, type) == 0)
			return merge_is_among(kinds[i].columns, column->type);
	return FALSE;
}

static void check_cell(sqlite3_stmt *row, gpointer data)
{
	Cells *cells = data;
	const char *key = db_text(row, 0), *type = db_text(row, 1);

	if (cells->wrong || !key || strcmp(key, "table") == 0)
		return;
	for (guint i = 0; i < cells->columns->len; i++) {
		const Column *column = &g_array_index(cells->columns, Column, i);

		if (strcmp(column->name, key) != 0)
			continue;
		cells->found += column->needed;
		if (!fits(column, type))
			cells->wrong = g_strdup_printf(_("\"%s\" is %s; expected %s"), key, type, column->type);
		return;
	}
	cells->wrong = g_strdup_printf(_("\"%.40s\" is no field of its table; was it written by a newer Steady?"), key);
}

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean refuse(GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_propagate_error(error, g_error_new_valist(STORE_ERROR, STORE_ERROR_FAILED, format, args));
	va_end(args);
	return FALSE;
}

static gboolean check_cells(Import *import, const char *table, const char *text, GError **error)
{
	Cells cells = { .columns = columns_of(import, table, error) };
	g_autofree char *wrong = NULL;
	guint needed = 0;

	if (!cells.columns)
		return FALSE;
	if (!db_each(&import->store->db, error, check_cell, &cells, "SELECT key, type FROM json_each(?)", "s", text))
		return FALSE;
	wrong = cells.wrong;
	if (wrong)
		return refuse(error, "%s", wrong);
	for (guint i = 0; i < cells.columns->len; i++)
		needed += g_array_index(cells.columns, Column, i).needed;
	return cells.found >= needed || refuse(error, _("it is not a whole row of \"%s\""), table);
}

/* The table that a line names; *table stays NULL, with an error, when it is none of them. */
static gboolean read_table(Import *import, const char *text, const Merge **merge, GError **error)
{
	g_autofree char *name = NULL;

	if (!db_each(&import->store->db, error, db_string, &name,
	             "SELECT CASE WHEN json_valid(?1) THEN coalesce(json_extract(?1, '$.table'), '') END", "s", text))
		return FALSE;
	if (!name)
		return refuse(error, _("it is no JSON; expected a line that `steady export` wrote"));
	*merge = merge_of(name);
	return *merge ||
	       refuse(error, _("\"%.40s\" is no table of Steady's; expected a line that `steady export` wrote"), name);
}

static void stage(Import *import, const char *table, const char *text)
{
	GArray *lines = g_hash_table_lookup(import->staged, table);
	Line line = { g_strdup(text), import->lines };

	if (!lines) {
		lines = g_array_new(FALSE, FALSE, sizeof(Line));
		g_array_set_clear_func(lines, line_clear);
		g_hash_table_insert(import->staged, (gpointer)table, lines);
	}
	g_array_append_val(lines, line);
}

gboolean import_line(Import *import, const char *line, gsize length, GError **error)
{
	const Merge *merge = NULL;
	g_autofree char *text = g_strndup(line, length);

	import->lines++;
	if (strlen(text) != length || !g_utf8_validate(text, -1, NULL))
		return refuse(error, _("it is not valid UTF-8 text"));
	if (!*g_strstrip(text))
		return TRUE;
	if (!read_table(import, text, &merge, error) || !check_cells(import, merge->table, text, error))
		return FALSE;
	stage(import, merge->table, text);
	return TRUE;
}

/* --- the end --- */

static gboolean merge_all(Import *import, GArray *counts, int *at, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(merges); i++) {
		ImportCount count = { .table = merges[i].table };
		const GArray *columns;

		if (!g_hash_table_contains(import->staged, merges[i].table))
			continue;
		columns = columns_of(import, merges[i].table, error);
		if (!columns || !merge_rows(&import->store->db, &merges[i], columns,
		                            g_hash_table_lookup(import->staged, merges[i].table), &count, at, error))
			return FALSE;
		g_array_append_val(counts, count);
	}
	return TRUE;
}

GArray *import_finish(Import *import, gboolean keep, int *at, GError **error)
{
	Db *db = &import->store->db;
	g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(ImportCount));
	gboolean good;

	*at = 0;
	if (!merge_begin(db, error) || !db_begin(db, error))
		return NULL;
	good = merge_all(import, counts, at, error);
	if (!db_end(db, good && keep, error) && (keep || !good))
		return NULL;
	return g_steal_pointer(&counts);
}
