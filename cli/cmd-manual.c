/* cmd-manual.c - for the build: `steady manual PAGE` prints a manual page with the tables filled in that stand in the source: for the
 * line `.\" @COMMANDS@` all commands with their options, for `.\" @SETTINGS@` all settings, for @VERSION@ this one. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/text.h"

#define LINE 76 /* columns of the source of a page */

/* --- text as roff wants it --- */

/* `bold` between backticks; whatever roff would obey is taken from it. */
static char *escape(const char *text)
{
	GString *out = g_string_new(NULL);
	gboolean bold = FALSE;

	for (; *text; text++)
		if (*text == '`')
			g_string_append(out, (bold = !bold) ? "\\fB" : "\\fR");
		else if (*text == '\\')
			g_string_append(out, "\\e");
		else if (*text == '\'')
			g_string_append(out, "\\(aq");
		else if (*text == '-' && (bold || text[1] == '-' || (out->len && out->str[out->len - 1] == '-')))
			g_string_append(out, "\\-");
		else
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

/* One argument of a macro: no word in it is a macro of its own. */
static void print_argument(const char *text)
{
	g_autofree char *escaped = escape(text);
	g_auto(GStrv) quotes = g_strsplit(escaped, "\"", -1);
	g_autofree char *quoted = g_strjoinv("\\(dq", quotes);
	g_auto(GStrv) hyphens = g_strsplit(quoted, " -", -1);
	g_autofree char *whole = g_strjoinv(" \\-", hyphens);

	printf(" \"\\&%s\"", whole);
}

static void print_line(const char *line)
{
	printf("%s%s\n", strchr(".'", *line) ? "\\&" : "", line);
}

static void print_sentence(const char *sentence)
{
	g_autofree char *escaped = escape(sentence);
	g_autofree char *wrapped = text_wrap(escaped, LINE, "", "");
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line)
			print_line(*line);
}

/* Each sentence begins a line, so that its end is set as one. */
static void print_prose(const char *text)
{
	const char *begin = text;

	for (const char *at = text; *at; at++)
		if (strchr(".?!", *at) && at[1] == ' ' && !g_ascii_islower(at[2])) {
			g_autofree char *sentence = g_strndup(begin, (gsize)(at + 1 - begin));

			print_sentence(sentence);
			begin = at + 2;
		}
	print_sentence(begin);
}

/* --- the commands --- */

static void print_option(const GOptionEntry *entry)
{
	fputs(".It", stdout);
	if (entry->short_name)
		printf(" Fl %c ,", entry->short_name);
	printf(" Fl \\-%s", entry->long_name);
	if (entry->arg_description) {
		fputs(" Ns = Ns Ar", stdout);
		print_argument(entry->arg_description);
	}
	putchar('\n');
	print_prose(entry->description ? entry->description : "");
}

static gboolean is_shown(const GOptionEntry *entry)
{
	return *entry->long_name && !(entry->flags & G_OPTION_FLAG_HIDDEN);
}

static void print_options(Cli *cli, const GOptionEntry *entries, gpointer data)
{
	while (entries && entries->long_name && !is_shown(entries))
		entries++;
	if (!entries || !entries->long_name)
		return;
	puts(".Pp\n.Bl -tag -width Ds -compact");
	for (; entries->long_name; entries++)
		if (is_shown(entries))
			print_option(entries);
	puts(".El");
}

static void print_command(Cli *cli, const Command *command)
{
	g_autofree char *summary = g_strdup_printf("%c%s.", g_ascii_toupper(*command->summary), command->summary + 1);
	g_autofree char *words = command_words(command);
	char *argv[] = { (char *)command->name, NULL };

	printf(".It Cm %s", command->name);
	if (*words)
		print_argument(words);
	putchar('\n');
	print_prose(summary);
	if (command->more)
		print_prose(command->more);
	cli_run(cli, command, 1, argv);
}

static void print_commands(Cli *cli)
{
	cli->on_options = print_options;
	puts(".Bl -tag -width Ds");
	for (const Command *command = cli_commands; command->name; command++)
		print_command(cli, command);
	puts(".El");
	cli->on_options = NULL;
}

/* --- the settings --- */

static void print_setting(const Setting *setting)
{
	g_autofree char *limits = setting_limits(setting);
	g_autofree char *takes =
		g_strdup_printf("Takes %s%s%s%s%s.", setting_expects(setting), limits, setting->unit ? " (" : "",
	                        setting->unit ? setting->unit : "", setting->unit ? ")" : "");
	g_autofree char *fallback = setting->fallback && *setting->fallback
	                                    ? g_strdup_printf("Default: `%s`.", setting->fallback)
	                                    : g_strdup(setting->fallback ? "Default: empty." : "Must be given.");

	printf(".It Cm %s\n", setting->key);
	print_prose(setting->sentence);
	print_prose(takes);
	print_sentence(fallback);
}

static void print_settings(void)
{
	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		printf(".Ss \\&[%s%s]\\&\n", kind->name, kind->home != SECTION_SETTINGS ? " NAME" : "");
		print_prose(kind->sentence);
		puts(".Bl -tag -width Ds");
		for (const Setting *setting = settings_table; setting->section; setting++)
			if (g_str_equal(setting->section, kind->name))
				print_setting(setting);
		puts(".El");
	}
}

/* --- the page --- */

static void print_page_line(Cli *cli, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, "@VERSION@", -1);
	g_autofree char *whole = g_strjoinv(STEADY_VERSION, parts);

	if (g_str_equal(line, ".\\\" @COMMANDS@"))
		print_commands(cli);
	else if (g_str_equal(line, ".\\\" @SETTINGS@"))
		print_settings();
	else
		puts(whole);
}

int cmd_manual(Cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *page = NULL;
	g_auto(GStrv) lines = NULL;

	if (!cli_options(cli, NULL, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2 || !g_file_get_contents(argv[1], &page, NULL, &error))
		return cli_fail("%s", error ? error->message : "which page?");
	i18n_use(NULL); /* the pages are English, whoever builds them */
	lines = g_strsplit(g_strchomp(page), "\n", -1);
	for (char **line = lines; *line; line++)
		print_page_line(cli, *line);
	return EXIT_DONE;
}
