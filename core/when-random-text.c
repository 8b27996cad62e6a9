#include "core/when-random.h"
#include "core/calendar-fields.h"
#include "core/sampling.h"
#include "core/span.h"
#include <string.h>

/* --- reading ----------------------------------------------------------------------------------- */

gboolean random_begins(const char *text)
{
	Expr expr = { text, text, NULL };

	expr.at += strspn(expr.at, "0123456789");
	if (expr.at == text)
		return FALSE;
	expr_skip_blanks(&expr);
	return expr_accept(&expr, "times") || expr_accept(&expr, "time");
}

static gboolean expect(Expr *expr, const char *word)
{
	expr_skip_blanks(expr);
	if (!expr_accept(expr, word))
		return expr_fail(expr,
		                 "\"%s\" is expected here, as in "
		                 "\"2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri\"",
		                 word);
	expr_skip_blanks(expr);
	return TRUE;
}

static gboolean read_count(Expr *expr, int *count)
{
	const char *where = expr->at;

	if (!expr_number(expr, SAMPLING_MOST, count))
		return FALSE;
	if (*count == 0)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, "the count is at least 1");
	expr_skip_blanks(expr);
	return expr_accept(expr, "times") || expr_accept(expr, "time");
}

static gboolean read_window(Expr *expr, Hours *window)
{
	const char *where;

	if (!expect(expr, "between") || !expr_clock(expr, &window->from) || !expect(expr, "and"))
		return FALSE;
	where = expr->at;
	if (!expr_clock(expr, &window->to))
		return FALSE;
	return window->from != window->to ||
	       expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, "the window is empty: both ends are the same");
}

/* "90min apart" */
static gboolean read_gap(Expr *expr, gint64 *gap)
{
	const char *apart = strstr(expr->at, "apart");
	g_autofree char *span = NULL;
	g_autoptr(GError) why = NULL;

	if (!apart)
		return expr_fail(expr, "a span and \"apart\" are expected here, as in \"at least 90min apart\"");
	span = g_strchomp(g_strndup(expr->at, (gsize)(apart - expr->at)));
	if (!span_parse(span, gap, &why))
		return expr_fail(expr, "%s", why->message);
	expr->at = apart;
	return expect(expr, "apart");
}

static gboolean read_days(Expr *expr, Calendar **days)
{
	g_autoptr(GError) why = NULL;

	if (strpbrk(expr->at, ":@") || calendar_is_shorthand(expr->at))
		return expr_fail(expr, "only days are expected after \"on\": Mon..Fri, *-12-24, Mon *-*-01..07");
	*days = calendar_parse(expr->at, expr->error ? &why : NULL);
	if (!*days)
		return expr_fail_within(expr, expr->at, why);
	if (calendar_never(*days))
		return expr_fail_at(expr, WHEN_ERROR_NEVER, expr->at, "there is no such day from 1970 to 2199");
	expr->at += strlen(expr->at);
	return TRUE;
}

static gboolean read_rest(Expr *expr, Random *random)
{
	gboolean comma;

	expr_skip_blanks(expr);
	comma = expr_accept(expr, ",");
	expr_skip_blanks(expr);
	if (comma && expr_accept(expr, "at")) {
		if (!expect(expr, "least") || !read_gap(expr, &random->gap))
			return FALSE;
		comma = expr_accept(expr, ",");
		expr_skip_blanks(expr);
	}
	if (expr_accept(expr, "on")) {
		expr_skip_blanks(expr);
		return read_days(expr, &random->days);
	}
	return (*expr->at == '\0' && !comma) ||
	       expr_fail(
		       expr,
		       comma ? "\"at least 90min apart\" or \"on Mon..Fri\" is expected after the comma"
			     : "\", at least 90min apart\", \"on Mon..Fri\", a time zone or nothing is expected here");
}

