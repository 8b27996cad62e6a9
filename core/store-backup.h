/* store-backup.h - whole copies of the store, made while others write to it. */
#pragma once
#include "core/store.h"

/* A copy at `path` (absolute; 0600), whole and checked before it gets its name; what stood there is replaced. The store remembers where
 * its copies are, so that forgetting finds them. */
gboolean   store_backup(Store *store, const char *path, gint64 at, GError **error);
gboolean   store_drop_backup(Store *store, const char *path, GError **error); /* nothing is known of it any more */
GPtrArray *store_backups(Store *store, GError **error); /* paths of the copies made, whether they are still there or not; owned */
gboolean   store_sweep_parts(Store *store); /* removes what copies that were broken off left; FALSE: one is being made now */
gboolean   store_note_backup(Store *store, const char *path, gint64 at, GError **error); /* that a copy is, or was, there */

/* Whether a file is a store that could be put in place of this one: a database, whole, and no newer than `sql` knows. */
gboolean   store_check(const char *path, const char *sql, GError **error);
/* Puts the store home into its one file: nothing is left in its log. For a store that nobody else has open. */
gboolean   store_settle(Store *store, GError **error);
