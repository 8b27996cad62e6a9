#include <string.h>

#include "core/when.h"
#include "tests/unit/when-util.h"

static WhenContext context_in(Zone *zone)
{
	return (WhenContext){ .zone = zone, .secret = "a secret", .schedule = "nudge/noon" };
}

/* --- the language ------------------------------------------------------------------------------ */

static const struct {
	const char *text, *want;
	WhenForm form;
} forms[] = {
	{ "21:30", "*-*-* 21:30:00", WHEN_CALENDAR },
	{ "  Mon..Fri 08:30 ", "Mon..Fri *-*-* 08:30:00", WHEN_CALENDAR },
	{ "2026-12-24 18:00 Europe/Berlin", "2026-12-24 18:00:00 Europe/Berlin", WHEN_CALENDAR },
	{ "4 times between 10:00 and 21:00, at least 90min apart",
	  "4 times between 10:00 and 21:00, at least 1h 30min apart", WHEN_RANDOM },
	{ "1 time between 22:00 and 02:00 on Fri", "1 time between 22:00 and 02:00, on Fri", WHEN_RANDOM },
	{ "2 TIMES between 9:00 and 17:00:30 , on Mon..Fri *-12-01..24 Europe/Berlin",
	  "2 times between 09:00 and 17:00:30, on Mon..Fri *-12-01..24 Europe/Berlin", WHEN_RANDOM },
	{ "2 times between 11:00 and 19:00, at least 1h 30min apart, on Mon..Fri",
	  "2 times between 11:00 and 19:00, at least 1h 30min apart, on Mon..Fri", WHEN_RANDOM },
	{ "3times between 0:00 and 23:59 UTC", "3 times between 00:00 and 23:59 UTC", WHEN_RANDOM },
	{ "2 times between 10:00 and 11:30, at least 90min apart",
	  "2 times between 10:00 and 11:30, at least 1h 30min apart", WHEN_RANDOM },
	{ "1 time between 9:00 and 10:00 on *-*~01", "1 time between 09:00 and 10:00, on *-*~01", WHEN_RANDOM },
};

START_TEST(a_line_has_one_normal_form_that_parses_back)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(When) when = when_parse(forms[_i].text, &error), again = NULL;
	g_autofree char *normal = NULL, *twice = NULL;

	ck_assert_msg(when != NULL, "%s: %s", forms[_i].text, error ? error->message : "");
	ck_assert_int_eq(when_form(when), forms[_i].form);
	normal = when_to_string(when);
	ck_assert_str_eq(normal, forms[_i].want);
	again = when_parse(normal, NULL);
	ck_assert_ptr_nonnull(again);
	twice = when_to_string(again);
	ck_assert_str_eq(twice, normal);
}
END_TEST

