#include "daemon/presence-bus.h"

#include <unistd.h>

#define LOGIND "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define SESSION LOGIND ".Session"
#define PROPERTIES "org.freedesktop.DBus.Properties"

/* Those that say ActiveChanged. */
static const struct Saver {
	const char *name, *path;
} savers[] = {
	{ "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver" },
	{ "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver" },
};

/* What logind says of sessions: they come, they go, one of them changes. */
static const struct {
	const char *interface, *signal, *arg0;
} logind_signals[] = {
	{ LOGIND ".Manager", "SessionNew", NULL },
	{ LOGIND ".Manager", "SessionRemoved", NULL },
	{ PROPERTIES, "PropertiesChanged", SESSION },
};

#define MAX_SIGNALS G_N_ELEMENTS(logind_signals)

enum { LOGIND_SOURCE = G_N_ELEMENTS(savers), N_SOURCES };

typedef struct PresenceBus PresenceBus;

/* One that can tell. */
typedef struct Source {
	PresenceBus *presence;
	guint watch;
	guint signals[MAX_SIGNALS]; /* 0 ends them */
	GCancellable *owner;        /* as long as its owner lives */
	char *path;                 /* logind: of the person's session; NULL: none found */
	gboolean locked;
} Source;

struct PresenceBus {
	Presence presence;
	PresenceEvents events;
	GDBusConnection *session, *system; /* either may be NULL */
	GCancellable *life;
	Source sources[N_SOURCES];
	gboolean locked; /* as last said */
};

static void source_set(Source *source, gboolean locked)
{
	PresenceBus *presence = source->presence;
	gboolean any = FALSE;

	source->locked = locked;
	for (int i = 0; i < N_SOURCES; i++)
		any |= presence->sources[i].locked;
	if (any == presence->locked)
		return;
	presence->locked = any;
	presence->events.changed(presence->events.self, any ? "locked" : NULL);
}

static void source_lose(Source *source)
{
	if (source->owner)
		g_cancellable_cancel(source->owner);
	g_clear_object(&source->owner);
	g_clear_pointer(&source->path, g_free);
}

static void on_gone(GDBusConnection *bus, const char *name, gpointer data)
{
	source_lose(data);
	source_set(data, FALSE);
}

/* NULL when it failed or nobody waits any more; `data` may be gone then. */
static GVariant *reply_of(GObject *bus, GAsyncResult *result)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);

	if (g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result))))
		return NULL;
	return g_steal_pointer(&reply);
}

/* --- screen savers ---------------------------------------------------------------------------------- */

static void on_active(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GVariant) reply = reply_of(bus, result);
	gboolean active;

	if (!reply)
		return;
	g_variant_get(reply, "(b)", &active);
	source_set(data, active);
}

static void on_active_changed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                              const char *signal, GVariant *parameters, gpointer data)
{
	gboolean active;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(b)")))
		return;
	g_variant_get(parameters, "(b)", &active);
	source_set(data, active);
}

static void on_saver(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Source *source = data;
	const struct Saver *saver = &savers[source - source->presence->sources];

	source_lose(source);
	source->owner = g_cancellable_new();
	g_dbus_connection_call(bus, owner, saver->path, saver->name, "GetActive", NULL, G_VARIANT_TYPE("(b)"),
	                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, source->owner, on_active, source);
}

static void presence_watch_saver(PresenceBus *presence, int i)
{
	Source *source = &presence->sources[i];
	const char *name = savers[i].name;

	source->signals[0] =
		g_dbus_connection_signal_subscribe(presence->session, name, name, "ActiveChanged", NULL, NULL,
	                                           G_DBUS_SIGNAL_FLAGS_NONE, on_active_changed, source, NULL);
	source->watch = g_bus_watch_name_on_connection(presence->session, name, G_BUS_NAME_WATCHER_FLAGS_NONE, on_saver,
	                                               on_gone, source, NULL);
}

/* --- logind ------------------------------------------------------------------------------------------- */

static void on_hint(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GVariant) reply = reply_of(bus, result);
	g_autoptr(GVariant) value = NULL;

	if (!reply)
		return;
	g_variant_get(reply, "(v)", &value);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN))
		source_set(data, g_variant_get_boolean(value));
}

