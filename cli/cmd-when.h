/* cmd-when.h - the two halves of `steady when`. */
#pragma once
#include <stdio.h>

#include "cli/cli.h"
#include "core/when.h"

/* Random moments are drawn with a fixed secret here: an example of a draw, the same each time. Intervals count from `from`. */
WhenContext when_preview(Zone *zone, gint64 from);
/* What a follow-up waits for, as if it came at `from`; NULL for other forms. For the context's `events`; events_free() it. */
Events *when_preview_events(const When *when, gint64 from);

/* Lines "expression TAB zone TAB base-epoch-seconds[.usec] TAB count" become "status TAB normal form TAB e1 e2 ...": OK, NEVER
 * or EINVAL, then moments after the base in epoch microseconds. An empty zone is UTC. Empty lines and "#" are passed over. */
int when_lines(FILE *in, FILE *out);
