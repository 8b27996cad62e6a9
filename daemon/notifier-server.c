#include "daemon/notifier-server.h"

#include "core/text.h"
#include "daemon/display.h"
#include "daemon/systemd.h"

#define PATH "/org/freedesktop/Notifications"
#define SETTLE 5000    /* ms: a server that went is given so long to come back by itself */
#define RESTARTS 60000 /* ms: least time between two servers started by us */
#define PATIENCE 10000 /* ms: a server that takes longer to say what it can do is hung */

struct Server {
	ServerEvents events;
	ServerState state;
	ServerFacts facts;
	GDBusConnection *bus; /* NULL: none (yet) */
	GCancellable *life;   /* until server_free() */
	GCancellable *owner;  /* as long as this owner lives; NULL: nobody there */
	guint watch;
	guint timer;        /* PATIENCE or the wait until STARTABLE; 0: none */
	GStrv capabilities; /* of this owner; NULL: it did not say */
	int unasked;        /* of the two questions, those still without an answer */
	gboolean activatable;
	gboolean refused; /* a start failed; not tried again before somebody owned the name */
	gint64 started;   /* monotonic, when we last started one; 0: never */
};

static void server_enter(Server *server, ServerState state, gboolean fresh)
{
	server->state = state;
	server->events.changed(server->events.self, state, fresh);
}

static void server_set_timer(Server *server, guint after, GSourceFunc run)
{
	if (server->timer)
		g_source_remove(server->timer);
	server->timer = run ? g_timeout_add(after, run, server) : 0;
}

