/* cmd-complete.c - for the shells: `steady complete WORD...` prints what the last word may become, a line each, with a tab before its
 * description where it has one. The line <files> stands for the names of files. Always ends well; says nothing on stderr. */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "core/i18n.h"

void completion_print(Completion *completion, const char *word, const char *neutral, const char *open)
{
	g_autofree char *begin = g_utf8_casefold(word, -1);
	g_autofree char *wanted = g_utf8_casefold(completion->typed, -1);
	gboolean described = (neutral && *neutral) || (open && *open);
	const char *text = !described || completion_settings(completion)->policy.discreet ? neutral : open;

	if (!g_str_has_prefix(begin, wanted) || !*word || strpbrk(word, "\t\n"))
		return;
	printf("%s%s", completion->lead, word);
	if (text && *text)
		printf("\t%s", text);
	putchar('\n');
}

Settings *completion_settings(Completion *completion)
{
	g_autoptr(Problems) problems = problems_new();

	if (!completion->settings)
		completion->settings = settings_load(completion->cli->paths->settings, problems);
	if (!completion->settings)
		completion->settings = settings_default();
	return completion->settings;
}

static void offer(Completion *completion, const Offer *offer, const char *option)
{
	g_auto(GStrv) words = g_strsplit(offer && offer->words ? offer->words : "", " ", -1);

	if (!offer)
		return;
	for (char **word = words; *word; word++)
		completion_print(completion, *word, NULL, NULL);
	for (const char *const *name = offer->names; name && *name; name++)
		completion_print(completion, *name, NULL, NULL);
	if (offer->source)
		offer->source(completion, option);
}

/* --- options --- */

static void note_options(Cli *cli, const GOptionEntry *entries, gpointer data)
{
	GArray *options = data;

	for (; entries && entries->long_name; entries++)
		if (*entries->long_name && !(entries->flags & G_OPTION_FLAG_HIDDEN))
			g_array_append_val(options, *entries);
}

/* The command itself hands them over, as it does for its help, and does nothing else. */
static void load_options(Completion *completion, const Command *command)
{
	static const GOptionEntry help = { "help", 'h', 0, G_OPTION_ARG_NONE, NULL, N_("show how it works"), NULL };
	char *argv[] = { (char *)command->name, NULL };
	Cli *cli = completion->cli;

	cli->on_options = note_options;
	cli->on_options_data = completion->options;
	cli_run(cli, command, 1, argv);
	cli->on_options = NULL;
	g_array_append_val(completion->options, help);
}

/* Of "--name", "--name=value" or "-n"; NULL: no such option. */
static const GOptionEntry *find_option(const Completion *completion, const char *word)
{
	gboolean is_long = g_str_has_prefix(word, "--");
	gsize length = strcspn(word + 2 * is_long, "=");

	for (guint i = 0; i < completion->options->len; i++) {
		const GOptionEntry *entry = &g_array_index(completion->options, GOptionEntry, i);

		if (is_long ? strlen(entry->long_name) == length && !strncmp(entry->long_name, word + 2, length)
		            : word[0] == '-' && entry->short_name && word[1] == entry->short_name && !word[2])
			return entry;
	}
	return NULL;
}

static gboolean takes_value(const GOptionEntry *entry)
{
	return entry && entry->arg != G_OPTION_ARG_NONE;
}

static void offer_options(Completion *completion, const Command *command)
{
	for (guint i = 0; i < completion->options->len; i++) {
		const GOptionEntry *entry = &g_array_index(completion->options, GOptionEntry, i);
		g_autofree char *word = g_strconcat("--", entry->long_name, NULL);

		completion_print(completion, word, completion_plain(command->name) ? entry->description : NULL,
		                 entry->description);
	}
}

/* --- the word under way --- */

/* Walks what stands ahead of the last word. The option whose value that one is, or NULL. */
static const GOptionEntry *read_ahead(Completion *completion, char **words, int n, gboolean *ended)
{
	for (int i = 1; i < n - 1; i++) {
		const GOptionEntry *entry = *ended ? NULL : find_option(completion, words[i]);

		if (!*ended && g_str_equal(words[i], "--"))
			*ended = TRUE;
		else if (*ended || *words[i] != '-' || !words[i][1])
			g_ptr_array_add(completion->operands, words[i]);
		else if (takes_value(entry) && !strchr(words[i], '=')) {
			i += i + 1 < n - 1 && g_str_equal(words[i + 1], "="); /* bash takes --name=value apart */
			if (++i >= n - 1)
				return entry;
		}
	}
	return NULL;
}

static void offer_value_of(Completion *completion, const Command *command, const GOptionEntry *entry)
{
	const char *comma = strrchr(completion->typed, ',');
	g_autofree char *lead = NULL;

	if (g_str_equal(completion->typed, "="))
		completion->typed = "";
	if (comma) { /* a list: on with its last word */
		lead = g_strdup_printf("%s%.*s", completion->lead, (int)(comma + 1 - completion->typed),
		                       completion->typed);
		completion->lead = lead;
		completion->typed = comma + 1;
	}
	offer(completion, completion_value(command->name, entry->long_name), entry->long_name);
}

static void offer_glued(Completion *completion, const Command *command, const char *equals)
{
	const GOptionEntry *entry = find_option(completion, completion->typed);
	g_autofree char *lead = g_strndup(completion->typed, (gsize)(equals + 1 - completion->typed));

	completion->lead = lead;
	completion->typed = equals + 1;
	if (takes_value(entry))
		offer_value_of(completion, command, entry);
}

static void complete(Completion *completion, const Command *command, char **words, int n)
{
	gboolean ended = FALSE;
	const GOptionEntry *entry;
	const char *equals = strchr(completion->typed, '=');

	load_options(completion, command);
	g_ptr_array_add(completion->operands, words[0]);
	entry = read_ahead(completion, words, n, &ended);
	if (entry)
		offer_value_of(completion, command, entry);
	else if (!ended && g_str_has_prefix(completion->typed, "--") && equals)
		offer_glued(completion, command, equals);
	else if (!ended && *completion->typed == '-')
		offer_options(completion, command);
	else
		offer(completion, completion_operand(command->name, completion->operands), NULL);
}

static gboolean readable(char **words, int n)
{
	for (int i = 0; i < n; i++)
		if (!g_utf8_validate(words[i], -1, NULL))
			return FALSE;
	return n > 0;
}

/* `argv` is what stands behind the program's name; the last word, which may be empty, is the one under way. */
int cmd_complete(Cli *cli, int argc, char **argv)
{
	static const Offer begin = { .words = "--help --version" };
	g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(GOptionEntry));
	g_autoptr(GPtrArray) operands = g_ptr_array_new();
	Completion completion = { .cli = cli, .lead = "", .options = options, .operands = operands };
	const Command *command;

	if (!readable(argv + 1, argc - 1))
		return EXIT_DONE;
	completion.typed = argv[argc - 1];
	command = argc > 2 ? cli_find(argv[1]) : NULL;
	if (argc == 2 && *completion.typed == '-')
		offer(&completion, &begin, NULL);
	else if (argc == 2)
		offer_commands(&completion, NULL);
	else if (command)
		complete(&completion, command, argv + 1, argc - 1);
	settings_free(completion.settings);
	return EXIT_DONE;
}
