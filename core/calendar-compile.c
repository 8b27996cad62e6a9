#include "core/calendar-fields.h"
#include <stdlib.h>

/* From items to bits: what a chain may hold, and the masks that the search reads. */

static const struct {
	const char *name;
	int from, to;
} ranges[N_FIELDS] = {
	[YEAR] = { "year", FIRST_YEAR, LAST_YEAR }, [MONTH] = { "month", 1, 12 },  [DAY] = { "day", 1, 31 },
	[HOUR] = { "hour", 0, 23 },                 [MINUTE] = { "minute", 0, 59 }, [SECOND] = { "second", 0, USECS_A_MINUTE - 1 },
};

/* --- check and order --------------------------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const Item *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->stop != y->stop)
		return x->stop < y->stop ? -1 : 1;
	return (x->step > y->step) - (x->step < y->step);
}

static gboolean fail(Expr *expr, const Item *item, const char *why, Field field, int to)
{
	int unit = field == SECOND ? G_USEC_PER_SEC : 1;

	return expr_fail_at(expr, WHEN_ERROR_SYNTAX, item->where, "%s: the %s goes from %d to %d", why, ranges[field].name,
	                    ranges[field].from, to / unit);
}

static gboolean item_check(Expr *expr, const Item *item, Field field, gboolean from_end, int to)
{
	int from = ranges[field].from;

	if (item->start < from || item->start > to || item->stop > to)
		return fail(expr, item, "out of range", field, to);
	if (item->step > to - from)
		return fail(expr, item, "the step is too long", field, to);
	if (item->stop >= 0 && item->start + item->step > item->stop)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, item->where,
		                    "a range must go up");
	if (item->stop < 0 && (from_end ? item->start - item->step < from : item->start + item->step > to))
		return fail(expr, item, "the first step already leads out of range", field, to);
	return TRUE;
}

static void chain_unique(Chain *chain)
{
	guint kept = 1;

	for (guint i = 1; i < chain->n; i++)
		if (compare_items(&chain->items[i], &chain->items[kept - 1]) != 0)
			chain->items[kept++] = chain->items[i];
	chain->n = kept;
}

gboolean chain_normalise(Expr *expr, Chain *chain, Field field, gboolean from_end)
{
	for (guint i = 0; i < chain->n; i++) {
		Item *item = &chain->items[i];

		if (item->stop > item->start)
			item->stop -= (item->stop - item->start) % item->step;
		if (item->stop == item->start) { /* "5..5", and "5..8/10": just the start */
			item->stop = -1;
			item->step = 0;
		}
	}
	if (chain->n == 0)
		return TRUE;
	qsort(chain->items, chain->n, sizeof *chain->items, compare_items);
	chain_unique(chain);
	for (guint i = 0; i < chain->n; i++) {
		/* Counted from the month's end, systemd allows 28 days to the first item, 25 to the second, and so on. */
		int to = ranges[field].to - (from_end ? 3 * (int)(i + 1) : 0);

		if (!item_check(expr, &chain->items[i], field, from_end, to))
			return FALSE;
	}
	return TRUE;
}

/* --- masks ------------------------------------------------------------------------------------- */

static void set_bit(guint64 *words, int bit)
{
	words[bit / 64] |= (guint64)1 << (bit % 64);
}

/* Bits count from the field's first value. */
static void mask_fill(guint64 *words, const Chain *chain, Field field)
{
	int from = ranges[field].from, to = ranges[field].to;

	for (int value = from; chain->n == 0 && value <= to; value++)
		set_bit(words, value - from);
	for (guint i = 0; i < chain->n; i++) {
		const Item *item = &chain->items[i];
		int last = item->step == 0 ? item->start : item->stop >= 0 ? item->stop : to;

		for (int value = item->start; value <= last; value += MAX(item->step, 1))
			set_bit(words, value - from);
	}
}

static guint64 mask(const Calendar *calendar, Field field)
{
	guint64 word = 0;

	mask_fill(&word, &calendar->field[field], field);
	return word;
}

/* From the end an open step runs towards it: "~07/2" is the seventh last day, the fifth last, the third last, the last. */
static guint32 mask_from_end(const Chain *chain)
{
	guint32 bits = 0;

	for (guint i = 0; i < chain->n; i++) {
		const Item *item = &chain->items[i];
		int from = item->stop >= 0 ? item->stop : item->start;
		int to = item->stop >= 0 ? item->start : item->step > 0 ? 1 : item->start;

		for (int value = from; value >= to; value -= MAX(item->step, 1))
			bits |= (guint32)1 << (31 - value);
	}
	return bits;
}

static void compile_seconds(Calendar *calendar)
{
	const Chain *chain = &calendar->field[SECOND];

	for (guint i = 0; i < chain->n; i++)
		calendar->fractions |= chain->items[i].start % G_USEC_PER_SEC || chain->items[i].step % G_USEC_PER_SEC;
	for (int second = 0; second < 60; second++) {
		int at = second * G_USEC_PER_SEC, found = chain_next_usec(chain, at);

		if (found >= 0 && found < at + G_USEC_PER_SEC)
			calendar->seconds |= (guint64)1 << second;
	}
	calendar->first_usec = chain_next_usec(chain, 0);
	calendar->last_usec = chain_prev_usec(chain, USECS_A_MINUTE - 1);
}

static guint16 months_with_a_date(const Calendar *calendar, int kind, guint16 months)
{
	guint16 with = 0;

	for (int month = 0; month < 12; month++)
		if (months >> month & 1 && month_dates(calendar, kind, month))
			with |= (guint16)(1 << month);
	return with;
}

/* Years without a matching date go: what is left is due, and an empty mask is "never". */
static void compile_dates(Calendar *calendar)
{
	guint16 months = (guint16)mask(calendar, MONTH);
	guint64 years[YEAR_WORDS] = { 0 };
	guint8 weekdays = calendar->weekdays ? calendar->weekdays : ALL_WEEKDAYS;

	for (int shift = 0; shift < 56; shift += 7)
		calendar->weekday_pattern |= (guint64)weekdays << shift;
	if (calendar->from_end)
		calendar->days_reversed = mask_from_end(&calendar->field[DAY]);
	else
		calendar->days = (guint32)mask(calendar, DAY);
	for (int kind = 0; kind < 14; kind++)
		calendar->months_in[kind] = months_with_a_date(calendar, kind, months);
	mask_fill(years, &calendar->field[YEAR], YEAR);
	for (int i = 0; i < N_YEARS; i++)
		if (years[i / 64] >> (i % 64) & 1 && calendar->months_in[year_kind(FIRST_YEAR + i)])
			set_bit(calendar->years, i);
	calendar->any_date = calendar->days == G_MAXINT32 && months == 0xfff && calendar->field[YEAR].n == 0;
}

void calendar_compile(Calendar *calendar)
{
	compile_seconds(calendar);
	calendar->minutes = mask(calendar, MINUTE);
	calendar->hours = (guint32)mask(calendar, HOUR);
	compile_dates(calendar);
}

gboolean calendar_never(const Calendar *calendar)
{
	guint64 any = 0;

	for (int word = 0; word < YEAR_WORDS; word++)
		any |= calendar->years[word];
	return any == 0;
}
