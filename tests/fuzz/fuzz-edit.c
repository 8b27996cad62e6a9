/* An input is an edit in the first line, "set|steady|budget|4" (also unset, add, remove; a set may have several values), and
 * below it the text to change. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/edit.h"
#include "config/ini.h"

typedef struct Case {
	Edit edit;
	char **words; /* of the first line; the edit borrows them */
	const char *before;
} Case;

/* --- reading an input ----------------------------------------------------------------------------- */

static const char *const kinds[] = { "set", "unset", "add", "remove", NULL }; /* in order of EditKind */

static gboolean is_name(const char *name, const char *more)
{
	gsize n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	return n > 0 && n + strspn(name + n, more) == strlen(name) && strlen(name) <= INI_KEY_MAX;
}

static gboolean is_section(const char *section)
{
	const char *space = strchr(section, ' ');

	return is_name(section, "abcdefghijklmnopqrstuvwxyz0123456789 -") &&
	       (!space || (g_ascii_isalnum(space[1]) && !strchr(space + 1, ' ')));
}

static gboolean case_read(Case *it, const char *text)
{
	const char *newline = strchr(text, '\n');
	g_autofree char *line = newline ? g_strndup(text, (gsize)(newline - text)) : NULL;
	guint n, kind = 0;

	it->words = g_strsplit(line ? line : "", "|", 8);
	n = g_strv_length(it->words);
	while (n > 0 && kinds[kind] && strcmp(kinds[kind], it->words[0]) != 0)
		kind++;
	if (n < 2 || !kinds[kind] || !is_section(it->words[1]))
		return FALSE;
	it->edit.kind = kind;
	it->edit.section = it->words[1];
	it->before = newline + 1;
	if (kind == EDIT_ADD || kind == EDIT_REMOVE)
		return TRUE;
	if (n < (kind == EDIT_SET ? 4 : 3) || !is_name(it->words[2], "abcdefghijklmnopqrstuvwxyz-"))
		return FALSE;
	it->edit.key = it->words[2];
	it->edit.values = (const char *const *)it->words + MIN(n, 3);
	return TRUE;
}

/* --- what must stay, byte for byte ---------------------------------------------------------------- */

static gboolean is_edited(const Edit *edit, const IniEntry *entry)
{
	return edit->key && strcmp(entry->key, edit->key) == 0;
}

/* Marks with '*' the bytes that belong to a value being edited: its lines up to the comment behind it, or whole where there
 * is none, and where the entry goes away as a whole, its first line with the comment. */
static void mark_piece(GString *marks, const char *text, const IniSpan *piece, gboolean all)
{
	gsize from = piece->from, to = piece->to;

	while (from > 0 && text[from - 1] != '\n')
		from--;
	to += strspn(text + to, " \t");
	if (all || text[to] != ';') {
		to += strcspn(text + to, "\n");
		to += text[to] == '\n';
	}
	memset(marks->str + from, '*', to - from);
}

static GString *mark_values(const char *text, const IniSection *section, const Edit *edit, guint stay)
{
	GString *marks = g_string_new(text);

	memset(marks->str, ' ', marks->len);
	for (guint i = 0, nth = 0; section && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (!is_edited(edit, entry))
			continue;
		for (guint j = 0; j < entry->pieces->len; j++)
			mark_piece(marks, text, &g_array_index(entry->pieces, IniSpan, j), j == 0 && nth >= stay);
		nth++;
	}
	return marks;
}

static void drop_line_end(GString *text)
{
	if (text->len && text->str[text->len - 1] == '\n')
		g_string_truncate(text, text->len - 1);
	if (text->len && text->str[text->len - 1] == '\r')
		g_string_truncate(text, text->len - 1);
}

/* All that is not marked. A comment behind a value may get a line of its own: the blanks ahead of comments do not count. */
static char *rest_of(const char *text, const GString *marks)
{
	GString *rest = g_string_new(NULL);

	for (gsize i = 0; i < marks->len; i++) {
		gboolean begins = rest->len == 0 || rest->str[rest->len - 1] == '\n';
		gsize blanks = strspn(text + i, " \t");

		if (begins && marks->str[i] == ' ' && strchr(";#", text[i + blanks]) && text[i + blanks])
			i += blanks;
		if (marks->str[i] == ' ')
			g_string_append_c(rest, text[i]);
	}
	drop_line_end(rest);
	return g_string_free(rest, FALSE);
}

static char *kept(const char *text, const IniFile *file, const Edit *edit, guint stay)
{
	GString *marks = mark_values(text, ini_file_section(file, edit->section), edit, stay);
	char *rest = rest_of(text, marks);

	g_string_free(marks, TRUE);
	return rest;
}

/* Behind `before` stands nothing but a heading. */
static void check_added(const Edit *edit, const char *before, const char *rest)
{
	g_autofree char *heading = g_strdup_printf("[%s]", edit->section);
	const char *added = rest + strlen(before);

	fuzz_must(g_str_has_prefix(rest, before), "%s\n--\n%s", before, rest);
	added += strspn(added, "\r\n");
	fuzz_must(g_str_has_prefix(added, heading), "%s", added);
	added += strlen(heading);
	fuzz_must(added[strspn(added, "\r\n")] == '\0', "%s", added);
}

