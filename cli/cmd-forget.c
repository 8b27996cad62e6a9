/* cmd-forget.c - what was recorded, gone for good: rows, then every byte of them, then the copies that hold them. */
#include "cli/ask.h"
#include "cli/forgetting.h"
#include "cli/json.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/span.h"
#include "core/store-forget.h"

/* --- which range -------------------------------------------------------------------------------------- */

static int read_last(const Cli *cli, int argc, char **argv, Range *range)
{
	g_autoptr(GError) error = NULL;
	gint64 span = HOURS(1);

	if (argc > 2 && !span_parse(argv[2], &span, &error))
		return cli_usage(cli, "%s", error->message);
	*range = (Range){ cli->now - span, TIME_NEVER };
	return EXIT_DONE;
}

static int read_times(const Cli *cli, int argc, char **argv, Range *range)
{
	g_autoptr(GError) error = NULL;
	gboolean both = g_str_equal(argv[1], "range");

	range->to = TIME_NEVER;
	if (argc != (both ? 4 : 3))
		return cli_usage(cli,
		                 both ? _("from when to when? Expected two times") : _("since when? Expected a time"));
	if (!time_read(cli, argv[2], &range->from, &error) || (both && !time_read(cli, argv[3], &range->to, &error)))
		return cli_usage(cli, "%s", error->message);
	if (range->from >= range->to)
		return cli_usage(cli, _("%s is not before %s"), argv[2], argv[3]);
	return EXIT_DONE;
}

static int read_all(const Cli *cli, int argc, char **argv, Range *range)
{
	if (argc > 2)
		return cli_usage(cli, _("'%.40s': nothing stands behind all"), argv[2]);
	*range = (Range){ G_MININT64, TIME_NEVER };
	return EXIT_DONE;
}

static int read_range(const Cli *cli, int argc, char **argv, Range *range)
{
	static const struct {
		const char *word;
		int (*read)(const Cli *cli, int argc, char **argv, Range *range);
	} ways[] = { { "last", read_last }, { "since", read_times }, { "range", read_times }, { "all", read_all } };

	for (guint i = 0; argc > 1 && i < G_N_ELEMENTS(ways); i++)
		if (g_str_equal(argv[1], ways[i].word))
			return ways[i].read(cli, argc, argv, range);
	return cli_usage(cli, _("forget what? Expected last [SPAN], since TIME, range FROM TO, or all"));
}

/* --- what is said --------------------------------------------------------------------------------------- */

static int total(const GArray *gone)
{
	int rows = 0;

	for (guint i = 0; i < gone->len; i++)
		rows += g_array_index(gone, Forgotten, i).rows;
	return rows;
}

static void say_rows(const GArray *gone)
{
	static const struct {
		const char *table, *one, *many;
	} names[] = {
		{ "decision", NG_("prompt", "prompts") },
		{ "response", NG_("answer", "answers") },
		{ "urge", NG_("urge", "urges") },
		{ "rating", NG_("rating of an urge", "ratings of urges") },
		{ "contact", NG_("contact", "contacts") },
		{ "entry", NG_("note or draft", "notes and drafts") },
		{ "outcome", NG_("record of a plan, slot or article", "records of plans, slots and articles") },
	};

	for (guint i = 0; i < gone->len; i++) {
		const Forgotten *forgotten = &g_array_index(gone, Forgotten, i);

		for (guint j = 0; forgotten->rows && j < G_N_ELEMENTS(names); j++)
			if (g_str_equal(forgotten->table, names[j].table))
				cli_say("  %5d  %s", forgotten->rows,
				        ngettext(names[j].one, names[j].many, forgotten->rows));
	}
}

static void print_json(const Forgetting *told)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "forgotten", '{');
	for (guint i = 0; i < told->gone->len; i++)
		json_int(&json, g_array_index(told->gone, Forgotten, i).table,
		         g_array_index(told->gone, Forgotten, i).rows);
	json_close(&json, '}');
	json_open(&json, "copies_removed", '[');
	for (guint i = 0; i < told->copies->len; i++)
		json_string(&json, NULL, told->copies->pdata[i]);
	json_close(&json, ']');
	json_open(&json, "backups", '[');
	for (guint i = 0; i < told->backups->len; i++)
		json_string(&json, NULL, told->backups->pdata[i]);
	json_close(&json, ']');
	json_string(&json, "remains", told->remains);
	json_close(&json, '}');
	json_print(&json);
}

static int say_end(const Cli *cli, const Forgetting *told)
{
	for (guint i = 0; i < told->copies->len; i++)
		cli_say(_("A copy that stood beside the store went with it: %s"), (const char *)told->copies->pdata[i]);
	for (guint i = 0; i < told->backups->len; i++)
		cli_say(_("Gone from the backup, too: %s"), (const char *)told->backups->pdata[i]);
	if (cli->json)
		print_json(told);
	if (told->remains)
		return cli_fail("%s.", told->remains);
	cli_say(_("Forgotten. Not touched: your settings, and files that you exported."));
	return EXIT_DONE;
}

/* --- the way through -------------------------------------------------------------------------------------- */

/* TRUE when the person wants it; *code is what to return otherwise. */
static gboolean is_wanted(const Cli *cli, const GArray *would, gboolean yes, int *code)
{
	g_autofree char *line = NULL;

	*code = EXIT_DONE;
	if (!yes && total(would)) {
		cli_say(_("This goes for good:"));
		say_rows(would);
	}
	if (yes)
		return TRUE;
	if (!ask_possible()) {
		*code = cli_usage(cli, _("nobody is there to be asked; --yes says that it is meant"));
		return FALSE;
	}
	line = ask_line(_("It cannot be taken back. Type forget to go on (Enter: leave it):"));
	if (line && !g_ascii_strcasecmp(line, "forget"))
		return TRUE;
	cli_say(_("Nothing was deleted."));
	return FALSE;
}

static int forget(const Cli *cli, Store *store, const Range *range)
{
	g_auto(Forgetting) told = { 0 };
	g_autoptr(GError) error = NULL;

	if (!forgetting_run(cli, store, range, &told, &error))
		return cli_store_fail(cli, error);
	return say_end(cli, &told);
}

int cmd_forget(Cli *cli, int argc, char **argv)
{
	gboolean yes = FALSE;
	g_autoptr(Store) store = NULL;
	g_autoptr(GArray) would = NULL;
	g_autoptr(GError) error = NULL;
	Range range = { 0 };
	int code;
	const GOptionEntry entries[] = {
		{ "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("do not ask"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 3))
		return EXIT_USAGE;
	code = read_range(cli, argc, argv, &range);
	if (code)
		return code;
	if (!cli_has_store(cli)) {
		cli_say(_("Nothing is recorded yet, so there is nothing to forget."));
		return EXIT_DONE;
	}
	store = cli_store(cli, STORE_WRITE);
	if (store)
		forgetting_finish(cli, store);
	would = store ? store_would_forget(store, range.from, range.to, &error) : NULL;
	if (!would)
		return store ? cli_store_fail(cli, error) : EXIT_FAILED;
	return is_wanted(cli, would, yes, &code) ? forget(cli, store, &range) : code;
}
