/* test-agenda-missed.c - what nobody was there to see: power off, suspend, a set clock, another zone, a restart, new settings. */
#include <stdlib.h>

#include "tests/unit/agenda-world.h"

/* --- missed --- */

static const struct {
	const char *id, *when, *wake, *log;
} missed[] = {
	{ "checkin/c", "09:00", "2026-11-23 09:00:59", "decide c, show c" },
	{ "checkin/c", "09:00", "2026-11-23 09:01:01", "decide c x1, show c" },
	{ "checkin/c", "09:00;09:20;09:40", "2026-11-23 09:50", "decide c x3, show c" },
	{ "nudge/n", "09:00;09:40", "2026-11-23 09:50", "decide n x2, show n" },
	{ "checkin/c", "09:00", "2026-11-23 10:01", "missed c x1" }, /* past its expiry */
	{ "checkin/c", "09:00", "2026-12-23 08:00", "missed c x30" },
	{ "nudge/n", "minutely", "2027-11-23 08:00:30",
	  "decide n x100000, show n" }, /* counted up to there, and quickly */
	{ "nudge/n", "1 time between 08:10 and 08:20", "2026-11-23 08:25", "missed n x1" },
};

START_TEST(missed_ones_are_one_prompt_that_says_how_many)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, missed[_i].id, missed[_i].when);
	world_evaluate(&world);
	world_sleep(&world, world_at(&world, missed[_i].wake) - world.now.wall);
	world_evaluate(&world);
	world_expect(&world, missed[_i].log);
}
END_TEST

START_TEST(a_catch_up_names_the_range_it_stands_for)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/c", "09:00;09:20;09:40");
	world_configure(&world);
	world_sleep(&world, HOURS(2));
	world_evaluate(&world);
	ck_assert_int_eq(world_open(&world, 0)->first, world_at(&world, "2026-11-23 09:00"));
	ck_assert_int_eq(world_open(&world, 0)->due, world_at(&world, "2026-11-23 09:40"));
	ck_assert_int_eq(world_open(&world, 0)->missed, 3);
}
END_TEST

START_TEST(several_schedules_missed_at_once_keep_their_distance)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(10);
	world_add(&world, "nudge/n", "08:50")->expires = HOURS(2);
	world_plan(&world, "checkin/c", "09:00")->expires = HOURS(2);
	world_sleep(&world, HOURS(2));
	world_evaluate(&world);
	world_expect(&world, "decide c x1, show c, hold n x1 (apart)");
	world_run(&world, "2026-11-23 10:10");
	world_expect(&world, "show n");
}
END_TEST

/* A moment that passed within the minute, of a prompt that lives for less. */
START_TEST(late_beyond_its_expiry_it_is_missed_and_not_flashed)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/n", "09:00")->expires = SECONDS(30);
	world_sleep(&world, HOURS(1) + SECONDS(40));
	world_evaluate(&world);
	world_expect(&world, "missed n x1");
}
END_TEST

/* --- a set clock --- */

/* The clock is set by `step` at 12:00, long after the start or right after it; a daily schedule at `when`. */
static const struct {
	const char *when, *log;
	gint64 step, since_start;
} steps[] = {
	{ "13:00", "decide c x1, show c", HOURS(1) + MINUTES(30), HOURS(1) }, /* missed, and caught up */
	{ "13:00", "", HOURS(4), HOURS(1) },                                  /* a correction: not lived */
	{ "14:50", "decide c x1, show c", HOURS(3), HOURS(1) },
	{ "15:55", "decide c x1, show c", HOURS(4), SECONDS(30) }, /* the clock had not been set yet */
	{ "11:30", "", -HOURS(1), HOURS(1) },                      /* not again */
	{ "11:30", "", -HOURS(3), HOURS(1) },
};

START_TEST(a_clock_set_forward_or_back_repeats_nothing)
{
	g_auto(World) world = world_new("2026-11-23 11:00");

	world_plan(&world, "checkin/c", steps[_i].when);
	world_run_to(&world, world_at(&world, "2026-11-23 12:00") - steps[_i].since_start);
	world_restart(&world);
	world_evaluate(&world);
	world_run(&world, "2026-11-23 12:00");
	g_string_truncate(world.log, 0);
	world_step(&world, steps[_i].step);
	world_evaluate(&world);
	if (steps[_i].step < 0)
		world_run(&world, "2026-11-23 12:30");
	g_string_erase(world.log, 0,
	               g_str_has_prefix(world.log->str, "close c expired") ? strlen("close c expired") : 0);
	world_expect(&world, steps[_i].log);
}
END_TEST

