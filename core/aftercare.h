/* aftercare.h - the hours after a slip: when a short check-in asks how it is. Pure, but for what the store keeps. */
#pragma once
#include "core/deadline.h"
#include "core/store.h"

/* The first moment after `now` at which to ask about a slip at `at`: two hours after it, and again at five sixths of `span` (20 h of
 * 24); TIME_NEVER: no more. One slip raised the next day's risk in a diary study (n = 54, PMC8278682): so early once, and once
 * before the day is over. The number and the hours are a judgement. */
gint64 aftercare_next(gint64 at, gint64 span, gint64 now);

gboolean store_put_aftercare(Store *store, gint64 contact, const Deadline *at, GError **error); /* in place of what was there */
gboolean store_drop_aftercare(Store *store, gint64 contact, GError **error);
typedef struct Aftercare {
	gint64   contact, at; /* its number, and when it was */
	Deadline next;
} Aftercare;
GArray  *store_aftercares(Store *store, GError **error); /* of Aftercare: those that still ask; g_array_unref it */
