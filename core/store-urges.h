/* store-urges.h - urges in the store: what was said of each, what is still to be asked. Beginning, rating, delaying and ending one are
 * in store.h. */
#pragma once
#include "core/store.h"
#include "core/urge.h"

typedef enum { NOTE_FEELING, NOTE_SORT, NOTE_CUE, NOTE_PLAN, NOTE_LATER, N_URGE_NOTES } UrgeNote;

/* Of Urge, ascending, with their ratings: begun from <= begun < to; g_array_unref it. */
GArray  *store_episodes(Store *store, gint64 from, gint64 to, GError **error);
gboolean store_has_urge(Store *store, gint64 urge, gboolean *known, GError **error);
/* One word about an urge; NULL takes it back. "missing", "need", "both" are the sorts there are. */
gboolean store_note_urge(Store *store, gint64 urge, UrgeNote note, const char *word, GError **error);
gboolean store_forecast_urge(Store *store, gint64 urge, int forecast, gint64 at, GError **error);
gboolean store_ask_urge_again(Store *store, gint64 urge, const Deadline *at, GError **error); /* NULL: not on the way */
/* What is known by `at` of the urge that a prompt of this schedule asks about, as answers to its items (item -> value), added to
 * `answers` where none is. Beside the items, words that its cards say: */
#define KNOWN_WAVES    "-waves"    /* what the person's own past waves did */
#define KNOWN_FORECAST "-forecast" /* how strong it was expected to be about now */
gboolean store_know_urge(Store *store, const char *schedule, gint64 at, GHashTable *answers, GError **error);
/* An answer means this for its urge: a note, a forecast, a plan's outcome. Part of a transaction; other items mean nothing. */
gboolean store_hear_urge(Store *store, const Response *response, GError **error);
/* The other way, for an answer of `at` that is taken back `now`. */
gboolean store_unhear_urge(Store *store, gint64 now, gint64 urge, const char *item, gint64 at, GError **error);
