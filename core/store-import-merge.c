/* Rows of an import: what makes one the same row, and what may be learned of one that is known. Three statements a table, made from its
 * columns; SQLite reads the JSON. */
#include <string.h>

#include "core/i18n.h"
#include "core/store-import-parts.h"

typedef struct Statements {
	char *find, *insert, *learn, *map;
} Statements;

static void statements_clear(Statements *statements)
{
	g_free(statements->find);
	g_free(statements->insert);
	g_free(statements->learn);
	g_free(statements->map);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Statements, statements_clear)

/* The value of a column in the line (parameter 1); a number of another row is that row's number here. */
static char *value_of(const Merge *merge, const char *column)
{
	if (merge_is_among(merge->references, column))
		return g_strdup_printf(
			"(SELECT ours FROM temp.mapped WHERE tab = '%s' AND theirs = json_extract(?1, '$.%s'))", column,
			column);
	return g_strdup_printf("json_extract(?1, '$.%s')", column);
}

static char *find_statement(const Merge *merge, gboolean numbered)
{
	GString *sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT %s FROM %s WHERE ", numbered ? "id" : "1", merge->table);
	for (int i = 0; merge->keys[i]; i++) {
		g_autofree char *value = value_of(merge, merge->keys[i]);

		g_string_append_printf(sql, "%s%s = %s", i ? " AND " : "", merge->keys[i], value);
	}
	return g_string_free(sql, FALSE);
}

static char *insert_statement(const Merge *merge, const GArray *columns)
{
	g_autoptr(GString) names = g_string_new(NULL), values = g_string_new(NULL);

	for (guint i = 0; i < columns->len; i++) {
		const char *name = g_array_index(columns, Column, i).name;
		g_autofree char *value = value_of(merge, name);

		if (strcmp(name, "id") == 0)
			continue;
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
		g_string_append_printf(values, "%s%s", values->len ? ", " : "", value);
	}
	return g_strdup_printf("INSERT INTO %s (%s) SELECT %s", merge->table, names->str, values->str);
}

/* What one of the two does not know is learned; where they differ the greater holds: the same whichever comes first. NULL: the
 * table has nothing to learn. */
static char *learn_statement(const Merge *merge, const GArray *columns)
{
	g_autoptr(GString) sets = g_string_new(NULL), news = g_string_new(NULL);

	for (guint i = 0; i < columns->len; i++) {
		const char *name = g_array_index(columns, Column, i).name;
		g_autofree char *value = value_of(merge, name), *best = NULL;

		if (strcmp(name, "id") == 0 || merge_is_among(merge->keys, name))
			continue;
		best = g_strdup_printf("coalesce(max(%1$s, %2$s), %1$s, %2$s)", name, value);
		g_string_append_printf(sets, "%s%s = %s", sets->len ? ", " : "", name, best);
		g_string_append_printf(news, "%s%s IS NOT %s", news->len ? " OR " : "", name, best);
	}
	return sets->len
	               ? g_strdup_printf("UPDATE %s SET %s WHERE id = ?2 AND (%s)", merge->table, sets->str, news->str)
	               : NULL;
}

static void take_number(sqlite3_stmt *row, gpointer data)
{
	*(gint64 *)data = sqlite3_column_int64(row, 0);
}

typedef struct Merging {
	Db *db;
	const Merge *merge;
	gboolean numbered; /* its rows have a number that others may name */
	const Statements *statements;
	ImportCount *count;
} Merging;

/* "began IN ('me', 'them')", as SQLite tells of a value that its table does not take, in words. */
static char *constraint_in_words(const char *check)
{
	g_autofree char *column = g_strndup(check, strcspn(check, " "));
	const char *rest = check + strlen(column), *and;

	if (g_str_has_prefix(rest, " IN ("))
		return g_strdup_printf(_("\"%s\" is none of %.*s"), column, (int)strcspn(rest + 5, ")"), rest + 5);
	if (g_str_has_prefix(rest, " BETWEEN ") && (and = strstr(rest, " AND ")))
		return g_strdup_printf(_("\"%s\" is out of its range; expected %.*s to %s"), column,
		                       (int)(and-rest - strlen(" BETWEEN ")), rest + strlen(" BETWEEN "),
		                       and+strlen(" AND "));
	return g_strdup_printf(_("a value cannot be; expected %s"), check);
}

