#include "core/calendar-fields.h"
#include "core/i18n.h"
#include "core/when-cadence.h"
#include "core/words.h"
#include <stdlib.h>
#include <string.h>

static const char example[] = "every 2 weeks on Tue at 10:00 from 2026-01-06";
static const char *const unit_words[N_UNITS][2] = {
	/* one, many */
	[UNIT_DAYS] = { "day", "days" },
	[UNIT_WEEKS] = { "week", "weeks" },
	[UNIT_MONTHS] = { "month", "months" },
	[UNIT_YEARS] = { "year", "years" },
};

/* --- reading ----------------------------------------------------------------------------------- */

static gboolean has_word(const char *text, const char *word)
{
	gsize n = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if (at > text && strchr(" \t", at[-1]) && strchr(" \t", at[n]))
			return TRUE;
	return FALSE;
}

/* An interval has neither a time of day to come at nor a date to count from. */
static gboolean cadence_begins(const char *text)
{
	Expr expr = { text, text, NULL };
	g_autofree char *lower = g_ascii_strdown(text, -1);

	return expr_accept(&expr, "every") && (has_word(lower, "at") || has_word(lower, "from"));
}

static void cadence_free(gpointer value)
{
	Cadence *cadence = value;

	zone_unref(cadence->zone);
	g_free(cadence);
}

static gboolean read_step(Expr *expr, Cadence *cadence)
{
	const char *where;

	if (!part_word(expr, "every", example))
		return FALSE;
	where = expr->at;
	if (!g_ascii_isdigit(*where))
		return expr_fail(expr, _("a count is expected here, as in \"%s\""), example);
	if (!expr_number(expr, CADENCE_MOST_COUNT, &cadence->count))
		return FALSE;
	if (cadence->count == 0)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, _("the count is at least 1"));
	expr_skip_blanks(expr);
	for (int unit = 0; unit < N_UNITS; unit++)
		if (expr_accept(expr, unit_words[unit][1]) || expr_accept(expr, unit_words[unit][0])) {
			cadence->unit = unit;
			return TRUE;
		}
	return expr_fail(expr,
	                 _("days, weeks, months or years are expected here; hours and minutes take neither \"at\" nor "
	                   "\"from\": \"every 50min between 09:00 and 18:00\""));
}

