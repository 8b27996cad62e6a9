/* lint-article.c - the checks of articles below their heads: length, reading ease, closing parts, links. */
#include <stdlib.h>
#include <string.h>

#include "config/articles.h"
#include "config/lint-file.h"
#include "config/markdown.h"
#include "config/reading-ease.h"

enum {
	WORDS_LEAST = 400,
	WORDS_MOST = 900,
	LINE_CHARS = 100,
	ACTION_LEAST = 15,
	ACTION_MOST = 120,
	ACTION_MINUTES = 15
};

static void check_format(Lint *lint, const LintFile *file, const LintCheck *row)
{
	g_autoptr(Article) article = article_parse(file->text, file->path, file->name, lint->findings);
}

/* --- the body ------------------------------------------------------------------------------------- */

static int count_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	int count = 0;

	for (char **word = words; *word; word++)
		count += **word != '\0';
	return count;
}

static void check_length(Lint *lint, const LintFile *file, const LintCheck *row)
{
	int words = file->body ? count_words(file->body) : WORDS_LEAST;

	if (words < WORDS_LEAST || words > WORDS_MOST)
		lint_find(lint, file, file->body_line, "the article has %d words; expected %d to %d", words,
		          WORDS_LEAST, WORDS_MOST);
}

static void check_lines(Lint *lint, const LintFile *file, const LintCheck *row)
{
	g_auto(GStrv) lines = g_strsplit(file->body ? file->body : "", "\n", -1);

	for (int i = 0; lines[i]; i++)
		if (g_utf8_strlen(lines[i], -1) > LINE_CHARS && !strstr(lines[i], "https://"))
			lint_find(lint, file, file->body_line + i, "the line has more than %d characters", LINE_CHARS);
}

/* What is read as sentences, without marks; a heading is none. */
static char *sentences_of(const char *markdown)
{
	g_autoptr(cmark_node) document = markdown_parse(markdown);
	cmark_iter *iter = cmark_iter_new(document);
	GString *text = g_string_new(NULL);
	gboolean heading = FALSE;
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_HEADING)
			heading = event == CMARK_EVENT_ENTER;
		else if (type == CMARK_NODE_PARAGRAPH && event == CMARK_EVENT_EXIT)
			g_string_append_c(text, '\n');
		else if (type == CMARK_NODE_SOFTBREAK)
			g_string_append_c(text, ' ');
		else if (!heading && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
			g_string_append(text, cmark_node_get_literal(node));
	}
	cmark_iter_free(iter);
	return g_string_free(text, FALSE);
}

static void check_ease(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const LintText *body = file->body ? &g_array_index(file->spoken, LintText, file->spoken->len - 1) : NULL;
	g_autofree char *text = sentences_of(body ? body->text : "");
	double ease = file->tongue->ease(text);

	if (ease < file->tongue->least_ease)
		lint_find(lint, file, file->body_line,
		          "the reading ease is %.0f; expected %.0f or more: shorter sentences, plainer words", ease,
		          file->tongue->least_ease);
}

/* --- the closing parts ---------------------------------------------------------------------------- */

static gboolean is_part(const LintFile *file, guint from_end, const char *title)
{
	return file->parts->len >= from_end &&
	       g_str_equal(g_array_index(file->parts, LintPart, file->parts->len - from_end).title, title);
}

static void check_closing(Lint *lint, const LintFile *file, const LintCheck *row)
{
	if (file->body && !(is_part(file, 2, file->tongue->action) && is_part(file, 1, file->tongue->sources)))
		lint_find(lint, file, file->body_line, "expected the last two parts to be ## %s and ## %s",
		          file->tongue->action, file->tongue->sources);
}

static void check_action(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const LintPart *part = lint_file_part(file, file->tongue->action);
	int words = part ? count_words(part->text) : 0;

	if (part && (words < ACTION_LEAST || words > ACTION_MOST))
		lint_find(lint, file, part->line, "the one thing to do has %d words; expected %d to %d", words,
		          ACTION_LEAST, ACTION_MOST);
}

static void check_span(Lint *lint, const LintFile *file, const char *text, int line)
{
	gsize at = 0;

	while (at <= strlen(text)) {
		g_autofree char *match = NULL;
		int where = line;

		if (!lint_search(lint, file->tongue->minutes, text, &at, &where, &match))
			return;
		if (atoi(match) >= ACTION_MINUTES)
			lint_find(lint, file, where, "it asks for '%s'; expected less than %d minutes", match,
			          ACTION_MINUTES);
	}
}

