#include "core/calendar-fields.h"
#include "core/words.h"
#include <string.h>

/* A calendar expression said in plain words, and what may surprise in it. */

enum { MOST_CLOCKS = 6 };
#define ALL_DAYS 0x7fffffffu
#define ALL_MONTHS 0xfffu
#define ALL_MINUTES 0xfffffffffffffffu

/* --- days -------------------------------------------------------------------------------------- */

/* The days of the month, bit 0 the 1st; or counted from its end, bit 0 the last. */
static guint32 days_of(const Calendar *calendar)
{
	guint32 days = calendar->days;

	for (int bit = 0; calendar->from_end && bit < 31; bit++)
		if (calendar->days_reversed >> bit & 1)
			days |= 1u << (30 - bit);
	return days;
}

static char *say_day(int day)
{
	g_autofree char *ordinal = words_ordinal(day);

	return g_strconcat("the ", ordinal, NULL);
}

static char *say_day_from_end(int day)
{
	g_autofree char *nth = words_nth(day);

	return day == 1 ? g_strdup("the last day") : g_strconcat("the ", nth, "-last day", NULL);
}

static char *say_month(int month)
{
	return g_strdup(month_words[month - 1]);
}

/* "the first Monday": the weekdays in a week of the month, counted from its begin or its end. NULL: it is not that. */
static char *say_nth_weekday(const Calendar *calendar, guint32 days)
{
	g_autofree char *weekdays = NULL, *nth = NULL;

	for (int week = 0; calendar->weekdays && week < 4; week++) {
		if (days != 0x7fu << 7 * week)
			continue;
		weekdays = words_weekdays(calendar->weekdays, FALSE);
		nth = words_nth(week + 1);
		if (!calendar->from_end)
			return g_strdup_printf("the %s %s", nth, weekdays);
		return week ? g_strdup_printf("the %s-last %s", nth, weekdays)
		            : g_strdup_printf("the last %s", weekdays);
	}
	return NULL;
}

static char *say_days_of_month(const Calendar *calendar, guint32 days)
{
	int n = __builtin_popcount(days);

	if (calendar->from_end && n > 1 && (days & (days + 1)) == 0)
		return g_strdup_printf("the last %d days", n);
	return words_values(days, 1, "day", calendar->from_end ? say_day_from_end : say_day);
}

/* " in 2026", or nothing. */
static char *say_years(const Calendar *calendar)
{
	const Chain *years = &calendar->field[YEAR];
	GPtrArray *words;
	g_autofree char *joined = NULL;

	if (years->n == 0)
		return g_strdup("");
	words = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < years->n; i++) {
		const Item *item = &years->items[i];
		g_autofree char *nth = words_nth(MAX(item->step, 1));
		g_autofree char *every = item->step > 1 ? g_strdup_printf("every %s year from ", nth) : g_strdup("");

		g_ptr_array_add(words, item->stop > 0    ? g_strdup_printf("%s%d to %d", every, item->start, item->stop)
		                       : item->step == 1 ? g_strdup_printf("%d on", item->start)
		                                         : g_strdup_printf("%s%d", every, item->start));
	}
	joined = words_joined(words);
	return g_strconcat(" in ", joined, NULL);
}

/* "on 24 December 2026", "on the 1st of every month", "every day in July" */
static char *say_date(const Calendar *calendar, gboolean *weekdays_said)
{
	guint32 days = days_of(calendar), months = (guint32)calendar_mask(calendar, MONTH);
	g_autofree char *month = words_values(months, 1, "month", say_month), *years = say_years(calendar), *day = NULL;
	gboolean one_year = calendar->field[YEAR].n == 1 && !calendar->field[YEAR].items[0].step;

	if (!calendar->from_end && days == ALL_DAYS)
		return g_strdup_printf("every day%s%s%s", months == ALL_MONTHS ? "" : " in ",
		                       months == ALL_MONTHS ? "" : month, years);
	if (!calendar->from_end && __builtin_popcount(days) == 1 && __builtin_popcount(months) == 1)
		return g_strdup_printf("%s %d %s%s", one_year ? "on" : "every", __builtin_ctz(days) + 1, month,
		                       one_year ? years + strlen(" in") : years);
	day = say_nth_weekday(calendar, days);
	*weekdays_said = day != NULL;
	if (!day)
		day = say_days_of_month(calendar, days);
	return g_strdup_printf("%s%s of %s%s", g_str_has_prefix(day, "every ") ? "" : "on ", day,
	                       months == ALL_MONTHS ? "every month" : month, years);
}

