/* hours.h - a stretch of the day, from one wall-clock time to another, perhaps over midnight ("23:00..07:30"). Pure. */
#pragma once
#include "core/zone.h"

typedef struct Hours {
	int from, to; /* seconds after midnight, 0..86399; from > to: over midnight; from == to: never */
} Hours;

#define HOURS_NONE ((Hours){ 0, 0 })

gboolean hours_parse(const char *text, Hours *hours, GError **error); /* "HH:MM[:SS]..HH:MM[:SS]" or "none" */
char    *hours_to_string(Hours hours);
gboolean hours_contain(Hours hours, Zone *zone, gint64 at);
gint64   hours_end(Hours hours, Zone *zone, gint64 at); /* first instant after `at` not in them; `at` if it is not */
