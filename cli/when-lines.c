/* when-lines.c - `steady when --stdin`: one expression a line, for scripts and for comparing with another implementation. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmd-when.h"
#include "core/calendar.h"

enum { COLUMNS = 4, BUFFER = 1 << 16 };

typedef struct Lines {
	FILE *out;
	Zones *zones;
} Lines;

typedef struct Case {
	char *expression;
	Zone *zone;
	gint64 base;
	int count;
} Case;

/* "1700000000" or "1700000000.25"; G_MININT64 where it is no number. */
static gint64 read_base(const char *text)
{
	char *end;
	gint64 base = g_ascii_strtoll(text, &end, 10), unit = G_USEC_PER_SEC;

	if (end == text || ABS(base) > G_MAXINT32 * (gint64)8)
		return G_MININT64;
	base *= G_USEC_PER_SEC;
	if (*end == '.')
		while (g_ascii_isdigit(*++end))
			base += (*end - '0') * (unit /= 10);
	return *end ? G_MININT64 : base;
}

static gboolean read_case(Lines *lines, char *line, Case *c)
{
	char *column[COLUMNS] = { line };

	for (int i = 1; i < COLUMNS; i++) {
		char *tab = strchr(column[i - 1], '\t');

		if (!tab)
			return FALSE;
		*tab = '\0';
		column[i] = tab + 1;
	}
	*c = (Case){ column[0], zones_get(lines->zones, *column[1] ? column[1] : "UTC"), read_base(column[2]),
		     atoi(column[3]) };
	return c->zone && c->base != G_MININT64 && c->count >= 0;
}

static void print_number(FILE *out, gint64 number)
{
	char digits[24], *at = digits + sizeof digits;
	guint64 rest = number < 0 ? -(guint64)number : (guint64)number;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	fwrite_unlocked(at, 1, (gsize)(digits + sizeof digits - at), out);
}

static void print_result(FILE *out, const Case *c, char *normal, gconstpointer value, gconstpointer with,
                         gint64 (*next)(gconstpointer value, gconstpointer with, gint64 after))
{
	gint64 at = next(value, with, c->base);

	fputs_unlocked(at == TIME_NEVER && c->count > 0 ? "NEVER\t" : "OK\t", out);
	fputs_unlocked(normal, out);
	putc_unlocked('\t', out);
	for (int i = 0; i < c->count && at != TIME_NEVER; i++) {
		if (i > 0)
			putc_unlocked(' ', out);
		print_number(out, at);
		if (i + 1 < c->count)
			at = next(value, with, at);
	}
	putc_unlocked('\n', out);
	g_free(normal);
}

static gint64 next_of_calendar(gconstpointer value, gconstpointer zone, gint64 after)
{
	return calendar_next(value, (Zone *)zone, after);
}

static gint64 next_of_when(gconstpointer value, gconstpointer context, gint64 after)
{
	return when_next(value, context, after);
}

static void answer_when(FILE *out, const Case *c, const When *when)
{
	g_autoptr(Events) events = when_preview_events(when, c->base);
	WhenContext context = when_preview(c->zone, c->base);

	context.events = events;
	print_result(out, c, when_to_string(when), when, &context, next_of_when);
}

/* What systemd parses is not refused here for never being due: that is an answer. */
static gboolean answer_calendar(const Lines *lines, const Case *c)
{
	g_autoptr(Calendar) calendar = calendar_parse_in(c->expression, lines->zones, NULL);

	if (calendar)
		print_result(lines->out, c, calendar_to_string(calendar), calendar, c->zone, next_of_calendar);
	return calendar != NULL;
}

static gboolean answer_other(const Lines *lines, const Case *c)
{
	g_autoptr(When) when = when_parse_in(c->expression, lines->zones, NULL);

	if (when)
		answer_when(lines->out, c, when);
	return when != NULL;
}

static void answer(Lines *lines, char *line)
{
	Case c = { 0 };
	gboolean ok = read_case(lines, line, &c);

	if (ok && when_form_meant(c.expression + strspn(c.expression, " \t")) == WHEN_CALENDAR)
		ok = answer_calendar(lines, &c);
	else if (ok)
		ok = answer_other(lines, &c);
	if (!ok)
		fputs_unlocked("EINVAL\t\t\n", lines->out);
	zone_unref(c.zone);
}

int when_lines(FILE *in, FILE *out)
{
	Lines lines = { out, zones_new() };
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	setvbuf(in, NULL, _IOFBF, BUFFER);
	while ((n = getline(&line, &size, in)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			line[--n] = '\0';
		if (n > 0 && *line != '#')
			answer(&lines, line);
	}
	free(line);
	zones_free(lines.zones);
	return EXIT_DONE;
}
