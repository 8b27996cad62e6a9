/* store-forget.h - what really deletes. The one way out for anything that was recorded. */
#pragma once
#include "core/store.h"

/* Rows of one table that go. */
typedef struct Forgotten {
	const char *table; /* static */
	int rows;
} Forgotten;

/* Deletes what lies in [from, to): answers, urges begun in it with all that belongs to them, contacts, notes and drafts, what became
 * of plans, and the decisions that were due, made, shown or closed in it. A prompt that waits stays: close it first. Moments up
 * to which schedules are decided stay, so that nothing comes twice. One transaction. Returns what went, of Forgotten, in the
 * order of store_tables(); NULL on failure, with nothing deleted. g_array_unref it.
 * The bytes are gone after store_scrub(), and not before: until store_forget_end() the store knows that it is not finished. `now` > 0. */
GArray *store_forget(Store *store, gint64 from, gint64 to, gint64 now, GError **error);
GArray *store_would_forget(Store *store, gint64 from, gint64 to, GError **error); /* the same, and takes it back */

gboolean store_forget_end(Store *store, GError **error);
/* Whether a deletion was broken off: its rows are gone, and from <= a moment < to may still lie in free bytes, and in copies. */
gboolean store_forget_unfinished(Store *store, gint64 *from, gint64 *to);

int store_waiting(Store *store, GError **error); /* prompts without an end; -1 on failure */

/* Rewrites the file without its free pages and empties the log: what was deleted is in no byte of them. STORE_ERROR_BUSY when another
 * program is in the way: nothing is lost, call again. Takes as much room on the disk as the store, for a moment. */
gboolean store_scrub(Store *store, GError **error);

/* Copies that migrations and a way back from a backup left beside the store, and their unfinished ones; paths, owned. They hold
 * what the store held then. */
GPtrArray *store_copies(const char *path);
