/* except-rules.h - what an Except is made of; for core/except*.c only. */
#pragma once
#include "core/calendar.h"
#include "core/except.h"

/* Holidays are many and single: they are kept as sorted dates, everything else as a list of rules. */
typedef struct Rule {
	Calendar *days;
	Hours hours; /* from == to: the whole day */
} Rule;

struct Except {
	GArray *dates; /* of int, days since 1970, ascending */
	GArray *rules; /* of Rule */
};

guint    except_dates_before(const Except *except, int day); /* how many of the dates are before that day */
gboolean except_has_date(const Except *except, int day);
char    *except_rule_to_string(const Rule *rule); /* free it */

/* A day is full where rules and dates leave nothing of it, by readings of the wall. The first day >= day that is not, at most `limit`
 * and 2200-01-01; and the last one <= day, at least `limit` and -1. A month a step. */
int      except_open_from(const Except *except, int day, int limit);
int      except_open_until(const Except *except, int day, int limit);
gboolean except_has_edge(const Except *except, gint64 first, gint64 last); /* an end of hours, or a midnight, in first < reading < last */