static gint64 window_length(Hours window)
{
	int seconds = window.to - window.from;

	return SECONDS(seconds > 0 ? seconds : seconds + 86400);
}

static gboolean check_room(Expr *expr, const Random *random)
{
	gint64 length = window_length(random->window), needed = (random->count - 1) * random->gap;
	g_autofree char *has = span_to_string(length), *needs = NULL, *fits = NULL;

	if (random->gap <= length && needed <= length)
		return TRUE;
	if (random->count == 1)
		return TRUE; /* nothing to keep apart from */
	needs = span_to_string(needed);
	fits = span_to_string(length / (random->count - 1) / MINUTES(1) * MINUTES(1));
	return expr_fail_at(expr, WHEN_ERROR_NEVER, expr->text,
	                    "%d times so far apart need %s, and the window has %s; at least %s apart fits",
	                    random->count, needs, has, *fits ? fits : "0min");
}

/* Cuts an installed zone's name off the end. */
static Zone *read_zone(char *text)
{
	char *space = strrchr(text, ' ');
	Zone *zone = space ? zone_new(space + 1, NULL) : NULL;

	if (zone)
		*space = '\0';
	return zone;
}

/* Words left over at the end may be meant as a zone. */
static void explain_zone(Expr *expr, const char *text)
{
	const char *space = strrchr(text, ' ');
	g_autofree char *nearest = NULL, *typed = NULL;
	Expr whole = { text, text, expr->error };

	if (!space || !g_ascii_isalpha(space[1]) || !strchr(space, '/'))
		return;
	typed = g_strdup(space + 1);
	nearest = zone_nearest_name(typed);
	g_clear_error(expr->error);
	expr_fail_at(&whole, WHEN_ERROR_SYNTAX, space + 1, "there is no time zone \"%s\"%s%s%s", typed,
	             nearest ? "; write " : "", nearest ? nearest : "", "");
}

Random *random_parse(const char *text, GError **error)
{
	g_autofree char *copy = g_strchomp(g_strdup(text));
	Expr expr = { copy, copy, error };
	Random *random = g_new0(Random, 1);

	random->zone = read_zone(copy);
	g_strchomp(copy);
	if (read_count(&expr, &random->count) && read_window(&expr, &random->window) && read_rest(&expr, random) &&
	    check_room(&expr, random))
		return random;
	if (error && g_error_matches(*error, WHEN_ERROR, WHEN_ERROR_SYNTAX) && !random->zone)
		explain_zone(&expr, text);
	random_free(random);
	return NULL;
}

void random_free(Random *random)
{
	if (!random)
		return;
	calendar_free(random->days);
	zone_unref(random->zone);
	g_free(random);
}

/* --- printing ---------------------------------------------------------------------------------- */

/* The days without the time: weekdays, or a date with or without them. */
static char *days_to_string(const Calendar *days)
{
	g_autofree char *whole = calendar_to_string(days);
	char *weekdays_end, *time = strstr(whole, " 00:00:00");

	if (time)
		*time = '\0';
	weekdays_end = strchr(whole, ' ');
	if (weekdays_end && strcmp(weekdays_end, " *-*-*") == 0)
		*weekdays_end = '\0';
	return g_strdup(whole);
}

char *random_to_string(const Random *random)
{
	g_autofree char *from = clock_to_string(random->window.from), *to = clock_to_string(random->window.to);
	GString *s = g_string_new(NULL);

	g_string_append_printf(s, "%d %s between %s and %s", random->count, random->count == 1 ? "time" : "times", from,
	                       to);
	if (random->gap) {
		g_autofree char *gap = span_to_string(random->gap);

		g_string_append_printf(s, ", at least %s apart", gap);
	}
	if (random->days) {
		g_autofree char *days = days_to_string(random->days);

		g_string_append_printf(s, ", on %s", days);
	}
	if (random->zone)
		g_string_append_printf(s, " %s", zone_name(random->zone));
	return g_string_free(s, FALSE);
}
