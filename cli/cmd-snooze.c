/* cmd-snooze.c - a prompt comes back later, because the person chose so. */
#include "cli/prompts.h"
#include "cli/result.h"
#include "core/i18n.h"
#include "core/span.h"

#define SNOOZE_DEFAULT MINUTES(15)
#define SNOOZE_MOST DAYS(7)

/* Whether a prompt is open in the store. */
static gboolean is_open(Store *store, gint64 id, GError **error)
{
	g_autoptr(GPtrArray) open = store_open_prompts(store, error);

	for (guint i = 0; open && i < open->len; i++)
		if (((Prompt *)open->pdata[i])->id == id)
			return TRUE;
	if (open)
		g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
		            _("prompt %lld does not wait; `steady pending` lists those that do"), (long long)id);
	return FALSE;
}

static int snooze_in_store(const Cli *cli, gint64 id, gint64 span)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	Moment now = cli_moment(cli);
	Deadline until = deadline_after(&now, span);

	if (!cli_has_store(cli))
		return cli_fail(_("no prompt waits for you"));
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	if (!is_open(store, id, &error) || !store_snoozed(store, id, now.wall, &until, &error))
		return cli_store_fail(cli, error);
	return EXIT_DONE;
}

static int snooze(const Cli *cli, BusSteady1 *daemon, gint64 id, gint64 span)
{
	g_autoptr(GError) error = NULL;

	if (!daemon)
		return snooze_in_store(cli, id, span);
	if (!bus_steady1_call_snooze_sync(daemon, id, span, NULL, &error))
		return cli_daemon_fail(error);
	return EXIT_DONE;
}

int cmd_snooze(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *words = NULL;
	gint64 id, span = SNOOZE_DEFAULT;
	int code;

	if (!cli_options(cli, NULL, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli, _("which prompt? Expected its number, or last"));
	words = argc > 2 ? g_strjoinv(" ", argv + 2) : NULL;
	if (words && !span_parse(words, &span, &error))
		return cli_usage(cli, "%s", error->message);
	if (span > SNOOZE_MOST)
		return cli_usage(cli, _("a prompt can be snoozed for 7 days at most"));
	daemon = cli_daemon(cli);
	code = prompts_id(cli, daemon, argv[1], &id);
	if (code)
		return code;
	if (snooze(cli, daemon, id, span))
		return EXIT_FAILED;
	if (cli->json)
		return result_until(cli, "prompt", id, cli->now + span);
	g_free(words);
	words = span_said(span);
	cli_say(daemon ? _("Prompt %lld comes back in %s.")
	               : _("Prompt %lld comes back in %s, when the daemon runs by then (`steady start`)."),
	        (long long)id, words);
	return EXIT_DONE;
}
