/* cmd-steadiness.c - missing and needing, each by itself, from the person's own answers. */
#include <math.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/insight.h"

#define FEW 8 /* answers; below that a score says little */
#define FEAR "need-alone"
#define RISE_OVER DAYS(14)
#define RISE_BY 20 /* points of a hundred */
#define RISE_ANSWERS 3
#define NOTE "not a validated measure"

typedef struct Part {
	const char *name, *title;
	Score score;
	int weeks[SCORE_WEEKS];
} Part;

/* --- JSON ------------------------------------------------------------------------------------------------ */

static double tenths(double value)
{
	return round(value * 10) / 10;
}

static void json_sign(Json *json, const Cli *cli, const Sign *sign)
{
	json_open(json, NULL, '{');
	json_string(json, "sign", sign->name);
	json_string(json, "words", sign_in_words(sign->name));
	json_int(json, "answers", sign->n);
	json_double(json, "value", tenths(sign->value));
	json_double(json, "last", sign->last);
	json_time(json, "last_at", cli->zone, sign->last_at);
	json_close(json, '}');
}

static void json_number(Json *json, const char *key, gboolean known, double value)
{
	if (known)
		json_double(json, key, tenths(value));
	else
		json_null(json, key);
}

static void json_part(Json *json, const Cli *cli, const Part *part)
{
	const Score *score = &part->score;

	json_open(json, part->name, '{');
	json_int(json, "answers", score->n);
	json_number(json, "value", score->n, score->value);
	json_number(json, "spread", score->n, score->spread);
	json_number(json, "last", score->n, score->last);
	json_time(json, "last_at", cli->zone, score->last_at);
	json_open(json, "signs", '[');
	for (int i = 0; i < score->n_signs; i++)
		json_sign(json, cli, &score->signs[i]);
	json_close(json, ']');
	json_open(json, "weeks", '[');
	for (int i = 0; i < SCORE_WEEKS; i++)
		if (part->weeks[i] < 0)
			json_null(json, NULL);
		else
			json_int(json, NULL, part->weeks[i]);
	json_close(json, ']');
	json_close(json, '}');
}

static void print_json(const Cli *cli, const Part parts[2], gboolean rises)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	for (int i = 0; i < 2; i++)
		json_part(&json, cli, &parts[i]);
	json_bool(&json, "fear_of_being_alone_rises", rises);
	json_string(&json, "note", NOTE);
	json_close(&json, '}');
	json_print(&json);
}

/* --- words ------------------------------------------------------------------------------------------------- */

/* The weeks from the first one that says something; the bars are for the eye, the numbers for the ear. */
static void add_weeks(Table *table, const Part *part)
{
	g_autoptr(GString) numbers = g_string_new(NULL);
	g_autofree char *bars = NULL;
	int from = 0;

	while (from < SCORE_WEEKS && part->weeks[from] < 0)
		from++;
	if (SCORE_WEEKS - from < 2)
		return;
	bars = sparkline_of(part->weeks + from, SCORE_WEEKS - from, 100);
	for (int i = from; i < SCORE_WEEKS; i++)
		g_string_append_printf(numbers, "%s%d", i > from ? " " : "", part->weeks[i]);
	table_row(table, _("  week by week"), _("%s  (%s; the last one is today)"), bars, numbers->str);
}

/* "3 answers to two of its four signs, the last on Sun 6 Dec; few, so it may change a lot" */
static void add_basis(Table *table, const Score *score, const char *last)
{
	static const char *const how_many[] = { N_("none of its four signs"), N_("one of its four signs"),
		                                N_("two of its four signs"), N_("three of its four signs"),
		                                N_("all of its four signs") };
	const char *signs = _(how_many[MIN(score->n_signs, 4)]);

	/* Translators: answers, to "two of its four signs", a date. */
	table_row(table, _("  rests on"),
	          score->n < FEW
	                  ? ngettext("%d answer to %s, the last on %s; few, so it may change a lot",
	                             "%d answers to %s, the last on %s; few, so it may change a lot", score->n)
	                  : ngettext("%d answer to %s, the last on %s", "%d answers to %s, the last on %s", score->n),
	          score->n, signs, last);
}

static void print_part(const Cli *cli, const Part *part)
{
	const Score *score = &part->score;
	g_autoptr(Table) table = table_new("", "", NULL);
	g_autoptr(Table) signs = table_new(_("  its signs"), _("of 100"), NULL);
	g_autofree char *last = score->n ? time_date(cli, score->last_at) : NULL;

	printf(cli->color ? "\033[1m%s\033[0m\n" : "%s\n", _(part->title));
	if (!score->n) {
		puts(_("  no answers yet\n"));
		return;
	}
	table_row(table, _("  now"), _("%.0f of 100, give or take %.0f"), score->value, score->spread);
	add_basis(table, score, last);
	add_weeks(table, part);
	for (int i = 0; i < score->n_signs; i++) {
		const char *words = sign_in_words(score->signs[i].name);
		g_autofree char *sign = g_strconcat("  ", words ? _(words) : score->signs[i].name, NULL);

		table_row(signs, sign, "%.0f", score->signs[i].value);
	}
	table_print(table, MIN(cli->columns, 80), FALSE);
	table_print(signs, MIN(cli->columns, 80), FALSE);
	putchar('\n');
}

static void print_words(const Cli *cli, const Part parts[2], gboolean rises)
{
	for (int i = 0; i < 2; i++)
		print_part(cli, &parts[i]);
	if (rises)
		cli_paragraph(
			cli,
			_("The fear of being alone has been stronger these two weeks than before. In one study it was "
		          "this fear that came ahead of longing. `steady read afraid-of-being-alone` is about it; a "
		          "plan for the evening, or somebody to call, may be worth more than usual now.\n"));
	cli_paragraph(cli,
	              _("Two scores and never one: missing leaves room for life, needing is urgent. A high score in "
	                "missing is no "
	                "fault, and neither is a verdict. Recent answers count more, half as much for every 13 days. "
	                "This is not a validated measure; it compares you with yourself only."));
}

/* ------------------------------------------------------------------------------------------------------------- */

static GArray *answers(const Cli *cli, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, error);

	if (!store && g_error_matches(*error, STORE_ERROR, STORE_ERROR_MISSING)) {
		g_clear_error(error);
		return g_array_new(FALSE, FALSE, sizeof(ResponseFact));
	}
	return store ? store_responses(store, G_MININT64, TIME_NEVER, error) : NULL;
}

int cmd_steadiness(Cli *cli, int argc, char **argv)
{
	Part parts[2] = { { .name = "missing", .title = N_("Missing") }, { .name = "need", .title = N_("Needing") } };
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) responses = NULL;
	gboolean rises;
	const GOptionEntry entries[] = {
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	responses = answers(cli, &error);
	if (!responses)
		return cli_store_fail(cli, error);
	for (int i = 0; i < 2; i++) {
		parts[i].score = score_of(responses, parts[i].name, TIME_NEVER);
		score_weeks(responses, parts[i].name, cli->now, parts[i].weeks);
	}
	rises = score_rises(responses, FEAR, cli->now, RISE_OVER, RISE_BY, RISE_ANSWERS);
	if (cli->json)
		print_json(cli, parts, rises);
	else if (!responses->len || (!parts[0].score.n && !parts[1].score.n))
		cli_say(_("No answers yet that tell missing from needing. `steady checkin evening` asks one sign of "
		          "each; after about "
		          "%d evenings there is something to see."),
		        FEW);
	else
		print_words(cli, parts, rises);
	return EXIT_DONE;
}
