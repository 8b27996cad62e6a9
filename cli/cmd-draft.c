/* cmd-draft.c - the message that is written and not sent. It is kept, may be sealed until a steady day, and can be burned. Nothing here, or
 * anywhere in Steady, can send it. */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/entries.h"
#include "cli/json.h"
#include "cli/result.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/span.h"
#include "core/text.h"

#define GLIMPSE 40 /* characters of a draft in the list */

static const EntryWords words = {
	ENTRY_DRAFT, "draft",
	N_("It is here and nowhere else. `steady draft seal last --until DATE` closes it until a steady day; `steady "
	   "draft burn last` deletes it for good.")
};

#define HEAD                                                                                                           \
	N_("\n# Write it as it comes. It is kept here and never sent; no part of Steady can send anything.\n"          \
	   "# Lines that begin with # are left out.\n")

typedef struct Options {
	gboolean line, open, yes;
	char *until;
} Options;

/* --- list --------------------------------------------------------------------------------------------------- */

static char *glimpse(const Entry *entry)
{
	g_autofree char *clean = text_clean(entry->text);

	g_strdelimit(clean, "\n", ' ');
	if (g_utf8_strlen(clean, -1) <= GLIMPSE)
		return g_steal_pointer(&clean);
	*g_utf8_offset_to_pointer(clean, GLIMPSE - 3) = '\0';
	return g_strconcat(clean, "...", NULL);
}

static char *state_of(const Cli *cli, const Entry *entry)
{
	g_autofree char *opens = entry_is_sealed(entry, cli->now) ? time_date(cli, entry->opens) : NULL;

	if (opens)
		return g_strdup_printf(_("sealed until %s"), opens);
	if (entry->sealed && !entry->still_true)
		return g_strdup(_("may be opened"));
	return g_strdup(entry->sealed ? _("opened") : _("open"));
}

/* `shut`: its words are not told. */
static void json_entry(Json *json, const Cli *cli, const Entry *entry, gboolean shut)
{
	gboolean sealed = entry_is_sealed(entry, cli->now);

	json_open(json, NULL, '{');
	json_int(json, "id", entry->id);
	json_time(json, "at", cli->zone, entry->at);
	json_bool(json, "sealed", sealed);
	json_time(json, "opens", cli->zone, entry->sealed ? entry->opens : 0);
	json_string(json, "still_true", entry->still_true);
	json_string(json, "still_needed", entry->still_needed);
	json_string(json, "text", shut ? NULL : entry->text);
	json_close(json, '}');
}

static int list_json(const Cli *cli, const GPtrArray *drafts)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "drafts", '[');
	for (guint i = 0; i < drafts->len; i++)
		json_entry(&json, cli, drafts->pdata[i], entry_is_sealed(drafts->pdata[i], cli->now));
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
	return EXIT_DONE;
}

static void print_one(const Cli *cli, const Entry *entry)
{
	Json json = { 0 };

	json_entry(&json, cli, entry, FALSE);
	json_print(&json);
}

static int list(const Cli *cli, const GPtrArray *drafts)
{
	g_autoptr(Table) table = table_new(_("DRAFT"), _("WRITTEN"), _("HOW IT IS"), _("BEGINS"), NULL);

	if (cli->json)
		return list_json(cli, drafts);
	if (!drafts->len)
		cli_say(_("No draft is kept. `steady draft` writes one; it is never sent."));
	for (guint i = 0; i < drafts->len; i++) {
		const Entry *entry = drafts->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, entry->id),
				*date = time_date(cli, entry->at);
		g_autofree char *state = state_of(cli, entry);
		g_autofree char *begins = entry_is_sealed(entry, cli->now) ? g_strdup("-") : glimpse(entry);

		table_add(table, id, date, state, begins);
	}
	if (drafts->len)
		table_print(table, cli->columns, cli->color);
	return EXIT_DONE;
}

/* --- read: a seal asks first, and a steady day asks afterwards ------------------------------------------------ */

static gboolean may_be_opened(const Cli *cli, const Entry *entry, gboolean open)
{
	g_autofree char *date = time_date(cli, entry->opens), *line = NULL;

	if (!entry_is_sealed(entry, cli->now) || open)
		return TRUE;
	cli_say(_("It is sealed until %s, as you chose."), date);
	if (!ask_possible())
		return cli_fail(_("--open breaks the seal")), FALSE;
	line = ask_line(_("If this is not that day yet, it keeps. Type open to break the seal (Enter: leave it):"));
	return line && !g_ascii_strcasecmp(line, "open");
}

static const char *ask_still(const char *question)
{
	static const char *const said[] = { "no", "partly", "yes" };
	int choice = ask_number(question, 1, 3, G_MAXINT);

	return choice >= 1 && choice <= 3 ? said[choice - 1] : NULL;
}

