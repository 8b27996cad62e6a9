/* units.h - the one unit of time: gint64 microseconds since 1970-01-01T00:00:00 UTC. */
#pragma once
#include <glib.h>

#define TIME_NEVER G_MAXINT64 /* a moment that does not come */

#define SECONDS(n) ((gint64)(n) * G_USEC_PER_SEC)
#define MINUTES(n) (SECONDS(60) * (n))
#define HOURS(n)   (MINUTES(60) * (n))
#define DAYS(n)    (HOURS(24) * (n)) /* elapsed time, not calendar days */
