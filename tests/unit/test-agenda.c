/* test-agenda.c - what becomes of a prompt: shown, held, dropped, reminded, snoozed, answered, expired. */
#include <stdlib.h>

#include "tests/unit/agenda-world.h"

START_TEST(what_is_due_is_decided_and_then_shown)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/morning", "08:30");
	world_run(&world, "2026-11-23 08:29:59");
	world_expect(&world, "");
	world_run(&world, "2026-11-23 09:00");
	world_expect(&world, "decide morning, show morning");
	ck_assert_int_eq(world_open(&world, 0)->due, world_at(&world, "2026-11-23 08:30"));
	ck_assert_int_eq(world_open(&world, 0)->zone_offset, 3600);
}
END_TEST

START_TEST(unanswered_it_expires)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/morning", "08:30");
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "decide morning, show morning, close morning expired");
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 0);
}
END_TEST

START_TEST(a_check_in_goes_before_a_nudge_and_the_rest_keeps_its_distance)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(20);
	world_add(&world, "nudge/a", "09:00");
	world_add(&world, "checkin/c", "09:00");
	world_plan(&world, "nudge/b", "09:00");
	world_run(&world, "2026-11-23 09:00");
	world_expect(&world, "decide c, show c, hold a (apart), hold b (apart)");
	world_run(&world, "2026-11-23 09:19:59");
	world_expect(&world, "");
	world_run(&world, "2026-11-23 09:40");
	world_expect(&world, "show a, show b");
}
END_TEST

START_TEST(a_slot_goes_before_a_nudge_and_behind_a_check_in)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(10);
	world_plan(&world, "nudge/a", "09:00")->expires = HOURS(2);
	world_plan(&world, "slot/b", "09:00")->expires = HOURS(2);
	world_plan(&world, "checkin/c", "09:00")->expires = HOURS(2);
	world_run(&world, "2026-11-23 09:30");
	world_expect(&world, "decide c, show c, hold b (apart), hold a (apart), show b, show a");
}
END_TEST

START_TEST(what_would_keep_its_distance_for_too_long_is_dropped)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(40);
	world_add(&world, "nudge/a", "09:00");
	world_plan(&world, "nudge/b", "09:00")->expires = MINUTES(30);
	world_run(&world, "2026-11-23 10:00");
	world_expect(&world, "decide a, show a, dropped b (apart), close a expired");
}
END_TEST

/* Distance is real time: of midnight and of the hour that comes twice or not at all it knows nothing. */
static const struct {
	const char *now, *whens, *until;
	int shown; /* half an hour at least is kept between them */
} nights[] = {
	{ "2026-11-23 23:00", "*:00/10", "2026-11-24 00:59", 4 },
	{ "2026-03-29 00:50", "*:00/10", "2026-03-29 04:49", 6 }, /* three hours */
	{ "2026-10-25 00:50", "*:00/10", "2026-10-25 03:49", 8 }, /* four hours */
};

START_TEST(distance_is_kept_over_midnight_and_in_the_nights_of_a_change)
{
	g_auto(World) world = world_new(nights[_i].now);
	int shown = 0;

	world.policy.apart = MINUTES(30);
	world_plan(&world, "nudge/n", nights[_i].whens)->expires = MINUTES(5);
	world_run(&world, nights[_i].until);
	for (const char *at = world.log->str; (at = strstr(at, "show n")); at++)
		shown++;
	ck_assert_int_eq(shown, nights[_i].shown);
}
END_TEST

/* A small step of the clock, as ntp makes them, is no reason to crowd. */
START_TEST(distance_is_kept_over_a_small_step_back)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(20);
	world_add(&world, "nudge/a", "09:00");
	world_plan(&world, "nudge/b", "09:00");
	world_run(&world, "2026-11-23 09:00");
	world_step(&world, -SECONDS(1));
	world_evaluate(&world);
	world_expect(&world, "decide a, show a, hold b (apart)");
}
END_TEST

START_TEST(the_budget_is_a_local_days)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.budget = 2;
	world_plan(&world, "checkin/c", "*:30")->expires = MINUTES(10);
	world_run(&world, "2026-11-23 11:00");
	world_expect(&world,
	             "decide c, show c, close c expired, decide c, show c, close c expired, dropped c (budget)");
	world_run(&world, "2026-11-23 23:59");
	g_string_truncate(world.log, 0);
	world_run(&world, "2026-11-24 00:35");
	world_expect(&world, "decide c, show c");
}
END_TEST

