/* cmd-forget.c - what was recorded, gone for good: rows, then every byte of them, then the copies that hold them. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/prompts.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/span.h"
#include "core/store-forget.h"

#define PATIENCE 5000 /* milliseconds for another program to let go of the store */
#define STEP 50

typedef struct Range {
	gint64 from, to; /* in [from, to) */
} Range;

typedef struct Told {
	GArray *gone;      /* of Forgotten */
	GPtrArray *copies; /* paths of those that were removed */
	char *remains;     /* why bytes may be left; NULL: none are */
} Told;

static void told_clear(Told *told)
{
	g_clear_pointer(&told->gone, g_array_unref);
	g_clear_pointer(&told->copies, g_ptr_array_unref);
	g_free(told->remains);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

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
		return cli_usage(cli, both ? "from when to when? Expected two times" : "since when? Expected a time");
	if (!time_read(cli, argv[2], &range->from, &error) || (both && !time_read(cli, argv[3], &range->to, &error)))
		return cli_usage(cli, "%s", error->message);
	if (range->from >= range->to)
		return cli_usage(cli, "%s is not before %s", argv[2], argv[3]);
	return EXIT_DONE;
}

static int read_all(const Cli *cli, int argc, char **argv, Range *range)
{
	if (argc > 2)
		return cli_usage(cli, "'%.40s': nothing stands behind all", argv[2]);
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
	return cli_usage(cli, "forget what? Expected last [SPAN], since TIME, range FROM TO, or all");
}

/* --- what waits is closed first: the daemon holds it ---------------------------------------------------- */

static gboolean lies_in(const Range *range, gint64 at)
{
	return at >= range->from && at < range->to;
}

static void close_by_daemon(const Cli *cli, BusSteady1 *daemon, const Range *range)
{
	g_autoptr(GPtrArray) waiting = prompts_waiting(cli, daemon, NULL);

	for (guint i = 0; waiting && i < waiting->len; i++) {
		const Waiting *prompt = waiting->pdata[i];

		if (lies_in(range, prompt->due))
			bus_steady1_call_dismiss_sync(daemon, prompt->id, NULL, NULL);
	}
}

/* How many of the range wait; `close`: they are closed here, as no daemon is there to do it. -1 on failure. */
static int waiting_in(const Cli *cli, Store *store, const Range *range, gboolean close, GError **error)
{
	g_autoptr(GPtrArray) open = store_open_prompts(store, error);
	int n = 0;

	for (guint i = 0; open && i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		if (!lies_in(range, prompt->due))
			continue;
		n++;
		if (close && !store_closed(store, prompt->id, cli->now, OUTCOME_DISMISSED, error))
			return -1;
	}
	return open ? n : -1;
}

static gboolean close_waiting(const Cli *cli, Store *store, const Range *range, GError **error)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	int left = waiting_in(cli, store, range, daemon == NULL, error);

	if (daemon && left > 0)
		close_by_daemon(cli, daemon, range);
	for (int waited = 0; daemon && left > 0 && waited < PATIENCE; waited += STEP) {
		g_usleep(STEP * 1000);
		left = waiting_in(cli, store, range, FALSE, error);
	}
	if (left > 0 && daemon)
		cli_say("The daemon still holds %d prompt%s of that time; what belongs to %s stays.", left,
		        left == 1 ? "" : "s", left == 1 ? "it" : "them");
	return left >= 0;
}

/* --- bytes and copies ----------------------------------------------------------------------------------- */

static void scrub(Store *store, Told *told)
{
	g_autoptr(GError) error = NULL;
	int waited = 0;

	while (!store_scrub(store, &error) && g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY) &&
	       waited < PATIENCE) {
		g_clear_error(&error);
		g_usleep(STEP * 1000);
		waited += STEP;
	}
	if (error)
		told->remains = g_strdup_printf("%s. Deleted words may still lie in the store's files; "
		                                "`steady forget all` or the same command again finishes it",
		                                error->message);
}

