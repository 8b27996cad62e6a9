/* when-random.h - "2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri Europe/Berlin": for core/when*.c only.
 * A window belongs to the local date on which it starts, over midnight too. */
#pragma once
#include "core/calendar.h"
#include "core/when.h"

typedef struct Random {
	int count;
	Hours window;
	gint64 gap;     /* 0: none asked for */
	Calendar *days; /* NULL: every day */
	Zone *zone;     /* NULL: the person's */
} Random;

gboolean random_begins(const char *text);               /* whether it is this form at all: "2 times", "1 time" */
Random *random_parse(const char *text, Zones *zones, GError **error); /* WHEN_ERROR */
void random_free(Random *random);
char *random_to_string(const Random *random);
char *random_explain(const Random *random);
gint64 random_prev(const Random *random, const WhenContext *context, gint64 before);
gint64 random_next(const Random *random, const WhenContext *context, gint64 after);
gint64 *random_draw(const Random *random, const WhenContext *context, int day, guint *n);
gboolean random_fits(const Random *random, Hours quiet, GError **error); /* WHEN_ERROR_NEVER */
