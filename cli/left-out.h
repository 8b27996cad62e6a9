/* left-out.h - the occurrences that `except` takes out, told in runs. */
#pragma once
#include "core/schedule.h"

/* Of one schedule, one line of its `except`, nothing due between them. */
typedef struct LeftOut {
	const Schedule *schedule;
	char  *rule;        /* "Sat,Sun" */
	gint64 first, last; /* nominal */
	guint  count;
} LeftOut;

/* Of all schedules, after < t < until, at most `most` runs a schedule; of LeftOut, ascending by `first`; g_array_unref it. */
GArray *left_out_find(const GPtrArray *schedules, const Frame *frame, gint64 after, gint64 until, guint most);
void    left_out_cut(GArray *found, gint64 until); /* leaves the runs that begin before */
