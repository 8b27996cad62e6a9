/* test-app.c - the real app over simulated edges: what reaches the screen, what is written, and what a kill leaves. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/presence.h"
#include "tests/sim/sim.h"

#define PLAIN "[steady]\nquiet = none\nbudget = 50\napart = 0\n"
#define EVENING PLAIN "[checkin evening]\nwhen = 21:30\nprotocol = evening\nexpires = 60min\nremind = 20min\n"
#define NUDGE PLAIN "[nudge n]\nwhen = 09:00\n"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sim, sim_free)

static Sim *begun(const char *settings, const char *now)
{
	Sim *sim = sim_new(settings, now);

	sim_start(sim);
	sim_settle(sim);
	return sim;
}

static Sim *asked(void)
{
	Sim *sim = begun(EVENING, "2026-11-23 21:00");

	sim_run(sim, "2026-11-23 21:31");
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	return sim;
}

static void expect_outcome(Sim *sim, gint64 id, const char *outcome)
{
	g_autofree char *sql = g_strdup_printf(
		"SELECT count(*) FROM decision WHERE id = %" G_GINT64_FORMAT " AND outcome = '%s'", id, outcome);

	ck_assert_int_eq(sim_count(sim, sql), 1);
}

static void press_all(Sim *sim, gint64 id)
{
	const char *const keys[] = { "=some", "=no", "=" };

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		sim_press(sim, id, keys[i]);
		sim_settle(sim);
	}
}

static void ignore_reply(gpointer data, gint64 id, const char *next, const GError *error)
{
}

/* --- the main path --- */

START_TEST(a_check_in_goes_from_its_hour_to_its_rows)
{
	g_autoptr(Sim) sim = asked();

	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision WHERE shown IS NOT NULL AND bubble = 1"), 1);
	press_all(sim, 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE decision = 1"), 3);
	ck_assert_int_eq(sim_count(sim, "SELECT count(DISTINCT begun) FROM response"), 1);
	expect_outcome(sim, 1, "answered");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	ck_assert_int_eq(sim->shows, 3);
}
END_TEST

START_TEST(the_row_is_written_before_anything_is_shown)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	sim_disk_full(sim, TRUE);
	sim_run(sim, "2026-11-23 21:40");
	ck_assert_int_eq(sim->shows, 0);
	ck_assert_int_eq(sim->troubles, 1);
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 1);
}
END_TEST

/* Its row could not be written in time: whether it may be shown is asked when it can be, not when it was decided. */
static const struct {
	const char *settings;
	int shows;         /* by 09:50, when there is room on the disk again */
	const char *later; /* by when one more has come */
} delayed[] = {
	{ "[steady]\nquiet = none\nbudget = 9\napart = 30min\n[nudge a]\nwhen = 09:00\nexpires = 3h\n"
	  "[nudge b]\nwhen = 09:40\nexpires = 3h\n",
	  1, "2026-11-23 10:21" },
	{ "[steady]\nquiet = 09:30..10:30\nbudget = 9\n[checkin a]\nwhen = 09:00\nexpires = 3h\n", 0,
	  "2026-11-23 10:31" },
};

START_TEST(delayed_by_the_disk_a_prompt_keeps_the_rules_of_when_it_comes)
{
	g_autoptr(Sim) sim = begun(delayed[_i].settings, "2026-11-23 08:00");

	sim_disk_full(sim, TRUE);
	sim_run(sim, "2026-11-23 09:50");
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, delayed[_i].shows);
	sim_run(sim, delayed[_i].later);
	ck_assert_int_eq(sim->shows, delayed[_i].shows + 1);
}
END_TEST

START_TEST(the_next_question_waits_until_the_answer_is_durable)
{
	g_autoptr(Sim) sim = asked();

	sim_disk_full(sim, TRUE);
	sim_press(sim, 1, "=some");
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response"), 0);
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 2);
}
END_TEST

START_TEST(pressed_twice_it_is_one_answer)
{
	g_autoptr(Sim) sim = asked();
	const NotifierEvents *events = app_notifier_events(sim->app);
	const Card *card = sim_bubble(sim, 1)->card;
	g_autofree char *some = g_strdup(card->actions[1].key), *strong = g_strdup(card->actions[2].key);

	events->acted(events->self, 1, some);
	events->acted(events->self, 1, strong);
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response"), 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE value = 'some'"), 1);
}
END_TEST

START_TEST(a_nudge_opens_its_page)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 09:01");
	sim_press(sim, 1, "read");
	sim_settle(sim);
	ck_assert_int_eq(sim->opened, 1);
	expect_outcome(sim, 1, "read");
}
END_TEST

START_TEST(each_nudge_has_another_article)
{
	g_autoptr(Sim) sim = begun(PLAIN "[nudge n]\nwhen = *:00/30\nexpires = 20min\n", "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 13:10");
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 10);
	ck_assert_int_eq(sim_count(sim, "SELECT count(DISTINCT content) FROM decision"), 10);
}
END_TEST

START_TEST(unanswered_it_is_reminded_of_once_and_expires)
{
	g_autoptr(Sim) sim = asked();

	sim_run(sim, "2026-11-23 22:00");
	ck_assert_int_eq(sim->shows, 2);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	sim_run(sim, "2026-11-23 23:00");
	ck_assert_int_eq(sim->shows, 2);
	expect_outcome(sim, 1, "expired");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
}
END_TEST

