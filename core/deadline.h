/* deadline.h - the end of an elapsed span (a pause, a snooze, a delay), true across clock steps, suspend and reboot. Pure.
 * In the same boot CLOCK_BOOTTIME counts, after a reboot the wall clock. */
#pragma once
#include "core/units.h"

typedef struct Moment {
	gint64 wall;          /* CLOCK_REALTIME, microseconds */
	gint64 boot;          /* CLOCK_BOOTTIME, microseconds */
	const char *boot_id;  /* of this boot; borrowed */
} Moment;

typedef struct Deadline {
	gint64 wall;       /* TIME_NEVER: until it is taken back */
	gint64 boot;
	char boot_id[40];
} Deadline;

Deadline deadline_after(const Moment *now, gint64 span);                  /* span TIME_NEVER: until taken back */
gint64   deadline_wall(const Deadline *deadline, const Moment *now);      /* the wall moment it falls on, as the clocks stand now */
