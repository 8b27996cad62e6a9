#include "core/when-random.h"
#include "core/calendar-fields.h"
#include "core/sampling.h"
#include "core/span.h"
#include <string.h>

struct Random {
	int count;
	Hours window;
	gint64 gap;     /* 0: none asked for */
	Calendar *days; /* NULL: every day */
	Zone *zone;     /* NULL: the person's */
};

enum { MOST_PIECES = 8, MOST_EMPTY_DAYS = 64 };

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
		return expr_fail(expr, "\"%s\" is expected here, as in "
		                 "\"2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri\"", word);
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
	*days = calendar_parse(expr->at, &why);
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
	       expr_fail(expr, comma ? "\"at least 90min apart\" or \"on Mon..Fri\" is expected after the comma"
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
	                    "%d times so far apart need %s, and the window has %s; at least %s apart fits", random->count,
	                    needs, has, *fits ? fits : "0min");
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

	g_string_append_printf(s, "%d %s between %s and %s", random->count, random->count == 1 ? "time" : "times", from, to);
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

/* --- the moments ------------------------------------------------------------------------------- */

static Piece window_on(const Random *random, Zone *zone, int day)
{
	gboolean over_midnight = random->window.to < random->window.from;
	gint64 from = zone_reading_instant(zone, DAYS((gint64)day) + SECONDS(random->window.from));
	gint64 to = zone_reading_instant(zone, DAYS((gint64)day + over_midnight) + SECONDS(random->window.to));

	return (Piece){ MIN(from, to), MAX(from, to) }; /* a gap may turn them round */
}

/* The window without the quiet hours. */
static guint cut_quiet(Piece window, Hours quiet, Zone *zone, Piece *pieces)
{
	Hours loud = { quiet.to, quiet.from };
	gint64 at = window.first;
	guint n = 0;

	if (quiet.from == quiet.to) {
		pieces[0] = window;
		return 1;
	}
	while (n < MOST_PIECES) {
		gint64 end;

		at = hours_end(quiet, zone, at);
		if (at > window.last)
			break;
		end = hours_end(loud, zone, at); /* where the next quiet begins */
		pieces[n++] = (Piece){ at, MIN(end - 1, window.last) };
		at = end;
	}
	return n;
}

static Zone *zone_of(const Random *random, const WhenContext *context)
{
	return random->zone ? random->zone : context->zone;
}

static gboolean due_on(const Random *random, int day)
{
	return day >= 0 && day < END_DAY && (!random->days || calendar_next_day(random->days, day) == day);
}

static gint64 *draw(const Random *random, const WhenContext *context, int day, guint *n)
{
	DrawKey key = { context->secret, context->schedule, context->trigger, day };
	Piece pieces[MOST_PIECES];
	guint n_pieces = cut_quiet(window_on(random, zone_of(random, context), day), context->quiet, context->zone, pieces);
	gint64 gap = sampling_shrink(pieces, n_pieces, random->count, random->gap);
	gint64 *moments;

	if (n_pieces == 0)
		return NULL;
	moments = g_new(gint64, random->count);
	sampling_draw(&key, pieces, n_pieces, random->count, gap, moments);
	*n = (guint)random->count;
	return moments;
}

/* A kept draw holds even where the days or the hours were changed since. */
gint64 *random_draw(const Random *random, const WhenContext *context, int day, guint *n)
{
	const gint64 *kept = context->draws ? draws_get(context->draws, context->schedule, context->trigger, day, n) : NULL;

	if (kept)
		return *n ? g_memdup2(kept, *n * sizeof *kept) : NULL;
	*n = 0;
	return due_on(random, day) ? draw(random, context, day, n) : NULL;
}

static gint64 first_after(const gint64 *moments, guint n, gint64 after)
{
	for (guint i = 0; i < n; i++)
		if (moments[i] > after)
			return moments[i];
	return TIME_NEVER;
}

/* From the day before, whose window may reach over midnight. Quiet hours that cover the window leave nothing on any day. */
gint64 random_next(const Random *random, const WhenContext *context, gint64 after)
{
	int day = MAX(zone_day(zone_of(random, context), after), 0) - 1, empty = 0;

	for (; day < END_DAY && empty < MOST_EMPTY_DAYS; day++) {
		guint n;
		g_autofree gint64 *moments = random_draw(random, context, day, &n);
		gint64 found = first_after(moments, n, after);

		if (found != TIME_NEVER)
			return found;
		if (n == 0 && due_on(random, day))
			empty++;
		else if (!due_on(random, day + 1) && random->days) {
			int next = calendar_next_day(random->days, day + 1);

			if (next < 0)
				break;
			day = next - 1;
		}
	}
	return TIME_NEVER;
}

gboolean random_fits(const Random *random, Hours quiet, GError **error)
{
	g_autoptr(Zone) utc = zone_new("UTC", NULL);
	Piece pieces[MOST_PIECES];
	guint n = cut_quiet(window_on(random, utc, 0), quiet, utc, pieces);
	g_autofree char *hours = hours_to_string(quiet);

	if (n > 0 && sampling_fits(pieces, n, random->count, random->gap))
		return TRUE;
	g_set_error(error, WHEN_ERROR, WHEN_ERROR_NEVER, n ? "with the quiet hours %s there is no room for %d times so far apart"
	                                                   : "the quiet hours %s leave nothing of the window for %d times",
	            hours, random->count);
	return FALSE;
}
