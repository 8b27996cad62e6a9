/* cmd-checkin.c - a check-in in the terminal: item after item, each answer kept before the next is asked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask-item.h"
#include "cli/ask.h"
#include "cli/recorder.h"
#include "cli/table.h"
#include "config/nearest.h"
#include "config/protocols.h"

/* How the answers come: asked for, one a line from a pipe, or given with --answer. */
typedef struct Source {
	GHashTable *given; /* item -> value; NULL: none were */
	gboolean neutral;
	int line; /* of the pipe, the last one read */
} Source;

typedef enum { GOT, STOPPED, WRONG } Got;

/* --- which check-in ------------------------------------------------------------------------------- */

static int list(const Cli *cli, gboolean neutral)
{
	g_auto(GStrv) names = protocol_names(cli->paths);
	g_autoptr(Table) table = table_new("NAME", "CHECK-IN", NULL);

	for (char **name = names; *name; name++) {
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Protocol) protocol = protocol_load(cli->paths, *name, problems);

		table_add(table, *name, protocol ? wording(&protocol->title, neutral) : "(its file has errors)", NULL);
	}
	table_print(table, cli->columns, cli->color);
	cli_say("`steady checkin NAME` goes through one.");
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
	cli_fail("no check-in '%.60s' is scheduled%s%s%s; `steady schedule list` lists them", name,
	         near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
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
			return cli_usage(cli, "--answer %.40s: expected ITEM=ANSWER", *words), NULL;
		if (!protocol_item(protocol, item))
			return cli_usage(cli, "--answer %.40s: `%s` has no such item", *words, protocol->name), NULL;
		if (!g_hash_table_insert(given, g_steal_pointer(&item), g_strdup(equals + 1)))
			return cli_usage(cli, "--answer %.40s: that item has an answer already", *words), NULL;
	}
	return g_steal_pointer(&given);
}

/* An item left out is skipped where it may be. */
static gboolean answer_given(const Source *source, const Item *item, Answer *answer, GError **error)
{
	const char *reply = g_hash_table_lookup(source->given, item->name);

	return checkin_read_answer(item, reply ? reply : "", answer, error);
}

/* All of them before the first is written: what they lead past must have an answer, and none may be left over. */
static gboolean check_given(const Cli *cli, const Protocol *protocol, const Item *item, const Source *source)
{
	guint used = 0;

	while (item) {
		g_auto(Answer) answer = { NULL, -1 };
		g_autoptr(GError) error = NULL;
		g_autofree char *expects = checkin_expects(item);
		gboolean is_given = g_hash_table_contains(source->given, item->name);

		if (!is_given && !item->optional)
			return cli_usage(cli, "an answer is missing: --answer %s=… (%s)", item->name, expects), FALSE;
		if (!answer_given(source, item, &answer, &error))
			return cli_usage(cli, "--answer %s: %s", item->name, error->message), FALSE;
		used += is_given;
		item = checkin_next(protocol, item, &answer);
	}
	if (used < g_hash_table_size(source->given))
		return cli_usage(cli, "these answers do not lead to every item that has one; nothing was kept"), FALSE;
	return TRUE;
}

/* --- asking --------------------------------------------------------------------------------------- */

/* One line of a pipe is one answer; a wrong one ends it, since the lines after it were meant for other items. */
static Got read_piped(Source *source, const Item *item, Answer *answer)
{
	g_autoptr(GError) error = NULL;
	char *line = NULL;
	size_t size = 0;
	ssize_t length = getline(&line, &size, stdin);
	g_autofree char *reply = length < 0 ? NULL : g_strndup(line, length);

	free(line);
	if (!reply)
		return STOPPED;
	source->line++;
	if (strlen(reply) != (size_t)length)
		cli_fail("line %d, for `%s`: it holds a NUL byte", source->line, item->name);
	else if (checkin_read_answer(item, reply, answer, &error))
		return GOT;
	else
		cli_fail("line %d, for `%s`: %s", source->line, item->name, error->message);
	return WRONG;
}

static Got get_answer(Source *source, const Item *item, Answer *answer)
{
	if (source->given)
		return answer_given(source, item, answer, NULL) ? GOT : WRONG;
	if (!ask_possible())
		return read_piped(source, item, answer);
	cli_say(" "); /* an empty line between questions */
	return item_ask(item, source->neutral, answer) ? GOT : STOPPED;
}

/* What a person typed is not lost to a store that is busy for a moment. */
static gboolean keep(Recorder *recorder, const Source *source, const Item *item, const Answer *answer)
{
	while (!recorder_put(recorder, item, answer))
		if (source->given || !ask_possible() || ask_yes("Try again? [Y/n]") != 1)
			return FALSE;
	return TRUE;
}

static void say_kept(const Recorder *recorder)
{
	cli_say("%d answer%s kept.", recorder->kept, recorder->kept == 1 ? "" : "s");
}

static int walk(const Protocol *protocol, const Item *item, Recorder *recorder, Source *source)
{
	while (item) {
		g_auto(Answer) answer = { NULL, -1 };
		Got got = get_answer(source, item, &answer);

		if (got == STOPPED) {
			cli_fail("stopped before `%s`", item->name);
			say_kept(recorder);
			return EXIT_FAILED;
		}
		if (got == WRONG || !keep(recorder, source, item, &answer)) {
			say_kept(recorder);
			return EXIT_FAILED;
		}
		item = checkin_next(protocol, item, &answer);
	}
	if (!recorder_end(recorder))
		return EXIT_FAILED;
	say_kept(recorder);
	return EXIT_DONE;
}

static int run(const Cli *cli, const char *name, char **answers, gboolean neutral)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	const char *schedule = NULL;
	g_autoptr(Protocol) protocol = find_protocol(cli, settings, name, &schedule);
	g_autoptr(GHashTable) given = protocol && answers ? read_given(cli, protocol, answers) : NULL;
	const Item *item = protocol ? g_ptr_array_index(protocol->items, 0) : NULL;
	Source source = { given, neutral, 0 };
	g_auto(Recorder) recorder = { 0 };

	if (!protocol)
		return EXIT_FAILED;
	if (answers && !given)
		return EXIT_USAGE;
	recorder = recorder_new(cli, protocol, schedule, &item);
	if (given && !check_given(cli, protocol, item, &source))
		return EXIT_USAGE;
	if (!given && ask_possible())
		cli_say("%s\nEach answer is kept at once; nobody monitors them. Ctrl-C ends it.",
		        wording(&protocol->title, neutral));
	return walk(protocol, item, &recorder, &source);
}

/* The words of a terminal that the person opened for this are the open ones, whatever `discreet` says: that setting is for
 * what comes up on a screen by itself. */
int cmd_checkin(Cli *cli, int argc, char **argv)
{
	g_auto(GStrv) answers = NULL;
	gboolean neutral = FALSE;
	const GOptionEntry entries[] = {
		{ "answer", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &answers,
		  "answer an item without being asked; may be repeated", "ITEM=ANSWER" },
		{ "neutral", 0, 0, G_OPTION_ARG_NONE, &neutral, "ask in the words that tell a stranger nothing", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2)
		return answers ? cli_usage(cli, "say which check-in --answer is for") : list(cli, neutral);
	return run(cli, argv[1], answers, neutral);
}
