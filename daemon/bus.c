#include "daemon/bus.h"
#include "core/i18n.h"

#include "daemon/bus-gate.h"
#include "daemon/bus-urge.h"
#include "steady-bus.h"

#define NAME "org.steadyd.Steady1"
#define PATH "/org/steadyd/Steady1"
#define MOST_SPAN DAYS(3660)

struct Bus {
	App *app;
	BusSteady1 *face;
	BusUrge *urges;
	BusGate *gate;
	guint name;
	void (*lost)(gpointer data, gboolean taken);
	gpointer data;
};

static const GDBusErrorEntry errors[] = {
	{ APP_ERROR_NO_PROMPT, "org.steadyd.Steady1.Error.NoPrompt" },
	{ APP_ERROR_NO_SCHEDULE, "org.steadyd.Steady1.Error.NoSchedule" },
	{ APP_ERROR_ANSWER, "org.steadyd.Steady1.Error.Answer" },
	{ APP_ERROR_BUSY, "org.steadyd.Steady1.Error.Busy" },
	{ APP_ERROR_SETTINGS, "org.steadyd.Steady1.Error.Settings" },
	{ APP_ERROR_STORE, "org.steadyd.Steady1.Error.Store" },
};
G_STATIC_ASSERT(G_N_ELEMENTS(errors) == N_APP_ERRORS);

/* --- answers that come later: the call waits for the disk --- */

static void reply_next(gpointer data, gint64 id, const char *next, const GError *error)
{
	GDBusMethodInvocation *call = data;

	if (error)
		g_dbus_method_invocation_return_gerror(call, error);
	else
		g_dbus_method_invocation_return_value(call, g_variant_new("(s)", next));
}

static void reply_id(gpointer data, gint64 id, const char *next, const GError *error)
{
	GDBusMethodInvocation *call = data;

	if (error)
		g_dbus_method_invocation_return_gerror(call, error);
	else
		g_dbus_method_invocation_return_value(call, g_variant_new("(x)", id));
}

static void finish(GDBusMethodInvocation *call, gboolean done, GError *error)
{
	if (done)
		g_dbus_method_invocation_return_value(call, NULL);
	else
		g_dbus_method_invocation_take_error(call, error);
}

/* --- the methods --- */

static void add_pending(gpointer data, const Prompt *prompt, const char *item)
{
	g_variant_builder_add(data, "(xsssxxs)", prompt->id, prompt->schedule, prompt->content ?: "", item, prompt->due,
	                      prompt->expires, prompt_state_name(prompt->state));
}

static gboolean on_pending(BusSteady1 *face, GDBusMethodInvocation *call, Bus *bus)
{
	GVariantBuilder prompts;

	g_variant_builder_init(&prompts, G_VARIANT_TYPE("a(xsssxxs)"));
	app_each_open(bus->app, add_pending, &prompts);
	bus_steady1_complete_pending(face, call, g_variant_builder_end(&prompts));
	return TRUE;
}

static gboolean on_answer(BusSteady1 *face, GDBusMethodInvocation *call, gint64 id, const char *item,
                          const char *answer, Bus *bus)
{
	app_answer(bus->app, id, item, answer, reply_next, call);
	return TRUE;
}

static gboolean on_snooze(BusSteady1 *face, GDBusMethodInvocation *call, gint64 id, gint64 span, Bus *bus)
{
	GError *error = NULL;
	gboolean done;

	if (span <= 0 || span > MOST_SPAN) {
		g_dbus_method_invocation_return_error(call, APP_ERROR, APP_ERROR_ANSWER,
		                                      _("a snooze is longer than nothing and at most ten years"));
	} else {
		done = app_snooze(bus->app, id, span, &error);
		finish(call, done, error);
	}
	return TRUE;
}

static gboolean on_dismiss(BusSteady1 *face, GDBusMethodInvocation *call, gint64 id, Bus *bus)
{
	GError *error = NULL;
	gboolean done = app_dismiss(bus->app, id, &error);

	finish(call, done, error);
	return TRUE;
}