/* A copy holds what there was when it was made; one that is older than the range holds nothing of it. */
static void remove_copies(const Cli *cli, const Range *range, Told *told)
{
	g_autoptr(GPtrArray) copies = store_copies(cli->paths->store);

	told->copies = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < copies->len; i++) {
		const char *path = copies->pdata[i];
		struct stat info;

		if (stat(path, &info) || SECONDS((gint64)info.st_mtime + 1) < range->from)
			continue;
		if (!g_unlink(path))
			g_ptr_array_add(told->copies, g_strdup(path));
		else if (!told->remains)
			told->remains = g_strdup_printf("%s could not be removed (%s); it holds a copy", path,
			                                g_strerror(errno));
	}
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
		{ "decision", "prompt", "prompts" },
		{ "response", "answer", "answers" },
		{ "urge", "urge", "urges" },
		{ "rating", "rating of an urge", "ratings of urges" },
		{ "contact", "contact", "contacts" },
		{ "entry", "note or draft", "notes and drafts" },
		{ "outcome", "record of a plan, slot or article", "records of plans, slots and articles" },
	};

	for (guint i = 0; i < gone->len; i++) {
		const Forgotten *forgotten = &g_array_index(gone, Forgotten, i);

		for (guint j = 0; forgotten->rows && j < G_N_ELEMENTS(names); j++)
			if (g_str_equal(forgotten->table, names[j].table))
				cli_say("  %5d  %s", forgotten->rows,
				        forgotten->rows == 1 ? names[j].one : names[j].many);
	}
}

static void print_json(const Told *told)
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
	json_string(&json, "remains", told->remains);
	json_close(&json, '}');
	json_print(&json);
}

static int say_end(const Told *told, gboolean json)
{
	for (guint i = 0; i < told->copies->len; i++)
		cli_say("A copy from an update went with it: %s", (const char *)told->copies->pdata[i]);
	if (json)
		print_json(told);
	if (told->remains)
		return cli_fail("%s.", told->remains);
	cli_say("Forgotten. Not touched: your settings, and files that you exported or backed up yourself.");
	return EXIT_DONE;
}

/* --- the way through -------------------------------------------------------------------------------------- */

/* TRUE when the person wants it; *code is what to return otherwise. */
static gboolean is_wanted(const Cli *cli, const GArray *would, gboolean yes, int *code)
{
	g_autofree char *line = NULL;

	*code = EXIT_DONE;
	if (!yes && total(would)) {
		cli_say("This goes for good:");
		say_rows(would);
	}
	if (yes)
		return TRUE;
	if (!ask_possible()) {
		*code = cli_usage(cli, "nobody is there to be asked; --yes says that it is meant");
		return FALSE;
	}
	line = ask_line("It cannot be taken back. Type forget to go on (Enter: leave it):");
	if (line && !g_ascii_strcasecmp(line, "forget"))
		return TRUE;
	cli_say("Nothing was deleted.");
	return FALSE;
}

static int forget(const Cli *cli, Store *store, const Range *range, gboolean json)
{
	g_auto(Told) told = { 0 };
	g_autoptr(GError) error = NULL;

	if (!close_waiting(cli, store, range, &error))
		return cli_store_fail(cli, error);
	told.gone = store_forget(store, range->from, range->to, &error);
	if (!told.gone)
		return cli_store_fail(cli, error);
	scrub(store, &told);
	remove_copies(cli, range, &told);
	cli_refresh(cli);
	return say_end(&told, json);
}

int cmd_forget(Cli *cli, int argc, char **argv)
{
	gboolean yes = FALSE, json = FALSE;
	g_autoptr(Store) store = NULL;
	g_autoptr(GArray) would = NULL;
	g_autoptr(GError) error = NULL;
	Range range = { 0 };
	int code;
	const GOptionEntry entries[] = {
		{ "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, "do not ask", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "print what went as one JSON object", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 3))
		return EXIT_USAGE;
	code = read_range(cli, argc, argv, &range);
	if (code)
		return code;
	if (!cli_has_store(cli)) {
		cli_say("Nothing is recorded yet, so there is nothing to forget.");
		return EXIT_DONE;
	}
	store = cli_store(cli, STORE_WRITE);
	would = store ? store_would_forget(store, range.from, range.to, &error) : NULL;
	if (!would)
		return store ? cli_store_fail(cli, error) : EXIT_FAILED;
	return is_wanted(cli, would, yes, &code) ? forget(cli, store, &range, json) : code;
}
