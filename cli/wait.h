/* wait.h - waiting in the terminal, with a quiet count, left at any time. */
#pragma once
#include "cli/cli.h"

typedef enum {
	WAIT_OVER,  /* the time is over */
	WAIT_ENTER, /* the person pressed Enter */
	WAIT_LEFT,  /* Ctrl-C, or the terminal went away */
} WaitEnd;

/* Until the boot clock reaches `end` (so that suspended time counts). */
WaitEnd wait_until(const Cli *cli, gint64 end);