static const struct {
	const char *what, *until, *log;
	Kind kind;
	gint64 expires;
	gboolean absent, no_server;
} unavailable[] = {
	{ "checkin/c", "2026-11-24 08:00", "hold c (quiet), show c", KIND_CHECKIN, HOURS(10) },
	{ "checkin/c", "2026-11-24 08:00", "dropped c (quiet)", KIND_CHECKIN, HOURS(2) },
	{ "slot/c", "2026-11-24 08:00", "hold c (quiet), show c", KIND_SLOT, HOURS(10) },
	{ "slot/c", "2026-11-24 08:00", "dropped c (quiet)", KIND_SLOT, HOURS(2) },
	{ "nudge/c", "2026-11-24 08:00", "dropped c (quiet)", KIND_NUDGE, HOURS(10) },
};

START_TEST(in_quiet_hours_a_check_in_and_a_slot_are_held_and_a_nudge_dropped)
{
	g_auto(World) world = world_new("2026-11-23 20:00");

	world.policy.quiet = (Hours){ 22 * 3600, 7 * 3600 };
	world_plan(&world, unavailable[_i].what, "23:00")->expires = unavailable[_i].expires;
	world_run(&world, unavailable[_i].until);
	world_expect(&world, unavailable[_i].log);
}
END_TEST

static const struct {
	const char *what, *log, *back;
	Reach reach;
} unreachable[] = {
	{ "checkin/c", "hold c (away)", "show c", { TRUE, FALSE } },
	{ "slot/c", "hold c (away)", "show c", { TRUE, FALSE } },
	{ "nudge/c", "dropped c (away)", "", { TRUE, FALSE } },
	{ "checkin/c", "hold c (no-server)", "show c", { FALSE, TRUE } },
	{ "nudge/c", "hold c (no-server)", "show c", { FALSE, TRUE } },
};

START_TEST(what_cannot_reach_the_person_waits_where_waiting_has_sense)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, unreachable[_i].what, "09:00");
	world.reach = unreachable[_i].reach;
	world_run(&world, "2026-11-23 09:30");
	world_expect(&world, unreachable[_i].log);
	world.reach = (Reach){ TRUE, TRUE };
	world_evaluate(&world);
	world_expect(&world, unreachable[_i].back);
}
END_TEST

START_TEST(what_waits_too_long_is_dropped)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 10:00");
	world_expect(&world, "hold c (away), close c dropped");
}
END_TEST

START_TEST(a_pause_holds_what_outlives_it)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/long", "08:10")->expires = HOURS(3);
	world_add(&world, "checkin/short", "08:10");
	world_plan(&world, "nudge/n", "08:20");
	world.history->paused = TRUE;
	world.history->pause = deadline_after(&world.now, HOURS(2));
	world_run(&world, "2026-11-23 09:59");
	world_expect(&world, "hold long (paused), dropped short (paused), dropped n (paused)");
	world_run(&world, "2026-11-23 10:00");
	world_expect(&world, "show long");
}
END_TEST

START_TEST(a_pause_without_an_end_drops)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world.history->paused = TRUE;
	world.history->pause = deadline_after(&world.now, TIME_NEVER);
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "dropped c (paused)");
}
END_TEST

/* --- just back --- */

static const struct {
	const char *what;
	gint64 expires;
	const char *log;
} settling[] = {
	{ "checkin/c", HOURS(1), "hold c (settling), show c" },
	{ "nudge/c", HOURS(1), "hold c (settling), show c" }, /* they are there: it is a matter of seconds */
	{ "nudge/c", MINUTES(1), "dropped c (settling)" },
};

START_TEST(who_has_just_come_back_is_let_settle)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.settle = MINUTES(2);
	world_plan(&world, settling[_i].what, "09:00")->expires = settling[_i].expires;
	world_run(&world, "2026-11-23 08:59:00");
	world.reach.back = world.now.boot + SECONDS(30);
	world_run(&world, "2026-11-23 09:01:29");
	ck_assert_ptr_null(strstr(world.log->str, "show"));
	world_run(&world, "2026-11-23 09:01:30");
	world_expect(&world, settling[_i].log);
}
END_TEST

/* --- reminders --- */

static Prompt *shown_with_reminder(World *world)
{
	world_plan(world, "checkin/c", "09:00")->expires = HOURS(4);
	world_run(world, "2026-11-23 09:00");
	world_open(world, 0)->remind =
		world_at(world, "2026-11-23 09:20"); /* the daemon sets it once it is on screen */
	g_string_truncate(world->log, 0);
	return world_open(world, 0);
}

