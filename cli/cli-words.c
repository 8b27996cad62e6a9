/* cli-words.c - what is said: on stderr for the person, in the lines of their terminal. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/text.h"

#define LEAST_COLUMNS 20
#define MOST_COLUMNS 1000

static void say(const char *ahead, const char *format, va_list args) G_GNUC_PRINTF(2, 0);

/* $COLUMNS; 0: none that could be. */
static int columns_wished(void)
{
	const char *text = g_getenv("COLUMNS");
	gint64 columns;

	return text && g_ascii_string_to_signed(text, 10, LEAST_COLUMNS, MOST_COLUMNS, &columns, NULL) ? (int)columns
	                                                                                               : 0;
}

int cli_columns(int fd)
{
	struct winsize size;

	if (isatty(fd) && !ioctl(fd, TIOCGWINSZ, &size) && size.ws_col >= LEAST_COLUMNS)
		return size.ws_col;
	return columns_wished() ? columns_wished() : 80;
}

/* Lines that fit stay as they are, longer ones go on under their own beginning, those of a list under their text. */
static char *wrap_lines(const char *text, int columns)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_autofree char *whole = *line;
		gsize blanks = strspn(whole, " ");
		g_autofree char *indent = g_strnfill(blanks, ' ');
		g_autofree char *rest = g_strnfill(blanks + (g_str_has_prefix(whole + blanks, "- ") ? 2 : 0), ' ');

		if (text_columns(whole, -1) > columns)
			*line = text_wrap(whole + blanks, columns, indent, rest);
		else
			*line = g_steal_pointer(&whole);
	}
	return g_strjoinv("\n", lines);
}

char *cli_wrap(const char *text)
{
	return isatty(STDERR_FILENO) ? wrap_lines(text, cli_columns(STDERR_FILENO)) : g_strdup(text);
}

/* What a person typed may stand in it: nothing that a terminal would obey gets out. Wrapped for a person, in one piece for a
 * program. */
static void say(const char *ahead, const char *format, va_list args)
{
	g_autofree char *raw = g_strdup_vprintf(format, args);
	g_autofree char *whole = g_strconcat(ahead, raw, NULL);
	g_autofree char *text = text_clean(whole);
	g_autofree char *wrapped = NULL;

	g_strchomp(text);
	if (isatty(STDERR_FILENO))
		wrapped = wrap_lines(text, cli_columns(STDERR_FILENO));
	fflush(stdout); /* in the order in which it was said */
	fprintf(stderr, "%s\n", wrapped ? wrapped : text);
}

int cli_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("steady: ", format, args);
	va_end(args);
	return EXIT_FAILED;
}

void cli_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}

void cli_paragraph(const Cli *cli, const char *text)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *wrapped =
		isatty(STDOUT_FILENO) || columns_wished() ? wrap_lines(clean, MIN(cli->columns, 80)) : NULL;

	puts(wrapped ? wrapped : clean);
}
