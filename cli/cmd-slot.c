/* cmd-slot.c - hours that shared routines have left: named, given something else, and looked at as a week. */
#include <string.h>

#include "cli/ask.h"
#include "cli/edits.h"
#include "cli/slots.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/slot-map.h"

typedef struct Options {
	char **when;
	char *was, *now, *filled;
} Options;

static void options_clear(Options *options)
{
	g_strfreev(options->when);
	g_free(options->was);
	g_free(options->now);
	g_free(options->filled);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* --- add, step by step ------------------------------------------------------------------------------------- */

/* An empty line leaves `*into` as it is. FALSE at the end of input. */
static gboolean ask_text(const char *question, char **into)
{
	g_autofree char *line = *into ? NULL : ask_line(question);

	if (!*into && !line)
		return FALSE;
	if (line && *line)
		*into = g_steal_pointer(&line);
	return TRUE;
}

static gboolean ask_when(Options *options)
{
	g_autofree char *line = options->when ? NULL : ask_line(_("When was it? Such as 22:15, or Sun 10:00:"));

	if (line && *line)
		options->when = g_strsplit(line, "\n", 1);
	return options->when != NULL;
}

static gboolean ask_filled(Options *options)
{
	int choice;

	if (options->filled)
		return TRUE;
	choice = ask_number(_("Is that 1 a routine, 2 a person, or 3 an interest?"), FILLED_ROUTINE, FILLED_INTEREST,
	                    FILLED_ROUTINE);
	if (choice >= FILLED_ROUTINE)
		options->filled = g_strdup(filled_name((Filled)choice));
	return choice >= FILLED_ROUTINE;
}

/* FALSE: the person left it. */
static gboolean ask_parts(Options *options)
{
	cli_say(_("A shared routine that is gone leaves an hour. What is named can be given something else: a routine "
	          "of your own, a person, an interest. Small is enough."));
	if (!ask_text(_("What was there? Only you see it, here; Enter leaves it out:"), &options->was) ||
	    !ask_when(options))
		return FALSE;
	if (!ask_text(_("What could stand there now? Enter: nothing yet."), &options->now))
		return FALSE;
	return !options->now || ask_filled(options);
}

/* --- writing ------------------------------------------------------------------------------------------------- */

static int write_slot(const Cli *cli, const char *name, const Options *options, gboolean fresh)
{
	const struct {
		const char *key, *values[2];
	} texts[] = { { "was", { options->was } }, { "now", { options->now } }, { "filled", { options->filled } } };
	g_autofree char *section = g_strconcat("slot ", name, NULL);
	Edit edits[6];
	guint n = 0;

	if (fresh)
		edits[n++] = (Edit){ .kind = EDIT_ADD, .section = section };
	if (options->when)
		edits[n++] = (Edit){ EDIT_SET, section, "when", (const char *const *)options->when };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i].values[0])
			edits[n++] = (Edit){ EDIT_SET, section, texts[i].key, texts[i].values };
	if (!n)
		return cli_usage(cli, _("say what to change: --when, --was, --now or --filled"));
	return edits_make(cli, edits, n);
}

static int add(Cli *cli, const Settings *settings, const char *name, Options *options)
{
	g_autofree char *id = g_strconcat("slot/", name, NULL);

	if (!schedule_name_is_valid(name))
		return cli_usage(cli, _("'%.80s' cannot be a name; at most 40 small letters, digits and -"), name);
	if (schedules_find(settings->schedules, id))
		return cli_fail(_("there is a slot %s already; `steady slot set %s` changes it"), name, name);
	if (!options->when && !ask_possible())
		return cli_usage(cli, _("say when the hour is: --when 22:15, --when 'Sun 10:00'"));
	if (!options->when && !ask_parts(options))
		return cli_fail(_("the slot was not written"));
	if (options->now && *options->now && !options->filled) {
		options->filled = g_strdup(filled_name(FILLED_ROUTINE));
		cli_say(_("It counts as a routine of yours; --filled person or interest says otherwise."));
	}
	return write_slot(cli, name, options, TRUE);
}

static int remove_slot(const Cli *cli, const char *name)
{
	g_autofree char *section = g_strconcat("slot ", name, NULL);
	Edit edit = { .kind = EDIT_REMOVE, .section = section };

	return edits_make(cli, &edit, 1);
}

/* --- the command --------------------------------------------------------------------------------------------- */

static int map(const Cli *cli, Settings *settings)
{
	Json json = { 0 };

	if (!cli->json) {
		slots_map(cli, settings);
		return EXIT_DONE;
	}
	json_open(&json, NULL, '{');
	slots_map_json(cli, settings, &json);
	json_close(&json, '}');
	json_print(&json);
	return EXIT_DONE;
}

static int with_name(Cli *cli, const Settings *settings, const char *verb, const char *word, Options *options)
{
	const char *name = g_str_has_prefix(word, "slot/") ? word + strlen("slot/") : word;
	g_autofree char *id = g_strconcat("slot/", name, NULL);

	if (strcmp(verb, "add") == 0)
		return add(cli, settings, name, options);
	if (!schedules_find(settings->schedules, id))
		return cli_fail(_("there is no slot %.40s; `steady slot` names them"), name);
	return strcmp(verb, "set") == 0 ? write_slot(cli, name, options, FALSE) : remove_slot(cli, name);
}

static int run(Cli *cli, Settings *settings, int argc, char **argv, Options *options)
{
	static const char *const verbs[] = { "add", "set", "remove", NULL };
	const char *verb = argc > 1 ? argv[1] : "list";
	gboolean looks = strcmp(verb, "list") == 0 || strcmp(verb, "map") == 0;

	if (looks && argc > 2)
		return cli_usage(cli, _("'%.80s' is one word too many"), argv[2]);
	if (strcmp(verb, "map") == 0)
		return map(cli, settings);
	if (looks) {
		slots_list(cli, settings);
		return EXIT_DONE;
	}
	if (!g_strv_contains(verbs, verb))
		return cli_usage(cli, _("there is no `steady slot %.40s`"), verb);
	if (argc < 3)
		return cli_usage(cli, _("say which slot; a name such as goodnight"));
	return with_name(cli, settings, verb, argv[2], options);
}

int cmd_slot(Cli *cli, int argc, char **argv)
{
	g_auto(Options) options = { 0 };
	g_autoptr(Settings) settings = NULL;
	const GOptionEntry entries[] = {
		{ "when", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.when, N_("add, set: its hour; may be repeated"),
		  "WHEN" },
		{ "was", 0, 0, G_OPTION_ARG_STRING, &options.was, N_("add, set: the routine that is gone"), "TEXT" },
		{ "now", 0, 0, G_OPTION_ARG_STRING, &options.now, N_("add, set: what stands there now"), "TEXT" },
		{ "filled", 0, 0, G_OPTION_ARG_STRING, &options.filled,
		  N_("add, set: with a routine, person or interest, or empty"), "WHAT" },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	settings = cli_settings(cli);
	return settings ? run(cli, settings, argc, argv, &options) : EXIT_FAILED;
}