static const struct {
	const char *text;
	int column;
	const char *says; /* what to write, or why not */
	WhenErrorCode code;
} refused[] = {
	/* the usual slips */
	{ "30 8 * * 1-5", 1, "write \"Mon..Fri 8:30\"", WHEN_ERROR_SYNTAX },
	{ "*/5 * * * *", 1, "write \"*:0/5\"", WHEN_ERROR_SYNTAX },
	{ "0 9 1 jan,jul *", 1, "write \"1,7-1 9:00\"", WHEN_ERROR_SYNTAX },
	{ "0  0-6/2 8-14 * sun", 1, "write two lines, \"*-8..14 0..6/2:00\" and \"Sun 0..6/2:00\"", WHEN_ERROR_SYNTAX },
	{ "0 9 * * 1-5 root", 1, "cron", WHEN_ERROR_SYNTAX },
	{ "*:*/5", 3, "write \"*:0/5\"", WHEN_ERROR_SYNTAX },
	{ "*-*-*/2 9:00", 5, "write \"*-*-1/2 9:00\"", WHEN_ERROR_SYNTAX },
	{ "*/2-1-1", 1, "write \"1970/2-1-1\"", WHEN_ERROR_SYNTAX },
	{ "Mon 9", 6, "write \"Mon 9:00\"", WHEN_ERROR_SYNTAX },
	{ "9", 2, "write \"9:00\"", WHEN_ERROR_SYNTAX },
	{ "24:00", 1, "write \"00:00\"", WHEN_ERROR_SYNTAX },
	{ "Mon 24:00", 5, "write \"Tue 00:00\"", WHEN_ERROR_SYNTAX },
	{ "Sat..Mon", 1, "write \"Sat,Sun,Mon\"", WHEN_ERROR_SYNTAX },
	{ "Fri-Tue 9:00", 1, "write \"Fri,Sat,Sun,Mon,Tue 9:00\"", WHEN_ERROR_SYNTAX },
	{ "9:00 europe/berlin", 6, "write \"9:00 Europe/Berlin\"", WHEN_ERROR_SYNTAX },
	{ "  9:00 Eurpoe/Berlin", 8, "write \"9:00 Europe/Berlin\"", WHEN_ERROR_SYNTAX },
	{ "9:00 Nowhere/Farawaytown", 6, "there is no time zone", WHEN_ERROR_SYNTAX },
	{ "Mon 9:30 pm", 5, "write \"Mon 21:30\"", WHEN_ERROR_SYNTAX },
	{ "12am", 1, "write \"0:00\"", WHEN_ERROR_SYNTAX },
	{ "08:30 Mon..Fri", 7, "write \"Mon..Fri 08:30\"", WHEN_ERROR_SYNTAX },
	{ "weekdays 9:00", 1, "write \"Mon..Fri 9:00\"", WHEN_ERROR_SYNTAX },
	{ "Tues 9:00", 1, "write \"Tue 9:00\"", WHEN_ERROR_SYNTAX },
	{ "24.12.2026 18:00", 1, "write \"2026-12-24 18:00\"", WHEN_ERROR_SYNTAX },
	{ "2026/12/24", 1, "write \"2026-12-24\"", WHEN_ERROR_SYNTAX },
	/* the place and what belongs there */
	{ "", 1, "like 21:30", WHEN_ERROR_SYNTAX },
	{ "Mon..Fri 25:00", 10, "the hour goes from 0 to 23", WHEN_ERROR_SYNTAX },
	{ "*-13-01", 3, "the month goes from 1 to 12", WHEN_ERROR_SYNTAX },
	{ "1969-01-01", 1, "the year goes from 1970 to 2199", WHEN_ERROR_SYNTAX },
	{ "9:00,", 6, "a number is expected", WHEN_ERROR_SYNTAX },
	{ "*:0/90", 3, "step is too long", WHEN_ERROR_SYNTAX },
	{ "*:5..3", 3, "range must go up", WHEN_ERROR_SYNTAX },
	{ "Mon,,Tue", 5, "a weekday is expected", WHEN_ERROR_SYNTAX },
	/* random moments */
	{ "0 times between 9:00 and 10:00", 1, "at least 1", WHEN_ERROR_SYNTAX },
	{ "49 times between 9:00 and 10:00", 1, "at most 48", WHEN_ERROR_SYNTAX },
	{ "2 times betwen 9:00 and 10:00", 9, "\"between\" is expected", WHEN_ERROR_SYNTAX },
	{ "2 times between 9 and 10:00", 9, "write \"2 times between 9:00 and 10:00\"", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 24:00", 26, "for midnight write 00:00", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 9:00", 26, "empty", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00, at least 0min apart", 42, "longer than nothing", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00, at least 90 apart", 42, "a unit is missing", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00, at least 90min", 42, "apart", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00,", 32, "after the comma", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00 on Sat..Mon", 35, "write \"2 times between 9:00 and 10:00 on Sat,Sun,Mon\"",
	  WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00 on Mon 9:00", 35, "only days", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00 on daily", 35, "only days", WHEN_ERROR_SYNTAX },
	{ "2 times between 9:00 and 10:00 Europe/Berln", 32, "Europe/Berlin", WHEN_ERROR_SYNTAX },
	/* what can never be due */
	{ "*-02-30", 1, "never due", WHEN_ERROR_NEVER },
	{ "Thu 2027-01-01", 1, "2027-01-01 is a Friday", WHEN_ERROR_NEVER },
	{ "2 times between 9:00 and 10:00 on *-02-30", 35, "no such day", WHEN_ERROR_NEVER },
	{ "3 times between 9:00 and 10:00, at least 40min apart", 1, "at least 30min apart fits", WHEN_ERROR_NEVER },
};

