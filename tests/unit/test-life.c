/* test-life.c - days of a person's life with the real app and a real store, by chance, from one seed: answers, silences, a server
 * that comes and goes, a full disk, a kill at any turn, suspends, set clocks, journeys, edited settings.
 * STEADY_SEED=N runs one seed. */
#include <check.h>
#include <stdlib.h>

#include "tests/sim/sim.h"

#define SEEDS 8
#define EVENTS 150

static const char *const settings[] = {
	"[steady]\nquiet = 23:00..07:30\nbudget = 6\napart = 45min\n[checkin evening]\nwhen = 21:30\nprotocol = "
	"evening\nremind = 20min\n"
	"[nudge day]\nwhen = 3 times between 10:00 and 20:00, at least 1h apart\n",
	"[steady]\nquiet = none\nbudget = 40\napart = 0\n[checkin often]\nwhen = *:00/20\nprotocol = evening\nexpires "
	"= 2h\nremind = 10min\n"
	"[nudge often]\nwhen = *:10/30\nexpires = 15min\n",
	"[steady]\nquiet = 12:00..14:00\nbudget = 12\n[checkin urge]\nwhen = 09:00\nwhen = 17:00\nprotocol = "
	"urge\nexpires = 6h\n",
	"[nonsense\n",
};

static int roll(Sim *sim, int n)
{
	return g_rand_int_range(sim->chance, 0, n);
}

static gint64 some_span(Sim *sim, gint64 most)
{
	return (gint64)(g_rand_double(sim->chance) * most);
}

/* --- what happens --- */

static void press_something(Sim *sim)
{
	const SimBubble *bubble = sim->screen->len ? sim->screen->pdata[roll(sim, sim->screen->len)] : NULL;
	int actions = bubble && bubble->alive ? card_n_actions(bubble->card) : 0;
	g_autofree char *key = actions ? g_strdup(bubble->card->actions[roll(sim, actions)].key) : NULL;

	if (key)
		sim_press(sim, bubble->prompt, key);
}

static void wave_something_away(Sim *sim)
{
	const SimBubble *bubble = sim->screen->len ? sim->screen->pdata[roll(sim, sim->screen->len)] : NULL;

	if (bubble && bubble->alive)
		sim_wave_away(sim, bubble->prompt);
}

static void server_comes_or_goes(Sim *sim)
{
	sim_server(sim, roll(sim, 3) > 0);
}

static void disk_fills_or_has_room(Sim *sim)
{
	sim_disk_full(sim, roll(sim, 2));
}

static void killed(Sim *sim)
{
	for (int turns = roll(sim, 8); turns > 0; turns--)
		sim_turn(sim);
	sim_kill(sim);
	sim_pass(sim, roll(sim, 2) ? 0 : some_span(sim, HOURS(12)));
	sim_start(sim);
}

static void ended(Sim *sim)
{
	for (int turns = roll(sim, 8); turns > 0; turns--)
		sim_turn(sim);
	sim_disk_full(sim, FALSE);
	sim_stop(sim);
	sim_pass(sim, some_span(sim, HOURS(3)));
	sim_start(sim);
}

static void suspended(Sim *sim)
{
	sim_pass(sim, some_span(sim, HOURS(14)));
	app_wake(sim->app);
}

static void clock_set(Sim *sim)
{
	sim->now.wall += some_span(sim, HOURS(4)) - HOURS(2);
	app_wake(sim->app);
}

static void journey(Sim *sim)
{
	static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Tokyo" };

	g_free(sim->zone);
	sim->zone = g_strdup(zones[roll(sim, G_N_ELEMENTS(zones))]);
	app_zone_changed(sim->app);
}

static void edited(Sim *sim)
{
	sim_write_settings(sim, settings[roll(sim, G_N_ELEMENTS(settings))]);
	app_settings_changed(sim->app);
}

static void comes_or_goes(Sim *sim)
{
	app_present(sim->app, roll(sim, 3) ? NULL : "locked");
}

static void pauses(Sim *sim)
{
	if (roll(sim, 2))
		app_pause(sim->app, some_span(sim, HOURS(5)));
	else
		app_resume(sim->app);
}

static void refreshes(Sim *sim)
{
	app_refresh(sim->app);
}

