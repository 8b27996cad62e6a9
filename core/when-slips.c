#include "core/when-slips.h"
#include "core/calendar-fields.h"
#include <string.h>

/* Tried in turn on the whole line, in any case. A fix counts only where the line parses with it. */
typedef struct Fix {
	const char *pattern, *with, *what;
} Fix;

#define WEEKDAY "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:|day|sday|nesday|rsday|urday|s)s?"
#define CLOCK "(\\d{1,2}:\\d\\d(?::\\d\\d)?)"
#define EVENTS "(urge|contact|checkin|answer)"

static const Fix fixes[] = {
	/* counts as words */
	{ "^every (?:other|second|2nd) (day|week|month|year)s?\\b", "every 2 \\1s", "a count is written as a number" },
	{ "^every (?:third|3rd) (day|week|month|year)s?\\b", "every 3 \\1s", "a count is written as a number" },
	{ "^every (?:other|second|2nd) " WEEKDAY "\\b", "every 2 weeks on \\1",
	  "every second one is counted in weeks" },
	{ "^every (?:third|3rd) " WEEKDAY "\\b", "every 3 weeks on \\1", "every third one is counted in weeks" },
	{ "^every (day|week|month|year)\\b(?=.*\\bfrom\\b)", "every 1 \\1", "a count is expected here" },
	{ "^every (?:1 )?hour\\b", "every 1h", "a length of time has a number" },
	{ "^every half (?:an )?hour\\b", "every 30min", "a length of time has a number" },
	{ "^every (?:1 )?minute\\b", "every 1min", "a length of time has a number" },
	/* what needs no sentence at all */
	{ "^every (?:single )?day(?: at)? " CLOCK "$", "\\1", "what comes every day is just a time" },
	{ "^every weekdays?(?: at)? " CLOCK "$", "Mon..Fri \\1", "what comes every week is just days and a time" },
	{ "^every weekends?(?: at)? " CLOCK "$", "Sat,Sun \\1", "what comes every week is just days and a time" },
	{ "^every (?:week on )?" WEEKDAY "(?: at)? " CLOCK "$", "\\1 \\2",
	  "what comes every week is just days and a time" },
	{ "^every (?:single )?day(?: at)? (\\d{1,2})$", "\\1:00", "what comes every day is just a time" },
	{ "^every (?:week on )?" WEEKDAY "(?: at)? (\\d{1,2})$", "\\1 \\2:00",
	  "what comes every week is just days and a time" },
	{ "^daily(?:,? at)? " CLOCK "$", "\\1", "what comes every day is just a time" },
	{ "^daily(?:,? at)? (\\d{1,2})$", "\\1:00", "what comes every day is just a time" },
	{ "^weekly(?: on)? " WEEKDAY "(?: at)? " CLOCK "$", "\\1 \\2",
	  "what comes every week is just days and a time" },
	/* lists */
	{ "\\b" WEEKDAY "(?:, *| and | & )(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))", "\\1,",
	  "a list has commas and no spaces" },
	{ "\\b(\\d{1,2})(:\\d\\d)(?: and |, ?| ?[&|] ?)(\\d{1,2})\\2$", "\\1,\\3\\2",
	  "hours that share their minutes are a list" },
	/* windows */
	{ "\\b(?:from|between) " CLOCK " ?(?:-|\\.\\.|\xe2\x80\x93|to|until|and) ?" CLOCK, "between \\1 and \\2",
	  "a window is written between and and" },
	{ "\\bbetween (\\d{1,2}) and (\\d{1,2})(?![:\\d])", "between \\1:00 and \\2:00", "a time has minutes too" },
	{ "\\bbetween (\\d{1,2}) and\\b", "between \\1:00 and", "a time has minutes too" },
	{ "\\b(and|at) (\\d{1,2})(?![:\\d])", "\\1 \\2:00", "a time has minutes too" },
	{ "^(\\d+) (between)", "\\1 times \\2", "a count and then \"times\" are expected here" },
	{ "^(\\d+) ?x (between)", "\\1 times \\2", "a count and then \"times\" are expected here" },
	/* clocks as people write them */
	{ "\\b(\\d{1,2})(?:\\.|h)([0-5]\\d)$", "\\1:\\2", "hours and minutes have a : between them" },
	{ "^(?:at|on) ", "", "no word is needed ahead" },
	{ "^" WEEKDAY "(?: at)? " CLOCK "$", "\\1 \\2", "days have three letters, and no word comes before the time" },
	/* days of the month */
	{ "^(?:every month on )?(?:the )?(?:first|1st) " WEEKDAY "(?: of the month)?(?: at)? " CLOCK "$",
	  "\\1 *-*-1..7 \\2", "it is the one among the first seven days" },
	{ "^(?:every month on )?(?:the )?last " WEEKDAY "(?: of the month)?(?: at)? " CLOCK "$", "\\1 *-*~7/1 \\2",
	  "it is the one among the last seven days" },
	{ "^every month on (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: at)? " CLOCK "$", "*-*-\\1 \\2",
	  "what comes every month is just a day and a time" },
	/* follow-ups */
	{ "\\bafter (?:an?|the|each|every|any) (?:missed )?" EVENTS "\\b", "after \\1",
	  "one word says what it follows" },
	{ "\\bafter missed checkin\\b", "after checkin", "it follows a check-in that was missed" },
	{ "\\bafter (?:an? |the |missed )*check-in\\b", "after checkin", "it is written as one word" },
	{ "\\bafter (?:an? |the )?" EVENTS "s\\b", "after \\1", "one word says what it follows" },
	/* one shot */
	{ "^once (?:on )?(\\S+?)(?:T|,? at |, ?)(?=\\d)", "once \\1 ",
	  "a date and a time follow, and nothing between" },
	{ "^once on\\b", "once", "a date and a time follow, and nothing between" },
};

static char *apply(const Fix *fix, const char *text, const char **where)
{
	g_autoptr(GRegex) regex = g_regex_new(fix->pattern, G_REGEX_CASELESS, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(When) when = NULL;
	g_autofree char *fixed = NULL;
	int from;

	if (!g_regex_match(regex, text, 0, &match))
		return NULL;
	g_match_info_fetch_pos(match, 0, &from, NULL);
	fixed = g_regex_replace(regex, text, -1, 0, fix->with, 0, NULL);
	when = fixed ? when_parse(fixed, NULL) : NULL;
	if (!when)
		return NULL;
	*where = text + from;
	return g_strdup_printf("%s; write \"%s\"", fix->what, fixed);
}

char *when_slip(const char *text, const char **where)
{
	char *said = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(fixes) && !said; i++)
		said = apply(&fixes[i], text, where);
	return said ? said : slip_fixed(text, where);
}
