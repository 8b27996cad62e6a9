/* cmd-report.c - what the person's own answers say, in honest words. */
#include <math.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/report-urges.h"
#include "cli/report-plans.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/insight.h"
#include "core/span.h"

#define DAYS_DEFAULT (INSIGHT_WEEKS * 7)
#define MOST_DAYS 36500
#define FEW 5 /* answers; below that a score is said to rest on little */

typedef struct Report {
	int days;
	gint64 from; /* the first instant of the first day */
	int weeks;   /* how many of the last weeks the days reach into */
	Insight insight;
} Report;

/* --- facts ------------------------------------------------------------------------------------------- */

static gboolean from_store(const Cli *cli, Report *report, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, error);
	g_autoptr(GArray) decisions = store ? store_decisions(store, report->from, TIME_NEVER, error) : NULL;
	g_autoptr(GArray) responses = decisions ? store_responses(store, report->from, TIME_NEVER, error) : NULL;
	g_autoptr(GArray) urges = responses ? store_urges(store, report->from, TIME_NEVER, error) : NULL;

	if (urges)
		report->insight = insight_from(decisions, responses, urges, cli->zone, cli->now);
	return urges != NULL;
}

static void from_nothing(const Cli *cli, Report *report)
{
	g_autoptr(GArray) none = g_array_new(FALSE, FALSE, 1);

	report->insight = insight_from(none, none, none, cli->zone, cli->now);
}

static gboolean look(const Cli *cli, Report *report)
{
	g_autoptr(GError) error = NULL;
	int today = zone_day(cli->zone, cli->now);
	int weekday = zone_local(cli->zone, cli->now).weekday;

	report->from = zone_day_start(cli->zone, today - report->days + 1);
	report->weeks = CLAMP((report->days - 1 - weekday + 6) / 7 + 1, 1, INSIGHT_WEEKS);
	if (from_store(cli, report, &error))
		return TRUE;
	if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return cli_store_fail(cli, error), FALSE;
	from_nothing(cli, report);
	return TRUE;
}

/* Shown prompts that were answered or read, of a hundred; -1: none was shown. */
static int answer_rate(const Insight *insight)
{
	return insight->shown ? (int)lround(100.0 * (insight->answered + insight->read) / insight->shown) : -1;
}

/* --- JSON --------------------------------------------------------------------------------------------- */

static void json_score(Json *json, const char *key, const Score *score)
{
	json_open(json, key, '{');
	json_int(json, "answers", score->n);
	if (score->n) {
		json_double(json, "value", round(score->value * 10) / 10);
		json_double(json, "spread", round(score->spread * 10) / 10);
		json_double(json, "last", score->last);
	} else {
		json_null(json, "value");
		json_null(json, "spread");
		json_null(json, "last");
	}
	json_close(json, '}');
}

static void json_prompts(Json *json, const Insight *insight)
{
	json_open(json, "prompts", '{');
	json_int(json, "shown", insight->shown);
	json_int(json, "answered", insight->answered);
	json_int(json, "read", insight->read);
	json_int(json, "dismissed", insight->dismissed);
	json_int(json, "expired", insight->expired);
	json_int(json, "not_shown", insight->not_shown);
	if (insight->median_latency < 0)
		json_null(json, "median_seconds_to_answer");
	else
		json_int(json, "median_seconds_to_answer", insight->median_latency);
	json_close(json, '}');
}

static void json_urges(Json *json, const Report *report)
{
	const Insight *insight = &report->insight;

	json_open(json, "urges", '{');
	json_int(json, "recorded", insight->urges);
	json_int(json, "acted_no", insight->acted_no);
	json_int(json, "acted_partly", insight->acted_partly);
	json_int(json, "acted_yes", insight->acted_yes);
	json_int(json, "named_in_checkins", insight->yes_urges);
	json_open(json, "weeks", '[');
	for (int i = INSIGHT_WEEKS - report->weeks; i < INSIGHT_WEEKS; i++)
		json_int(json, NULL, insight->weeks[i]);
	json_close(json, ']');
	json_close(json, '}');
}

static void print_json(const Cli *cli, const Report *report)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, "days", report->days);
	json_time(&json, "from", cli->zone, report->from);
	json_prompts(&json, &report->insight);
	json_int(&json, "checkins", report->insight.checkins);
	json_int(&json, "answers", report->insight.responses);
	json_urges(&json, report);
	report_urges_json(cli, report->from, &json);
	json_score(&json, "missing", &report->insight.missing);
	json_score(&json, "need", &report->insight.need);
	report_plans_json(cli, &json, report->from);
	json_string(&json, "note", "missing and need are not a validated measure");
	json_close(&json, '}');
	json_print(&json);
}

/* --- words -------------------------------------------------------------------------------------------- */

