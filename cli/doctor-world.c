/* doctor-world.c - the clock, the zone, and how old the lines are. */
#include <unistd.h>

#include "cli/doctor.h"
#include "cli/helping.h"
#include "core/i18n.h"

#define FIRST_DAY SECONDS(1767225600) /* 2026-01-01T00:00:00Z: no Steady is older */
#define LAST_DAY SECONDS(4102444800)  /* 2100-01-01T00:00:00Z: no clock of ours is right then */

Health look_at_clock(const Patient *patient, char **detail)
{
	gint64 now = patient->cli->now;

	if (now >= FIRST_DAY && now < LAST_DAY)
		return HEALTH_FINE;
	*detail = helping_date((int)(now / DAYS(1)));
	return HEALTH_FOUND;
}

/* $TZ may be anything that the C library takes ("CET-1CEST", ":Europe/Berlin"). */
static gboolean is_zone(const char *name)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name + (*name == ':'));

	return zone != NULL;
}

Health look_at_zone(const Patient *patient, char **detail)
{
	const char *name = g_getenv("TZ");

	if (name && *name ? is_zone(name) : !access("/etc/localtime", R_OK))
		return HEALTH_FINE;
	*detail = name && *name ? g_strdup_printf("TZ=%s", name) : g_strdup("/etc/localtime");
	return HEALTH_FOUND;
}

Health look_at_helplines(const Patient *patient, char **detail)
{
	g_autoptr(Helping) helping = helping_new(patient->cli, NULL);

	if (!helping->country)
		return HEALTH_UNKNOWN;
	*detail = helping_date(helplines_checked(helping->country));
	return helplines_are_old(helping->country, zone_day(patient->cli->zone, patient->cli->now)) ? HEALTH_FOUND
	                                                                                            : HEALTH_FINE;
}
