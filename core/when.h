/* when.h - one trigger: a `when` line, parsed, and the moments it names. Pure.
 * Forms: calendar (systemd's OnCalendar=) and random ("2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri"). */
#pragma once
#include "core/hours.h"

typedef struct When When;

#define WHEN_ERROR (when_error_quark())
GQuark when_error_quark(void);
typedef enum { WHEN_ERROR_SYNTAX, WHEN_ERROR_NEVER } WhenErrorCode;
/* The message says column, what was found, what was expected, and the fix of the usual slips: "column N: ...". */
int when_error_column(const GError *error); /* N, counted in characters from 1; 0 when the error names none */

typedef enum { WHEN_CALENDAR, WHEN_RANDOM } WhenForm;

/* Random draws, kept: what a window's draw was when it was first used. Key: schedule id, trigger index, local date. */
typedef struct Draws Draws;
Draws *draws_new(void);
void   draws_free(Draws *draws);
void   draws_put(Draws *draws, const char *schedule, int trigger, int day, const gint64 *moments, guint n);
const gint64 *draws_get(const Draws *draws, const char *schedule, int trigger, int day, guint *n); /* NULL: none kept */
void   draws_forget(Draws *draws, int before); /* those of days before that one */
guint  draws_count(const Draws *draws);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draws, draws_free)

/* What a trigger needs beside its own text. Everything is borrowed. */
typedef struct WhenContext {
	Zone        *zone;     /* where no zone stands in the expression */
	const char  *secret;   /* the installation's; keys the draws */
	const char  *schedule; /* "kind/name" */
	int          trigger;  /* which `when` line of the schedule, from 0 */
	Hours        quiet;    /* cut out of a random window before the draw */
	const Draws *draws;    /* may be NULL */
} WhenContext;

When    *when_parse(const char *text, GError **error);
void     when_free(When *when);
WhenForm when_form(const When *when);
char    *when_to_string(const When *when); /* normal form; parses back to an equal one */
gint64   when_next(const When *when, const WhenContext *context, gint64 after); /* first moment > after, or TIME_NEVER */

/* Whether a random request still fits when `quiet` is cut out; WHEN_ERROR_NEVER, without a column. Where it does not, a draw
 * keeps as much distance as there is room for, and where nothing is left the day has none. TRUE for other forms. */
gboolean when_fits(const When *when, Hours quiet, GError **error);

/* Random form: the draw of the window that starts on a local date (kept draw, else computed); free it. NULL, 0: not due that day. */
gint64 *when_draw(const When *when, const WhenContext *context, int day, guint *n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(When, when_free)
