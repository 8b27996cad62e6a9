#include "core/calendar-fields.h"
#include "core/when-cadence.h"

/* Which dates a cadence names: steps counted from its anchor. */

enum { WEEK = 7 };

static int weekday_of(int day) /* 0 Monday; 1970-01-01 was a Thursday */
{
	return (day % WEEK + WEEK + 3) % WEEK;
}

static gboolean passes(const Cadence *cadence, int day)
{
	return !cadence->weekdays || cadence->weekdays >> weekday_of(day) & 1;
}

static int floor_to(int n, int count)
{
	return n / count * count - (n % count < 0 ? count : 0);
}

/* Where a whole step of the cadence has only one day: the k-th one. Months keep the anchor's day, or take their last. */
static int day_of_step(const Cadence *cadence, int k)
{
	int year, month, date, months, last;

	if (cadence->unit == UNIT_DAYS)
		return cadence->from + k * cadence->count;
	date_from_day(cadence->from, &year, &month, &date);
	months = year * 12 + month - 1 + k * cadence->count * (cadence->unit == UNIT_YEARS ? 12 : 1);
	last = date_to_day(months / 12, months % 12 + 2, 0) - date_to_day(months / 12, months % 12 + 1, 0);
	return date_to_day(months / 12, months % 12 + 1, MIN(date, last));
}

/* The last step that is not after that day; may be negative. */
static int step_until(const Cadence *cadence, int day)
{
	int year, month, date, from_year, from_month, from_date, count = cadence->count, k;

	if (cadence->unit == UNIT_DAYS)
		return floor_to(day - cadence->from, count) / count;
	date_from_day(day, &year, &month, &date);
	date_from_day(cadence->from, &from_year, &from_month, &from_date);
	count *= cadence->unit == UNIT_YEARS ? 12 : 1;
	k = floor_to((year - from_year) * 12 + month - from_month, count) / count;
	return day_of_step(cadence, k) > day ? k - 1 : k;
}

static int monday_of(int day)
{
	return day - weekday_of(day);
}

guint cadence_week_days(const Cadence *cadence)
{
	return cadence->weekdays ? cadence->weekdays : 1u << weekday_of(cadence->from);
}

/* First matching day >= day, in weeks counted from the anchor's, which begins on its Monday; before the anchor nothing is. */
static int next_in_weeks(const Cadence *cadence, int day)
{
	int start = monday_of(cadence->from), cycle = cadence->count * WEEK;
	int week = start + floor_to(day - start, cycle), into = day - week;
	guint days = cadence_week_days(cadence);

	if (into < WEEK && days >> into)
		return day + __builtin_ctz(days >> into);
	return week + cycle + __builtin_ctz(days);
}

static int prev_in_weeks(const Cadence *cadence, int day)
{
	int start = monday_of(cadence->from), cycle = cadence->count * WEEK;
	int week = start + floor_to(day - start, cycle), into = MIN(day - week, WEEK - 1);
	guint days = cadence_week_days(cadence), until = days & ((2u << into) - 1);

	return until ? week + 31 - __builtin_clz(until) : week - cycle + 31 - __builtin_clz(days);
}

int cadence_next_day(const Cadence *cadence, int day)
{
	day = MAX(day, cadence->from);
	if (cadence->unit == UNIT_WEEKS) {
		day = next_in_weeks(cadence, day);
		return day < END_DAY ? day : -1;
	}
	for (int k = step_until(cadence, day - 1) + 1; (day = day_of_step(cadence, k)) < END_DAY; k++)
		if (passes(cadence, day))
			return day;
	return -1;
}

int cadence_prev_day(const Cadence *cadence, int day)
{
	day = MIN(day, END_DAY - 1);
	if (cadence->unit == UNIT_WEEKS) {
		day = prev_in_weeks(cadence, day);
		return day >= cadence->from ? day : -1;
	}
	for (int k = day < cadence->from ? -1 : step_until(cadence, day); k >= 0; k--)
		if (passes(cadence, day_of_step(cadence, k)))
			return day_of_step(cadence, k);
	return -1;
}
