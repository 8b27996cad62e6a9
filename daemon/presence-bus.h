/* presence-bus.h - whether the person is there and wants to be asked, from all who can tell (core/attention.h). Signals, and one
 * question to each source when it appears; nothing is started and nothing polls. */
#pragma once
#include <gio/gio.h>

#include "daemon/presence.h"

/* Says PRESENCE_STARTING at once; as soon as each source has said how it is, or after a second, whether they are there; from then on
 * only changes. Who is not there says nothing: the person is here. `session` may be NULL (no session bus); a reference is kept. */
Presence *presence_bus_new(GDBusConnection *session, const PresenceEvents *events);
