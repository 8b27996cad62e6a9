/* cmd-checkin.c - a check-in in the terminal: item after item, each answer kept before the next is asked. */
#include <string.h>

#include "cli/ask.h"
#include "cli/care.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "cli/unfinished.h"
#include "cli/walk.h"
#include "config/nearest.h"
#include "config/protocols.h"
#include "core/i18n.h"
#include "core/urge.h"

/* --- which check-in ------------------------------------------------------------------------------- */

/* What Steady asks about an urge by itself; a person begins `steady urge`. */
static gboolean is_of_an_urge(const char *name)
{
	for (int ask = 0; ask < N_URGE_ASKS; ask++)
		if (!strcmp(name, urge_ask_protocol(ask, FALSE)) || !strcmp(name, urge_ask_protocol(ask, TRUE)))
			return TRUE;
	return FALSE;
}

static char *title_of(const Cli *cli, const char *name, gboolean neutral)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_load(cli->paths, name, problems);

	return g_strdup(protocol ? wording(&protocol->title, neutral) : _("(its file has errors)"));
}

static int list(const Cli *cli, gboolean neutral)
{
	g_auto(GStrv) names = protocol_names(cli->paths);
	g_autoptr(Table) table = table_new(_("NAME"), _("CHECK-IN"), NULL);
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "checkins", '[');
	for (char **name = names; *name; name++) {
		g_autofree char *title = is_of_an_urge(*name) ? NULL : title_of(cli, *name, neutral);

		if (!title)
			continue;
		table_add(table, *name, title);
		json_open(&json, NULL, '{');
		json_string(&json, "name", *name);
		json_string(&json, "title", title);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	if (cli->json)
		return json_print(&json), EXIT_DONE;
	g_string_free(json.out, TRUE);
	table_print(table, cli->columns, cli->color);
	cli_say(_("`steady checkin NAME` goes through one."));
	return EXIT_DONE;
}

static const Schedule *find_schedule(const Settings *settings, const char *name)
{
	g_autofree char *id = strchr(name, '/') ? g_strdup(name) : g_strconcat("checkin/", name, NULL);
	const Schedule *schedule = schedules_find(settings->schedules, id);

	return schedule && schedule->kind == KIND_CHECKIN ? schedule : NULL;
}

static void unknown_schedule(const Settings *settings, const char *name)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const char *near;

	for (guint i = 0; i < settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(settings->schedules, i);

		if (schedule->kind == KIND_CHECKIN)
			g_ptr_array_add(ids, schedule->id);
	}
	g_ptr_array_add(ids, NULL);
	near = nearest_name(name, (const char *const *)ids->pdata);
	if (near)
		cli_fail(_("no check-in '%.60s' is scheduled (did you mean '%s'?); `steady schedule list` lists them"),
		         name, near);
	else
		cli_fail(_("no check-in '%.60s' is scheduled; `steady schedule list` lists them"), name);
}

/* The questions behind a name: a protocol's own, or that of a schedule. NULL after saying why. `*schedule`: whose waiting
 * prompt this answers, or NULL. */
static Protocol *find_protocol(const Cli *cli, const Settings *settings, const char *name, const char **schedule)
{
	g_autoptr(Problems) problems = problems_new();
	g_auto(GStrv) names = protocol_names(cli->paths);
	const Schedule *scheduled = find_schedule(settings, name);
	gboolean direct = g_strv_contains((const char *const *)names, name);
	Protocol *protocol;

	if (!scheduled && strchr(name, '/')) {
		unknown_schedule(settings, name);
		return NULL;
	}
	protocol = protocol_load(cli->paths, direct || !scheduled ? name : scheduled->protocol, problems);
	if (!protocol) {
		g_autofree char *text = problems_to_text(problems);

		cli_fail("%s", g_strchomp(text));
	} else if (scheduled && g_strcmp0(scheduled->protocol, protocol->name) == 0) {
		*schedule = scheduled->id;
	}
	return protocol;
}

/* --- answers that were given ---------------------------------------------------------------------- */

static GHashTable *read_given(const Cli *cli, const Protocol *protocol, char **words)
{
	g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (; *words; words++) {
		char *equals = strchr(*words, '=');
		g_autofree char *item = equals ? g_strndup(*words, equals - *words) : NULL;

		if (!item)
			return cli_usage(cli, _("--answer %.40s: expected ITEM=ANSWER"), *words), NULL;
		if (!protocol_item(protocol, item))
			return cli_usage(cli, _("--answer %.40s: `%s` has no such item"), *words, protocol->name), NULL;
		if (!g_hash_table_insert(given, g_steal_pointer(&item), g_strdup(equals + 1)))
			return cli_usage(cli, _("--answer %.40s: that item has an answer already"), *words), NULL;
	}
	return g_steal_pointer(&given);
}

/* --- going through it ------------------------------------------------------------------------------- */

typedef struct Wishes {
	char **answers;
	gboolean neutral, plain, resume;
} Wishes;

static gboolean lines_only(const Wishes *wishes)
{
	const char *term = g_getenv("TERM");

	return wishes->plain || !term || !*term || g_str_equal(term, "dumb");
}

