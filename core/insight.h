/* insight.h - what the facts say: counts, rates, urges a week, MISSING and NEED. Pure. */
#pragma once
#include "core/store.h"

#define INSIGHT_WEEKS 12
#define INSIGHT_HALF_LIFE 13.0 /* days; one bad day cannot destroy a month (a judgement, not a measurement) */

typedef struct Score {
	int    n;       /* answers that count; 0: the rest says nothing */
	double value;   /* 0..100, exponentially smoothed: weight 0.5^(days since / 13) */
	double spread;  /* weighted standard deviation of the answers */
	double last;    /* the latest answer */
} Score;

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
char   *sparkline(const int *values, int n); /* "▁▃█", free it; all zero: the lowest bar each */
