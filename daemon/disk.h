/* disk.h - the store, away from the main loop: work goes to a thread of its own, in order, and comes back when it is durable.
 * A store that is locked, full or damaged keeps its work waiting and says so; nothing is dropped and nothing blocks.
 * One struct of function pointers: real here, simulated in tests. */
#pragma once
#include "core/store.h"

typedef struct Task {
	gboolean (*work)(Store *store, gpointer job, GError **error);        /* in the disk's thread */
	void (*done)(gpointer owner, gpointer job, const GError *error);     /* on the main loop; may be NULL */
	gpointer owner, job;
	GDestroyNotify free; /* of the job, on the main loop; may be NULL */
} Task;

typedef struct DiskEvents {
	gpointer self;
	void (*trouble)(gpointer self, const GError *error); /* work waits because of it; NULL: it is over */
	void (*replaced)(gpointer self); /* the store was moved away or removed; another one is there: what was read is of the old one */
} DiskEvents;

typedef struct Disk {
	gpointer self;
	void (*submit)(gpointer self, const Task *task); /* copies the struct */
	/* Ends it. What could not be written in time goes back to its owner with an error: FALSE. */
	gboolean (*finish)(gpointer self, gint64 patience);
} Disk;

Disk *disk_store_new(const char *path, const char *sql, const DiskEvents *events);