START_TEST(waved_away_it_is_asked_once_more_and_then_let_be)
{
	g_autoptr(Sim) sim = asked();

	sim_wave_away(sim, 1);
	sim_run(sim, "2026-11-23 21:49");
	ck_assert_int_eq(sim->shows, 1);
	sim_run(sim, "2026-11-23 21:52");
	ck_assert_int_eq(sim->shows, 2);
	sim_wave_away(sim, 1);
	sim_settle(sim);
	expect_outcome(sim, 1, "dismissed");
}
END_TEST

START_TEST(later_is_later)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 09:01");
	sim_press(sim, 1, "later");
	sim_run(sim, "2026-11-23 09:15");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	sim_run(sim, "2026-11-23 09:17");
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

/* --- what follows an event --- */

#define FOLLOW                                                                                                         \
	"[nudge f]\nwhen = 10min after answer urge\nwhen = 10min after urge\nwhen = 10min after checkin evening\n"

static int followed(Sim *sim)
{
	return (int)sim_count(sim, "SELECT count(*) FROM decision WHERE schedule = 'nudge/f'");
}

static void write_urge(Sim *sim)
{
	g_autoptr(Store) store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 1000, NULL);

	ck_assert(store && store_begin_urge(store, sim->now.wall, 3600, 5, NULL));
}

START_TEST(an_urge_that_another_program_wrote_is_followed)
{
	g_autoptr(Sim) sim = begun(EVENING FOLLOW, "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 08:30");
	write_urge(sim);
	app_refresh(sim->app);
	sim_settle(sim);
	app_refresh(sim->app); /* once more: it is the same one */
	sim_run(sim, "2026-11-23 08:39");
	ck_assert_int_eq(followed(sim), 0);
	sim_run(sim, "2026-11-23 12:00");
	ck_assert_int_eq(followed(sim), 1);
}
END_TEST

static void heard_nothing(gpointer data, gint64 id, const char *next, const GError *error)
{
}

START_TEST(an_answer_that_was_taken_back_is_not_followed)
{
	g_autoptr(Sim) sim = sim_new(PLAIN "[checkin pull]\nwhen = 2199-01-01 03:00\nprotocol = urge\n"
	                                   "[checkin after]\nwhen = 20min after answer urge=some\nprotocol = morning\n",
	                             "2026-11-23 12:00");
	g_auto(Withdrawn) withdrawn = { 0 };
	g_autoptr(Store) store = NULL;
	g_autoptr(GError) error = NULL;

	sim_start(sim);
	sim_settle(sim);
	app_show_now(sim->app, "checkin/pull", heard_nothing, NULL);
	sim_settle(sim);
	sim_press(sim, sim_last(sim), "=some");
	sim_settle(sim);
	store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 1000, &error);
	ck_assert(_i || store_withdraw(store, sim->now.wall, 0, NULL, &withdrawn, &error));
	app_refresh(sim->app);
	sim_settle(sim);
	sim_run_to(sim, sim->now.wall + MINUTES(25));
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision WHERE schedule = 'checkin/after'"), _i);
}
END_TEST

START_TEST(over_a_kill_an_event_is_followed_once)
{
	g_autoptr(Sim) sim = begun(EVENING FOLLOW, "2026-11-23 08:00");

	write_urge(sim);
	sim_kill(sim);
	sim_pass(sim, MINUTES(5));
	sim_start(sim);
	sim_run(sim, "2026-11-23 08:20");
	ck_assert_int_eq(followed(sim), 1);
	sim_kill(sim);
	sim_start(sim);
	sim_run(sim, "2026-11-23 12:00");
	ck_assert_int_eq(followed(sim), 1);
}
END_TEST

/* What follows it moves along with a set clock; it has been decided all the same. */
START_TEST(a_clock_set_forward_lets_no_event_be_followed_twice)
{
	g_autoptr(Sim) sim = begun(EVENING FOLLOW, "2026-11-23 08:00");

	write_urge(sim);
	app_refresh(sim->app);
	sim_run(sim, "2026-11-23 09:00");
	ck_assert_int_eq(followed(sim), 1);
	sim->now.wall += MINUTES(40);
	app_wake(sim->app);
	sim_run(sim, "2026-11-23 12:00");
	ck_assert_int_eq(followed(sim), 1);
}
END_TEST

START_TEST(a_missed_check_in_is_followed)
{
	g_autoptr(Sim) sim = begun(EVENING FOLLOW, "2026-11-23 21:00");

	sim_run(sim, "2026-11-23 22:39");
	ck_assert_int_eq(followed(sim), 0);
	sim_run(sim, "2026-11-23 22:41");
	ck_assert_int_eq(followed(sim), 1);
}
END_TEST

/* --- what is held, and silent --- */

START_TEST(why_a_prompt_is_held_is_noted_as_it_changes)
{
	g_autoptr(Sim) sim = begun("[steady]\nquiet = 21:00..22:00\nbudget = 50\napart = 0\n"
	                           "[checkin evening]\nwhen = 21:30\nprotocol = evening\nexpires = 3h\n",
	                           "2026-11-23 20:00");

	sim_run(sim, "2026-11-23 21:40");
	app_present(sim->app, "locked");
	sim_run(sim, "2026-11-23 22:10");
	app_present(sim->app, NULL);
	sim_run(sim, "2026-11-23 22:11");
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision WHERE reason = 'quiet' AND shown IS NOT NULL"),
	                 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM held WHERE reason = 'locked'"), 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM held WHERE reason = 'settling'"), 1);
}
END_TEST

