/* when-cadence.h - "every 2 weeks on Tue at 10:00 from 2026-01-06 Europe/Berlin": for core/when-cadence*.c only. */
#pragma once
#include "core/when-form.h"

enum { CADENCE_MOST_COUNT = 9999, CADENCE_MOST_CLOCKS = 48 };
typedef enum { UNIT_DAYS, UNIT_WEEKS, UNIT_MONTHS, UNIT_YEARS, N_UNITS } Unit;

typedef struct Cadence {
	int count;
	Unit unit;
	guint8 weekdays; /* bit 0 Monday; 0: none named. Of weeks they are the days; of all else they are a sieve */
	int clocks[CADENCE_MOST_CLOCKS], n_clocks; /* seconds after midnight, ascending, without doubles */
	int from;                          /* the anchor, days since 1970 */
	Zone *zone;                        /* NULL: the person's */
} Cadence;

guint cadence_week_days(const Cadence *cadence);         /* of weeks: the days named, or the anchor's; bit 0 Monday */
int cadence_next_day(const Cadence *cadence, int day); /* first matching day >= day, as days since 1970; or -1 */
int cadence_prev_day(const Cadence *cadence, int day); /* last matching day <= day, or -1 */