START_TEST(a_mistake_is_refused_with_its_column_and_what_to_write)
{
	g_autoptr(GError) error = NULL;

	ck_assert_msg(!when_parse(refused[_i].text, &error), "%s", refused[_i].text);
	ck_assert_msg(strstr(error->message, refused[_i].says) != NULL, "%s: %s", refused[_i].text, error->message);
	ck_assert_msg(when_error_column(error) == refused[_i].column, "%s: %s", refused[_i].text, error->message);
	ck_assert(g_error_matches(error, WHEN_ERROR, refused[_i].code));
	ck_assert_ptr_null(when_parse(refused[_i].text, NULL));
}
END_TEST

START_TEST(every_suggestion_can_be_typed_as_it_stands)
{
	g_autoptr(GRegex) quoted = g_regex_new("write (?:two lines, )?\"([^\"]+)\"(?: and \"([^\"]+)\")?", 0, 0, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GMatchInfo) match = NULL;

		when_parse(refused[i].text, &error);
		if (!g_regex_match(quoted, error->message, 0, &match))
			continue;
		for (int group = 1; group < g_match_info_get_match_count(match); group++) {
			g_autofree char *text = g_match_info_fetch(match, group);
			g_autoptr(When) when = when_parse(text, NULL);

			ck_assert_msg(when != NULL, "%s: %s", refused[i].text, error->message);
		}
	}
}
END_TEST

START_TEST(columns_count_characters)
{
	g_autoptr(GError) error = NULL;

	ck_assert(!when_parse("2 times between 9:00 and 10:00 on Mön", &error));
	ck_assert_int_eq(when_error_column(error), 35);
	g_clear_error(&error);
	ck_assert(!when_parse("ää 9", &error));
	ck_assert_int_eq(when_error_column(error), 5);
	ck_assert_int_eq(when_error_column(NULL), 0);
}
END_TEST

/* --- random moments ---------------------------------------------------------------------------- */

static gint64 *draw(const char *text, const WhenContext *context, const char *date, guint *n)
{
	g_autoptr(When) when = when_parse(text, NULL);
	gint64 noon = utc(date);

	ck_assert_msg(when != NULL, "%s", text);
	return when_draw(when, context, (int)(noon / DAYS(1)), n);
}

static void check_within(const gint64 *moments, guint n, gint64 gap, const char *from, const char *to)
{
	for (guint i = 0; i < n; i++) {
		must(moments[i] >= utc(from) && moments[i] <= utc(to), "%" G_GINT64_FORMAT, moments[i]);
		must(i == 0 || moments[i] - moments[i - 1] >= gap, "%" G_GINT64_FORMAT, moments[i]);
	}
}

