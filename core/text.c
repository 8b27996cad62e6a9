/* text.c - plain text for a terminal: made harmless, measured in columns, wrapped. */
#include "core/text.h"

#include <string.h>

#define LEAST_COLUMNS 20

/* LRM, RLM, ALM, embeddings, overrides and isolates: they show text in another order than it is written. */
static gboolean reorders(gunichar c)
{
	return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

char *text_clean(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *clean = g_string_sized_new(strlen(valid));

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\t' || c == 0x2028 || c == 0x2029)
			g_string_append_c(clean, ' ');
		else if (c == '\n' || !(g_unichar_iscntrl(c) || reorders(c)))
			g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
}

static int char_columns(gunichar c)
{
	if (g_unichar_iscntrl(c) || g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

int text_columns(const char *text, gssize bytes)
{
	const char *end = text + (bytes < 0 ? (gssize)strlen(text) : bytes);
	int columns = 0;

	for (const char *p = text; p < end; p = g_utf8_next_char(p))
		columns += char_columns(g_utf8_get_char(p));
	return columns;
}

typedef struct Lines {
	GString *out;
	const char *rest;
	int columns; /* of a line */
	int at;      /* columns used in the line so far */
	int indent;  /* of these, the prefix */
} Lines;

static void lines_break(Lines *lines)
{
	while (lines->out->len > 0 && lines->out->str[lines->out->len - 1] == ' ')
		g_string_truncate(lines->out, lines->out->len - 1);
	g_string_append_c(lines->out, '\n');
	g_string_append(lines->out, lines->rest);
	lines->at = lines->indent = text_columns(lines->rest, -1);
}

/* A word that no line can hold, broken wherever a line is full. */
static void lines_add_long(Lines *lines, const char *word, const char *end)
{
	for (const char *p = word; p < end; p = g_utf8_next_char(p)) {
		int columns = char_columns(g_utf8_get_char(p));

		if (lines->at + columns > lines->columns && lines->at > lines->indent)
			lines_break(lines);
		g_string_append_len(lines->out, p, g_utf8_next_char(p) - p);
		lines->at += columns;
	}
}

static void lines_add_word(Lines *lines, const char *word, const char *end)
{
	int columns = text_columns(word, end - word);
	gboolean begins = lines->at == lines->indent;

	if (!begins && lines->at + 1 + columns > lines->columns) {
		lines_break(lines);
		begins = TRUE;
	}
	if (lines->indent + columns > lines->columns) {
		lines_add_long(lines, word, end);
		return;
	}
	if (!begins)
		g_string_append_c(lines->out, ' ');
	g_string_append_len(lines->out, word, end - word);
	lines->at += columns + !begins;
}

char *text_wrap(const char *text, int columns, const char *first, const char *rest)
{
	Lines lines = { g_string_new(first), rest, MAX(columns, LEAST_COLUMNS), 0, 0 };

	lines.at = lines.indent = text_columns(first, -1);
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " \n");

		if (n > 0)
			lines_add_word(&lines, p, p + n);
		p += n;
		if (*p == '\n' && p[1])
			lines_break(&lines);
		p += *p != '\0';
	}
	return g_string_free(lines.out, FALSE);
}
