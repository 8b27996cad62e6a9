#include "core/except.h"
#include "core/when-form.h"
#include <string.h>

/* Holidays are many and single: they are kept as sorted dates, everything else as a list of rules. */
typedef struct Rule {
	Calendar *days;
	Hours hours; /* from == to: the whole day */
} Rule;

struct Except {
	GArray *dates; /* of int, days since 1970, ascending */
	GArray *rules; /* of Rule */
};

typedef struct Stretch {
	gint64 first, end; /* first <= t < end */
} Stretch;

static void rule_clear(gpointer rule)
{
	calendar_free(((Rule *)rule)->days);
}

Except *except_new(void)
{
	Except *except = g_new0(Except, 1);

	except->dates = g_array_new(FALSE, FALSE, sizeof(int));
	except->rules = g_array_new(FALSE, FALSE, sizeof(Rule));
	g_array_set_clear_func(except->rules, rule_clear);
	return except;
}

void except_free(Except *except)
{
	if (!except)
		return;
	g_array_unref(except->dates);
	g_array_unref(except->rules);
	g_free(except);
}

/* --- reading ----------------------------------------------------------------------------------- */

/* How many of the dates are before that day. */
static guint dates_before(const Except *except, int day)
{
	guint low = 0, high = except->dates->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(except->dates, int, middle) < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static gboolean has_date(const Except *except, int day)
{
	guint i = dates_before(except, day);

	return i < except->dates->len && g_array_index(except->dates, int, i) == day;
}

/* "12:00..14:00" at the end of the text, cut off there. The whole day where there is none. */
static gboolean cut_hours(Expr *expr, char *text, Hours *hours)
{
	char *word = strrchr(text, ' ');
	g_autoptr(GError) why = NULL;

	*hours = HOURS_NONE;
	word = word ? word + 1 : text;
	if (!strchr(word, ':'))
		return TRUE;
	if (!strstr(word, ".."))
		return expr_fail_at(
			expr, WHEN_ERROR_SYNTAX, word,
			"only days, or days and hours, are expected here: Sat,Sun, *-12-24, Mon 12:00..14:00");
	if (!hours_parse(word, hours, &why))
		return expr_fail_within(expr, word, why);
	if (word == text)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, word,
		                    "days are missing ahead of the hours; for every day write \"*-*-* %s\"", word);
	word[-1] = '\0';
	return TRUE;
}

static gboolean is_one_date(const char *text, int *day)
{
	Expr expr = { text, text, NULL };

	return part_date(&expr, day) && *expr.at == '\0';
}

static void add_date(Except *except, int day)
{
	if (!has_date(except, day))
		g_array_insert_val(except->dates, dates_before(except, day), day);
}

/* A date in another spelling ("26-1-2") is a date all the same. */
static void add_rule(Except *except, Rule *rule)
{
	g_autofree char *normal = part_days_to_string(rule->days);
	int day;

	if (rule->hours.from == rule->hours.to && is_one_date(normal, &day)) {
		add_date(except, day);
		rule_clear(rule);
	} else {
		g_array_append_val(except->rules, *rule);
	}
}

static gboolean add(Except *except, Expr *expr, char *text)
{
	Rule rule = { 0 };
	int day;

	if (!cut_hours(expr, text, &rule.hours))
		return FALSE;
	g_strchomp(text);
	if (rule.hours.from == rule.hours.to && is_one_date(text, &day)) {
		add_date(except, day);
		return TRUE;
	}
	if (!part_days(expr, &rule.days)) {
		calendar_free(rule.days);
		return FALSE;
	}
	add_rule(except, &rule);
	return TRUE;
}

gboolean except_add(Except *except, const char *text, GError **error)
{
	g_autofree char *copy = g_strdup(text);
	g_autoptr(GError) why = NULL;
	Expr expr = { copy, copy, error ? &why : NULL }, whole = { text, text, error };

	g_strchomp(copy);
	expr_skip_blanks(&expr);
	if (*expr.at == '\0')
		return expr_fail(&whole, "days are missing here, like Sat,Sun or 2026-12-24");
	return add(except, &expr, (char *)expr.at) || expr_fail_within(&whole, text, why);
}

char *except_to_string(const Except *except)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < except->dates->len; i++) {
		g_autofree char *date = part_date_to_string(g_array_index(except->dates, int, i));

		g_string_append_printf(s, "%s%s", s->len ? "\n" : "", date);
	}
	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);
		g_autofree char *days = part_days_to_string(rule->days), *hours = hours_to_string(rule->hours);
		gboolean whole = rule->hours.from == rule->hours.to;

		g_string_append_printf(s, "%s%s%s%s", s->len ? "\n" : "", days, whole ? "" : " ", whole ? "" : hours);
	}
	return g_string_free(s, FALSE);
}

