#include "core/when-form.h"
#include "core/i18n.h"
#include "core/words.h"
#include <string.h>

/* "once 2026-12-24 18:00 Europe/Berlin" */
typedef struct Once {
	int day, clock; /* days since 1970, seconds after midnight */
	Zone *zone;     /* NULL: the person's */
} Once;

static gboolean once_begins(const char *text)
{
	Expr expr = { text, text, NULL };

	return expr_accept(&expr, "once");
}

static void once_free(gpointer value)
{
	Once *once = value;

	zone_unref(once->zone);
	g_free(once);
}

static gboolean read_once(Expr *expr, Once *once)
{
	static const char example[] = "once 2026-12-24 18:00";
	g_autofree char *date = NULL;

	if (!part_word(expr, "once", example))
		return FALSE;
	if (g_ascii_isdigit(expr->at[0]) && strchr(expr->at, ':') && !strchr(expr->at, '-'))
		return expr_fail(expr, _("a date is expected ahead of the time, as in \"%s\""), example);
	if (!part_date(expr, &once->day))
		return FALSE;
	date = part_date_to_string(once->day);
	expr_skip_blanks(expr);
	if (*expr->at == '\0')
		return expr_fail(expr, _("a time of day is expected after the date: \"once %s 18:00\""), date);
	return expr_clock(expr, &once->clock) &&
	       part_end(expr, _("nothing more is expected after the time, but for a time zone such as Europe/Berlin"));
}

static gpointer once_parse(const char *text, Zones *zones, GError **error)
{
	g_autofree char *copy = g_strchomp(g_strdup(text));
	Expr expr = { copy, copy, error };
	Once *once = g_new0(Once, 1);

	once->zone = part_cut_zone(copy, zones);
	if (read_once(&expr, once))
		return once;
	once_free(once);
	return NULL;
}

static char *once_to_string(gconstpointer value)
{
	const Once *once = value;
	g_autofree char *date = part_date_to_string(once->day), *clock = clock_to_string(once->clock);

	return g_strdup_printf("once %s %s%s%s", date, clock, once->zone ? " " : "",
	                       once->zone ? zone_name(once->zone) : "");
}

static char *once_explain(gconstpointer value)
{
	const Once *once = value;
	g_autofree char *date = words_date(once->day), *clock = clock_to_string(once->clock);
	const char *weekday = weekday_words[(once->day + 3) % 7];

	return g_strdup_printf("once, on %s, %s, at %s%s%s%s", weekday, date, clock, once->zone ? ", " : "",
	                       once->zone ? zone_name(once->zone) : "", once->zone ? " time" : "");
}

static gint64 next_reading(gconstpointer value, gint64 at)
{
	const Once *once = value;
	gint64 reading = DAYS((gint64)once->day) + SECONDS(once->clock);

	return reading >= at ? reading : TIME_NEVER;
}

static gint64 prev_reading(gconstpointer value, gint64 at)
{
	const Once *once = value;
	gint64 reading = DAYS((gint64)once->day) + SECONDS(once->clock);

	return reading <= at ? reading : READING_NONE;
}

static const Readings readings = { next_reading, prev_reading };

static gint64 once_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	const Once *once = value;

	return readings_next(&readings, once, once->zone ? once->zone : context->zone, context->dst.gap,
	                     context->dst.overlap == DST_OVERLAP_BOTH, after);
}

static gint64 once_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	const Once *once = value;

	return readings_prev(&readings, once, once->zone ? once->zone : context->zone, context->dst.gap,
	                     context->dst.overlap == DST_OVERLAP_BOTH, before);
}

static Zone *once_zone(gconstpointer value)
{
	return ((const Once *)value)->zone;
}

const Form once_form = {
	.name = "once",
	.begins = once_begins,
	.parse = once_parse,
	.free = once_free,
	.to_string = once_to_string,
	.explain = once_explain,
	.next = once_next,
	.prev = once_prev,
	.zone = once_zone,
	.next_reading = next_reading,
};
