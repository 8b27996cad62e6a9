/* notifier-worker.h - libnotify, in a thread of its own: each of its calls waits up to 25 s for the server.
 * All functions here are called on the main loop's thread and return at once; all events happen there. libnotify has no
 * locks, so at most one Worker may live at a time. */
#pragma once
#include "daemon/notifier-showing.h"
#include "daemon/notifier.h"

typedef struct Worker Worker;

typedef struct WorkerEvents {
	gpointer self;
	/* UNKNOWN: the server did not answer in time. Until worker_resume() nothing more is sent to it. OK may follow, before
	 * that, when its answer comes late. */
	void (*shown)(gpointer self, gint64 ticket, ShownResult result, guint32 id, const char *problem);
	void (*acted)(gpointer self, gint64 ticket, const char *key);
	void (*typed)(gpointer self, gint64 ticket, const char *text);
	void (*closed)(gpointer self, gint64 ticket, gboolean by_person); /* not after worker_close() */
	void (*hung)(gpointer self);
	void (*resumed)(gpointer self); /* after worker_resume(), and after all that came late */
} WorkerEvents;

Worker *worker_new(const WorkerEvents *events);
void worker_show(Worker *worker, Showing *showing); /* takes `showing`; tickets only rise */
void worker_close(Worker *worker, gint64 ticket);   /* one that waits for its turn is not sent at all */
void worker_forget(Worker *worker); /* another server, or none: what is on screen and under way was the old one's */
void worker_resume(Worker *worker); /* there is a server, and it answers */
void worker_free(
	Worker *worker); /* leaves on screen what is there; waits at most WORKER_LAST_WAIT for calls under way */

#define WORKER_LAST_WAIT (50 * G_TIME_SPAN_MILLISECOND)
