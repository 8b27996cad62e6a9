/* cmd-plan.c - if-then plans: written with some help, gone over on a calm day, and what became of them. */
#include <string.h>

#include "cli/ask.h"
#include "cli/plans.h"
#include "cli/remote.h"
#include "cli/result.h"
#include "core/i18n.h"
#include "core/plan-facts.h"
#include "core/single.h"

/* --- rehearse ---------------------------------------------------------------------------------------------- */

/* The prompt that asks to go over this plan (NULL: over any); NULL: none is open. Belongs to `prompts`. */
static const Prompt *open_prompt(const GPtrArray *prompts, const Plan *plan)
{
	OutcomeKind kind;

	for (guint i = 0; prompts && i < prompts->len; i++) {
		const char *name = single_name(((const Prompt *)prompts->pdata[i])->content, &kind);

		if (name && kind == OUTCOME_OF_PLAN && (!plan || strcmp(name, plan->name) == 0))
			return prompts->pdata[i];
	}
	return NULL;
}

/* The daemon closes its prompt when it hears of the answer; while it is off nobody else would. */
static gboolean close_prompt(const Cli *cli, Store *store, gint64 prompt, GError **error)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);

	if (daemon || !prompt)
		return TRUE;
	return store_closed(store, prompt, cli_moment(cli).wall, OUTCOME_ANSWERED, error);
}

static int note(const Cli *cli, const Plan *plan)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);
	g_autoptr(GPtrArray) prompts = NULL;
	const Prompt *prompt;
	gint64 now = cli_moment(cli).wall;
	OutcomeFact fact = { .kind = OUTCOME_OF_PLAN,
		             .name = plan->name,
		             .value = (char *)REHEARSED,
		             .at = now,
		             .zone_offset = zone_offset(cli->zone, now) };

	if (!store)
		return EXIT_FAILED;
	prompts = store_open_prompts(store, NULL);
	prompt = open_prompt(prompts, plan);
	fact.decision = prompt ? prompt->id : 0;
	if (!store_add_outcome(store, &fact, &error) || !close_prompt(cli, store, fact.decision, &error))
		return cli_store_fail(cli, error);
	cli_refresh(cli);
	return cli->json ? result_text("plan", plan->name) : EXIT_DONE;
}

/* FALSE at the end of input: nothing was gone over. */
static gboolean go_over(const Plan *plan)
{
	g_autofree char *typed = NULL;

	plan_say(plan);
	typed = ask_line(_("\nType the second half from memory, or read it aloud and press Enter:"));
	if (!typed)
		return FALSE;
	if (!*typed)
		cli_say(_("Good to have said it."));
	else if (plan_is_said(plan->action, typed))
		cli_say(_("That is it."));
	else
		cli_say(_("It says: %s. Either is fine; if yours is the better one, `steady plan set %s --then` keeps "
		          "it."),
		        plan->action, plan->name);
	return TRUE;
}

/* The one that a prompt asks about, else the one that was gone over longest ago. NULL: there is none. */
static const Plan *plan_in_turn(const Cli *cli, const Settings *settings)
{
	g_autoptr(GArray) outcomes = plans_outcomes(cli);
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_READ) : NULL;
	g_autoptr(GPtrArray) prompts = store ? store_open_prompts(store, NULL) : NULL;
	const Prompt *prompt = open_prompt(prompts, NULL);
	const Plan *asked = prompt ? plans_find(settings->plans, single_name(prompt->content, NULL)) : NULL;

	return asked ? asked : plans_to_rehearse(settings->plans, outcomes);
}

static int rehearse(const Cli *cli, const Settings *settings, const Plan *plan)
{
	if (!plan)
		plan = plan_in_turn(cli, settings);
	if (!plan)
		return cli_fail(_("no plan is there to go over; `steady plan add NAME` helps to write one"));
	if (!ask_possible() && !cli->json)
		plan_say(plan);
	else if (ask_possible() && !go_over(plan))
		return cli_fail(_("nothing was noted"));
	return note(cli, plan);
}

/* --- the command -------------------------------------------------------------------------------------------- */

static const Plan *find_plan(const Settings *settings, const char *name)
{
	const Plan *plan = plans_find(settings->plans, name);

	if (!plan)
		cli_fail(_("there is no plan %.40s; `steady plan list` names them"), name);
	return plan;
}

static int with_plan(Cli *cli, const Settings *settings, const char *verb, const char *name, PlanText *text)
{
	const Plan *plan = find_plan(settings, name);

	if (!plan)
		return EXIT_FAILED;
	if (strcmp(verb, "show") == 0)
		return plans_show(cli, settings, plan);
	if (strcmp(verb, "set") == 0)
		return plan_set(cli, plan, text);
	if (strcmp(verb, "remove") == 0)
		return plan_remove(cli, plan);
	return rehearse(cli, settings, plan);
}

static int run(Cli *cli, const Settings *settings, int argc, char **argv, PlanText *text)
{
	static const char *const verbs[] = { "show", "set", "remove", "rehearse", NULL };
	const char *verb = argc > 1 ? argv[1] : "list";

	if (strcmp(verb, "list") == 0)
		return argc > 2 ? cli_usage(cli, _("'%.80s' is one word too many"), argv[2])
		                : plans_list(cli, settings);
	if (strcmp(verb, "rehearse") == 0 && argc < 3)
		return rehearse(cli, settings, NULL);
	if (strcmp(verb, "add") != 0 && !g_strv_contains(verbs, verb))
		return cli_usage(cli, _("there is no `steady plan %.40s`"), verb);
	if (argc < 3)
		return cli_usage(cli, _("say which plan; a name such as late-and-alone"));
	return strcmp(verb, "add") == 0 ? plan_add(cli, settings, argv[2], text)
	                                : with_plan(cli, settings, verb, argv[2], text);
}

int cmd_plan(Cli *cli, int argc, char **argv)
{
	g_auto(PlanText) text = { 0 };
	g_autoptr(Settings) settings = NULL;
	const GOptionEntry entries[] = {
		{ "if", 0, 0, G_OPTION_ARG_STRING, &text.condition, N_("add, set: the moment"), "MOMENT" },
		{ "then", 0, 0, G_OPTION_ARG_STRING, &text.action, N_("add, set: what you do then"), "DEED" },
		{ "cues", 0, 0, G_OPTION_ARG_STRING, &text.cues, N_("add, set: words of an urge that bring it up"),
		  "CUE,..." },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	settings = cli_settings(cli);
	return settings ? run(cli, settings, argc, argv, &text) : EXIT_FAILED;
}
