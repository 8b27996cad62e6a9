#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"

enum { MOMENTS = 4, DAYS_DRAWN = 4 };

static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia" };

static void check_refused(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(When) when = when_parse(text, &error);

	fuzz_must(!when, "refused only where nobody asks why");
	fuzz_check_refusal(text, error);
}

/* Plain words, and warnings that can be shown. */
static void check_words(const When *when, const WhenContext *context)
{
	g_autofree char *words = when_explain(when);
	g_auto(GStrv) warnings = when_warnings(when, context, DAYS(20000));

	fuzz_must(fuzz_shows(words) && !g_str_has_suffix(words, "."), "%s", words);
	fuzz_must(!strstr(words, "  ") && !strstr(words, "(null)"), "%s", words);
	for (char **warning = warnings; *warning; warning++)
		fuzz_must(fuzz_shows(*warning), "%s", *warning);
}

/* The moments ascend; nothing lies between one and the next, forward and back; an equal trigger has the same ones. */
static void check_moments(const When *when, const When *same, const WhenContext *context, guint64 *seed)
{
	gboolean gives_up = when_form(when) == WHEN_RANDOM; /* after months without room in any window */
	gint64 at = context->anchor;

	for (int i = 0; i < MOMENTS && at != TIME_NEVER; i++) {
		gint64 next = when_next(when, context, at), prev = when_prev(when, context, next);

		fuzz_must(next > at);
		fuzz_must(when_next(same, context, at) == next);
		if (next != TIME_NEVER) {
			fuzz_must(next < WHEN_LAST + DAYS(2));
			fuzz_must(when_next(when, context, next - 1) == next);
			fuzz_must(when_next(when, context, fuzz_between(seed, at, next - 1)) == next);
			fuzz_must(when_prev(when, context, next + 1) == next);
		}
		fuzz_must(prev == TIME_NEVER || prev <= at, "%" G_GINT64_FORMAT " is before %" G_GINT64_FORMAT, prev,
		          at);
		fuzz_must(prev == TIME_NEVER || when_next(when, context, prev) == next);
		fuzz_must(i == 0 || prev == at || (gives_up && prev == TIME_NEVER),
		          "%" G_GINT64_FORMAT " is not %" G_GINT64_FORMAT, prev, at);
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

/* Some of what the trigger may follow, around a moment. */
static Events *events_near(const When *when, gint64 at, guint64 *seed)
{
	EventType type = EVENT_URGE;
	const char *name = NULL;
	Events *events = events_new();

	if (!when_follows(when, &type, &name, NULL))
		return events;
	for (int i = 0; i < MOMENTS; i++) {
		g_autofree char *answer = name && !strchr(name, '=') ? g_strconcat(name, "=yes", NULL) : g_strdup(name);

		events_add(events, type, type == EVENT_ANSWER ? answer : name,
		           at + fuzz_between(seed, -DAYS(3), DAYS(9)));
	}
	return events;
}

/* With the quiet hours, what is left out and the limits cut out of its windows. */
static void check_random(const When *when, const When *same, WhenContext *context, const char *normal, guint64 *seed)
{
	g_autoptr(Except) except = except_new();

	context->quiet = (Hours){ 23 * 3600, 7 * 3600 + 1800 };
	check_moments(when, same, context, seed);
	for (int i = 0; i < DAYS_DRAWN; i++)
		check_draw(when, context, normal, (int)fuzz_between(seed, 10000, 25000));
	except_add(except, "Sat,Sun 12:00..18:00", NULL);
	except_add(except, "*-12-24..26", NULL);
	context->except = except;
	context->from = context->anchor - fuzz_between(seed, 0, DAYS(9));
	context->until = context->anchor + fuzz_between(seed, 0, DAYS(99));
	check_moments(when, same, context, seed);
}

static void check_in(const When *when, const When *same, const char *normal, const char *zone_id, guint64 *seed)
{
	g_autoptr(Zone) zone = zone_new(zone_id, NULL);
	gint64 at = fuzz_between(seed, DAYS(10000), DAYS(25000));
	g_autoptr(Events) events = events_near(when, at, seed);
	WhenContext context = {
		.zone = zone, .secret = "a secret", .schedule = "nudge/noon", .anchor = at, .events = events
	};

	check_words(when, &context);
	check_moments(when, same, &context, seed);
	context.dst.gap = (DstGap)fuzz_between(seed, DST_GAP_SHIFT, DST_GAP_SKIP);
	context.dst.overlap = (DstOverlap)fuzz_between(seed, DST_OVERLAP_AUTO, DST_OVERLAP_BOTH);
	check_moments(when, same, &context, seed);
	if (when_form(when) == WHEN_RANDOM)
		check_random(when, same, &context, normal, seed);
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