static gboolean on_show_now(BusSteady1 *face, GDBusMethodInvocation *call, const char *schedule, Bus *bus)
{
	app_show_now(bus->app, schedule, reply_id, call);
	return TRUE;
}

static gboolean on_pause(BusSteady1 *face, GDBusMethodInvocation *call, gint64 span, Bus *bus)
{
	if (span < 0 || span > MOST_SPAN)
		g_dbus_method_invocation_return_error(call, APP_ERROR, APP_ERROR_ANSWER,
		                                      _("a pause is at most ten years long; 0: until resumed"));
	else
		bus_steady1_complete_pause(face, call, app_pause(bus->app, span));
	return TRUE;
}

static gboolean on_hide(BusSteady1 *face, GDBusMethodInvocation *call, Bus *bus)
{
	app_hide(bus->app);
	bus_steady1_complete_hide(face, call);
	return TRUE;
}

static gboolean on_resume(BusSteady1 *face, GDBusMethodInvocation *call, Bus *bus)
{
	app_resume(bus->app);
	bus_steady1_complete_resume(face, call);
	return TRUE;
}

static gboolean on_reload(BusSteady1 *face, GDBusMethodInvocation *call, Bus *bus)
{
	GError *error = NULL;
	gboolean done = app_reload(bus->app, &error);

	finish(call, done, error);
	return TRUE;
}

static gboolean on_refresh(BusSteady1 *face, GDBusMethodInvocation *call, Bus *bus)
{
	app_refresh(bus->app);
	bus_steady1_complete_refresh(face, call);
	return TRUE;
}

static const struct {
	const char *signal;
	GCallback handler;
} handlers[] = {
	{ "handle-pending", G_CALLBACK(on_pending) },   { "handle-answer", G_CALLBACK(on_answer) },
	{ "handle-snooze", G_CALLBACK(on_snooze) },     { "handle-dismiss", G_CALLBACK(on_dismiss) },
	{ "handle-show-now", G_CALLBACK(on_show_now) }, { "handle-pause", G_CALLBACK(on_pause) },
	{ "handle-resume", G_CALLBACK(on_resume) },     { "handle-reload", G_CALLBACK(on_reload) },
	{ "handle-refresh", G_CALLBACK(on_refresh) },   { "handle-hide", G_CALLBACK(on_hide) },
};

/* --- what is told --- */

static void set_server(Bus *bus)
{
	ServerSkills skills;
	const char *name = app_server(bus->app, &skills);
	g_autofree const char **lacks = *name ? servers_lacks(&skills) : g_new0(const char *, 1);

	bus_steady1_set_server(bus->face, name);
	bus_steady1_set_server_lacks(bus->face, lacks);
}

void bus_changed(gpointer data)
{
	Bus *bus = data;

	if (!bus)
		return;
	bus_steady1_set_paused_until(bus->face, app_paused_until(bus->app));
	bus_steady1_set_next(bus->face, app_next(bus->app));
	bus_steady1_set_unavailable(bus->face, app_unavailable(bus->app));
	bus_steady1_set_waiting(bus->face, app_waiting(bus->app));
	bus_steady1_set_hidden(bus->face, app_is_hidden(bus->app));
	bus_steady1_set_delivery(bus->face, app_delivery(bus->app));
	set_server(bus);
	bus_steady1_set_settings_problem(bus->face, app_settings_problem(bus->app));
}

void bus_heard(Bus *bus, const Presence *presence)
{
	if (bus && presence)
		bus_steady1_set_presence(bus->face, presence->sources(presence->self));
}

void bus_shown(gpointer data, gint64 prompt)
{
	Bus *bus = data;

	if (bus)
		bus_steady1_emit_shown(bus->face, prompt);
}

void bus_closed(gpointer data, gint64 prompt, Outcome outcome)
{
	Bus *bus = data;

	if (bus)
		bus_steady1_emit_closed(bus->face, prompt, outcome_name(outcome));
}

/* --- calls pass the gate; properties are true when they are read: quiet hours begin and end without anybody waking for it --- */

typedef struct Face {
	BusSteady1Skeleton parent;
	Bus *bus;
} Face;

