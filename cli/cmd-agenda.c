/* cmd-agenda.c - what comes next, by the daemon's own code; needs neither daemon nor store. */
#include <stdio.h>

#include "cli/forecast.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "cli/upcoming.h"

#define MOST_LINES 10000
#define MOST_DAYS 3660
#define NOT_GIVEN G_MININT

typedef struct Range {
	int count, days; /* or NOT_GIVEN */
	gint64 from, until;
} Range;

static gboolean range_ends(const Range *range, const Due *due, guint listed)
{
	return due->at >= range->until || (range->count != NOT_GIVEN && listed >= (guint)range->count);
}

static GArray *collect(Upcoming *upcoming, const Range *range)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(Due));
	Due due;

	while (list->len < MOST_LINES && upcoming_next(upcoming, &due) && !range_ends(range, &due, list->len))
		g_array_append_val(list, due);
	if (list->len == MOST_LINES)
		cli_say("Only the first %d are listed; --from TIME begins later.", MOST_LINES);
	return list;
}

/* --- printing -------------------------------------------------------------------------------------- */

static const char *const why[N_REASONS] = {
	[REASON_PAUSED] = "paused",
	[REASON_QUIET] = "quiet hours",
	[REASON_BUDGET] = "enough for the day",
	[REASON_APART] = "soon after another",
	[REASON_AWAY] = "away",
	[REASON_NO_SERVER] = "nothing shows it",
	[REASON_NO_CONTENT] = "nothing to read",
	[REASON_CHANCE] = "left to chance",
};

/* "" when it is shown as it is due; free it. */
static char *note(const Cli *cli, const Due *due, const Forecast *forecast)
{
	g_autofree char *clock = forecast->shown ? time_clock(cli, forecast->shown) : NULL;

	if (!forecast->shown)
		return g_strdup_printf("not shown: %s",
		                       forecast->reason ? why[forecast->reason] : "another takes its place");
	if (forecast->shown == due->at || !forecast->reason)
		return g_strdup("");
	return g_strdup_printf("at %s: %s", clock, why[forecast->reason]);
}

static void print_json(const Cli *cli, const Upcoming *upcoming, const GArray *list, const GArray *forecasts)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "drawn", upcoming->drawn);
	json_open(&json, "agenda", '[');
	for (guint i = 0; i < list->len; i++) {
		const Due *due = &g_array_index(list, Due, i);
		const Forecast *forecast = &g_array_index(forecasts, Forecast, i);

		json_open(&json, NULL, '{');
		json_time(&json, "due", cli->zone, due->at);
		json_string(&json, "schedule", due->schedule->id);
		json_string(&json, "kind", kind_name(due->schedule->kind));
		json_bool(&json, "random", due->random);
		json_time(&json, "shown", cli->zone, forecast->shown);
		json_string(&json, "reason", reason_name(forecast->reason));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

/* TRUE: there are notes in it. */
static gboolean print_table(const Cli *cli, const GArray *list, const GArray *forecasts)
{
	g_autoptr(Table) plain = table_new("DATE", "TIME", "KIND", "SCHEDULE", NULL);
	g_autoptr(Table) noted = table_new("DATE", "TIME", "KIND", "SCHEDULE", "NOTE", NULL);
	gboolean notes = FALSE;

	for (guint i = 0; i < list->len; i++) {
		const Due *due = &g_array_index(list, Due, i);
		g_autofree char *date = time_date(cli, due->at);
		g_autofree char *clock = time_clock(cli, due->at);
		g_autofree char *text = note(cli, due, &g_array_index(forecasts, Forecast, i));

		notes |= *text != '\0';
		table_add(plain, date, clock, kind_name(due->schedule->kind), due->schedule->id);
		table_add(noted, date, clock, kind_name(due->schedule->kind), due->schedule->id, text);
	}
	table_print(notes ? noted : plain, cli->columns, cli->color);
	return notes;
}

/* What the list does not show. */
static void add_words(const Cli *cli, const Upcoming *upcoming, const GArray *list)
{
	gboolean random = FALSE;

	for (guint i = 0; i < list->len; i++)
		random |= g_array_index(list, Due, i).random;
	if (!list->len)
		cli_say("Nothing comes in that time. `steady schedule` shows what is scheduled.");
	if (random && !upcoming->drawn)
		cli_say("The random moments are an example: yours are drawn when the daemon first runs.");
	if (upcoming->history->paused) {
		Moment now = cli_moment(cli);
		gint64 until = deadline_wall(&upcoming->history->pause, &now);
		g_autofree char *said = until == TIME_NEVER ? NULL : time_said(cli, until);

		if (until > now.wall)
			cli_say("Paused%s%s: nothing is shown before that ends. `steady resume` ends it now.",
			        said ? " until " : "", said ? said : "");
	}
}

/* The same time of day, so many days later, over a change of the clocks too. */
static gint64 days_later(const Cli *cli, gint64 from, int days)
{
	LocalTime local = zone_local(cli->zone, from);

	local.day += days;
	return zone_instant(cli->zone, &local);
}

static int read_range(const Cli *cli, Range *range, const char *from)
{
	g_autoptr(GError) error = NULL;

	if (range->count != NOT_GIVEN && (range->count < 1 || range->count > MOST_LINES))
		return cli_usage(cli, "-n is a number from 1 to %d", MOST_LINES);
	if (range->days != NOT_GIVEN && (range->days < 1 || range->days > MOST_DAYS))
		return cli_usage(cli, "--days is a number from 1 to %d", MOST_DAYS);
	range->from = cli->now;
	if (from && !time_read(cli, from, &range->from, &error))
		return cli_usage(cli, "%s", error->message);
	range->until = range->days == NOT_GIVEN ? TIME_NEVER : days_later(cli, range->from, range->days);
	if (range->count == NOT_GIVEN && range->days == NOT_GIVEN)
		range->count = 10;
	return EXIT_DONE;
}

int cmd_agenda(Cli *cli, int argc, char **argv)
{
	Range range = { .count = NOT_GIVEN, .days = NOT_GIVEN };
	g_autofree char *from = NULL;
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{ "count", 'n', 0, G_OPTION_ARG_INT, &range.count, "list so many (10)", "COUNT" },
		{ "days", 0, 0, G_OPTION_ARG_INT, &range.days, "list all of so many days", "DAYS" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &from,
		  "begin at that time, not now: 2026-11-23, \"2026-11-23 21:30\", tomorrow", "TIME" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "print one JSON object", NULL },
		{ NULL },
	};
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Upcoming) upcoming = NULL;
	g_autoptr(GArray) list = NULL;
	g_autoptr(GArray) forecasts = NULL;

	if (!cli_options(cli, entries, &argc, &argv, 0) || read_range(cli, &range, from))
		return EXIT_USAGE;
	settings = cli_settings(cli);
	if (!settings)
		return EXIT_FAILED;
	upcoming = upcoming_new(cli, settings, range.from - 1);
	list = collect(upcoming, &range);
	forecasts = forecast(cli, upcoming, list, range.from - 1);
	if (json) {
		print_json(cli, upcoming, list, forecasts);
		return EXIT_DONE;
	}
	if (list->len && print_table(cli, list, forecasts))
		cli_say("The notes hold for days when you are there and answer at once.");
	add_words(cli, upcoming, list);
	return EXIT_DONE;
}
