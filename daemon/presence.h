/* presence.h - whether somebody is there to be asked: signals only, never polling. */
#pragma once
#include <glib.h>

#define PRESENCE_STARTING "starting" /* nobody has said yet whether they are there */

typedef struct PresenceEvents {
	gpointer self;
	void (*changed)(gpointer self, const char *away); /* NULL: here; else why not: reason_name() of an absence, or PRESENCE_STARTING */
	void (*heard)(gpointer self);                     /* one of the sources said something, came or went */
} PresenceEvents;

typedef struct Presence {
	gpointer self;
	GVariant *(*sources)(gpointer self); /* a(ssb): who is listened to, why nothing is shown while it is so, whether it is so; floating */
	void (*free)(gpointer self);
} Presence;
