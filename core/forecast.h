/* forecast.h - what becomes of moments that come: the daemon's own agenda, run ahead for a person who is there and answers at
 * once. Pure. */
#pragma once
#include "core/agenda.h"

/* One occurrence and its end. */
typedef struct Foreseen {
	const Schedule *schedule;
	gint64   due, at; /* nominal; and by the jitter of its schedule */
	gint64   shown;   /* when; 0: not */
	Reason   reason;  /* why later than `at`, or why not; REASON_NONE: shown at once, or merged */
	gboolean merged;  /* a later one of the same schedule took its place */
	gboolean random;  /* a drawn moment */
} Foreseen;

typedef struct Forecast Forecast;

/* Of the occurrences with begin.wall < at < until. Borrows all but `begin`; changes the history, which is of no other use then. Free
 * it. */
Forecast *forecast_new(History *history, Zone *zone, const Policy *policy, const GPtrArray *schedules, const Moment *begin, gint64 until);
gboolean  forecast_next(Forecast *forecast, Foreseen *one); /* in the order in which they come; FALSE: that was the last */
Frame     forecast_frame(const Forecast *forecast);         /* what schedules are asked with, as it has come to be */
gint64    forecast_now(const Forecast *forecast);           /* how far it has come */
void      forecast_free(Forecast *forecast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forecast, forecast_free)