typedef struct FaceClass {
	BusSteady1SkeletonClass parent;
	GDBusInterfaceVTable table;
	GDBusInterfaceGetPropertyFunc get;
	GDBusInterfaceMethodCallFunc call;
} FaceClass;

GType face_get_type(void);
G_DEFINE_TYPE(Face, face, BUS_TYPE_STEADY1_SKELETON)

/* The skeleton's own way: a signal of each method. */
static void face_pass(GDBusMethodInvocation *call, gpointer data)
{
	const FaceClass *class = G_TYPE_INSTANCE_GET_CLASS(data, face_get_type(), FaceClass);

	class->call(g_dbus_method_invocation_get_connection(call), g_dbus_method_invocation_get_sender(call),
	            g_dbus_method_invocation_get_object_path(call), g_dbus_method_invocation_get_interface_name(call),
	            g_dbus_method_invocation_get_method_name(call), g_dbus_method_invocation_get_parameters(call), call,
	            data);
}

static void face_call(GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                      const char *method, GVariant *parameters, GDBusMethodInvocation *call, gpointer data)
{
	bus_gate_enter(((Face *)data)->bus->gate, call);
}

static GVariant *face_get(GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                          const char *property, GError **error, gpointer data)
{
	Face *face = data;
	const FaceClass *class = G_TYPE_INSTANCE_GET_CLASS(face, face_get_type(), FaceClass);

	bus_changed(face->bus);
	return class->get(connection, sender, path, interface, property, error, data);
}

static GDBusInterfaceVTable *face_get_vtable(GDBusInterfaceSkeleton *face)
{
	return &G_TYPE_INSTANCE_GET_CLASS(face, face_get_type(), FaceClass)->table;
}

static void face_class_init(FaceClass *class)
{
	GDBusInterfaceSkeletonClass *skeleton = G_DBUS_INTERFACE_SKELETON_CLASS(class);

	class->table = *skeleton->get_vtable(NULL);
	class->get = class->table.get_property;
	class->table.get_property = face_get;
	class->call = class->table.method_call;
	class->table.method_call = face_call;
	skeleton->get_vtable = face_get_vtable;
}

static void face_init(Face *face)
{
}

static BusSteady1 *face_new(Bus *bus)
{
	Face *face = g_object_new(face_get_type(), NULL);

	face->bus = bus;
	return BUS_STEADY1(face);
}

/* --- life --- */

static void on_name_lost(GDBusConnection *connection, const char *name, gpointer data)
{
	Bus *bus = data;

	bus->lost(bus->data, connection && !g_dbus_connection_is_closed(connection));
}

Bus *bus_new(GDBusConnection *connection, App *app, void (*lost)(gpointer, gboolean), gpointer data)
{
	Bus *bus = g_new0(Bus, 1);
	g_autoptr(GError) error = NULL;

	bus->app = app;
	bus->lost = lost;
	bus->data = data;
	bus->face = face_new(bus);
	bus_steady1_set_version(bus->face, STEADY_VERSION);
	for (gsize i = 0; i < G_N_ELEMENTS(errors); i++)
		g_dbus_error_register_error(APP_ERROR, errors[i].error_code, errors[i].dbus_error_name);
	for (gsize i = 0; i < G_N_ELEMENTS(handlers); i++)
		g_signal_connect(bus->face, handlers[i].signal, handlers[i].handler, bus);
	bus->urges = bus_urge_new(bus->face, app);
	bus->gate = bus_gate_new(connection, face_pass, bus->face);
	if (!g_dbus_interface_skeleton_export(G_DBUS_INTERFACE_SKELETON(bus->face), connection, PATH, &error))
		g_warning("The bus interface is not offered: %s", error->message);
	bus->name = g_bus_own_name_on_connection(connection, NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, NULL,
	                                         on_name_lost, bus, NULL);
	return bus;
}

void bus_free(Bus *bus)
{
	if (!bus)
		return;
	g_bus_unown_name(bus->name);
	g_dbus_interface_skeleton_unexport(G_DBUS_INTERFACE_SKELETON(bus->face));
	bus_gate_free(bus->gate);
	bus_urge_free(bus->urges);
	g_object_unref(bus->face);
	g_free(bus);
}
