#include "cli/plans.h"

#include <stdio.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/plan-facts.h"

/* --- what became of them --------------------------------------------------------------------------------- */

GArray *plans_outcomes(const Cli *cli)
{
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_READ) : NULL;
	GArray *outcomes = store ? store_outcomes(store, OUTCOME_OF_PLAN, NULL, G_MININT64, TIME_NEVER, NULL) : NULL;

	return outcomes ? outcomes : g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
}

static char *facts_in_words(const PlanFacts *facts)
{
	if (!facts->offered && !facts->used)
		return g_strdup(_("not called for yet"));
	return g_strdup_printf(_("shown %d, used %d, helped %d"), facts->offered, facts->used, facts->helped);
}

/* --- list, show ------------------------------------------------------------------------------------------ */

static void json_plan(Json *json, const Cli *cli, const Plan *plan, const GArray *outcomes)
{
	PlanFacts facts = plan_facts(plan->name, outcomes);

	json_open(json, NULL, '{');
	json_string(json, "name", plan->name);
	json_string(json, "if", plan->condition);
	json_string(json, "then", plan->action);
	json_open(json, "cues", '[');
	for (char **cue = plan->cues; cue && *cue; cue++)
		json_string(json, NULL, *cue);
	json_close(json, ']');
	json_int(json, "offered", facts.offered);
	json_int(json, "used", facts.used);
	json_int(json, "helped", facts.helped);
	json_int(json, "unhelpful", facts.unhelpful);
	json_int(json, "rehearsed", facts.rehearsed);
	json_time(json, "last_rehearsed", cli->zone, facts.last_rehearsed);
	json_close(json, '}');
}

static int print_json(const Cli *cli, const GPtrArray *plans, const Plan *only)
{
	g_autoptr(GArray) outcomes = plans_outcomes(cli);
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "plans", '[');
	for (guint i = 0; i < plans->len; i++)
		if (!only || plans->pdata[i] == only)
			json_plan(&json, cli, plans->pdata[i], outcomes);
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
	return EXIT_DONE;
}

int plans_list(const Cli *cli, const Settings *settings)
{
	g_autoptr(GArray) outcomes = plans_outcomes(cli);
	g_autoptr(Table) table = table_new(_("PLAN"), _("WHAT BECAME OF IT"), _("IF ... THEN ..."), NULL);

	if (cli->json)
		return print_json(cli, settings->plans, NULL);
	if (!settings->plans->len) {
		cli_say(_("No plan yet. `steady plan add NAME` helps to write one: if this moment comes, then I do "
		          "that."));
		return EXIT_DONE;
	}
	for (guint i = 0; i < settings->plans->len; i++) {
		const Plan *plan = settings->plans->pdata[i];
		PlanFacts facts = plan_facts(plan->name, outcomes);
		g_autofree char *became = facts_in_words(&facts);
		g_autofree char *said = g_strdup_printf(_("If %s, then %s"), plan->condition, plan->action);

		table_add(table, plan->name, became, said);
	}
	table_print(table, cli->columns, cli->color);
	return EXIT_DONE;
}

void plan_say(const Plan *plan)
{
	printf(_("If    %s,\nthen  %s.\n"), plan->condition, plan->action);
}

/* As they are said; NULL: there are none. Free it. */
static char *cues_in_words(const Plan *plan)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);

	if (!plan->cues || !*plan->cues)
		return NULL;
	for (char **cue = plan->cues; *cue; cue++)
		g_ptr_array_add(said, urge_word_said(*cue));
	g_ptr_array_add(said, NULL);
	return g_strjoinv(", ", (char **)said->pdata);
}

int plans_show(const Cli *cli, const Settings *settings, const Plan *plan)
{
	g_autoptr(GArray) outcomes = plans_outcomes(cli);
	PlanFacts facts = plan_facts(plan->name, outcomes);
	g_autofree char *became = facts_in_words(&facts), *cues = cues_in_words(plan);
	g_autofree char *last = facts.last_rehearsed ? time_said(cli, facts.last_rehearsed) : NULL;

	if (cli->json)
		return print_json(cli, settings->plans, plan);
	plan_say(plan);
	putchar('\n');
	if (cues)
		printf(_("Comes up with: %s\n"), cues);
	else
		puts(_("Comes up with: nothing yet (`steady plan set` with --cues)"));
	if (last)
		printf(_("So far: %s; last gone over %s\n"), became, last);
	else
		printf(_("So far: %s; not gone over yet\n"), became);
	return EXIT_DONE;
}
