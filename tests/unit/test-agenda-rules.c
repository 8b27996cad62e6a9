/* test-agenda-rules.c - what the keys beside `when` make of an occurrence: missed, grace, chance, jitter; and what counts elapsed
 * time: intervals, and what follows an event. */
#include <stdlib.h>

#include "tests/unit/agenda-world.h"

/* --- missed, grace --- */

static const struct {
	const char *when, *wake, *log;
	Missed missed;
	gint64 grace;
} missed[] = {
	{ "09:00;09:20", "2026-11-23 09:50", "decide s x2, show s", MISSED_AUTO },
	{ "09:00;09:20", "2026-11-23 09:50", "missed s x2", MISSED_SKIP },
	{ "09:00;09:20", "2026-11-23 09:50", "decide s x2, show s", MISSED_LATEST },
	{ "09:00;09:20", "2026-11-23 09:50", "decide s x1, show s, decide s x1, show s", MISSED_ALL },
	{ "09:00;09:20", "2026-11-23 10:10", "missed s x1, decide s x1, show s",
	  MISSED_ALL }, /* each by its own grace */
	{ "09:00", "2026-11-23 09:50", "missed s x1", MISSED_ONCE, MINUTES(30) },
	{ "09:00", "2026-11-23 12:50", "decide s x1, show s", MISSED_ONCE, HOURS(4) }, /* longer than a prompt lives */
	{ "every 50min", "2026-11-23 11:00", "missed s x3", MISSED_AUTO },
	{ "every 50min", "2026-11-23 11:00", "decide s x3, show s", MISSED_ONCE },
	{ "2 times between 08:10 and 08:20", "2026-11-23 08:25", "missed s x2", MISSED_AUTO },
	{ "2 times between 08:10 and 08:20", "2026-11-23 08:25", "decide s x2, show s", MISSED_ONCE },
	{ "2 times between 08:10 and 08:20;08:15", "2026-11-23 08:25", "decide s x3, show s", MISSED_AUTO },
	{ "every 2 days at 09:00 from 2026-11-23", "2026-11-23 09:50", "decide s x1, show s", MISSED_AUTO },
	{ "09:00", "2026-11-23 09:00:30", "decide s, show s", MISSED_SKIP }, /* a little late is not missed */
};

START_TEST(what_was_missed_goes_by_the_keys)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "checkin/s", missed[_i].when);

	schedule->missed = missed[_i].missed;
	schedule->grace = missed[_i].grace;
	world_configure(&world);
	world_evaluate(&world);
	world_sleep(&world, world_at(&world, missed[_i].wake) - world.now.wall);
	world_evaluate(&world);
	world_expect(&world, missed[_i].log);
}
END_TEST

/* 30 missed, all to be shown: twenty, and one row for the ten before. */
START_TEST(all_is_at_most_twenty_and_they_keep_their_distance)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "nudge/s", "*:*");

	schedule->missed = MISSED_ALL;
	schedule->expires = DAYS(1);
	world.policy.apart = MINUTES(5);
	world_configure(&world);
	world_evaluate(&world);
	world_sleep(&world, MINUTES(30));
	world_evaluate(&world);
	ck_assert_ptr_eq(strstr(world.log->str, "missed s x10, decide s x1, show s, hold s x1 (apart)"),
	                 world.log->str);
	ck_assert_int_eq(world.ids, 21);
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 20);
}
END_TEST

START_TEST(caught_up_beyond_its_life_it_lives_on_from_then)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "checkin/s", "09:00");

	schedule->grace = HOURS(6);
	world_configure(&world);
	world_sleep(&world, HOURS(5));
	world_evaluate(&world);
	ck_assert_int_eq(world_open(&world, 0)->expires, world_at(&world, "2026-11-23 14:00"));
	world_run(&world, "2026-11-23 13:59");
	world_expect(&world, "decide s x1, show s");
	world_run(&world, "2026-11-23 14:00");
	world_expect(&world, "close s expired");
}
END_TEST

