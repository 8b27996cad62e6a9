/* cmd-agenda.c - what comes next, by the daemon's own code; needs neither daemon nor store. */
#include <stdio.h>

#include "cli/agenda-summary.h"
#include "cli/json.h"
#include "cli/left-out.h"
#include "cli/table.h"
#include "cli/times.h"
#include "cli/upcoming.h"
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

/* What comes, as Foreseen, and what is left out of it, as LeftOut. */
typedef struct List {
	GArray *list, *left_out;
} List;

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
static void lists_fill(List *lists, const Cli *cli, Upcoming *upcoming, const Range *range)
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

/* --- printing -------------------------------------------------------------------------------------- */

/* Why it is shown later than due: "at 07:30, quiet hours until then"; and why not at all. */
static const struct {
	const char *later, *never;
} why[N_REASONS] = {
	[REASON_PAUSED] = { N_("paused until then"), N_("paused") },
	[REASON_QUIET] = { N_("quiet hours until then"), N_("quiet hours") },
	[REASON_BUDGET] = { N_("enough for the day"), N_("enough for the day") },
	[REASON_APART] = { N_("not too soon after another"), N_("too soon after another") },
	[REASON_AWAY] = { N_("away until then"), N_("away") },
	[REASON_NO_SERVER] = { N_("nothing shows it until then"), N_("nothing shows it") },
	[REASON_NO_CONTENT] = { N_("nothing to read"), N_("nothing to read") },
	[REASON_LOCKED] = { N_("locked until then"), N_("locked") },
	[REASON_ASLEEP] = { N_("asleep until then"), N_("asleep") },
	[REASON_SETTLING] = { N_("just back"), N_("just back") },
	[REASON_DO_NOT_DISTURB] = { N_("do not disturb until then"), N_("do not disturb") },
	[REASON_CHANCE] = { N_("by chance"), N_("by chance") },
};

/* A drawn moment, and one that was put off, is told to the minute; free it. */
static char *clock_of(const Cli *cli, const Foreseen *one, gint64 at)
{
	gboolean exact = at == one->due && !one->random;

	return time_clock(cli, exact ? at : at - at % SECONDS(60));
}

/* "" when it is shown as it is due; free it. */
static char *note(const Cli *cli, const Foreseen *one)
{
	g_autofree char *clock = one->shown ? clock_of(cli, one, one->shown) : NULL;

	if (one->merged)
		return g_strdup(_("not shown: a later one takes its place"));
	if (!one->shown)
		return g_strdup_printf(_("not shown: %s"),
		                       one->reason ? _(why[one->reason].never) : _("no reason known"));
	if (one->shown == one->at || !one->reason)
		return g_strdup("");
	if (zone_day(cli->zone, one->shown) != zone_day(cli->zone, one->at)) {
		g_autofree char *date = time_date(cli, one->shown);

		return g_strdup_printf(_("%s at %s: %s"), date, clock, _(why[one->reason].later));
	}
	return g_strdup_printf(_("at %s: %s"), clock, _(why[one->reason].later));
}

/* "left out: except Sat,Sun (12 times, up to Sun 6 Dec)" */
static char *left_out_note(const Cli *cli, const LeftOut *run)
{
	gboolean same_day = zone_day(cli->zone, run->first) == zone_day(cli->zone, run->last);
	g_autofree char *last = same_day ? time_clock(cli, run->last) : time_date(cli, run->last);

	if (run->count == 1)
		return g_strdup_printf(_("left out: except %s"), run->rule);
	return g_strdup_printf(_("left out: except %s (%u times, up to %s)"), run->rule, run->count, last);
}

