/* cmd-resume.c - ends a pause. */
#include "cli/remote.h"
#include "cli/result.h"
#include "core/i18n.h"

static int resume_in_store(const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	if (!cli_has_store(cli))
		return EXIT_DONE;
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	return store_resume(store, &error) ? EXIT_DONE : cli_store_fail(cli, error);
}

int cmd_resume(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;

	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	daemon = cli_daemon(cli);
	if (daemon && !bus_steady1_call_resume_sync(daemon, NULL, &error))
		return cli_daemon_fail(error);
	if (!daemon && resume_in_store(cli))
		return EXIT_FAILED;
	if (cli->json)
		return result_pause(cli, FALSE, FALSE, TIME_NEVER);
	cli_say(daemon ? _("Not paused. Prompts come as scheduled.")
	               : _("Not paused. Prompts come as scheduled when the daemon runs (`steady start`)."));
	return EXIT_DONE;
}
