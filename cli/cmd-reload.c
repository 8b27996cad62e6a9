/* cmd-reload.c - has the daemon read the settings again. */
#include "cli/remote.h"
#include "core/i18n.h"

int cmd_reload(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;

	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	daemon = cli_daemon(cli);
	if (!daemon)
		return cli_no_daemon();
	if (!bus_steady1_call_reload_sync(daemon, NULL, &error)) {
		int code = cli_daemon_fail(error);

		if (code != EXIT_NO_DAEMON)
			cli_say(_("The daemon goes on with the settings it had."));
		return code;
	}
	cli_say(_("The settings were read again."));
	return EXIT_DONE;
}