static void head(const Cli *cli, const char *text)
{
	printf(cli->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", text);
}

static void print_prompts(const Cli *cli, const Insight *insight)
{
	g_autoptr(Table) table = table_new("", "", NULL);
	g_autofree char *latency = insight->median_latency > 0 ? span_said(SECONDS(insight->median_latency)) : NULL;

	head(cli, _("Prompts"));
	table_row(table, _("  shown"), "%d", insight->shown);
	if (insight->shown)
		table_row(table, _("  answered or read"), _("%d, that is %d of 100"), insight->answered + insight->read,
		          answer_rate(insight));
	if (insight->dismissed)
		table_row(table, _("  dismissed"), "%d", insight->dismissed);
	if (insight->expired)
		table_row(table, _("  without an answer"), "%d", insight->expired);
	if (insight->not_shown)
		table_row(table, _("  not shown"), _("%d (you were away, it was quiet, or it was enough for the day)"),
		          insight->not_shown);
	if (latency)
		table_row(table, _("  time to answer"), _("%s, half were quicker"), latency);
	table_print(table, MIN(cli->columns, 80), FALSE);
}

static void print_weeks(const Report *report, Table *table)
{
	const int *weeks = report->insight.weeks + INSIGHT_WEEKS - report->weeks;
	g_autofree char *bars = sparkline(weeks, report->weeks);
	g_autoptr(GString) numbers = g_string_new(NULL);

	for (int i = 0; i < report->weeks; i++)
		g_string_append_printf(numbers, "%s%d", i ? " " : "", weeks[i]);
	table_row(table, _("  week by week"), _("%s  (%s; the last one is this week)"), bars, numbers->str);
}

static void print_urges(const Cli *cli, const Report *report)
{
	const Insight *insight = &report->insight;
	int said = insight->acted_no + insight->acted_partly + insight->acted_yes;
	g_autoptr(Table) table = table_new("", "", NULL);

	head(cli, _("Urges to message"));
	table_row(table, _("  noted"), "%d", insight->urges);
	if (insight->yes_urges)
		table_row(table, _("  in check-ins"), _("%d named one"), insight->yes_urges);
	if (said)
		table_row(table, _("  what you did"), _("did not act %d, partly %d, acted %d"), insight->acted_no,
		          insight->acted_partly, insight->acted_yes);
	if (insight->urges)
		print_weeks(report, table);
	table_print(table, MIN(cli->columns, 80), FALSE);
}

static void score_row(Table *table, const char *name, const Score *score)
{
	if (!score->n)
		table_row(table, name, _("no answers yet"));
	else if (score->n == 1)
		table_row(table, name, _("%.0f of 100, from one answer"), score->last);
	else
		table_row(table, name,
		          score->n < FEW
		                  ? _("%.0f of 100, give or take %.0f, from %d answers (few: it may change a lot)")
		                  : _("%.0f of 100, give or take %.0f, from %d answers"),
		          score->value, score->spread, score->n);
}

static void print_scores(const Cli *cli, const Insight *insight)
{
	g_autoptr(Table) table = table_new("", "", NULL);

	head(cli, _("Missing and needing"));
	score_row(table, _("  missing"), &insight->missing);
	score_row(table, _("  needing"), &insight->need);
	table_print(table, MIN(cli->columns, 80), FALSE);
	if (insight->missing.n || insight->need.n)
		cli_paragraph(
			cli,
			_("Two scores, never one: missing is sadness that leaves room for life, needing is urgency. "
		          "Recent "
		          "answers count more, half as much for every 13 days. This is not a validated measure; it "
		          "only "
		          "compares you with yourself."));
}

static void print_words(const Cli *cli, const Report *report)
{
	const Insight *insight = &report->insight;
	g_autofree char *first = time_date(cli, report->from);

	g_autofree char *span = g_strdup_printf(
		ngettext("From %s to today, %d day.", "From %s to today, %d days.", report->days), first, report->days);
	g_autofree char *checkins =
		g_strdup_printf(ngettext("%d check-in", "%d check-ins", insight->checkins), insight->checkins);
	g_autofree char *answers =
		g_strdup_printf(ngettext("%d answer", "%d answers", insight->responses), insight->responses);
	g_autofree char *begin = g_strdup_printf("%s %s, %s.", span, checkins, answers);

	cli_paragraph(cli, begin);
	print_prompts(cli, insight);
	print_urges(cli, report);
	report_urges_print(cli, report->from);
	print_scores(cli, insight);
	report_plans(cli, report->from);
}

int cmd_report(Cli *cli, int argc, char **argv)
{
	Report report = { .days = DAYS_DEFAULT };
	const GOptionEntry entries[] = {
		{ "days", 0, 0, G_OPTION_ARG_INT, &report.days, N_("look at the last so many days (84)"), "DAYS" },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (report.days < 1 || report.days > MOST_DAYS)
		return cli_usage(cli, _("--days is a number from 1 to %d"), MOST_DAYS);
	if (!look(cli, &report))
		return EXIT_FAILED;
	if (cli->json)
		print_json(cli, &report);
	else if (report.insight.shown || report.insight.responses || report.insight.urges ||
	         report_plans_any(cli, report.from))
		print_words(cli, &report);
	else
		cli_say(_("Nothing was recorded in these %d days, so there is nothing to tell yet. `steady agenda` "
		          "says "
		          "what comes, "
		          "`steady urge` and `steady checkin` work at any time."),
		        report.days);
	return EXIT_DONE;
}