START_TEST(what_chance_silences_has_its_row)
{
	g_autoptr(Sim) sim = begun(PLAIN "[nudge n]\nwhen = *:0/30\nchance = 0\n", "2026-11-23 08:15");

	sim_run(sim, "2026-11-23 10:15");
	ck_assert_int_eq(sim->shows, 0);
	ck_assert_int_eq(sim_count(sim,
	                           "SELECT count(*) FROM decision WHERE reason = 'chance' AND option = 'none' AND "
	                           "available = 1 AND probability = 0 AND draw IS NOT NULL AND closed IS NOT NULL"),
	                 4);
}
END_TEST

START_TEST(an_interval_goes_on_over_a_kill)
{
	g_autoptr(Sim) sim = begun(PLAIN "[nudge n]\nwhen = every 50min\nexpires = 5min\n", "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 08:55");
	ck_assert_int_eq(sim->shows, 1);
	sim_kill(sim);
	sim_start(sim);
	sim_run(sim, "2026-11-23 09:39");
	ck_assert_int_eq(sim->shows, 1);
	sim_run(sim, "2026-11-23 09:41");
	ck_assert_int_eq(sim->shows, 2);
}
END_TEST

/* --- kills --- */

static const struct {
	int turns; /* taken after the hour struck, before the kill */
} kills[] = { { 0 }, { 1 }, { 2 }, { 3 }, { 4 }, { 5 } };

START_TEST(a_kill_anywhere_leaves_one_bubble_and_one_row)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	sim_pass(sim, MINUTES(30));
	app_wake(sim->app);
	for (int i = 0; i < kills[_i].turns; i++)
		sim_turn(sim);
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 1);
	press_all(sim, 1);
	expect_outcome(sim, 1, "answered");
}
END_TEST

START_TEST(a_kill_after_an_answer_goes_on_with_the_next_question)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=some");
	sim_settle(sim);
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	sim_press(sim, 1, "=no");
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE item = 'need-alone'"), 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(DISTINCT begun) FROM response"), 1);
}
END_TEST

/* A server may send a button that went with the question before. "=3" is a strength, and no third choice. */
START_TEST(a_button_that_the_question_does_not_have_is_no_answer)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=3");
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response"), 0);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	sim_press(sim, 1, "=some");
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE value = 'some'"), 1);
}
END_TEST

START_TEST(a_kill_between_the_last_answer_and_the_end_is_an_answered_one)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=some");
	sim_settle(sim);
	sim_press(sim, 1, "=no");
	sim_settle(sim);
	sim_press(sim, 1, "=");
	while (sim_count(sim, "SELECT count(*) FROM response") < 3)
		sim_turn(sim);
	sim_kill(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision WHERE closed IS NULL"), 1);
	sim_start(sim);
	sim_settle(sim);
	expect_outcome(sim, 1, "answered");
	ck_assert_int_eq(sim->shows, 3);
}
END_TEST

START_TEST(a_reminder_outlives_a_restart)
{
	g_autoptr(Sim) sim = asked();

	sim_kill(sim);
	sim_start(sim);
	sim_run(sim, "2026-11-23 21:40");
	ck_assert_int_eq(sim->shows, 2);
	sim_run(sim, "2026-11-23 22:00");
	ck_assert_int_eq(sim->shows, 3);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(a_snooze_outlives_a_kill)
{
	g_autoptr(Sim) sim = asked();

	ck_assert(app_snooze(sim->app, 1, MINUTES(40), NULL));
	sim_settle(sim);
	sim_kill(sim);
	sim_pass(sim, MINUTES(10));
	sim_start(sim);
	sim_run(sim, "2026-11-23 22:10");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	sim_run(sim, "2026-11-23 22:12");
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	sim_kill(sim); /* and after it ended: it lives on from that end */
	sim_start(sim);
	sim_run(sim, "2026-11-23 23:10");
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(the_end_takes_all_off_the_screen_and_writes_what_it_has)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=some");
	sim_turn(sim); /* the press is known, the answer not written */
	sim_stop(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(closed_before_its_row_was_written_its_end_is_not_forgotten)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	sim_disk_full(sim, TRUE);
	sim_run(sim, "2026-11-23 23:00");
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 0);
	expect_outcome(sim, 1, "undelivered");
}
END_TEST

START_TEST(a_question_whose_answer_waits_for_the_disk_is_not_asked_again)
{
	g_autoptr(Sim) sim = asked();

	sim_disk_full(sim, TRUE);
	sim_press(sim, 1, "=some");
	sim_run(sim, "2026-11-23 21:55"); /* past its reminder */
	ck_assert_int_eq(sim->shows, 1);
	sim_server(sim, FALSE);
	sim_server(sim, TRUE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 1);
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 2);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE value = 'some'"), 1);
}
END_TEST

/* --- the server --- */

START_TEST(without_a_server_it_waits_and_a_new_one_shows_it_once)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	sim_server(sim, FALSE);
	sim_run(sim, "2026-11-23 21:35");
	ck_assert_int_eq(sim->shows, 0);
	sim_server(sim, TRUE);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	sim_server(sim, FALSE);
	sim_server(sim, TRUE);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	ck_assert_int_eq(sim->shows, 2);
}
END_TEST

START_TEST(a_server_that_goes_while_the_row_is_written_is_waited_for)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	sim_pass(sim, MINUTES(30));
	app_wake(sim->app);
	sim_server(sim, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 0);
	sim_server(sim, TRUE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 1);
}
END_TEST

