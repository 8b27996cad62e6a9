#include "cli/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "core/i18n.h"

gboolean ask_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* One line, without the blanks around it; NULL: the input ended. */
static char *read_line(const char *question)
{
	g_autofree char *valid = NULL;
	char *line = NULL;
	size_t size = 0;

	fprintf(stderr, "%s ", question);
	fflush(stderr);
	if (getline(&line, &size, stdin) < 0) {
		free(line);
		fputc('\n', stderr);
		return NULL;
	}
	valid = g_utf8_make_valid(line, -1);
	free(line);
	return g_strdup(g_strstrip(valid));
}

char *ask_line(const char *question)
{
	g_autofree char *wrapped = cli_wrap(question);

	fflush(stdout);
	for (;;) {
		char *line = read_line(wrapped);

		if (!line || !strchr(line, '\033'))
			return line;
		g_free(line);
		cli_say(_("There was an arrow key or Escape in it. Please type it again."));
	}
}

static gboolean is_same(const char *a, const char *b)
{
	g_autofree char *one = g_utf8_casefold(a, -1), *other = g_utf8_casefold(b, -1);

	return g_str_equal(one, other);
}

/* In the person's language, and in English always. */
gboolean ask_is_yes(const char *line)
{
	/* Translators: what is typed for yes, and its first letter. */
	return is_same(line, "y") || is_same(line, "yes") || is_same(line, C_("typed", "y")) ||
	       is_same(line, C_("typed", "yes"));
}

gboolean ask_is_no(const char *line)
{
	return is_same(line, "n") || is_same(line, "no") || is_same(line, C_("typed", "n")) ||
	       is_same(line, C_("typed", "no"));
}

int ask_yes(const char *question)
{
	for (;;) {
		g_autofree char *line = ask_line(question);

		if (!line)
			return -1;
		if (!*line || ask_is_yes(line))
			return 1;
		if (ask_is_no(line))
			return 0;
		cli_say(_("Enter or y for yes, n for no."));
	}
}

int ask_number(const char *question, int min, int max, int fallback)
{
	for (;;) {
		g_autofree char *line = ask_line(question);
		gint64 value;

		if (!line)
			return min - 1;
		if (!*line && fallback >= min)
			return fallback;
		if (g_ascii_string_to_signed(line, 10, min, max, &value, NULL))
			return (int)value;
		cli_say(_("A number from %d to %d."), min, max);
	}
}
