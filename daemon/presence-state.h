/* presence-state.h - what presence-*.c share. Nobody else includes it. */
#pragma once
#include <gio/gio.h>

#include "core/attention.h"
#include "daemon/presence-bus.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

typedef struct PresenceBus PresenceBus;

/* One that can tell. It is heeded from when its owner is there, and it counts, until one of both ends. */
typedef struct Source {
	PresenceBus *presence;
	const Attention *row;
	GDBusConnection *bus; /* borrowed; NULL: not there (yet) */
	guint watch;
	char *owner;          /* its unique name; NULL: nobody */
	GCancellable *heeded; /* as long as it is; NULL: it is not */
	GArray *signals;      /* of guint: subscriptions while it is heeded */
	gboolean looked;      /* it has said how it is, or nobody is there to say */
	gboolean tells;       /* it says how it is */
	gboolean on;

	char *path;               /* HEED_SESSION: of the person's session; NULL: none found */
	GSettings *setting;       /* HEED_SETTING */
	guint32 away_id, back_id; /* HEED_IDLE: of the watches; 0: none */
} Source;

/* The ways to heed one: begins to listen, and asks how it is now; source_said() or source_silent() follow. */
void source_heed_property(Source *source);
void source_heed_signal(Source *source);
void source_heed_session(Source *source);
void source_heed_setting(Source *source);
void source_heed_idle(Source *source);

void source_said(Source *source, gboolean on);
void source_silent(Source *source); /* it cannot tell */

/* A question of its owner; `done` is called while it is heeded only if reply_of() gives its answer. */
void source_ask(Source *source, const char *path, const char *interface, const char *method, GVariant *arguments,
                const char *type, GAsyncReadyCallback done);
GVariant *reply_of(GObject *bus, GAsyncResult *result, gboolean *heeded); /* NULL: it failed; not heeded: its data may be gone */
void source_listen(Source *source, const char *path, const char *interface, const char *signal, const char *arg0,
                   GDBusSignalCallback heard); /* to its owner, while it is heeded */
