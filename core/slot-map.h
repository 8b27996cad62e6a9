/* slot-map.h - the week by the hours that shared routines have left: what stands there now, and how often something did. Pure. */
#pragma once
#include "core/schedule.h"
#include "core/store-outcomes.h"

#define SLOT_WEEKS 4 /* the map looks so far ahead for hours, and so far back for answers */
#define SLOT_TIMES 4 /* times of day that one slot has at most; where there are more, its hour varies */

typedef struct SlotDay {
	gboolean there;       /* the slot comes on that day of the week */
	int answered, filled; /* answers of the last weeks; those by which something was done, whether what stands there or something else */
} SlotDay;

typedef struct SlotHour {
	const Schedule *slot; /* borrowed */
	int minute;           /* of the local day, 0..1439; -1: it varies */
	SlotDay days[7];      /* from Monday on */
} SlotHour;

typedef struct SlotFacts {
	int done, other, empty;
} SlotFacts;

const char *filled_name(Filled filled); /* "empty", "routine", "person", "interest" */

/* Of SlotHour, by the time of day, those that vary last; g_array_unref it. `outcomes` (of OutcomeFact) and `decisions` (of DecisionFact)
 * in order of time. A late answer belongs to the hour that was asked about; of several to one prompt the latest counts. */
GArray *slot_map(const GPtrArray *schedules, const Frame *frame, gint64 now, const GArray *outcomes, const GArray *decisions);
SlotFacts slot_facts(const char *name, const GArray *outcomes); /* likewise; of all outcomes that it is given */