/* The person's session at a seat; a login from elsewhere has none. NULL: none. The caller frees. */
static char *session_path(GVariant *reply)
{
	g_autoptr(GVariantIter) sessions = NULL;
	const char *id, *user, *seat, *path;
	guint32 uid;

	g_variant_get(reply, "(a(susso))", &sessions);
	while (g_variant_iter_next(sessions, "(&su&s&s&o)", &id, &uid, &user, &seat, &path))
		if (uid == getuid() && *seat)
			return g_strdup(path);
	return NULL;
}

static void on_sessions(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GVariant) reply = reply_of(bus, result);
	Source *source = data;

	if (!reply)
		return;
	g_free(source->path);
	source->path = session_path(reply);
	if (!source->path) {
		source_set(source, FALSE);
		return;
	}
	g_dbus_connection_call(G_DBUS_CONNECTION(bus), LOGIND, source->path, PROPERTIES, "Get",
	                       g_variant_new("(ss)", SESSION, "LockedHint"), G_VARIANT_TYPE("(v)"),
	                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, source->owner, on_hint, source);
}

static void source_ask_sessions(Source *source, GDBusConnection *bus)
{
	g_dbus_connection_call(bus, LOGIND, LOGIND_PATH, LOGIND ".Manager", "ListSessions", NULL,
	                       G_VARIANT_TYPE("(a(susso))"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, source->owner,
	                       on_sessions, source);
}

static void on_logind(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Source *source = data;

	source_lose(source);
	source->owner = g_cancellable_new();
	source_ask_sessions(source, bus);
}

/* A session began or ended, or the lock of one changed. */
static void on_logind_signal(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                             const char *signal, GVariant *parameters, gpointer data)
{
	Source *source = data;
	g_autoptr(GVariant) changed = NULL;
	gboolean locked;

	if (!source->owner)
		return;
	if (!g_str_equal(signal, "PropertiesChanged")) {
		source_ask_sessions(source, bus);
		return;
	}
	if (g_strcmp0(path, source->path) != 0 || !g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	g_variant_get(parameters, "(&s@a{sv}@as)", NULL, &changed, NULL);
	if (g_variant_lookup(changed, "LockedHint", "b", &locked))
		source_set(source, locked);
}

static void on_system_bus(GObject *object, GAsyncResult *result, gpointer data)
{
	GDBusConnection *bus = g_bus_get_finish(result, NULL);
	PresenceBus *presence = data;
	Source *source;

	if (bus && g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result))))
		g_clear_object(&bus);
	if (!bus)
		return;
	g_dbus_connection_set_exit_on_close(bus, FALSE);
	presence->system = bus;
	source = &presence->sources[LOGIND_SOURCE];
	for (gsize i = 0; i < MAX_SIGNALS; i++)
		source->signals[i] = g_dbus_connection_signal_subscribe(
			bus, LOGIND, logind_signals[i].interface, logind_signals[i].signal, NULL,
			logind_signals[i].arg0, G_DBUS_SIGNAL_FLAGS_NONE, on_logind_signal, source, NULL);
	source->watch = g_bus_watch_name_on_connection(bus, LOGIND, G_BUS_NAME_WATCHER_FLAGS_NONE, on_logind, on_gone,
	                                               source, NULL);
}

/* --- life ------------------------------------------------------------------------------------------------ */

static void source_clear(Source *source, GDBusConnection *bus)
{
	if (source->watch)
		g_bus_unwatch_name(source->watch);
	for (gsize i = 0; i < MAX_SIGNALS && source->signals[i]; i++)
		g_dbus_connection_signal_unsubscribe(bus, source->signals[i]);
	source_lose(source);
}

static void presence_free(gpointer self)
{
	PresenceBus *presence = self;

	g_cancellable_cancel(presence->life);
	g_object_unref(presence->life);
	for (int i = 0; i < N_SOURCES; i++)
		source_clear(&presence->sources[i], i == LOGIND_SOURCE ? presence->system : presence->session);
	g_clear_object(&presence->system);
	g_clear_object(&presence->session);
	g_free(presence);
}

Presence *presence_bus_new(GDBusConnection *session, const PresenceEvents *events)
{
	PresenceBus *presence = g_new0(PresenceBus, 1);

	presence->presence = (Presence){ presence, presence_free };
	presence->events = *events;
	presence->life = g_cancellable_new();
	for (int i = 0; i < N_SOURCES; i++)
		presence->sources[i].presence = presence;
	if (session)
		presence->session = g_object_ref(session);
	for (int i = 0; session && i < LOGIND_SOURCE; i++)
		presence_watch_saver(presence, i);
	g_bus_get(G_BUS_TYPE_SYSTEM, presence->life, on_system_bus, presence);
	return &presence->presence;
}