char *calendar_days_explain(const Calendar *calendar)
{
	gboolean weekdays_said = FALSE;
	g_autofree char *weekdays = words_weekdays(calendar->weekdays, FALSE), *any = NULL, *date = NULL;

	if (calendar->any_date && calendar->weekdays)
		return g_strdup_printf("%s%s", strpbrk(weekdays, " ") ? "" : "every ", weekdays);
	date = say_date(calendar, &weekdays_said);
	if (weekdays_said || !calendar->weekdays)
		return g_steal_pointer(&date);
	any = words_weekdays(calendar->weekdays, TRUE);
	return g_strdup_printf("%s where that is a %s", date, any);
}

/* --- times ------------------------------------------------------------------------------------- */

static char *say_minute(int minute)
{
	return g_strdup_printf(":%02d", minute);
}

static char *say_hour(int hour)
{
	return g_strdup_printf("%02d", hour);
}

static gboolean on_the_minute(const Calendar *calendar)
{
	return !calendar->fractions && calendar->seconds == 1;
}

/* "at 10:00 and 16:00", or NULL where there are too many. */
static char *say_clocks(const Calendar *calendar)
{
	int seconds = __builtin_popcountll(calendar->seconds);
	int n = __builtin_popcount(calendar->hours) * __builtin_popcountll(calendar->minutes) * seconds;
	g_autoptr(GPtrArray) words = NULL;
	g_autofree char *joined = NULL;

	if (calendar->fractions || n > MOST_CLOCKS)
		return NULL;
	words = g_ptr_array_new_with_free_func(g_free);
	for (int time = 0; time < 86400; time++)
		if (calendar->hours >> time / 3600 & 1 && calendar->minutes >> time / 60 % 60 & 1 &&
		    calendar->seconds >> time % 60 & 1)
			g_ptr_array_add(words, clock_to_string(time));
	joined = words_joined(g_steal_pointer(&words));
	return g_strconcat("at ", joined, NULL);
}

/* "every 15 minutes", "at :05 and :35" */
static char *say_minutes(const Calendar *calendar)
{
	int n = __builtin_popcountll(calendar->minutes), first = __builtin_ctzll(calendar->minutes);
	g_autofree char *values = words_values(calendar->minutes, 0, "minute", say_minute);
	guint64 even = 0;

	if (calendar->minutes == ALL_MINUTES)
		return g_strdup("every minute");
	for (int minute = 0; minute < 60 && 60 % n == 0; minute += 60 / n)
		even |= (guint64)1 << minute;
	if (n > 1 && calendar->minutes == even)
		return g_strdup_printf("every %d minutes", 60 / n);
	if (n == 1 && first == 0 && calendar->hours == ALL_HOURS)
		return g_strdup("every hour");
	return g_str_has_prefix(values, "every ") ? g_steal_pointer(&values) : g_strconcat("at ", values, NULL);
}

/* One moment an hour: "every hour from 09:00 to 17:00", or NULL. */
static char *say_hourly(const Calendar *calendar)
{
	g_autofree char *values = words_values(calendar->hours, 0, "hour", say_hour), *from = NULL, *to = NULL;
	int minute = __builtin_ctzll(calendar->minutes), first = __builtin_ctz(calendar->hours);
	int last = 31 - __builtin_clz(calendar->hours);

	if (__builtin_popcountll(calendar->minutes) != 1 || calendar->hours == ALL_HOURS || strstr(values, " and "))
		return NULL;
	from = clock_to_string(first * 3600 + minute * 60);
	to = clock_to_string(last * 3600 + minute * 60);
	if (!g_str_has_prefix(values, "every "))
		return g_strdup_printf("every hour from %s to %s", from, to);
	return g_strdup_printf("%.*s%s to %s", (int)strcspn(values, "0123456789"), values, from, to);
}