static const struct {
	const char *text, *zone, *date; /* noon of the date */
	guint n;
	gint64 gap; /* least */
	const char *from, *to;
} windows[] = {
	{ "4 times between 10:00 and 21:00, at least 90min apart", "Europe/Berlin", "2026-06-01T12:00:00Z", 4,
	  MINUTES(90), "2026-06-01T08:00:00Z", "2026-06-01T19:00:00Z" },
	{ "3 times between 22:00 and 02:00", "UTC", "2026-06-05T12:00:00Z", 3, 0, "2026-06-05T22:00:00Z",
	  "2026-06-06T02:00:00Z" },
	{ "3 times between 22:00 and 02:00 on Fri", "UTC", "2026-06-05T12:00:00Z", 3, 0, "2026-06-05T22:00:00Z",
	  "2026-06-06T02:00:00Z" },
	{ "3 times between 22:00 and 02:00 on Fri", "UTC", "2026-06-06T12:00:00Z", 0, 0, NULL, NULL },
	{ "2 times between 10:00 and 11:30, at least 90min apart", "UTC", "2026-06-05T12:00:00Z", 2, MINUTES(90),
	  "2026-06-05T10:00:00Z", "2026-06-05T11:30:00Z" },
	{ "2 times between 10:00 and 12:00 Asia/Tokyo", "UTC", "2026-06-05T12:00:00Z", 2, 0, "2026-06-05T01:00:00Z",
	  "2026-06-05T03:00:00Z" },
	/* over midnight, and there in the nights of a change: the distance is of real time */
	{ "4 times between 21:00 and 03:00, at least 80min apart", "UTC", "2026-06-05T12:00:00Z", 4, MINUTES(80),
	  "2026-06-05T21:00:00Z", "2026-06-06T03:00:00Z" },
	{ "4 times between 21:00 and 04:00, at least 90min apart", "Europe/Berlin", "2026-03-28T12:00:00Z", 4,
	  MINUTES(90), "2026-03-28T20:00:00Z", "2026-03-29T02:00:00Z" },
	{ "4 times between 21:00 and 04:00, at least 90min apart", "Europe/Berlin", "2026-10-24T12:00:00Z", 4,
	  MINUTES(90), "2026-10-24T19:00:00Z", "2026-10-25T03:00:00Z" },
	/* DST takes an hour of the window: 4 moments an hour apart have two hours left */
	{ "4 times between 01:00 and 04:00, at least 1h apart", "Europe/Berlin", "2026-03-29T12:00:00Z", 4, MINUTES(40),
	  "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z" },
	/* the window itself is in the gap, and moves */
	{ "2 times between 02:00 and 03:00", "Europe/Berlin", "2026-03-29T12:00:00Z", 2, 0, "2026-03-29T01:00:00Z",
	  "2026-03-29T02:00:00Z" },
	{ "2 times between 02:30 and 03:00", "Europe/Berlin", "2026-03-29T12:00:00Z", 2, 0, "2026-03-29T01:00:00Z",
	  "2026-03-29T01:30:00Z" },
	{ "2 times between 01:00 and 04:00, at least 3h apart", "Europe/Berlin", "2026-10-25T12:00:00Z", 2, HOURS(3),
	  "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z" },
};

START_TEST(a_draw_stays_in_the_window_of_its_date)
{
	g_autoptr(Zone) zone = zone_named(windows[_i].zone);
	WhenContext context = context_in(zone);

	for (context.trigger = 0; context.trigger < 50; context.trigger++) {
		guint n;
		g_autofree gint64 *moments = draw(windows[_i].text, &context, windows[_i].date, &n);

		ck_assert_uint_eq(n, windows[_i].n);
		ck_assert((moments == NULL) == (n == 0));
		check_within(moments, n, windows[_i].gap, windows[_i].from, windows[_i].to);
	}
}
END_TEST

static const struct {
	const char *text, *quiet;
	guint n;
	gboolean fits;
} silences[] = {
	{ "4 times between 10:00 and 21:00, at least 90min apart", "13:00..15:00", 4, TRUE },
	{ "4 times between 10:00 and 21:00, at least 90min apart", "23:00..07:30", 4, TRUE },
	{ "4 times between 20:00 and 10:00, at least 90min apart", "23:00..07:30", 4, TRUE },
	{ "9 times between 10:00 and 13:00, at least 20min apart", "10:30..12:30", 9,
	  FALSE }, /* nearer to each other, then */
	{ "2 times between 10:00 and 12:00", "09:00..12:01", 0, FALSE },
	{ "2 times between 10:00 and 12:00", "none", 2, TRUE },
};

