/* distress.h - when the helplines are offered unasked: where several answers in a row of hours were as strong as can be. Pure, but
 * for what the store keeps. A line on a screen, not a judgement of anybody: nothing is concluded from it, and nobody is told. */
#pragma once
#include "core/store.h"

#define DISTRESS_LEAST  9         /* of 0..10: answers that count */
#define DISTRESS_ANSWERS 3        /* so many of them... */
#define DISTRESS_WITHIN HOURS(24) /* ...in so long; and once in so long at most. The numbers are a judgement */

/* `at`: when such answers were given, in any order; `offered`: when the lines were offered last, G_MININT64: never. */
gboolean distress_is_due(const gint64 *at, guint n, gint64 offered, gint64 now);
/* Whether an answer counts at all: of the item `intensity`, in an urge or a check-in. */
gboolean distress_counts(const char *item, int number);

/* Looks, and writes down that they are offered now where they are to be (`due`): of two programs that look, one offers. What
 * is looked at then is never written down. FALSE: it could not be looked up or written; nothing is due. */
gboolean store_offer_helplines(Store *store, gint64 now, int zone_offset, gboolean *due, GError **error);
