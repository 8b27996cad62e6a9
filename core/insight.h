/* insight.h - what the facts say: counts, rates, urges a week, MISSING and NEED. Pure. */
#pragma once
#include "core/scores.h"

#define INSIGHT_WEEKS 12

typedef struct Insight {
	int shown, answered, read, dismissed, expired, not_shown; /* prompts in the range */
	int responses, checkins;                                  /* answers; check-ins gone through */
	int urges, acted_yes, acted_partly, acted_no;             /* urges recorded, what was done where it was said */
	int yes_urges;                                            /* check-ins that named an urge */
	int weeks[INSIGHT_WEEKS];                                 /* urges a week, the last is the current one (weeks begin on Monday, local) */
	int median_latency;                                       /* seconds from shown to closed of answered prompts; -1: none */
	Score missing, need;
} Insight;

Insight insight_from(const GArray *decisions, const GArray *responses, const GArray *urges, Zone *zone, gint64 now);
char   *sparkline_of(const int *values, int n, int most); /* the same, with `most` for the highest bar; more than it is drawn as it */
char   *sparkline(const int *values, int n); /* "▁▃█", free it; all zero: the lowest bar each */
