/* doctor-server.c - what shows notifications: whether it is there, can be answered by, and wants to be left in peace. */
#include "cli/doctor.h"

#include "core/attention.h"
#include "core/i18n.h"
#include "core/servers.h"

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

Health look_for_buttons(const Patient *patient, char **detail)
{
	const ServerKind *kind = servers_find(patient->server_name, patient->server_vendor);
	const char *name = kind ? kind->called : patient->server_name ? patient->server_name : NULL;
	g_autofree const char **lacks = NULL;
	g_autofree char *missing = NULL;
	ServerSkills skills;

	if (!patient->abilities)
		return HEALTH_UNKNOWN;
	skills = servers_skills(kind, (const char *const *)patient->abilities);
	lacks = servers_lacks(&skills);
	missing = servers_missing(kind, lacks);
	*detail = g_strdup_printf("%s %s", name ? name : _("What shows notifications here"), missing);
	return *missing ? HEALTH_FOUND : HEALTH_FINE;
}

/* --- do not disturb: the table that the daemon listens by, asked once ---------------------------------------- */

static gboolean ask_method(const Patient *patient, const Attention *row, gboolean *on)
{
	g_autoptr(GVariant) reply =
		patient_ask(patient, row->name, row->path, row->interface, row->ask, attention_question(row), NULL);

	return reply && attention_read(row, reply, on);
}

static gboolean ask_property(const Patient *patient, const Attention *row, gboolean *on)
{
	g_autoptr(GVariant) reply = patient_ask(patient, row->name, row->path, "org.freedesktop.DBus.Properties", "Get",
	                                        g_variant_new("(ss)", row->interface, row->member), "(v)");

	return reply && attention_read(row, reply, on);
}

static gboolean ask_setting(const Attention *row, gboolean *on)
{
	GSettingsSchemaSource *source = g_settings_schema_source_get_default();
	g_autoptr(GSettingsSchema) schema =
		source ? g_settings_schema_source_lookup(source, row->interface, TRUE) : NULL;
	g_autoptr(GSettings) settings = NULL;
	g_autoptr(GVariant) value = NULL, tuple = NULL;

	if (!schema || !g_settings_schema_has_key(schema, row->member))
		return FALSE;
	settings = g_settings_new_full(schema, NULL, NULL);
	value = g_settings_get_value(settings, row->member);
	tuple = g_variant_ref_sink(g_variant_new_tuple(&value, 1));
	return attention_read(row, tuple, on);
}

static gboolean is_on(const Patient *patient, const Attention *row)
{
	gboolean on = FALSE, told = FALSE;

	if (row->means != REASON_DO_NOT_DISTURB || g_strcmp0(row->server, patient->server_name) != 0)
		return FALSE;
	if (row->heed == HEED_SETTING)
		told = ask_setting(row, &on);
	if (row->heed == HEED_PROPERTY)
		told = ask_property(patient, row, &on);
	if (!told && row->ask)
		told = ask_method(patient, row, &on);
	return told && on;
}

Health look_at_peace(const Patient *patient, char **detail)
{
	if (!patient->abilities) /* hung or away: it says nothing of this, either */
		return HEALTH_UNKNOWN;
	for (const Attention *row = attention_table; row->who; row++)
		if (is_on(patient, row))
			return *detail = g_strdup(_(row->who)), HEALTH_FOUND;
	return HEALTH_FINE;
}
