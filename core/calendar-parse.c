#include "core/calendar-fields.h"
#include "core/i18n.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Reads an expression, with systemd's own leniency: words in any case, years of two digits, "@" with strtoul's signs. */

static const struct {
	const char *name;
	int weekday;
} weekday_names[] = {
	{ "Monday", 0 },   { "Mon", 0 },      { "Tuesday", 1 }, { "Tue", 1 },    { "Wednesday", 2 },
	{ "Wed", 2 },      { "Thursday", 3 }, { "Thu", 3 },     { "Friday", 4 }, { "Fri", 4 },
	{ "Saturday", 5 }, { "Sat", 5 },      { "Sunday", 6 },  { "Sun", 6 },
};

static const struct {
	const char *name, *means;
} shorthands[] = {
	{ "minutely", "*:*" },
	{ "hourly", "*:0" },
	{ "daily", "0:0" },
	{ "weekly", "Mon 0:0" },
	{ "monthly", "*-1 0:0" },
	{ "quarterly", "1,4,7,10-1 0:0" },
	{ "semiannually", "1,7-1 0:0" },
	{ "semi-annually", "1,7-1 0:0" },
	{ "biannually", "1,7-1 0:0" },
	{ "bi-annually", "1,7-1 0:0" },
	{ "yearly", "1-1 0:0" },
	{ "annually", "1-1 0:0" },
	{ "anually", "1-1 0:0" },
};

static Chain chain_steal(Chain *chain)
{
	Chain taken = *chain;

	*chain = (Chain){ 0 };
	return taken;
}

/* --- weekdays, date, time ---------------------------------------------------------------------- */

static int read_weekday(Expr *expr)
{
	for (gsize i = 0; i < G_N_ELEMENTS(weekday_names); i++) {
		gsize n = strlen(weekday_names[i].name);

		if (g_ascii_strncasecmp(expr->at, weekday_names[i].name, n) != 0)
			continue;
		if (expr->at[n] && !strchr("-., ", expr->at[n]))
			return -1;
		expr->at += n;
		return weekday_names[i].weekday;
	}
	return -1;
}

/* "Mon" or "Mon..Fri" (or "Mon-Fri", as in old files). */
static gboolean read_weekday_item(Expr *expr, guint8 *weekdays)
{
	const char *where = expr->at;
	int first = read_weekday(expr), last = first;

	if (first < 0)
		return expr_fail(expr, _("a weekday is expected here: Mon, Tue, Wed, Thu, Fri, Sat or Sun"));
	if (*expr->at == '-' || g_str_has_prefix(expr->at, "..")) {
		expr->at += *expr->at == '-' ? 1 : 2;
		last = read_weekday(expr);
		if (last < 0)
			return expr_fail(expr, _("a weekday is expected here to end the range"));
		if (last < first)
			return expr_fail_at(expr, WHEN_ERROR_SYNTAX, where,
			                    _("a range of weekdays cannot go past Sunday"));
	}
	if (*expr->at && *expr->at != ' ' && *expr->at != ',')
		return expr_fail(expr, _("a comma or a space is expected after a weekday"));
	for (int day = first; day <= last; day++)
		*weekdays |= (guint8)(1 << day);
	return TRUE;
}

static gboolean read_weekdays(Expr *expr, guint8 *weekdays)
{
	if (!g_ascii_isalpha(*expr->at))
		return TRUE;
	do {
		if (!read_weekday_item(expr, weekdays))
			return FALSE;
	} while (*expr->at == ',' && *++expr->at && *expr->at != ' ');
	expr->at += strspn(expr->at, " ");
	return TRUE;
}

static gboolean read_epoch(Expr *expr, Calendar *calendar)
{
	char *end;
	gulong seconds;
	int year, month, day;
	gint64 days;

	errno = 0;
	seconds = strtoul(expr->at + 1, &end, 10);
	if (errno || end == expr->at + 1 || *end)
		return expr_fail(expr, _("\"@\" takes whole seconds since 1970 and nothing more, like @1798218000"));
	if (seconds >= (gulong)END_DAY * 86400)
		return expr_fail(expr, _("the year is out of range: %d to %d"), FIRST_YEAR, LAST_YEAR);
	days = (gint64)seconds / 86400;
	date_from_day((int)days, &year, &month, &day);
	chain_set(&calendar->field[YEAR], year);
	chain_set(&calendar->field[MONTH], month);
	chain_set(&calendar->field[DAY], day);
	chain_set(&calendar->field[HOUR], (int)(seconds / 3600 % 24));
	chain_set(&calendar->field[MINUTE], (int)(seconds / 60 % 60));
	chain_set(&calendar->field[SECOND], (int)(seconds % 60) * G_USEC_PER_SEC);
	calendar->utc = TRUE;
	expr->at = end;
	return TRUE;
}

/* The date, whose first chain has been read and is taken over: [year-]month-day, or with "~" before the day. */
static gboolean read_date(Expr *expr, Calendar *calendar, Chain first)
{
	Chain *field = calendar->field;

	calendar->from_end = *expr->at++ == '~';
	field[MONTH] = first;
	if (!chain_read(expr, DAY, &field[DAY]))
		return FALSE;
	if (!calendar->from_end && (*expr->at == '-' || *expr->at == '~')) {
		field[YEAR] = chain_steal(&field[MONTH]);
		field[MONTH] = chain_steal(&field[DAY]);
		calendar->from_end = *expr->at++ == '~';
		if (!chain_read(expr, DAY, &field[DAY]))
			return FALSE;
	}
	if (*expr->at && *expr->at != ' ')
		return expr_fail(expr, _("a date is written year-month-day or month-day, and then a space"));
	expr->at += strspn(expr->at, " ");
	return TRUE;
}

