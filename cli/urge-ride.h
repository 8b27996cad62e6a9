/* urge-ride.h - an urge gone through in the terminal, from its first rating to "not now, some other time". */
#pragma once
#include "cli/episode.h"

typedef struct Ride {
	const Cli *cli;
	const Settings *settings;
	Episode *episode;
	gboolean plain; /* lines only, nothing is drawn again */
} Ride;

void ride_begin(Ride *ride); /* one that was just noted */
void ride_go_on(Ride *ride); /* one that is open: begun earlier, here or by notification */
/* Leaves it for the time of the settings, asked about by the daemon; says so. */
void ride_leave_to_daemon(Ride *ride);
/* The plan for what set it off, if there is one: noted as shown. */
const Plan *ride_offer_plan(Ride *ride, gint64 at);
