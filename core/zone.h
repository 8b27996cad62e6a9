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

/* A stretch of time with one offset: instants from <= t < until, whose readings are t + offset. */
typedef struct ZoneInterval {
	gint64 from, until; /* microseconds; G_MININT64 and TIME_NEVER where there is no change before or after */
	int offset, before, after; /* seconds east of UTC: in it, just before it, just after it */
} ZoneInterval;

/* What a reading names that a gap skips, and one that an overlap repeats. Zero: the rule. */
typedef enum { DST_GAP_SHIFT, DST_GAP_SKIP } DstGap; /* later by the length of the gap; nothing */
typedef enum { DST_OVERLAP_AUTO, DST_OVERLAP_FIRST, DST_OVERLAP_BOTH } DstOverlap; /* both passes only where any hour matches */
typedef struct DstRules {
	DstGap gap;
	DstOverlap overlap;
} DstRules;

Zone *zone_new(const char *name, GError **error);      /* an IANA name or "UTC"; the error names the nearest one */
Zone *zone_new_local(void);                            /* $TZ if set, else /etc/localtime read afresh; else UTC */
Zone *zone_new_file(const char *path, GError **error); /* the TZif file at an absolute path, read afresh */
Zone *zone_ref(Zone *zone);
void zone_unref(Zone *zone);             /* NULL is fine */
const char *zone_name(const Zone *zone); /* the IANA name where it can be told, else "local" */

int zone_offset(Zone *zone, gint64 at); /* seconds east of UTC at an instant */
LocalTime zone_local(Zone *zone, gint64 at);
/* The instant of a local reading with the offset in force just before a gap or an overlap (PEP 495 fold=0);
 * weekday and offset of `local` are not read. */
gint64 zone_instant(Zone *zone, const LocalTime *local);
const ZoneInterval *zone_interval(Zone *zone, gint64 at); /* owned by the zone; good while it lives */
/* Readings (local microseconds since 1970-01-01 00:00) that the interval owns are first <= r < end; with fold=0 each reading
 * has one owner, and names the instant r - offset. */
gint64 zone_first_reading(const ZoneInterval *interval);
gint64 zone_end_reading(const ZoneInterval *interval);
gint64 zone_reading_instant(Zone *zone, gint64 reading);
int zone_day(Zone *zone, gint64 at);          /* local date as days since 1970-01-01 */
gint64 zone_day_start(Zone *zone, int day);   /* first instant of that local date */
char *zone_format_iso(Zone *zone, gint64 at); /* "2026-11-23T10:40:00+01:00"; free it */

/* Zones by name, each read once, and names that are none: for whoever reads many expressions. Not for two threads at once. */
typedef struct Zones Zones;
Zones *zones_new(void);
void zones_free(Zones *zones);                     /* NULL is fine */
Zone *zones_get(Zones *zones, const char *name);   /* a reference of the caller's own, or NULL; without `zones` it is read anew */

/* For messages: the name of an installed zone that is nearest to what was typed, or NULL; free it. */
char *zone_nearest_name(const char *name);

/* The proleptic Gregorian calendar as days since 1970-01-01; day may be out of 1..28..31 and carries. */
int date_to_day(int year, int month, int day);
void date_from_day(int days, int *year, int *month, int *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zone, zone_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zones, zones_free)
