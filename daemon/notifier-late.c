#include "daemon/notifier-late.h"

#include "daemon/notifier-server.h"

struct Late {
	GDBusConnection *bus; /* NULL: there is none */
	guint filter;
	void (*came)(gpointer data, guint32 id);
	gpointer data;
	gboolean gone;  /* the bus has let go of the filter; on the thread that made it */
	guint sent;     /* atomic: serial of the Notify since late_begin(); 0: none */
	guint expected; /* atomic: serial of the one that is late; 0: none */
};

static gboolean is_notify(GDBusMessage *message)
{
	return g_dbus_message_get_message_type(message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL &&
	       g_strcmp0(g_dbus_message_get_interface(message), SERVER_NAME) == 0 &&
	       g_strcmp0(g_dbus_message_get_member(message), "Notify") == 0;
}

static gboolean is_expected(Late *late, GDBusMessage *message)
{
	guint32 to = g_dbus_message_get_reply_serial(message);

	return to && g_dbus_message_get_message_type(message) == G_DBUS_MESSAGE_TYPE_METHOD_RETURN &&
	       g_atomic_int_compare_and_exchange(&late->expected, to, 0);
}

static GDBusMessage *on_message(GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer data)
{
	Late *late = data;
	GVariant *body;
	guint32 id;

	if (!incoming && is_notify(message)) {
		g_atomic_int_set(&late->sent, g_dbus_message_get_serial(message));
	} else if (incoming && is_expected(late, message)) {
		body = g_dbus_message_get_body(message);
		if (body && g_variant_is_of_type(body, G_VARIANT_TYPE("(u)"))) {
			g_variant_get(body, "(u)", &id);
			late->came(late->data, id);
		}
	}
	return message;
}

static void on_gone(gpointer data)
{
	((Late *)data)->gone = TRUE;
}

Late *late_new(void (*came)(gpointer data, guint32 id), gpointer data)
{
	Late *late = g_new0(Late, 1);

	late->came = came;
	late->data = data;
	late->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	if (late->bus)
		late->filter = g_dbus_connection_add_filter(late->bus, on_message, late, on_gone);
	return late;
}

void late_begin(Late *late)
{
	g_atomic_int_set(&late->sent, 0);
}

gboolean late_expect(Late *late)
{
	g_atomic_int_set(&late->expected, g_atomic_int_get(&late->sent));
	return g_atomic_int_get(&late->sent) != 0;
}

/* A thread of GDBus may be in the filter still. It says when it is not, by this thread's context, and that soon. */
void late_free(Late *late)
{
	if (late->bus)
		g_dbus_connection_remove_filter(late->bus, late->filter);
	while (late->bus && !late->gone)
		g_main_context_iteration(g_main_context_get_thread_default(), TRUE);
	g_clear_object(&late->bus);
	g_free(late);
}
