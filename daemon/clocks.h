/* clocks.h - the daemon's clocks and zone: one struct of function pointers, real here, simulated in tests. */
#pragma once
#include "core/deadline.h"
#include "core/zone.h"

typedef struct Clocks {
	gpointer self;
	Moment (*now)(gpointer self);
	Zone  *(*zone)(gpointer self);              /* the local zone as it is now, the same object while it has not changed; the caller owns a reference */
	void   (*arm)(gpointer self, gint64 wall);  /* wake at that wall moment; TIME_NEVER: not at all */
} Clocks;
