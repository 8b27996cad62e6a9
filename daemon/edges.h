/* edges.h - the ways to the world, made and tied to the app: what each of them says goes to the app, and what the app says to them. */
#pragma once
#include "daemon/app.h"
#include "daemon/bus.h"
#include "daemon/watcher.h"

typedef struct Daemon {
	Paths *paths;
	GDBusConnection *session; /* the desktop's; NULL: there is none */
	GDBusConnection *own;     /* where the interface is offered; may be the same; NULL */
	Clocks *clocks;
	Disk *disk;
	Notifier *notifier;
	Presence *presence;
	Watcher *watcher;
	Bus *bus;
	App *app;
	GMainLoop *loop;
	char *status; /* as systemd knows it */
	int lock;
	int code;
} Daemon;

/* FALSE: without a bus there is nobody to show anything to, and whoever started this one tries again later. */
gboolean edges_connect(Daemon *daemon);

/* After edges_connect(). `deliver` as for delivery_choose(). FALSE: it was said why not. */
gboolean edges_make(Daemon *daemon, const char *deliver, gboolean exit_when_done);

void edges_begin(Daemon *daemon); /* ahead of the loop, which is there: signals are heard, files followed, the app started */
void edges_end(Daemon *daemon);   /* after it: what is still to be written is, or `code` says that it was not; frees them */