START_TEST(a_reminder_waits_until_they_are_back_and_have_settled)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.settle = MINUTES(2);
	shown_with_reminder(&world);
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 09:40");
	world.reach = (Reach){ TRUE, TRUE, .back = world.now.boot };
	world_run(&world, "2026-11-23 09:41:59");
	world_expect(&world, "");
	world_run(&world, "2026-11-23 09:42");
	world_expect(&world, "remind c");
}
END_TEST

START_TEST(it_is_reminded_of_once)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	shown_with_reminder(&world);
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "remind c");
}
END_TEST

/* Its schedule is due again at the very moment of its reminder: the next one takes its place. */
START_TEST(the_next_one_comes_in_place_of_a_reminder)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/c", "09:00;09:20")->expires = HOURS(4);
	world_configure(&world);
	world_run(&world, "2026-11-23 09:00");
	world_open(&world, 0)->remind = world_at(&world, "2026-11-23 09:20");
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "decide c, show c, decide c, show c, close c expired");
}
END_TEST

START_TEST(no_reminder_in_quiet_hours)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.quiet = (Hours){ 9 * 3600 + 600, 10 * 3600 };
	shown_with_reminder(&world);
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "");
}
END_TEST

START_TEST(no_reminder_while_paused)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	shown_with_reminder(&world);
	world.history->paused = TRUE;
	world.history->pause = deadline_after(&world.now, HOURS(1));
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "");
}
END_TEST

START_TEST(shown_again_after_its_reminder_was_due_it_is_not_reminded_of_too)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	shown_with_reminder(&world);
	world.reach.server = FALSE;
	agenda_screen_lost(world.agenda);
	world_run(&world, "2026-11-23 10:00");
	world.reach.server = TRUE;
	world_evaluate(&world);
	world_expect(&world, "show c");
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "");
}
END_TEST

START_TEST(a_reminder_waits_for_the_person)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	shown_with_reminder(&world);
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 10:00");
	world_expect(&world, "");
	world.reach.present = TRUE;
	world_evaluate(&world);
	world_expect(&world, "remind c");
}
END_TEST

/* --- what the person does --- */

START_TEST(snoozed_it_comes_when_they_chose_whatever_the_hour)
{
	g_auto(World) world = world_new("2026-11-23 21:00");

	world.policy = (Policy){ .quiet = { 22 * 3600, 7 * 3600 }, .budget = 1, .apart = HOURS(6) };
	world_plan(&world, "checkin/c", "21:30");
	world_run(&world, "2026-11-23 21:45");
	agenda_snooze(world.agenda, world_open(&world, 0), &world.now, MINUTES(30));
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 22:14:59");
	world_expect(&world, "decide c, show c");
	world_run(&world, "2026-11-23 22:15");
	world_expect(&world, "show c");
	world_run(&world, "2026-11-23 23:14:59");
	world_expect(&world, "");
	world_run(&world, "2026-11-23 23:15");
	world_expect(&world, "close c expired");
}
END_TEST

START_TEST(snoozed_again_and_again_it_lives_no_longer_than_the_first_time)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world_run(&world, "2026-11-23 09:00");
	for (int i = 0; i < 5; i++) {
		agenda_snooze(world.agenda, world_open(&world, 0), &world.now, MINUTES(15));
		world_sleep(&world, MINUTES(15));
		world_evaluate(&world);
		ck_assert_int_eq(world_open(&world, 0)->expires - world.now.wall, MINUTES(60));
	}
}
END_TEST

START_TEST(a_snooze_that_ended_long_ago_has_expired)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "09:00");
	world_run(&world, "2026-11-23 09:00");
	agenda_snooze(world.agenda, world_open(&world, 0), &world.now, MINUTES(15));
	g_string_truncate(world.log, 0);
	world_sleep(&world, HOURS(8));
	world_evaluate(&world);
	world_expect(&world, "close c expired");
}
END_TEST

START_TEST(what_the_person_asked_for_is_shown_at_once)
{
	g_auto(World) world = world_new("2026-11-23 03:00");

	world.policy = (Policy){ .quiet = { 22 * 3600, 7 * 3600 }, .budget = 0, .apart = HOURS(6) };
	world.reach.present = FALSE;
	world_plan(&world, "checkin/c", "09:00");
	world.history->paused = TRUE;
	world.history->pause = deadline_after(&world.now, TIME_NEVER);
	agenda_ask(world.agenda, world.schedules->pdata[0], &world.now);
	world_evaluate(&world);
	world_expect(&world, "decide c, show c");
	ck_assert_int_eq(history_shown_on(world.history, world.zone, zone_day(world.zone, world.now.wall)), 0);
}
END_TEST