/* Thirty schedules after a night: by turns, and nothing is forgotten. */
START_TEST(many_schedules_after_a_resume_come_by_turns)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world.policy.apart = MINUTES(10);
	for (int i = 0; i < 30; i++) {
		g_autofree char *id = g_strdup_printf("nudge/n%d", i);

		world_add(&world, id, "*:00/10")->expires = HOURS(2);
	}
	world_configure(&world);
	world_evaluate(&world);
	world_sleep(&world, HOURS(1));
	world_evaluate(&world);
	ck_assert_int_eq(world.ids, 30);
	ck_assert_int_eq(history_shown_on(world.history, world.zone, zone_day(world.zone, world.now.wall)), 1);
	for (guint i = 0; i < 30; i++)
		ck_assert_int_eq(world_open(&world, i)->missed, 6);
}
END_TEST

START_TEST(over_a_pause_those_held_are_merged_to_one_a_schedule)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "checkin/c", "*:00/30")->expires = HOURS(5);
	world.history->paused = TRUE;
	world.history->pause = deadline_after(&world.now, HOURS(1) + MINUTES(45));
	world_run(&world, "2026-11-23 09:46");
	world_expect(&world,
	             "hold c (paused), close c merged, hold c (paused), close c merged, hold c (paused), show c");
}
END_TEST

/* --- chance --- */

START_TEST(chance_is_recorded_for_silences_too)
{
	g_auto(World) world = world_new("2026-11-23 03:00");
	Schedule *schedule = world_add(&world, "nudge/n", "hourly");
	Frame frame = { world.zone, "secret" };
	int shown = 0, silent = 0;

	schedule->chance = 0.3;
	schedule->expires = MINUTES(20);
	world_configure(&world);
	for (int i = 0; i < 400; i++) {
		g_autoptr(GArray) acts = NULL;

		world_sleep(&world, HOURS(1));
		acts = agenda_evaluate(world.agenda, &world.now, world.reach);
		for (guint j = 0; j < acts->len; j++) {
			const Act *act = &g_array_index(acts, Act, j);

			if (act->kind != ACT_DECIDE)
				continue;
			ck_assert(act->prompt->probability == 0.3);
			ck_assert(act->prompt->draw == schedule_draw(schedule, &frame, act->prompt->due));
			ck_assert_int_eq(act->prompt->reason == REASON_CHANCE, act->prompt->draw >= 0.3);
			ck_assert_int_eq(act->prompt->state == PROMPT_CLOSED, act->prompt->draw >= 0.3);
			shown += act->prompt->state == PROMPT_SHOWN;
			silent += act->prompt->outcome == OUTCOME_DROPPED;
			act->prompt->id = ++world.ids;
		}
	}
	ck_assert_int_eq(shown + silent, 400);
	ck_assert(shown > 90 && shown < 150);
}
END_TEST

START_TEST(what_chance_silences_leaves_the_earlier_one_alone)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "checkin/c", "09:00;09:30");

	world_configure(&world);
	world_run(&world, "2026-11-23 09:00");
	schedule->chance = 0;
	world_run(&world, "2026-11-23 09:30");
	world_expect(&world, "decide c, show c, dropped c (chance)");
	ck_assert_uint_eq(agenda_open(world.agenda)->len, 1);
}
END_TEST

START_TEST(what_the_person_asks_for_is_left_to_no_chance)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "checkin/c", "09:00");

	schedule->chance = 0;
	world_configure(&world);
	agenda_ask(world.agenda, schedule, &world.now);
	world_evaluate(&world);
	world_expect(&world, "decide c, show c");
}
END_TEST

/* --- jitter --- */

START_TEST(jitter_shows_later_and_keeps_the_nominal_moment)
{
	g_auto(World) world = world_new("2026-11-23 03:00");
	Schedule *schedule = world_add(&world, "checkin/c", "09:00");
	Frame frame = { world.zone, "secret" };
	gint64 due, at;

	schedule->jitter = MINUTES(40);
	world_configure(&world);
	for (int day = 23; day < 28; day++) {
		g_autofree char *text = g_strdup_printf("2026-11-%d 09:00", day);

		due = world_at(&world, text);
		at = schedule_jittered(schedule, &frame, due);
		world_run_to(&world, at - 1);
		world_expect(&world, "");
		ck_assert_int_eq(agenda_next_due(world.agenda, world.now.wall, NULL), at);
		world_run_to(&world, at);
		world_expect(&world, "decide c, show c");
		ck_assert_int_eq(world_open(&world, 0)->due, due);
		ck_assert_int_eq(world_open(&world, 0)->at, at);
		ck_assert_int_eq(world_open(&world, 0)->expires, at + HOURS(1));
		world_restart(&world);
		world_evaluate(&world);
		g_string_truncate(world.log, 0);
		agenda_close(world.agenda, world_open(&world, 0), world.now.wall, OUTCOME_ANSWERED);
	}
}
END_TEST