START_TEST(what_lost_its_server_before_its_row_was_written_keeps_its_distance_when_it_comes)
{
	g_autoptr(Sim) sim = begun("[steady]\nquiet = none\nbudget = 50\napart = 20min\n"
	                           "[nudge a]\nwhen = 09:00\nexpires = 2h\n[nudge b]\nwhen = 09:25\nexpires = 1h\n",
	                           "2026-11-23 08:30");

	sim_disk_full(sim, TRUE);
	sim_run(sim, "2026-11-23 09:01");
	sim_server(sim, FALSE);
	sim_disk_full(sim, FALSE);
	sim_run(sim, "2026-11-23 09:15");
	sim_server(sim, TRUE);
	sim_settle(sim);
	ck_assert_int_eq(sim->shows, 1);
	sim_run(sim, "2026-11-23 09:34");
	ck_assert_int_eq(sim->shows, 1);
	sim_run(sim, "2026-11-23 09:36");
	ck_assert_int_eq(sim->shows, 2);
}
END_TEST

/* --- settings --- */

START_TEST(a_bad_file_leaves_the_last_good_one_in_force_and_is_told_once)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	sim_write_settings(sim, "[nudge n]\nwhen = nonsense\n");
	app_settings_changed(sim->app);
	app_settings_changed(sim->app);
	ck_assert_int_eq(sim->tells, 1);
	ck_assert_str_ne(app_settings_problem(sim->app), "");
	sim_run(sim, "2026-11-23 09:01");
	ck_assert_int_eq(sim->shows, 1);
	sim_write_settings(sim, PLAIN);
	app_settings_changed(sim->app);
	ck_assert_str_eq(app_settings_problem(sim->app), "");
}
END_TEST

START_TEST(bad_from_the_start_nothing_is_scheduled_until_it_is_good)
{
	g_autoptr(Sim) sim = begun("[nonsense]\n", "2026-11-23 08:00");

	ck_assert_int_eq(sim->tells, 1);
	ck_assert_int_eq(app_next(sim->app), 0);
	sim_write_settings(sim, NUDGE);
	app_settings_changed(sim->app);
	sim_run(sim, "2026-11-23 09:01");
	ck_assert_int_eq(sim->shows, 1);
}
END_TEST

START_TEST(a_check_in_under_way_outlives_a_reload_and_its_schedule)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=some");
	sim_settle(sim);
	sim_write_settings(sim, PLAIN);
	ck_assert(app_reload(sim->app, NULL));
	sim_press(sim, 1, "=no");
	sim_settle(sim);
	sim_press(sim, 1, "=");
	sim_settle(sim);
	expect_outcome(sim, 1, "answered");
}
END_TEST

START_TEST(a_reload_while_an_answer_is_written_is_safe)
{
	g_autoptr(Sim) sim = asked();

	sim_press(sim, 1, "=some");
	sim_turn(sim);
	ck_assert(app_reload(sim->app, NULL));
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(days_draws_are_kept_and_not_for_ever)
{
	g_autoptr(Sim) sim =
		begun(PLAIN "[nudge n]\nwhen = 3 times between 10:00 and 20:00\nexpires = 5min\n", "2026-11-01 08:00");

	sim_run(sim, "2026-11-21 08:00");
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 60);
	ck_assert_int_ge(sim_count(sim, "SELECT count(*) FROM draw"), 20); /* the store keeps them */
}
END_TEST

/* --- what the person asks for --- */

typedef struct Replied {
	int times;
	gint64 id;
	char *next;
	GQuark domain;
	int code;
} Replied;

static void replied_clear(Replied *replied)
{
	g_free(replied->next);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Replied, replied_clear)

static void note_reply(gpointer data, gint64 id, const char *next, const GError *error)
{
	Replied *replied = data;

	replied->times++;
	replied->id = id;
	g_free(replied->next);
	replied->next = g_strdup(next);
	replied->code = error ? error->code : -1;
	replied->domain = error ? error->domain : 0;
}

START_TEST(shown_now_it_says_its_number_once_it_is_written)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 03:00");
	g_auto(Replied) replied = { 0 };

	app_show_now(sim->app, "checkin/evening", note_reply, &replied);
	ck_assert_int_eq(replied.times, 0);
	sim_settle(sim);
	ck_assert_int_eq(replied.times, 1);
	ck_assert_int_eq(replied.id, 1);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	app_show_now(sim->app, "checkin/none", note_reply, &replied);
	ck_assert_int_eq(replied.code, APP_ERROR_NO_SCHEDULE);
}
END_TEST

START_TEST(a_command_answers_and_hears_what_comes_next)
{
	g_autoptr(Sim) sim = asked();
	g_auto(Replied) replied = { 0 };

	app_answer(sim->app, 1, "", "rubbish", note_reply, &replied);
	ck_assert_int_eq(replied.code, APP_ERROR_ANSWER);
	app_answer(sim->app, 77, "", "some", note_reply, &replied);
	sim_settle(sim);
	ck_assert_int_eq(replied.code, APP_ERROR_NO_PROMPT);
	app_answer(sim->app, 1, "", "some", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "need-alone");
	app_answer(sim->app, 1, "need-alone", "no", note_reply, &replied);
	sim_settle(sim);
	app_answer(sim->app, 1, "regained", "a long walk", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "");
	ck_assert_int_eq(replied.times, 5);
	expect_outcome(sim, 1, "answered");
}
END_TEST