/* "on Mon,Tue", up to "at". */
static gboolean read_weekdays(Expr *expr, Cadence *cadence)
{
	g_autofree char *lower = NULL, *text = NULL;
	g_autoptr(Calendar) days = NULL;
	g_autoptr(GError) why = NULL;
	const char *start, *at;

	expr_skip_blanks(expr);
	if (!expr_accept(expr, "on"))
		return TRUE;
	expr_skip_blanks(expr);
	start = expr->at;
	lower = g_ascii_strdown(start, -1);
	at = strstr(lower, " at ");
	if (!at)
		return expr_fail(expr, _("weekdays and then \"at\" are expected here, as in \"%s\""), example);
	text = g_strchomp(g_strndup(start, (gsize)(at - lower)));
	days = calendar_parse(text, expr->error ? &why : NULL);
	if (!days)
		return expr_fail_within(expr, start, why);
	if (!days->weekdays || !days->any_date || strpbrk(text, ": ") || days->zone)
		return expr_fail(expr, _("only weekdays are expected here: Tue, or Mon..Fri, or Tue,Thu"));
	cadence->weekdays = days->weekdays;
	expr->at = start + (at - lower);
	return TRUE;
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static gboolean read_clocks(Expr *expr, Cadence *cadence)
{
	int n = 0;

	if (!part_word(expr, "at", example))
		return FALSE;
	do {
		expr_skip_blanks(expr);
		if (cadence->n_clocks == CADENCE_MOST_CLOCKS)
			return expr_fail(expr, _("at most %d times of day fit in one line"), CADENCE_MOST_CLOCKS);
		if (!expr_clock(expr, &cadence->clocks[cadence->n_clocks++]))
			return FALSE;
		expr_skip_blanks(expr);
	} while (expr_accept(expr, ","));
	qsort(cadence->clocks, (gsize)cadence->n_clocks, sizeof(int), compare);
	for (int i = 0; i < cadence->n_clocks; i++)
		if (n == 0 || cadence->clocks[i] != cadence->clocks[n - 1])
			cadence->clocks[n++] = cadence->clocks[i];
	cadence->n_clocks = n;
	return TRUE;
}

static gboolean read_start(Expr *expr, Cadence *cadence)
{
	expr_skip_blanks(expr);
	if (!expr_accept(expr, "from"))
		return expr_fail(expr, _("a date to count from is expected here, as in \"from 2026-01-06\""));
	expr_skip_blanks(expr);
	return part_date(expr, &cadence->from) &&
	       part_end(expr, _("nothing more is expected after the date, but for a time zone such as Europe/Berlin"));
}

static gboolean check_days(Expr *expr, const Cadence *cadence)
{
	g_autofree char *weekdays = words_weekdays(cadence->weekdays, TRUE);

	return cadence_next_day(cadence, cadence->from) >= 0 ||
	       expr_fail_at(expr, WHEN_ERROR_NEVER, expr->text,
	                    _("this is never due: counted from that date none is a %s; count from one that is"),
	                    weekdays);
}

static gpointer cadence_parse(const char *text, Zones *zones, GError **error)
{
	g_autofree char *copy = g_strchomp(g_strdup(text));
	Expr expr = { copy, copy, error };
	Cadence *cadence = g_new0(Cadence, 1);

	cadence->zone = part_cut_zone(copy, zones);
	if (read_step(&expr, cadence) && read_weekdays(&expr, cadence) && read_clocks(&expr, cadence) &&
	    read_start(&expr, cadence) && check_days(&expr, cadence))
		return cadence;
	cadence_free(cadence);
	return NULL;
}

/* --- printing ---------------------------------------------------------------------------------- */

static char *clocks_said(const Cadence *cadence)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (int i = 0; i < cadence->n_clocks; i++)
		g_ptr_array_add(words, clock_to_string(cadence->clocks[i]));
	return words_joined(words);
}

static char *cadence_to_string(gconstpointer value)
{
	const Cadence *cadence = value;
	GString *s = g_string_new(NULL);
	g_autofree char *from = part_date_to_string(cadence->from);

	g_string_append_printf(s, "every %d %s", cadence->count, unit_words[cadence->unit][cadence->count > 1]);
	if (cadence->weekdays) {
		g_string_append(s, " on ");
		weekdays_print(s, cadence->weekdays);
	}
	for (int i = 0; i < cadence->n_clocks; i++) {
		g_autofree char *clock = clock_to_string(cadence->clocks[i]);

		g_string_append_printf(s, "%s%s", i ? ", " : " at ", clock);
	}
	g_string_append_printf(s, " from %s", from);
	if (cadence->zone)
		g_string_append_printf(s, " %s", zone_name(cadence->zone));
	return g_string_free(s, FALSE);
}

/* "every second week", "every day" */
static char *step_said(const Cadence *cadence)
{
	g_autofree char *nth = words_nth(cadence->count);

	return g_strdup_printf("every %s%s%s", cadence->count > 1 ? nth : "", cadence->count > 1 ? " " : "",
	                       unit_words[cadence->unit][0]);
}

/* "every second Tuesday", "Monday and Thursday of every second week" */
static char *weeks_said(const Cadence *cadence)
{
	g_autofree char *days = words_weekdays(cadence_week_days(cadence), FALSE), *nth = words_nth(cadence->count);

	if (!strpbrk(days, " "))
		return g_strdup_printf("every %s%s%s", cadence->count > 1 ? nth : "", cadence->count > 1 ? " " : "",
		                       days);
	return g_strdup_printf("%s of every %s%sweek", days, cadence->count > 1 ? nth : "",
	                       cadence->count > 1 ? " " : "");
}

