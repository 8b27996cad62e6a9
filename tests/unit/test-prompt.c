/* test-prompt.c - the small values of a prompt's life: deadlines, the past, names. */
#include <check.h>
#include <stdlib.h>

#include "core/history.h"
#include "core/prompt.h"

#define NOW SECONDS(1800000000)

/* --- deadlines: set at NOW for 15 minutes, boot-time 1 h; seen from another moment --- */

static const struct {
	const char *what, *boot_id;
	gint64 wall, boot, falls_on;
} seen[] = {
	{ "later in the same boot", "a", NOW + MINUTES(5), HOURS(1) + MINUTES(5), NOW + MINUTES(15) },
	{ "the clock was set forward", "a", NOW + HOURS(5), HOURS(1) + MINUTES(5), NOW + HOURS(5) + MINUTES(10) },
	{ "the clock was set back", "a", NOW - HOURS(5), HOURS(1) + MINUTES(5), NOW - HOURS(5) + MINUTES(10) },
	{ "suspended meanwhile: boot-time went on", "a", NOW + HOURS(8), HOURS(9), NOW + MINUTES(15) },
	{ "another boot: the wall clock counts", "b", NOW + MINUTES(5), SECONDS(3), NOW + MINUTES(15) },
};

START_TEST(a_deadline_falls_where_the_span_ends)
{
	Moment set = { NOW, HOURS(1), "a" }, now = { seen[_i].wall, seen[_i].boot, seen[_i].boot_id };
	Deadline deadline = deadline_after(&set, MINUTES(15));

	ck_assert_msg(deadline_wall(&deadline, &now) == seen[_i].falls_on, "%s", seen[_i].what);
}
END_TEST

START_TEST(a_deadline_without_end_never_falls)
{
	Moment set = { NOW, HOURS(1), "a" };
	Deadline never = deadline_after(&set, TIME_NEVER), far = deadline_after(&set, TIME_NEVER - 1);

	ck_assert_int_eq(deadline_wall(&never, &set), TIME_NEVER);
	ck_assert_int_eq(deadline_wall(&far, &set), TIME_NEVER); /* no overflow */
}
END_TEST

/* --- the past --- */

START_TEST(what_was_shown_is_counted_by_local_day_and_let_go)
{
	g_autoptr(Zone) zone = zone_new("Asia/Tokyo", NULL);
	g_autoptr(History) history = history_new("s");
	int day = zone_day(zone, NOW);
	gint64 midnight = zone_day_start(zone, day);

	ck_assert_int_eq(history_last_shown(history, TIME_NEVER), G_MININT64);
	history_add_shown(history, midnight - 1);
	history_add_shown(history, midnight);
	history_add_shown(history, midnight + HOURS(23));
	ck_assert_int_eq(history_shown_on(history, zone, day), 2);
	ck_assert_int_eq(history_shown_on(history, zone, day - 1), 1);
	history_drop_shown(history, midnight);
	ck_assert_int_eq(history_shown_on(history, zone, day), 1);
	history_add_shown(history,
	                  NOW + DAYS(400)); /* a clock that was wrong for a while does not keep the rest for ever */
	for (int i = 0; i < 4000; i++)
		history_add_shown(history, NOW + HOURS(i));
	ck_assert_uint_lt(history->shown->len, 60);
}
END_TEST

/* A clock that was set back leaves moments ahead; where they were not lived through in this life, nothing tells their order. */
START_TEST(what_was_shown_last_in_an_earlier_life_does_not_lie_ahead)
{
	g_autoptr(History) history = history_new("s");

	history_add_shown(history, NOW);
	history_add_shown(history, NOW + HOURS(4));
	ck_assert_int_eq(history_last_shown(history, NOW + 1), NOW + HOURS(4));
	history_end_life(history);
	ck_assert_int_eq(history_last_shown(history, NOW + 1), NOW);
	ck_assert_int_eq(history_last_shown(history, NOW + HOURS(5)), NOW + HOURS(4));
	ck_assert_int_eq(history_last_shown(history, NOW), G_MININT64);
	history_add_shown(history, NOW - HOURS(1));
	ck_assert_int_eq(history_last_shown(history, NOW + 1), NOW - HOURS(1));
	history_drop_shown(history, NOW - HOURS(1));
	history_drop_shown(history, NOW);
	ck_assert_int_eq(history_last_shown(history, NOW + 1), G_MININT64);
	history_add_shown(history, NOW + DAYS(3));
	history_add_shown(history, NOW);
	ck_assert_int_eq(history_last_shown(history, NOW + 1), NOW);
}
END_TEST

