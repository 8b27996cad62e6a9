/* store-entries.h - notes, and drafts that are kept and never sent. */
#pragma once
#include "core/store.h"

typedef enum { ENTRY_NOTE, ENTRY_DRAFT } EntryKind;

typedef struct Entry {
	gint64    id;          /* 0 for one that is to be added */
	EntryKind kind;
	gint64    at;          /* when it was written; no two have the same */
	int       zone_offset;
	char     *prompt;      /* the question it answers; NULL: none */
	char     *text;
	gint64    sealed, opens, opened; /* since when it is closed, until when, and when it was opened; 0: not */
	char     *still_true, *still_needed; /* "no", "partly", "yes"; NULL: not said */
} Entry;

void entry_free(Entry *entry);
gboolean entry_is_sealed(const Entry *entry, gint64 now); /* its day has not come, and it was not opened before it */

/* Its number; 0 on failure. Everything in `entry` is borrowed. */
gint64     store_add_entry(Store *store, const Entry *entry, GError **error);
/* Of Entry, oldest first, owned. */
GPtrArray *store_entries(Store *store, EntryKind kind, GError **error);
gboolean   store_seal_entry(Store *store, gint64 id, gint64 at, gint64 opens, GError **error);
gboolean   store_open_entry(Store *store, gint64 id, gint64 at, GError **error);
gboolean   store_judge_entry(Store *store, gint64 id, const char *still_true, const char *still_needed, GError **error); /* NULL: as it was */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entry, entry_free)
