/* agenda-summary.h - `steady agenda --summary`: so many days in numbers, by the daemon's own code. */
#pragma once
#include "cli/upcoming.h"

int agenda_summary(Cli *cli, Upcoming *upcoming, int first_day, int days, gboolean json); /* an exit code */