static gboolean read_time(Expr *expr, Calendar *calendar)
{
	Chain *field = calendar->field;

	if (!chain_read(expr, HOUR, &field[HOUR]))
		return FALSE;
	if (*expr->at != ':')
		return expr_fail(expr, _("a time is written like 9:00 or 21:30"));
	expr->at++;
	if (!chain_read(expr, MINUTE, &field[MINUTE]))
		return FALSE;
	if (*expr->at == '\0') {
		chain_set(&field[SECOND], 0);
		return TRUE;
	}
	if (*expr->at != ':')
		return expr_fail(expr, _("\":\" and seconds are expected here, or nothing"));
	expr->at++;
	return chain_read(expr, SECOND, &field[SECOND]) &&
	       (*expr->at == '\0' || expr_fail(expr, _("nothing more is expected after the seconds")));
}

static gboolean read_time_or_midnight(Expr *expr, Calendar *calendar)
{
	if (*expr->at)
		return read_time(expr, calendar);
	for (Field f = HOUR; f <= SECOND; f++)
		chain_set(&calendar->field[f], 0);
	return TRUE;
}

static gboolean read_parts(Expr *expr, Calendar *calendar)
{
	g_autofree Item *to_free = NULL;
	Chain first = { 0 };
	const char *start;
	gboolean ok;

	if (!read_weekdays(expr, &calendar->weekdays))
		return FALSE;
	if (*expr->at == '@')
		return read_epoch(expr, calendar);
	if (*expr->at == '\0')
		return read_time_or_midnight(expr, calendar);
	start = expr->at;
	ok = chain_read(expr, MONTH, &first);
	to_free = first.items;
	if (!ok)
		return FALSE;
	if (*expr->at != '-' && *expr->at != '~') { /* it was the hour */
		expr->at = start;
		return read_time(expr, calendar);
	}
	to_free = NULL;
	return read_date(expr, calendar, first) && read_time_or_midnight(expr, calendar);
}

/* --- the whole --------------------------------------------------------------------------------- */

/* Cuts a zone off the end of the text: " UTC" in any case, or the name of an installed zone. */
static void read_zone(Calendar *calendar, char *text, Zones *zones)
{
	char *space = strrchr(text, ' ');

	if (!space)
		return;
	calendar->utc = g_ascii_strcasecmp(space + 1, "UTC") == 0;
	calendar->zone = zones_get(zones, calendar->utc ? "UTC" : space + 1);
	if (calendar->zone)
		*space = '\0';
}

static const char *expand_shorthand(const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(shorthands); i++)
		if (g_ascii_strcasecmp(text, shorthands[i].name) == 0)
			return shorthands[i].means;
	return text;
}

gboolean calendar_is_shorthand(const char *text)
{
	return expand_shorthand(text) != text;
}

static void year_complete(Chain *years) /* 12 is 2012, 89 is 1989 */
{
	for (guint i = 0; i < years->n; i++) {
		int *values[] = { &years->items[i].start, &years->items[i].stop };

		for (int j = 0; j < 2; j++)
			if (*values[j] >= 0 && *values[j] < 100)
				*values[j] += *values[j] < 70 ? 2000 : 1900;
	}
}

static gboolean normalise(Expr *expr, Calendar *calendar)
{
	if (calendar->weekdays == ALL_WEEKDAYS)
		calendar->weekdays = 0;
	if (calendar->field[DAY].n == 0)
		calendar->from_end = FALSE;
	year_complete(&calendar->field[YEAR]);
	for (Field f = YEAR; f < N_FIELDS; f++)
		if (!chain_normalise(expr, &calendar->field[f], f, calendar->from_end && f == DAY))
			return FALSE;
	return TRUE;
}

static gboolean parse(Calendar *calendar, char *text, Zones *zones, GError **error)
{
	Expr expr = { text, text, error };

	read_zone(calendar, text, zones);
	if (*text == '\0')
		return expr_fail(&expr, _("a date, a time or both are expected here"));
	expr.text = expr.at = expand_shorthand(text);
	if (!read_parts(&expr, calendar) || !normalise(&expr, calendar))
		return FALSE;
	if (calendar->utc) { /* "@5 Europe/Berlin" is UTC all the same */
		zone_unref(calendar->zone);
		calendar->zone = zones_get(zones, "UTC");
	}
	return TRUE;
}

static void explain(const char *text, GError **error)
{
	const char *where;
	g_autofree char *slip = error ? calendar_slip(text, &where) : NULL;
	Expr expr = { text, text, error };

	if (!slip)
		return;
	g_clear_error(error);
	expr_fail_at(&expr, WHEN_ERROR_SYNTAX, where, "%s", slip);
}

Calendar *calendar_parse(const char *text, GError **error)
{
	return calendar_parse_in(text, NULL, error);
}

Calendar *calendar_parse_in(const char *text, Zones *zones, GError **error)
{
	g_autoptr(Calendar) calendar = g_new0(Calendar, 1);
	g_autofree char *copy = g_strdup(text);

	if (!parse(calendar, copy, zones, error)) {
		explain(text, error);
		return NULL;
	}
	calendar_compile(calendar);
	return g_steal_pointer(&calendar);
}

void calendar_free(Calendar *calendar)
{
	if (!calendar)
		return;
	for (Field f = YEAR; f < N_FIELDS; f++)
		g_free(calendar->field[f].items);
	zone_unref(calendar->zone);
	g_free(calendar);
}