START_TEST(asked_for_twice_in_a_moment_makes_two_rows)
{
	g_auto(World) world = world_new("2026-11-23 03:00");
	Prompt *first, *second;

	world_plan(&world, "checkin/c", "09:00");
	first = agenda_ask(world.agenda, world.schedules->pdata[0], &world.now);
	second = agenda_ask(world.agenda, world.schedules->pdata[0], &world.now);
	ck_assert_int_ne(first->due, second->due);
}
END_TEST

START_TEST(a_later_occurrence_takes_the_place_of_an_earlier_one)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/c", "09:00;09:30")->expires = HOURS(3);
	world_configure(&world);
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 09:30");
	world_expect(&world, "hold c (away), close c merged, hold c (away)");
	world.reach.present = TRUE;
	world_evaluate(&world);
	world_expect(&world, "show c");
}
END_TEST

START_TEST(a_check_in_under_way_is_not_cut_short)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_add(&world, "checkin/c", "09:00;09:30")->expires = MINUTES(31);
	world_configure(&world);
	world_run(&world, "2026-11-23 09:29");
	agenda_begun(world.agenda, world_open(&world, 0), world.now.wall);
	g_string_truncate(world.log, 0);
	world_run(&world, "2026-11-23 09:59");
	world_expect(&world, "merged c"); /* the new one into the one under way */
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 1);
	world_run(&world, "2026-11-23 10:00");
	world_expect(&world, "close c expired");
}
END_TEST

/* --- the screen --- */

START_TEST(what_a_server_took_with_it_is_shown_by_the_next_one)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy = (Policy){ .budget = 1, .apart = HOURS(2) };
	world_plan(&world, "nudge/n", "09:00");
	world_run(&world, "2026-11-23 09:00");
	g_string_truncate(world.log, 0);
	world.reach.server = FALSE;
	agenda_screen_lost(world.agenda);
	world_run(&world, "2026-11-23 09:10");
	world_expect(&world, "");
	world.reach.server = TRUE;
	world_evaluate(&world);
	world_expect(&world, "show n"); /* its place in the budget it has already */
	ck_assert_uint_eq(world.history->shown->len, 1);
}
END_TEST

START_TEST(a_new_server_is_no_reason_to_show_in_quiet_hours_or_on_a_locked_screen)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.quiet = (Hours){ 10 * 3600, 11 * 3600 };
	world_plan(&world, "checkin/c", "09:50")->expires = HOURS(5);
	world_run(&world, "2026-11-23 10:30");
	world_expect(&world, "decide c, show c");
	agenda_screen_lost(world.agenda);
	world_run(&world, "2026-11-23 10:59");
	world_expect(&world, "");
	world.reach.present = FALSE;
	world_run(&world, "2026-11-23 12:00");
	world_expect(&world, "");
	world.reach.present = TRUE;
	world_evaluate(&world);
	world_expect(&world, "show c");
}
END_TEST

START_TEST(shown_once_and_lost_it_has_expired_not_dropped)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/n", "09:00");
	world_run(&world, "2026-11-23 09:00");
	world.reach.server = FALSE;
	agenda_screen_lost(world.agenda);
	world_run(&world, "2026-11-23 11:00");
	world_expect(&world, "decide n, show n, close n expired");
}
END_TEST

START_TEST(what_has_no_content_takes_nothing_from_the_budget)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/n", "09:00");
	world_sleep(&world, HOURS(1));
	g_array_unref(agenda_evaluate(world.agenda, &world.now, world.reach));
	agenda_withdraw(world.agenda, world_open(&world, 0), world.now.wall);
	ck_assert_uint_eq(world.history->shown->len, 0);
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 0);
}
END_TEST

START_TEST(says_why_nothing_can_be_shown_and_until_when)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	gint64 until;

	world.policy = (Policy){ .quiet = { 22 * 3600, 7 * 3600 }, .budget = 1, .apart = MINUTES(30) };
	world_configure(&world);
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, world.reach, &until), REASON_NONE);
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, (Reach){ FALSE, TRUE }, &until),
	                 REASON_NO_SERVER);
	ck_assert_int_eq(until, TIME_NEVER);
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, (Reach){ TRUE, FALSE }, &until), REASON_AWAY);
	history_add_shown(world.history, world.now.wall);
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, world.reach, &until), REASON_BUDGET);
	ck_assert_int_eq(until, world_at(&world, "2026-11-24 00:00"));
	world.policy.budget = 2;
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, world.reach, &until), REASON_APART);
	ck_assert_int_eq(until, world_at(&world, "2026-11-23 08:30"));
	world_sleep(&world, HOURS(15));
	ck_assert_int_eq(agenda_unavailable(world.agenda, &world.now, world.reach, &until), REASON_QUIET);
	ck_assert_int_eq(until, world_at(&world, "2026-11-24 07:00"));
}
END_TEST

