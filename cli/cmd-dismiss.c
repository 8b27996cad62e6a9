/* cmd-dismiss.c - closes a prompt without an answer. */
#include "cli/prompts.h"
#include "cli/result.h"
#include "core/i18n.h"

static int dismiss_in_store(const Cli *cli, gint64 id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autoptr(GPtrArray) open = NULL;

	if (!cli_has_store(cli))
		return cli_fail(_("no prompt waits for you"));
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	open = store_open_prompts(store, &error);
	for (guint i = 0; open && i < open->len; i++)
		if (((Prompt *)open->pdata[i])->id == id &&
		    store_closed(store, id, cli->now, OUTCOME_DISMISSED, &error))
			return EXIT_DONE;
	if (error)
		return cli_store_fail(cli, error);
	return cli_fail(_("prompt %lld does not wait; `steady pending` lists those that do"), (long long)id);
}

int cmd_dismiss(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;
	gint64 id;
	int code;

	if (!cli_options(cli, NULL, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli, _("which prompt? Expected its number, or last"));
	daemon = cli_daemon(cli);
	code = prompts_id(cli, daemon, argv[1], &id);
	if (code)
		return code;
	if (daemon && !bus_steady1_call_dismiss_sync(daemon, id, NULL, &error))
		return cli_daemon_fail(error);
	if (!daemon && dismiss_in_store(cli, id))
		return EXIT_FAILED;
	if (cli->json)
		return result_id("prompt", id);
	cli_say(_("Prompt %lld is closed."), (long long)id);
	return EXIT_DONE;
}