START_TEST(handled_says_nothing_of_a_schedule_that_changed)
{
	g_autoptr(History) history = history_new("s");
	g_autoptr(Schedule) schedule = schedule_new(KIND_NUDGE, "n");
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	g_ptr_array_add(schedule->whens, when_parse("09:00", NULL));
	ck_assert_int_eq(history_handled(history, schedule), TIME_NEVER);
	history_set_handled(history, schedule, NOW, TRUE);
	ck_assert_int_eq(history_handled(history, schedule), NOW);
	schedule->enabled = FALSE;
	ck_assert_int_eq(history_handled(history, schedule), TIME_NEVER);
	schedule->enabled = TRUE;
	g_ptr_array_add(schedule->whens, when_parse("10:00", NULL));
	ck_assert_int_eq(history_handled(history, schedule), TIME_NEVER);
	history_set_handled(history, schedule, NOW, TRUE);
	history_forget_others(history, none);
	ck_assert_int_eq(history_handled(history, schedule), TIME_NEVER);
}
END_TEST

/* --- names --- */

START_TEST(names_read_back)
{
	for (int i = 1; i < N_REASONS; i++)
		ck_assert_int_eq(reason_parse(reason_name(i)), i);
	for (int i = 1; i < N_OUTCOMES; i++)
		ck_assert_int_eq(outcome_parse(outcome_name(i)), i);
	for (int i = 0; i < N_KINDS; i++) {
		Kind kind = N_KINDS;

		ck_assert(kind_parse(kind_name(i), &kind));
		ck_assert_int_eq(kind, i);
	}
	ck_assert_ptr_null(reason_name(REASON_NONE));
	ck_assert_int_eq(reason_parse(NULL), REASON_NONE);
	ck_assert_int_eq(outcome_parse("nonsense"), OUTCOME_NONE);
}
END_TEST

/* --- its own next deadline --- */

START_TEST(the_next_deadline_is_that_of_its_state)
{
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, "c");
	g_autoptr(Prompt) prompt = prompt_new(schedule, NOW, NOW);
	Moment now = { NOW, HOURS(1), "a" };

	ck_assert_int_eq(prompt_next(prompt, &now), NOW + MINUTES(60));
	prompt->state = PROMPT_SHOWN;
	prompt->remind = NOW + MINUTES(20);
	ck_assert_int_eq(prompt_next(prompt, &now), NOW + MINUTES(20));
	prompt->state = PROMPT_SNOOZED;
	prompt->snooze = deadline_after(&now, HOURS(3));
	ck_assert_int_eq(prompt_next(prompt, &now), NOW + HOURS(3));
	prompt->state = PROMPT_CLOSED;
	ck_assert_int_eq(prompt_next(prompt, &now), TIME_NEVER);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("prompt");
	TCase *tests = tcase_create("small values");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, a_deadline_falls_where_the_span_ends, 0, G_N_ELEMENTS(seen));
	tcase_add_test(tests, a_deadline_without_end_never_falls);
	tcase_add_test(tests, what_was_shown_is_counted_by_local_day_and_let_go);
	tcase_add_test(tests, what_was_shown_last_in_an_earlier_life_does_not_lie_ahead);
	tcase_add_test(tests, handled_says_nothing_of_a_schedule_that_changed);
	tcase_add_test(tests, names_read_back);
	tcase_add_test(tests, the_next_deadline_is_that_of_its_state);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
