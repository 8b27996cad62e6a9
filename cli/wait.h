/* wait.h - waiting in the terminal, with a quiet count and a pace to breathe by, asked on the way, left at any time. */
#pragma once
#include "cli/cli.h"

typedef enum {
	WAIT_OVER,  /* the time is over */
	WAIT_ENTER, /* the person pressed Enter */
	WAIT_LEFT,  /* Ctrl-C, or the terminal went away */
} WaitEnd;

/* What happens on the way. Moments are of the boot clock, so that suspended time counts. */
typedef struct WaitPlan {
	gpointer self;
	gint64   end;
	gboolean plain;                  /* lines only: nothing on the screen is drawn again */
	gint64 (*next_ask)(gpointer self); /* when it asks how strong it is; TIME_NEVER: no more */
	void   (*asked)(gpointer self);   /* the question stands on the screen */
	void   (*rated)(gpointer self, int intensity); /* what was typed; -1: left out */
} WaitPlan;

WaitEnd wait_until(const Cli *cli, const WaitPlan *plan);
gboolean wait_redraws(void); /* the terminal can draw a line again */