static void check_removed(const IniSection *section, const char *before, const char *after)
{
	const IniEntry *last =
		section->entries->len ? g_ptr_array_index(section->entries, section->entries->len - 1) : NULL;
	gsize from = section->header.from, to = last ? last->lines.to : section->header.to;
	gsize behind = strlen(before) - to, stays = strlen(after) - from;

	fuzz_must(strncmp(before, after, from) == 0 && strlen(after) >= from && stays <= behind);
	fuzz_must(strcmp(after + from, before + to + behind - stays) == 0);
	fuzz_must(strspn(before + to, "\r\n") >= behind - stays, "more than blank lines went");
}

static void check_bytes(const Case *it, const IniFile *old, const char *after, const IniFile *fresh)
{
	const Edit *edit = &it->edit;
	const IniSection *section = ini_file_section(old, edit->section);
	guint n = edit->kind == EDIT_SET ? g_strv_length((char **)edit->values) : 0;
	g_autofree char *a = kept(it->before, old, edit, n), *b = kept(after, fresh, edit, G_MAXUINT);

	if (edit->kind == EDIT_REMOVE)
		check_removed(section, it->before, after);
	else if (!section)
		check_added(edit, a, b);
	else
		fuzz_must(strcmp(a, b) == 0, "%s\n--\n%s", a, b);
}

/* --- what it must say ------------------------------------------------------------------------------ */

/* "SECTION KEY=VALUE" a line, without what the edit is about. */
static char *content(const IniFile *file, const Edit *edit, gboolean others)
{
	const IniSection *edited = ini_file_section(file, edit->section);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);
		gboolean away = section == edited && (edit->kind == EDIT_ADD || edit->kind == EDIT_REMOVE);

		if (others && !away && !(section == edited && edit->kind == EDIT_SET))
			g_string_append_printf(text, "[%s]\n", section->name);
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);
			gboolean it = section == edited && is_edited(edit, entry);

			if (others && !away && !it)
				g_string_append_printf(text, "%s %s=%s\n", section->name, entry->key, entry->value);
			if (!others && it)
				g_string_append_printf(text, "%s\n", entry->value);
		}
	}
	return g_string_free(text, FALSE);
}

static void check_content(const Edit *edit, const IniFile *old, const IniFile *fresh)
{
	g_autofree char *a = edit->kind == EDIT_ADD ? NULL : content(old, edit, TRUE);
	g_autofree char *b = edit->kind == EDIT_REMOVE ? NULL : content(fresh, edit, TRUE);
	g_autofree char *values = content(fresh, edit, FALSE);
	g_autofree char *wanted = edit->kind == EDIT_SET ? g_strjoinv("\n", (char **)edit->values) : g_strdup("");
	Edit nothing = { .kind = EDIT_UNSET, .section = "" };

	if (!a)
		a = content(old, &nothing, TRUE);
	if (!b)
		b = content(fresh, &nothing, TRUE);
	fuzz_must(strcmp(a, b) == 0, "%s\n--\n%s", a, b);
	if (edit->key)
		fuzz_must(strcmp(g_strchomp(values), g_strchomp(wanted)) == 0, "%s\n--\n%s", values, wanted);
}

static void check_refused(const Edit *edit, const IniFile *old, const GError *error)
{
	const IniSection *section = ini_file_section(old, edit->section);

	fuzz_must(error && error->domain == EDIT_ERROR);
	switch ((EditErrorCode)error->code) {
	case EDIT_ERROR_EXISTS:
		fuzz_must(edit->kind == EDIT_ADD && section);
		break;
	case EDIT_ERROR_MISSING:
		fuzz_must(edit->kind == EDIT_REMOVE ? !section : edit->kind == EDIT_UNSET);
		fuzz_must(edit->kind == EDIT_REMOVE || !section || !ini_section_entry(section, edit->key));
		break;
	case EDIT_ERROR_VALUE:
		fuzz_must(edit->kind == EDIT_SET);
		break;
	case EDIT_ERROR_INVALID:
	case EDIT_ERROR_CHANGED:
	case EDIT_ERROR_BUSY:
		fuzz_must(FALSE, "a text has no such trouble: %s", error->message);
	}
}

static void check_edit(const Case *it)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) old = ini_file_parse(it->before, -1, NULL, problems), fresh = NULL;
	gboolean sound = problems_errors(problems) == 0;
	g_autofree char *after = edit_text(it->before, &it->edit, 1, &error), *twice = NULL;

	if (!after)
		check_refused(&it->edit, old, error);
	if (!after || !sound)
		return;
	fresh = ini_file_parse(after, -1, NULL, problems);
	fuzz_must(problems_count(problems) == 0, "%s\n--\n%s", it->before, after);
	check_content(&it->edit, old, fresh);
	check_bytes(it, old, after, fresh);
	twice = it->edit.kind == EDIT_SET ? edit_text(after, &it->edit, 1, NULL) : g_strdup(after);
	fuzz_must(g_strcmp0(after, twice) == 0, "%s\n--\n%s", after, twice);
}

void fuzz_edit(const char *text, gsize length)
{
	Case it = { 0 };

	if (case_read(&it, text))
		check_edit(&it);
	g_strfreev(it.words);
}