static void waits_with_an_urge(Sim *sim)
{
	g_autoptr(Store) store = store_open(sim->paths->store, sim->paths->sql, STORE_WRITE, 100, NULL);
	Deadline until = deadline_after(&sim->now, MINUTES(15));
	gint64 urge = store ? store_begin_urge(store, sim->now.wall, 0, roll(sim, 11), NULL) : 0;

	if (urge && store_delay_urge(store, urge, MINUTES(15), &until, NULL))
		app_refresh(sim->app);
}

static void (*const happenings[])(Sim *) = {
	press_something,
	press_something,
	press_something,
	press_something,
	wave_something_away,
	server_comes_or_goes,
	disk_fills_or_has_room,
	killed,
	ended,
	suspended,
	clock_set,
	journey,
	edited,
	comes_or_goes,
	pauses,
	refreshes,
	waits_with_an_urge,
};

/* --- the promises --- */

static const struct {
	const char *promise, *sql; /* counts what breaks it */
} promises[] = {
	{ "one row an occurrence", "SELECT count(*) - count(DISTINCT schedule || due) FROM decision" },
	{ "a closed one says how it ended",
	  "SELECT count(*) FROM decision WHERE (closed IS NULL) <> (outcome IS NULL)" },
	{ "nothing is shown that had no row", "SELECT count(*) FROM decision WHERE shown < decided - 14400000000" },
	{ "one answer an item", "SELECT count(*) - count(DISTINCT decision || item) FROM response" },
	{ "an answered one has its answers", "SELECT count(*) FROM decision WHERE outcome = 'answered' AND NOT EXISTS "
	                                     "(SELECT 1 FROM response WHERE decision = decision.id)" },
	{ "a silence has its reason",
	  "SELECT count(*) FROM decision WHERE option = 'none' AND outcome = 'dropped' AND reason IS NULL" },
	{ "one question an urge",
	  "SELECT count(*) - count(DISTINCT schedule) FROM decision WHERE schedule LIKE 'urge/%'" },
	{ "nothing waits for what is closed",
	  "SELECT count(*) FROM pending JOIN decision ON pending.kind = 'snooze' AND subject = id WHERE closed > 0" },
	{ "the file is whole", "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'" },
};

static void check(Sim *sim, int event)
{
	for (gsize i = 0; i < G_N_ELEMENTS(promises); i++)
		if (sim_count(sim, promises[i].sql) != 0)
			ck_abort_msg("after event %d: broken: %s", event, promises[i].promise);
	for (guint i = 0; i < sim->screen->len; i++)
		if (sim_on_screen(sim, ((SimBubble *)sim->screen->pdata[i])->prompt) > 1)
			ck_abort_msg("after event %d: two bubbles of one prompt", event);
}

/* Left alone, with room on the disk, all comes to its end. */
static void come_to_rest(Sim *sim)
{
	sim_disk_full(sim, FALSE);
	sim_write_settings(sim, "[steady]\n");
	app_settings_changed(sim->app);
	app_resume(sim->app);
	sim_run_to(sim, sim->now.wall + DAYS(4));
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM decision WHERE closed IS NULL"), 0);
	ck_assert_int_eq(sim_count(sim, "SELECT count(*) FROM pending"), 0);
	for (guint i = 0; i < sim->screen->len; i++)
		ck_assert(!((SimBubble *)sim->screen->pdata[i])->alive);
}

START_TEST(whatever_happens_the_promises_hold)
{
	guint32 seed = g_getenv("STEADY_SEED") ? atoi(g_getenv("STEADY_SEED")) : _i;
	Sim *sim = sim_new(settings[seed % 3], "2026-10-20 08:00");

	sim->chance = g_rand_new_with_seed(seed);
	sim_start(sim);
	sim_settle(sim);
	for (int i = 0; i < EVENTS; i++) {
		happenings[roll(sim, G_N_ELEMENTS(happenings))](sim);
		for (int turns = roll(sim, 6); turns > 0; turns--)
			sim_turn(sim);
		if (roll(sim, 3))
			sim_run_to(sim, sim->now.wall + some_span(sim, HOURS(3)));
		if (i % 3 == 0)
			check(sim, i);
	}
	come_to_rest(sim);
	g_rand_free(sim->chance);
	sim_free(sim);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("life");
	TCase *tests = tcase_create("days by chance");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, whatever_happens_the_promises_hold, 0, g_getenv("STEADY_SEED") ? 1 : SEEDS);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
