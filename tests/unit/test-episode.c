/* test-episode.c - an urge without a terminal, over simulated edges: killed and cut off anywhere, nothing of it is lost or asked twice. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/store-urges.h"
#include "tests/sim/sim.h"

#define NIGHT "[steady]\nquiet = 00:00..23:59\nbudget = 1\napart = 24h\n"
#define PULL "[checkin pull]\nwhen = 2199-01-01 03:00\nprotocol = urge\n"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sim, sim_free)

static Sim *begun(const char *settings)
{
	Sim *sim = sim_new(settings, "2026-11-23 03:00");

	sim_start(sim);
	sim_settle(sim);
	return sim;
}

static void pass(Sim *sim, int minutes)
{
	sim_run_to(sim, sim->now.wall + MINUTES(minutes));
	sim_settle(sim);
}

static void press(Sim *sim, const char *key)
{
	sim_press(sim, sim_last(sim), key);
	sim_settle(sim);
}

static gint64 number(Sim *sim, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gint64 number(Sim *sim, const char *format, ...)
{
	g_autofree char *sql = NULL;
	va_list args;

	va_start(args, format);
	sql = g_strdup_vprintf(format, args);
	va_end(args);
	return sim_count(sim, sql);
}

static gint64 open_about(Sim *sim, const char *schedule)
{
	return number(sim, "SELECT count(*) FROM decision WHERE closed IS NULL AND schedule = '%s'", schedule);
}

static void ignore(gpointer data, gint64 id, const char *next, const GError *error)
{
}

/* With its strength known, the wait chosen, and the rest let be. */
static Sim *waiting(void)
{
	Sim *sim = begun(NIGHT);

	app_begin_urge(sim->app, 8, NULL, NULL);
	sim_settle(sim);
	press(sim, "=yes");
	return sim;
}

START_TEST(it_is_asked_about_at_its_moments_whatever_the_hour)
{
	g_autoptr(Sim) sim = waiting();
	const int minutes[] = { 1, 4, 10 };
	const char *const asked[] = { "urge/1/again", "urge/1/again", "urge/1" };

	for (guint i = 0; i < G_N_ELEMENTS(minutes); i++) {
		pass(sim, minutes[i]);
		ck_assert_int_eq(open_about(sim, asked[i]), 1);
		ck_assert_uint_eq(sim_on_screen(sim, sim_last(sim)), 1);
	}
	ck_assert_int_eq(open_about(sim, "urge/1/again"), 0); /* what nobody answered makes room */
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE schedule LIKE 'urge/1%%'"), 4);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM pending WHERE kind <> 'later'"), 0);
}
END_TEST

START_TEST(a_check_in_that_found_it_strong_begins_it_and_its_strength_is_known)
{
	g_autoptr(Sim) sim = begun(NIGHT PULL);

	app_show_now(sim->app, "checkin/pull", ignore, NULL);
	sim_settle(sim);
	press(sim, "=strong");
	press(sim, "7..10");
	press(sim, "8..9");
	press(sim, "=9");
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge"), 0);
	pass(sim, 1);
	press(sim, "=yes");
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE outcome = 'answered'"), 1);
	ck_assert_int_eq(open_about(sim, "urge/1/opening"), 1);
	ck_assert_int_eq(number(sim, "SELECT intensity FROM rating WHERE urge = 1"), 9);
	ck_assert_ptr_nonnull(strstr(sim_bubble(sim, sim_last(sim))->card->body, "Leave it for a while"));
}
END_TEST

/* However far it came: the first questions are asked, or what is asked on the way is, and of several urges none. */
START_TEST(killed_anywhere_in_its_beginning_it_is_asked_about_once)
{
	g_autoptr(Sim) sim = begun(NIGHT);

	app_begin_urge(sim->app, 8, NULL, NULL);
	for (int i = 0; i < _i; i++)
		sim_turn(sim);
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	pass(sim, 2);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE closed IS NULL"),
	                 number(sim, "SELECT count(*) FROM urge"));
	ck_assert_int_le(number(sim, "SELECT count(*) FROM rating"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 0), (guint)number(sim, "SELECT count(*) FROM urge"));
}
END_TEST

