#include "daemon/notifier-replies.h"

#include "daemon/notifier-server.h"

struct Replies {
	GDBusConnection *bus; /* NULL: none */
	guint signal;
	void (*came)(gpointer data, guint32 id, const char *text);
	gpointer data;
};

static void on_replied(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                       const char *name, GVariant *parameters, gpointer data)
{
	Replies *replies = data;
	const char *text;
	guint32 id;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(us)")))
		return;
	g_variant_get(parameters, "(u&s)", &id, &text);
	replies->came(replies->data, id, text);
}

Replies *replies_new(void (*came)(gpointer data, guint32 id, const char *text), gpointer data)
{
	Replies *replies = g_new0(Replies, 1);

	replies->came = came;
	replies->data = data;
	replies->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	if (replies->bus)
		replies->signal = g_dbus_connection_signal_subscribe(
			replies->bus, SERVER_NAME, SERVER_NAME, "NotificationReplied", NULL, NULL,
			G_DBUS_SIGNAL_FLAGS_NONE, on_replied, replies, NULL);
	return replies;
}

void replies_free(Replies *replies)
{
	if (replies->bus)
		g_dbus_connection_signal_unsubscribe(replies->bus, replies->signal);
	g_clear_object(&replies->bus);
	g_free(replies);
}