static gboolean cancelled(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Nobody will answer any more: that the owner went is said by the watch. */
static gboolean lost(const GError *error)
{
	return cancelled(error) || g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
	       g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* --- the owner's two answers ------------------------------------------------------------------------ */

static gboolean on_patience_end(gpointer data)
{
	Server *server = data;

	server->timer = 0;
	server_enter(server, SERVER_HUNG, FALSE);
	return G_SOURCE_REMOVE;
}

static void server_answered(Server *server)
{
	if (--server->unasked > 0)
		return;
	server_set_timer(server, 0, NULL);
	server_enter(server, SERVER_READY, FALSE);
}

static void server_learn(Server *server, const char *name, const char *vendor)
{
	static const char *const none[] = { NULL };
	ServerFacts *facts = &server->facts;
	const char *const *capabilities = server->capabilities ? (const char *const *)server->capabilities : none;
	g_autofree char *said = text_clean(name);
	const char *end;

	facts->kind = servers_find(name, vendor);
	facts->skills = servers_skills(facts->kind, capabilities);
	g_strlcpy(facts->name, facts->kind ? facts->kind->called : said, sizeof facts->name);
	g_utf8_validate(facts->name, -1, &end);
	facts->name[end - facts->name] = '\0'; /* where a letter was cut in two */
}

static void on_name(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Server *server = data;
	const char *name = "", *vendor = "";

	if (!reply && lost(error))
		return;
	if (reply)
		g_variant_get(reply, "(&s&s&s&s)", &name, &vendor, NULL, NULL);
	server_learn(server, name, vendor);
	server_answered(server);
}

static void server_ask(Server *server, const char *method, const char *type, GAsyncReadyCallback done)
{
	g_dbus_connection_call(server->bus, server->facts.owner, PATH, SERVER_NAME, method, NULL, G_VARIANT_TYPE(type),
	                       G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, server->owner, done, server);
}

/* The name is asked after the capabilities, so that it has the last word. */
static void on_capabilities(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Server *server = data;

	if (!reply && lost(error))
		return;
	if (reply)
		g_variant_get(reply, "(^as)", &server->capabilities);
	server_answered(server);
	server_ask(server, "GetServerInformation", "(ssss)", on_name);
}

/* --- owners come and go ----------------------------------------------------------------------------- */

static void server_lose_owner(Server *server)
{
	if (server->owner)
		g_cancellable_cancel(server->owner);
	g_clear_object(&server->owner);
	server_set_timer(server, 0, NULL);
	g_clear_pointer(&server->capabilities, g_strfreev);
	memset(&server->facts, 0, sizeof server->facts);
}

static void on_owned(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Server *server = data;

	server_lose_owner(server);
	server->refused = FALSE;
	server->owner = g_cancellable_new();
	g_strlcpy(server->facts.owner, owner, sizeof server->facts.owner);
	server->unasked = 2;
	server_ask(server, "GetCapabilities", "(as)", on_capabilities);
	server_set_timer(server, PATIENCE, on_patience_end);
	server_enter(server, SERVER_COMING, TRUE);
}

/* Whether a display is there is asked when a start is wanted; here, whether one may be, or may yet come. */
static gboolean server_can_start(const Server *server)
{
	return server->activatable && !server->refused &&
	       (systemd_manages() || g_getenv("WAYLAND_DISPLAY") || g_getenv("DISPLAY"));
}

static gboolean on_settled(gpointer data)
{
	Server *server = data;

	server->timer = 0;
	server_enter(server, SERVER_STARTABLE, FALSE);
	return G_SOURCE_REMOVE;
}

static void on_activatable(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Server *server = data;

	if (!reply && cancelled(error))
		return;
	if (reply) {
		g_autoptr(GVariant) list = g_variant_get_child_value(reply, 0);
		g_autofree const char **names = g_variant_get_strv(list, NULL);
		server->activatable = g_strv_contains(names, SERVER_NAME);
	}
	if (server->state == SERVER_UNKNOWN && !server->owner)
		server_enter(server, server_can_start(server) ? SERVER_STARTABLE : SERVER_NONE, TRUE);
}

static void on_unowned(GDBusConnection *bus, const char *name, gpointer data)
{
	Server *server = data;
	gint64 since = (g_get_monotonic_time() - server->started) / 1000;

	server_lose_owner(server);
	if (!bus) {
		server->activatable = FALSE;
		server_enter(server, SERVER_NONE, TRUE);
	} else if (server->state == SERVER_UNKNOWN) {
		g_dbus_connection_call(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
		                       "ListActivatableNames", NULL, G_VARIANT_TYPE("(as)"), G_DBUS_CALL_FLAGS_NONE, -1,
		                       server->life, on_activatable, server);
	} else {
		server_enter(server, SERVER_NONE, TRUE);
		if (server_can_start(server))
			server_set_timer(server, server->started && since < RESTARTS ? RESTARTS - since : SETTLE,
			                 on_settled);
	}
}

static void on_started(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Server *server = data;

	if (reply || cancelled(error) || server->owner)
		return;
	g_message("No notification server could be started: %s", error->message);
	server->refused = TRUE;
	server_enter(server, SERVER_NONE, FALSE);
}

/* A question whose answer may come when the server is no more. */
typedef struct Asking {
	Server *server;
	GCancellable *life;
} Asking;

/* Without a display: once more with the next prompt, and not before RESTARTS. */
static void on_display(gpointer data, gboolean found, GVariant *untold)
{
	g_autofree Asking *asking = data;
	g_autoptr(GCancellable) life = asking->life;
	Server *server = asking->server;

	if (g_cancellable_is_cancelled(life) || server->owner || server->state != SERVER_COMING)
		return;
	if (!found) {
		server_enter(server, SERVER_NONE, FALSE);
		server_set_timer(server, RESTARTS, on_settled);
		return;
	}
	g_dbus_connection_call(server->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
	                       "StartServiceByName", g_variant_new("(su)", SERVER_NAME, 0), G_VARIANT_TYPE("(u)"),
	                       G_DBUS_CALL_FLAGS_NONE, -1, server->life, on_started, server);
}

void server_start(Server *server)
{
	Asking asking = { server, server->life };

	if (server->state != SERVER_STARTABLE)
		return;
	g_object_ref(asking.life);
	server->started = g_get_monotonic_time();
	server_set_timer(server, 0, NULL);
	server_enter(server, SERVER_COMING, FALSE);
	display_find(server->bus, on_display, g_memdup2(&asking, sizeof asking));
}

/* --- a server that stopped answering ------------------------------------------------------------------- */

static void on_sign_of_life(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Server *server = data;

	if (!reply && lost(error))
		return;
	if (server->state == SERVER_HUNG)
		server_enter(server, SERVER_READY, FALSE);
}

/* One question without a time limit: the answer comes when the server does, and nothing polls. */
void server_hung(Server *server)
{
	if (server->state != SERVER_READY)
		return;
	server_enter(server, SERVER_HUNG, FALSE);
	server_ask(server, "GetServerInformation", "(ssss)", on_sign_of_life);
}

/* --- life ------------------------------------------------------------------------------------------------ */

static void on_bus(GObject *source, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	GDBusConnection *bus = g_bus_get_finish(result, &error);
	Server *server = data;

	if (!bus && cancelled(error))
		return;
	if (g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result)))) {
		g_object_unref(bus);
		return;
	}
	server->bus = bus;
	if (!bus) {
		g_message("No session bus: %s", error->message);
		server_enter(server, SERVER_NONE, TRUE);
		return;
	}
	g_dbus_connection_set_exit_on_close(bus, FALSE);
	server->watch = g_bus_watch_name_on_connection(bus, SERVER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_owned,
	                                               on_unowned, server, NULL);
}

Server *server_new(const ServerEvents *events)
{
	Server *server = g_new0(Server, 1);

	server->events = *events;
	server->life = g_cancellable_new();
	g_bus_get(G_BUS_TYPE_SESSION, server->life, on_bus, server);
	return server;
}

ServerState server_state(const Server *server)
{
	return server->state;
}

const ServerFacts *server_facts(const Server *server)
{
	return &server->facts;
}

void server_free(Server *server)
{
	if (!server)
		return;
	if (server->watch)
		g_bus_unwatch_name(server->watch);
	server_lose_owner(server);
	g_cancellable_cancel(server->life);
	g_object_unref(server->life);
	g_clear_object(&server->bus);
	g_free(server);
}
