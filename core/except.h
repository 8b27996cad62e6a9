/* except.h - what a schedule leaves out: days ("Sat,Sun", "*-12-24..26"), or a stretch of such days ("Mon 12:00..14:00", over
 * midnight too). Pure. */
#pragma once
#include "core/hours.h"

typedef struct Except Except;

Except  *except_new(void);
void     except_free(Except *except); /* NULL is fine */
/* "DAYS" or "DAYS HH:MM..HH:MM". FALSE and WHEN_ERROR, "column N: ...", when malformed or when there is no such day. */
gboolean except_add(Except *except, const char *text, GError **error);
char    *except_to_string(const Except *except); /* normal forms, one a line: equal text, equal moments; free it */

/* Days are lived in `zone`. NULL leaves nothing out. */
gboolean except_covers(const Except *except, Zone *zone, gint64 at);
char    *except_rule_at(const Except *except, Zone *zone, gint64 at); /* normal form of what leaves `at` out; NULL: nothing; free it */
gint64   except_end(const Except *except, Zone *zone, gint64 at);   /* first instant >= at that is not left out, or TIME_NEVER */
gint64   except_end_within(const Except *except, Zone *zone, gint64 at, gint64 last); /* the same up to `last`; later than that: beyond it */
gint64   except_begin(const Except *except, Zone *zone, gint64 at, gint64 last); /* first in [at, last] that is, or TIME_NEVER */
gint64   except_begun(const Except *except, Zone *zone, gint64 at); /* first instant of the stretch around `at`; `at` if it is not left out */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Except, except_free)
