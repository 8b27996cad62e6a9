#include "core/span.h"

#include <string.h>

#include "core/i18n.h"

/* The units of systemd.time(7): a month is 30.44 days, a year 365.25. Longer names stand first, so that "min" is not "m". */
static const struct {
	const char *name;
	gint64 length;
} units[] = {
	{ "seconds", SECONDS(1) },
	{ "second", SECONDS(1) },
	{ "sec", SECONDS(1) },
	{ "s", SECONDS(1) },
	{ "minutes", MINUTES(1) },
	{ "minute", MINUTES(1) },
	{ "min", MINUTES(1) },
	{ "m", MINUTES(1) },
	{ "months", SECONDS(2629800) },
	{ "month", SECONDS(2629800) },
	{ "M", SECONDS(2629800) },
	{ "msec", 1000 },
	{ "ms", 1000 },
	{ "hours", HOURS(1) },
	{ "hour", HOURS(1) },
	{ "hr", HOURS(1) },
	{ "h", HOURS(1) },
	{ "days", DAYS(1) },
	{ "day", DAYS(1) },
	{ "d", DAYS(1) },
	{ "weeks", DAYS(7) },
	{ "week", DAYS(7) },
	{ "w", DAYS(7) },
	{ "years", SECONDS(31557600) },
	{ "year", SECONDS(31557600) },
	{ "y", SECONDS(31557600) },
	{ "usec", 1 },
	{ "us", 1 },
	{ "µs", 1 },
	{ "μs", 1 },
};

enum { MOST_DECIMALS = 6 };

G_DEFINE_QUARK(steady-span-error, span_error);

static gboolean fail(GError **error, const char *text, const char *why)
{
	g_set_error(error, SPAN_ERROR, 0, _("\"%s\" is no span of time: %s"), text, _(why));
	return FALSE;
}

/* The unit is the whole run of letters: "5 minuets" is no "5 min". */
static gint64 unit_length(const char *name, gsize n)
{
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
		if (strlen(units[i].name) == n && memcmp(units[i].name, name, n) == 0)
			return units[i].length;
	return 0;
}

/* Digits with an optional decimal part, times 10^6; G_MAXINT64 where that is too much. */
static gint64 read_millionths(const char **at)
{
	__int128 value = 0;
	int decimals = -1;

	for (; g_ascii_isdigit(**at) || (**at == '.' && decimals < 0); (*at)++) {
		if (**at == '.')
			decimals = 0;
		else if (decimals < MOST_DECIMALS) {
			value = MIN(value * 10 + (**at - '0'), G_MAXINT64);
			decimals += decimals >= 0;
		}
	}
	for (int i = MAX(decimals, 0); i < MOST_DECIMALS; i++)
		value = MIN(value * 10, G_MAXINT64);
	return (gint64)value;
}

static gsize letters(const char *at)
{
	gsize n = 0;

	while (g_ascii_isalpha(at[n]) || (guchar)at[n] >= 0x80)
		n++;
	return n;
}

/* One number and its unit. */
static const char *read_part(const char **at, gint64 *total)
{
	gint64 number, length;
	gsize n;

	if (!g_ascii_isdigit(**at))
		return N_("a number is expected, like 90min or 1h 30min");
	number = read_millionths(at);
	*at += strspn(*at, " \t");
	n = letters(*at);
	length = unit_length(*at, n);
	if (n == 0)
		return N_("a unit is missing; write 30s, 15min, 2h, 1d or 1w");
	if (length == 0)
		return N_("the unit is not known; units are s, min, h, d, w, months, y");
	*at += n;
	if (number == G_MAXINT64 || (__int128)number * length / G_USEC_PER_SEC > G_MAXINT64 / 4 - *total)
		return N_("it is too long");
	*total += (gint64)((__int128)number * length / G_USEC_PER_SEC);
	return NULL;
}

gboolean span_parse(const char *text, gint64 *span, GError **error)
{
	const char *at = text + strspn(text, " \t");
	gint64 total = 0;

	do {
		const char *why = read_part(&at, &total);

		if (why)
			return fail(error, text, why);
		at += strspn(at, " \t");
	} while (*at);
	if (total == 0)
		return fail(error, text, N_("it must be longer than nothing"));
	*span = total;
	return TRUE;
}

static const struct {
	gint64 length;
	const char *brief, *one, *many;
} scales[] = {
	{ DAYS(1), "d", NG_("day", "days") },
	{ HOURS(1), "h", NG_("hour", "hours") },
	{ MINUTES(1), "min", NG_("minute", "minutes") },
	{ SECONDS(1), "s", NG_("second", "seconds") },
	{ 1000, "ms", NULL, NULL },
	{ 1, "us", NULL, NULL },
};

char *span_to_string(gint64 span)
{
	GString *s = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(scales); span %= scales[i++].length)
		if (span / scales[i].length > 0)
			g_string_append_printf(s, "%s%" G_GINT64_FORMAT "%s", s->len ? " " : "",
			                       span / scales[i].length, scales[i].brief);
	return g_string_free(s, FALSE);
}

static char *in_words(gint64 span, gboolean translated)
{
	GString *s = g_string_new(NULL);
	gsize i = 0, shown = 0;

	while (scales[i + 1].one && span < scales[i].length)
		i++;
	for (; shown < 2 && i < G_N_ELEMENTS(scales) && scales[i].one; shown++, i++) {
		gint64 n = MAX(span, 0) / scales[i].length;

		if (n > 0 || shown == 0)
			g_string_append_printf(s, "%s%" G_GINT64_FORMAT " %s", shown ? " " : "", n,
			                       translated ? ngettext(scales[i].one, scales[i].many, (guint64)n)
			                       : n == 1   ? scales[i].one
			                                  : scales[i].many);
		span %= scales[i].length;
	}
	return g_string_free(s, FALSE);
}

char *span_in_words(gint64 span)
{
	return in_words(span, FALSE);
}

char *span_said(gint64 span)
{
	return in_words(span, TRUE);
}
