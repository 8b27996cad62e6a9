#include "cli/report-plans.h"

#include <stdio.h>

#include "cli/slots.h"
#include "cli/table.h"
#include "core/i18n.h"
#include "core/plan-facts.h"

/* An empty one where there is no store, or it cannot be read: the report has said so. */
static GArray *outcomes_since(const Cli *cli, gint64 from)
{
	g_autoptr(Store) store =
		cli_has_store(cli) ? store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL) : NULL;
	GArray *outcomes = store ? store_outcomes(store, OUTCOME_OF_PLAN, NULL, from, TIME_NEVER, NULL) : NULL;

	return outcomes ? outcomes : g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
}

static gboolean has_slots(const Settings *settings)
{
	for (guint i = 0; i < settings->schedules->len; i++)
		if (((const Schedule *)settings->schedules->pdata[i])->kind == KIND_SLOT)
			return TRUE;
	return FALSE;
}

/* A rate of a hundred would say more than so few times can tell: the numbers stand as they are. */
static char *hits(const PlanFacts *facts)
{
	g_autofree char *over = g_strdup_printf(ngettext("gone over %d time", "gone over %d times", facts->rehearsed),
	                                        facts->rehearsed);

	if (!facts->offered && !facts->used)
		return g_strdup_printf(_("not called for yet; %s"), over);
	if (!facts->used)
		return g_strdup_printf(_("shown %d, not used; %s"), facts->offered, over);
	return g_strdup_printf(_("shown %d, used %d, of which helped %d; %s"), facts->offered, facts->used,
	                       facts->helped, over);
}

static void head(const Cli *cli, const char *text)
{
	printf(cli->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", text);
}

static void print_plans(const Cli *cli, const GPtrArray *plans, const GArray *outcomes)
{
	g_autoptr(Table) table = table_new("", "", NULL);

	head(cli, _("Plans"));
	for (guint i = 0; i < plans->len; i++) {
		const Plan *plan = plans->pdata[i];
		PlanFacts facts = plan_facts(plan->name, outcomes);
		g_autofree char *name = g_strdup_printf("  %s", plan->name), *said = hits(&facts);

		table_add(table, name, said);
	}
	table_print(table, MIN(cli->columns, 80), FALSE);
}

gboolean report_plans_any(const Cli *cli, gint64 from)
{
	g_autoptr(GArray) outcomes = outcomes_since(cli, from);

	return outcomes->len > 0;
}

void report_plans(const Cli *cli, gint64 from)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(GArray) outcomes = outcomes_since(cli, from);

	if (settings->plans->len)
		print_plans(cli, settings->plans, outcomes);
	if (has_slots(settings)) {
		head(cli, _("The hours of your week"));
		slots_map(cli, settings);
	}
}

static void json_plan(Json *json, const Plan *plan, const GArray *outcomes)
{
	PlanFacts facts = plan_facts(plan->name, outcomes);

	json_open(json, NULL, '{');
	json_string(json, "name", plan->name);
	json_int(json, "offered", facts.offered);
	json_int(json, "used", facts.used);
	json_int(json, "helped", facts.helped);
	json_int(json, "unhelpful", facts.unhelpful);
	json_int(json, "rehearsed", facts.rehearsed);
	json_close(json, '}');
}

void report_plans_json(const Cli *cli, Json *json, gint64 from)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(GArray) outcomes = outcomes_since(cli, from);

	json_open(json, "plans", '[');
	for (guint i = 0; i < settings->plans->len; i++)
		json_plan(json, settings->plans->pdata[i], outcomes);
	json_close(json, ']');
	json_open(json, "slots", '{');
	slots_map_json(cli, settings, json);
	json_close(json, '}');
}
