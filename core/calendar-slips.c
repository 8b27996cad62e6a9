#include "core/calendar-fields.h"
#include <stdlib.h>
#include <string.h>

/* What people type in place of a calendar expression, and what they want to write. Only texts that did not parse come here,
 * and no suggestion leaves without having been parsed itself. */

typedef char *(*Slip)(const char *text, const char **where);

static char *suggest(const char *what, const char *fixed)
{
	g_autoptr(When) when = when_parse(fixed, NULL);

	return when ? g_strdup_printf("%s; write \"%s\"", what, fixed) : g_strdup(what);
}

/* `text` with the `n` bytes at `where` replaced. */
static char *replace(const char *text, const char *where, gsize n, const char *with)
{
	return g_strdup_printf("%.*s%s%s", (int)(where - text), text, with, where + n);
}

static const char *last_word(const char *text)
{
	const char *space = strrchr(text, ' ');

	return space ? space + 1 : text;
}

/* "after urge", "in 20min" */
static char *slip_no_event(const char *text, const char **where)
{
	Expr expr = { text, text, NULL };

	if (!expr_accept(&expr, "after") && !expr_accept(&expr, "in"))
		return NULL;
	*where = text;
	return g_strdup("how long comes first, and then what it follows, as in \"20min after urge\"");
}

static char *slip_unknown_zone(const char *text, const char **where)
{
	const char *word = last_word(text);
	g_autofree char *before = g_strndup(text, (gsize)MAX(word - text - 1, 0)), *nearest = NULL, *fixed = NULL,
			*what = NULL;
	g_autoptr(When) when = NULL;

	if (word == text || !g_ascii_isalpha(*word))
		return NULL;
	when = when_parse(before, NULL);
	if (!when || when_zone(when))
		return NULL;
	*where = word;
	nearest = zone_nearest_name(word);
	if (!nearest)
		return g_strdup_printf("there is no time zone \"%s\"; zones are named like Europe/Berlin", word);
	fixed = replace(text, word, strlen(word), nearest);
	what = g_strdup_printf("there is no time zone \"%s\"", word);
	return suggest(what, fixed);
}

/* A step needs to know from where: in a date from 1, in a time from 0. */
static char *slip_star_step(const char *text, const char **where)
{
	const char *slash = strstr(text, "*/");
	g_autofree char *fixed = g_strdup(text);

	if (!slash)
		return NULL;
	*where = slash;
	for (char *star; (star = strstr(fixed, "*/"));) {
		gboolean in_date =
			strcspn(star, "-~ ") < strcspn(star, ": ") || (star > fixed && strchr("-~", star[-1]));
		gboolean is_year =
			in_date && (star == fixed || star[-1] == ' ') && strchr(star, '-') != strrchr(star, '-');
		char *next = replace(fixed, star, 1, is_year ? "1970" : in_date ? "1" : "0");

		g_free(fixed);
		fixed = next;
	}
	return suggest("a step needs a start", fixed);
}

/* The end of Monday is the first moment of Tuesday. */
static char *a_day_later(const Calendar *calendar, const char *time)
{
	GString *s;

	if (!calendar || calendar->field[YEAR].n || calendar->field[MONTH].n || calendar->field[DAY].n)
		return NULL;
	s = g_string_new(NULL);
	if (calendar->weekdays) {
		weekdays_print(s, (calendar->weekdays << 1 | calendar->weekdays >> 6) & ALL_WEEKDAYS);
		g_string_append_c(s, ' ');
	}
	g_string_append_printf(s, "00%s", time);
	return g_string_free(s, FALSE);
}

static char *slip_24_hours(const char *text, const char **where)
{
	const char *word = strstr(text, "24:00");
	g_autofree char *same_day = NULL, *fixed = NULL;
	g_autoptr(Calendar) calendar = NULL;

	if (!word || (word > text && word[-1] != ' '))
		return NULL;
	*where = word;
	same_day = replace(text, word, 2, "00");
	calendar = calendar_parse(same_day, NULL);
	fixed = a_day_later(calendar, word + 2);
	return suggest("midnight is 00:00 of the day that begins", fixed ? fixed : text);
}

