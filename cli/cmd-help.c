/* cmd-help.c - what Steady is, what it can be told, and where to find help in a crisis. */
#include <stdio.h>

#include "cli/helping.h"
#include "config/nearest.h"
#include "core/i18n.h"
#include "core/text.h"

static const struct {
	const char *title;
	const char *names[12]; /* NULL ends them */
} groups[] = {
	{ N_("Right now"), { "urge", "helplines", "checkin", "contact", "undo", "draft", "note", "read", "help" } },
	{ N_("Beforehand"), { "plan", "slot" } },
	{ N_("Prompts"), { "pending", "answer", "snooze", "dismiss", "show", "pause", "hide", "resume" } },
	{ N_("What comes and what was"), { "agenda", "status", "why", "report", "steadiness" } },
	{ N_("Your data"), { "export", "import", "backup", "forget" } },
	{ N_("Settings"), { "setup", "schedule", "config", "when", "lint" } },
	{ N_("The daemon"), { "start", "reload", "monitor", "doctor", "version" } },
};

static void print_head(const Cli *cli, const char *title)
{
	printf(cli->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", title);
}

/* In lines that fit the terminal; what follows the first begins with `rest`. */
static void print_wrapped(const Cli *cli, const char *first, const char *text, const char *rest)
{
	g_autofree char *wrapped = text_wrap(text, MIN(cli->columns, 80), first, rest);

	puts(wrapped);
}

static void print_help_in_a_crisis(const Cli *cli)
{
	g_autoptr(Helping) helping = helping_new(cli, NULL);
	g_autofree char *lines = helping_short(helping, MIN(cli->columns, 80));

	print_head(cli, _("When it is too much to be alone with"));
	print_wrapped(
		cli, "  ",
		_("In danger: your local emergency number. 112 in the European Union, 911 in the US and Canada, 999 "
	          "in the UK."),
		"  ");
	if (*lines)
		puts(lines);
	print_wrapped(cli, "  ", _("`steady helplines` says more, and of other countries."), "  ");
	if (!helping->country || !helplines_first(helping->country, HELP_CRISIS)) {
		g_autofree char *elsewhere =
			g_strdup_printf(_("Elsewhere, and for any trouble, by phone or chat: %s"), HELP_ELSEWHERE);

		print_wrapped(cli, "  ", elsewhere, "  ");
	}
	print_wrapped(cli, "  ", _("A doctor, or somebody you trust, is a good place to begin, too."), "  ");
}

static void print_group(const Cli *cli, const char *const *names)
{
	for (; *names; names++) {
		const Command *command = cli_find(*names);
		g_autofree char *first = g_strdup_printf("  %-10s ", command->name);

		print_wrapped(cli, first, _(command->summary), "             ");
	}
}

static int first_screen(const Cli *cli)
{
	print_wrapped(
		cli, "",
		_("Steady helps after a breakup: it asks at the times you chose, and helps you ride out the urge to "
	          "message. All of it stays on this computer; nobody monitors it."),
		"");
	print_help_in_a_crisis(cli);
	for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
		print_head(cli, _(groups[i].title));
		print_group(cli, groups[i].names);
	}
	putchar('\n');
	print_wrapped(cli, "", _("`steady help COMMAND` tells more. New here? `steady setup` asks a few questions."),
	              "");
	return EXIT_DONE;
}

static int unknown(const Cli *cli, const char *word)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *meant;

	for (const Command *command = cli_commands; command->name; command++)
		g_ptr_array_add(names, (gpointer)command->name);
	g_ptr_array_add(names, NULL);
	meant = nearest_name(word, (const char *const *)names->pdata);
	if (meant)
		return cli_usage(cli, _("there is no command '%.40s'; did you mean %s?"), word, meant);
	return cli_usage(cli, _("there is no command '%.40s'; `steady help` lists them"), word);
}

int cmd_help(Cli *cli, int argc, char **argv)
{
	const Command *command;
	char *help[] = { NULL, (char *)"--help", NULL };

	if (!cli_options(cli, NULL, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2)
		return first_screen(cli);
	command = cli_find(argv[1]);
	if (!command)
		return unknown(cli, argv[1]);
	help[0] = (char *)command->name;
	return cli_run(cli, command, 2, help);
}
