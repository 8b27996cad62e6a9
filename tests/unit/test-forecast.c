/* test-forecast.c - the agenda run ahead: what becomes of each occurrence, and what that adds up to. */
#include "core/tally.h"
#include "tests/unit/agenda-world.h"
#include "tests/unit/when-util.h"

static Forecast *ahead(World *world, const char *until)
{
	return forecast_new(world->history, world->zone, &world->policy, world->schedules, &world->now,
	                    world_at(world, until));
}

/* "name 21:30 22:15 apart, ..." of all that come: when it is due, when it is shown, and why not then. */
static char *told(World *world, const char *until)
{
	g_autoptr(Forecast) forecast = ahead(world, until);
	GString *text = g_string_new(NULL);
	Foreseen one;

	while (forecast_next(forecast, &one)) {
		LocalTime at = zone_local(world->zone, one.at), shown = zone_local(world->zone, one.shown);

		g_string_append_printf(text, "%s%s %02d:%02d", text->len ? ", " : "", one.schedule->name, at.hour,
		                       at.minute);
		if (!one.shown)
			g_string_append(text, " never");
		else if (one.shown != one.at)
			g_string_append_printf(text, " %02d:%02d", shown.hour, shown.minute);
		if (one.merged || one.reason)
			g_string_append_printf(text, " %s", one.merged ? "merged" : reason_name(one.reason));
	}
	return g_string_free(text, FALSE);
}

START_TEST(it_says_what_comes_later_or_not_at_all_and_why)
{
	g_auto(World) world = world_new("2026-11-23 00:00");
	g_autofree char *text = NULL;

	world.policy = (Policy){ .quiet = { 23 * 3600, 7 * 3600 }, .budget = 4, .apart = MINUTES(45) };
	world_add(&world, "nudge/night", "23:30");
	world_add(&world, "checkin/early", "06:30");
	world_add(&world, "checkin/noon", "12:00");
	world_add(&world, "nudge/close", "12:15");
	world_add(&world, "checkin/twice", "13:20;13:25");
	world_add(&world, "nudge/over", "20:00");
	text = told(&world, "2026-11-24 00:00");
	ck_assert_str_eq(text,
	                 "early 06:30 07:00 quiet, noon 12:00, close 12:15 12:45 apart, twice 13:20 never merged, "
	                 "twice 13:25 13:30 apart, over 20:00 never budget, night 23:30 never quiet");
}
END_TEST

START_TEST(it_goes_on_from_where_the_daemon_stands)
{
	g_auto(World) world = world_new("2026-11-23 10:00");
	const Schedule *schedule = world_add(&world, "nudge/often", "every 3h");
	Deadline anchor = { .wall = world_at(&world, "2026-11-23 09:00") };
	g_autofree char *known = NULL, *fresh = NULL;

	history_set_handled(world.history, schedule, anchor.wall, TRUE);
	history_set_anchor(world.history, schedule->id, 0, &anchor);
	known = told(&world, "2026-11-23 19:00");
	ck_assert_str_eq(known, "often 12:00, often 15:00, often 18:00");
	g_hash_table_remove_all(world.history->handled);
	fresh = told(&world, "2026-11-23 17:00");
	ck_assert_str_eq(fresh, "often 13:00, often 16:00");
}
END_TEST

/* The moments are those of the schedule itself, each once, in order. */
START_TEST(random_moments_are_the_drawn_ones)
{
	g_auto(World) world = world_new("2026-11-23 00:00");
	const Schedule *schedule =
		world_add(&world, "nudge/walk", "3 times between 10:00 and 02:00, at least 1h apart");
	g_autoptr(Forecast) forecast = ahead(&world, "2027-01-23 00:00");
	Frame frame = { .zone = world.zone, .secret = "secret" };
	gint64 at = world.now.wall;
	Foreseen one;
	int n = 0;

	for (; forecast_next(forecast, &one); n++) {
		at = schedule_next(schedule, &frame, at);
		must(one.random && one.due == at && one.shown == at, "%s", iso(one.due));
	}
	ck_assert_int_gt(n, 3 * 60);
}
END_TEST