START_TEST(an_answer_to_what_is_over_is_kept_as_late)
{
	g_autoptr(Sim) sim = asked();
	g_auto(Replied) replied = { 0 };

	sim_run(sim, "2026-11-23 23:59");
	app_answer(sim->app, 1, "need-alone", "some", note_reply, &replied);
	sim_settle(sim);
	ck_assert_int_eq(replied.code, APP_ERROR_ANSWER);
	app_answer(sim->app, 1, "", "some", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "need-alone");
	app_answer(sim->app, 1, "need-alone", "no", note_reply, &replied);
	sim_settle(sim);
	app_answer(sim->app, 1, "", "skip", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "");
	app_answer(sim->app, 1, "", "skip", note_reply, &replied);
	sim_settle(sim);
	ck_assert_int_eq(replied.code, APP_ERROR_NO_PROMPT);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE late = 1"), 3);
	ck_assert_int_eq(sim_count(sim, "SELECT count(DISTINCT begun) FROM response"), 1);
	expect_outcome(sim, 1, "expired");
}
END_TEST

/* Takes the latest answer back, as `steady undo` does beside the daemon. */
static void undo(Sim *sim)
{
	Withdrawn withdrawn = { 0 };
	g_autoptr(GError) error = NULL;

	ck_assert_msg(store_withdraw(sim->store, sim->now.wall, 0, NULL, &withdrawn, &error), "%s",
	              error ? error->message : "");
	withdrawn_clear(&withdrawn);
	app_refresh(sim->app);
	sim_settle(sim);
}

START_TEST(an_answer_that_was_taken_back_is_asked_again)
{
	g_autoptr(Sim) sim = asked();
	g_auto(Replied) replied = { 0 };

	app_answer(sim->app, 1, "", "some", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "need-alone");
	undo(sim);
	sim_press(sim, 1, "=strong");
	sim_settle(sim);
	ck_assert_int_eq(sim_count(sim, "SELECT number FROM response WHERE withdrawn IS NULL"), 100);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE item = 'missing-calm'"), 2);
	app_answer(sim->app, 1, "need-alone", "no", note_reply, &replied);
	sim_settle(sim);
	ck_assert_str_eq(replied.next, "regained");
}
END_TEST

/* However it ends, whoever waits is answered. */
static void end_by_kill(Sim *sim)
{
	sim_kill(sim);
}

static void end_by_stop(Sim *sim)
{
	sim_stop(sim);
}

static void expire_meanwhile(Sim *sim)
{
	sim_disk_full(sim, TRUE);
	sim_run(sim, "2026-11-23 23:59");
	sim_disk_full(sim, FALSE);
	sim_settle(sim);
}

static void (*const ends[])(Sim *) = { end_by_kill, end_by_stop, expire_meanwhile };

START_TEST(whoever_waits_for_an_answer_gets_one)
{
	g_autoptr(Sim) sim = asked();
	g_auto(Replied) replied = { 0 };

	app_answer(sim->app, 1, "", "some", note_reply, &replied);
	ends[_i](sim);
	ck_assert_int_eq(replied.times, 1);
}
END_TEST

START_TEST(paused_nothing_comes_and_the_end_is_told)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	app_pause(sim->app, HOURS(2));
	sim_run(sim, "2026-11-23 09:30");
	ck_assert_int_eq(sim->shows, 0);
	ck_assert_str_eq(app_unavailable(sim->app), "paused");
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_str_eq(app_unavailable(sim->app), "paused");
	sim_run(sim, "2026-11-23 10:01");
	ck_assert_str_eq(app_unavailable(sim->app), "");
	ck_assert_int_eq(app_paused_until(sim->app), 0);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM pending"), 0); /* over for good */
}
END_TEST

/* --- hidden --- */

