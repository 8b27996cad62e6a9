/* forecast.h - what becomes of moments that come: the daemon's own agenda, run ahead for a person who is there and answers at
 * once. */
#pragma once
#include "cli/upcoming.h"

typedef struct Forecast {
	gint64 shown;   /* when; 0: not */
	Reason reason;  /* why later than due, or why not; REASON_NONE: shown when due */
} Forecast;

/* One for each of `dues` (of Due, ascending), of moments later than `after`; g_array_unref it. Changes the history of `upcoming`. */
GArray *forecast(const Cli *cli, Upcoming *upcoming, const GArray *dues, gint64 after);
