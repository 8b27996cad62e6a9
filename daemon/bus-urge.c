#include "daemon/bus-urge.h"

#include "core/i18n.h"

#define MOST_HOLDS 16 /* a terminal holds one; nobody needs more */

/* Who asks about an urge itself. It may be killed: the bus tells. */
typedef struct Hold {
	BusUrge *urges;
	gint64 urge;
	char *caller;
	guint watch;
} Hold;

struct BusUrge {
	BusSteady1 *face;
	App *app;
	GPtrArray *holds; /* of Hold */
};

static void hold_free(gpointer data)
{
	Hold *hold = data;

	g_bus_unwatch_name(hold->watch);
	g_free(hold->caller);
	g_free(hold);
}

static Hold *find_hold(const BusUrge *urges, gint64 urge, const char *caller)
{
	for (guint i = 0; i < urges->holds->len; i++) {
		Hold *hold = urges->holds->pdata[i];

		if (hold->urge == urge && (!caller || g_str_equal(hold->caller, caller)))
			return hold;
	}
	return NULL;
}

/* Another one may still hold the same. */
static void let_go(BusUrge *urges, Hold *hold)
{
	gint64 urge = hold->urge;

	g_ptr_array_remove(urges->holds, hold);
	if (!find_hold(urges, urge, NULL))
		app_hold_urge(urges->app, urge, FALSE);
}

static void on_gone(GDBusConnection *connection, const char *name, gpointer data)
{
	Hold *hold = data;

	let_go(hold->urges, hold);
}

static void take_hold(BusUrge *urges, GDBusConnection *connection, gint64 urge, const char *caller)
{
	Hold *hold = g_new0(Hold, 1);

	*hold = (Hold){ .urges = urges, .urge = urge, .caller = g_strdup(caller) };
	hold->watch = g_bus_watch_name_on_connection(connection, caller, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_gone,
	                                             hold, NULL);
	g_ptr_array_add(urges->holds, hold);
	app_hold_urge(urges->app, urge, TRUE);
}

static gboolean on_hold(BusSteady1 *face, GDBusMethodInvocation *call, gint64 urge, gboolean held, BusUrge *urges)
{
	const char *caller = g_dbus_method_invocation_get_sender(call);
	Hold *hold = find_hold(urges, urge, caller);

	if (held && !hold && urges->holds->len >= MOST_HOLDS) {
		g_dbus_method_invocation_return_error(call, APP_ERROR, APP_ERROR_BUSY, _("too many are held already"));
		return TRUE;
	}
	if (held && !hold)
		take_hold(urges, g_dbus_method_invocation_get_connection(call), urge, caller);
	else if (!held && hold)
		let_go(urges, hold);
	bus_steady1_complete_hold_urge(face, call);
	return TRUE;
}

/* --- answers that come later --- */

static void reply_begun(gpointer data, gint64 id, const char *next, const GError *error)
{
	if (error)
		g_dbus_method_invocation_return_gerror(data, error);
	else
		g_dbus_method_invocation_return_value(data, g_variant_new("(x)", id));
}

static void reply_ended(gpointer data, gint64 id, const char *next, const GError *error)
{
	if (error)
		g_dbus_method_invocation_return_gerror(data, error);
	else
		g_dbus_method_invocation_return_value(data, NULL);
}

static gboolean on_begin(BusSteady1 *face, GDBusMethodInvocation *call, int intensity, BusUrge *urges)
{
	if (intensity < -1 || intensity > 10)
		g_dbus_method_invocation_return_error(call, APP_ERROR, APP_ERROR_ANSWER,
		                                      _("how strong it is, is a number from 0 to 10; -1: to be asked"));
	else
		app_begin_urge(urges->app, intensity, reply_begun, call);
	return TRUE;
}

static gboolean on_end(BusSteady1 *face, GDBusMethodInvocation *call, gint64 urge, const char *acted, BusUrge *urges)
{
	app_end_urge(urges->app, urge, acted, reply_ended, call);
	return TRUE;
}

BusUrge *bus_urge_new(BusSteady1 *face, App *app)
{
	BusUrge *urges = g_new0(BusUrge, 1);

	urges->face = face;
	urges->app = app;
	urges->holds = g_ptr_array_new_with_free_func(hold_free);
	g_signal_connect(face, "handle-begin-urge", G_CALLBACK(on_begin), urges);
	g_signal_connect(face, "handle-end-urge", G_CALLBACK(on_end), urges);
	g_signal_connect(face, "handle-hold-urge", G_CALLBACK(on_hold), urges);
	return urges;
}

void bus_urge_free(BusUrge *urges)
{
	g_signal_handlers_disconnect_by_data(urges->face, urges);
	g_ptr_array_unref(urges->holds);
	g_free(urges);
}