/* --- asking ------------------------------------------------------------------------------------ */

static gboolean is_whole(const Rule *rule)
{
	return rule->hours.from == rule->hours.to;
}

static gboolean matches(const Rule *rule, int day)
{
	return calendar_next_day(rule->days, day) == day;
}

static gboolean covers_day(const Except *except, int day)
{
	if (has_date(except, day))
		return TRUE;
	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		if (is_whole(rule) && matches(rule, day))
			return TRUE;
	}
	return FALSE;
}

/* The hours of a rule that begin on that date. */
static Stretch stretch_on(const Rule *rule, Zone *zone, int day)
{
	Stretch stretch;

	part_window_on(rule->hours, zone, day, &stretch.first, &stretch.end);
	return stretch;
}

/* Rules with hours that cover an instant; they may have begun the day before. */
static gboolean find_stretch(const Except *except, Zone *zone, gint64 at, Stretch *found)
{
	int today = zone_day(zone, at);

	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		for (int day = today - 1; !is_whole(rule) && day <= today; day++) {
			*found = day >= 0 && matches(rule, day) ? stretch_on(rule, zone, day) : (Stretch){ 1, 0 };
			if (found->first <= at && at < found->end)
				return TRUE;
		}
	}
	return FALSE;
}

gboolean except_covers(const Except *except, Zone *zone, gint64 at)
{
	Stretch stretch;

	return except && (covers_day(except, zone_day(zone, at)) || find_stretch(except, zone, at, &stretch));
}

gint64 except_end_within(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	Stretch stretch;

	while (except && at <= last) {
		int day = zone_day(zone, at);

		if (covers_day(except, day))
			at = zone_day_start(zone, day + 1);
		else if (find_stretch(except, zone, at, &stretch))
			at = stretch.end;
		else
			break;
	}
	return at;
}

gint64 except_end(const Except *except, Zone *zone, gint64 at)
{
	gint64 end = except_end_within(except, zone, at, WHEN_LAST);

	return end > WHEN_LAST && end != at ? TIME_NEVER : end;
}

gint64 except_begun(const Except *except, Zone *zone, gint64 at)
{
	Stretch stretch;
	gint64 begun = at;

	while (except) {
		int day = zone_day(zone, at);

		if (day < 0)
			break;
		if (covers_day(except, day))
			begun = zone_day_start(zone, day);
		else if (find_stretch(except, zone, at, &stretch))
			begun = stretch.first;
		else
			break;
		at = begun - 1;
	}
	return begun;
}

/* First instant in [at, last] that is covered by a rule's hours. */
static gint64 rule_begin(const Rule *rule, Zone *zone, gint64 at, gint64 last)
{
	int from = zone_day(zone, at) - 1, to = zone_day(zone, last);

	for (int day = calendar_next_day(rule->days, from); day >= 0 && day <= to;
	     day = calendar_next_day(rule->days, day + 1)) {
		Stretch stretch = stretch_on(rule, zone, day);

		if (stretch.end > at && stretch.end > stretch.first)
			return MAX(stretch.first, at);
	}
	return TIME_NEVER;
}

static gint64 first_day_begin(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	int from = zone_day(zone, at), day = READINGS_END_DAY;
	guint i = dates_before(except, from);

	if (i < except->dates->len)
		day = g_array_index(except->dates, int, i);
	for (guint r = 0; r < except->rules->len; r++) {
		const Rule *rule = &g_array_index(except->rules, Rule, r);
		int next = is_whole(rule) ? calendar_next_day(rule->days, from) : -1;

		if (next >= 0)
			day = MIN(day, next);
	}
	return day < READINGS_END_DAY ? MAX(zone_day_start(zone, day), at) : TIME_NEVER;
}

gint64 except_begin(const Except *except, Zone *zone, gint64 at, gint64 last)
{
	gint64 begin;

	last = MIN(last, WHEN_LAST);
	if (!except || at > last)
		return TIME_NEVER;
	begin = first_day_begin(except, zone, at, last);
	for (guint i = 0; i < except->rules->len; i++) {
		const Rule *rule = &g_array_index(except->rules, Rule, i);

		if (!is_whole(rule))
			begin = MIN(begin, rule_begin(rule, zone, at, MIN(last, begin)));
	}
	return begin <= last ? begin : TIME_NEVER;
}