START_TEST(a_reload_loses_none_that_jitter_put_off)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "checkin/c", "09:00");
	Frame frame = { world.zone, "secret" };
	gint64 at;

	schedule->jitter = MINUTES(40);
	world_configure(&world);
	at = schedule_jittered(schedule, &frame, world_at(&world, "2026-11-23 09:00"));
	world_run_to(&world, at - 1);
	world_configure(&world);
	agenda_set_zone(world.agenda, world.zone);
	world_run_to(&world, at);
	world_expect(&world, "decide c, show c");
	world_configure(&world);
	world_run(&world, "2026-11-23 09:50");
	world_expect(&world, "");
}
END_TEST

/* The interval counts from its latest moment by then; the earlier ones were late by their own draw all the same. */
START_TEST(of_several_caught_up_with_each_was_due_by_then)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "nudge/n", "every 25min;08:30");

	schedule->jitter = HOURS(5);
	schedule->missed = MISSED_ALL;
	schedule->grace = HOURS(5);
	world_configure(&world);
	world_evaluate(&world);
	world_sleep(&world, HOURS(2));
	world_evaluate(&world);
	ck_assert_uint_gt(agenda_open(world.agenda)->len, 3);
	for (guint i = 0; i < agenda_open(world.agenda)->len; i++) {
		ck_assert_int_le(world_open(&world, i)->at, world.now.wall);
		ck_assert_int_lt(world_open(&world, i)->at, world_open(&world, i)->due + MINUTES(25));
	}
}
END_TEST

/* Looked for through all the years at each look, the one that never comes would take minutes here. */
START_TEST(one_of_which_nothing_is_left_costs_nothing_beside_one_that_comes)
{
	g_auto(World) world = world_new("2026-11-23 08:00");
	Schedule *schedule = world_add(&world, "nudge/n", "Mon..Fri 12:30;*:*");

	schedule->except = except_new();
	ck_assert(except_add(schedule->except, "Mon..Fri 12:00..14:00", NULL));
	schedule->expires = SECONDS(30);
	world_configure(&world);
	world_run(&world, "2026-11-24 08:00");
	ck_assert_int_eq(world.ids, 22 * 60);
}
END_TEST

/* --- elapsed time: intervals --- */

static const struct {
	const char *until, *log;
	gint64 step; /* of the clock at 10:00; an interval of 50min, known since 08:00, was due at 08:50 and 09:40 */
	gboolean restart, reboot;
} intervals[] = {
	{ "2026-11-23 10:29:59", "" },
	{ "2026-11-23 10:30", "decide n, show n" },
	{ "2026-11-23 12:30", "decide n, show n", HOURS(2) }, /* 30 minutes later all the same */
	{ "2026-11-23 12:29:59", "", HOURS(2) },
	{ "2026-11-23 08:31", "decide n, show n", -HOURS(2) },
	{ "2026-11-23 08:29", "", -HOURS(2) },
	{ "2026-11-23 10:29:59", "", 0, TRUE },
	{ "2026-11-23 10:30", "decide n, show n", 0, TRUE },
	{ "2026-11-23 11:30", "decide n, show n", HOURS(1), TRUE },
	{ "2026-11-23 10:30", "decide n, show n", 0, TRUE, TRUE }, /* over a reboot by the wall */
};

START_TEST(an_interval_counts_elapsed_time)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/n", "every 50min")->expires = MINUTES(5);
	world_evaluate(&world);
	world_run(&world, "2026-11-23 10:00");
	ck_assert_int_eq(world.ids, 2);
	g_string_truncate(world.log, 0);
	world_step(&world, intervals[_i].step);
	if (intervals[_i].restart)
		world_restart(&world);
	if (intervals[_i].reboot)
		world.now = (Moment){ world.now.wall, SECONDS(20), "boot-2" };
	world_evaluate(&world);
	world_run(&world, intervals[_i].until);
	world_expect(&world, intervals[_i].log);
}
END_TEST

/* --- elapsed time: events --- */

static void happen(World *world, EventType type, const char *name)
{
	Deadline at = history_moment(&world->now, world->now.wall);

	history_add_event(world->history, type, name, &at);
	world_evaluate(world);
}

