/* calendar-fields.h - what a Calendar is made of; for core/calendar*.c only. */
#pragma once
#include "core/calendar.h"
#include "core/expr.h"

enum { FIRST_YEAR = 1970, LAST_YEAR = 2199, N_YEARS = LAST_YEAR - FIRST_YEAR + 1, YEAR_WORDS = (N_YEARS + 63) / 64 };
enum { END_DAY = 84006, ALL_WEEKDAYS = 0x7f, ALL_HOURS = 0xffffff }; /* END_DAY: 2200-01-01 as days since 1970 */

typedef enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, N_FIELDS } Field;

/* start, start + step, ... up to stop, or to the field's end where stop is -1; just start where step is 0.
 * Seconds are in microseconds. */
typedef struct Item {
	int start, stop, step;
	const char *where; /* in the text; for messages while it is parsed */
} Item;

typedef struct Chain {
	Item *items; /* sorted, without doubles */
	guint n;     /* 0: "*" */
} Chain;

struct Calendar {
	/* as written */
	Chain field[N_FIELDS];
	guint8 weekdays;        /* bit 0 Monday; 0: any */
	gboolean from_end, utc; /* the day field counts from the month's end; " UTC" */
	Zone *zone;

	/* as searched: one bit a value */
	guint64 years[YEAR_WORDS]; /* from FIRST_YEAR; only those with a matching date */
	guint16 months_in[14];     /* by kind of year (see year_kind): the months with a matching date; bit 0 January */
	guint32 days, days_reversed; /* bit 0 the 1st; and of a month of 31 days from its end, bit 30 the last */
	guint64 weekday_pattern;     /* the weekdays over and over; bit 0 Monday */
	guint32 hours;
	guint64 minutes, seconds;  /* a second is set where any fraction of it matches */
	gboolean any_date;         /* only weekdays choose the day */
	gboolean fractions;        /* ask the chain itself within a minute */
	int first_usec, last_usec; /* within the minute */
};

#define USECS_A_MINUTE 60000000

typedef struct FieldRange {
	const char *name;
	int from, to;
} FieldRange;

extern const FieldRange field_ranges[N_FIELDS];

gboolean chain_read(Expr *expr, Field field, Chain *chain); /* `field` matters for SECOND only */
void chain_set(Chain *chain, int value);                    /* adds one value */
void calendar_compile(Calendar *calendar);                  /* the masks, from the fields */
guint64 calendar_mask(const Calendar *calendar, Field field); /* any but YEAR and SECOND; bit 0 the field's first value */
gboolean chain_normalise(Expr *expr, Chain *chain, Field field, gboolean from_end); /* and check */

gboolean calendar_is_shorthand(const char *text);
void weekdays_print(GString *s, guint weekdays); /* "Mon..Fri" */

/* A slip whose fix parses, in a line of any form. NULL: none known; free it. */
char *slip_fixed(const char *text, const char **where);
char *slip_cron_line(const char *text, const char **where); /* as calendar_slip */

/* A year is one of 14 kinds: the weekday of its 1 January (0 Monday), and 7 more for a leap year. */
int year_kind(int year);
/* The matching dates of a month in years of that kind; month 0..11, bit 0 the 1st. */
guint32 month_dates(const Calendar *calendar, int kind, int month);

/* Within the minute: the least value >= at and the greatest <= at, or -1. */
int chain_next_usec(const Chain *seconds, int at);
int chain_prev_usec(const Chain *seconds, int at);
