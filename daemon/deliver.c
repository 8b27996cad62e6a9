#include "daemon/deliver.h"

#include <unistd.h>

#include "daemon/notifier-desktop.h"
#include "daemon/notifier-terminal.h"

#define SERVER "org.freedesktop.Notifications"
#define PATIENCE_MS 2000 /* before the loop runs */

static GVariant *ask(GDBusConnection *session, const char *method, GVariant *arguments, const char *type)
{
	return g_dbus_connection_call_sync(session, "org.freedesktop.DBus", "/org/freedesktop/DBus",
	                                   "org.freedesktop.DBus", method, arguments, G_VARIANT_TYPE(type),
	                                   G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL);
}

static gboolean is_owned(GDBusConnection *session)
{
	g_autoptr(GVariant) reply = ask(session, "NameHasOwner", g_variant_new("(s)", SERVER), "(b)");
	gboolean owned = FALSE;

	if (reply)
		g_variant_get(reply, "(b)", &owned);
	return owned;
}

static gboolean can_be_started(GDBusConnection *session)
{
	g_autoptr(GVariant) reply = ask(session, "ListActivatableNames", NULL, "(as)");
	g_autofree const char **names = NULL;

	if (!reply || (!g_getenv("DISPLAY") && !g_getenv("WAYLAND_DISPLAY")))
		return FALSE;
	g_variant_get(reply, "(^a&s)", &names);
	return g_strv_contains(names, SERVER);
}

static Delivery to_terminal(void)
{
	return isatty(STDIN_FILENO) ? DELIVER_TERMINAL : DELIVER_PRINT;
}

gboolean delivery_choose(const char *wish, GDBusConnection *session, Delivery *delivery)
{
	gboolean terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	*delivery = DELIVER_DESKTOP;
	if (!g_strcmp0(wish, "terminal"))
		*delivery = to_terminal();
	else if (wish && !g_str_equal(wish, "desktop") && !g_str_equal(wish, "auto"))
		return FALSE;
	else if (g_strcmp0(wish, "desktop") && terminal && !(session && (is_owned(session) || can_be_started(session))))
		*delivery = DELIVER_TERMINAL;
	return TRUE;
}

Notifier *delivery_notifier(Delivery delivery, const NotifierEvents *events)
{
	return delivery == DELIVER_DESKTOP ? notifier_desktop_new(events) : notifier_terminal_new(events);
}