START_TEST(a_tally_accounts_for_every_occurrence)
{
	g_auto(World) world = world_new("2026-11-23 00:00");
	Schedule *most = world_add(&world, "nudge/most", "10..20:00"),
		 *chance = world_add(&world, "nudge/chance", "hourly");
	g_autoptr(Tally) tally = NULL;
	g_autoptr(Forecast) forecast = NULL;
	guint shown = 0, days = 0;
	Foreseen one;
	Frame frame;

	world.now.wall--;
	world.policy = (Policy){ .quiet = { 23 * 3600, 7 * 3600 }, .budget = 6, .apart = MINUTES(90) };
	world_add(&world, "checkin/evening", "21:30");
	chance->chance = 0.25;
	most->except = except_new();
	ck_assert(except_add(most->except, "Sat,Sun", NULL) && except_add(most->except, "*-*-* 12:00..14:00", NULL));
	tally = tally_new(world.zone, world.schedules, zone_day(world.zone, world.now.wall) + 1, 364);
	forecast = ahead(&world, "2027-11-22 00:00");
	frame = forecast_frame(forecast);
	tally_add_excepted(tally, &frame);
	while (forecast_next(forecast, &one))
		tally_add(tally, &one);
	tally_end(tally);
	for (guint i = 0; i < tally->rows->len; i++) {
		const TallyRow *row = &g_array_index(tally->rows, TallyRow, i);
		guint sum = row->shown;

		for (Out out = 0; out < N_OUTS; out++)
			sum += row->out[out];
		ck_assert_uint_eq(sum, row->occurrences);
		ck_assert_uint_eq(row->out[OUT_OTHER], 0);
	}
	ck_assert_uint_eq(g_array_index(tally->rows, TallyRow, 0).occurrences, 364 * 11);
	ck_assert_uint_eq(g_array_index(tally->rows, TallyRow, 0).out[OUT_EXCEPT], 104 * 11 + 260 * 2);
	ck_assert_uint_gt(g_array_index(tally->rows, TallyRow, 1).out[OUT_CHANCE], 364 * 16);
	ck_assert_uint_eq(tally_most(tally), 6);
	for (guint n = 0; n <= tally_most(tally); n++) {
		days += tally_days_with(tally, n);
		shown += n * tally_days_with(tally, n);
	}
	ck_assert_uint_eq(days, 364);
	ck_assert_uint_eq(shown, tally->all.shown);
	ck_assert_uint_eq(shown, tally->prompts);
}
END_TEST

START_TEST(the_longest_silence_lies_between_two_prompts_or_at_an_end)
{
	g_auto(World) world = world_new("2026-11-23 00:00");
	g_autoptr(Tally) tally = NULL;
	g_autoptr(Forecast) forecast = NULL;
	Foreseen one;

	world.now.wall--;
	world_add(&world, "nudge/some", "2026-11-24,25 12:00;2026-11-28 08:00");
	tally = tally_new(world.zone, world.schedules, zone_day(world.zone, world.now.wall) + 1, 7);
	forecast = ahead(&world, "2026-11-30 00:00");
	while (forecast_next(forecast, &one))
		tally_add(tally, &one);
	tally_end(tally);
	ck_assert_int_eq(tally->silence_from, world_at(&world, "2026-11-25 12:00"));
	ck_assert_int_eq(tally->silence_until, world_at(&world, "2026-11-28 08:00"));
	ck_assert_uint_eq(tally_least(tally), 0);
	ck_assert_uint_eq(tally_days_with(tally, 1), 3);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("forecast");
	TCase *tests = tcase_create("forecast");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, it_says_what_comes_later_or_not_at_all_and_why);
	tcase_add_test(tests, it_goes_on_from_where_the_daemon_stands);
	tcase_add_test(tests, random_moments_are_the_drawn_ones);
	tcase_add_test(tests, a_tally_accounts_for_every_occurrence);
	tcase_add_test(tests, the_longest_silence_lies_between_two_prompts_or_at_an_end);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