/* "9am", "9:30 pm" */
static char *slip_am_pm(const char *text, const char **where)
{
	g_autoptr(GRegex) regex =
		g_regex_new("(?<![\\d:])(\\d{1,2})(?::(\\d\\d))? ?([ap])\\.?m\\.?(?![a-z])", G_REGEX_CASELESS, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *hour = NULL, *minute = NULL, *half = NULL, *clock = NULL, *fixed = NULL;
	int from, to;

	if (!g_regex_match(regex, text, 0, &match))
		return NULL;
	hour = g_match_info_fetch(match, 1);
	minute = g_match_info_fetch(match, 2);
	half = g_match_info_fetch(match, 3);
	g_match_info_fetch_pos(match, 0, &from, &to);
	*where = text + from;
	clock = g_strdup_printf("%d:%s", atoi(hour) % 12 + (g_ascii_tolower(*half) == 'p' ? 12 : 0),
	                        *minute ? minute : "00");
	fixed = replace(text, text + from, (gsize)(to - from), clock);
	return suggest("the clock has 24 hours here", fixed);
}

/* "Mon 9" */
static char *slip_bare_hour(const char *text, const char **where)
{
	const char *word = last_word(text);
	g_autofree char *fixed = NULL;

	if (strlen(word) > 2 || strlen(word) != strspn(word, "0123456789") || *word == '\0')
		return NULL;
	*where = word + strlen(word);
	fixed = g_strconcat(text, ":00", NULL);
	return suggest("a time has minutes too", fixed);
}

/* "Sat..Mon" */
static char *slip_wrapped_weekdays(const char *text, const char **where)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	g_autoptr(GRegex) regex = g_regex_new("([A-Za-z]{3})[a-z]*(?:\\.\\.|-)([A-Za-z]{3})[a-z]*", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *first = NULL, *last = NULL, *fixed = NULL;
	g_autoptr(GString) list = g_string_new(NULL);
	int from, to, a = -1, b = -1;

	if (!g_regex_match(regex, text, 0, &match))
		return NULL;
	first = g_match_info_fetch(match, 1);
	last = g_match_info_fetch(match, 2);
	for (int i = 0; i < 7; i++) {
		a = g_ascii_strcasecmp(names[i], first) == 0 ? i : a;
		b = g_ascii_strcasecmp(names[i], last) == 0 ? i : b;
	}
	if (a < 0 || b < 0 || a <= b)
		return NULL;
	for (int i = a; i <= b + 7; i++)
		g_string_append_printf(list, "%s%s", list->len ? "," : "", names[i % 7]);
	g_match_info_fetch_pos(match, 0, &from, &to);
	*where = text + from;
	fixed = replace(text, text + from, (gsize)(to - from), list->str);
	return suggest("a range of weekdays cannot go past Sunday", fixed);
}

/* "weekdays 9:00", "Tues 9:00", "noon" */
static char *slip_word(const char *text, const char **where)
{
	static const struct {
		const char *word, *means;
	} words[] = {
		{ "weekdays", "Mon..Fri" },
		{ "weekday", "Mon..Fri" },
		{ "weekends", "Sat,Sun" },
		{ "weekend", "Sat,Sun" },
		{ "everyday", "*-*-*" },
		{ "noon", "12:00" },
		{ "midnight", "00:00" },
		{ "mo", "Mon" },
		{ "tu", "Tue" },
		{ "tues", "Tue" },
		{ "we", "Wed" },
		{ "weds", "Wed" },
		{ "th", "Thu" },
		{ "thur", "Thu" },
		{ "thurs", "Thu" },
		{ "fr", "Fri" },
		{ "sa", "Sat" },
		{ "su", "Sun" },
	};

	for (const char *at = text; *at; at++)
		for (gsize i = 0; i < G_N_ELEMENTS(words) && (at == text || !g_ascii_isalpha(at[-1])); i++) {
			gsize n = strlen(words[i].word);
			g_autofree char *fixed = NULL;

			if (g_ascii_strncasecmp(at, words[i].word, n) != 0 || g_ascii_isalpha(at[n]))
				continue;
			*where = at;
			fixed = replace(text, at, n, words[i].means);
			return suggest("this word is not known here", fixed);
		}
	return NULL;
}

/* "08:30 Mon..Fri" */
static char *slip_days_last(const char *text, const char **where)
{
	const char *word = last_word(text);
	g_autofree char *before = g_strndup(text, (gsize)(word - text)), *fixed = NULL;
	g_autoptr(Calendar) calendar = NULL;

	if (word == text || !strchr(before, ':'))
		return NULL;
	calendar = calendar_parse(word, NULL);
	if (!calendar || strchr(word, ':'))
		return NULL;
	*where = word;
	fixed = g_strdup_printf("%s %s", word, g_strchomp(before));
	return suggest("days come before the time", fixed);
}

/* "24.12.2026 18:00" and "2026/12/24 18:00": where the year, month and day stand in the match. */
static char *date_in_order(const char *text, const char *pattern, int year, int month, int day, const char **where)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *y = NULL, *m = NULL, *d = NULL, *date = NULL, *fixed = NULL;
	int from, to;

	if (!g_regex_match(regex, text, 0, &match))
		return NULL;
	y = g_match_info_fetch(match, year);
	m = g_match_info_fetch(match, month);
	d = g_match_info_fetch(match, day);
	g_match_info_fetch_pos(match, 0, &from, &to);
	*where = text + from;
	date = g_strdup_printf("%s-%s-%s", y && *y ? y : "*", m, d);
	fixed = replace(text, text + from, (gsize)(to - from), date);
	return suggest("a date is written year-month-day", fixed);
}

