#include <string.h>

#include "core/hours.h"
#include "core/span.h"
#include "core/when.h"
#include "tests/unit/when-util.h"

static const struct {
	const char *text;
	gint64 want;
	const char *normal, *words;
} spans[] = {
	{ "90min", MINUTES(90), "1h 30min", "1 hour 30 minutes" },
	{ "1h 30min", MINUTES(90), "1h 30min", "1 hour 30 minutes" },
	{ "1h30m", MINUTES(90), "1h 30min", "1 hour 30 minutes" },
	{ "2 days", DAYS(2), "2d", "2 days" },
	{ "1 day 1 hour 1 minute", DAYS(1) + HOURS(1) + MINUTES(1), "1d 1h 1min", "1 day 1 hour" },
	{ "1.5h", MINUTES(90), "1h 30min", "1 hour 30 minutes" },
	{ "0.5s", 500000, "500ms", "0 seconds" },
	{ "250ms 1us", 250001, "250ms 1us", "0 seconds" },
	{ "3µs", 3, "3us", "0 seconds" },
	{ "1w", DAYS(7), "7d", "7 days" },
	{ "1M", SECONDS(2629800), "30d 10h 30min", "30 days 10 hours" },
	{ "1 month", SECONDS(2629800), "30d 10h 30min", "30 days 10 hours" },
	{ "1y", SECONDS(31557600), "365d 6h", "365 days 6 hours" },
	{ "  20min  ", MINUTES(20), "20min", "20 minutes" },
	{ "59s", SECONDS(59), "59s", "59 seconds" },
	{ "1d 5min", DAYS(1) + MINUTES(5), "1d 5min", "1 day" },
	{ "1000y", SECONDS(31557600000), "365250d", "365250 days" },
};

START_TEST(a_span_is_read_and_printed)
{
	gint64 got = 0;
	g_autofree char *normal = NULL, *words = NULL;

	ck_assert(span_parse(spans[_i].text, &got, NULL));
	ck_assert_int_eq(got, spans[_i].want);
	normal = span_to_string(got);
	ck_assert_str_eq(normal, spans[_i].normal);
	words = span_in_words(got);
	ck_assert_str_eq(words, spans[_i].words);
}
END_TEST

static const struct {
	const char *text, *why;
} bad_spans[] = {
	{ "", "number" },           { "90", "unit" },
	{ "min", "number" },        { "5 minuets", "not known" },
	{ "0min", "longer" },       { "-5min", "number" },
	{ "5min,", "number" },      { "99999999999999999999y", "too long" },
	{ "300000y", "too long" },  { "5 MIN", "not known" },
	{ "1h 30", "unit" },        { "1..5h", "unit" },
	{ "0.0000001s", "longer" }, { "5min \xff", "number" },
};

START_TEST(a_bad_span_is_refused_with_the_reason)
{
	g_autoptr(GError) error = NULL;
	gint64 got = 42;

	ck_assert(!span_parse(bad_spans[_i].text, &got, &error));
	ck_assert_msg(strstr(error->message, bad_spans[_i].why) != NULL, "%s: %s", bad_spans[_i].text, error->message);
	ck_assert_int_eq(got, 42);
}
END_TEST

START_TEST(a_printed_span_parses_back_to_an_equal_one)
{
	g_autoptr(GRand) r = g_rand_new_with_seed(7);

	for (int i = 0; i < 20000; i++) {
		gint64 span = 1 + (gint64)(g_rand_double(r) * (double)(1ll << g_rand_int_range(r, 1, 56))), got;
		g_autofree char *text = span_to_string(span);

		must(span_parse(text, &got, NULL) && got == span, "%s", text);
	}
}
END_TEST

/* --- hours ------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *want; /* NULL: refused */
	int column;
} hours[] = {
	{ "23:00..07:30", "23:00..07:30", 0 },
	{ " 9:00..17:00:05 ", "09:00..17:00:05", 0 },
	{ "none", "none", 0 },
	{ "None ", "none", 0 },
	{ "00:00..08:00", "00:00..08:00", 0 },
	{ "23:00-07:30", NULL, 6 },
	{ "23:00..", NULL, 8 },
	{ "24:00..07:30", NULL, 1 },
	{ "7..9", NULL, 2 },
	{ "7:00..9:60", NULL, 9 },
	{ "7:00..9:00 x", NULL, 12 },
	{ "", NULL, 1 },
	{ "7:00..7:00", NULL, 1 },
	{ "nonesuch", NULL, 1 },
	{ "7:0..9:00", NULL, 3 },
	{ "22:00..24:00", NULL, 8 },
	{ "-7:00..8:00", NULL, 1 },
};

