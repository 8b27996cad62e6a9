/* cmd-agenda.c - what comes next, by the daemon's own code; needs neither daemon nor store. */
#include "cli/agenda-print.h"
#include "cli/agenda-summary.h"
#include "cli/left-out.h"
#include "cli/times.h"
#include "core/i18n.h"

#define MOST_LINES 10000
#define MOST_DAYS 3660
#define MOST_RUNS 1000 /* of what is left out, a schedule */
#define YEAR_DAYS 365  /* of a summary */
#define NOT_GIVEN G_MININT

typedef struct Range {
	int count, days; /* or NOT_GIVEN */
	gint64 from, until;
} Range;

static int by_time(gconstpointer a, gconstpointer b)
{
	const Foreseen *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static GArray *collect(const Range *range, Forecast *forecast)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(Foreseen));
	guint most = range->count == NOT_GIVEN ? MOST_LINES : (guint)range->count;
	Foreseen one;

	while (list->len < most && forecast_next(forecast, &one))
		g_array_append_val(list, one);
	if (list->len == MOST_LINES)
		cli_say(_("Only the first %d are listed; --from TIME begins later."), MOST_LINES);
	g_array_sort(list, by_time);
	return list;
}

/* As many runs as lines are wanted; those behind the last line go again. */
static void lists_fill(AgendaList *lists, const Cli *cli, Upcoming *upcoming, const Range *range)
{
	g_autoptr(Forecast) forecast = upcoming_forecast(cli, upcoming, range->from - 1, range->until);
	Frame frame = forecast_frame(forecast); /* as intervals stand before the run */
	gboolean counted = range->count != NOT_GIVEN;

	lists->left_out = left_out_find(upcoming->settings->schedules, &frame, range->from - 1, range->until,
	                                counted ? (guint)range->count : MOST_RUNS);
	lists->list = collect(range, forecast);
	if (counted && lists->list->len == (guint)range->count)
		left_out_cut(lists->left_out, g_array_index(lists->list, Foreseen, lists->list->len - 1).at);
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
		return cli_usage(cli, _("-n is a number from 1 to %d"), MOST_LINES);
	if (range->days != NOT_GIVEN && (range->days < 1 || range->days > MOST_DAYS))
		return cli_usage(cli, _("--days is a number from 1 to %d"), MOST_DAYS);
	range->from = cli->now;
	if (from && !time_read(cli, from, &range->from, &error))
		return cli_usage(cli, "%s", error->message);
	range->until = range->days == NOT_GIVEN ? TIME_NEVER : days_later(cli, range->from, range->days);
	if (range->count == NOT_GIVEN && range->days == NOT_GIVEN)
		range->count = 10;
	return EXIT_DONE;
}

/* Whole days: from the one that was named, else from tomorrow. */
static int summarize(Cli *cli, Upcoming *upcoming, const Range *range, gboolean named)
{
	int first = zone_day(cli->zone, range->from) + !named;
	int code = agenda_summary(cli, upcoming, first, range->days == NOT_GIVEN ? YEAR_DAYS : range->days, cli->json);

	if (!cli->json)
		cli_say(_("As it would be if you were always there and answered at once."));
	return code;
}

static int list(Cli *cli, Upcoming *upcoming, const Range *range)
{
	AgendaList lists = { 0 };

	lists_fill(&lists, cli, upcoming, range);
	if (cli->json)
		agenda_print_json(cli, upcoming, &lists);
	else if (lists.list->len + lists.left_out->len && agenda_print_table(cli, &lists))
		cli_say(_("The notes hold for days when you are there and answer at once."));
	if (!cli->json)
		agenda_print_words(cli, upcoming, lists.list);
	g_array_unref(lists.list);
	g_array_unref(lists.left_out);
	return EXIT_DONE;
}

int cmd_agenda(Cli *cli, int argc, char **argv)
{
	Range range = { .count = NOT_GIVEN, .days = NOT_GIVEN };
	g_autofree char *from = NULL;
	gboolean summary = FALSE;
	const GOptionEntry entries[] = {
		{ "count", 'n', 0, G_OPTION_ARG_INT, &range.count, N_("list so many (10)"), "COUNT" },
		{ "days", 0, 0, G_OPTION_ARG_INT, &range.days, N_("all of so many days (--summary: 365)"), "DAYS" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &from,
		  N_("begin at that time, not now: 2026-11-23, \"2026-11-23 21:30\", tomorrow"), "TIME" },
		{ "summary", 0, 0, G_OPTION_ARG_NONE, &summary, N_("no list: how many a day, and what becomes of them"),
		  NULL },
		{ NULL },
	};
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Upcoming) upcoming = NULL;

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (summary && range.count != NOT_GIVEN)
		return cli_usage(cli, _("--summary lists nothing; give it --days, not -n"));
	if (read_range(cli, &range, from))
		return EXIT_USAGE;
	settings = cli_settings(cli);
	if (!settings)
		return EXIT_FAILED;
	upcoming = upcoming_new(cli, settings, range.from - 1);
	return summary ? summarize(cli, upcoming, &range, from != NULL) : list(cli, upcoming, &range);
}
