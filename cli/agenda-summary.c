#include "cli/agenda-summary.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/tally.h"
#include "core/span.h"

/* How it is said in a list: "quiet hours 12, except 52". */
static const char *const words[N_OUTS] = {
	[OUT_PAUSED] = NC_("left out", "paused"), [OUT_QUIET] = NC_("left out", "quiet hours"),
	[OUT_BUDGET] = NC_("left out", "budget"), [OUT_APART] = NC_("left out", "spacing"),
	[OUT_EXCEPT] = NC_("left out", "except"), [OUT_CHANCE] = NC_("left out", "chance"),
	[OUT_MERGED] = NC_("left out", "merged"), [OUT_OTHER] = NC_("left out", "other"),
};

/* --- the run, with a sign of life where it takes longer than a moment --- */

typedef struct Progress {
	gboolean wanted;    /* stderr is a terminal */
	gint64 begun, said; /* of the monotonic clock */
} Progress;

static void progress_show(Progress *progress, const Tally *tally, gint64 now)
{
	gint64 clock = progress->wanted ? g_get_monotonic_time() : 0;
	gint64 percent = 100 * (now - tally->from) / MAX(tally->until - tally->from, 1);

	if (clock < progress->begun + MINUTES(1) / 120 || clock < progress->said + SECONDS(1) / 5)
		return;
	fprintf(stderr, "\r");
	fprintf(stderr, _("%d days: %d %%"), tally->n_days, (int)CLAMP(percent, 0, 100));
	fflush(stderr);
	progress->said = clock;
}

static void progress_end(const Progress *progress)
{
	if (progress->said)
		fputs("\r\033[K", stderr);
}

static Tally *run(const Cli *cli, Upcoming *upcoming, int first_day, int days)
{
	const GPtrArray *schedules = upcoming->settings->schedules;
	Tally *tally = tally_new(cli->zone, schedules, first_day, days);
	Progress progress = { .wanted = isatty(STDERR_FILENO), .begun = g_get_monotonic_time() };
	g_autoptr(Forecast) forecast = upcoming_forecast(cli, upcoming, tally->from - 1, tally->until);
	Frame frame = forecast_frame(forecast);
	Foreseen one;

	tally_add_excepted(tally, &frame);
	while (forecast_next(forecast, &one)) {
		tally_add(tally, &one);
		progress_show(&progress, tally, forecast_now(forecast));
	}
	progress_end(&progress);
	tally_end(tally);
	return tally;
}

/* --- as text --- */

static char *reasons(const TallyRow *row)
{
	GString *text = g_string_new(NULL);

	for (Out out = 0; out < N_OUTS; out++)
		if (row->out[out])
			g_string_append_printf(text, "%s%s %u", text->len ? ", " : "", C_("left out", words[out]),
			                       row->out[out]);
	return g_string_free(text, FALSE);
}

static void add_row(Table *table, const char *name, const TallyRow *row)
{
	g_autofree char *times = g_strdup_printf("%u", row->occurrences), *shown = g_strdup_printf("%u", row->shown);
	g_autofree char *later = g_strdup_printf("%u", row->later), *out = reasons(row);

	table_add(table, name, times, shown, row->later ? later : NULL, out);
}

static void print_schedules(const Cli *cli, const Tally *tally)
{
	g_autoptr(Table) table = table_new(_("SCHEDULE"), _("TIMES"), _("SHOWN"), _("LATER"), _("NOT SHOWN"), NULL);

	for (guint i = 0; i < tally->rows->len; i++) {
		const TallyRow *row = &g_array_index(tally->rows, TallyRow, i);

		add_row(table, row->schedule->id, row);
	}
	if (tally->rows->len > 1)
		add_row(table, C_("schedules", "all"), &tally->all);
	table_print(table, cli->columns, cli->color);
}

