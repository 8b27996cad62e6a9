#include "core/calendar-fields.h"

/* Dates by bits: a month is one word, a year is one of 14 kinds, the next date a count of trailing zeros. */

static const int before_month[2][12] = {
	{ 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 },
	{ 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335 },
};
static const int month_length[2][12] = {
	{ 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 },
	{ 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 },
};

static int new_year(int year) /* as days since 1970; from FIRST_YEAR on */
{
	int y = year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 - 719162;
}

static gboolean is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int year_kind(int year)
{
	return (new_year(year) + 3) % 7 + (is_leap(year) ? 7 : 0); /* 1970-01-01 was a Thursday */
}

guint32 month_dates(const Calendar *calendar, int kind, int month)
{
	int leap = kind >= 7, length = month_length[leap][month];
	int weekday = (kind % 7 + before_month[leap][month]) % 7; /* of the 1st */
	guint32 all = (guint32)(((guint64)1 << length) - 1);
	guint32 dates = calendar->days | calendar->days_reversed >> (31 - length);

	return dates & all & (guint32)(calendar->weekday_pattern >> weekday);
}

/* First year with a matching date, >= from (an index); or -1. */
static int next_year(const Calendar *calendar, int from)
{
	for (int word = from / 64; word < YEAR_WORDS; word++, from = word * 64) {
		guint64 bits = calendar->years[word] >> (from % 64);

		if (bits)
			return from + __builtin_ctzll(bits);
	}
	return -1;
}

static int prev_year(const Calendar *calendar, int to)
{
	for (int word = to / 64; word >= 0; word--, to = word * 64 + 63) {
		guint64 bits = calendar->years[word] << (63 - to % 64);

		if (bits)
			return to - __builtin_clzll(bits);
	}
	return -1;
}

static gboolean year_matches(const Calendar *calendar, int year)
{
	int i = year - FIRST_YEAR;

	return calendar->years[i / 64] >> (i % 64) & 1;
}

static int lowest(guint32 bits)
{
	return __builtin_ctz(bits);
}

static int highest(guint32 bits)
{
	return 31 - __builtin_clz(bits);
}

/* First date of the first matching month among `months` of a year; these have one. */
static int first_date(const Calendar *calendar, int year, int kind, guint32 months)
{
	int month = lowest(months);

	return new_year(year) + before_month[kind >= 7][month] + lowest(month_dates(calendar, kind, month));
}

static int last_date(const Calendar *calendar, int year, int kind, guint32 months)
{
	int month = highest(months);

	return new_year(year) + before_month[kind >= 7][month] + highest(month_dates(calendar, kind, month));
}

static int next_date_in_year(const Calendar *calendar, int day, int year, int month, int date)
{
	int kind = year_kind(year);
	guint32 months = calendar->months_in[kind], dates, later;

	dates = months >> month & 1 ? month_dates(calendar, kind, month) >> date : 0;
	if (dates)
		return day + lowest(dates);
	later = months & ~((2u << month) - 1);
	return later ? first_date(calendar, year, kind, later) : -1;
}

static int prev_date_in_year(const Calendar *calendar, int day, int year, int month, int date)
{
	int kind = year_kind(year);
	guint32 months = calendar->months_in[kind], dates, earlier;

	dates = months >> month & 1 ? month_dates(calendar, kind, month) << (31 - date) : 0;
	if (dates)
		return day - __builtin_clz(dates);
	earlier = months & ((1u << month) - 1);
	return earlier ? last_date(calendar, year, kind, earlier) : -1;
}

static int next_by_weekday(const Calendar *calendar, int day)
{
	day += __builtin_ctzll(calendar->weekday_pattern >> (day + 3) % 7);
	return day < END_DAY ? day : -1;
}

static int prev_by_weekday(const Calendar *calendar, int day)
{
	day -= __builtin_clzll(calendar->weekday_pattern
	                       << (63 - 7 - (day + 3) % 7)); /* with a week below, to look back into */
	return day >= 0 ? day : -1;
}

guint32 calendar_month_dates(const Calendar *calendar, int year, int month)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || !year_matches(calendar, year) ||
	    !(calendar->months_in[year_kind(year)] >> (month - 1) & 1))
		return 0;
	return month_dates(calendar, year_kind(year), month - 1);
}

int calendar_next_day(const Calendar *calendar, int day)
{
	int year, month, date, found = -1;

	day = MAX(day, 0);
	if (day >= END_DAY)
		return -1;
	if (calendar->any_date)
		return next_by_weekday(calendar, day);
	date_from_day(day, &year, &month, &date);
	if (year_matches(calendar, year))
		found = next_date_in_year(calendar, day, year, month - 1, date - 1);
	if (found >= 0)
		return found;
	year = next_year(calendar, year - FIRST_YEAR + 1);
	if (year < 0)
		return -1;
	year += FIRST_YEAR;
	return first_date(calendar, year, year_kind(year), calendar->months_in[year_kind(year)]);
}

int calendar_prev_day(const Calendar *calendar, int day)
{
	int year, month, date, found = -1;

	day = MIN(day, END_DAY - 1);
	if (day < 0)
		return -1;
	if (calendar->any_date)
		return prev_by_weekday(calendar, day);
	date_from_day(day, &year, &month, &date);
	if (year_matches(calendar, year))
		found = prev_date_in_year(calendar, day, year, month - 1, date - 1);
	if (found >= 0)
		return found;
	year = year == FIRST_YEAR ? -1 : prev_year(calendar, year - FIRST_YEAR - 1);
	if (year < 0)
		return -1;
	year += FIRST_YEAR;
	return last_date(calendar, year, year_kind(year), calendar->months_in[year_kind(year)]);
}