static void check_action_minutes(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniSection *head = file->ini ? ini_file_section(file->ini, "article") : NULL;
	const IniEntry *entry = head ? ini_section_entry(head, "action") : NULL;
	const LintPart *part = lint_file_part(file, file->tongue->action);

	if (entry)
		check_span(lint, file, entry->value, entry->line);
	if (part)
		check_span(lint, file, part->text, part->text_line);
}

static void check_sources(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const LintPart *part = lint_file_part(file, file->tongue->sources);
	gsize at = 0;

	if (part && !g_str_has_prefix(part->text, "- ") && !strstr(part->text, "\n- ") &&
	    !lint_search(lint, file->tongue->no_study, part->text, &at, NULL, NULL))
		lint_find(lint, file, part->line, "expected a list of sources, or: %s", file->tongue->no_study);
}

/* A source names its year, or says that it is nobody's study; links are https. */
static void check_source(Lint *lint, const LintFile *file, const char *text, int line)
{
	gsize at = 0, other = 0;

	if (!lint_search(lint, "\\((19|20)\\d\\d\\)", text, &at, NULL, NULL) &&
	    !lint_search(lint, file->tongue->judgement, text, &other, NULL, NULL))
		lint_find(lint, file, line, "the source has no year: expected (2016), or the words %s",
		          file->tongue->judgement);
	if (strstr(text, "http://"))
		lint_find(lint, file, line, "expected links to be https://");
}

static void check_dates(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const LintPart *part = lint_file_part(file, file->tongue->sources);
	g_auto(GStrv) sources = g_strsplit(part ? part->text : "", "\n- ", -1);
	int line = part ? part->text_line : 0;

	for (char **source = sources; *source; source++) {
		if (source > sources || g_str_has_prefix(*source, "- "))
			check_source(lint, file, *source, line);
		for (const char *p = *source; *p; p++)
			line += *p == '\n';
		line++;
	}
}

/* --- links within --------------------------------------------------------------------------------- */

/* Anything between ]( and ) that is no address on the web names another article: NAME.md. */
static void check_links(Lint *lint, const LintFile *file, const LintCheck *row)
{
	gsize at = 0;

	while (file->body && at <= strlen(file->body)) {
		g_autofree char *match = NULL, *name = NULL;
		int line = file->body_line;

		if (!lint_search(lint, row->argument, file->body, &at, &line, &match))
			return;
		name = g_strndup(match + 2, strlen(match) - 3);
		if (g_str_has_suffix(name, ".md"))
			name[strlen(name) - strlen(".md")] = '\0';
		if (!g_str_has_suffix(match, ".md)") || !g_hash_table_contains(lint->articles, name))
			lint_find(lint, file, line,
			          "the link %s leads nowhere: expected the name of an article, as NAME.md", match + 1);
	}
}

static void check_commands(Lint *lint, const LintFile *file, const LintCheck *row)
{
	gsize at = 0;

	while (file->body && g_hash_table_size(lint->commands) && at <= strlen(file->body)) {
		g_autofree char *match = NULL;
		int line = file->body_line;

		if (!lint_search(lint, row->argument, file->body, &at, &line, &match))
			return;
		if (!g_hash_table_contains(lint->commands, match + strlen("`steady ")))
			lint_find(lint, file, line, "there is no command %s`", match);
	}
}

const LintCheck lint_article_checks[] = {
	{ "can be read", FALSE, check_format },
	{ "is 400 to 900 words long", TRUE, check_length },
	{ "keeps its lines short", TRUE, check_lines },
	{ "is easy to read", TRUE, check_ease },
	{ "ends with one thing to do, then sources", TRUE, check_closing },
	{ "says what the one thing is", TRUE, check_action },
	{ "asks for less than fifteen minutes", TRUE, check_action_minutes },
	{ "lists its sources", TRUE, check_sources },
	{ "dates each source", TRUE, check_dates },
	{ "links to articles that are there", FALSE, check_links, "\\]\\((?!https?:|mailto:)[^)\\s]*\\)" },
	{ "names commands that are there", FALSE, check_commands, "`steady [a-z]+" },
	{ NULL },
};