START_TEST(hidden_what_is_on_the_screen_goes_and_comes_back_with_resume)
{
	g_autoptr(Sim) sim = asked();

	app_hide(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	ck_assert_str_eq(app_unavailable(sim->app), "paused");
	sim_run(sim, "2026-11-23 21:35");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	app_resume(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	press_all(sim, 1);
	expect_outcome(sim, 1, "answered");
}
END_TEST

static void by_asking(Sim *sim)
{
	app_show_now(sim->app, "checkin/evening", ignore_reply, NULL);
}

static void by_an_urge(Sim *sim)
{
	app_begin_urge(sim->app, 8, ignore_reply, NULL);
}

static void by_bad_settings(Sim *sim)
{
	sim_write_settings(sim, "[steady]\nbudget = many\n");
	app_settings_changed(sim->app);
}

static void by_a_full_disk(Sim *sim)
{
	sim_disk_full(sim, TRUE);
	by_asking(sim);
	sim_run_to(sim, sim->now.wall + MINUTES(1));
	sim_disk_full(sim, FALSE);
}

static void by_its_hour(Sim *sim)
{
	sim_run(sim, "2026-11-23 22:00");
}

static void by_a_pause_that_ends(Sim *sim)
{
	app_pause(sim->app, MINUTES(1));
	by_its_hour(sim);
}

static void by_a_new_server(Sim *sim)
{
	by_asking(sim);
	sim_server(sim, FALSE);
	sim_settle(sim);
	sim_server(sim, TRUE);
}

static void by_a_new_life(Sim *sim)
{
	by_asking(sim);
	sim_settle(sim);
	sim_kill(sim);
	sim_start(sim);
}

static void (*const temptations[])(Sim *sim) = {
	by_asking,   by_an_urge,           by_bad_settings, by_a_full_disk,
	by_its_hour, by_a_pause_that_ends, by_a_new_server, by_a_new_life,
};

START_TEST(hidden_nothing_at_all_is_shown_until_resumed)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	app_hide(sim->app);
	sim_settle(sim);
	temptations[_i](sim);
	sim_settle(sim);
	sim_run_to(sim, sim->now.wall + MINUTES(5));
	ck_assert_int_eq(sim->shows + sim->tells, 0);
	ck_assert_int_eq(app_paused_until(sim->app), TIME_NEVER);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM pending WHERE kind = 'hidden'"), 1);
}
END_TEST

/* As by `steady hide` where that is what starts the daemon. */
START_TEST(hidden_before_the_store_was_read_it_is_hidden)
{
	g_autoptr(Sim) sim = sim_new(NUDGE, "2026-11-23 08:59");

	sim_start(sim);
	app_hide(sim->app);
	sim_run(sim, "2026-11-23 09:10");
	ck_assert(app_is_hidden(sim->app));
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM pending WHERE kind = 'hidden'"), 1);
}
END_TEST

START_TEST(what_was_on_its_way_when_it_was_hidden_does_not_stay_on_the_screen)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	app_show_now(sim->app, "checkin/evening", ignore_reply, NULL);
	for (int turns = _i; turns > 0; turns--)
		sim_turn(sim);
	app_hide(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	app_resume(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

/* A server that refuses the reminder leaves what it stood for on the screen. */
START_TEST(hidden_it_goes_from_the_screen_where_the_last_card_was_refused)
{
	g_autoptr(Sim) sim = asked();

	sim->refusals = 1;
	sim_run(sim, "2026-11-23 21:51");
	ck_assert_int_eq(sim->refusals, 0);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	app_hide(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
}
END_TEST

static void another_program(Sim *sim, gboolean (*does)(Store *store, const Moment *now))
{
	g_autoptr(Store) store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 100, NULL);

	ck_assert(does(store, &sim->now));
	app_refresh(sim->app);
}

static gboolean waits_with_an_urge(Store *store, const Moment *now)
{
	Deadline until = deadline_after(now, MINUTES(15));
	gint64 urge = store_begin_urge(store, now->wall, 3600, 7, NULL);

	return urge && store_delay_urge(store, urge, MINUTES(15), &until, NULL);
}

START_TEST(when_the_delay_of_an_urge_is_over_it_asks_again_whatever_the_hour)
{
	g_autoptr(Sim) sim = begun("[steady]\nquiet = 00:00..23:59\nbudget = 1\n", "2026-11-23 03:00");

	another_program(sim, waits_with_an_urge);
	app_refresh(sim->app);
	app_refresh(sim->app);
	sim_run(sim, "2026-11-23 03:14");
	ck_assert_int_eq(sim->shows, 0);
	sim_run(sim, "2026-11-23 03:16");
	ck_assert_int_eq(sim->shows, 1);
	ck_assert_int_eq(
		sim_count(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1' AND content = 'after'"), 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM pending WHERE kind <> 'later'"), 0);
}
END_TEST

START_TEST(the_delay_of_an_urge_is_asked_about_once_whenever_the_store_is_read)
{
	for (int turns_before = 0; turns_before < 6; turns_before++) {
		g_autoptr(Sim) sim = begun(PLAIN, "2026-11-23 03:00");

		another_program(sim, waits_with_an_urge);
		sim_settle(sim);
		sim_pass(sim, MINUTES(15));
		app_refresh(sim->app); /* reads the delay, which ends before the answer is there */
		for (int i = 0; i < turns_before; i++)
			sim_turn(sim);
		app_wake(sim->app);
		sim_settle(sim);
		ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 1);
		ck_assert_int_eq(sim->shows, 1);
	}
}
END_TEST

START_TEST(a_kill_loses_no_urge_that_waits)
{
	for (int turns_before = 0; turns_before < 6; turns_before++) {
		g_autoptr(Sim) sim = begun(PLAIN, "2026-11-23 03:00");

		another_program(sim, waits_with_an_urge);
		sim_settle(sim);
		sim_pass(sim, MINUTES(15));
		app_wake(sim->app);
		for (int i = 0; i < turns_before; i++)
			sim_turn(sim);
		sim_kill(sim);
		sim_start(sim);
		sim_settle(sim);
		ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 1);
		ck_assert_uint_eq(sim_on_screen(sim, 0), 1);
	}
}
END_TEST

START_TEST(what_the_app_does_meanwhile_is_not_undone_by_what_was_read)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	app_refresh(sim->app);
	app_pause(sim->app, HOURS(4)); /* after the question, before its answer */
	sim_settle(sim);
	ck_assert_str_eq(app_unavailable(sim->app), "paused");
}
END_TEST

/* --- what is broken --- */

START_TEST(without_its_article_a_nudge_is_a_row_and_the_next_one_goes_on)
{
	g_autoptr(Sim) sim = begun(NUDGE "topics = routine\n", "2026-11-23 08:00");
	g_auto(Replied) replied = { 0 };
	g_autofree char *empty = g_build_filename(sim->home, "share", NULL);
	g_autofree char *settings = g_strconcat(PLAIN, "[nudge n]\nwhen = 09:00\n", NULL);

	g_free(sim->paths->share);
	sim->paths->share = g_strdup(empty);
	g_mkdir_with_parents(empty, 0700);
	sim_write_settings(sim, settings);
	ck_assert(app_reload(sim->app, NULL));
	sim_run(sim, "2026-11-23 09:30");
	ck_assert_int_eq(sim->shows, 0);
	ck_assert_int_eq(
		sim_count(sim, "SELECT count(*) FROM decision WHERE reason = 'no-content' AND outcome = 'dropped'"), 1);
	app_show_now(sim->app, "nudge/n", note_reply, &replied);
	sim_settle(sim);
	ck_assert_int_eq(replied.times, 1);
	ck_assert_int_eq(replied.code, APP_ERROR_NO_SCHEDULE);
	sim_server(sim, FALSE);
	sim_server(sim, TRUE);
	sim_settle(sim);
}
END_TEST

START_TEST(another_store_in_its_place_is_read_afresh)
{
	g_autoptr(Sim) sim = asked();

	g_clear_pointer(&sim->store, store_close);
	sim_store_remove(sim);
	sim_press(sim, 1, "=some");
	sim_turn(sim);
	app_store_replaced(sim->app);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM response WHERE value = 'some'"), 1);
	sim_run(sim, "2026-11-24 21:31");
	ck_assert_uint_eq(sim_on_screen(sim, 0), 1);
}
END_TEST

/* The clock was set back far, and wakes at the same microsecond: that is another life of the moment, and not the same row come through. */
START_TEST(a_moment_lived_again_to_the_microsecond_is_decided_anew)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:00");

	sim_run(sim, "2026-11-23 09:01");
	sim_press(sim, 1, "read");
	sim_run(sim, "2026-11-23 09:10");
	sim->now.wall -= HOURS(6);
	app_wake(sim->app);
	sim_run(sim, "2026-11-23 09:01");
	ck_assert_uint_eq(sim_on_screen(sim, 1), 0);
	ck_assert_uint_eq(sim_on_screen(sim, 2), 1);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision"), 2);
}
END_TEST

START_TEST(a_journey_moves_the_hours)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 12:00");

	g_free(sim->zone);
	sim->zone = g_strdup("America/New_York");
	app_zone_changed(sim->app);
	ck_assert_int_eq(app_next(sim->app), sim_at(sim, "2026-11-23 21:30"));
}
END_TEST