static void print_days(const Cli *cli, const Tally *tally)
{
	g_autoptr(Table) table = table_new(_("PROMPTS A DAY"), _("DAYS"), _("OF ALL"), NULL);

	for (guint n = tally_least(tally); n <= tally_most(tally); n++) {
		guint days = tally_days_with(tally, n);
		g_autofree char *prompts = g_strdup_printf("%u", n), *count = g_strdup_printf("%u", days);
		g_autofree char *share = g_strdup_printf("%.0f %%", 100.0 * days / tally->n_days);

		table_add(table, prompts, count, share);
	}
	table_print(table, cli->columns, cli->color);
}

static void print_silence(const Cli *cli, const Tally *tally)
{
	gint64 from = tally->silence_from - tally->silence_from % SECONDS(60);
	gint64 until = tally->silence_until - tally->silence_until % SECONDS(60);
	g_autofree char *span = span_said(until - from);
	g_autofree char *first = time_said(cli, from), *last = time_said(cli, until);

	printf(_("\nLongest silence: %s,\n  from %s to %s\n"), span, first, last);
}

static void print_text(const Cli *cli, const Tally *tally)
{
	g_autofree char *first = time_date(cli, tally->from), *last = time_date(cli, tally->until - 1);
	g_autofree char *mean = i18n_number("%.1f", (double)tally->prompts / tally->n_days);

	/* Translators: so many days, from a date to a date: so many prompts in all. */
	printf(ngettext("%d day, from %s to %s: %u prompts.\n", "%d days, from %s to %s: %u prompts.\n", tally->n_days),
	       tally->n_days, first, last, tally->prompts);
	/* Translators: a number such as 3.5. */
	printf(_("%s a day on average, at least %u, at most %u.\n\n"), mean, tally_least(tally), tally_most(tally));
	print_days(cli, tally);
	putchar('\n');
	print_schedules(cli, tally);
	print_silence(cli, tally);
}

/* --- as JSON --- */

static void add_json_row(Json *json, const char *key, const TallyRow *row)
{
	json_open(json, key, '{');
	if (row->schedule) {
		json_string(json, "schedule", row->schedule->id);
		json_string(json, "kind", kind_name(row->schedule->kind));
	}
	json_int(json, "occurrences", row->occurrences);
	json_int(json, "shown", row->shown);
	json_int(json, "later", row->later);
	json_open(json, "taken_out", '{');
	for (Out out = 0; out < N_OUTS; out++)
		json_int(json, out_name(out), row->out[out]);
	json_close(json, '}');
	json_close(json, '}');
}

static void add_json_days(Json *json, const Tally *tally)
{
	json_open(json, "prompts_a_day", '{');
	json_double(json, "mean", (double)tally->prompts / tally->n_days);
	json_int(json, "least", tally_least(tally));
	json_int(json, "most", tally_most(tally));
	json_open(json, "distribution", '[');
	for (guint n = tally_least(tally); n <= tally_most(tally); n++) {
		json_open(json, NULL, '{');
		json_int(json, "prompts", n);
		json_int(json, "days", tally_days_with(tally, n));
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

static void print_json(const Cli *cli, const Tally *tally, gboolean drawn)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "drawn", drawn);
	json_time(&json, "from", cli->zone, tally->from);
	json_time(&json, "until", cli->zone, tally->until);
	json_int(&json, "days", tally->n_days);
	add_json_days(&json, tally);
	json_open(&json, "schedules", '[');
	for (guint i = 0; i < tally->rows->len; i++)
		add_json_row(&json, NULL, &g_array_index(tally->rows, TallyRow, i));
	json_close(&json, ']');
	add_json_row(&json, "all", &tally->all);
	json_open(&json, "longest_silence", '{');
	json_time(&json, "from", cli->zone, tally->silence_from);
	json_time(&json, "until", cli->zone, tally->silence_until);
	json_int(&json, "seconds", (tally->silence_until - tally->silence_from) / G_USEC_PER_SEC);
	json_close(&json, '}');
	json_close(&json, '}');
	json_print(&json);
}

int agenda_summary(Cli *cli, Upcoming *upcoming, int first_day, int days, gboolean json)
{
	g_autoptr(Tally) tally = run(cli, upcoming, first_day, days);

	if (json)
		print_json(cli, tally, upcoming->drawn);
	else
		print_text(cli, tally);
	return EXIT_DONE;
}
