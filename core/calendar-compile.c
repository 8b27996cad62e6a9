#include "core/calendar-fields.h"

/* From items to bits: the masks that the search reads. */

static void set_bit(guint64 *words, int bit)
{
	words[bit / 64] |= (guint64)1 << (bit % 64);
}

/* Bits count from the field's first value. */
static void mask_fill(guint64 *words, const Chain *chain, Field field)
{
	int from = field_ranges[field].from, to = field_ranges[field].to;

	for (int value = from; chain->n == 0 && value <= to; value++)
		set_bit(words, value - from);
	for (guint i = 0; i < chain->n; i++) {
		const Item *item = &chain->items[i];
		int last = item->step == 0 ? item->start : item->stop >= 0 ? item->stop : to;

		for (int value = item->start; value <= last; value += MAX(item->step, 1))
			set_bit(words, value - from);
	}
}

guint64 calendar_mask(const Calendar *calendar, Field field)
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

/* A date that every month has, on any weekday; or any date, so that each weekday comes. */
static gboolean has_date_in_every_month(const Calendar *calendar)
{
	guint32 everywhere = (1u << 28) - 1;

	if (calendar->days == G_MAXINT32)
		return TRUE;
	return !calendar->weekdays && (calendar->days & everywhere || calendar->days_reversed >> 3 & everywhere);
}

static guint16 months_with_a_date(const Calendar *calendar, int kind, guint16 months)
{
	guint16 with = 0;

	if (has_date_in_every_month(calendar))
		return months;
	for (int month = 0; month < 12; month++)
		if (months >> month & 1 && month_dates(calendar, kind, month))
			with |= (guint16)(1 << month);
	return with;
}

/* Years without a matching date go: what is left is due, and an empty mask is "never". */
static void compile_dates(Calendar *calendar)
{
	guint16 months = (guint16)calendar_mask(calendar, MONTH);
	guint64 years[YEAR_WORDS] = { 0 };
	gboolean all_kinds = TRUE;
	guint8 weekdays = calendar->weekdays ? calendar->weekdays : ALL_WEEKDAYS;

	for (int shift = 0; shift < 56; shift += 7)
		calendar->weekday_pattern |= (guint64)weekdays << shift;
	if (calendar->from_end)
		calendar->days_reversed = mask_from_end(&calendar->field[DAY]);
	else
		calendar->days = (guint32)calendar_mask(calendar, DAY);
	for (int kind = 0; kind < 14; kind++) {
		calendar->months_in[kind] = months_with_a_date(calendar, kind, months);
		all_kinds = all_kinds && calendar->months_in[kind];
	}
	mask_fill(years, &calendar->field[YEAR], YEAR);
	for (int i = 0; i < N_YEARS && !all_kinds; i++)
		if (years[i / 64] >> (i % 64) & 1 && calendar->months_in[year_kind(FIRST_YEAR + i)])
			set_bit(calendar->years, i);
	if (all_kinds)
		memcpy(calendar->years, years, sizeof years);
	calendar->any_date = calendar->days == G_MAXINT32 && months == 0xfff && calendar->field[YEAR].n == 0;
}

void calendar_compile(Calendar *calendar)
{
	compile_seconds(calendar);
	calendar->minutes = calendar_mask(calendar, MINUTE);
	calendar->hours = (guint32)calendar_mask(calendar, HOUR);
	compile_dates(calendar);
}

gboolean calendar_never(const Calendar *calendar)
{
	guint64 any = 0;

	for (int word = 0; word < YEAR_WORDS; word++)
		any |= calendar->years[word];
	return any == 0;
}
