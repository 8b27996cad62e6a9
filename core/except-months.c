/* Full days, found a month at a time: each rule's dates of a month are one word. */
#include "core/except-rules.h"
#include "core/readings.h"

enum { DAY_SECONDS = 86400 };

typedef struct Month {
	int year, month;   /* 1..12 */
	int first, length; /* its first day, as days since 1970 */
} Month;

/* A part of the day in which no hours begin or end. */
typedef struct Part {
	int from, to; /* seconds of the day */
} Part;

static Month month_of(int year, int month)
{
	int first = date_to_day(year, month, 1);

	return (Month){ year, month, first, date_to_day(year + month / 12, month % 12 + 1, 1) - first };
}

static guint32 all_of(const Month *month)
{
	return (guint32)(((guint64)1 << month->length) - 1);
}

static guint32 dates_of(const Except *except, const Month *month)
{
	guint32 dates = 0;

	for (guint i = except_dates_before(except, month->first); i < except->dates->len; i++) {
		int day = g_array_index(except->dates, int, i) - month->first;

		if (day >= month->length)
			break;
		dates |= 1u << day;
	}
	return dates;
}

/* The dates that follow those of a rule, for hours over midnight. */
static guint32 following(const Calendar *days, const Month *month, guint32 dates)
{
	gboolean last = month->first > 0 && calendar_next_day(days, month->first - 1) == month->first - 1;

	return dates << 1 | last;
}

static guint32 covered_in(const Rule *rule, const Month *month, Part part)
{
	guint32 dates = calendar_month_dates(rule->days, month->year, month->month), covered = 0;
	gboolean over_midnight = rule->hours.to < rule->hours.from;

	if (part.from >= rule->hours.from && (over_midnight || part.to <= rule->hours.to))
		covered = dates;
	if (over_midnight && part.to <= rule->hours.to)
		covered |= following(rule->days, month, dates);
	return covered;
}

static int by_number(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

/* Seconds of the day at which hours begin or end, midnights included, ascending; of int. */
static GArray *edges_of(const Except *except)
{
	GArray *edges = g_array_new(FALSE, FALSE, sizeof(int));
	const int midnights[] = { 0, DAY_SECONDS };

	g_array_append_vals(edges, midnights, G_N_ELEMENTS(midnights));
	for (guint i = 0; i < except->rules->len; i++) {
		const Hours *hours = &g_array_index(except->rules, Rule, i).hours;

		if (hours->from != hours->to) {
			g_array_append_val(edges, hours->from);
			g_array_append_val(edges, hours->to);
		}
	}
	g_array_sort(edges, by_number);
	return edges;
}

static guint32 whole_days(const Except *except, const Month *month)
{
	guint32 days = dates_of(except, month);

	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		if (rule->hours.from == rule->hours.to)
			days |= calendar_month_dates(rule->days, month->year, month->month);
	}
	return days;
}

/* Bit 0 the 1st: of which days nothing is left. */
static guint32 full_days(const Except *except, const GArray *edges, const Month *month)
{
	guint32 whole = whole_days(except, month), full = all_of(month);

	for (guint e = 0; e + 1 < edges->len && full != whole; e++) {
		Part part = { g_array_index(edges, int, e), g_array_index(edges, int, e + 1) };
		guint32 covered = whole;

		for (guint i = 0; part.from < part.to && i < except->rules->len; i++) {
			const Rule *rule = &g_array_index(except->rules, Rule, i);

			if (rule->hours.from != rule->hours.to)
				covered |= covered_in(rule, month, part);
		}
		full &= part.from < part.to ? covered : full;
	}
	return full;
}

int except_open_from(const Except *except, int day, int limit)
{
	g_autoptr(GArray) edges = edges_of(except);
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	limit = MIN(limit, READINGS_END_DAY);
	while (day < limit) {
		Month at = month_of(year, month);
		guint32 open = ~full_days(except, edges, &at) & all_of(&at);

		open = open >> (day - at.first) << (day - at.first);
		if (open)
			return MIN(at.first + __builtin_ctz(open), limit);
		day = at.first + at.length;
		year += month / 12;
		month = month % 12 + 1;
	}
	return limit;
}

int except_open_until(const Except *except, int day, int limit)
{
	g_autoptr(GArray) edges = edges_of(except);
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	limit = MAX(limit, -1);
	while (day > limit) {
		Month at = month_of(year, month);
		guint32 open = ~full_days(except, edges, &at) & all_of(&at);

		open &= (guint32)(((guint64)2 << (day - at.first)) - 1);
		if (open)
			return MAX(at.first + 31 - __builtin_clz(open), limit);
		day = at.first - 1;
		year -= month == 1;
		month = month == 1 ? 12 : month - 1;
	}
	return limit;
}

gboolean except_has_edge(const Except *except, gint64 first, gint64 last)
{
	g_autoptr(GArray) edges = edges_of(except);

	for (gint64 day = first / DAYS(1) - 1; DAYS(day) < last; day++)
		for (guint e = 0; e < edges->len; e++) {
			gint64 edge = DAYS(day) + SECONDS(g_array_index(edges, int, e));

			if (edge > first && edge < last)
				return TRUE;
		}
	return FALSE;
}
