#include "core/when-random.h"
#include "core/i18n.h"
#include "core/sampling.h"
#include "core/span.h"
#include "core/when-form.h"
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

static const char example[] = "2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri";

static gboolean read_count(Expr *expr, int *count)
{
	const char *where = expr->at;

	if (!expr_number(expr, SAMPLING_MOST, count))
		return FALSE;
	if (*count == 0)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, _("the count is at least 1"));
	expr_skip_blanks(expr);
	return expr_accept(expr, "times") || expr_accept(expr, "time");
}

/* "90min apart" */
static gboolean read_gap(Expr *expr, gint64 *gap)
{
	const char *apart = strstr(expr->at, "apart");
	g_autofree char *span = NULL;
	g_autoptr(GError) why = NULL;

	if (!apart)
		return expr_fail(expr, _("a span and \"apart\" are expected here, as in \"at least 90min apart\""));
	span = g_strchomp(g_strndup(expr->at, (gsize)(apart - expr->at)));
	if (!span_parse(span, gap, &why))
		return expr_fail(expr, "%s", why->message);
	expr->at = apart;
	return part_word(expr, "apart", example);
}

static gboolean read_rest(Expr *expr, Random *random)
{
	gboolean comma;

	expr_skip_blanks(expr);
	comma = expr_accept(expr, ",");
	expr_skip_blanks(expr);
	if (comma && expr_accept(expr, "at")) {
		if (!part_word(expr, "least", example) || !read_gap(expr, &random->gap))
			return FALSE;
		comma = expr_accept(expr, ",");
		expr_skip_blanks(expr);
	}
	if (expr_accept(expr, "on"))
		return part_days(expr, &random->days);
	return (*expr->at == '\0' && !comma) ||
	       expr_fail(expr, comma ? _("\"at least 90min apart\" or \"on Mon..Fri\" is expected after the comma")
	                             : _("\", at least 90min apart\", \"on Mon..Fri\", a time zone or nothing is "
	                                 "expected here"));
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
	                    _("%d times so far apart need %s, and the window has %s; at least %s apart fits"),
	                    random->count, needs, has, *fits ? fits : "0min");
}

Random *random_parse(const char *text, Zones *zones, GError **error)
{
	g_autofree char *copy = g_strchomp(g_strdup(text));
	Expr expr = { copy, copy, error };
	Random *random = g_new0(Random, 1);

	random->zone = part_cut_zone(copy, zones);
	g_strchomp(copy);
	if (read_count(&expr, &random->count) && part_window(&expr, example, &random->window) &&
	    read_rest(&expr, random) && check_room(&expr, random))
		return random;
	if (error && g_error_matches(*error, WHEN_ERROR, WHEN_ERROR_SYNTAX) && !random->zone)
		part_explain_zone(text, error);
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
		g_autofree char *days = part_days_to_string(random->days);

		g_string_append_printf(s, ", on %s", days);
	}
	if (random->zone)
		g_string_append_printf(s, " %s", zone_name(random->zone));
	return g_string_free(s, FALSE);
}

char *random_explain(const Random *random)
{
	g_autofree char *from = clock_to_string(random->window.from), *to = clock_to_string(random->window.to);
	g_autofree char *gap = random->gap ? span_in_words(random->gap) : NULL;
	g_autofree char *days = random->days ? calendar_days_explain(random->days) : NULL;
	g_autofree char *times = random->count == 1   ? g_strdup("once")
	                         : random->count == 2 ? g_strdup("twice")
	                                              : g_strdup_printf("%d times", random->count);

	return g_strdup_printf("%s at random between %s and %s%s%s%s%s, %s%s%s%s", times, from, to,
	                       random->window.to < random->window.from ? " of the next day" : "",
	                       gap ? ", at least " : "", gap ? gap : "", gap ? " apart" : "", days ? days : "every day",
	                       random->zone ? ", " : "", random->zone ? zone_name(random->zone) : "",
	                       random->zone ? " time" : "");
}
