#include "core/expr.h"
#include "core/i18n.h"
#include <string.h>

gboolean hours_parse(const char *text, Hours *hours, GError **error)
{
	Expr expr = { text, text, error };
	int from, to;

	expr_skip_blanks(&expr);
	if (g_ascii_strncasecmp(expr.at, "none", 4) == 0 && expr.at[4 + strspn(expr.at + 4, " \t")] == '\0') {
		*hours = HOURS_NONE;
		return TRUE;
	}
	if (!expr_clock(&expr, &from))
		return FALSE;
	if (!g_str_has_prefix(expr.at, ".."))
		return expr_fail(&expr, _("\"..\" and the end are expected here, as in 23:00..07:30"));
	expr.at += 2;
	if (!expr_clock(&expr, &to))
		return FALSE;
	expr_skip_blanks(&expr);
	if (*expr.at)
		return expr_fail(&expr, _("nothing more is expected here; hours are written like 23:00..07:30"));
	if (from == to)
		return expr_fail_at(&expr, WHEN_ERROR_SYNTAX, text,
		                    _("both ends are the same; for no hours at all write none"));
	*hours = (Hours){ from, to };
	return TRUE;
}

char *hours_to_string(Hours hours)
{
	g_autofree char *from = clock_to_string(hours.from), *to = clock_to_string(hours.to);

	return hours.from == hours.to ? g_strdup("none") : g_strconcat(from, "..", to, NULL);
}

static gint64 time_of_day(const ZoneInterval *interval, gint64 at)
{
	gint64 rest = (at + SECONDS(interval->offset)) % DAYS(1);

	return rest < 0 ? rest + DAYS(1) : rest;
}

static gboolean contain(Hours hours, gint64 time)
{
	gint64 from = SECONDS(hours.from), to = SECONDS(hours.to);

	return from <= to ? time >= from && time < to : time >= from || time < to;
}

gboolean hours_contain(Hours hours, Zone *zone, gint64 at)
{
	return contain(hours, time_of_day(zone_interval(zone, at), at));
}

/* By offset intervals, since a gap may jump over the end, and an overlap may lead back in. */
gint64 hours_end(Hours hours, Zone *zone, gint64 at)
{
	for (;;) {
		const ZoneInterval *interval = zone_interval(zone, at);
		gint64 time = time_of_day(interval, at), left = SECONDS(hours.to) - time;

		if (!contain(hours, time))
			return at;
		if (left <= 0)
			left += DAYS(1);
		if (at + left < interval->until)
			return at + left;
		at = interval->until;
	}
}
