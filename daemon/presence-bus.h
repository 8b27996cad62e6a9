/* presence-bus.h - whether the screen is locked, from the session's screen savers and from logind. Signals, and one
 * question to each source when it appears; nothing is started and nothing polls. */
#pragma once
#include <gio/gio.h>

#include "daemon/presence.h"

/* Says changed() only on a change; the person counts as here until a source says otherwise. `session` may be NULL (no
 * session bus); a reference is kept. */
Presence *presence_bus_new(GDBusConnection *session, const PresenceEvents *events);
