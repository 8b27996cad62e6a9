/* cmd-when.c - `steady when`: tries out an expression, or reads many of them. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd-when.h"
#include "cli/json.h"
#include "cli/times.h"
#include "core/i18n.h"

#define MOST_MOMENTS 10000

static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

typedef struct Trial {
	const char *text;
	When *when;
	WhenContext context;
	const Cli *cli; /* with the zone that moments are shown in, and the time they begin at */
	int count;
	gboolean elsewhen; /* begun at a time that was typed: days have dates then */
	char *explained, **warnings;
} Trial;

WhenContext when_preview(Zone *zone, gint64 from)
{
	return (WhenContext){ .zone = zone, .secret = "preview", .schedule = "when/preview", .anchor = from };
}

Events *when_preview_events(const When *when, gint64 from)
{
	Events *events;
	EventType type;
	const char *name;

	if (!when_follows(when, &type, &name, NULL))
		return NULL;
	events = events_new();
	events_add(events, type, name, from);
	return events;
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

/* "tomorrow at 10:00"; where "now" is one that was typed, "Tue 24 Nov at 10:00": nobody takes that for tomorrow. */
static char *moment_said(const Trial *trial, gint64 at)
{
	g_autofree char *date = time_date(trial->cli, at), *clock = time_clock(trial->cli, at - at % SECONDS(60));

	return trial->elsewhen ? g_strdup_printf(_("%1$s at %2$s"), date, clock) : time_said(trial->cli, at);
}

/* "every second Tuesday at 10:00, next on Tue 24 Nov at 10:00" */
static void print_explained(const Trial *trial)
{
	gint64 next = when_next(trial->when, &trial->context, trial->cli->now);
	g_autofree char *said = next == TIME_NEVER ? NULL : moment_said(trial, next), *whole = NULL;

	if (!said || when_form(trial->when) == WHEN_FOLLOW)
		whole = g_strdup(trial->explained);
	else
		whole = g_strdup_printf(g_ascii_islower(*said) ? _("%s, next %s") : _("%s, next on %s"),
		                        trial->explained, said);
	cli_paragraph(trial->cli, whole);
}

static void print_plain(const Trial *trial)
{
	g_autofree char *normal = when_to_string(trial->when);
	gint64 at = trial->cli->now;
	int n = 0;

	cli_paragraph(trial->cli, normal);
	print_explained(trial);
	for (; n < trial->count && (at = when_next(trial->when, &trial->context, at)) != TIME_NEVER; n++)
		print_moment(trial->cli->zone, at);
	if (n < trial->count && when_form(trial->when) != WHEN_FOLLOW)
		cli_say(n ? _("That was the last time.") : _("Not due again."));
}

static void print_json(const Trial *trial)
{
	g_autofree char *normal = when_to_string(trial->when);
	Json json = { g_string_new(NULL), FALSE };
	gint64 at = trial->cli->now;
	EventType type;

	json_open(&json, NULL, '{');
	json_string(&json, "expression", trial->text);
	json_string(&json, "normal", normal);
	json_string(&json, "form", when_form_name(when_form(trial->when)));
	json_string(&json, "explanation", trial->explained);
	json_open(&json, "warnings", '[');
	for (char **warning = trial->warnings; *warning; warning++)
		json_string(&json, NULL, *warning);
	json_close(&json, ']');
	json_string(&json, "waits_for", when_follows(trial->when, &type, NULL, NULL) ? event_type_name(type) : NULL);
	json_string(&json, "zone", zone_name(trial->cli->zone));
	json_time(&json, "from", trial->cli->zone, trial->cli->now);
	json_open(&json, "moments", '[');
	for (int n = 0; n < trial->count && (at = when_next(trial->when, &trial->context, at)) != TIME_NEVER; n++) {
		json_open(&json, NULL, '{');
		json_time(&json, "at", trial->cli->zone, at);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

/* What the moments below depend on that a schedule has and a trial has not. */
static void say_what_is_supposed(const Trial *trial)
{
	g_autofree char *normal = when_to_string(trial->when);

	if (when_form(trial->when) == WHEN_RANDOM)
		cli_say(_("These are an example of a draw: your own moments differ, and so do those of each day."));
	if (when_form(trial->when) == WHEN_INTERVAL && !strstr(normal, "between"))
		cli_say(_("Counted from this moment; a schedule counts from when it last came."));
	if (when_form(trial->when) == WHEN_FOLLOW)
		cli_say(_("It has no times of its own: it waits for what it follows. If that were now, it would come "
		          "so:"));
}

static int try_out(Trial *trial)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(When) when = trial->when = when_parse(trial->text, &error);
	g_autoptr(Events) events = NULL;
	g_autofree char *explained = NULL;
	g_auto(GStrv) warnings = NULL;

	if (!when)
		return refuse(trial->text, error);
	trial->context = when_preview(trial->cli->zone, trial->cli->now);
	trial->context.events = events = when_preview_events(when, trial->cli->now);
	trial->explained = explained = when_explain(when);
	trial->warnings = warnings = when_warnings(when, &trial->context, trial->cli->now);
	say_what_is_supposed(trial);
	(trial->cli->json ? print_json : print_plain)(trial);
	for (char **warning = warnings; !trial->cli->json && *warning; warning++)
		cli_say(_("Warning: %s"), *warning);
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
	gboolean lines = FALSE;
	int count = 5;
	const GOptionEntry entries[] = {
		{ "zone", 0, 0, G_OPTION_ARG_STRING, &zone_typed, N_("the time zone, where the expression names none"),
		  "ZONE" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &from,
		  N_("begin at that time, not now: 2026-11-23, \"2026-11-23 21:30\", tomorrow"), "TIME" },
		{ "count", 'n', 0, G_OPTION_ARG_INT, &count, N_("how many moments to show (5)"), "COUNT" },
		{ "stdin", 0, 0, G_OPTION_ARG_NONE, &lines,
		  N_("read EXPRESSION, ZONE, BASE (seconds since 1970), COUNT a line, tabs between"), NULL },
		{ NULL },
	};
	g_autoptr(Zone) zone = NULL;
	g_autoptr(GError) error = NULL;
	Cli there;

	if (!cli_options(cli, entries, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	if (lines && cli->json)
		return cli_usage(cli, _("--stdin and --json exclude each other"));
	text = join_words(argc, argv);
	if (lines)
		return text ? cli_usage(cli, _("--stdin reads its expressions from stdin only"))
		            : when_lines(stdin, stdout);
	if (!text)
		return cli_usage(cli, _("an expression is missing, like 'Mon..Fri 08:30'"));
	if (count < 1 || count > MOST_MOMENTS)
		return cli_usage(cli, _("-n is a number from 1 to %d"), MOST_MOMENTS);
	zone = zone_typed ? zone_new(zone_typed, &error) : zone_ref(cli->zone);
	if (!zone)
		return cli_usage(cli, "%s", error->message);
	there = *cli;
	there.zone = zone;
	if (from && !time_read(&there, from, &there.now, &error))
		return cli_usage(cli, "%s", error->message);
	return try_out(&(Trial){ .text = text, .cli = &there, .count = count, .elsewhen = from != NULL });
}