START_TEST(hours_are_read_and_printed_or_refused_with_the_column)
{
	g_autoptr(GError) error = NULL;
	Hours got = HOURS_NONE;
	gboolean ok = hours_parse(hours[_i].text, &got, &error);
	g_autofree char *printed = ok ? hours_to_string(got) : NULL;

	ck_assert_pstr_eq(printed, hours[_i].want);
	ck_assert_int_eq(when_error_column(error), hours[_i].column);
}
END_TEST

static const struct {
	const char *hours, *zone, *at, *end; /* end equal to at: not in them */
} ends[] = {
	{ "23:00..07:30", "UTC", "2026-01-05T23:00:00Z", "2026-01-06T07:30:00Z" },
	{ "23:00..07:30", "UTC", "2026-01-05T07:29:59Z", "2026-01-05T07:30:00Z" },
	{ "23:00..07:30", "UTC", "2026-01-05T07:30:00Z", "2026-01-05T07:30:00Z" },
	{ "23:00..07:30", "UTC", "2026-01-05T22:59:59Z", "2026-01-05T22:59:59Z" },
	{ "none", "UTC", "2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z" },
	{ "23:00..00:00", "UTC", "2026-01-05T23:30:00Z", "2026-01-06T00:00:00Z" },
	{ "23:00..07:30", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T05:30:00Z" }, /* an hour less */
	{ "23:00..02:30", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z" }, /* 02:30 is skipped over */
	{ "23:00..02:30", "Europe/Berlin", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z" },
	{ "23:00..02:30", "Europe/Berlin", "2026-10-25T01:10:00Z",
	  "2026-10-25T01:30:00Z" }, /* again, on the second pass */
};

START_TEST(hours_end_by_the_clock_on_the_wall)
{
	g_autoptr(Zone) zone = zone_named(ends[_i].zone);
	Hours h;
	gint64 at = utc(ends[_i].at);
	g_autofree char *got = NULL;

	ck_assert(hours_parse(ends[_i].hours, &h, NULL));
	got = iso(hours_end(h, zone, at));
	ck_assert_int_eq(hours_end(h, zone, at), utc(ends[_i].end));
	ck_assert_int_eq(hours_contain(h, zone, at), utc(ends[_i].end) != at);
}
END_TEST

START_TEST(the_end_is_the_first_minute_that_is_outside)
{
	static const char *const zones[] = { "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana" };
	g_autoptr(GRand) r = g_rand_new_with_seed(3);

	for (int i = 0; i < 400; i++) {
		g_autoptr(Zone) zone = zone_named(zones[i % G_N_ELEMENTS(zones)]);
		gint64 near = zone_interval(zone, DAYS(15300 + g_rand_int_range(r, 0, 3000)))->until;
		gint64 at = near + MINUTES(g_rand_int_range(r, -1500, 1500)), want = at;
		Hours h = { g_rand_int_range(r, 0, 1440) * 60, g_rand_int_range(r, 0, 1440) * 60 };

		if (near == TIME_NEVER)
			continue;
		while (hours_contain(h, zone, want))
			want += MINUTES(1);
		must(hours_end(h, zone, at) == want, "%s at %" G_GINT64_FORMAT, zone_name(zone), at);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("span");
	TCase *tests = tcase_create("span");

	tcase_set_timeout(tests, 30);
	tcase_add_loop_test(tests, a_span_is_read_and_printed, 0, G_N_ELEMENTS(spans));
	tcase_add_loop_test(tests, a_bad_span_is_refused_with_the_reason, 0, G_N_ELEMENTS(bad_spans));
	tcase_add_test(tests, a_printed_span_parses_back_to_an_equal_one);
	tcase_add_loop_test(tests, hours_are_read_and_printed_or_refused_with_the_column, 0, G_N_ELEMENTS(hours));
	tcase_add_loop_test(tests, hours_end_by_the_clock_on_the_wall, 0, G_N_ELEMENTS(ends));
	tcase_add_test(tests, the_end_is_the_first_minute_that_is_outside);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
