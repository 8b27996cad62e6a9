/* lint-file.c - a file taken apart for the checks: what it says, where, and its parts. */
#include "config/lint-file.h"

#include <string.h>

#include "config/article-head.h"

static void text_clear(gpointer data)
{
	g_free(((LintText *)data)->text);
}

static void part_clear(gpointer data)
{
	g_free(((LintPart *)data)->title);
	g_free(((LintPart *)data)->text);
}

void lint_file_free(gpointer data)
{
	LintFile *file = data;

	g_free(file->path);
	g_free(file->name);
	g_free(file->text);
	ini_file_free(file->ini);
	g_array_unref(file->spoken);
	g_array_unref(file->parts);
	g_free(file);
}

static int lines_in(const char *from, const char *to)
{
	int lines = 0;

	for (; from < to; from++)
		lines += *from == '\n';
	return lines;
}

static void add_spoken(LintFile *file, const char *key, char *text, int line, gboolean neutral)
{
	LintText spoken = { key, text, line, neutral };

	g_array_append_val(file->spoken, spoken);
}

/* --- an article ----------------------------------------------------------------------------------- */

static void add_part(LintFile *file, const char *heading, const char *end)
{
	size_t length = strcspn(heading, "\n");
	const char *text = heading + length + strspn(heading + length, " \t\r\n");
	LintPart part = { .line = file->body_line + lines_in(file->body, heading) };

	part.title = g_strstrip(g_strndup(heading + strlen("## "), length - strlen("## ")));
	part.text = text < end ? g_strchomp(g_strndup(text, end - text)) : g_strdup("");
	part.text_line = part.line + lines_in(heading, MIN(text, end));
	g_array_append_val(file->parts, part);
}

static const char *next_heading(const char *from)
{
	const char *at = strstr(from, "\n## ");

	return at ? at + 1 : NULL;
}

static void split_body(LintFile *file)
{
	const char *heading = g_str_has_prefix(file->body, "## ") ? file->body : next_heading(file->body);

	while (heading) {
		const char *next = next_heading(heading + 1);

		add_part(file, heading, next ? next : heading + strlen(heading));
		heading = next;
	}
}

/* The titles under Sources are other people's words. */
static void speak_body(LintFile *file)
{
	g_autofree char *sources = g_strconcat("\n## ", file->tongue->sources, NULL);
	const char *end = strstr(file->body, sources);
	gsize length = end ? (gsize)(end - file->body) : strlen(file->body);

	add_spoken(file, NULL, g_strndup(file->body, length), file->body_line, FALSE);
}

static void speak_head(LintFile *file)
{
	static const char *const keys[] = { "title", "neutral", "open", "action", NULL };
	const IniSection *head = ini_file_section(file->ini, "article");

	for (guint i = 0; head && i < head->entries->len; i++) {
		const IniEntry *entry = head->entries->pdata[i];

		if (g_strv_contains(keys, entry->key))
			add_spoken(file, entry->key, g_strdup(entry->value), entry->line,
			           g_str_equal(entry->key, "neutral"));
	}
}

static void read_article(LintFile *file)
{
	g_autoptr(Problems) elsewhere = problems_new(); /* the first check tells of them */
	g_autofree char *head = NULL;

	file->body = g_utf8_validate(file->text, -1, NULL) ? article_split(file->text, &head) : NULL;
	if (!file->body)
		return;
	file->body_line = 1 + lines_in(file->text, file->body);
	file->ini = ini_file_parse(head, -1, file->path, elsewhere);
	speak_head(file);
	speak_body(file);
	split_body(file);
}

/* --- a check-in ----------------------------------------------------------------------------------- */

/* "ask-open", "title-open", "label-open.no": the other wording. */
static gboolean is_open(const char *key)
{
	return g_str_has_suffix(key, "-open") || strstr(key, "-open.");
}

static gboolean is_spoken(const char *key)
{
	static const char *const keys[] = { "title", "ask", "label" };

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (g_str_has_prefix(key, keys[i]))
			return TRUE;
	return FALSE;
}

static void read_protocol(LintFile *file)
{
	g_autoptr(Problems) elsewhere = problems_new();

	file->ini = ini_file_parse(file->text, -1, file->path, elsewhere);
	for (guint i = 0; i < file->ini->sections->len; i++) {
		const IniSection *section = file->ini->sections->pdata[i];

		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = section->entries->pdata[j];

			if (is_spoken(entry->key))
				add_spoken(file, entry->key, g_strdup(entry->value), entry->line, !is_open(entry->key));
		}
	}
}

/* -------------------------------------------------------------------------------------------------- */

LintFile *lint_file_new(const char *path, LintScope scope, char *text)
{
	LintFile *file = g_new0(LintFile, 1);

	file->path = g_strdup(path);
	file->name = g_path_get_basename(path);
	*strrchr(file->name, '.') = '\0';
	file->scope = scope;
	file->tongue = lint_tongue_of(path);
	file->is_article = g_str_has_suffix(path, ".md");
	file->text = text;
	file->spoken = g_array_new(FALSE, FALSE, sizeof(LintText));
	file->parts = g_array_new(FALSE, FALSE, sizeof(LintPart));
	g_array_set_clear_func(file->spoken, text_clear);
	g_array_set_clear_func(file->parts, part_clear);
	if (file->is_article)
		read_article(file);
	else
		read_protocol(file);
	return file;
}

const LintPart *lint_file_part(const LintFile *file, const char *title)
{
	for (guint i = 0; i < file->parts->len; i++) {
		const LintPart *part = &g_array_index(file->parts, LintPart, i);

		if (g_str_equal(part->title, title))
			return part;
	}
	return NULL;
}
