/* bus.h - org.steadyd.Steady1: what other programs can ask of the daemon. A thin cover over app.h. */
#pragma once
#include <gio/gio.h>

#include "daemon/app.h"
#include "daemon/presence.h"

typedef struct Bus Bus;

/* `lost` is called when the name could not be had because another daemon has it (taken TRUE), or the bus went away. */
Bus *bus_new(GDBusConnection *connection, App *app, void (*lost)(gpointer data, gboolean taken), gpointer data);
void bus_free(Bus *bus); /* NULL is fine */

/* What the app tells; hand them to app_new() with the address of a Bus pointer as self. */
void bus_changed(gpointer bus);
void bus_shown(gpointer bus, gint64 prompt);
void bus_closed(gpointer bus, gint64 prompt, Outcome outcome);
void bus_heard(Bus *bus, const Presence *presence); /* likewise; either may be NULL */
