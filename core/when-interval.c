#include "core/span.h"
#include "core/i18n.h"
#include "core/when-form.h"
#include <string.h>

/* "every 50min between 09:00 and 18:00 on Mon..Fri": elapsed time, and windows of wall time. */
typedef struct Interval {
	gint64 span;
	gboolean windowed;
	Hours window;   /* where windowed */
	Calendar *days; /* NULL: every day */
} Interval;

static const char example[] = "every 50min between 09:00 and 18:00 on Mon..Fri";

static gboolean interval_begins(const char *text)
{
	Expr expr = { text, text, NULL };

	return expr_accept(&expr, "every");
}

static void interval_free(gpointer value)
{
	Interval *interval = value;

	calendar_free(interval->days);
	g_free(interval);
}

static gboolean read_interval(Expr *expr, Interval *interval)
{
	const char *where;

	if (!part_word(expr, "every", example))
		return FALSE;
	where = expr->at;
	if (!part_span(expr, "between", "on", &interval->span))
		return FALSE;
	if (interval->span < SECONDS(1))
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, _("the shortest is \"every 1s\""));
	if (g_ascii_strncasecmp(expr->at, "between", strlen("between")) == 0) {
		interval->windowed = TRUE;
		if (!part_window(expr, example, &interval->window))
			return FALSE;
	}
	expr_skip_blanks(expr);
	if (expr_accept(expr, "on"))
		return part_days(expr, &interval->days);
	return part_end(
		expr,
		_("\"between 09:00 and 18:00\", \"on Mon..Fri\" or nothing is expected here; a time zone is a key "
	          "of its own: timezone = Europe/Berlin"));
}

static gpointer interval_parse(const char *text, Zones *zones, GError **error)
{
	Expr expr = { text, text, error };
	Interval *interval = g_new0(Interval, 1);

	if (read_interval(&expr, interval))
		return interval;
	interval_free(interval);
	return NULL;
}

static char *interval_to_string(gconstpointer value)
{
	const Interval *interval = value;
	g_autofree char *span = span_to_string(interval->span), *from = clock_to_string(interval->window.from);
	g_autofree char *to = clock_to_string(interval->window.to);
	GString *s = g_string_new("every ");

	g_string_append(s, span);
	if (interval->windowed)
		g_string_append_printf(s, " between %s and %s", from, to);
	if (interval->days) {
		g_autofree char *days = part_days_to_string(interval->days);

		g_string_append_printf(s, " on %s", days);
	}
	return g_string_free(s, FALSE);
}

static char *interval_explain(gconstpointer value)
{
	const Interval *interval = value;
	g_autofree char *span = span_in_words(interval->span), *from = clock_to_string(interval->window.from);
	g_autofree char *to = clock_to_string(interval->window.to);
	g_autofree char *days = interval->days ? calendar_days_explain(interval->days) : NULL;
	const char *one = g_str_has_prefix(span, "1 ") && !strchr(span + 2, ' ') ? span + 2 : span; /* "every hour" */
	GString *s = g_string_new("every ");

	g_string_append(s, one);
	if (interval->windowed)
		g_string_append_printf(s, " between %s and %s%s, beginning at %s", from, to,
		                       interval->window.to < interval->window.from ? " of the next day" : "", from);
	if (days)
		g_string_append_printf(s, ", %s", days);
	return g_string_free(s, FALSE);
}

/* --- searching --------------------------------------------------------------------------------- */

static gboolean due_on(const Interval *interval, int day)
{
	return day >= 0 && day < READINGS_END_DAY && (!interval->days || calendar_next_day(interval->days, day) == day);
}

/* Days that are due, from there on; -1: none. */
static int due_from(const Interval *interval, int day)
{
	day = MAX(day, 0);
	if (interval->days)
		return calendar_next_day(interval->days, day);
	return day < READINGS_END_DAY ? day : -1;
}

static int due_until(const Interval *interval, int day)
{
	day = MIN(day, READINGS_END_DAY - 1);
	return interval->days ? calendar_prev_day(interval->days, day) : MAX(day, -1);
}

static gboolean is_set(gint64 anchor)
{
	return anchor != 0 && anchor != TIME_NEVER;
}

/* base + k * span for the first k >= 1 that is later than `after`. */
static gint64 grid_next(gint64 base, gint64 span, gint64 after)
{
	gint64 k = after < base ? 1 : (after - base) / span + 1;

	return k > (READINGS_AFTER - base) / span ? TIME_NEVER : base + k * span;
}

