#include "cli/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

gboolean ask_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

char *ask_line(const char *question)
{
	g_autofree char *valid = NULL, *wrapped = cli_wrap(question);
	char *line = NULL;
	size_t size = 0;

	fflush(stdout);
	fprintf(stderr, "%s ", wrapped);
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

int ask_yes(const char *question)
{
	for (;;) {
		g_autofree char *line = ask_line(question);

		if (!line)
			return -1;
		if (!*line || !g_ascii_strcasecmp(line, "y") || !g_ascii_strcasecmp(line, "yes"))
			return 1;
		if (!g_ascii_strcasecmp(line, "n") || !g_ascii_strcasecmp(line, "no"))
			return 0;
		cli_say("Enter or y for yes, n for no.");
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
		cli_say("A number from %d to %d.", min, max);
	}
}