static const struct {
	const char *when, *name, *until, *log;
	EventType type;
	gint64 step; /* of the clock, one minute after the event at 09:00 */
	gboolean restart;
} follows[] = {
	{ "20min after urge", NULL, "2026-11-23 09:19:59", "", EVENT_URGE },
	{ "20min after urge", NULL, "2026-11-23 12:00", "decide n, show n", EVENT_URGE },
	{ "20min after urge", NULL, "2026-11-23 12:00", "decide n, show n", EVENT_URGE, 0, TRUE },
	{ "20min after urge", NULL, "2026-11-23 10:19", "", EVENT_URGE, HOURS(1) },
	{ "20min after urge", NULL, "2026-11-23 10:20", "decide n, show n", EVENT_URGE, HOURS(1) },
	{ "20min after urge", NULL, "2026-11-23 08:20", "decide n, show n", EVENT_URGE, -HOURS(1) },
	{ "20min after urge", NULL, "2026-11-23 12:00", "", EVENT_CHECKIN },
	{ "20min after answer mood", "mood=low", "2026-11-23 12:00", "decide n, show n", EVENT_ANSWER },
	{ "20min after answer mood=low", "mood=low", "2026-11-23 12:00", "decide n, show n", EVENT_ANSWER },
	{ "20min after answer mood=high", "mood=low", "2026-11-23 12:00", "", EVENT_ANSWER },
};

START_TEST(what_follows_an_event_is_due_once_after_its_span)
{
	g_auto(World) world = world_new("2026-11-23 08:00");

	world_plan(&world, "nudge/n", follows[_i].when)->expires = DAYS(1);
	world_evaluate(&world);
	world_run(&world, "2026-11-23 09:00");
	happen(&world, follows[_i].type, follows[_i].name);
	world_run(&world, "2026-11-23 09:01");
	world_step(&world, follows[_i].step);
	world_evaluate(&world);
	if (follows[_i].restart) {
		world_run(&world, "2026-11-23 09:10");
		world_restart(&world);
		world_evaluate(&world);
	}
	world_run(&world, follows[_i].until);
	world_expect(&world, follows[_i].log);
}
END_TEST

START_TEST(a_missed_check_in_is_followed_and_an_answered_one_is_not)
{
	for (int answered = 0; answered < 2; answered++) {
		g_auto(World) world = world_new("2026-11-23 08:00");

		world_add(&world, "checkin/c", "09:00");
		world_add(&world, "nudge/n", "30min after checkin c");
		world_configure(&world);
		world_run(&world, "2026-11-23 09:10");
		if (answered)
			agenda_close(world.agenda, world_open(&world, 0), world.now.wall, OUTCOME_ANSWERED);
		world_run(&world, "2026-11-23 10:30");
		world_expect(&world,
		             answered ? "decide c, show c" : "decide c, show c, close c expired, decide n, show n");
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tests = tcase_create("rules");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, what_was_missed_goes_by_the_keys, 0, G_N_ELEMENTS(missed));
	tcase_add_test(tests, all_is_at_most_twenty_and_they_keep_their_distance);
	tcase_add_test(tests, caught_up_beyond_its_life_it_lives_on_from_then);
	tcase_add_test(tests, many_schedules_after_a_resume_come_by_turns);
	tcase_add_test(tests, over_a_pause_those_held_are_merged_to_one_a_schedule);
	tcase_add_test(tests, chance_is_recorded_for_silences_too);
	tcase_add_test(tests, what_chance_silences_leaves_the_earlier_one_alone);
	tcase_add_test(tests, what_the_person_asks_for_is_left_to_no_chance);
	tcase_add_test(tests, jitter_shows_later_and_keeps_the_nominal_moment);
	tcase_add_test(tests, a_reload_loses_none_that_jitter_put_off);
	tcase_add_test(tests, of_several_caught_up_with_each_was_due_by_then);
	tcase_add_test(tests, one_of_which_nothing_is_left_costs_nothing_beside_one_that_comes);
	tcase_add_loop_test(tests, an_interval_counts_elapsed_time, 0, G_N_ELEMENTS(intervals));
	tcase_add_loop_test(tests, what_follows_an_event_is_due_once_after_its_span, 0, G_N_ELEMENTS(follows));
	tcase_add_test(tests, a_missed_check_in_is_followed_and_an_answered_one_is_not);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
