#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"

enum { MOMENTS = 6, DAYS_DRAWN = 4 };

static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia" };

static void check_refused(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(When) when = when_parse(text, &error);

	fuzz_must(!when, "refused only where nobody asks why");
	fuzz_check_refusal(text, error);
}

/* The moments ascend; nothing lies between one and the next; an equal trigger has the same ones. */
static void check_moments(const When *when, const When *same, const WhenContext *context, guint64 *seed)
{
	gint64 at = fuzz_between(seed, DAYS(10000), DAYS(25000));

	for (int i = 0; i < MOMENTS && at != TIME_NEVER; i++) {
		gint64 next = when_next(when, context, at);

		fuzz_must(next > at);
		fuzz_must(when_next(same, context, at) == next);
		if (next != TIME_NEVER) {
			fuzz_must(when_next(when, context, next - 1) == next);
			fuzz_must(when_next(when, context, fuzz_between(seed, at, next - 1)) == next);
		}
		at = next;
	}
}

/* The window and the gap as the normal form says them: "2 times between 09:00 and 17:00:30, at least ...". */
static Hours window_of(const char *normal)
{
	char from[16], to[16];
	g_autofree char *text = NULL;
	Hours window = HOURS_NONE;

	fuzz_must(sscanf(normal, "%*d %*[a-z] between %15[0-9:] and %15[0-9:]", from, to) == 2, "%s", normal);
	text = g_strconcat(from, "..", to, NULL);
	fuzz_must(hours_parse(text, &window, NULL), "%s", normal);
	return window;
}

/* As many as asked for, ascending, and in UTC all of them within the window. */
static void check_draw(const When *when, const WhenContext *context, const char *normal, int day)
{
	guint n, again;
	g_autofree gint64 *moments = when_draw(when, context, day, &n), *same = when_draw(when, context, day, &again);
	Hours window = window_of(normal);

	fuzz_must(n == again && (n == 0 || memcmp(moments, same, n * sizeof *moments) == 0), "two draws differ");
	fuzz_must(n == 0 || n == (guint)g_ascii_strtoull(normal, NULL, 10), "%u of %s", n, normal);
	for (guint i = 0; i < n; i++) {
		fuzz_must(i == 0 || moments[i] >= moments[i - 1]);
		fuzz_must(strcmp(zone_name(context->zone), "UTC") != 0 || strchr(normal, '/') ||
		                  hours_contain(window, context->zone, moments[i]) ||
		                  hours_contain(window, context->zone, moments[i] - 1),
		          "%s: %" G_GINT64_FORMAT " is outside", normal, moments[i]);
		fuzz_must(!hours_contain(context->quiet, context->zone, moments[i]), "%s: in the quiet hours", normal);
	}
}

static void check_in(const When *when, const When *same, const char *normal, const char *zone_id, guint64 *seed)
{
	g_autoptr(Zone) zone = zone_new(zone_id, NULL);
	WhenContext context = { .zone = zone, .secret = "a secret", .schedule = "nudge/noon" };

	check_moments(when, same, &context, seed);
	if (when_form(when) != WHEN_RANDOM)
		return;
	context.quiet = (Hours){ 23 * 3600, 7 * 3600 + 1800 };
	check_moments(when, same, &context, seed);
	for (int i = 0; i < DAYS_DRAWN; i++)
		check_draw(when, &context, normal, (int)fuzz_between(seed, 10000, 25000));
}

void fuzz_when(const char *text, gsize length)
{
	guint64 seed = fuzz_seed(text, length);
	g_autoptr(When) when = when_parse(text, NULL), again = NULL;
	g_autofree char *normal = NULL, *twice = NULL;

	if (!when) {
		if (fuzz_asks_why(text, length))
			check_refused(text);
		return;
	}
	normal = when_to_string(when);
	again = when_parse(normal, NULL);
	fuzz_must(again, "the normal form is refused: %s", normal);
	twice = when_to_string(again);
	fuzz_must(strcmp(normal, twice) == 0, "%s is not %s", normal, twice);
	fuzz_must(when_form(when) == when_form(again));
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++)
		check_in(when, again, normal, zones[i], &seed);
}
