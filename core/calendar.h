/* calendar.h - a calendar expression (systemd's OnCalendar=, all of it) and the moments it names. Pure: no clock, no I/O but
 * the zone file, no globals.
 *
 * Accepts and refuses what systemd 252 does, and prints the same normal form. From a wall reading to an instant: a reading
 * in a gap moves forward by the gap; one in an overlap is its first pass; the second pass counts too if and only if all 24
 * hours match; equal instants are one. Years 1970 to 2199. */
#pragma once
#include "core/zone.h"

typedef struct Calendar Calendar; /* immutable; owned by whoever parsed it */

Calendar *calendar_parse(const char *text, GError **error); /* WHEN_ERROR_SYNTAX, "column N: ..." */
Calendar *calendar_parse_in(const char *text, Zones *zones, GError **error); /* with zones that are read once; NULL is fine */
void calendar_free(Calendar *calendar);                     /* NULL is fine */
char *calendar_to_string(const Calendar *calendar);         /* normal form; parses back to an equal one; free it */
gboolean calendar_equal(const Calendar *a,
                        const Calendar *b);         /* the same moments by the same fields, in the same zone */
gboolean calendar_never(const Calendar *calendar);  /* no such date from 1970 to 2199: "*-02-30" */
char *calendar_why_never(const Calendar *calendar); /* for messages: "2027-01-01 is a Friday"; free it */
/* In plain words; free it: "every day at 21:30", "on the last Monday of every month at 18:00". */
char *calendar_explain(const Calendar *calendar);
char *calendar_days_explain(const Calendar *calendar);             /* only the days: "every Tuesday" */
void calendar_warn(const Calendar *calendar, GPtrArray *warnings); /* adds a sentence for each step that does not divide its field */
Zone *calendar_zone(const Calendar *calendar);      /* named in the expression; NULL when none is; borrowed */

/* `zone` counts where the expression names none. */
gint64 calendar_next(const Calendar *calendar, Zone *zone, gint64 after);  /* first moment > after, or TIME_NEVER */
gint64 calendar_prev(const Calendar *calendar, Zone *zone, gint64 before); /* last moment < before, or TIME_NEVER */
/* The same by other rules for gaps and overlaps. */
gint64 calendar_next_by(const Calendar *calendar, Zone *zone, DstRules dst, gint64 after);
gint64 calendar_prev_by(const Calendar *calendar, Zone *zone, DstRules dst, gint64 before);
/* First matching reading >= at, in local microseconds since 1970-01-01 00:00, or TIME_NEVER. */
gint64 calendar_next_reading(const Calendar *calendar, gint64 at);
int calendar_next_day(const Calendar *calendar, int day); /* first matching date >= day, as days since 1970; or -1 */
int calendar_prev_day(const Calendar *calendar, int day); /* last matching date <= day, likewise */
guint32 calendar_month_dates(const Calendar *calendar, int year, int month); /* bit 0: its 1st matches; month 1..12, any year */

/* A usual slip in an expression that does not parse: what to write instead, and where it stands. NULL: none known; free it. */
char *calendar_slip(const char *text, const char **where);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)