/* "rating.urge": of a row whose urge is not in the file, or which has no such field. */
static char *missing_in_words(const Merge *merge, const char *column)
{
	const char *dot = strchr(column, '.'), *name = dot ? dot + 1 : column;

	return merge_is_among(merge->references, name)
	               ? g_strdup_printf(_("the \"%s\" that it belongs to is not in the file"), name)
	               : g_strdup_printf(_("\"%s\" is missing"), name);
}

static gboolean fail_constraint(const Merging *merging, GError **error)
{
	const char *told = error && *error ? strstr((*error)->message, "constraint failed: ") : NULL;
	int code = sqlite3_extended_errcode(merging->db->handle);
	g_autofree char *said = NULL;

	if (!told)
		return FALSE;
	told += strlen("constraint failed: ");
	said = code == SQLITE_CONSTRAINT_CHECK     ? constraint_in_words(told)
	       : code == SQLITE_CONSTRAINT_NOTNULL ? missing_in_words(merging->merge, told)
	                                           : g_strdup_printf(_("it clashes with another row (%s)"), told);
	g_clear_error(error);
	g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED, _("it cannot be a row of \"%s\": %s"),
	            merging->merge->table, said);
	return FALSE;
}

static gboolean merge_row(Merging *merging, const char *line, GError **error)
{
	const Statements *statements = merging->statements;
	Db *db = merging->db;
	gint64 ours = 0;
	int *counted = &merging->count->known;

	if (!db_each(db, error, take_number, &ours, statements->find, "s", line))
		return FALSE;
	if (!ours) {
		if (!db_run(db, error, statements->insert, "s", line))
			return fail_constraint(merging, error);
		ours = sqlite3_last_insert_rowid(db->handle);
		counted = &merging->count->fresh;
	} else if (merging->numbered) {
		if (!db_run(db, error, statements->learn, "si", line, ours))
			return fail_constraint(merging, error);
		if (sqlite3_changes(db->handle))
			counted = &merging->count->completed;
	}
	++*counted;
	return !merging->numbered || db_run(db, error, statements->map, "si", line, ours);
}

/* What belongs to the machine that it came from: its own bookkeeping, and prompts that wait there. */
static gboolean stays_there(Db *db, const Merge *merge, const char *line)
{
	gint64 open = 0;

	if (!merge->keys[0])
		return TRUE;
	if (strcmp(merge->table, "decision") != 0 && strcmp(merge->table, "held") != 0)
		return FALSE;
	if (strcmp(merge->table, "held") == 0)
		return db_each(db, NULL, take_number, &open,
		               "SELECT NOT EXISTS (SELECT 1 FROM temp.mapped WHERE tab = 'decision' AND theirs = "
		               "json_extract(?, '$.decision'))",
		               "s", line) &&
		       open;
	return db_each(db, NULL, take_number, &open, "SELECT json_extract(?, '$.closed') IS NULL", "s", line) && open;
}

static gboolean merge_lines(Merging *merging, const GArray *lines, int *at, GError **error)
{
	for (guint i = 0; i < lines->len; i++) {
		const Line *line = &g_array_index(lines, Line, i);

		*at = line->number;
		if (stays_there(merging->db, merging->merge, line->text))
			merging->count->left_out++;
		else if (!merge_row(merging, line->text, error))
			return FALSE;
	}
	*at = 0;
	return TRUE;
}

static gboolean has_number(const GArray *columns)
{
	for (guint i = 0; i < columns->len; i++)
		if (strcmp(g_array_index(columns, Column, i).name, "id") == 0)
			return TRUE;
	return FALSE;
}

gboolean merge_rows(Db *db, const Merge *merge, const GArray *columns, const GArray *lines, ImportCount *count, int *at,
                    GError **error)
{
	gboolean numbered = has_number(columns);
	g_auto(Statements) statements = { NULL };
	Merging merging = { db, merge, numbered, &statements, count };

	if (merge->keys[0]) {
		statements.find = find_statement(merge, numbered);
		statements.insert = insert_statement(merge, columns);
		statements.learn = numbered ? learn_statement(merge, columns) : NULL;
		statements.map = g_strdup_printf("INSERT OR REPLACE INTO temp.mapped (tab, theirs, ours) "
		                                 "VALUES ('%s', json_extract(?1, '$.id'), ?2)",
		                                 merge->table);
	}
	return merge_lines(&merging, lines, at, error);
}

gboolean merge_begin(Db *db, GError **error)
{
	return db_script(db,
	                 "PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS temp.mapped; CREATE TEMP TABLE mapped "
	                 "(tab TEXT, theirs INTEGER, ours INTEGER, PRIMARY KEY (tab, theirs))",
	                 error);
}
