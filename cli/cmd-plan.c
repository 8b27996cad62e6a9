/* cmd-plan.c - if-then plans: written with some help, gone over on a calm day, and what became of them. */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/edits.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "config/settings-table.h"
#include "core/plan-facts.h"

typedef struct Options {
	char *condition, *action, *cues;
	gboolean json;
} Options;

static void options_clear(Options *options)
{
	g_free(options->condition);
	g_free(options->action);
	g_free(options->cues);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* --- what became of them --------------------------------------------------------------------------------- */

/* What the store knows of plans; an empty one where there is no store, or it cannot be read. */
static GArray *outcomes_of(const Cli *cli)
{
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_READ) : NULL;
	GArray *outcomes = store ? store_outcomes(store, OUTCOME_OF_PLAN, NULL, G_MININT64, TIME_NEVER, NULL) : NULL;

	return outcomes ? outcomes : g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
}

static char *facts_in_words(const PlanFacts *facts)
{
	if (!facts->offered && !facts->used)
		return g_strdup("not called for yet");
	return g_strdup_printf("shown %d, used %d, helped %d", facts->offered, facts->used, facts->helped);
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
	g_autoptr(GArray) outcomes = outcomes_of(cli);
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

static int list(const Cli *cli, const Settings *settings, gboolean json)
{
	g_autoptr(GArray) outcomes = outcomes_of(cli);
	g_autoptr(Table) table = table_new("plan", "what became of it", "if ... then ...", NULL);

	if (json)
		return print_json(cli, settings->plans, NULL);
	if (!settings->plans->len) {
		cli_say("No plan yet. `steady plan add NAME` helps to write one: if this moment comes, then I do "
		        "that.");
		return EXIT_DONE;
	}
	for (guint i = 0; i < settings->plans->len; i++) {
		const Plan *plan = settings->plans->pdata[i];
		PlanFacts facts = plan_facts(plan->name, outcomes);
		g_autofree char *became = facts_in_words(&facts);
		g_autofree char *said = g_strdup_printf("If %s, then %s", plan->condition, plan->action);

		table_add(table, plan->name, became, said);
	}
	table_print(table, cli->columns, cli->color);
	return EXIT_DONE;
}

static void say_plan(const Plan *plan)
{
	printf("If    %s,\nthen  %s.\n", plan->condition, plan->action);
}

static int show(const Cli *cli, const Settings *settings, const Plan *plan, gboolean json)
{
	g_autoptr(GArray) outcomes = outcomes_of(cli);
	PlanFacts facts = plan_facts(plan->name, outcomes);
	g_autofree char *became = facts_in_words(&facts), *cues = plan->cues ? g_strjoinv(", ", plan->cues) : NULL;
	g_autofree char *last = facts.last_rehearsed ? time_said(cli, facts.last_rehearsed) : NULL;

	if (json)
		return print_json(cli, settings->plans, plan);
	say_plan(plan);
	printf("\nComes up with: %s\nSo far: %s; gone over %s\n",
	       cues ? cues : "nothing yet (`steady plan set` with --cues)", became, last ? last : "never");
	return EXIT_DONE;
}

/* --- add, set, remove -------------------------------------------------------------------------------------- */

static gboolean looks_right(const char *condition, const char *action)
{
	g_auto(GStrv) slips = plan_slips(condition, action);

	for (char **slip = slips; *slip; slip++)
		cli_say("%s", *slip);
	return !*slips;
}

/* "if it is late," and "Then I call Sam." are what people type. Changes `text`. */
static char *without_word(char *text, const char *word)
{
	gsize length = strlen(word);
	char *rest = g_ascii_strncasecmp(text, word, length) == 0 && text[length] == ' ' ? text + length : text;

	g_strstrip(rest);
	length = strlen(rest);
	if (length && strchr(",.", rest[length - 1]))
		rest[length - 1] = '\0';
	return g_strdup(rest);
}

static char *ask_part(const char *question, const char *word)
{
	g_autofree char *line = ask_line(question);

	return line && *line ? without_word(line, word) : NULL;
}

/* FALSE: the person left it. Asks for what was not given, and once more where its form may not work. */
static gboolean ask_parts(Options *options)
{
	cli_say("A plan has two halves. The first is a moment that you would notice: a time, a place, something you "
	        "have just "
	        "done. The second is one thing that you can do then, within a minute, without them.");
	cli_say("  If it is after ten, then I put the phone in the kitchen and call Sam.");
	cli_say("  If I have opened their page, then I close it and put the kettle on.");
	while (TRUE) {
		if (!options->condition)
			options->condition = ask_part("If", "if");
		if (options->condition && !options->action)
			options->action = ask_part("then", "then");
		if (!options->condition || !options->action)
			return FALSE;
		if (looks_right(options->condition, options->action) || ask_yes("Write it anew? [Y/n]") != 1)
			return TRUE;
		g_clear_pointer(&options->condition, g_free);
		g_clear_pointer(&options->action, g_free);
	}
}

static void ask_cues(Options *options)
{
	if (!options->cues)
		options->cues =
			ask_line("Which words should bring it up, when an urge has them? Such as night, alone, song, "
		                 "their-page (Enter: none):");
}

static int write_plan(const Cli *cli, const char *section, const Options *options, gboolean fresh)
{
	const char *values[3][2] = { { options->condition }, { options->action }, { options->cues } };
	static const char *const keys[] = { "if", "then", "cues" };
	Edit edits[4];
	guint n = 0;

	if (fresh)
		edits[n++] = (Edit){ .kind = EDIT_ADD, .section = section };
	for (guint i = 0; i < 3; i++)
		if (values[i][0] && (*values[i][0] || !fresh))
			edits[n++] = (Edit){ EDIT_SET, section, keys[i], values[i] };
	if (!n)
		return cli_usage(cli, "say what to change: --if, --then or --cues");
	return edits_make(cli, edits, n);
}

static int add(Cli *cli, const Settings *settings, const char *name, Options *options)
{
	g_autofree char *section = g_strconcat("plan ", name, NULL);
	gboolean whole = options->condition && options->action;

	if (!schedule_name_is_valid(name))
		return cli_usage(cli, "'%.80s' cannot be a name; at most 40 small letters, digits and -", name);
	if (plans_find(settings->plans, name))
		return cli_fail("there is a plan %s already; `steady plan set %s` changes it", name, name);
	if (!whole && !ask_possible())
		return cli_usage(cli, "a plan has two halves: --if 'it is after ten' --then 'I call Sam'");
	if (whole)
		looks_right(options->condition, options->action);
	else if (!ask_parts(options))
		return cli_fail("the plan was not written");
	if (!whole)
		ask_cues(options);
	return write_plan(cli, section, options, TRUE);
}

static int set(Cli *cli, const Plan *plan, const Options *options)
{
	g_autofree char *section = g_strconcat("plan ", plan->name, NULL);

	looks_right(options->condition ? options->condition : plan->condition,
	            options->action ? options->action : plan->action);
	return write_plan(cli, section, options, FALSE);
}

static int remove_plan(Cli *cli, const Plan *plan)
{
	g_autofree char *section = g_strconcat("plan ", plan->name, NULL);
	const char *const none[] = { NULL };
	Edit edit = { EDIT_REMOVE, section, NULL, none };

	return edits_make(cli, &edit, 1);
}

/* --- rehearse ---------------------------------------------------------------------------------------------- */

static int note(const Cli *cli, const Plan *plan)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);
	OutcomeFact fact = { .kind = OUTCOME_OF_PLAN,
		             .name = plan->name,
		             .value = (char *)"rehearsed",
		             .at = cli->now,
		             .zone_offset = zone_offset(cli->zone, cli->now) };

	if (!store)
		return EXIT_FAILED;
	return store_add_outcome(store, &fact, &error) ? EXIT_DONE : cli_store_fail(cli, error);
}

