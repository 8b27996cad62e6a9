/* span.h - elapsed time as people write it: "90min", "1h 30min", "2 days" (the units of systemd.time). Pure. */
#pragma once
#include "core/units.h"

#define SPAN_ERROR (span_error_quark())
GQuark span_error_quark(void);

gboolean span_parse(const char *text, gint64 *span, GError **error); /* microseconds, > 0 */
char    *span_to_string(gint64 span);                                /* "1h 30min"; parses back to an equal span */
char    *span_in_words(gint64 span);                                 /* "1 hour 30 minutes", at most two units, rounded down; English, as `when` is */
char    *span_said(gint64 span);                                     /* the same in the person's language */