START_TEST(a_wait_that_was_chosen_is_never_lost_to_a_kill)
{
	g_autoptr(Sim) sim = begun(NIGHT);

	app_begin_urge(sim->app, 8, NULL, NULL);
	sim_settle(sim);
	sim_press(sim, sim_last(sim), "=yes");
	for (int i = 0; i < _i; i++)
		sim_turn(sim);
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_int_ge(number(sim, "SELECT count(*) FROM pending WHERE kind = 'delay'"),
	                 number(sim, "SELECT count(*) FROM response WHERE item = 'wait'"));
	ck_assert_int_eq(open_about(sim, "urge/1/opening"), 1);
}
END_TEST

START_TEST(killed_while_it_asks_on_the_way_it_asks_no_question_twice_and_asks_at_the_end)
{
	g_autoptr(Sim) sim = waiting();

	sim_pass(sim, MINUTES(1));
	app_wake(sim->app);
	for (int i = 0; i < _i; i++)
		sim_turn(sim);
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	pass(sim, 0);
	ck_assert_int_le(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1/again'"), 1);
	pass(sim, 20);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1'"), 1);
	ck_assert_int_le(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1/again'"), 2);
}
END_TEST

START_TEST(after_a_reboot_it_goes_on_by_the_wall)
{
	g_autoptr(Sim) sim = waiting();

	sim_power_off(sim);
	sim->now.wall += MINUTES(3);
	sim->now.boot = MINUTES(1);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_int_eq(open_about(sim, "urge/1/again"), 1);
	pass(sim, 2);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1/again'"), 2);
	pass(sim, 10);
	ck_assert_int_eq(open_about(sim, "urge/1"), 1);
}
END_TEST

START_TEST(while_a_terminal_asks_nothing_is_asked_here_and_then_all_that_is_left)
{
	g_autoptr(Sim) sim = waiting();

	app_hold_urge(sim->app, 1, TRUE);
	sim_settle(sim);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	pass(sim, 16);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	app_hold_urge(sim->app, 1, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE closed IS NULL"), 1);
	ck_assert_int_eq(open_about(sim, "urge/1"), 1);
}
END_TEST

START_TEST(the_day_after_it_is_asked_by_the_rules_of_what_the_daemon_begins)
{
	g_autoptr(Sim) sim = begun("[steady]\nquiet = 00:00..08:00\nbudget = 5\napart = 0\n");

	app_begin_urge(sim->app, 3, NULL, NULL);
	sim_settle(sim);
	press(sim, "=no");
	pass(sim, 24 * 60 + 30); /* 03:30 of the next day */
	ck_assert_int_eq(open_about(sim, "urge/1/later"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	sim_run(sim, "2026-11-24 08:01");
	ck_assert_uint_eq(sim_on_screen(sim, sim_last(sim)), 1);
	press(sim, "=smaller");
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge WHERE later = 'smaller'"), 1);
	pass(sim, 3 * 24 * 60);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1/later'"), 1);
}
END_TEST

static Store *by_others(Sim *sim)
{
	Store *store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 1000, NULL);

	ck_assert_ptr_nonnull(store);
	return store;
}

/* What a terminal writes before the wait is offered: how strong it is, one word, and until when it is the terminal's to ask. */
static Sim *broken_off(int after)
{
	Sim *sim = begun(NIGHT);
	Deadline safe = deadline_after(&sim->now, MINUTES(1));
	Store *store = by_others(sim);

	ck_assert(store_begin_urge(store, sim->now.wall, 0, 8, NULL) == 1 &&
	          store_note_urge(store, 1, NOTE_FEELING, "sad", NULL) && store_ask_urge_again(store, 1, &safe, NULL));
	store_close(store);
	app_refresh(sim->app);
	sim_settle(sim);
	app_hold_urge(sim->app, 1, TRUE);
	pass(sim, after);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	app_hold_urge(sim->app, 1, FALSE);
	sim_settle(sim);
	return sim;
}

START_TEST(broken_off_before_the_wait_was_offered_it_is_offered_and_nothing_is_asked_twice)
{
	g_autoptr(Sim) sim = broken_off(3);

	ck_assert_int_eq(open_about(sim, "urge/1/opening"), 1);
	ck_assert_ptr_nonnull(strstr(sim_bubble(sim, sim_last(sim))->card->body, "Leave it for a while"));
	ck_assert_ptr_nonnull(strstr(sim_bubble(sim, sim_last(sim))->card->body, "past waves"));
	press(sim, "=yes");
	ck_assert_ptr_nonnull(strstr(sim_bubble(sim, sim_last(sim))->card->body, "What set it off?"));
	sim_kill(sim);
	sim_start(sim);
	sim_settle(sim);
	ck_assert_ptr_nonnull(strstr(sim_bubble(sim, sim_last(sim))->card->body, "What set it off?"));
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM rating"), 1);
}
END_TEST

START_TEST(broken_off_long_ago_no_wait_is_offered_any_more)
{
	g_autoptr(Sim) sim = broken_off(4 * 60);

	ck_assert_uint_eq(sim_on_screen(sim, 0), 0);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM pending WHERE kind = 'again'"), 0);
}
END_TEST

/* The terminal has asked, written so, and is gone before that was read here. */
START_TEST(what_stood_in_the_terminal_is_not_asked_here_before_the_store_was_read)
{
	g_autoptr(Sim) sim = waiting();
	Deadline next;
	Store *store;

	app_hold_urge(sim->app, 1, TRUE);
	sim_settle(sim);
	sim_pass(sim, MINUTES(1));
	next = deadline_after(&sim->now, MINUTES(4));
	store = by_others(sim);
	ck_assert(store_ask_urge_again(store, 1, &next, NULL));
	store_close(store);
	app_hold_urge(sim->app, 1, FALSE);
	sim_settle(sim);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM decision WHERE schedule = 'urge/1/again'"), 0);
	pass(sim, 4);
	ck_assert_int_eq(open_about(sim, "urge/1/again"), 1);
}
END_TEST

START_TEST(the_wait_is_stopped_by_a_button_and_the_end_is_asked_at_once)
{
	g_autoptr(Sim) sim = waiting();

	for (const char *const *key = (const char *const[]){ "=sad", "=seen", "=more", "=news", NULL }; *key; key++)
		press(sim, *key);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge WHERE feeling = 'sad' AND cue = 'news'"), 1);
	pass(sim, 1);
	for (const char *const *key =
	             (const char *const[]){ "4..6", "=5", "=yes", "=yes", "0..3", "1..2", "=2", "=stop", NULL };
	     *key; key++)
		press(sim, *key);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge WHERE sort = 'both' AND forecast = 2"), 1);
	ck_assert_int_eq(open_about(sim, "urge/1"), 1);
	ck_assert_ptr_nonnull(
		strstr(sim_bubble(sim, sim_last(sim))->card->body, "What did you do")); /* its strength is known */
	press(sim, "=no");
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge WHERE acted = 'no'"), 1);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM pending WHERE kind <> 'later'"), 0);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM rating"), 2);
}
END_TEST

START_TEST(without_room_on_the_disk_it_waits_and_then_begins)
{
	g_autoptr(Sim) sim = begun(NIGHT);

	sim_disk_full(sim, TRUE);
	app_begin_urge(sim->app, 8, NULL, NULL);
	pass(sim, 5);
	sim_disk_full(sim, FALSE);
	pass(sim, 5);
	ck_assert_int_eq(number(sim, "SELECT count(*) FROM urge"), 1);
	ck_assert_uint_eq(sim_on_screen(sim, 0), 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("episode");
	TCase *tests = tcase_create("over simulated edges");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, it_is_asked_about_at_its_moments_whatever_the_hour);
	tcase_add_test(tests, a_check_in_that_found_it_strong_begins_it_and_its_strength_is_known);
	tcase_add_loop_test(tests, killed_anywhere_in_its_beginning_it_is_asked_about_once, 0, 14);
	tcase_add_loop_test(tests, a_wait_that_was_chosen_is_never_lost_to_a_kill, 0, 10);
	tcase_add_loop_test(tests, killed_while_it_asks_on_the_way_it_asks_no_question_twice_and_asks_at_the_end, 0,
	                    10);
	tcase_add_test(tests, after_a_reboot_it_goes_on_by_the_wall);
	tcase_add_test(tests, while_a_terminal_asks_nothing_is_asked_here_and_then_all_that_is_left);
	tcase_add_test(tests, the_day_after_it_is_asked_by_the_rules_of_what_the_daemon_begins);
	tcase_add_test(tests, broken_off_before_the_wait_was_offered_it_is_offered_and_nothing_is_asked_twice);
	tcase_add_test(tests, broken_off_long_ago_no_wait_is_offered_any_more);
	tcase_add_test(tests, what_stood_in_the_terminal_is_not_asked_here_before_the_store_was_read);
	tcase_add_test(tests, the_wait_is_stopped_by_a_button_and_the_end_is_asked_at_once);
	tcase_add_test(tests, without_room_on_the_disk_it_waits_and_then_begins);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