/* FALSE at the end of input: nothing was gone over. */
static gboolean go_over(const Plan *plan)
{
	g_autofree char *typed = NULL;

	say_plan(plan);
	typed = ask_line("\nType the second half from memory, or read it aloud and press Enter:");
	if (!typed)
		return FALSE;
	if (!*typed)
		cli_say("Good to have said it.");
	else if (plan_is_said(plan->action, typed))
		cli_say("That is it.");
	else
		cli_say("It says: %s. Either is fine; if yours is the better one, `steady plan set %s --then` keeps "
		        "it.",
		        plan->action, plan->name);
	return TRUE;
}

static int rehearse(const Cli *cli, const Settings *settings, const Plan *plan)
{
	g_autoptr(GArray) outcomes = outcomes_of(cli);

	if (!plan)
		plan = plans_to_rehearse(settings->plans, outcomes);
	if (!plan)
		return cli_fail("no plan is there to go over; `steady plan add NAME` helps to write one");
	if (!ask_possible())
		say_plan(plan);
	else if (!go_over(plan))
		return cli_fail("nothing was noted");
	return note(cli, plan);
}

/* --- the command -------------------------------------------------------------------------------------------- */

static const Plan *find_plan(const Settings *settings, const char *name)
{
	const Plan *plan = plans_find(settings->plans, name);

	if (!plan)
		cli_fail("there is no plan %.40s; `steady plan list` names them", name);
	return plan;
}

