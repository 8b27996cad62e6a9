/* life.h - weeks of a person's life with the real app, the real store and everything that goes wrong, from one seed; and the
 * promises that hold after every event. The same seed is the same life, to the last event. */
#pragma once
#include <stdio.h>

#include "core/zone.h"
#include "tests/sim/tally.h"

#define LIFE_DAYS 73 /* five are a year */

typedef struct LifeEnd {
	Tally tally;
	guint64 mark; /* of all that happened, in order: two lives with the same mark are the same */
} LifeEnd;

/* The zones that lives are lived in, each read once: they are shared as long as somebody holds them. zones_free() it. */
Zones *life_zones(void);

/* Lives it. At the first promise that is broken it says which and how to see it again, and ends the program. `trace`: a line an event; NULL: silent. */
LifeEnd life_live(guint32 seed, int days, FILE *trace);
