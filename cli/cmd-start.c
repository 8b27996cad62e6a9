/* cmd-start.c - starts the daemon: by the bus, else by systemd. */
#include "cli/remote.h"
#include "core/i18n.h"

#define NAME "org.steadyd.Steady1"
#define PATH "/org/steadyd/Steady1"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define START_TIME 15000 /* milliseconds */
#define READY_TIME 5000  /* likewise, that it may take from its name on the bus to the first thing it knows */

static gboolean start_by_bus(GError **error)
{
	g_autoptr(GDBusConnection) bus = cli_bus();
	g_autoptr(GVariant) reply = NULL;

	if (!bus)
		return g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("there is no session bus")), FALSE;
	reply = g_dbus_connection_call_sync(
		bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
		g_variant_new("(su)", NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, START_TIME, NULL, error);
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

/* --- until it knows how things stand --- */

typedef enum { OFF, STARTING, READY } Progress; /* OFF: it has no name on the bus, or not yet */

typedef struct Wait {
	GMainLoop *loop;
	Progress progress;
} Wait;

static void learn(Wait *wait, const char *unavailable)
{
	wait->progress = g_str_equal(unavailable, "starting") ? STARTING : READY;
	if (wait->progress == READY)
		g_main_loop_quit(wait->loop);
}

static void on_changed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                       const char *signal, GVariant *parameters, gpointer data)
{
	g_autoptr(GVariant) changed = NULL;
	const char *unavailable = NULL;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	g_variant_get(parameters, "(&s@a{sv}@as)", NULL, &changed, NULL);
	if (g_variant_lookup(changed, "Unavailable", "&s", &unavailable))
		learn(data, unavailable);
}

static void on_told(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	g_autoptr(GVariant) value = NULL;

	if (!reply) /* it ended, which is heard of, or this command does */
		return;
	g_variant_get(reply, "(v)", &value);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		learn(data, g_variant_get_string(value, NULL));
}

static void on_there(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	((Wait *)data)->progress = STARTING;
	g_dbus_connection_call(bus, owner, PATH, PROPERTIES, "Get", g_variant_new("(ss)", NAME, "Unavailable"),
	                       G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, READY_TIME, NULL, on_told, data);
}

/* Not there yet, or not any more. */
static void on_gone(GDBusConnection *bus, const char *name, gpointer data)
{
	Wait *wait = data;

	if (!bus || wait->progress != OFF)
		g_main_loop_quit(wait->loop);
	wait->progress = OFF;
}

static gboolean on_time(gpointer loop)
{
	g_main_loop_quit(loop);
	return G_SOURCE_CONTINUE;
}

static Progress wait_until_ready(GDBusConnection *bus, Progress progress)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	Wait wait = { loop, progress };
	guint heard = g_dbus_connection_signal_subscribe(bus, NAME, PROPERTIES, "PropertiesChanged", PATH, NULL,
	                                                 G_DBUS_SIGNAL_FLAGS_NONE, on_changed, &wait, NULL);
	guint watch = g_bus_watch_name_on_connection(bus, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_there, on_gone, &wait,
	                                             NULL);
	guint timer = g_timeout_add(READY_TIME, on_time, loop);

	g_main_loop_run(loop);
	g_source_remove(timer);
	g_bus_unwatch_name(watch);
	g_dbus_connection_signal_unsubscribe(bus, heard);
	return wait.progress;
}

static int say_started(Progress progress)
{
	g_autoptr(GDBusConnection) bus = cli_bus_in(NULL);

	progress = bus ? wait_until_ready(bus, progress) : OFF;
	if (progress == OFF)
		return cli_fail(_(
			"the daemon was started, but it is not on this bus; `journalctl --user -u steady` tells why"));
	cli_say(progress == READY ? _("The daemon is running. `steady status` says how things stand.")
	                          : _("The daemon runs, and is still starting. `steady status` says how far it is."));
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
	if (start_by_bus(&error))
		return say_started(STARTING);
	if (systemctl("start"))
		return say_started(OFF);
	g_dbus_error_strip_remote_error(error);
	return cli_fail(_("the daemon could not be started: %s\nIn a terminal, `steadyd` runs it until Ctrl-C, and "
	                  "prompts come "
	                  "there."),
	                error->message);
}
