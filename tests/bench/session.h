/* session.h - a private session for a benchmark: a folder, a bus, the real daemon, and a notification server that is this program.
 * Everything ends with this program. Header only. */
#pragma once
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

typedef struct Session Session;
struct Session {
	char *folder, *address, *store; /* `store`: the database */
	GPid bus, daemon;
	GDBusConnection *connection; /* the server's */
	guint32 id;                  /* given last */
	GVariant *arguments;         /* of the Notify that is being told of */
	void (*notify)(Session *session, guint32 id); /* a Notify was answered; may be NULL */
	gpointer data;               /* the benchmark's */
};

static inline void session_write(const Session *session, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(session->folder, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_mkdir_with_parents(folder, 0700);
	if (!g_file_set_contents(path, text, -1, NULL))
		g_error("%s cannot be written", path);
}

static inline void session_end_with_parent(gpointer unused)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* --- the bus --- */

static inline GDBusConnection *session_connect(const Session *session)
{
	GDBusConnection *connection = g_dbus_connection_new_for_address_sync(
		session->address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
		NULL, NULL, NULL);

	g_assert(connection);
	return connection;
}

static inline void session_start_bus(Session *session)
{
	g_autofree char *config = g_build_filename(session->folder, "bus.conf", NULL);
	g_autofree char *option = g_strconcat("--config-file=", config, NULL);
	char *argv[] = { "dbus-daemon", option, "--nofork", "--print-address=1", NULL };
	char line[512] = "";
	int out;
	FILE *stream;

	session_write(session, "bus.conf",
	              "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
	              "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
	              "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
	              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
	if (!g_spawn_async_with_pipes(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
	                              session_end_with_parent, NULL, &session->bus, NULL, &out, NULL, NULL))
		g_error("dbus-daemon cannot be started");
	stream = fdopen(out, "r");
	if (!fgets(line, sizeof line, stream))
		g_error("dbus-daemon says no address");
	fclose(stream);
	session->address = g_strdup(g_strstrip(line));
}

/* --- the server --- */

static inline void session_on_call(GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                                   const char *method, GVariant *arguments, GDBusMethodInvocation *call, gpointer data)
{
	static const char *const capabilities[] = { "body", "actions", NULL };
	Session *session = data;

	if (g_str_equal(method, "Notify")) {
		g_dbus_method_invocation_return_value(call, g_variant_new("(u)", ++session->id));
		session->arguments = arguments;
		if (session->notify)
			session->notify(session, session->id);
	} else if (g_str_equal(method, "GetCapabilities")) {
		g_dbus_method_invocation_return_value(call, g_variant_new("(^as)", capabilities));
	} else if (g_str_equal(method, "GetServerInformation")) {
		g_dbus_method_invocation_return_value(call, g_variant_new("(ssss)", "bench", "steady", "1", "1.2"));
	} else {
		g_dbus_method_invocation_return_value(call, NULL);
	}
}

static inline void session_serve(Session *session)
{
	static const char xml[] =
		"<node><interface name='org.freedesktop.Notifications'>"
		"<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
		"<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
		"<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
		"<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
		"<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
		"<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
		"<method name='CloseNotification'><arg type='u' direction='in'/></method>"
		"<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
		"<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal></interface></node>";
	static const GDBusInterfaceVTable table = { .method_call = session_on_call };
	g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml(xml, NULL);

	session->connection = session_connect(session);
	g_dbus_connection_register_object(session->connection, SERVER_PATH, node->interfaces[0], &table, session, NULL, NULL);
	g_bus_own_name_on_connection(session->connection, SERVER, 0, NULL, NULL, NULL, NULL);
}

/* The person waves a prompt away. */
static inline void session_dismiss(Session *session, guint32 id)
{
	g_dbus_connection_emit_signal(session->connection, NULL, SERVER_PATH, SERVER, "NotificationClosed",
	                              g_variant_new("(uu)", id, 2), NULL);
}

/* The person presses a button; most servers then close the bubble. */
static inline void session_press(Session *session, guint32 id, const char *key)
{
	g_dbus_connection_emit_signal(session->connection, NULL, SERVER_PATH, SERVER, "ActionInvoked",
	                              g_variant_new("(us)", id, key), NULL);
	session_dismiss(session, id);
}

/* --- the daemon --- */

/* `more`: names and values of its environment, in turn, ended by NULL; may be NULL. */
static inline void session_start_daemon(Session *session, const char *settings, const char *const *more)
{
	g_auto(GStrv) env = g_get_environ();
	g_autofree char *here = g_get_current_dir();
	g_autofree char *program = g_build_filename(g_getenv("O") ?: "build", "steadyd", NULL);
	g_autofree char *config = g_build_filename(session->folder, "config", NULL);
	g_autofree char *data = g_build_filename(session->folder, "data", NULL);
	g_autofree char *share = g_build_filename(here, "share", "steady", NULL);
	char *argv[] = { program, "--deliver", "desktop", NULL };

	session_write(session, "config/steady/steady.ini", settings);
	session->store = g_build_filename(data, "steady", "steady.db", NULL);
	env = g_environ_setenv(env, "DBUS_SESSION_BUS_ADDRESS", session->address, TRUE);
	env = g_environ_setenv(env, "XDG_CONFIG_HOME", config, TRUE);
	env = g_environ_setenv(env, "XDG_DATA_HOME", data, TRUE);
	env = g_environ_setenv(env, "STEADY_SHARE", share, TRUE);
	env = g_environ_unsetenv(env, "STEADY_BUS");
	env = g_environ_unsetenv(env, "WATCHDOG_USEC");
	for (int i = 0; more && more[i]; i += 2)
		env = g_environ_setenv(env, more[i], more[i + 1], TRUE);
	if (!g_spawn_async(NULL, argv, env, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, session_end_with_parent, NULL,
	                   &session->daemon, NULL))
		g_error("%s cannot be started", program);
}

/* Its folder lies in `parent`, which decides on what kind of disk the store is. */
static inline Session *session_new(const char *parent, void (*notify)(Session *session, guint32 id), gpointer data)
{
	Session *session = g_new0(Session, 1);
	g_autofree char *whole = g_canonicalize_filename(parent, NULL); /* XDG's folders count only where they are absolute */

	session->folder = g_mkdtemp(g_build_filename(whole, "steady-bench-XXXXXX", NULL));
	if (!session->folder)
		g_error("no folder can be made in %s", parent);
	session->notify = notify;
	session->data = data;
	session_start_bus(session);
	session_serve(session);
	return session;
}

static inline void session_stop_daemon(Session *session)
{
	if (!session->daemon)
		return;
	kill(session->daemon, SIGTERM);
	waitpid(session->daemon, NULL, 0);
	session->daemon = 0;
}

static inline void session_free(Session *session)
{
	char *remove[] = { "rm", "-rf", session->folder, NULL };

	session_stop_daemon(session);
	g_dbus_connection_close_sync(session->connection, NULL, NULL);
	g_object_unref(session->connection);
	kill(session->bus, SIGTERM);
	waitpid(session->bus, NULL, 0);
	g_spawn_sync(NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
	g_free(session->store);
	g_free(session->address);
	g_free(session->folder);
	g_free(session);
}
