/* upcoming.h - the moments that come, over all schedules, by the daemon's own rules. */
#pragma once
#include "cli/cli.h"
#include "core/forecast.h"

typedef struct Upcoming {
	Settings  *settings; /* borrowed */
	History   *history;
	Frame      frame;
	gboolean   drawn;    /* the random moments are those of this installation; else an example */
	GArray    *next;     /* of gint64: each schedule's next moment */
} Upcoming;

typedef struct Due {
	const Schedule *schedule;
	gint64 at;
	gboolean random; /* a drawn moment */
} Due;

/* Moments later than `after`. Reads the history from the store where there is one; says so where it cannot. Free it. */
Upcoming *upcoming_new(const Cli *cli, Settings *settings, gint64 after);
gboolean  upcoming_next(Upcoming *upcoming, Due *due); /* in order of time; FALSE: nothing comes any more */
/* What becomes of the moments with after < t < until; of what stands open now nothing is known. Uses the history up. Free it before. */
Forecast *upcoming_forecast(const Cli *cli, Upcoming *upcoming, gint64 after, gint64 until);
void      upcoming_free(Upcoming *upcoming);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Upcoming, upcoming_free)