/* "every third month on the 31st, or the last day where there is none" */
static char *dates_said(const Cadence *cadence)
{
	g_autofree char *step = step_said(cadence), *ordinal = NULL;
	int year, month, date;

	if (cadence->unit == UNIT_WEEKS)
		return weeks_said(cadence);
	if (cadence->unit == UNIT_DAYS)
		return g_steal_pointer(&step);
	date_from_day(cadence->from, &year, &month, &date);
	ordinal = words_ordinal(date);
	if (cadence->unit == UNIT_YEARS)
		return g_strdup_printf("%s on %d %s%s", step, date, month_words[month - 1],
		                       month == 2 && date == 29 ? ", or the 28th where there is none," : "");
	return g_strdup_printf("%s on the %s%s", step, ordinal,
	                       date > 28 ? ", or the last day where there is none," : "");
}

static char *cadence_explain(gconstpointer value)
{
	const Cadence *cadence = value;
	g_autofree char *dates = dates_said(cadence), *clocks = clocks_said(cadence), *from = words_date(cadence->from);
	g_autofree char *any = words_weekdays(cadence->weekdays, TRUE), *sieve = NULL;

	if (cadence->weekdays && cadence->unit != UNIT_WEEKS)
		sieve = g_strdup_printf(", only where that is a %s", any);
	return g_strdup_printf("%s at %s%s, counted from %s%s%s%s", dates, clocks, sieve ? sieve : "", from,
	                       cadence->zone ? ", " : "", cadence->zone ? zone_name(cadence->zone) : "",
	                       cadence->zone ? " time" : "");
}

/* --- searching --------------------------------------------------------------------------------- */

static gint64 next_reading(gconstpointer value, gint64 at)
{
	const Cadence *cadence = value;
	int today = (int)(CLAMP(at, 0, DAYS((gint64)END_DAY)) / DAYS(1)), day = cadence_next_day(cadence, today);

	for (int i = 0; day == today && i < cadence->n_clocks; i++)
		if (DAYS((gint64)day) + SECONDS(cadence->clocks[i]) >= at)
			return DAYS((gint64)day) + SECONDS(cadence->clocks[i]);
	if (day == today)
		day = cadence_next_day(cadence, today + 1);
	return day < 0 ? TIME_NEVER : DAYS((gint64)day) + SECONDS(cadence->clocks[0]);
}

static gint64 prev_reading(gconstpointer value, gint64 at)
{
	const Cadence *cadence = value;
	int last = cadence->n_clocks - 1, today = (int)(CLAMP(at, 0, DAYS((gint64)END_DAY) - 1) / DAYS(1));
	int day = at < 0 ? -1 : cadence_prev_day(cadence, today);

	for (int i = last; day >= 0 && day == today && i >= 0; i--)
		if (DAYS((gint64)day) + SECONDS(cadence->clocks[i]) <= at)
			return DAYS((gint64)day) + SECONDS(cadence->clocks[i]);
	if (day >= 0 && day == today)
		day = cadence_prev_day(cadence, today - 1);
	return day < 0 ? READING_NONE : DAYS((gint64)day) + SECONDS(cadence->clocks[last]);
}

static const Readings readings = { next_reading, prev_reading };

static gint64 cadence_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	const Cadence *cadence = value;

	return readings_next(&readings, cadence, cadence->zone ? cadence->zone : context->zone, context->dst.gap,
	                     context->dst.overlap == DST_OVERLAP_BOTH, after);
}

static gint64 cadence_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	const Cadence *cadence = value;

	return readings_prev(&readings, cadence, cadence->zone ? cadence->zone : context->zone, context->dst.gap,
	                     context->dst.overlap == DST_OVERLAP_BOTH, before);
}

static Zone *cadence_zone(gconstpointer value)
{
	return ((const Cadence *)value)->zone;
}

const Form cadence_form = {
	.name = "cadence",
	.begins = cadence_begins,
	.parse = cadence_parse,
	.free = cadence_free,
	.to_string = cadence_to_string,
	.explain = cadence_explain,
	.next = cadence_next,
	.prev = cadence_prev,
	.zone = cadence_zone,
	.next_reading = next_reading,
};
