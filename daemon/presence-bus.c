/* Who can tell comes and goes; what all of them say makes one reason, or none. */
#include "daemon/presence-state.h"

#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"
#define PATIENCE 1000 /* ms that the first word of each is waited for */

struct PresenceBus {
	Presence presence;
	PresenceEvents events;
	GDBusConnection *session, *system; /* either may be NULL */
	GCancellable *life;
	GCancellable *asking; /* the server's name, as long as its owner lives; NULL: there is none */
	char *server; /* as what shows notifications calls itself; "": nobody, or it does not say; NULL: not asked yet */
	guint watch, timer;
	Source *sources; /* one a row of the table */
	gboolean begun;  /* it was said whether they are there */
	Reason away;     /* as last said */
};

static void (*const ways[N_HEEDS])(Source *source) = {
	[HEED_PROPERTY] = source_heed_property, [HEED_SIGNAL] = source_heed_signal,
	[HEED_SESSION] = source_heed_session,   [HEED_SETTING] = source_heed_setting,
	[HEED_IDLE] = source_heed_idle,
};

/* --- what is made of it ------------------------------------------------------------------------------------- */

static gboolean presence_has_looked(const PresenceBus *presence)
{
	for (guint i = 0; i < attention_count(); i++)
		if (!presence->sources[i].looked)
			return FALSE;
	return TRUE;
}

static void presence_say(PresenceBus *presence)
{
	Reason away = REASON_NONE;

	for (guint i = 0; i < attention_count(); i++)
		if (presence->sources[i].on)
			away = attention_graver(away, presence->sources[i].row->means);
	if (presence->begun && away == presence->away)
		return;
	presence->begun = TRUE;
	presence->away = away;
	presence->events.changed(presence->events.self, reason_name(away));
}

static void presence_heard(PresenceBus *presence)
{
	if (presence->begun || presence_has_looked(presence))
		presence_say(presence);
	presence->events.heard(presence->events.self);
}

static gboolean on_patience_end(gpointer data)
{
	PresenceBus *presence = data;

	presence->timer = 0;
	if (!presence->begun)
		presence_say(presence);
	return G_SOURCE_REMOVE;
}

static void source_set(Source *source, gboolean tells, gboolean on)
{
	gboolean same = source->looked && source->tells == tells && source->on == on;

	source->looked = TRUE;
	source->tells = tells;
	source->on = on;
	if (!same)
		presence_heard(source->presence);
}

void source_said(Source *source, gboolean on)
{
	source_set(source, TRUE, on);
}

void source_silent(Source *source)
{
	source_set(source, FALSE, FALSE);
}

/* --- one source ----------------------------------------------------------------------------------------------- */

void source_ask(Source *source, const char *path, const char *interface, const char *method, GVariant *arguments,
                const char *type, GAsyncReadyCallback done)
{
	g_dbus_connection_call(source->bus, source->owner, path, interface, method, arguments,
	                       type ? G_VARIANT_TYPE(type) : NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, source->heeded,
	                       done, source);
}

GVariant *reply_of(GObject *bus, GAsyncResult *result, gboolean *heeded)
{
	GVariant *reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);

	*heeded = !g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result)));
	if (!*heeded)
		g_clear_pointer(&reply, g_variant_unref);
	return reply;
}

void source_listen(Source *source, const char *path, const char *interface, const char *signal, const char *arg0,
                   GDBusSignalCallback heard)
{
	guint id = g_dbus_connection_signal_subscribe(source->bus, source->owner, interface, signal, path, arg0,
	                                              G_DBUS_SIGNAL_FLAGS_NONE, heard, source, NULL);

	g_array_append_val(source->signals, id);
}

static void source_leave(Source *source)
{
	if (!source->heeded)
		return;
	g_cancellable_cancel(source->heeded);
	g_clear_object(&source->heeded);
	for (guint i = 0; i < source->signals->len; i++)
		g_dbus_connection_signal_unsubscribe(source->bus, g_array_index(source->signals, guint, i));
	g_array_set_size(source->signals, 0);
	if (source->setting)
		g_signal_handlers_disconnect_by_data(source->setting, source);
	g_clear_object(&source->setting);
	g_clear_pointer(&source->path, g_free);
	source->away_id = source->back_id = 0;
}

static gboolean source_counts(const Source *source)
{
	const char *server = source->row->server;

	return source->owner && (!server || g_strcmp0(server, source->presence->server) == 0);
}

/* Its owner, or what shows notifications, came or went. */
static void source_consider(Source *source)
{
	gboolean counts = source_counts(source);

	if (counts && !source->heeded) {
		source->heeded = g_cancellable_new();
		ways[source->row->heed](source);
	} else if (!counts) {
		source_leave(source);
		if (!source->owner || source->presence->server)
			source_silent(source);
	}
}

static void on_owned(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Source *source = data;

	source_leave(source);
	g_free(source->owner);
	source->owner = g_strdup(owner);
	source_consider(source);
}

static void on_gone(GDBusConnection *bus, const char *name, gpointer data)
{
	Source *source = data;

	g_clear_pointer(&source->owner, g_free);
	source_consider(source);
}