static void print_json(const Cli *cli, const Upcoming *upcoming, const List *lists)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "drawn", upcoming->drawn);
	json_open(&json, "agenda", '[');
	for (guint i = 0; i < lists->list->len; i++) {
		const Foreseen *one = &g_array_index(lists->list, Foreseen, i);

		json_open(&json, NULL, '{');
		json_time(&json, "due", cli->zone, one->due);
		json_time(&json, "at", cli->zone, one->at);
		json_string(&json, "schedule", one->schedule->id);
		json_string(&json, "kind", kind_name(one->schedule->kind));
		json_bool(&json, "random", one->random);
		json_time(&json, "shown", cli->zone, one->shown);
		json_string(&json, "reason", one->merged ? "merged" : reason_name(one->reason));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_open(&json, "left_out", '[');
	for (guint i = 0; i < lists->left_out->len; i++) {
		const LeftOut *run = &g_array_index(lists->left_out, LeftOut, i);

		json_open(&json, NULL, '{');
		json_string(&json, "schedule", run->schedule->id);
		json_string(&json, "kind", kind_name(run->schedule->kind));
		json_string(&json, "except", run->rule);
		json_time(&json, "first", cli->zone, run->first);
		json_time(&json, "last", cli->zone, run->last);
		json_int(&json, "count", run->count);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

/* Two tables with the same rows; the notes are a column only where there are some. */
typedef struct Page {
	Table *plain, *noted;
	gboolean notes;
} Page;

static void add_line(const Cli *cli, Page *page, gint64 at, const char *clock, const Schedule *schedule,
                     const char *text)
{
	g_autofree char *date = time_date(cli, at);

	page->notes |= *text != '\0';
	table_add(page->plain, date, clock, schedule->id);
	table_add(page->noted, date, clock, schedule->id, text);
}

/* Both lists in order of time. TRUE: there are notes in it. */
static gboolean print_table(const Cli *cli, const List *lists)
{
	g_autoptr(Table) plain = table_new(_("DATE"), _("TIME"), _("SCHEDULE"), NULL);
	g_autoptr(Table) noted = table_new(_("DATE"), _("TIME"), _("SCHEDULE"), _("NOTE"), NULL);
	Page page = { plain, noted, FALSE };

	for (guint i = 0, j = 0; i < lists->list->len || j < lists->left_out->len;) {
		const Foreseen *one = i < lists->list->len ? &g_array_index(lists->list, Foreseen, i) : NULL;
		const LeftOut *run = j < lists->left_out->len ? &g_array_index(lists->left_out, LeftOut, j) : NULL;
		gboolean left_out = run && (!one || run->first < one->at);
		g_autofree char *text = left_out ? left_out_note(cli, run) : note(cli, one);
		g_autofree char *clock = left_out ? time_clock(cli, run->first) : clock_of(cli, one, one->at);

		if (left_out)
			add_line(cli, &page, run->first, clock, run->schedule, text);
		else
			add_line(cli, &page, one->at, clock, one->schedule, text);
		i += !left_out;
		j += left_out;
	}
	table_print(page.notes ? noted : plain, cli->columns, cli->color);
	return page.notes;
}

/* What the list does not show. */
static void add_words(const Cli *cli, const Upcoming *upcoming, const GArray *list)
{
	gboolean random = FALSE;

	for (guint i = 0; i < list->len; i++)
		random |= g_array_index(list, Foreseen, i).random;
	if (!list->len)
		cli_say(_("Nothing comes in that time. `steady schedule` shows what is scheduled."));
	if (random && !upcoming->drawn)
		cli_say(_("The random moments are an example: yours are drawn when the daemon first runs."));
	if (upcoming->history->paused) {
		Moment now = cli_moment(cli);
		gint64 until = deadline_wall(&upcoming->history->pause, &now);
		g_autofree char *said = until == TIME_NEVER ? NULL : time_said(cli, until);

		if (until > now.wall)
			cli_say(_("Paused%s%s: nothing is shown before that ends. `steady resume` ends it now."),
			        said ? _(" until ") : "", said ? said : "");
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
	List lists = { 0 };

	lists_fill(&lists, cli, upcoming, range);
	if (cli->json)
		print_json(cli, upcoming, &lists);
	else if (lists.list->len + lists.left_out->len && print_table(cli, &lists))
		cli_say(_("The notes hold for days when you are there and answer at once."));
	if (!cli->json)
		add_words(cli, upcoming, lists.list);
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
