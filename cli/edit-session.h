/* edit-session.h - the settings in the person's own editor. */
#pragma once
#include "cli/cli.h"

/* Opens a copy; what was saved replaces the settings when it is valid, else it can be edited again or thrown away.
 * An exit code. */
int edit_session(const Cli *cli);