/* What was counted from lies ahead then, and nothing tells by how much: another boot. */
START_TEST(an_interval_goes_on_after_a_restart_and_a_clock_set_far_back)
{
	g_autoptr(Sim) sim =
		begun(PLAIN "[nudge n]\nwhen = every 3h between 09:00 and 18:00\nexpires = 5min\n", "2026-11-23 08:00");
	int shows;

	sim_run(sim, "2026-11-23 20:00");
	sim_power_off(sim);
	sim_start(sim);
	sim_settle(sim);
	sim_run(sim, "2026-11-23 20:30");
	shows = sim->shows;
	sim->now.wall -= HOURS(12);
	app_wake(sim->app);
	sim_run(sim, "2026-11-23 12:01");
	ck_assert_int_eq(sim->shows, shows + 2);
}
END_TEST

/* With the span it takes to settle afterwards, and what is said meanwhile. */
static const struct {
	const char *away, *until, *said;
} absences[] = {
	{ "locked", "2026-11-23 21:45:30", "settling" }, { "asleep", "2026-11-23 21:45:30", "settling" },
	{ "do-not-disturb", "2026-11-23 21:45", "" },    { "away", "2026-11-23 21:45", "" },
	{ PRESENCE_STARTING, "2026-11-23 21:45", "" },
};

START_TEST(who_is_not_there_is_asked_when_they_are_back_and_have_settled)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	app_present(sim->app, absences[_i].away);
	ck_assert_str_eq(app_unavailable(sim->app), absences[_i].away);
	sim_run(sim, "2026-11-23 21:45");
	ck_assert_int_eq(sim->shows, 0);
	app_present(sim->app, NULL);
	ck_assert_str_eq(app_unavailable(sim->app), absences[_i].said);
	sim_run_to(sim, sim_at(sim, absences[_i].until) - 1);
	ck_assert_int_eq(sim->shows, *absences[_i].said == '\0');
	sim_run(sim, absences[_i].until);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
	ck_assert_str_eq(app_unavailable(sim->app), "");
}
END_TEST