START_TEST(a_clock_set_far_back_begins_anew_from_there)
{
	g_auto(World) world = world_new("2026-11-25 08:00"); /* two days ahead of the truth */

	world_plan(&world, "checkin/c", "09:00");
	world_run(&world, "2026-11-25 10:30");
	g_string_truncate(world.log, 0);
	world_step(&world, -DAYS(2));
	world_evaluate(&world);
	world_run(&world, "2026-11-24 09:00");
	world_expect(&world, "decide c, show c");
}
END_TEST

START_TEST(a_correction_is_told_so_that_a_restart_knows_it)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00")->expires = DAYS(2);
	world_evaluate(&world);
	world_run(&world, "2026-11-23 08:30");
	world_step(&world, HOURS(5));
	world_evaluate(&world);
	ck_assert_int_eq(history_handled(world.history, world.schedules->pdata[0]), world.now.wall);
	world_configure(&world); /* a reload */
	world_evaluate(&world);
	world_restart(&world);
	world_evaluate(&world);
	world_expect(&world, "");
}
END_TEST

/* The machine's clock was wrong when it was switched on, and is set within two minutes. */
START_TEST(a_last_moment_far_ahead_waits_for_the_clock_to_be_set)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world_run(&world, "2026-11-23 10:30");
	g_string_truncate(world.log, 0);
	world_step(&world, -DAYS(300));
	world_restart(&world);
	world_evaluate(&world);
	world_run_to(&world, world.now.wall + MINUTES(1));
	world_step(&world, DAYS(300));
	world_evaluate(&world);
	world_expect(&world, "");
	world_run(&world, "2026-11-24 09:00");
	world_expect(&world, "decide c, show c");
}
END_TEST

/* A schedule that is new begins when the clock is right. */
START_TEST(nobody_missed_what_lies_between_a_clock_not_set_and_the_day)
{
	g_auto(World) world = world_new("1970-01-01 11:59:30");

	world_plan(&world, "checkin/c", "12:00");
	world_evaluate(&world);
	if (_i)
		world_run(&world, "1970-01-01 12:00:30");
	world_configure(&world); /* a reload */
	g_string_truncate(world.log, 0);
	world_step(&world, world_at(&world, "2026-11-23 12:30") - world.now.wall);
	world_evaluate(&world);
	ck_assert_ptr_null(strstr(world.log->str, "decide"));
	g_string_truncate(world.log, 0);
	world_run(&world, "2026-11-24 12:00");
	world_expect(&world, "decide c, show c");
}
END_TEST

START_TEST(a_last_moment_far_ahead_is_given_up_after_two_minutes)
{
	g_auto(World) world = world_new("2027-11-23 08:00"); /* a year ahead of the truth */

	world_plan(&world, "checkin/c", "09:00");
	world_run(&world, "2027-11-23 10:30");
	g_string_truncate(world.log, 0);
	world_step(&world, -DAYS(365));
	world_restart(&world);
	world_evaluate(&world);
	world_run(&world, "2026-11-24 09:00");
	world_expect(&world, "decide c, show c");
}
END_TEST

/* --- another zone --- */

static const struct {
	const char *zone, *until, *log;
} journeys[] = {
	/* west: 21:30 of yesterday there was at 03:30 here, and nobody missed it */
	{ "America/New_York", "2026-11-24 21:29", "" },
	{ "America/New_York", "2026-11-24 21:30", "decide c, show c" },
	{ "Asia/Tokyo", "2026-11-25 21:29", "" }, /* east: 21:30 there is past already */
	{ "Asia/Tokyo", "2026-11-25 21:30", "decide c, show c" },
};

