#include "core/words.h"
#include "core/zone.h"

const char *const weekday_words[7] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
const char *const month_words[12] = { "January", "February", "March",     "April",   "May",      "June",
	                              "July",    "August",   "September", "October", "November", "December" };

static char *join(GPtrArray *words, const char *last)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(s, "%s%s",
		                       i == 0                ? ""
		                       : i + 1 == words->len ? last
		                                             : ", ",
		                       (const char *)words->pdata[i]);
	g_ptr_array_unref(words);
	return g_string_free(s, FALSE);
}

char *words_joined(GPtrArray *words)
{
	return join(words, " and ");
}

char *words_ordinal(int n)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };
	gboolean teens = n / 10 % 10 == 1;

	return g_strdup_printf("%d%s", n, !teens && n % 10 < 4 ? ends[n % 10] : "th");
}

char *words_nth(int n)
{
	static const char *const names[] = { "first", "second",  "third",  "fourth", "fifth",
		                             "sixth", "seventh", "eighth", "ninth",  "tenth" };

	return n >= 1 && n <= 10 ? g_strdup(names[n - 1]) : words_ordinal(n);
}

gboolean weekdays_run(guint weekdays, int *first, int *last)
{
	*first = *last + 1;
	while (*first < 7 && !(weekdays >> *first & 1))
		++*first;
	*last = *first;
	while (*last < 6 && weekdays >> (*last + 1) & 1)
		++*last;
	return *first < 7;
}

/* Two neighbours are named one by one. */
char *words_weekdays(guint weekdays, gboolean any_of)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (int first, last = -1; weekdays_run(weekdays, &first, &last);) {
		if (last - first < 2)
			last = first;
		g_ptr_array_add(words, last > first
		                               ? g_strdup_printf("%s to %s", weekday_words[first], weekday_words[last])
		                               : g_strdup(weekday_words[first]));
	}
	return join(words, any_of ? " or " : " and ");
}

char *words_date(int day)
{
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	return g_strdup_printf("%d %s %d", date, month_words[month - 1], year);
}

/* The distance between all neighbours, or 0. */
static int step_of(guint64 mask)
{
	int step = 0, before = -1;

	for (int bit = 0; bit < 64; bit++) {
		if (!(mask >> bit & 1))
			continue;
		if (before >= 0 && step && bit - before != step)
			return 0;
		step = before >= 0 ? bit - before : 0;
		before = bit;
	}
	return step;
}

char *words_values(guint64 mask, int first, const char *noun, char *(*say)(int value))
{
	int low = __builtin_ctzll(mask) + first, high = 63 - __builtin_clzll(mask) + first;
	int step = step_of(mask), n = __builtin_popcountll(mask);
	g_autofree char *from = say(low), *to = say(high);
	GPtrArray *words;

	if (n >= 3 && step == 1)
		return g_strdup_printf("%s to %s", from, to);
	if (n >= 4 && step > 1) {
		g_autofree char *nth = words_nth(step);

		return g_strdup_printf("every %s %s from %s to %s", nth, noun, from, to);
	}
	words = g_ptr_array_new_with_free_func(g_free);
	for (int bit = 0; bit < 64; bit++)
		if (mask >> bit & 1)
			g_ptr_array_add(words, say(bit + first));
	return words_joined(words);
}
