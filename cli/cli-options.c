/* cli-options.c - what may stand behind a command, its usage line and its help. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"

#define OPTION_COLUMNS 24 /* room for an option's name in the help */

char *command_words(const Command *command)
{
	gboolean json = json_rule(command->name) && !strstr(command->usage, "--json");

	return g_strconcat(command->usage, json && *command->usage ? " " : "", json ? "[--json]" : "", NULL);
}

static void print_usage(const Cli *cli, FILE *to)
{
	g_autofree char *words = command_words(cli->command);
	/* Translators: a command such as "steady urge"; behind it stands what it takes. */
	g_autofree char *first = g_strdup_printf(_("usage: %s "), "steady");
	g_autofree char *line = g_strdup_printf("%s %s", cli->command->name, words);
	g_autofree char *rest = g_strnfill(text_columns(first, -1) + strlen(cli->command->name) + 1, ' ');
	g_autofree char *wrapped = text_wrap(g_strchomp(line), MIN(cli->columns, 80), first, rest);

	fprintf(to, "%s\n", wrapped);
}

int cli_usage(const Cli *cli, const char *format, ...)
{
	g_autofree char *wrong = NULL;
	va_list args;

	va_start(args, format);
	wrong = g_strdup_vprintf(format, args);
	va_end(args);
	cli_fail("%s", wrong);
	print_usage(cli, stderr);
	return EXIT_USAGE;
}

/* --- options --- */

static void print_option(const GOptionEntry *entry, int columns)
{
	char shortly[] = { '-', entry->short_name, ',', ' ', '\0' };
	g_autofree char *name = g_strdup_printf("  %s--%s%s%s", entry->short_name ? shortly : "", entry->long_name,
	                                        entry->arg_description ? "=" : "",
	                                        entry->arg_description ? entry->arg_description : "");
	gboolean fits = strlen(name) < OPTION_COLUMNS; /* else what it does stands below it */
	g_autofree char *first = g_strdup_printf("%-*s", OPTION_COLUMNS, fits ? name : "");
	g_autofree char *rest = g_strnfill(OPTION_COLUMNS, ' ');
	g_autofree char *text = text_wrap(entry->description ? _(entry->description) : "", columns, first, rest);

	if (!fits)
		puts(name);

	puts(text);
}

/* Free it. */
static char *capitalised(const char *text)
{
	g_autofree char *first = g_utf8_substring(text, 0, 1), *capital = g_utf8_strup(first, -1);

	return g_strconcat(capital, text + strlen(first), NULL);
}

static void print_help(const Cli *cli, const GOptionEntry *entries)
{
	static const GOptionEntry help = { "help", 'h', 0, G_OPTION_ARG_NONE, NULL, N_("show this"), NULL };

	g_autofree char *summary = capitalised(_(cli->command->summary));

	print_usage(cli, stdout);
	printf("\n%s.\n", summary);
	if (cli->command->more) {
		g_autofree char *more = text_wrap(_(cli->command->more), MIN(cli->columns, 80), "", "");

		puts(more);
	}
	putchar('\n');
	for (const GOptionEntry *entry = entries; entry && entry->long_name; entry++)
		if (*entry->long_name && !(entry->flags & G_OPTION_FLAG_HIDDEN))
			print_option(entry, MIN(cli->columns, 80));
	print_option(&help, MIN(cli->columns, 80));
}

/* GOption leaves the `--` that ended the options where it stood. */
static void drop_separator(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++)
		if (g_str_equal(argv[i], "--")) {
			memmove(argv + i, argv + i + 1, (*argc - i) * sizeof *argv);
			--*argc;
			return;
		}
}

/* GLib's words have no other language where no locale is installed; the option stands at their end. */
static void refuse_options(const Cli *cli, const char *message)
{
	static const struct {
		const char *begin, *said;
	} words[] = {
		{ "Unknown option ", N_("there is no option %s") },
		{ "Missing argument for ", N_("%s needs a value behind it") },
		{ "Cannot parse integer value ", N_("%s takes a whole number") },
	};
	g_autoptr(GString) said = g_string_new(message);
	const char *option = strrchr(message, ' ');

	for (guint i = 0; option && i < G_N_ELEMENTS(words); i++) {
		if (!g_str_has_prefix(message, words[i].begin))
			continue;
		g_string_assign(said, _(words[i].said));
		g_string_replace(said, "%s", option + 1, 1);
	}
	cli_usage(cli, "%s", said->str);
}

/* Where it has no meaning, it is a mistake rather than silence. */
static gboolean json_is_meant(const Cli *cli, const char *verb)
{
	const char *rule = json_rule(cli->command->name);
	g_auto(GStrv) verbs = g_strsplit(rule ? rule : "", " ", -1);
	g_autofree char *said = g_strjoinv(", ", verbs[0] && *verbs[0] == '-' ? verbs + 2 : verbs);

	if (!cli->json || (rule && !*rule) || g_strv_contains((const char *const *)verbs, verb ? verb : "-"))
		return TRUE;
	if (rule && verb)
		cli_usage(cli, _("--json has no meaning for `steady %s %s`; it goes with %s"), cli->command->name, verb,
		          said);
	else if (rule)
		cli_usage(cli, _("--json has no meaning for `steady %s`; it goes with %s"), cli->command->name, said);
	else
		cli_usage(cli, _("--json has no meaning for `steady %s`"), cli->command->name);
	return FALSE;
}

/* All options of the running command, those that every command has included; with a NULL name at the end. */
static GArray *all_options(Cli *cli, const GOptionEntry *own)
{
	const char *rule = json_rule(cli->command->name);
	const GOptionEntry json = {
		"json", 0, rule ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &cli->json, N_("print one JSON object"),
		NULL
	};
	GArray *all = g_array_new(TRUE, FALSE, sizeof(GOptionEntry));

	for (; own && own->long_name; own++)
		g_array_append_val(all, *own);
	g_array_append_val(all, json);
	return all;
}

gboolean cli_options(Cli *cli, const GOptionEntry *entries, int *argc, char ***argv, int positional)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) all = all_options(cli, entries);
	const GOptionEntry help[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &cli->helped, NULL, NULL }, { NULL } };

	entries = (const GOptionEntry *)(gpointer)all->data;
	if (cli->on_options)
		return cli->on_options(cli, entries, cli->on_options_data), FALSE;
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, help, NULL);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		return cli->helped = FALSE, refuse_options(cli, error->message), FALSE;
	if (cli->helped)
		return print_help(cli, entries), FALSE;
	drop_separator(argc, *argv);
	if (*argc - 1 > positional)
		return cli_usage(cli, _("'%s' is one word too many"), (*argv)[positional + 1]), FALSE;
	return json_is_meant(cli, *argc > 1 ? (*argv)[1] : NULL);
}