static void source_watch(Source *source, GDBusConnection *bus)
{
	source->bus = bus;
	if (bus)
		source->watch = g_bus_watch_name_on_connection(bus, source->row->name, G_BUS_NAME_WATCHER_FLAGS_NONE,
		                                               on_owned, on_gone, source, NULL);
	else
		source_silent(source);
}

static void presence_watch(PresenceBus *presence, GDBusConnection *bus, gboolean system)
{
	for (guint i = 0; i < attention_count(); i++)
		if (presence->sources[i].row->system == system)
			source_watch(&presence->sources[i], bus);
}

/* --- what shows notifications: its name says whose word counts ---------------------------------------------- */

static void presence_set_server(PresenceBus *presence, const char *name)
{
	g_free(presence->server);
	presence->server = g_strdup(name);
	for (guint i = 0; i < attention_count(); i++)
		if (presence->sources[i].row->server)
			source_consider(&presence->sources[i]);
}

static void on_information(GObject *bus, GAsyncResult *result, gpointer data)
{
	gboolean wanted;
	g_autoptr(GVariant) reply = reply_of(bus, result, &wanted);
	const char *name = "";

	if (!wanted)
		return;
	if (reply)
		g_variant_get_child(reply, 0, "&s", &name);
	presence_set_server(data, name);
}

static void presence_drop_server(PresenceBus *presence)
{
	if (presence->asking)
		g_cancellable_cancel(presence->asking);
	g_clear_object(&presence->asking);
}

static void on_server(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	PresenceBus *presence = data;

	presence_drop_server(presence);
	if (presence->server)
		presence_set_server(presence, "");
	presence->asking = g_cancellable_new();
	g_dbus_connection_call(bus, owner, SERVER_PATH, SERVER, "GetServerInformation", NULL, G_VARIANT_TYPE("(ssss)"),
	                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, presence->asking, on_information, presence);
}

static void on_no_server(GDBusConnection *bus, const char *name, gpointer data)
{
	presence_drop_server(data);
	presence_set_server(data, "");
}

/* --- life ------------------------------------------------------------------------------------------------------ */

static void on_system_bus(GObject *object, GAsyncResult *result, gpointer data)
{
	GDBusConnection *bus = g_bus_get_finish(result, NULL);
	PresenceBus *presence = data;

	if (g_cancellable_is_cancelled(g_task_get_cancellable(G_TASK(result)))) {
		g_clear_object(&bus);
		return;
	}
	if (bus)
		g_dbus_connection_set_exit_on_close(bus, FALSE);
	presence->system = bus;
	presence_watch(presence, bus, TRUE);
}

static GVariant *presence_sources(gpointer self)
{
	const PresenceBus *presence = self;
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("a(ssb)"));
	for (guint i = 0; i < attention_count(); i++) {
		const Source *source = &presence->sources[i];

		if (source->tells)
			g_variant_builder_add(&list, "(ssb)", source->row->who, reason_name(source->row->means),
			                      source->on);
	}
	return g_variant_builder_end(&list);
}

static void source_clear(Source *source)
{
	if (source->watch)
		g_bus_unwatch_name(source->watch);
	source_leave(source);
	g_free(source->owner);
	g_array_unref(source->signals);
}

static void presence_free(gpointer self)
{
	PresenceBus *presence = self;

	g_cancellable_cancel(presence->life);
	g_object_unref(presence->life);
	if (presence->watch)
		g_bus_unwatch_name(presence->watch);
	if (presence->timer)
		g_source_remove(presence->timer);
	presence_drop_server(presence);
	for (guint i = 0; i < attention_count(); i++)
		source_clear(&presence->sources[i]);
	g_clear_object(&presence->system);
	g_clear_object(&presence->session);
	g_free(presence->server);
	g_free(presence->sources);
	g_free(presence);
}

static void presence_begin(PresenceBus *presence)
{
	GDBusConnection *session = presence->session;

	presence->events.changed(presence->events.self, PRESENCE_STARTING);
	presence->timer = g_timeout_add(PATIENCE, on_patience_end, presence);
	if (session)
		presence->watch = g_bus_watch_name_on_connection(session, SERVER, G_BUS_NAME_WATCHER_FLAGS_NONE,
		                                                 on_server, on_no_server, presence, NULL);
	else
		presence->server = g_strdup("");
	presence_watch(presence, session, FALSE);
	g_bus_get(G_BUS_TYPE_SYSTEM, presence->life, on_system_bus, presence);
}

Presence *presence_bus_new(GDBusConnection *session, const PresenceEvents *events)
{
	PresenceBus *presence = g_new0(PresenceBus, 1);

	presence->presence = (Presence){ presence, presence_sources, presence_free };
	presence->events = *events;
	presence->life = g_cancellable_new();
	presence->sources = g_new0(Source, attention_count());
	for (guint i = 0; i < attention_count(); i++) {
		presence->sources[i].presence = presence;
		presence->sources[i].row = &attention_table[i];
		presence->sources[i].signals = g_array_new(FALSE, FALSE, sizeof(guint));
	}
	if (session)
		presence->session = g_object_ref(session);
	presence_begin(presence);
	return &presence->presence;
}