static char *slip_date_order(const char *text, const char **where)
{
	char *said = date_in_order(text, "(?<!\\d)(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})?", 3, 2, 1, where);

	return said ? said : date_in_order(text, "(?<!\\d)(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})(?!\\d)", 1, 2, 3, where);
}

static gboolean is_one_value(const Chain *chain)
{
	return chain->n == 1 && chain->items[0].step == 0;
}

char *calendar_why_never(const Calendar *calendar)
{
	static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
		                             "Friday", "Saturday", "Sunday" };
	const Chain *field = calendar->field;
	int year, month, day, days;

	if (calendar->from_end || !is_one_value(&field[YEAR]) || !is_one_value(&field[MONTH]) ||
	    !is_one_value(&field[DAY]))
		return g_strdup_printf("there is no such date from %d to %d", FIRST_YEAR, LAST_YEAR);
	days = date_to_day(field[YEAR].items->start, field[MONTH].items->start, field[DAY].items->start);
	date_from_day(days, &year, &month, &day);
	if (day != field[DAY].items->start)
		return g_strdup("there is no such date");
	return g_strdup_printf("%04d-%02d-%02d is a %s", year, month, day, names[(days + 3) % 7]);
}

static const Slip slips[] = { slip_cron_line,    slip_no_event, slip_wrapped_weekdays, slip_star_step,
	                      slip_24_hours,     slip_am_pm,    slip_bare_hour,        slip_days_last,
	                      slip_unknown_zone, slip_word,     slip_date_order };

char *calendar_slip(const char *text, const char **where)
{
	char *said = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(slips) && !said && g_utf8_validate(text, -1, NULL); i++)
		said = slips[i](text, where);
	return said;
}

char *slip_fixed(const char *text, const char **where)
{
	for (gsize i = 0; i < G_N_ELEMENTS(slips); i++) {
		g_autofree char *said = slips[i](text, where);

		if (said && strstr(said, "; write \""))
			return g_steal_pointer(&said);
	}
	return NULL;
}