START_TEST(in_another_zone_it_is_due_at_that_zones_hour_and_nothing_is_made_up)
{
	g_auto(World) world = world_new("2026-11-23 20:00");
	g_autoptr(Zone) there = zone_new(journeys[_i].zone, NULL);

	world_plan(&world, "checkin/c", "21:30")->expires = HOURS(20);
	world_run(&world, "2026-11-23 21:40");
	agenda_close(world.agenda, world_open(&world, 0), world.now.wall, OUTCOME_ANSWERED);
	world_run(&world, "2026-11-24 15:00");
	g_string_truncate(world.log, 0);
	zone_unref(world.zone);
	world.zone = zone_ref(there);
	agenda_set_zone(world.agenda, there);
	world_evaluate(&world);
	world_run(&world, journeys[_i].until);
	world_expect(&world, journeys[_i].log);
}
END_TEST

/* 09:00 in Tokyo was at 01:00 here: nobody missed it, and a restart is no reason to think so. */
START_TEST(a_restart_in_another_zone_makes_nothing_up_either)
{
	g_auto(World) world = world_new("2026-11-22 08:00");

	world_plan(&world, "checkin/c", "09:00")->grace = DAYS(1);
	world_run(&world, "2026-11-23 08:00");
	g_string_truncate(world.log, 0);
	zone_unref(world.zone);
	world.zone = zone_new("Asia/Tokyo", NULL);
	agenda_set_zone(world.agenda, world.zone);
	world_evaluate(&world);
	world_restart(&world);
	world_evaluate(&world);
	world_expect(&world, "");
	world_run(&world, "2026-11-24 09:00");
	world_expect(&world, "decide c, show c");
}
END_TEST

START_TEST(the_hour_that_comes_twice_has_each_moment_once)
{
	g_auto(World) world = world_new("2026-10-25 00:30");

	world_add(&world, "nudge/half", "*:00/30")->expires = MINUTES(10);
	world_plan(&world, "nudge/once", "02:15")->expires = MINUTES(10);
	world_run(&world, "2026-10-25 03:29"); /* 01:00 1:30 2:00 2:30 | 2:00 2:30 3:00, and 2:15 */
	ck_assert_int_eq(world.ids, 8);
}
END_TEST

/* --- restart --- */

START_TEST(a_restart_decides_nothing_again_and_loses_nothing)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/c", "09:00;10:00");
	world_configure(&world);
	world_run(&world, "2026-11-23 09:30");
	world_restart(&world);
	world_evaluate(&world);
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 1);
	world_run(&world, "2026-11-23 09:59");
	world_expect(&world, "decide c, show c, show c"); /* the same one, on the screen of the new life */
	world_sleep(&world, MINUTES(10));
	world_restart(&world);
	world_evaluate(&world);
	world_expect(&world, "decide c x1, show c, close c expired");
}
END_TEST

START_TEST(a_snooze_outlives_a_restart_and_a_reboot)
{
	for (int reboot = 0; reboot < 2; reboot++) {
		g_auto(World) world = world_new("2026-11-23 08:00");

		world_add(&world, "checkin/c", "09:00");
		world_configure(&world);
		world_run(&world, "2026-11-23 09:00");
		agenda_snooze(world.agenda, world_open(&world, 0), &world.now, MINUTES(30));
		world_restart(&world);
		if (reboot)
			world.now = (Moment){ world.now.wall, SECONDS(20), "boot-2" };
		g_string_truncate(world.log, 0);
		world_run(&world, "2026-11-23 09:29:59");
		world_expect(&world, "");
		world_run(&world, "2026-11-23 09:30");
		world_expect(&world, "show c");
	}
}
END_TEST

/* --- new settings --- */

START_TEST(a_schedule_begins_when_it_becomes_known)
{
	g_auto(World) world = world_new("2026-11-23 10:00");

	world_plan(&world, "checkin/old", "*:30")->expires = DAYS(1);
	world_evaluate(&world);
	world_sleep(&world, HOURS(1));
	world_plan(&world, "checkin/new", "*:15")->expires = DAYS(1);
	world_evaluate(&world);
	world_expect(&world, "decide old x1, show old");
	world_run(&world, "2026-11-23 11:15");
	world_expect(&world, "decide new, show new");
}
END_TEST

