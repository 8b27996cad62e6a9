/* insight-urges.h - what became of urges: rates by what they were and what was done, and forecasts beside what happened. Pure. Counts, and
 * no more: so few of one person's prove nothing, and everything that shows them leaves it at that. */
#pragma once
#include "core/urge-waves.h"

#define FORECAST_NEAR MINUTES(5) /* a forecast is held against the rating nearest to its moment, so far from it at most */

typedef struct Deeds {
	int n, no, partly, yes; /* urges; what was done where it was said */
} Deeds;

typedef struct CueDeeds {
	char *cue; /* owned by the array */
	Deeds deeds;
} CueDeeds;

typedef struct Forecasts {
	int n;                    /* with a rating near their moment */
	int lower, equal, higher; /* it was lower than expected, as expected, higher */
	double expected, actual;  /* means; 0 where n is 0 */
} Forecasts;

typedef struct UrgeInsight {
	Waves  waves;
	Deeds  waited, unwaited;     /* a delay was chosen, or not */
	Deeds  missing, need, both;
	GArray *cues;                /* of CueDeeds, the most frequent first, then by name */
	Forecasts forecasts;
	int    smaller, same, larger; /* how it looked a day later */
} UrgeInsight;

UrgeInsight insight_urges(const GArray *urges); /* of Urge, in any order */
void        urge_insight_clear(UrgeInsight *insight);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UrgeInsight, urge_insight_clear)