/* From the lock into do-not-disturb: back is who has unlocked. */
START_TEST(who_settles_behind_do_not_disturb_has_settled_when_that_ends)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	app_present(sim->app, "locked");
	sim_run(sim, "2026-11-23 21:40");
	app_present(sim->app, "do-not-disturb");
	sim_run(sim, "2026-11-23 21:45");
	app_present(sim->app, NULL);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(a_nudge_that_is_due_while_nobody_is_known_to_be_there_is_not_let_go)
{
	g_autoptr(Sim) sim = begun(NUDGE, "2026-11-23 08:59");

	app_present(sim->app, PRESENCE_STARTING);
	sim_run(sim, "2026-11-23 09:00:01");
	ck_assert_int_eq(sim->shows, 0);
	app_present(sim->app, NULL);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

START_TEST(what_the_person_asks_for_comes_while_they_settle)
{
	g_autoptr(Sim) sim = begun(EVENING, "2026-11-23 21:00");

	app_present(sim->app, "locked");
	app_present(sim->app, NULL);
	app_show_now(sim->app, "checkin/evening", ignore_reply, NULL);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 1), 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("app");
	TCase *tests = tcase_create("over simulated edges");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, a_check_in_goes_from_its_hour_to_its_rows);
	tcase_add_test(tests, the_row_is_written_before_anything_is_shown);
	tcase_add_loop_test(tests, delayed_by_the_disk_a_prompt_keeps_the_rules_of_when_it_comes, 0,
	                    G_N_ELEMENTS(delayed));
	tcase_add_test(tests, the_next_question_waits_until_the_answer_is_durable);
	tcase_add_test(tests, pressed_twice_it_is_one_answer);
	tcase_add_test(tests, a_nudge_opens_its_page);
	tcase_add_test(tests, each_nudge_has_another_article);
	tcase_add_test(tests, unanswered_it_is_reminded_of_once_and_expires);
	tcase_add_test(tests, waved_away_it_is_asked_once_more_and_then_let_be);
	tcase_add_test(tests, later_is_later);
	tcase_add_loop_test(tests, a_kill_anywhere_leaves_one_bubble_and_one_row, 0, G_N_ELEMENTS(kills));
	tcase_add_test(tests, a_kill_after_an_answer_goes_on_with_the_next_question);
	tcase_add_test(tests, a_button_that_the_question_does_not_have_is_no_answer);
	tcase_add_test(tests, a_kill_between_the_last_answer_and_the_end_is_an_answered_one);
	tcase_add_test(tests, a_reminder_outlives_a_restart);
	tcase_add_test(tests, a_snooze_outlives_a_kill);
	tcase_add_test(tests, the_end_takes_all_off_the_screen_and_writes_what_it_has);
	tcase_add_test(tests, closed_before_its_row_was_written_its_end_is_not_forgotten);
	tcase_add_test(tests, a_question_whose_answer_waits_for_the_disk_is_not_asked_again);
	tcase_add_test(tests, without_a_server_it_waits_and_a_new_one_shows_it_once);
	tcase_add_test(tests, a_server_that_goes_while_the_row_is_written_is_waited_for);
	tcase_add_test(tests, what_lost_its_server_before_its_row_was_written_keeps_its_distance_when_it_comes);
	tcase_add_test(tests, a_bad_file_leaves_the_last_good_one_in_force_and_is_told_once);
	tcase_add_test(tests, bad_from_the_start_nothing_is_scheduled_until_it_is_good);
	tcase_add_test(tests, a_check_in_under_way_outlives_a_reload_and_its_schedule);
	tcase_add_test(tests, a_reload_while_an_answer_is_written_is_safe);
	tcase_add_test(tests, days_draws_are_kept_and_not_for_ever);
	tcase_add_test(tests, shown_now_it_says_its_number_once_it_is_written);
	tcase_add_test(tests, a_command_answers_and_hears_what_comes_next);
	tcase_add_test(tests, an_answer_to_what_is_over_is_kept_as_late);
	tcase_add_test(tests, an_answer_that_was_taken_back_is_asked_again);
	tcase_add_loop_test(tests, whoever_waits_for_an_answer_gets_one, 0, G_N_ELEMENTS(ends));
	tcase_add_test(tests, paused_nothing_comes_and_the_end_is_told);
	tcase_add_test(tests, hidden_what_is_on_the_screen_goes_and_comes_back_with_resume);
	tcase_add_test(tests, hidden_it_goes_from_the_screen_where_the_last_card_was_refused);
	tcase_add_loop_test(tests, hidden_nothing_at_all_is_shown_until_resumed, 0, G_N_ELEMENTS(temptations));
	tcase_add_test(tests, hidden_before_the_store_was_read_it_is_hidden);
	tcase_add_loop_test(tests, what_was_on_its_way_when_it_was_hidden_does_not_stay_on_the_screen, 0, 6);
	tcase_add_test(tests, when_the_delay_of_an_urge_is_over_it_asks_again_whatever_the_hour);
	tcase_add_test(tests, the_delay_of_an_urge_is_asked_about_once_whenever_the_store_is_read);
	tcase_add_test(tests, a_kill_loses_no_urge_that_waits);
	tcase_add_test(tests, what_the_app_does_meanwhile_is_not_undone_by_what_was_read);
	tcase_add_test(tests, without_its_article_a_nudge_is_a_row_and_the_next_one_goes_on);
	tcase_add_test(tests, another_store_in_its_place_is_read_afresh);
	tcase_add_test(tests, a_moment_lived_again_to_the_microsecond_is_decided_anew);
	tcase_add_test(tests, a_journey_moves_the_hours);
	tcase_add_test(tests, an_urge_that_another_program_wrote_is_followed);
	tcase_add_loop_test(tests, an_answer_that_was_taken_back_is_not_followed, 0, 2);
	tcase_add_test(tests, over_a_kill_an_event_is_followed_once);
	tcase_add_test(tests, a_clock_set_forward_lets_no_event_be_followed_twice);
	tcase_add_test(tests, a_missed_check_in_is_followed);
	tcase_add_test(tests, why_a_prompt_is_held_is_noted_as_it_changes);
	tcase_add_test(tests, what_chance_silences_has_its_row);
	tcase_add_test(tests, an_interval_goes_on_over_a_kill);
	tcase_add_test(tests, an_interval_goes_on_after_a_restart_and_a_clock_set_far_back);
	tcase_add_loop_test(tests, who_is_not_there_is_asked_when_they_are_back_and_have_settled, 0,
	                    G_N_ELEMENTS(absences));
	tcase_add_test(tests, who_settles_behind_do_not_disturb_has_settled_when_that_ends);
	tcase_add_test(tests, a_nudge_that_is_due_while_nobody_is_known_to_be_there_is_not_let_go);
	tcase_add_test(tests, what_the_person_asks_for_comes_while_they_settle);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
