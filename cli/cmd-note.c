/* cmd-note.c - a note: a concrete question, a few lines, a quarter of an hour at most. Free writing about the deepest feelings did some people
 * harm in a trial (N = 90, PMC4297672), so the questions ask for what was done, seen and regained. */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/entries.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/text.h"

#define CAP MINUTES(15)

static const EntryWords words = { ENTRY_NOTE, "note", N_("`steady note read last` shows it again.") };

static const char *const questions[] = {
	N_("What did you do today that was yours?"),
	N_("What is back that was gone for a while: a routine, a person, a taste for something?"),
	N_("Who did you talk to, and about what?"),
	N_("Which hour went better than you thought it would?"),
	N_("What did you eat, and where did you walk?"),
	N_("What did you leave undone that you once would have done at once?"),
	N_("Which small promise to yourself did you keep?"),
};

/* --- list, read --------------------------------------------------------------------------------------------- */

static void json_note(Json *json, const Cli *cli, const Entry *entry)
{
	json_open(json, NULL, '{');
	json_int(json, "id", entry->id);
	json_time(json, "at", cli->zone, entry->at);
	json_string(json, "question", entry->prompt);
	json_string(json, "text", entry->text);
	json_close(json, '}');
}

static int list_json(const Cli *cli, const GPtrArray *notes)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "notes", '[');
	for (guint i = 0; i < notes->len; i++)
		json_note(&json, cli, notes->pdata[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
	return EXIT_DONE;
}

static int print_one(const Cli *cli, const Entry *entry)
{
	Json json = { 0 };

	if (!cli->json)
		return entry_print(cli, entry), EXIT_DONE;
	json_note(&json, cli, entry);
	json_print(&json);
	return EXIT_DONE;
}

static int list(const Cli *cli, const GPtrArray *notes)
{
	g_autoptr(Table) table = table_new(_("NOTE"), _("WRITTEN"), _("ABOUT"), NULL);

	if (cli->json)
		return list_json(cli, notes);
	if (!notes->len)
		cli_say(_("No note is kept. `steady note` writes one."));
	for (guint i = 0; i < notes->len; i++) {
		const Entry *entry = notes->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, entry->id),
				*date = time_date(cli, entry->at);

		table_add(table, id, date, _(entry->prompt));
	}
	if (notes->len)
		table_print(table, cli->columns, cli->color);
	return EXIT_DONE;
}

static int with_note(const Cli *cli, const GPtrArray *notes, int argc, char **argv, gboolean yes)
{
	gboolean finished = strcmp(argv[1], "burn") == 0 && entries_finish_burning(cli);
	const Entry *entry;

	if (argc < 3)
		return cli_usage(cli, _("which note? Expected its number, or last"));
	entry = entries_find(&words, notes, argv[2]);
	if (!entry)
		return finished ? EXIT_DONE : EXIT_FAILED;
	if (strcmp(argv[1], "burn") == 0)
		return entry_burn(cli, &words, entry, yes);
	return print_one(cli, entry);
}

/* --- write: the questions go round ---------------------------------------------------------------------------- */

/* Offered ahead and named afterwards; nobody is stopped in the middle of a sentence. */
static void offer_cap(const Cli *cli, const char *until)
{
	if (ask_possible())
		cli_say(_("A few lines are plenty. A quarter of an hour is enough: until %s, or sooner."), until);
}

static void mind_cap(const Cli *cli)
{
	gint64 minutes = (cli_moment(cli).wall - cli->now) / MINUTES(1);

	if (minutes >= CAP / MINUTES(1))
		cli_say(_("That was %d minutes. What is there is enough for one day; now something else, best away "
		          "from "
		          "the screen."),
		        (int)minutes);
}

static int write_note(const Cli *cli, gboolean line, gboolean free)
{
	g_autoptr(GPtrArray) notes = entries_load(cli, ENTRY_NOTE);
	const char *question = free ? NULL : questions[notes ? notes->len % G_N_ELEMENTS(questions) : 0];
	const char *asked = question ? _(question) : _("What was today?");
	g_autofree char *until = time_clock(cli, (cli->now + CAP) / MINUTES(1) * MINUTES(1)), *head = NULL;
	g_auto(Written) written = { NULL, NULL };
	int code;

	head = g_strdup_printf(
		_("\n# %s\n# A few lines are plenty; a quarter of an hour is enough, so until %s or sooner.\n"
	          "# Lines that begin with # are left out.\n"),
		asked, until);
	offer_cap(cli, until);
	written = entry_write(cli, &words, asked, head, line);
	code = written.text ? entry_keep(cli, &words, question, &written) : EXIT_FAILED;
	if (code == EXIT_DONE)
		mind_cap(cli);
	return code;
}

int cmd_note(Cli *cli, int argc, char **argv)
{
	static const char *const verbs[] = { "read", "burn", NULL };
	gboolean line = FALSE, free = FALSE, yes = FALSE;
	g_autoptr(GPtrArray) notes = NULL;
	const GOptionEntry entries[] = {
		{ "line", 0, 0, G_OPTION_ARG_NONE, &line, N_("write one line here, and not in the editor"), NULL },
		{ "free", 0, 0, G_OPTION_ARG_NONE, &free, N_("without a question"), NULL },
		{ "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("burn: do not ask"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	if (argc < 2)
		return write_note(cli, line, free);
	if (strcmp(argv[1], "list") != 0 && !g_strv_contains(verbs, argv[1]))
		return cli_usage(cli, _("there is no `steady note %.40s`"), argv[1]);
	notes = entries_load(cli, ENTRY_NOTE);
	if (!notes)
		return EXIT_FAILED;
	return strcmp(argv[1], "list") == 0 ? list(cli, notes) : with_note(cli, notes, argc, argv, yes);
}
