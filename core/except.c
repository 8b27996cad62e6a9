#include "core/except-rules.h"
#include "core/i18n.h"
#include "core/when-form.h"
#include <string.h>

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

guint except_dates_before(const Except *except, int day)
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

gboolean except_has_date(const Except *except, int day)
{
	guint i = except_dates_before(except, day);

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
			_("only days, or days and hours, are expected here: Sat,Sun, *-12-24, Mon 12:00..14:00"));
	if (!hours_parse(word, hours, &why))
		return expr_fail_within(expr, word, why);
	if (word == text)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, word,
		                    _("days are missing ahead of the hours; for every day write \"*-*-* %s\""), word);
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
	if (!except_has_date(except, day))
		g_array_insert_val(except->dates, except_dates_before(except, day), day);
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
		return expr_fail(&whole, _("days are missing here, like Sat,Sun or 2026-12-24"));
	return add(except, &expr, (char *)expr.at) || expr_fail_within(&whole, text, why);
}

char *except_rule_to_string(const Rule *rule)
{
	g_autofree char *days = part_days_to_string(rule->days), *hours = hours_to_string(rule->hours);

	if (rule->hours.from == rule->hours.to)
		return g_steal_pointer(&days);
	return g_strdup_printf("%s %s", days, hours);
}

char *except_to_string(const Except *except)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < except->dates->len; i++) {
		g_autofree char *date = part_date_to_string(g_array_index(except->dates, int, i));

		g_string_append_printf(s, "%s%s", s->len ? "\n" : "", date);
	}
	for (guint i = 0; i < except->rules->len; i++) {
		g_autofree char *rule = except_rule_to_string(&g_array_index(except->rules, Rule, i));

		g_string_append_printf(s, "%s%s", s->len ? "\n" : "", rule);
	}
	return g_string_free(s, FALSE);
}
