/* urge-wait.h - the wait that was chosen, in the terminal: parts of urge-ride.c, which begins it and goes on with it. */
#pragma once
#include "cli/urge-ride.h"

void     ride_begin_delay(Ride *ride, gint64 span); /* from now on; asked on the way as the settings say */
void     ride_wait(Ride *ride);          /* until the delay is over, then ride_ask_end(); or left to the daemon */
void     ride_leave(Ride *ride, gboolean on_the_way); /* the daemon asks from here, at the end, and on the way where it is still to come */
void     ride_ask_end(Ride *ride);       /* how strong by now, what the plan did, what was done */
gboolean ride_ask_strength(Ride *ride);  /* FALSE: the input ended */
void     ride_say_later(void);           /* "not now, some other time" */
gint64   ride_boot_of(const Ride *ride, const Deadline *deadline); /* on the boot clock as it runs now: it may be of an earlier boot */
