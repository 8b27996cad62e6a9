/* What logind says of the person's session: the one that it calls theirs, whichever that is by now. */
#include "daemon/presence-state.h"

#define LOGIND_PATH "/org/freedesktop/login1"
#define SELF LOGIND_PATH "/user/self"
#define MANAGER "org.freedesktop.login1.Manager"
#define USER "org.freedesktop.login1.User"

/* Of a text console logind guesses from the terminal's last key: whoever sits at a desktop started there would never be back. */
static gboolean knows(const Source *source, GVariant *all)
{
	static const char *const graphical[] = { "x11", "wayland", "mir", NULL };
	const char *type;

	if (source->row->means != REASON_AWAY)
		return TRUE;
	return g_variant_lookup(all, "Type", "&s", &type) && g_strv_contains(graphical, type);
}

static void on_all(GObject *bus, GAsyncResult *result, gpointer data)
{
	Source *source = data;
	gboolean heeded, on;
	g_autoptr(GVariant) reply = reply_of(bus, result, &heeded);
	g_autoptr(GVariant) all = NULL;

	if (!heeded)
		return;
	if (reply)
		g_variant_get(reply, "(@a{sv})", &all);
	if (all && knows(source, all) && g_variant_lookup(all, source->row->member, "b", &on)) {
		source_said(source, on);
	} else {
		g_clear_pointer(&source->path, g_free);
		source_silent(source);
	}
}

static void on_display(GObject *bus, GAsyncResult *result, gpointer data)
{
	Source *source = data;
	gboolean heeded;
	g_autoptr(GVariant) reply = reply_of(bus, result, &heeded);
	g_autoptr(GVariant) value = NULL;
	const char *id = "", *path;

	if (!heeded)
		return;
	if (reply)
		g_variant_get(reply, "(v)", &value);
	if (value && g_variant_is_of_type(value, G_VARIANT_TYPE("(so)")))
		g_variant_get(value, "(&s&o)", &id, &path);
	g_clear_pointer(&source->path, g_free);
	if (!*id) {
		source_silent(source);
		return;
	}
	source->path = g_strdup(path);
	source_ask(source, path, PROPERTIES, "GetAll", g_variant_new("(s)", source->row->interface), "(a{sv})", on_all);
}

static void source_find_session(Source *source)
{
	source_ask(source, SELF, PROPERTIES, "Get", g_variant_new("(ss)", USER, "Display"), "(v)", on_display);
}

static void on_sessions(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                        const char *signal, GVariant *parameters, gpointer data)
{
	source_find_session(data);
}

static void on_changed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                       const char *signal, GVariant *parameters, gpointer data)
{
	Source *source = data;
	g_autoptr(GVariant) changed = NULL;
	gboolean on;

	if (g_strcmp0(path, source->path) != 0 || !g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	g_variant_get(parameters, "(&s@a{sv}@as)", NULL, &changed, NULL);
	if (g_variant_lookup(changed, source->row->member, "b", &on))
		source_said(source, on);
}

void source_heed_session(Source *source)
{
	source_listen(source, NULL, PROPERTIES, "PropertiesChanged", source->row->interface, on_changed);
	source_listen(source, LOGIND_PATH, MANAGER, "SessionNew", NULL, on_sessions);
	source_listen(source, LOGIND_PATH, MANAGER, "SessionRemoved", NULL, on_sessions);
	source_find_session(source);
}