static char *say_hours(const Calendar *calendar, gboolean at)
{
	g_autofree char *values = words_values(calendar->hours, 0, "hour", say_hour);
	int first = __builtin_ctz(calendar->hours), last = 31 - __builtin_clz(calendar->hours);

	if (calendar->hours == ALL_HOURS)
		return g_strdup(at ? " of every hour" : "");
	if (__builtin_popcount(calendar->hours) == last - first + 1)
		return g_strdup_printf(" from %02d:00 to %02d:59", first, last);
	return g_strdup_printf(" in %s%s", g_str_has_prefix(values, "every ") ? "" : "the hours ", values);
}

/* Many times a day. */
static char *say_often(const Calendar *calendar)
{
	g_autofree char *hourly = say_hourly(calendar), *minutes = NULL, *hours = NULL, *whole = NULL, *normal = NULL;
	char *space;

	if (hourly && on_the_minute(calendar))
		return g_steal_pointer(&hourly);
	minutes = say_minutes(calendar);
	hours = say_hours(calendar, g_str_has_prefix(minutes, "at "));
	whole = g_strconcat(minutes, hours, NULL);
	if (on_the_minute(calendar))
		return g_steal_pointer(&whole);
	if (!calendar->fractions && __builtin_popcountll(calendar->seconds) == 60)
		return calendar->minutes == ALL_MINUTES ? g_strdup_printf("every second%s", hours)
		                                        : g_strdup_printf("every second of the minute, %s", whole);
	normal = calendar_to_string(calendar);
	if (calendar->zone && (space = strrchr(normal, ' ')))
		*space = '\0';
	return g_strdup_printf("%s, at second %s", whole, strrchr(normal, ':') + 1);
}

char *calendar_explain(const Calendar *calendar)
{
	g_autofree char *clocks = say_clocks(calendar), *often = clocks ? NULL : say_often(calendar);
	g_autofree char *days = calendar_days_explain(calendar), *said = NULL;

	if (clocks)
		said = g_strdup_printf("%s %s", days, clocks);
	else if (g_str_equal(days, "every day"))
		said = g_strdup(often);
	else
		said = g_strdup_printf("%s, %s", often, days);
	return calendar->zone ? g_strdup_printf("%s, %s time", said, zone_name(calendar->zone))
	                      : g_steal_pointer(&said);
}

/* --- warnings ---------------------------------------------------------------------------------- */

typedef struct Wrap {
	Field field;
	int whole; /* how many values; 0: it differs */
	const char *of, *unit, *begins, *write;
} Wrap;

static const Wrap wraps[] = {
	{ MONTH, 12, "the 12 months of a year", "months", "year", " months at 10:00 from 2026-01-06" },
	{ DAY, 0, "the days of a month", "days", "month", " days at 10:00 from 2026-01-06" },
	{ HOUR, 24, "the 24 hours of a day", "hours", "day", "h" },
	{ MINUTE, 60, "the 60 minutes of an hour", "minutes", "hour", "min" },
	{ SECOND, 60, "the 60 seconds of a minute", "seconds", "minute", "s" },
};

static void warn_step(const Wrap *wrap, int step, GPtrArray *warnings)
{
	g_ptr_array_add(warnings,
	                g_strdup_printf("the step of %d does not divide %s: it begins anew each %s; for every %d "
	                                "%s, whatever the %s, write \"every %d%s\"",
	                                step, wrap->of, wrap->begins, step, wrap->unit, wrap->begins, step,
	                                wrap->write));
}

/* Only of a step that runs on to the field's end: where it was told to stop, it is meant to. */
void calendar_warn(const Calendar *calendar, GPtrArray *warnings)
{
	for (gsize w = 0; w < G_N_ELEMENTS(wraps); w++) {
		const Wrap *wrap = &wraps[w];
		const Chain *chain = &calendar->field[wrap->field];
		int unit = wrap->field == SECOND ? G_USEC_PER_SEC : 1;

		for (guint i = 0; i < chain->n && !(wrap->field == DAY && calendar->from_end); i++) {
			const Item *item = &chain->items[i];
			gboolean open = item->stop < 0 || item->stop / unit == field_ranges[wrap->field].to / unit;
			int step = item->step / unit;

			if (open && step > 1 && item->step % unit == 0 && (wrap->whole == 0 || wrap->whole % step != 0))
				warn_step(wrap, step, warnings);
		}
	}
}