static int judge(const Cli *cli, Store *store, const Entry *entry)
{
	g_autoptr(GError) error = NULL;
	const char *still_true, *still_needed;

	if (!ask_possible() || cli->json)
		return EXIT_DONE;
	still_true = ask_still(_("\nStill true?    1 no, 2 partly, 3 yes (Enter: leave it)"));
	still_needed = ask_still(_("Still needed?  1 no, 2 partly, 3 yes (Enter: leave it)"));
	if (!store_judge_entry(store, entry->id, still_true, still_needed, &error))
		return cli_store_fail(cli, error);
	cli_say(_("It stays here either way. `steady draft burn %lld` lets it go."), (long long)entry->id);
	return EXIT_DONE;
}

static int read_draft(const Cli *cli, const Entry *entry, const Options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	if (!may_be_opened(cli, entry, options->open))
		return EXIT_FAILED;
	if (cli->json)
		print_one(cli, entry);
	else
		entry_print(cli, entry);
	fflush(stdout);
	if (!entry->sealed)
		return EXIT_DONE;
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	if (!store_open_entry(store, entry->id, cli->now, &error))
		return cli_store_fail(cli, error);
	return judge(cli, store, entry);
}

/* --- seal ------------------------------------------------------------------------------------------------------ */

/* A date, or a span from now. */
static int read_until(const Cli *cli, const char *text, gint64 *until)
{
	g_autoptr(GError) error = NULL;
	gint64 span;

	if (!text)
		return cli_usage(cli, _("until when? --until 2026-12-31, or --until '2 weeks'"));
	if (span_parse(text, &span, NULL))
		*until = cli->now + span;
	else if (!time_read(cli, text, until, &error))
		return cli_usage(cli, "%s", error->message);
	return *until > cli->now ? EXIT_DONE : cli_usage(cli, _("'%.40s' is past; a seal needs a day to come"), text);
}

static int seal(const Cli *cli, const Entry *entry, const Options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autofree char *date = NULL;
	gint64 until;
	int code = read_until(cli, options->until, &until);

	if (code)
		return code;
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	if (!store_seal_entry(store, entry->id, cli->now, until, &error))
		return cli_store_fail(cli, error);
	if (cli->json)
		return result_until(cli, "draft", entry->id, until);
	date = time_date(cli, until);
	cli_say(_("Sealed until %s. `steady status` says when the day has come."), date);
	return EXIT_DONE;
}

/* --- the command ------------------------------------------------------------------------------------------------ */

static int with_draft(const Cli *cli, const GPtrArray *drafts, int argc, char **argv, const Options *options)
{
	gboolean finished = strcmp(argv[1], "burn") == 0 && entries_finish_burning(cli);
	const Entry *entry;

	if (argc < 3)
		return cli_usage(cli, _("which draft? Expected its number, or last"));
	entry = entries_find(&words, drafts, argv[2]);
	if (!entry)
		return finished ? EXIT_DONE : EXIT_FAILED;
	if (strcmp(argv[1], "read") == 0)
		return read_draft(cli, entry, options);
	if (strcmp(argv[1], "seal") == 0)
		return seal(cli, entry, options);
	return entry_burn(cli, &words, entry, options->yes);
}

static int write_draft(const Cli *cli, const Options *options)
{
	g_auto(Written) written = entry_write(cli, &words, _("It is kept and never sent. What do you want to say?"),
	                                      _(HEAD), options->line);

	return written.text ? entry_keep(cli, &words, NULL, &written) : EXIT_FAILED;
}

int cmd_draft(Cli *cli, int argc, char **argv)
{
	static const char *const verbs[] = { "read", "seal", "burn", NULL };
	Options options = { 0 };
	g_autofree char *until = NULL;
	g_autoptr(GPtrArray) drafts = NULL;
	const GOptionEntry entries[] = {
		{ "line", 0, 0, G_OPTION_ARG_NONE, &options.line, N_("write one line here, and not in the editor"),
		  NULL },
		{ "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("seal: a date, or how long from now"), "WHEN" },
		{ "open", 0, 0, G_OPTION_ARG_NONE, &options.open, N_("read: also before its day"), NULL },
		{ "yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, N_("burn: do not ask"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	options.until = until;
	if (argc < 2)
		return write_draft(cli, &options);
	if (strcmp(argv[1], "list") != 0 && !g_strv_contains(verbs, argv[1]))
		return cli_usage(cli, _("there is no `steady draft %.40s`"), argv[1]);
	drafts = entries_load(cli, ENTRY_DRAFT);
	if (!drafts)
		return EXIT_FAILED;
	return strcmp(argv[1], "list") == 0 ? list(cli, drafts) : with_draft(cli, drafts, argc, argv, &options);
}
