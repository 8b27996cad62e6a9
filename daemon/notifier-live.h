/* notifier-live.h - one notification on screen, as libnotify knows it. The worker's thread only: show and close wait for
 * the server, and so may free where the server never answered. */
#pragma once
#include <libnotify/notify.h>

#include "daemon/notifier-showing.h"

typedef struct Live Live;

typedef struct LiveEvents {
	gpointer self;
	void (*acted)(gpointer self, Live *live, const char *key);
	void (*closed)(gpointer self, Live *live, gboolean by_person); /* may free it */
} LiveEvents;

/* A fresh object for each showing: one that was closed and shown again never says a second time that it closed. Clicks are
 * heard only while it lives. */
struct Live {
	Showing *showing;
	NotifyNotification *object;
	const LiveEvents *events;
	gboolean leaving; /* to be closed as soon as the server answers again */
};

/* Takes `showing`. `replaces` is the id of a notification on screen whose place it takes, 0: none. `events` outlives it. */
Live *live_new(Showing *showing, guint32 replaces, const LiveEvents *events);
guint32 live_id(const Live *live);        /* 0: not on screen */
void live_set_id(Live *live, guint32 id); /* what the server called it, learned elsewhere */
gboolean live_show(Live *live, GError **error);
gboolean live_close(Live *live, GError **error);
void live_free(Live *live); /* leaves it on screen */
