/* cmd-hide.c - off the screen, and nothing comes until `steady resume`. */
#include "cli/remote.h"
#include "cli/result.h"
#include "core/i18n.h"

#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"
#define CLOSING_TIME 1000 /* milliseconds */

/* A daemon that was killed leaves its bubbles. Only of the very server that numbered them: another one has its own numbers. */
static void close_bubble(Store *store, gint64 prompt, GDBusConnection *bus)
{
	char owner[32];
	guint32 bubble;
	g_autoptr(GVariant) reply = NULL;

	if (!store_bubble(store, prompt, owner, &bubble, NULL) || !*owner || !bubble || !g_dbus_is_unique_name(owner))
		return;
	reply = g_dbus_connection_call_sync(bus, owner, SERVER_PATH, SERVER, "CloseNotification",
	                                    g_variant_new("(u)", bubble), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
	                                    CLOSING_TIME, NULL, NULL);
}

static void close_bubbles(Store *store)
{
	g_autoptr(GPtrArray) open = store_open_prompts(store, NULL);
	g_autoptr(GDBusConnection) bus = open && open->len ? cli_bus() : NULL;

	for (guint i = 0; bus && i < open->len; i++)
		close_bubble(store, ((Prompt *)open->pdata[i])->id, bus);
}

static int hide_in_store(const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);
	Moment now = cli_moment(cli);
	Deadline never = deadline_after(&now, TIME_NEVER);

	if (!store)
		return EXIT_FAILED;
	close_bubbles(store);
	return store_hide(store, &never, &error) ? EXIT_DONE : cli_store_fail(cli, error);
}

int cmd_hide(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;

	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	daemon = cli_daemon(cli);
	if (daemon && !bus_steady1_call_hide_sync(daemon, NULL, &error))
		return cli_daemon_fail(error);
	if (!daemon && hide_in_store(cli))
		return EXIT_FAILED;
	if (cli->json)
		return result_pause(cli, TRUE, TRUE, TIME_NEVER);
	cli_say(_("Nothing is shown until you type `steady resume`."));
	return EXIT_DONE;
}