START_TEST(a_changed_schedule_begins_anew)
{
	g_auto(World) world = world_new("2026-11-23 10:00");

	world_plan(&world, "checkin/c", "21:00");
	world_evaluate(&world);
	world_sleep(&world, MINUTES(30));
	g_ptr_array_set_size(world.schedules, 0);
	world_plan(&world, "checkin/c", "10:15");
	world_evaluate(&world);
	world_expect(&world, "");
}
END_TEST

START_TEST(a_schedule_taken_out_and_put_back_begins_anew)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00")->expires = DAYS(3);
	world_evaluate(&world);
	g_ptr_array_set_size(world.schedules, 0);
	world_configure(&world);
	world_evaluate(&world);
	world_run(&world, "2026-11-23 10:00");
	world_plan(&world, "checkin/c", "09:00")->expires = DAYS(3);
	world_evaluate(&world);
	world_expect(&world, "");
}
END_TEST

START_TEST(a_reload_that_changes_nothing_repeats_and_loses_nothing)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "*:00/10")->expires = MINUTES(5);
	for (int i = 0; i < 24; i++) {
		world_run_to(&world, world.now.wall + MINUTES(5));
		world_configure(&world);
	}
	ck_assert_int_eq(world.ids, 12);
}
END_TEST

/* Quiet hours cut random windows: what was drawn and is past does not come again with other ones. */
START_TEST(other_quiet_hours_bring_no_past_moment_back)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	int before;

	world_plan(&world, "nudge/n", "4 times between 09:00 and 20:00")->expires = MINUTES(5);
	world_run(&world, "2026-11-23 21:00");
	before = world.ids;
	ck_assert_int_eq(before, 4);
	for (int hour = 10; hour < 18; hour++) {
		world.policy.quiet = (Hours){ hour * 3600, (hour + 1) * 3600 };
		world_configure(&world);
		world_evaluate(&world);
	}
	ck_assert_int_eq(world.ids, before);
}
END_TEST

START_TEST(an_open_prompt_outlives_its_schedule)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 09:00");
	g_ptr_array_set_size(world.schedules, 0);
	world_configure(&world);
	world.reach.present = TRUE;
	world_evaluate(&world);
	world_run(&world, "2026-11-23 11:00");
	world_expect(&world, "hold c (away), show c, close c expired");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tests = tcase_create("missed, set, moved");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, missed_ones_are_one_prompt_that_says_how_many, 0, G_N_ELEMENTS(missed));
	tcase_add_test(tests, a_catch_up_names_the_range_it_stands_for);
	tcase_add_test(tests, several_schedules_missed_at_once_keep_their_distance);
	tcase_add_test(tests, late_beyond_its_expiry_it_is_missed_and_not_flashed);
	tcase_add_loop_test(tests, a_clock_set_forward_or_back_repeats_nothing, 0, G_N_ELEMENTS(steps));
	tcase_add_test(tests, a_clock_set_far_back_begins_anew_from_there);
	tcase_add_test(tests, a_correction_is_told_so_that_a_restart_knows_it);
	tcase_add_test(tests, a_last_moment_far_ahead_waits_for_the_clock_to_be_set);
	tcase_add_loop_test(tests, nobody_missed_what_lies_between_a_clock_not_set_and_the_day, 0, 2);
	tcase_add_test(tests, a_last_moment_far_ahead_is_given_up_after_two_minutes);
	tcase_add_loop_test(tests, in_another_zone_it_is_due_at_that_zones_hour_and_nothing_is_made_up, 0,
	                    G_N_ELEMENTS(journeys));
	tcase_add_test(tests, a_restart_in_another_zone_makes_nothing_up_either);
	tcase_add_test(tests, the_hour_that_comes_twice_has_each_moment_once);
	tcase_add_test(tests, a_restart_decides_nothing_again_and_loses_nothing);
	tcase_add_test(tests, a_snooze_outlives_a_restart_and_a_reboot);
	tcase_add_test(tests, a_schedule_begins_when_it_becomes_known);
	tcase_add_test(tests, a_changed_schedule_begins_anew);
	tcase_add_test(tests, a_schedule_taken_out_and_put_back_begins_anew);
	tcase_add_test(tests, a_reload_that_changes_nothing_repeats_and_loses_nothing);
	tcase_add_test(tests, other_quiet_hours_bring_no_past_moment_back);
	tcase_add_test(tests, an_open_prompt_outlives_its_schedule);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
