/* zone-rule.h - the rule at the end of a zone file, for core/zone.c only. */
#pragma once
#include <glib.h>

/* GLib (2.74 at least) takes "IST-1GMT0,M10.5.0,M3.5.0/1", Ireland's rule, whose daylight saving time is winter and goes back
 * an hour, for one that goes forward: in files that give no more than the rule, Dublin is wrong from 1996 on. The same rule
 * said the usual way round, and the second from which it holds; NULL where the rule is not of that kind; free it. */
char *zone_rule_turned(const char *tzif, gsize n, gint64 *from);