static int go(Walk *walk, const Wishes *wishes)
{
	walk->source.style = (AskStyle){ .neutral = wishes->neutral, .lines = lines_only(wishes) };
	if (walk->source.given && !walk_takes(walk))
		return EXIT_USAGE;
	if (!walk->source.given)
		care_say_first(walk->cli);
	if (!walk->source.given && ask_possible())
		cli_say(_("%s\nEach answer is kept at once; nobody monitors them. Ctrl-C ends it, ? helps."),
		        wording(&walk->all->title, wishes->neutral));
	return walk_through(walk);
}

/* What the store has of a prompt's answers; NULL: nothing. Free it. */
static GHashTable *answers_of(const Cli *cli, gint64 decision)
{
	g_autoptr(Store) store =
		decision ? store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL) : NULL;
	gint64 begun;

	return store ? store_answers(store, decision, &begun, NULL) : NULL;
}

static int run(const Cli *cli, const char *name, const Wishes *wishes)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	const char *schedule = NULL;
	g_autoptr(Protocol) protocol = find_protocol(cli, settings, name, &schedule);
	g_autoptr(GHashTable) answers = NULL;
	g_auto(Walk) walk = { .cli = cli, .all = protocol };
	const Item *item = NULL;

	if (!protocol)
		return EXIT_FAILED;
	if (wishes->answers && !(walk.source.given = read_given(cli, protocol, wishes->answers)))
		return EXIT_USAGE;
	walk.recorder = recorder_new(cli, protocol, schedule, &item);
	answers = answers_of(cli, walk.recorder.decision);
	walk_begin(&walk, answers, item ? item->name : NULL);
	return go(&walk, wishes);
}

/* --- going on --------------------------------------------------------------------------------------- */

static const DecisionFact *find_decision(const GArray *facts, gint64 id)
{
	for (guint i = 0; facts && i < facts->len; i++)
		if (g_array_index(facts, DecisionFact, i).id == id)
			return &g_array_index(facts, DecisionFact, i);
	return NULL;
}

/* Where its answers go: to the daemon while its prompt is open, else into the store, late where the prompt is over. */
static Recorder recorder_again(const Cli *cli, const Unfinished *unfinished)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GArray) facts = store ? store_decisions(store, G_MININT64, TIME_NEVER, NULL) : NULL;
	const DecisionFact *fact = find_decision(facts, unfinished->decision);
	g_autoptr(BusSteady1) daemon = fact && !fact->closed ? cli_daemon(cli) : NULL;

	if (!fact)
		return recorder_since(cli, unfinished->protocol, unfinished->begun);
	return recorder_for(cli, unfinished->protocol, fact, daemon,
	                    fact->closed || (!daemon && fact->expires <= cli->now));
}

static int resume(const Cli *cli, const Wishes *wishes)
{
	g_auto(Unfinished) unfinished = { 0 };
	g_auto(Walk) walk = { .cli = cli };
	g_autofree char *when = NULL;

	if (!unfinished_find(cli, &unfinished))
		return EXIT_FAILED;
	if (!unfinished.protocol)
		return cli_fail(_("nothing is left unfinished; `steady checkin NAME` begins one"));
	when = time_said(cli, unfinished.begun);
	cli_say(_("Going on with `%s`, begun %s."), unfinished.protocol->name, when);
	walk.all = unfinished.protocol;
	if (wishes->answers && !(walk.source.given = read_given(cli, walk.all, wishes->answers)))
		return EXIT_USAGE;
	walk.recorder = recorder_again(cli, &unfinished);
	walk_begin(&walk, unfinished.answers, NULL);
	return go(&walk, wishes);
}

/* The words of a terminal that the person opened for this are the open ones, whatever `discreet` says: that setting is for
 * what comes up on a screen by itself. */
int cmd_checkin(Cli *cli, int argc, char **argv)
{
	g_auto(GStrv) answers = NULL;
	Wishes wishes = { 0 };
	const GOptionEntry entries[] = {
		{ "answer", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &answers,
		  N_("answer an item without being asked; may be repeated"), "ITEM=ANSWER" },
		{ "resume", 'r', 0, G_OPTION_ARG_NONE, &wishes.resume,
		  N_("go on with the one that was left in the middle last"), NULL },
		{ "plain", 0, 0, G_OPTION_ARG_NONE, &wishes.plain,
		  N_("ask line by line, with nothing that moves: for a screen reader"), NULL },
		{ "neutral", 0, 0, G_OPTION_ARG_NONE, &wishes.neutral,
		  N_("ask in the words that tell a stranger nothing"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	wishes.answers = answers;
	if (cli->json && !answers && (argc > 1 || wishes.resume))
		return cli_usage(cli, _("--json asks nothing: give the answers by --answer, too"));
	if (wishes.resume && argc > 1)
		return cli_usage(cli, _("--resume goes on with the last one: it takes no name"));
	if (wishes.resume)
		return resume(cli, &wishes);
	if (argc < 2)
		return answers ? cli_usage(cli, _("say which check-in --answer is for")) : list(cli, wishes.neutral);
	return run(cli, argv[1], &wishes);
}
