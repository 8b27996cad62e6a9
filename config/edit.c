#include "config/edit.h"

#include <string.h>

#include "config/ini.h"
#include "core/i18n.h"

G_DEFINE_QUARK(steady-edit-error, edit_error);

static const char *line_end_of(const GString *text)
{
	const char *newline = strchr(text->str, '\n');

	return newline && newline > text->str && newline[-1] == '\r' ? "\r\n" : "\n";
}

static void insert(GString *text, gsize at, const char *what)
{
	g_string_insert(text, (gssize)at, what);
}

static void erase(GString *text, gsize from, gsize to)
{
	g_string_erase(text, (gssize)from, (gssize)(to - from));
}

/* Whole lines at a line's start; the line before gets its end where the file's last one has none. */
static void insert_lines(GString *text, gsize at, const char *lines)
{
	const char *end = line_end_of(text);

	insert(text, at, lines);
	if (at > 0 && text->str[at - 1] != '\n')
		insert(text, at, end);
}

static char *key_line(const GString *text, const char *key, const char *value)
{
	g_autofree char *quoted = ini_value_quote(value);

	return g_strdup_printf("%s =%s%s%s", key, *quoted ? " " : "", quoted, line_end_of(text));
}

/* --- values --- */

/* Takes out what a continuation line adds to the value: the whole line, or all of it but its comment. */
static void drop_piece(GString *text, const IniSpan *piece)
{
	gsize from = piece->from, to = piece->to;
	gboolean comment;

	while (from > 0 && text->str[from - 1] != '\n')
		from--;
	to += strspn(text->str + to, " \t");
	comment = text->str[to] == ';';
	if (comment) {
		erase(text, piece->from, to);
		return;
	}
	to += strcspn(text->str + to, "\n");
	erase(text, from, to + (text->str[to] == '\n'));
}

/* From the back, so that what stands before keeps its place. */
static void drop_continuation(GString *text, const IniEntry *entry)
{
	for (guint i = entry->pieces->len; i-- > 1;)
		drop_piece(text, &g_array_index(entry->pieces, IniSpan, i));
}

static void replace_value(GString *text, const IniEntry *entry, const char *value)
{
	const IniSpan *place = &g_array_index(entry->pieces, IniSpan, 0);
	g_autofree char *quoted = ini_value_quote(value);
	gboolean tight = place->from == place->to && *quoted;

	drop_continuation(text, entry);
	erase(text, place->from, place->to);
	insert(text, place->from, quoted);
	if (tight)
		insert(text, place->from, " ");
}

static void drop_entry(GString *text, const IniEntry *entry)
{
	gsize from = entry->lines.from, to;

	drop_continuation(text, entry);
	to = from + strcspn(text->str + from, "\n");
	erase(text, from, to + (text->str[to] == '\n'));
}

static GPtrArray *entries_of(const IniSection *section, const char *key)
{
	GPtrArray *entries = g_ptr_array_new();

	for (guint i = 0; i < section->entries->len; i++) {
		IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, key) == 0)
			g_ptr_array_add(entries, entry);
	}
	return entries;
}

/* Behind the last line of what the section holds. */
static gsize section_end(const IniSection *section)
{
	const IniEntry *last;

	if (!section->entries->len)
		return section->header.to;
	last = g_ptr_array_index(section->entries, section->entries->len - 1);
	return last->lines.to;
}

/* --- the changes --- */

typedef gboolean (*Apply)(GString *text, const IniFile *file, const Edit *edit, GError **error);

static gboolean missing(const Edit *edit, GError **error)
{
	if (edit->key)
		g_set_error(error, EDIT_ERROR, EDIT_ERROR_MISSING, _("there is no %s in [%s]"), edit->key,
		            edit->section);
	else
		g_set_error(error, EDIT_ERROR, EDIT_ERROR_MISSING, _("there is no [%s]"), edit->section);
	return FALSE;
}

static gboolean apply_add(GString *text, const IniFile *file, const Edit *edit, GError **error)
{
	const char *end = line_end_of(text);
	gboolean apart = !text->len || g_str_has_suffix(text->str, "\n\n") || g_str_has_suffix(text->str, "\n\r\n");
	g_autofree char *lines = g_strdup_printf("%s[%s]%s", apart ? "" : end, edit->section, end);

	if (ini_file_section(file, edit->section)) {
		g_set_error(error, EDIT_ERROR, EDIT_ERROR_EXISTS, _("there is already a [%s]"), edit->section);
		return FALSE;
	}
	insert_lines(text, text->len, lines);
	return TRUE;
}

