/* when-form.h - what a form of the `when` language is, and the parts of a line that several forms share; for core/when*.c and
 * core/except.c only. */
#pragma once
#include "core/calendar.h"
#include "core/expr.h"
#include "core/readings.h"

/* A form's value is opaque to all but its own file. */
typedef struct Form {
	const char *name;
	gboolean (*begins)(const char *text); /* whether a line is meant to be of this form */
	gpointer (*parse)(const char *text, Zones *zones, GError **error); /* `zones` may be NULL */
	void (*free)(gpointer value);
	char *(*to_string)(gconstpointer value);
	char *(*explain)(gconstpointer value);
	gint64 (*next)(gconstpointer value, const WhenContext *context, gint64 after);
	gint64 (*prev)(gconstpointer value, const WhenContext *context, gint64 before);
	Zone *(*zone)(gconstpointer value);                      /* NULL: the form has none */
	gint64 (*next_reading)(gconstpointer value, gint64 at); /* NULL: it names no times of day; see readings.h */
	gboolean (*any_hour)(gconstpointer value);               /* NULL: never; a gap takes nothing from it then */
	void (*warn)(gconstpointer value, GPtrArray *warnings);  /* NULL: nothing */
} Form;

extern const Form calendar_form, random_form, cadence_form, interval_form, follow_form, once_form;

/* --- parts of a line, in when-parts.c; each fails with its column --- */

/* `word` with blanks around it; `example`: a whole line, for the message. */
gboolean part_word(Expr *expr, const char *word, const char *example);
gboolean part_window(Expr *expr, const char *example, Hours *window); /* "between 9:00 and 17:00" */
gboolean part_days(Expr *expr, Calendar **days);                      /* all that is left: weekdays, a date, or both */
gboolean part_date(Expr *expr, int *day);                             /* "2026-01-06", as days since 1970 */
gboolean part_end(Expr *expr, const char *expected);                  /* nothing but blanks */
/* A span up to the first of two words (`other` may be NULL), which stays, or to the end. */
gboolean part_span(Expr *expr, const char *up_to, const char *other, gint64 *span);
Zone *part_cut_zone(char *text, Zones *zones); /* cuts an installed zone's name off the end; NULL: there is none */
/* Once a line failed: where its last word seems to be meant as a zone, says that there is none so called. */
void part_explain_zone(const char *text, GError **error);
char *part_days_to_string(const Calendar *days);
char *part_date_to_string(int day);
/* The stretch of the window that begins on that local date; last < first where its zone skipped the date: no such day, no window. */
void part_window_on(Hours window, Zone *zone, int day, gint64 *first, gint64 *last);
