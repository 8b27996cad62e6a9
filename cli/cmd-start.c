/* cmd-start.c - starts the daemon: by the bus, else by systemd. */
#include <stdio.h>

#include "cli/remote.h"
#include "core/i18n.h"

#define START_TIME 15000 /* milliseconds */

static gboolean start_by_bus(GError **error)
{
	g_autoptr(GDBusConnection) bus = cli_bus();
	g_autoptr(GVariant) reply = NULL;

	if (!bus)
		return g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("there is no session bus")), FALSE;
	reply = g_dbus_connection_call_sync(
		bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
		g_variant_new("(su)", "org.steadyd.Steady1", 0), NULL, G_DBUS_CALL_FLAGS_NONE, START_TIME, NULL, error);
	return reply != NULL;
}

static gboolean systemctl(const char *verb)
{
	const char *const command[] = { "systemctl", "--user", verb, "steady.service", NULL };
	int status;

	return g_spawn_sync(NULL, (char **)command, NULL,
	                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
	                    NULL, NULL, &status, NULL) &&
	       g_spawn_check_wait_status(status, NULL);
}

static int say_started(const Cli *cli)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);

	if (!daemon)
		return cli_fail(_(
			"the daemon was started, but it is not on this bus; `journalctl --user -u steady` tells why"));
	cli_say(_("The daemon is running. `steady status` says how things stand."));
	return EXIT_DONE;
}

int cmd_start(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;

	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	daemon = cli_daemon(cli);
	if (daemon) {
		cli_say(_("The daemon is running already."));
		return EXIT_DONE;
	}
	systemctl("reset-failed"); /* one that failed too often is not tried again; a person who asks for it is heard */
	if (start_by_bus(&error) || systemctl("start"))
		return say_started(cli);
	g_dbus_error_strip_remote_error(error);
	return cli_fail(_("the daemon could not be started: %s\nIn a terminal, `steadyd` runs it until Ctrl-C, and "
	                  "prompts come "
	                  "there."),
	                error->message);
}
