#include "cli/remote.h"
#include "core/i18n.h"

#define ANSWER_TIME 5000  /* milliseconds */
#define REFRESH_TIME 2000 /* nobody waits longer for a daemon that need not answer */
#define BUS_NAME "org.steadyd.Steady1"
#define BUS_PATH "/org/steadyd/Steady1"

/* The address without GIO's own search, which would start a bus where there is none. */
static char *bus_address(void)
{
	const char *given = g_getenv("STEADY_BUS");
	g_autofree char *socket = NULL, *escaped = NULL;

	if (!given || !*given)
		given = g_getenv("DBUS_SESSION_BUS_ADDRESS");
	if (given && *given)
		return g_strdup(given);
	given = g_getenv("XDG_RUNTIME_DIR");
	socket = given && *given ? g_build_filename(given, "bus", NULL) : NULL;
	if (!socket || !g_file_test(socket, G_FILE_TEST_EXISTS))
		return NULL;
	escaped = g_dbus_address_escape_value(socket);
	return g_strconcat("unix:path=", escaped, NULL);
}

/* --- connecting, but never for longer than ANSWER_TIME --- */

typedef struct Dial {
	GDBusConnection *connection;
	gboolean done;
} Dial;

static void dialled(GObject *source, GAsyncResult *result, gpointer data)
{
	Dial *dial = data;

	dial->connection = g_dbus_connection_new_for_address_finish(result, NULL);
	dial->done = TRUE;
}

static gboolean give_up(gpointer cancellable)
{
	g_cancellable_cancel(cancellable);
	return G_SOURCE_REMOVE;
}

GDBusConnection *cli_bus(void)
{
	g_autoptr(GMainContext) context = g_main_context_new();

	return cli_bus_in(context);
}

GDBusConnection *cli_bus_in(GMainContext *context)
{
	g_autofree char *address = bus_address();
	g_autoptr(GCancellable) cancellable = g_cancellable_new();
	g_autoptr(GSource) timeout = g_timeout_source_new(ANSWER_TIME);
	Dial dial = { 0 };

	if (!address || !g_dbus_is_supported_address(address, NULL))
		return NULL;
	g_source_set_callback(timeout, give_up, cancellable, NULL);
	g_source_attach(timeout, context);
	g_main_context_push_thread_default(context);
	g_dbus_connection_new_for_address(
		address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
		NULL, cancellable, dialled, &dial);
	while (!dial.done)
		g_main_context_iteration(context, TRUE);
	g_main_context_pop_thread_default(context);
	g_source_destroy(timeout);
	return dial.connection;
}

/* --- the daemon --- */

BusSteady1 *cli_daemon(const Cli *cli)
{
	g_autoptr(GDBusConnection) bus = cli_bus();
	g_autoptr(BusSteady1) daemon = NULL;
	g_autofree char *owner = NULL;

	if (!bus)
		return NULL;
	daemon = bus_steady1_proxy_new_sync(bus,
	                                    G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START |
	                                            G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES |
	                                            G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS,
	                                    BUS_NAME, BUS_PATH, NULL, NULL);
	if (!daemon)
		return NULL;
	owner = g_dbus_proxy_get_name_owner(G_DBUS_PROXY(daemon));
	if (!owner)
		return NULL;
	g_dbus_proxy_set_default_timeout(G_DBUS_PROXY(daemon), ANSWER_TIME);
	return g_steal_pointer(&daemon);
}

gboolean cli_daemon_properties(BusSteady1 *daemon, GError **error)
{
	GDBusProxy *proxy = G_DBUS_PROXY(daemon);
	g_autoptr(GVariant) reply =
		g_dbus_proxy_call_sync(proxy, "org.freedesktop.DBus.Properties.GetAll", g_variant_new("(s)", BUS_NAME),
	                               G_DBUS_CALL_FLAGS_NO_AUTO_START, ANSWER_TIME, NULL, error);
	g_autoptr(GVariantIter) properties = NULL;
	const char *name;
	GVariant *value;

	if (!reply)
		return FALSE;
	g_variant_get(reply, "(a{sv})", &properties);
	while (g_variant_iter_loop(properties, "{&sv}", &name, &value))
		g_dbus_proxy_set_cached_property(proxy, name, value);
	return TRUE;
}

gboolean cli_refresh(const Cli *cli)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);

	if (!daemon)
		return FALSE;
	g_dbus_proxy_set_default_timeout(G_DBUS_PROXY(daemon), REFRESH_TIME);
	return bus_steady1_call_refresh_sync(daemon, NULL, NULL);
}

/* What goes wrong between the two, in words for the person. What the daemon itself says has words of its own. */
static const struct {
	const char *name; /* on the bus; NULL: it did not come to that */
	int code;         /* of G_IO_ERROR, where name is NULL */
	const char *said;
	int exit;
} failures[] = {
	{ NULL, G_IO_ERROR_TIMED_OUT, N_("the daemon runs but does not answer; `steady status` tells more"),
	  EXIT_FAILED },
	{ NULL, G_IO_ERROR_CLOSED, N_("the session bus went away"), EXIT_NO_DAEMON },
	{ "org.freedesktop.DBus.Error.NoReply", 0, N_("the daemon ended before it answered; `steady start` starts it"),
	  EXIT_NO_DAEMON },
	{ "org.freedesktop.DBus.Error.ServiceUnknown", 0, N_("the daemon is not running; `steady start` starts it"),
	  EXIT_NO_DAEMON },
	{ "org.freedesktop.DBus.Error.NameHasNoOwner", 0, N_("the daemon is not running; `steady start` starts it"),
	  EXIT_NO_DAEMON },
	{ "org.freedesktop.DBus.Error.AccessDenied", 0, N_("this daemon belongs to somebody else"), EXIT_FAILED },
	{ "org.freedesktop.DBus.Error.UnknownMethod", 0,
	  N_("the daemon that runs is of another version; `steady doctor` tells more"), EXIT_FAILED },
	{ "org.freedesktop.DBus.Error.LimitsExceeded", 0, N_("the daemon has much to do; try again in a moment"),
	  EXIT_FAILED },
};

int cli_daemon_fail(GError *error)
{
	g_autofree char *name = g_dbus_error_get_remote_error(error);

	for (guint i = 0; i < G_N_ELEMENTS(failures); i++)
		if (name ? g_strcmp0(name, failures[i].name) == 0
		         : !failures[i].name && g_error_matches(error, G_IO_ERROR, failures[i].code))
			return cli_fail("%s", _(failures[i].said)), failures[i].exit;
	g_dbus_error_strip_remote_error(error);
	return cli_fail("%s", error->message);
}

int cli_no_daemon(void)
{
	cli_fail(_("the daemon is not running; `steady start` starts it"));
	return EXIT_NO_DAEMON;
}

guint32 cli_daemon_process(BusSteady1 *daemon)
{
	GDBusConnection *bus = g_dbus_proxy_get_connection(G_DBUS_PROXY(daemon));
	const char *name = g_dbus_proxy_get_name(G_DBUS_PROXY(daemon));
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
	                                                        "org.freedesktop.DBus", "GetConnectionUnixProcessID",
	                                                        g_variant_new("(s)", name), G_VARIANT_TYPE("(u)"),
	                                                        G_DBUS_CALL_FLAGS_NO_AUTO_START, 1000, NULL, NULL);
	guint32 process = 0;

	if (reply)
		g_variant_get(reply, "(u)", &process);
	return process;
}