START_TEST(names_the_next_occurrence_and_whose_it_is)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	const Schedule *schedule = NULL;

	ck_assert_int_eq((world_configure(&world), agenda_next_due(world.agenda, world.now.wall, &schedule)),
	                 TIME_NEVER);
	world_add(&world, "nudge/late", "22:00");
	world_add(&world, "nudge/off", "09:00")->enabled = FALSE;
	world_plan(&world, "checkin/soon", "10:00");
	ck_assert_int_eq(agenda_next_due(world.agenda, world.now.wall, &schedule),
	                 world_at(&world, "2026-11-23 10:00"));
	ck_assert_str_eq(schedule->id, "checkin/soon");
	ck_assert_int_eq(agenda_next_due(world.agenda, world_at(&world, "2026-11-23 10:00"), NULL),
	                 world_at(&world, "2026-11-23 22:00"));
	world_run(&world, "2026-11-23 10:00");
	world_step(&world, -HOURS(1)); /* decided already: it does not come again */
	ck_assert_int_eq(agenda_next_due(world.agenda, world.now.wall, NULL), world_at(&world, "2026-11-23 22:00"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tests = tcase_create("the life of a prompt");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, what_is_due_is_decided_and_then_shown);
	tcase_add_test(tests, unanswered_it_expires);
	tcase_add_test(tests, a_check_in_goes_before_a_nudge_and_the_rest_keeps_its_distance);
	tcase_add_test(tests, a_slot_goes_before_a_nudge_and_behind_a_check_in);
	tcase_add_test(tests, what_would_keep_its_distance_for_too_long_is_dropped);
	tcase_add_loop_test(tests, distance_is_kept_over_midnight_and_in_the_nights_of_a_change, 0,
	                    G_N_ELEMENTS(nights));
	tcase_add_test(tests, distance_is_kept_over_a_small_step_back);
	tcase_add_test(tests, the_budget_is_a_local_days);
	tcase_add_loop_test(tests, in_quiet_hours_a_check_in_and_a_slot_are_held_and_a_nudge_dropped, 0,
	                    G_N_ELEMENTS(unavailable));
	tcase_add_loop_test(tests, who_has_just_come_back_is_let_settle, 0, G_N_ELEMENTS(settling));
	tcase_add_test(tests, a_reminder_waits_until_they_are_back_and_have_settled);
	tcase_add_loop_test(tests, what_cannot_reach_the_person_waits_where_waiting_has_sense, 0,
	                    G_N_ELEMENTS(unreachable));
	tcase_add_test(tests, what_waits_too_long_is_dropped);
	tcase_add_test(tests, a_pause_holds_what_outlives_it);
	tcase_add_test(tests, a_pause_without_an_end_drops);
	tcase_add_test(tests, it_is_reminded_of_once);
	tcase_add_test(tests, the_next_one_comes_in_place_of_a_reminder);
	tcase_add_test(tests, no_reminder_in_quiet_hours);
	tcase_add_test(tests, no_reminder_while_paused);
	tcase_add_test(tests, shown_again_after_its_reminder_was_due_it_is_not_reminded_of_too);
	tcase_add_test(tests, a_reminder_waits_for_the_person);
	tcase_add_test(tests, snoozed_it_comes_when_they_chose_whatever_the_hour);
	tcase_add_test(tests, snoozed_again_and_again_it_lives_no_longer_than_the_first_time);
	tcase_add_test(tests, a_snooze_that_ended_long_ago_has_expired);
	tcase_add_test(tests, what_the_person_asked_for_is_shown_at_once);
	tcase_add_test(tests, asked_for_twice_in_a_moment_makes_two_rows);
	tcase_add_test(tests, a_later_occurrence_takes_the_place_of_an_earlier_one);
	tcase_add_test(tests, a_check_in_under_way_is_not_cut_short);
	tcase_add_test(tests, what_a_server_took_with_it_is_shown_by_the_next_one);
	tcase_add_test(tests, a_new_server_is_no_reason_to_show_in_quiet_hours_or_on_a_locked_screen);
	tcase_add_test(tests, shown_once_and_lost_it_has_expired_not_dropped);
	tcase_add_test(tests, what_has_no_content_takes_nothing_from_the_budget);
	tcase_add_test(tests, says_why_nothing_can_be_shown_and_until_when);
	tcase_add_test(tests, names_the_next_occurrence_and_whose_it_is);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
