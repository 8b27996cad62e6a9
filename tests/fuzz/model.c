#include "tests/fuzz/model.h"

#include <stdlib.h>
#include <string.h>

#define SECOND_UNIT G_USEC_PER_SEC

typedef struct Stretch {
	gint64 from, to, step;
} Stretch;

static gboolean within(Stretch stretch, gint64 value)
{
	return value >= stretch.from && value <= stretch.to && (value - stretch.from) % stretch.step == 0;
}

/* "30" or "30.500000", times the unit. */
static gint64 number(const char **at, int unit)
{
	char *end;
	gint64 value = strtoll(*at, &end, 10) * unit;

	if (unit > 1 && *end == '.' && g_ascii_isdigit(end[1]))
		value += strtoll(end + 1, &end, 10);
	*at = end;
	return value;
}

/* "3", "3..9", "3/2", "3..9/2"; an item with a step and no end goes on to `last`. */
static Stretch item(const char *at, int unit, gint64 last)
{
	Stretch stretch = { .from = number(&at, unit), .step = unit };
	gboolean range = strncmp(at, "..", 2) == 0;

	stretch.to = stretch.from;
	if (range) {
		at += 2;
		stretch.to = number(&at, unit);
	}
	if (*at == '/') {
		at++;
		stretch.step = number(&at, unit);
		stretch.to = range ? stretch.to : last;
	}
	return stretch;
}

/* Counted from the month's end; the steps go from the earlier day to the later one. */
static Stretch from_end(Stretch stretch, gint64 days, gboolean open)
{
	gint64 a = days + 1 - stretch.from, b = open ? days : days + 1 - stretch.to;

	return (Stretch){ MIN(a, b), MAX(a, b), stretch.step };
}

static gboolean chain(const char *text, gint64 value, int unit, gint64 last, gboolean ends)
{
	g_auto(GStrv) items = g_strsplit(text, ",", -1);

	if (strcmp(text, "*") == 0)
		return TRUE;
	for (char **one = items; *one; one++) {
		Stretch stretch = item(*one, unit, last);

		if (ends)
			stretch = from_end(stretch, last, strchr(*one, '/') && !strstr(*one, ".."));
		if (within(stretch, value))
			return TRUE;
	}
	return FALSE;
}

static int weekday(const char *name)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

	for (int i = 0; i < 7; i++)
		if (strncmp(name, names[i], 3) == 0)
			return i;
	return -1;
}

static gboolean weekdays(const char *text, int day)
{
	g_auto(GStrv) items = g_strsplit(text, ",", -1);

	for (char **one = items; *one; one++) {
		const char *range = strstr(*one, "..");

		if (day >= weekday(*one) && day <= weekday(range ? range + 2 : *one))
			return TRUE;
	}
	return FALSE;
}

static int days_of_month(int year, int month)
{
	return g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

static gboolean date(const char *text, const LocalTime *at)
{
	gboolean ends = strchr(text, '~') != NULL;
	g_auto(GStrv) parts = g_strsplit_set(text, "-~", 3);

	return chain(parts[0], at->year, 1, 2199, FALSE) && chain(parts[1], at->month, 1, 12, FALSE) &&
	       chain(parts[2], at->day, 1, days_of_month(at->year, at->month), ends);
}

static gboolean clock_time(const char *text, const LocalTime *at)
{
	g_auto(GStrv) parts = g_strsplit(text, ":", 3);
	gint64 usec = SECONDS(at->second) + at->usec;

	return chain(parts[0], at->hour, 1, 23, FALSE) && chain(parts[1], at->minute, 1, 59, FALSE) &&
	       (strcmp(parts[2], "*") == 0 ? at->usec == 0 : chain(parts[2], usec, SECOND_UNIT, MINUTES(1) - 1, FALSE));
}

gboolean model_matches(const char *normal, const LocalTime *at)
{
	g_auto(GStrv) words = g_strsplit(normal, " ", -1);
	char **word = words;

	if (g_ascii_isalpha(**word) && !weekdays(*word++, at->weekday))
		return FALSE;
	return date(word[0], at) && clock_time(word[1], at);
}
