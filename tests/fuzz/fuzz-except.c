/* An input is what a schedule leaves out, one `except` value a line. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "core/when.h"
#include "tests/fuzz/model.h"

enum { INSTANTS = 8, SAMPLES = 12 };

static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia" };

/* What is refused is told, and changes nothing. */
static Except *read_lines(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	Except *except = except_new();

	for (char **line = lines; *line; line++) {
		g_autofree char *before = except_to_string(except), *after = NULL;
		g_autoptr(GError) error = NULL;

		if (except_add(except, *line, fuzz_asks_why(*line, strlen(*line)) ? &error : NULL))
			continue;
		after = except_to_string(except);
		fuzz_must(strcmp(before, after) == 0);
		if (error)
			fuzz_check_refusal(*line, error);
	}
	return except;
}

/* --- a second opinion, in UTC ---------------------------------------------------------------------- */

/* "Mon..Fri", "*-12-24", "Sat *-*-01..07", each as the days of a calendar's normal form. */
static gboolean model_day(const char *days, const LocalTime *at)
{
	gboolean dated = strchr(days, ' ') || !g_ascii_isalpha(*days);
	g_autofree char *normal = g_strconcat(days, dated ? "" : " *-*-*", " *:*:*", NULL);
	LocalTime midnight = { .year = at->year, .month = at->month, .day = at->day, .weekday = at->weekday };

	return model_matches(normal, &midnight);
}

static gboolean model_line(const char *line, Zone *utc, gint64 at)
{
	const char *space = strrchr(line, ' '), *hours = strchr(line, ':') ? space + 1 : NULL;
	g_autofree char *days = hours ? g_strndup(line, (gsize)(space - line)) : g_strdup(line);
	LocalTime today = zone_local(utc, at), yesterday = zone_local(utc, at - DAYS(1));
	gint64 time = HOURS(today.hour) + MINUTES(today.minute) + SECONDS(today.second) + today.usec;
	Hours window;

	if (!hours)
		return model_day(days, &today);
	fuzz_must(hours_parse(hours, &window, NULL), "%s", line);
	if (time >= SECONDS(window.from) && (time < SECONDS(window.to) || window.to < window.from))
		return model_day(days, &today);
	return window.to < window.from && time < SECONDS(window.to) && at >= DAYS(1) && model_day(days, &yesterday);
}

static void check_by_model(const Except *except, char **lines, Zone *utc, gint64 at)
{
	gboolean covered = FALSE;

	for (char **line = lines; *line && !covered; line++)
		covered = **line && model_line(*line, utc, at);
	fuzz_must(covered == except_covers(except, utc, at), "at %" G_GINT64_FORMAT, at);
}

/* --- the stretches ---------------------------------------------------------------------------------- */

/* Where everything is left out for good, the end takes long to find: it is asked for within two weeks only. */
static void check_around(const Except *except, Zone *zone, gint64 at, guint64 *seed)
{
	gint64 last = at + DAYS(14), end = except_end_within(except, zone, at, last);
	gboolean covered = except_covers(except, zone, at);

	fuzz_must(end >= at && covered == (end > at));
	fuzz_must(end > last || !except_covers(except, zone, end), "what ends at %" G_GINT64_FORMAT, end);
	for (int i = 0; i < SAMPLES && covered; i++)
		fuzz_must(except_covers(except, zone, fuzz_between(seed, at, MIN(end, last) - 1)));
}

static void check_ends(const Except *except, Zone *zone, gint64 at, guint64 *seed)
{
	gint64 end = except_end(except, zone, at), begun = except_begun(except, zone, at);

	fuzz_must(begun <= at && end >= at && except_covers(except, zone, at) == (end > at));
	fuzz_must(end == TIME_NEVER || !except_covers(except, zone, end), "what ends at %" G_GINT64_FORMAT, end);
	fuzz_must(begun <= DAYS(1) || !except_covers(except, zone, begun - 1), "before %" G_GINT64_FORMAT, begun);
	for (int i = 0; i < SAMPLES && end > at; i++)
		fuzz_must(except_covers(except, zone, fuzz_between(seed, begun, MIN(end, WHEN_LAST) - 1)));
}

static void check_begin(const Except *except, Zone *zone, gint64 at, guint64 *seed)
{
	gint64 last = at + fuzz_between(seed, 0, DAYS(fuzz_between(seed, 1, 400)));
	gint64 begin = except_begin(except, zone, at, last), end = begin == TIME_NEVER ? last : begin - 1;

	fuzz_must(begin == TIME_NEVER || (begin >= at && begin <= last && except_covers(except, zone, begin)));
	for (int i = 0; i < SAMPLES && end >= at; i++) {
		gint64 sample = fuzz_between(seed, at, end);

		fuzz_must(!except_covers(except, zone, sample), "%" G_GINT64_FORMAT " comes first", sample);
	}
}

static void check_in(const Except *except, char **lines, Zone *zone, guint64 *seed)
{
	for (int i = 0; i < INSTANTS; i++) {
		gint64 at = fuzz_between(seed, DAYS(10000), DAYS(25000)), change = zone_interval(zone, at)->until;

		if (i % 2 && change != TIME_NEVER)
			at = change + fuzz_between(seed, -DAYS(1), DAYS(1));
		if (strcmp(zone_name(zone), "UTC") == 0)
			check_by_model(except, lines, zone, at);
		check_around(except, zone, at, seed);
		check_begin(except, zone, at, seed);
	}
}

void fuzz_except(const char *text, gsize length)
{
	guint64 seed = fuzz_seed(text, length);
	g_autoptr(Except) except = read_lines(text), again = NULL;
	g_autofree char *normal = except_to_string(except), *twice = NULL;
	g_auto(GStrv) lines = g_strsplit(normal, "\n", -1);

	again = read_lines(normal);
	twice = except_to_string(again);
	fuzz_must(strcmp(normal, twice) == 0, "%s\n--\n%s", normal, twice);
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autoptr(Zone) zone = zone_new(zones[i], NULL);

		check_ends(except, zone, fuzz_between(&seed, DAYS(10000), DAYS(25000)), &seed);
		check_in(except, lines, zone, &seed);
	}
}
