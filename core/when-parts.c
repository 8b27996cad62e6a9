#include "core/calendar-fields.h"
#include "core/i18n.h"
#include "core/span.h"
#include "core/when-form.h"
#include <string.h>

gboolean part_word(Expr *expr, const char *word, const char *example)
{
	expr_skip_blanks(expr);
	if (!expr_accept(expr, word))
		return expr_fail(expr, _("\"%s\" is expected here, as in \"%s\""), word, example);
	expr_skip_blanks(expr);
	return TRUE;
}

gboolean part_window(Expr *expr, const char *example, Hours *window)
{
	const char *where;

	if (!part_word(expr, "between", example) || !expr_clock(expr, &window->from) ||
	    !part_word(expr, "and", example))
		return FALSE;
	where = expr->at;
	if (!expr_clock(expr, &window->to))
		return FALSE;
	return window->from != window->to ||
	       expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, _("the window is empty: both ends are the same"));
}

gboolean part_days(Expr *expr, Calendar **days)
{
	g_autoptr(GError) why = NULL;

	expr_skip_blanks(expr);
	if (strpbrk(expr->at, ":@") || calendar_is_shorthand(expr->at))
		return expr_fail(expr, _("only days are expected here: Mon..Fri, *-12-24, Mon *-*-01..07"));
	*days = calendar_parse(expr->at, expr->error ? &why : NULL);
	if (!*days)
		return expr_fail_within(expr, expr->at, why);
	if (calendar_zone(*days))
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, strrchr(expr->at, ' ') + 1,
		                    _("no time zone is expected here; the zone of a schedule is a key of its own: "
		                      "timezone = %s"),
		                    zone_name(calendar_zone(*days)));
	if (calendar_never(*days))
		return expr_fail_at(expr, WHEN_ERROR_NEVER, expr->at, _("there is no such day from 1970 to 2199"));
	expr->at += strlen(expr->at);
	return TRUE;
}

/* "-1" or "-01" */
static gboolean read_part(Expr *expr, int *value)
{
	gsize n = strspn(expr->at + (*expr->at == '-'), "0123456789");

	if (*expr->at != '-' || n < 1 || n > 2)
		return FALSE;
	expr->at++;
	return expr_number(expr, 99, value);
}

gboolean part_date(Expr *expr, int *day)
{
	const char *start = expr->at;
	int year = 0, month, date;

	for (; g_ascii_isdigit(*expr->at) && expr->at - start < 4; expr->at++)
		year = year * 10 + (*expr->at - '0');
	if (expr->at - start < 4 || !read_part(expr, &month) || !read_part(expr, &date))
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, start,
		                    _("a date is expected here, written year-month-day: 2026-12-24"));
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, start, _("the year goes from %d to %d"), FIRST_YEAR,
		                    LAST_YEAR);
	if (!g_date_valid_dmy((GDateDay)date, (GDateMonth)month, (GDateYear)year))
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, start, _("there is no such date"));
	*day = date_to_day(year, month, date);
	return TRUE;
}

gboolean when_date(const char *text, int *day, GError **error)
{
	Expr expr = { text, text, error };

	expr_skip_blanks(&expr);
	return part_date(&expr, day) && part_end(&expr, _("nothing more is expected after the date"));
}

gboolean part_end(Expr *expr, const char *expected)
{
	expr_skip_blanks(expr);
	return *expr->at == '\0' || expr_fail(expr, "%s", expected);
}

/* Where the word stands by itself in the rest; its end where it does not. */
static const char *find_word(const char *text, const char *word)
{
	gsize n = strlen(word);

	for (const char *at = text; *at; at++)
		if (g_ascii_strncasecmp(at, word, n) == 0 && (at == text || !g_ascii_isalpha(at[-1])) &&
		    !g_ascii_isalpha(at[n]))
			return at;
	return text + strlen(text);
}

gboolean part_span(Expr *expr, const char *up_to, const char *other, gint64 *span)
{
	const char *one = find_word(expr->at, up_to), *two = other ? find_word(expr->at, other) : one,
		   *end = MIN(one, two);
	g_autofree char *text = g_strchomp(g_strndup(expr->at, (gsize)(end - expr->at)));
	g_autoptr(GError) why = NULL;

	if (!span_parse(text, span, &why))
		return expr_fail(expr, "%s", why->message);
	expr->at = end;
	return TRUE;
}

Zone *part_cut_zone(char *text, Zones *zones)
{
	char *space = strrchr(text, ' ');
	Zone *zone = space ? zones_get(zones, space + 1) : NULL;

	if (zone)
		*space = '\0';
	return zone;
}

void part_explain_zone(const char *text, GError **error)
{
	const char *space = strrchr(text, ' ');
	g_autofree char *nearest = NULL;
	Expr whole = { text, text, error };

	if (!space || !g_ascii_isalpha(space[1]) || !strchr(space, '/'))
		return;
	nearest = zone_nearest_name(space + 1);
	g_clear_error(error);
	expr_fail_at(&whole, WHEN_ERROR_SYNTAX, space + 1, _("there is no time zone \"%s\"%s%s"), space + 1,
	             nearest ? _("; write ") : "", nearest ? nearest : "");
}

/* The days without the time: weekdays, or a date with or without them. */
char *part_days_to_string(const Calendar *days)
{
	g_autofree char *whole = calendar_to_string(days);
	char *weekdays_end, *time = strstr(whole, " 00:00:00");

	if (time)
		*time = '\0';
	weekdays_end = strchr(whole, ' ');
	if (weekdays_end && strcmp(weekdays_end, " *-*-*") == 0)
		*weekdays_end = '\0';
	return g_steal_pointer(&whole);
}

char *part_date_to_string(int day)
{
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	return g_strdup_printf("%04d-%02d-%02d", year, month, date);
}

/* A gap may turn its ends round. */
/* A date that its zone skipped, as Samoa did 30 December 2011: no moment was on it. */
static gboolean was_skipped(Zone *zone, int day, gint64 moment)
{
	return zone_day(zone, moment) != day && zone_day_start(zone, day) == zone_day_start(zone, day + 1);
}

void part_window_on(Hours window, Zone *zone, int day, gint64 *first, gint64 *last)
{
	gboolean over_midnight = window.to < window.from;
	gint64 from = zone_reading_instant(zone, DAYS((gint64)day) + SECONDS(window.from));
	gint64 to = zone_reading_instant(zone, DAYS((gint64)day + over_midnight) + SECONDS(window.to));

	*first = MIN(from, to);
	*last = was_skipped(zone, day, from) ? *first - 1 : MAX(from, to);
}
