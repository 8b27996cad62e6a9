/* presence.h - whether somebody is there to be asked: signals only, never polling. */
#pragma once
#include <glib.h>

typedef struct PresenceEvents {
	gpointer self;
	void (*changed)(gpointer self, const char *away); /* NULL: here; else why not: "locked", "do-not-disturb" */
} PresenceEvents;

typedef struct Presence {
	gpointer self;
	void (*free)(gpointer self);
} Presence;
