#include "daemon/display.h"

#include "daemon/systemd.h"

#define SYSTEMD "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"

typedef struct Search {
	DisplayFound found;
	gpointer data;
} Search;

static gboolean own_display(void)
{
	return g_getenv("WAYLAND_DISPLAY") || g_getenv("DISPLAY");
}

static GVariant *own_environment(void)
{
	static const char *const names[] = { "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_CURRENT_DESKTOP",
		                             "BROWSER" };
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE_STRING_ARRAY);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		g_autofree char *pair = value ? g_strconcat(names[i], "=", value, NULL) : NULL;
		if (pair)
			g_variant_builder_add(&list, "s", pair);
	}
	return g_variant_ref_sink(g_variant_builder_end(&list));
}

static gboolean tell_own(gpointer data)
{
	Search *search = data;
	g_autoptr(GVariant) own = own_environment();

	search->found(search->data, own_display(), own);
	return G_SOURCE_REMOVE;
}

/* What the manager knows, every program that it starts has. */
static void tell_managers(Search *search)
{
	g_autoptr(GVariant) nothing = g_variant_ref_sink(g_variant_new_strv(NULL, 0));

	search->found(search->data, TRUE, nothing);
}

static gboolean names_display(GVariant *environment)
{
	g_autofree const char **pairs = g_variant_get_strv(environment, NULL);

	for (const char **pair = pairs; *pair; pair++)
		if (g_str_has_prefix(*pair, "DISPLAY=") || g_str_has_prefix(*pair, "WAYLAND_DISPLAY="))
			return TRUE;
	return FALSE;
}

static void on_environment(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);
	g_autoptr(GVariant) environment = NULL;
	g_autofree Search *search = data;

	if (reply)
		g_variant_get(reply, "(v)", &environment);
	if (environment && g_variant_is_of_type(environment, G_VARIANT_TYPE_STRING_ARRAY) && names_display(environment))
		tell_managers(search);
	else
		tell_own(search);
}

void display_find(GDBusConnection *session, DisplayFound found, gpointer data)
{
	Search search = { found, data };

	if (own_display() && !systemd_manages())
		g_idle_add_full(G_PRIORITY_DEFAULT, tell_own, g_memdup2(&search, sizeof search), g_free);
	else
		g_dbus_connection_call(session, SYSTEMD, SYSTEMD_PATH, "org.freedesktop.DBus.Properties", "Get",
		                       g_variant_new("(ss)", SYSTEMD ".Manager", "Environment"), G_VARIANT_TYPE("(v)"),
		                       G_DBUS_CALL_FLAGS_NO_AUTO_START, DISPLAY_PATIENCE, NULL, on_environment,
		                       g_memdup2(&search, sizeof search));
}
