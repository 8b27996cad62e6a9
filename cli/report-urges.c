#include "cli/report-urges.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/table.h"
#include "core/i18n.h"
#include "core/insight-urges.h"
#include "core/store-urges.h"
#include "core/text.h"

#define MOST_CUES 5 /* that the report names */

/* Without a store, or one that cannot be read: nothing. The report itself has said so. */
static UrgeInsight look(const Cli *cli, gint64 from)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GArray) urges = store ? store_episodes(store, from, TIME_NEVER, NULL) : NULL;
	g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(Urge));

	return insight_urges(urges ? urges : none);
}

/* --- JSON -------------------------------------------------------------------------------------------- */

static void json_deeds(Json *json, const char *key, const Deeds *deeds)
{
	json_open(json, key, '{');
	json_int(json, "urges", deeds->n);
	json_int(json, "acted_no", deeds->no);
	json_int(json, "acted_partly", deeds->partly);
	json_int(json, "acted_yes", deeds->yes);
	json_close(json, '}');
}

static void json_cues(Json *json, const GArray *cues)
{
	json_open(json, "cues", '[');
	for (guint i = 0; i < cues->len; i++) {
		const CueDeeds *cue = &g_array_index(cues, CueDeeds, i);

		json_open(json, NULL, '{');
		json_string(json, "cue", cue->cue);
		json_int(json, "urges", cue->deeds.n);
		json_int(json, "acted_no", cue->deeds.no);
		json_int(json, "acted_partly", cue->deeds.partly);
		json_int(json, "acted_yes", cue->deeds.yes);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void json_mean(Json *json, const char *key, int n, double mean)
{
	if (n)
		json_double(json, key, round(mean * 10) / 10);
	else
		json_null(json, key);
}

static void json_forecasts(Json *json, const Forecasts *forecasts)
{
	json_open(json, "forecasts", '{');
	json_int(json, "compared", forecasts->n);
	json_int(json, "was_lower", forecasts->lower);
	json_int(json, "was_equal", forecasts->equal);
	json_int(json, "was_higher", forecasts->higher);
	json_mean(json, "mean_expected", forecasts->n, forecasts->expected);
	json_mean(json, "mean_actual", forecasts->n, forecasts->actual);
	json_close(json, '}');
}

void report_urges_json(const Cli *cli, gint64 from, Json *json)
{
	g_auto(UrgeInsight) insight = look(cli, from);

	json_open(json, "episodes", '{');
	json_open(json, "after_15_minutes", '{');
	json_int(json, "rated", insight.waves.n);
	json_int(json, "fallen_by_3", insight.waves.fell);
	json_close(json, '}');
	json_deeds(json, "waited", &insight.waited);
	json_deeds(json, "did_not_wait", &insight.unwaited);
	json_deeds(json, "missing", &insight.missing);
	json_deeds(json, "need", &insight.need);
	json_deeds(json, "both", &insight.both);
	json_cues(json, insight.cues);
	json_forecasts(json, &insight.forecasts);
	json_open(json, "a_day_later", '{');
	json_int(json, "smaller", insight.smaller);
	json_int(json, "same", insight.same);
	json_int(json, "larger", insight.larger);
	json_close(json, '}');
	json_close(json, '}');
}

/* --- words ------------------------------------------------------------------------------------------- */

static void add_deeds(Table *table, const char *what, const Deeds *deeds)
{
	g_autofree char *text = g_strdup_printf(_("%d: did not act %d, partly %d, acted %d"), deeds->n, deeds->no,
	                                        deeds->partly, deeds->yes);

	if (deeds->n)
		table_add(table, what, text);
}

static void add_cues(Table *table, const GArray *cues)
{
	for (guint i = 0; i < MIN(cues->len, MOST_CUES); i++) {
		const CueDeeds *cue = &g_array_index(cues, CueDeeds, i);
		g_autofree char *said = urge_word_said(cue->cue), *clean = text_clean(said);
		g_autofree char *what = g_strdup_printf(_("  set off: %s"), clean);

		add_deeds(table, what, &cue->deeds);
	}
}

static void add_waves(Table *table, const Waves *waves)
{
	g_autofree char *text = waves->n < WAVES_FEW ? g_strdup_printf(_("%d rated again: too few to tell"), waves->n)
	                                             : g_strdup_printf(_("of %d, %d had fallen by %d or more"),
	                                                               waves->n, waves->fell, WAVE_FELL);

	if (waves->n)
		table_add(table, _("  after 15 minutes"), text);
}

static void add_forecasts(Table *table, const Forecasts *forecasts)
{
	g_autofree char *expected = i18n_number("%.1f", forecasts->expected);
	g_autofree char *came = i18n_number("%.1f", forecasts->actual);
	g_autofree char *text = g_strdup_printf(
		_("of %d, it was lower %d times, as expected %d, higher %d; on average %s expected, %s came"),
		forecasts->n, forecasts->lower, forecasts->equal, forecasts->higher, expected, came);

	if (forecasts->n)
		table_add(table, _("  what you expected"), text);
}

static void add_later(Table *table, const UrgeInsight *insight)
{
	g_autofree char *text = g_strdup_printf(_("smaller %d, as then %d, larger %d"), insight->smaller, insight->same,
	                                        insight->larger);

	if (insight->smaller + insight->same + insight->larger)
		table_add(table, _("  a day later"), text);
}

void report_urges_print(const Cli *cli, gint64 from)
{
	g_auto(UrgeInsight) insight = look(cli, from);
	g_autoptr(Table) table = table_new("", "", NULL);

	add_waves(table, &insight.waves);
	add_forecasts(table, &insight.forecasts);
	add_deeds(table, _("  you waited"), &insight.waited);
	add_deeds(table, _("  you did not wait"), insight.waited.n ? &insight.unwaited : &(Deeds){ 0 });
	add_deeds(table, _("  missing"), &insight.missing);
	add_deeds(table, _("  needing"), &insight.need);
	add_deeds(table, _("  both"), &insight.both);
	add_cues(table, insight.cues);
	add_later(table, &insight);
	if (!table_rows(table))
		return;
	printf(cli->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", _("What became of them"));
	table_print(table, MIN(cli->columns, 80), FALSE);
}
