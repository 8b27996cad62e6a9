#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "core/hours.h"
#include "core/span.h"

void fuzz_span(const char *text, gsize length)
{
	g_autoptr(GError) error = NULL;
	gint64 span = -7, again;
	g_autofree char *normal = NULL, *words = NULL, *twice = NULL;

	if (!span_parse(text, &span, &error)) {
		fuzz_must(error && error->domain == SPAN_ERROR && span == -7);
		fuzz_must(!span_parse(text, &span, NULL));
		return;
	}
	fuzz_must(!error && span > 0);
	normal = span_to_string(span);
	words = span_in_words(span);
	fuzz_must(*words);
	fuzz_must(span_parse(normal, &again, NULL) && again == span, "%s is not %" G_GINT64_FORMAT, normal, span);
	twice = span_to_string(again);
	fuzz_must(strcmp(normal, twice) == 0);
}

/* By the minute: the end is outside, and all the way there is inside. */
static void check_end(Hours hours, Zone *zone, gint64 at, guint64 *seed)
{
	gint64 end = hours_end(hours, zone, at);

	fuzz_must(end >= at && end <= at + DAYS(2));
	fuzz_must((end == at) == !hours_contain(hours, zone, at));
	fuzz_must(!hours_contain(hours, zone, end));
	for (int i = 0; i < 8 && end > at; i++)
		fuzz_must(hours_contain(hours, zone, fuzz_between(seed, at, end - 1)));
}

void fuzz_hours(const char *text, gsize length)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana" };
	guint64 seed = fuzz_seed(text, length);
	g_autoptr(GError) error = NULL;
	g_autofree char *normal = NULL;
	Hours hours = { -7, -7 }, again;

	if (!hours_parse(text, &hours, &error)) {
		fuzz_must(hours.from == -7 && hours.to == -7);
		fuzz_check_refusal(text, error);
		return;
	}
	fuzz_must(hours.from >= 0 && hours.from < 86400 && hours.to >= 0 && hours.to < 86400);
	normal = hours_to_string(hours);
	fuzz_must(hours_parse(normal, &again, NULL) && again.from == hours.from && again.to == hours.to, "%s", normal);
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autoptr(Zone) zone = zone_new(zones[i], NULL);
		gint64 day = DAYS(fuzz_between(&seed, 11000, 24000));
		gint64 change = zone_interval(zone, day)->until;

		check_end(hours, zone, day + fuzz_between(&seed, 0, DAYS(1)), &seed);
		for (int near = 0; near < 8 && change != TIME_NEVER; near++)
			check_end(hours, zone, change + fuzz_between(&seed, -HOURS(4), HOURS(4)), &seed);
	}
}
