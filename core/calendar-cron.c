#include "core/calendar-fields.h"
#include <string.h>

/* A pasted cron line, "30 8 * * 1-5", rewritten as an expression. */

enum { CRON_FIELDS = 5 };
typedef enum { CRON_MINUTE, CRON_HOUR, CRON_DAY, CRON_MONTH, CRON_WEEKDAY } CronField;

static const char *const month_names[] = { "jan", "feb", "mar", "apr", "may", "jun",
	                                   "jul", "aug", "sep", "oct", "nov", "dec" };
static const char *const weekday_names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

static int read_name(const char *at, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (g_ascii_strncasecmp(at, names[i], 3) == 0)
			return i;
	return -1;
}

/* A number or a name; steps over it. -1: neither. */
static int read_value(const char **at, CronField field)
{
	int name = field == CRON_MONTH     ? read_name(*at, month_names, 12)
	           : field == CRON_WEEKDAY ? read_name(*at, weekday_names, 7)
	                                   : -1;
	int value = 0;

	if (name >= 0) {
		*at += 3;
		return field == CRON_MONTH ? name + 1 : name;
	}
	if (!g_ascii_isdigit(**at))
		return -1;
	for (; g_ascii_isdigit(**at) && value < 1000; (*at)++)
		value = value * 10 + (**at - '0');
	return value;
}

typedef struct CronItem {
	int first, last, step; /* last -1: just the first, or an open range with a step */
} CronItem;

static gboolean read_item(const char **at, CronField field, CronItem *item)
{
	gboolean dated = field == CRON_DAY || field == CRON_MONTH;

	*item = (CronItem){ .last = -1 };
	if (**at == '*') {
		(*at)++;
		item->first = dated;
	} else {
		item->first = read_value(at, field);
		if (item->first >= 0 && **at == '-') {
			(*at)++;
			item->last = read_value(at, field);
			if (item->last < item->first)
				return FALSE;
		}
	}
	if (item->first < 0)
		return FALSE;
	if (**at == '/') {
		(*at)++;
		item->step = read_value(at, field);
		return item->step > 0;
	}
	return TRUE;
}

static gboolean convert(const char *at, CronField field, GString *out)
{
	if (g_str_equal(at, "*")) {
		g_string_append_c(out, '*');
		return TRUE;
	}
	for (CronItem item; read_item(&at, field, &item); at++) {
		g_string_append_printf(out, field == CRON_MINUTE && !item.step ? "%02d" : "%d", item.first);
		if (item.last >= 0)
			g_string_append_printf(out, "..%d", item.last);
		if (item.step > 0)
			g_string_append_printf(out, "/%d", item.step);
		if (*at == '\0')
			return TRUE;
		if (*at != ',')
			return FALSE;
		g_string_append_c(out, ',');
	}
	return FALSE;
}

/* Cron's weekdays begin with Sunday as 0, which is 7 too; ours with Monday. */
static gboolean convert_weekdays(const char *at, GString *out)
{
	guint days = 0;

	for (CronItem item; read_item(&at, CRON_WEEKDAY, &item); at++) {
		int last = item.last >= 0 ? item.last : item.step ? 6 : item.first;

		for (int day = item.first; day <= MIN(last, 7); day += MAX(item.step, 1))
			days |= 1u << (day + 6) % 7;
		if (*at == '\0' && last <= 7) {
			weekdays_print(out, days);
			return TRUE;
		}
		if (*at != ',')
			return FALSE;
	}
	return FALSE;
}

static char *join(const char *weekdays, const char *month, const char *day, const char *time)
{
	gboolean dated = !g_str_equal(month, "*") || !g_str_equal(day, "*");

	return g_strdup_printf("%s%s%s%s%s%s%s", weekdays, *weekdays ? " " : "", dated ? month : "", dated ? "-" : "",
	                       dated ? day : "", dated ? " " : "", time);
}

/* The expressions that say the same; with a day of the month and a weekday cron means either, which takes two. */
static char *rewrite(char **fields)
{
	g_autoptr(GString) weekdays = g_string_new(NULL), day = g_string_new(NULL), month = g_string_new(NULL),
			   time = g_string_new(NULL);
	g_autofree char *one = NULL, *two = NULL;
	gboolean any_weekday = g_str_equal(fields[CRON_WEEKDAY], "*"), any_day;
	g_autoptr(Calendar) parsed = NULL;

	if (!convert(fields[CRON_HOUR], CRON_HOUR, time))
		return NULL;
	g_string_append_c(time, ':');
	if (!convert(fields[CRON_MINUTE], CRON_MINUTE, time) || !convert(fields[CRON_DAY], CRON_DAY, day) ||
	    !convert(fields[CRON_MONTH], CRON_MONTH, month) ||
	    (!any_weekday && !convert_weekdays(fields[CRON_WEEKDAY], weekdays)))
		return NULL;
	any_day = g_str_equal(day->str, "*");
	one = join(any_day ? weekdays->str : "", month->str, day->str, time->str);
	parsed = calendar_parse(one, NULL);
	if (!parsed)
		return NULL;
	if (any_day || any_weekday)
		return g_strdup_printf("write \"%s\"", one);
	two = join(weekdays->str, month->str, "*", time->str);
	return g_strdup_printf("write two lines, \"%s\" and \"%s\"", one, two);
}

char *slip_cron_line(const char *text, const char **where)
{
	g_auto(GStrv) fields = g_strsplit_set(text, " \t", -1);
	g_autofree char *written = NULL;
	int n = 0;

	for (int i = 0; fields[i]; i++) /* several blanks in a row leave empty words */
		if (*fields[i])
			fields[n++] = fields[i];
		else
			g_free(fields[i]);
	fields[n] = NULL;
	if (n < CRON_FIELDS || strchr(text, ':') || (!g_ascii_isdigit(*fields[0]) && *fields[0] != '*'))
		return NULL;
	*where = text;
	written = n == CRON_FIELDS ? rewrite(fields) : NULL;
	return g_strdup_printf("this is a line of cron; %s",
	                       written ? written : "write it like \"Mon..Fri 08:30\" or \"*-*-01 09:00\"");
}
