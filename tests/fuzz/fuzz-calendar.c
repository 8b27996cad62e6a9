#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "core/calendar.h"
#include "core/when.h"
#include "tests/fuzz/model.h"

enum { MOMENTS = 6, SAMPLES = 24, LAST_DAY = 84005 };

static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo",
	                             "Pacific/Apia" };

/* A refusal has its reason and its column, with and without somebody who asks for them; so has advice. */
static void check_refused(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Calendar) told = calendar_parse(text, &error), untold = calendar_parse(text, NULL);
	const char *where = NULL;
	g_autofree char *advice = calendar_slip(text, &where);

	fuzz_must(!told && !untold);
	fuzz_check_refusal(text, error);
	fuzz_must(!advice || (where >= text && where <= text + strlen(text)));
}

/* Nothing that the text names lies strictly between; what next() says is named by it. */
static void check_by_model(const char *normal, Zone *utc, gint64 after, gint64 found, guint64 *seed)
{
	gint64 end = found == TIME_NEVER ? DAYS((gint64)LAST_DAY + 1) : found;
	LocalTime at = zone_local(utc, found);

	fuzz_must(found == TIME_NEVER || model_matches(normal, &at), "%s at %" G_GINT64_FORMAT, normal, found);
	for (int i = 0; i < SAMPLES && end - after > 2; i++) {
		static const gint64 grains[] = { 1, SECONDS(1), MINUTES(1), HOURS(1), DAYS(1) };
		gint64 grain = grains[i % (int)G_N_ELEMENTS(grains)], sample = fuzz_between(seed, after + 1, end - 1);

		sample -= sample % grain;
		at = zone_local(utc, sample);
		fuzz_must(sample <= after || !model_matches(normal, &at),
		          "%s: %" G_GINT64_FORMAT " lies between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, normal,
		          sample, after, found);
	}
}

/* next() and prev() are each other's inverse, and what they jump over holds nothing. */
static void check_moments(const Calendar *calendar, const char *normal, Zone *zone, gboolean utc, guint64 *seed)
{
	gint64 at = fuzz_between(seed, 0, DAYS((gint64)LAST_DAY));

	for (int i = 0; i < MOMENTS && at != TIME_NEVER; i++) {
		gint64 next = calendar_next(calendar, zone, at), prev = calendar_prev(calendar, zone, next);

		fuzz_must(next > at);
		if (utc)
			check_by_model(normal, zone, at, next, seed);
		if (next != TIME_NEVER) {
			fuzz_must(calendar_next(calendar, zone, next - 1) == next);
			fuzz_must(calendar_next(calendar, zone, fuzz_between(seed, at, next - 1)) == next);
			fuzz_must(calendar_prev(calendar, zone, next + 1) == next);
		}
		fuzz_must(prev == TIME_NEVER || prev <= at);
		fuzz_must(prev == TIME_NEVER || calendar_next(calendar, zone, prev) == next);
		at = next;
	}
}

static void check_days(const Calendar *calendar, guint64 *seed)
{
	int day = (int)fuzz_between(seed, 0, LAST_DAY), next = calendar_next_day(calendar, day);
	int before = next < 0 ? calendar_prev_day(calendar, LAST_DAY) : calendar_prev_day(calendar, next - 1);

	fuzz_must(next == -1 || next >= day);
	fuzz_must(next == -1 || calendar_next_day(calendar, next) == next);
	fuzz_must(next == -1 || calendar_prev_day(calendar, next) == next);
	fuzz_must(before < day, "%d lies between %d and %d", before, day, next);
	fuzz_must(calendar_never(calendar) == (calendar_next_day(calendar, 0) == -1));
}

void fuzz_calendar(const char *text, gsize length)
{
	g_autoptr(Calendar) calendar = calendar_parse(text, NULL), again = NULL;
	g_autofree char *normal = NULL, *twice = NULL;
	guint64 seed = fuzz_seed(text, length);

	if (!calendar) {
		if (fuzz_asks_why(text, length))
			check_refused(text);
		return;
	}
	normal = calendar_to_string(calendar);
	again = calendar_parse(normal, NULL);
	fuzz_must(again, "the normal form is refused: %s", normal);
	twice = calendar_to_string(again);
	fuzz_must(strcmp(normal, twice) == 0, "%s is not %s", normal, twice);
	fuzz_must(calendar_equal(calendar, again));
	check_days(calendar, &seed);
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autoptr(Zone) zone =
			calendar_zone(calendar) ? zone_ref(calendar_zone(calendar)) : zone_new(zones[i], NULL);

		check_moments(calendar, normal, zone, strcmp(zone_name(zone), "UTC") == 0, &seed);
	}
}
