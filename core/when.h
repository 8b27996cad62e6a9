/* when.h - one trigger: a `when` line, parsed, and the moments it names. Pure.
 *
 * calendar  Mon..Fri 21:30                                      systemd's OnCalendar=, all of it
 * cadence   every 2 weeks on Tue at 10:00 from 2026-01-06       counted from a date; months and years keep its day of the month,
 *                                                               in a shorter month the last one
 * interval  every 50min between 09:00 and 18:00 on Mon..Fri     elapsed time
 * random    4 times between 10:00 and 21:00, at least 90min apart, on Mon..Fri
 * follow    20min after urge                                    or contact, checkin NAME (missed), answer ITEM, answer ITEM=VALUE
 * once      once 2026-12-24 18:00
 *
 * calendar, cadence, random and once may end with a time zone. Every instant of a window counts, both ends included. */
#pragma once
#include "core/events.h"
#include "core/except.h"
#include "core/hours.h"

typedef struct When When;

#define WHEN_LAST DAYS(84006) /* nothing is due from here on: 2200-01-01 */

#define WHEN_ERROR (when_error_quark())
GQuark when_error_quark(void);
typedef enum { WHEN_ERROR_SYNTAX, WHEN_ERROR_NEVER } WhenErrorCode;
/* The message says column, what was found, what was expected, and the fix of the usual slips: "column N: ...". */
int when_error_column(const GError *error); /* N, counted in characters from 1; 0 when the error names none */

typedef enum { WHEN_CALENDAR, WHEN_RANDOM, WHEN_CADENCE, WHEN_INTERVAL, WHEN_FOLLOW, WHEN_ONCE, N_WHEN_FORMS } WhenForm;

/* Random draws, kept: what a window's draw was when it was first used. Key: schedule id, trigger index, local date. */
typedef struct Draws Draws;
Draws *draws_new(void);
void   draws_free(Draws *draws);
void   draws_put(Draws *draws, const char *schedule, int trigger, int day, const gint64 *moments, guint n);
const gint64 *draws_get(const Draws *draws, const char *schedule, int trigger, int day, guint *n); /* NULL: none kept */
/* The first day from `day` on, the last one down to `day`, on which one is kept; INT_MAX, INT_MIN: none. */
int    draws_next_day(const Draws *draws, const char *schedule, int trigger, int day);
int    draws_prev_day(const Draws *draws, const char *schedule, int trigger, int day);
void   draws_forget(Draws *draws, int before); /* those of days before that one */
guint  draws_count(const Draws *draws);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draws, draws_free)

/* What a trigger needs beside its own text. Everything is borrowed. What is zero does not matter. */
typedef struct WhenContext {
	Zone        *zone;     /* where no zone stands in the expression */
	const char  *secret;   /* the installation's; keys the draws */
	const char  *schedule; /* "kind/name" */
	int          trigger;  /* which `when` line of the schedule, from 0 */
	Hours        quiet;    /* cut out of a random window before the draw */
	const Draws *draws;    /* may be NULL */
	Zone        *home;     /* in which the quiet hours are lived; NULL: `zone` */
	DstRules     dst;
	const Except *except;  /* cut out of a random window before the draw; other forms leave it to schedule.h */
	gint64       from, until; /* likewise: a random window is cut to from <= t < until; until 0: no end */
	gint64       anchor;   /* interval: its latest occurrence, or the moment it became known; 0 or TIME_NEVER: none, and then a
	                          window counts from its begin, and without a window it is as if `after` were the anchor */
	const Events *events;  /* follow: may be NULL */
} WhenContext;

gboolean when_date(const char *text, int *day, GError **error); /* "2026-12-24" as days since 1970; WHEN_ERROR_SYNTAX */
When    *when_parse(const char *text, GError **error);
When    *when_parse_in(const char *text, Zones *zones, GError **error); /* with zones that are read once; NULL is fine */
WhenForm when_form_meant(const char *text); /* which form a line begins like, right or wrong; blanks around it do count */
void     when_free(When *when);
WhenForm when_form(const When *when);
char    *when_to_string(const When *when); /* normal form; parses back to an equal one */
gint64   when_next(const When *when, const WhenContext *context, gint64 after); /* first moment > after, or TIME_NEVER */

gint64   when_prev(const When *when, const WhenContext *context, gint64 before); /* last moment < before, or TIME_NEVER */
const char *when_form_name(WhenForm form); /* "calendar" */

/* In plain words, without a capital or a full stop: "every second Tuesday at 10:00, counted from 6 January 2026". Free it. */
char    *when_explain(const When *when);
/* What may surprise in it, a sentence each: a step that does not divide its field; a fixed time in a DST gap of the next ten
 * years. Only context->zone and context->dst are read, zone NULL: not known. Ends with NULL; g_strfreev() it. */
char   **when_warnings(const When *when, const WhenContext *context, gint64 after);
/* Follow form: what it waits for; FALSE for others. `name` is NULL where there is none, else borrowed. NULLs are fine. */
gboolean when_follows(const When *when, EventType *type, const char **name, gint64 *span);
Zone    *when_zone(const When *when); /* named in the expression; NULL: none; borrowed */

/* Whether a random request still fits when `quiet` is cut out; WHEN_ERROR_NEVER, without a column. Where it does not, a draw
 * keeps as much distance as there is room for, and where nothing is left the day has none. TRUE for other forms. */
gboolean when_fits(const When *when, Hours quiet, GError **error);

/* Random form: the draw of the window that starts on a local date (kept draw, else computed); free it. NULL, 0: not due that day. */
gint64 *when_draw(const When *when, const WhenContext *context, int day, guint *n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(When, when_free)