/* One line of UTF-8 text, without control characters but the tab. */
static gboolean is_line(const char *value)
{
	if (!g_utf8_validate(value, -1, NULL))
		return FALSE;
	for (; *value; value = g_utf8_next_char(value))
		if (*value != '\t' && g_unichar_iscntrl(g_utf8_get_char(value)))
			return FALSE;
	return TRUE;
}

static gboolean check_values(const Edit *edit, GError **error)
{
	for (const char *const *value = edit->values; *value; value++) {
		if (!is_line(*value)) {
			g_set_error(error, EDIT_ERROR, EDIT_ERROR_VALUE,
			            _("a value is one line of UTF-8 text without control characters; this one is not"));
			return FALSE;
		}
	}
	return TRUE;
}

/* All values in place of the entries that are there: in their lines as far as they go, the rest behind the last. */
static void put_values(GString *text, const IniSection *section, const Edit *edit)
{
	g_autoptr(GPtrArray) entries = entries_of(section, edit->key);
	guint n = g_strv_length((char **)edit->values);
	const IniEntry *last = entries->len ? g_ptr_array_index(entries, entries->len - 1) : NULL;
	gsize behind = last ? last->lines.to : section_end(section);
	g_autoptr(GString) more = g_string_new(NULL);

	for (guint i = entries->len; i < n; i++) {
		g_autofree char *line = key_line(text, edit->key, edit->values[i]);

		g_string_append(more, line);
	}
	if (more->len)
		insert_lines(text, behind, more->str);
	for (guint i = entries->len; i-- > 0;) {
		if (i < n)
			replace_value(text, g_ptr_array_index(entries, i), edit->values[i]);
		else
			drop_entry(text, g_ptr_array_index(entries, i));
	}
}

static gboolean apply_set(GString *text, const IniFile *file, const Edit *edit, GError **error)
{
	const IniSection *section = ini_file_section(file, edit->section);
	Edit add = { .kind = EDIT_ADD, .section = edit->section };

	if (!check_values(edit, error))
		return FALSE;
	if (section) {
		put_values(text, section, edit);
		return TRUE;
	}
	if (!apply_add(text, file, &add, error))
		return FALSE;
	for (const char *const *value = edit->values; *value; value++) {
		g_autofree char *line = key_line(text, edit->key, *value);

		g_string_append(text, line);
	}
	return TRUE;
}

static gboolean apply_unset(GString *text, const IniFile *file, const Edit *edit, GError **error)
{
	const IniSection *section = ini_file_section(file, edit->section);
	g_autoptr(GPtrArray) entries = section ? entries_of(section, edit->key) : g_ptr_array_new();

	if (!entries->len)
		return missing(edit, error);
	for (guint i = entries->len; i-- > 0;)
		drop_entry(text, g_ptr_array_index(entries, i));
	return TRUE;
}

/* The blank lines behind it go too; comments above it and behind its last key stay. */
static gboolean apply_remove(GString *text, const IniFile *file, const Edit *edit, GError **error)
{
	const IniSection *section = ini_file_section(file, edit->section);
	gsize to;

	if (!section)
		return missing(edit, error);
	to = section_end(section);
	while (text->str[to] == '\n' || (text->str[to] == '\r' && text->str[to + 1] == '\n'))
		to++;
	erase(text, section->header.from, to);
	return TRUE;
}

static const Apply applies[] = {
	[EDIT_SET] = apply_set,
	[EDIT_UNSET] = apply_unset,
	[EDIT_ADD] = apply_add,
	[EDIT_REMOVE] = apply_remove,
};

char *edit_text(const char *text, const Edit *edits, guint n, GError **error)
{
	GString *out = g_string_new(text);

	for (guint i = 0; i < n; i++) {
		g_autoptr(Problems) elsewhere = problems_new(); /* whoever uses the result checks it whole */
		g_autoptr(IniFile) file = ini_file_parse(out->str, (gssize)out->len, NULL, elsewhere);

		if (!applies[edits[i].kind](out, file, &edits[i], error)) {
			g_string_free(out, TRUE);
			return NULL;
		}
	}
	return g_string_free(out, FALSE);
}
