/* cmd-when.c - `steady when`: tries out an expression, or reads many of them. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd-when.h"
#include "cli/json.h"
#include "cli/times.h"

#define MOST_MOMENTS 10000

static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

typedef struct Trial {
	const char *text;
	When *when;
	WhenContext context;
	Zone *zone; /* moments are shown in it */
	gint64 from;
	int count;
} Trial;

WhenContext when_preview(Zone *zone)
{
	return (WhenContext){ .zone = zone, .secret = "preview", .schedule = "when/preview" };
}

/* The expression with a caret under the place, and what is wrong there. */
static int refuse(const char *text, const GError *error)
{
	int column = MAX(when_error_column(error), 1);

	return cli_fail("%s\n  %s\n  %*s", error->message, text, column, "^");
}

static void print_moment(Zone *zone, gint64 at)
{
	LocalTime t = zone_local(zone, at);
	g_autofree char *iso = zone_format_iso(zone, at);

	printf("%s %04d-%02d-%02d %02d:%02d:%02d", days[t.weekday], t.year, t.month, t.day, t.hour, t.minute, t.second);
	if (t.usec)
		printf(".%06d", t.usec);
	printf(" %s\n", iso + strlen("2026-11-23T10:40:00"));
}

static void print_plain(const Trial *trial)
{
	g_autofree char *normal = when_to_string(trial->when);
	gint64 at = trial->from;
	int n = 0;

	puts(normal);
	for (; n < trial->count && (at = when_next(trial->when, &trial->context, at)) != TIME_NEVER; n++)
		print_moment(trial->zone, at);
	if (n < trial->count)
		cli_say(n ? "That was the last time." : "Not due again.");
}

static void print_json(const Trial *trial)
{
	static const char *const forms[] = { [WHEN_CALENDAR] = "calendar", [WHEN_RANDOM] = "random" };
	g_autofree char *normal = when_to_string(trial->when);
	Json json = { g_string_new(NULL), FALSE };
	gint64 at = trial->from;

	json_open(&json, NULL, '{');
	json_string(&json, "expression", trial->text);
	json_string(&json, "normal", normal);
	json_string(&json, "form", forms[when_form(trial->when)]);
	json_string(&json, "zone", zone_name(trial->zone));
	json_time(&json, "from", trial->zone, trial->from);
	json_open(&json, "moments", '[');
	for (int n = 0; n < trial->count && (at = when_next(trial->when, &trial->context, at)) != TIME_NEVER; n++) {
		json_open(&json, NULL, '{');
		json_time(&json, "at", trial->zone, at);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static int try_out(Trial *trial, gboolean json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(When) when = trial->when = when_parse(trial->text, &error);

	if (!when)
		return refuse(trial->text, error);
	trial->context = when_preview(trial->zone);
	if (when_form(when) == WHEN_RANDOM)
		cli_say("These are an example of a draw: your own moments differ, and so do those of each day.");
	(json ? print_json : print_plain)(trial);
	return EXIT_DONE;
}

/* The expression may come as one word or as several: `steady when Mon..Fri 08:30`. */
static char *join_words(int argc, char **argv)
{
	return argc > 1 ? g_strjoinv(" ", argv + 1) : NULL;
}

int cmd_when(Cli *cli, int argc, char **argv)
{
	g_autofree char *zone_typed = NULL, *from = NULL, *text = NULL;
	gboolean json = FALSE, lines = FALSE;
	int count = 5;
	const GOptionEntry entries[] = {
		{ "zone", 0, 0, G_OPTION_ARG_STRING, &zone_typed, "the time zone, where the expression names none",
		  "ZONE" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &from,
		  "begin at that time, not now: 2026-11-23, \"2026-11-23 21:30\", tomorrow", "TIME" },
		{ "count", 'n', 0, G_OPTION_ARG_INT, &count, "how many moments to show (5)", "COUNT" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "as one JSON object", NULL },
		{ "stdin", 0, 0, G_OPTION_ARG_NONE, &lines, "read EXPRESSION, ZONE, BASE, COUNT a line, tabs between",
		  NULL },
		{ NULL },
	};
	g_autoptr(Zone) zone = NULL;
	g_autoptr(GError) error = NULL;
	Cli there = *cli;

	if (!cli_options(cli, entries, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	text = join_words(argc, argv);
	if (lines)
		return text ? cli_usage(cli, "--stdin reads its expressions from stdin only")
		            : when_lines(stdin, stdout);
	if (!text)
		return cli_usage(cli, "an expression is missing, like 'Mon..Fri 08:30'");
	if (count < 1 || count > MOST_MOMENTS)
		return cli_usage(cli, "-n is a number from 1 to %d", MOST_MOMENTS);
	zone = zone_typed ? zone_new(zone_typed, &error) : zone_ref(cli->zone);
	if (!zone)
		return cli_usage(cli, "%s", error->message);
	there.zone = zone;
	if (from && !time_read(&there, from, &there.now, &error))
		return cli_usage(cli, "%s", error->message);
	return try_out(&(Trial){ .text = text, .zone = zone, .from = there.now, .count = count }, json);
}