static int with_plan(Cli *cli, const Settings *settings, const char *verb, const char *name, Options *options)
{
	const Plan *plan = find_plan(settings, name);

	if (!plan)
		return EXIT_FAILED;
	if (strcmp(verb, "show") == 0)
		return show(cli, settings, plan, options->json);
	if (strcmp(verb, "set") == 0)
		return set(cli, plan, options);
	if (strcmp(verb, "remove") == 0)
		return remove_plan(cli, plan);
	return rehearse(cli, settings, plan);
}

static int run(Cli *cli, const Settings *settings, int argc, char **argv, Options *options)
{
	static const char *const verbs[] = { "show", "set", "remove", "rehearse", NULL };
	const char *verb = argc > 1 ? argv[1] : "list";

	if (strcmp(verb, "list") == 0)
		return argc > 2 ? cli_usage(cli, "'%.80s' is one word too many", argv[2])
		                : list(cli, settings, options->json);
	if (strcmp(verb, "rehearse") == 0 && argc < 3)
		return rehearse(cli, settings, NULL);
	if (strcmp(verb, "add") != 0 && !g_strv_contains(verbs, verb))
		return cli_usage(cli, "there is no `steady plan %.40s`", verb);
	if (argc < 3)
		return cli_usage(cli, "say which plan; a name such as late-and-alone");
	return strcmp(verb, "add") == 0 ? add(cli, settings, argv[2], options)
	                                : with_plan(cli, settings, verb, argv[2], options);
}

int cmd_plan(Cli *cli, int argc, char **argv)
{
	g_auto(Options) options = { 0 };
	g_autoptr(Settings) settings = NULL;
	const GOptionEntry entries[] = {
		{ "if", 0, 0, G_OPTION_ARG_STRING, &options.condition, "add, set: the moment", "MOMENT" },
		{ "then", 0, 0, G_OPTION_ARG_STRING, &options.action, "add, set: what you do then", "DEED" },
		{ "cues", 0, 0, G_OPTION_ARG_STRING, &options.cues, "add, set: words of an urge that bring it up",
		  "CUE,..." },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "list, show: print one JSON object", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	settings = cli_settings(cli);
	return settings ? run(cli, settings, argc, argv, &options) : EXIT_FAILED;
}
