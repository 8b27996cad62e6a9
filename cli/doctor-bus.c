/* doctor-bus.c - the bus, the daemon on it, and whether it comes at login. */
#include "cli/doctor.h"
#include "cli/remote.h"

#define BUS "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define STEADY "org.steadyd.Steady1"
#define STEADY_PATH "/org/steadyd/Steady1"
#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"
#define SYSTEMD "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"

GVariant *patient_ask(const Patient *patient, const char *name, const char *path, const char *interface,
                      const char *method, GVariant *arguments, const char *type)
{
	g_autoptr(GVariant) sunk = arguments ? g_variant_ref_sink(arguments) : NULL;

	if (!patient->bus || !name)
		return NULL;
	return g_dbus_connection_call_sync(patient->bus, name, path, interface, method, sunk,
	                                   type ? G_VARIANT_TYPE(type) : NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
	                                   DOCTOR_PATIENCE, NULL, NULL);
}

static char *owner_of(const Patient *patient, const char *name)
{
	g_autoptr(GVariant) reply =
		patient_ask(patient, BUS, BUS_PATH, BUS, "GetNameOwner", g_variant_new("(s)", name), "(s)");
	char *owner = NULL;

	if (reply)
		g_variant_get(reply, "(s)", &owner);
	return owner;
}

static void ask_daemon(Patient *patient)
{
	g_autoptr(GVariant) reply = patient_ask(patient, patient->daemon, STEADY_PATH, BUS ".Properties", "Get",
	                                        g_variant_new("(ss)", STEADY, "Version"), "(v)");
	g_autoptr(GVariant) value = NULL;

	if (!reply)
		return;
	g_variant_get(reply, "(v)", &value);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		patient->version = g_variant_dup_string(value, NULL);
}

/* A server that hangs is asked one question, not two. */
static void ask_server(Patient *patient)
{
	g_autoptr(GVariant) able =
		patient_ask(patient, patient->server, SERVER_PATH, SERVER, "GetCapabilities", NULL, "(as)");
	g_autoptr(GVariant) called = able ? patient_ask(patient, patient->server, SERVER_PATH, SERVER,
	                                                "GetServerInformation", NULL, "(ssss)")
	                                  : NULL;

	if (able)
		g_variant_get(able, "(^as)", &patient->abilities);
	if (called)
		g_variant_get(called, "(ssss)", &patient->server_name, &patient->server_vendor, NULL, NULL);
}

void patient_init(Patient *patient, const Cli *cli)
{
	*patient = (Patient){ .cli = cli, .bus = cli_bus() };
	patient->daemon = owner_of(patient, STEADY);
	patient->server = owner_of(patient, SERVER);
	ask_daemon(patient);
	ask_server(patient);
}

void patient_clear(Patient *patient)
{
	g_clear_object(&patient->bus);
	g_free(patient->daemon);
	g_free(patient->version);
	g_free(patient->server);
	g_free(patient->server_name);
	g_free(patient->server_vendor);
	g_strfreev(patient->abilities);
}

/* --- the checks -------------------------------------------------------------------------------------------- */

Health look_for_bus(const Patient *patient, char **detail)
{
	return patient->bus ? HEALTH_FINE : HEALTH_FOUND;
}

Health look_for_daemon(const Patient *patient, char **detail)
{
	if (!patient->bus)
		return HEALTH_UNKNOWN;
	return patient->daemon ? HEALTH_FINE : HEALTH_FOUND;
}

Health look_at_silence(const Patient *patient, char **detail)
{
	if (!patient->daemon)
		return HEALTH_UNKNOWN;
	return patient->version ? HEALTH_FINE : HEALTH_FOUND;
}

Health look_at_version(const Patient *patient, char **detail)
{
	if (!patient->version)
		return HEALTH_UNKNOWN;
	*detail = g_strdup(patient->version);
	return g_str_equal(patient->version, STEADY_VERSION) ? HEALTH_FINE : HEALTH_FOUND;
}

/* Asked of the manager itself: `systemctl` would wait as long as that hangs. Without it, or without the unit, the desktop's own
 * autostart does it, and nothing is wrong. */
Health look_at_unit(const Patient *patient, char **detail)
{
	g_autoptr(GVariant) reply = patient_ask(patient, SYSTEMD, SYSTEMD_PATH, SYSTEMD ".Manager", "GetUnitFileState",
	                                        g_variant_new("(s)", "steady.service"), "(s)");

	if (!reply)
		return HEALTH_UNKNOWN;
	g_variant_get(reply, "(s)", detail);
	return g_str_has_prefix(*detail, "enabled") ? HEALTH_FINE : HEALTH_FOUND;
}
