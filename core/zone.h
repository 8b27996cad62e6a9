/* zone.h - one time zone: which local time it is at an instant, and which instant a local time names.
 * Built on GTimeZone's UTC -> offset, with the interval in force cached. Not for two threads at once. */
#pragma once
#include "core/units.h"

typedef struct Zone Zone;

typedef struct LocalTime {
	int year, month, day;     /* month 1..12, day 1..31 */
	int hour, minute, second; /* 0..23, 0..59, 0..59 */
	int usec;                 /* 0..999999 */
	int weekday;              /* 0 Monday .. 6 Sunday */
	int offset;               /* seconds east of UTC in force at that instant */
} LocalTime;

#define ZONE_ERROR (zone_error_quark())
GQuark zone_error_quark(void);
typedef enum { ZONE_ERROR_UNKNOWN } ZoneError;

Zone *zone_new(const char *name, GError **error); /* an IANA name or "UTC"; the error names the nearest one */
Zone *zone_new_local(void);                       /* $TZ if set, else /etc/localtime read afresh; else UTC */
Zone *zone_ref(Zone *zone);
void  zone_unref(Zone *zone); /* NULL is fine */
const char *zone_name(const Zone *zone); /* the IANA name where it can be told, else "local" */

int       zone_offset(Zone *zone, gint64 at); /* seconds east of UTC at an instant */
LocalTime zone_local(Zone *zone, gint64 at);
/* The instant of a local reading with the offset in force just before a gap or an overlap (PEP 495 fold=0);
 * weekday and offset of `local` are not read. */
gint64 zone_instant(Zone *zone, const LocalTime *local);
int    zone_day(Zone *zone, gint64 at);          /* local date as days since 1970-01-01 */
gint64 zone_day_start(Zone *zone, int day);      /* first instant of that local date */
char  *zone_format_iso(Zone *zone, gint64 at);   /* "2026-11-23T10:40:00+01:00"; free it */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zone, zone_unref)