/* Likewise the last one before, or TIME_NEVER. */
static gint64 grid_prev(gint64 base, gint64 span, gint64 before)
{
	return before - 1 < base + span ? TIME_NEVER : base + (before - 1 - base) / span * span;
}

static gint64 base_in(gint64 first, gint64 last, gint64 anchor)
{
	return is_set(anchor) && anchor >= first && anchor <= last ? anchor : first;
}

static gint64 next_in_window(const Interval *interval, gint64 first, gint64 last, gint64 anchor, gint64 after)
{
	gint64 at = grid_next(base_in(first, last, anchor), interval->span, after);

	if (last < first)
		return TIME_NEVER;
	if (after < first)
		return first;
	return at <= last ? at : TIME_NEVER;
}

static gint64 prev_in_window(const Interval *interval, gint64 first, gint64 last, gint64 anchor, gint64 before)
{
	gint64 at = grid_prev(base_in(first, last, anchor), interval->span, MIN(before, last + 1));

	if (last < first)
		return TIME_NEVER;
	if (at != TIME_NEVER)
		return at;
	return first < before ? first : TIME_NEVER;
}

/* From the day before, whose window may reach over midnight, up to the window that begins after what was found. */
static gint64 next_windowed(const Interval *interval, const WhenContext *context, gint64 after)
{
	gint64 best = TIME_NEVER, first, last;

	after = CLAMP(after, READINGS_BEFORE, READINGS_AFTER);
	for (int day = due_from(interval, zone_day(context->zone, after) - 1); day >= 0;
	     day = due_from(interval, day + 1)) {
		part_window_on(interval->window, context->zone, day, &first, &last);
		if (first > best)
			break;
		best = MIN(best, next_in_window(interval, first, last, context->anchor, after));
	}
	return best;
}

static gint64 prev_windowed(const Interval *interval, const WhenContext *context, gint64 before)
{
	gint64 best = TIME_NEVER, first, last;

	before = CLAMP(before, READINGS_BEFORE, READINGS_AFTER);
	for (int day = due_until(interval, zone_day(context->zone, before)); day >= 0;
	     day = due_until(interval, day - 1)) {
		gint64 at;

		part_window_on(interval->window, context->zone, day, &first, &last);
		if (best != TIME_NEVER && last < best)
			break;
		at = prev_in_window(interval, first, last, context->anchor, before);
		if (at != TIME_NEVER)
			best = best == TIME_NEVER ? at : MAX(best, at);
	}
	return best;
}

static gint64 interval_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	const Interval *interval = value;
	gint64 base, at;

	if (interval->windowed)
		return next_windowed(interval, context, after);
	after = CLAMP(after, READINGS_BEFORE, READINGS_AFTER);
	base = is_set(context->anchor) ? context->anchor : after;
	for (at = grid_next(base, interval->span, after); at != TIME_NEVER;) {
		int day = zone_day(context->zone, at), due = due_from(interval, day);

		if (due == day)
			return at;
		if (due < 0)
			break;
		at = grid_next(base, interval->span, MAX(zone_day_start(context->zone, due) - 1, at));
	}
	return TIME_NEVER;
}

static gint64 interval_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	const Interval *interval = value;
	gint64 at;

	if (interval->windowed)
		return prev_windowed(interval, context, before);
	if (!is_set(context->anchor))
		return TIME_NEVER;
	before = CLAMP(before, READINGS_BEFORE, READINGS_AFTER);
	for (at = grid_prev(context->anchor, interval->span, before); at != TIME_NEVER;) {
		int day = zone_day(context->zone, at), due;

		if (due_on(interval, day))
			return at;
		due = due_until(interval, day);
		if (due < 0)
			break;
		at = grid_prev(context->anchor, interval->span, MIN(zone_day_start(context->zone, due + 1), at));
	}
	return TIME_NEVER;
}

/* --- warnings ---------------------------------------------------------------------------------- */

static void interval_warn(gconstpointer value, GPtrArray *warnings)
{
	const Interval *interval = value;
	int seconds = interval->window.to - interval->window.from;
	g_autofree char *from = clock_to_string(interval->window.from);

	if (interval->windowed && SECONDS(seconds + (seconds < 0 ? 86400 : 0)) < interval->span)
		g_ptr_array_add(warnings,
		                g_strdup_printf("the window is shorter than the interval: only its begin, %s, is "
		                                "left; that is \"%s\"",
		                                from, from));
}

const Form interval_form = {
	.name = "interval",
	.begins = interval_begins,
	.parse = interval_parse,
	.free = interval_free,
	.to_string = interval_to_string,
	.explain = interval_explain,
	.next = interval_next,
	.prev = interval_prev,
	.warn = interval_warn,
};