START_TEST(quiet_hours_are_cut_out_before_the_draw)
{
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	g_autoptr(When) when = when_parse(silences[_i].text, NULL);
	g_autoptr(GError) error = NULL;
	WhenContext context = context_in(zone);

	ck_assert(hours_parse(silences[_i].quiet, &context.quiet, NULL));
	ck_assert_int_eq(when_fits(when, context.quiet, &error), silences[_i].fits);
	ck_assert_int_eq(error == NULL, silences[_i].fits);
	for (int day = 20400; day < 20800; day++) { /* over two changes of the offset */
		guint n;
		g_autofree gint64 *moments = when_draw(when, &context, day, &n);

		must(n == silences[_i].n, "%u on day %d", n, day);
		for (guint i = 0; i < n; i++)
			must(!hours_contain(context.quiet, zone, moments[i]), "%" G_GINT64_FORMAT, moments[i]);
	}
}
END_TEST

START_TEST(a_kept_draw_holds_whatever_was_changed_since)
{
	const gint64 kept[] = { 1000, 2000 };
	g_autoptr(Draws) draws = draws_new();
	g_autoptr(Zone) zone = zone_named("UTC");
	WhenContext context = context_in(zone);
	guint n;
	g_autofree gint64 *moments = NULL;

	context.draws = draws;
	draws_put(draws, "nudge/noon", 0, 20609, kept, 2);
	draws_put(draws, "nudge/noon", 0, 20610, NULL, 0);
	moments = draw("5 times between 10:00 and 12:00 on Sat", &context, "2026-06-05T12:00:00Z", &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_mem_eq(moments, kept, sizeof kept);
	ck_assert_ptr_null(draw("5 times between 10:00 and 12:00", &context, "2026-06-06T12:00:00Z", &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_ptr_null(draws_get(draws, "nudge/noon", 1, 20609, &n));
	ck_assert_ptr_nonnull(draws_get(draws, "nudge/noon", 0, 20610, &n));
	draws_put(draws, "nudge/noon", 0, 20609, kept, 1);
	ck_assert_int_eq(*draws_get(draws, "nudge/noon", 0, 20609, &n), 1000);
	ck_assert_uint_eq(n, 1);
}
END_TEST

/* From wherever one asks: the schedule was due on that Saturday when it was drawn. */
START_TEST(a_kept_draw_is_found_on_a_day_that_is_no_longer_due)
{
	g_autoptr(Draws) draws = draws_new();
	g_autoptr(Zone) zone = zone_named("UTC");
	WhenContext context = context_in(zone);
	g_autoptr(When) when = when_parse("1 time between 10:00 and 12:00 on Mon..Fri", NULL);
	int saturday = 20610; /* 2026-06-06 */
	const gint64 kept = zone_day_start(zone, saturday) + HOURS(15);

	ck_assert_int_eq(zone_local(zone, kept).weekday, 5);
	context.draws = draws;
	draws_put(draws, context.schedule, context.trigger, saturday, &kept, 1);
	for (int days = 0; days < 7; days++) {
		gint64 from = zone_day_start(zone, saturday) - DAYS(days),
		       until = zone_day_start(zone, saturday + 1 + days);
		gint64 next = when_next(when, &context, from), prev = when_prev(when, &context, until);

		while (next < kept)
			next = when_next(when, &context, next);
		while (prev > kept)
			prev = when_prev(when, &context, prev);
		ck_assert_int_eq(next, kept);
		ck_assert_int_eq(prev, kept);
	}
}
END_TEST

/* Every moment of every draw comes once and in order. */
START_TEST(next_goes_through_the_draws_of_all_days)
{
	static const char *const texts[] = { "3 times between 22:00 and 02:00, at least 30min apart",
		                             "2 times between 9:00 and 17:00 on Mon,Fri",
		                             "1 time between 00:00 and 23:59",
		                             "2 times between 02:00 and 03:00 on *-*~01" };
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	WhenContext context = context_in(zone);
	g_autoptr(When) when = when_parse(texts[_i], NULL);
	gint64 at = zone_day_start(zone, 20500) + HOURS(4);

	for (int day = 20500; day < 20900; day++) {
		guint n;
		g_autofree gint64 *moments = when_draw(when, &context, day, &n);

		for (guint i = 0; i < n; i++) {
			if (moments[i] <= at)
				continue;
			must(when_next(when, &context, at) == moments[i], "day %d", day);
			must(when_next(when, &context, moments[i] - 1) == moments[i], "day %d", day);
			at = moments[i];
		}
	}
}
END_TEST

START_TEST(what_never_comes_is_told_at_once)
{
	g_autoptr(Zone) zone = zone_named("UTC");
	g_autoptr(When) silenced = when_parse("2 times between 10:00 and 12:00", NULL);
	g_autoptr(When) past = when_parse("2 times between 10:00 and 12:00 on 2020-01-01", NULL);
	g_autoptr(When) last = when_parse("2 times between 10:00 and 12:00", NULL);
	WhenContext context = context_in(zone);

	ck_assert_int_eq(when_next(past, &context, utc("2026-01-01T00:00:00Z")), TIME_NEVER);
	ck_assert_int_eq(when_next(last, &context, utc("2199-12-31T12:00:00Z")), TIME_NEVER);
	context.quiet = (Hours){ 9 * 3600, 13 * 3600 };
	ck_assert_int_eq(when_next(silenced, &context, utc("2026-01-01T00:00:00Z")), TIME_NEVER);
}
END_TEST

START_TEST(random_bytes_are_refused_or_read)
{
	static const char *const words[] = { "2",     "times",    "time", "between",       "9:00",  "and",
		                             "17:00", ",",        "at",   "least",         "90min", "apart",
		                             "on",    "Mon..Fri", "UTC",  "Europe/Berlin", "1",     "every",
		                             "after", "\xc3\xa4", "*",    "24:00",         "\xff" };
	g_autoptr(GRand) r = g_rand_new_with_seed(6);

	for (int i = 0; i < 5000; i++) {
		g_autoptr(GString) text = g_string_new(i % 2 ? "2 times between 9:00 and 17:00" : "");
		g_autoptr(GError) error = NULL;
		g_autoptr(When) when = NULL;

		for (int n = g_rand_int_range(r, 0, 9); n > 0; n--)
			g_string_append_printf(text, " %s", words[g_rand_int_range(r, 0, G_N_ELEMENTS(words))]);
		when = when_parse(text->str, &error);
		must((when == NULL) == (error != NULL) && (when || when_error_column(error) > 0), "%s", text->str);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("when");
	TCase *tests = tcase_create("when");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, a_line_has_one_normal_form_that_parses_back, 0, G_N_ELEMENTS(forms));
	tcase_add_loop_test(tests, a_mistake_is_refused_with_its_column_and_what_to_write, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tests, every_suggestion_can_be_typed_as_it_stands);
	tcase_add_test(tests, columns_count_characters);
	tcase_add_loop_test(tests, a_draw_stays_in_the_window_of_its_date, 0, G_N_ELEMENTS(windows));
	tcase_add_loop_test(tests, quiet_hours_are_cut_out_before_the_draw, 0, G_N_ELEMENTS(silences));
	tcase_add_test(tests, a_kept_draw_holds_whatever_was_changed_since);
	tcase_add_test(tests, a_kept_draw_is_found_on_a_day_that_is_no_longer_due);
	tcase_add_loop_test(tests, next_goes_through_the_draws_of_all_days, 0, 4);
	tcase_add_test(tests, what_never_comes_is_told_at_once);
	tcase_add_test(tests, random_bytes_are_refused_or_read);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
