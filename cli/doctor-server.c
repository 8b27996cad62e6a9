/* doctor-server.c - what shows notifications: whether it is there, can be answered by, and wants to be left in peace. */
#include "cli/doctor.h"

#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

/* Nobody has the name, and nobody would be started for it. */
Health look_for_server(const Patient *patient, char **detail)
{
	g_autoptr(GVariant) reply = patient_ask(patient, "org.freedesktop.DBus", "/org/freedesktop/DBus",
	                                        "org.freedesktop.DBus", "ListActivatableNames", NULL, "(as)");
	g_auto(GStrv) names = NULL;

	if (!patient->bus)
		return HEALTH_UNKNOWN;
	if (reply)
		g_variant_get(reply, "(^as)", &names);
	if (patient->server || (names && g_strv_contains((const char *const *)names, SERVER)))
		return HEALTH_FINE;
	return HEALTH_FOUND;
}

Health look_at_server(const Patient *patient, char **detail)
{
	if (!patient->server)
		return HEALTH_UNKNOWN;
	return patient->abilities ? HEALTH_FINE : HEALTH_FOUND;
}

/* Those say that they know actions, and draw none. */
Health look_for_buttons(const Patient *patient, char **detail)
{
	static const char *const without[] = { "dunst", "mako", NULL };
	const char *name = patient->server_name ? patient->server_name : "What shows notifications here";

	if (!patient->abilities)
		return HEALTH_UNKNOWN;
	*detail = g_strdup(name);
	if (g_strv_contains(without, name) || !g_strv_contains((const char *const *)patient->abilities, "actions"))
		return HEALTH_FOUND;
	return HEALTH_FINE;
}

/* --- do not disturb ------------------------------------------------------------------------------------------ */

typedef struct Peace {
	const char *who; /* as it is told to the person */
	const char *name, *path, *interface;
	const char *method, *first, *second; /* its words, NULL ends them */
	const char *type;                    /* of the answer */
	const char *on;                      /* among the answer's words; NULL: the answer is a boolean */
} Peace;

#define GET "org.freedesktop.DBus.Properties", "Get"

static const Peace peaces[] = {
	{ "Plasma", SERVER, SERVER_PATH, GET, SERVER, "Inhibited", "(v)", NULL },
	{ "dunst", SERVER, SERVER_PATH, GET, "org.dunstproject.cmd0", "paused", "(v)", NULL },
	{ "swaync", "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc", "GetDnd", NULL,
	  NULL, "(b)", NULL },
	{ "Xfce", "org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf", "GetProperty", "xfce4-notifyd",
	  "/do-not-disturb", "(v)", NULL },
	{ "mako", "fr.emersion.Mako", "/fr/emersion/Mako", "fr.emersion.Mako", "ListModes", NULL, NULL, "(as)",
	  "do-not-disturb" },
};

static gboolean holds(GVariant *answer, const char *on)
{
	g_autofree const char **words = NULL;

	if (!on)
		return g_variant_is_of_type(answer, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean(answer);
	words = g_variant_get_strv(answer, NULL);
	return g_strv_contains(words, on);
}

static gboolean is_on(const Patient *patient, const Peace *peace)
{
	GVariant *words = peace->first ? g_variant_new("(ss)", peace->first, peace->second) : NULL;
	g_autoptr(GVariant) reply =
		patient_ask(patient, peace->name, peace->path, peace->interface, peace->method, words, peace->type);
	g_autoptr(GVariant) answer = NULL, inner = NULL;

	if (!reply)
		return FALSE;
	answer = g_variant_get_child_value(reply, 0);
	if (g_variant_is_of_type(answer, G_VARIANT_TYPE_VARIANT))
		inner = g_variant_get_variant(answer);
	return holds(inner ? inner : answer, peace->on);
}

/* A setting of GNOME's, which means something only where GNOME shows the notifications. */
static gboolean gnome_is_on(const Patient *patient)
{
	GSettingsSchemaSource *source = g_settings_schema_source_get_default();
	g_autoptr(GSettingsSchema) schema =
		source ? g_settings_schema_source_lookup(source, "org.gnome.desktop.notifications", TRUE) : NULL;
	g_autoptr(GSettings) settings = NULL;

	if (g_strcmp0(patient->server_name, "gnome-shell") || !schema ||
	    !g_settings_schema_has_key(schema, "show-banners"))
		return FALSE;
	settings = g_settings_new_full(schema, NULL, NULL);
	return !g_settings_get_boolean(settings, "show-banners");
}

Health look_at_peace(const Patient *patient, char **detail)
{
	if (!patient->abilities) /* hung or away: it says nothing of this, either */
		return HEALTH_UNKNOWN;
	for (guint i = 0; i < G_N_ELEMENTS(peaces); i++)
		if (is_on(patient, &peaces[i]))
			return *detail = g_strdup(peaces[i].who), HEALTH_FOUND;
	if (!gnome_is_on(patient))
		return HEALTH_FINE;
	*detail = g_strdup("GNOME");
	return HEALTH_FOUND;
}
