/* test-ease.c - fewer prompts while days go unanswered, and where the person said that they make things worse. */
#include <stdlib.h>

#include "agenda-world.h"
#include "core/forecast.h"
#include "core/db.h"
#include "core/store-ease.h"
#include "store-home.h"

/* --- which days count ------------------------------------------------------------------------------ */

/* Days before the 23rd at noon: s a prompt is shown, a something is answered in the evening, - neither. */
static const struct {
	const char *days;
	gboolean unanswered;
} pasts[] = {
	{ "", FALSE },     { "s", FALSE },   { "ss", TRUE },     { "sss", TRUE },
	{ "s-s", TRUE },   { "---", FALSE }, { "ssa", FALSE },   { "ssas", FALSE },
	{ "ssass", TRUE }, { "sas", FALSE }, { "sasas", FALSE }, { "s----s", TRUE },
};

static Ease *ease_of(const World *world, const char *days)
{
	Ease *ease = ease_new();
	int before = (int)strlen(days);

	for (const char *day = days; *day; day++, before--) {
		gint64 noon = world_at(world, "2026-11-23 12:00") - DAYS(before);

		if (*day == 's')
			ease_add_shown(ease, noon);
		if (*day == 'a')
			ease_add_answer(ease, noon + HOURS(8));
	}
	return ease;
}

START_TEST(two_days_without_an_answer_make_fewer_come)
{
	g_auto(World) world = world_new("2026-11-23 12:30");
	g_autoptr(Ease) ease = ease_of(&world, pasts[_i].days);
	const Policy on = { .ease = TRUE }, off = { 0 };

	ck_assert_msg(ease_is_unanswered(ease, &on, world.zone, world.now.wall) == pasts[_i].unanswered, "%s",
	              pasts[_i].days);
	ck_assert(!ease_is_unanswered(ease, &off, world.zone, world.now.wall));
}
END_TEST

START_TEST(today_does_not_count_before_it_is_over)
{
	g_auto(World) world = world_new("2026-11-23 12:30");
	const Policy on = { .ease = TRUE };

	ease_add_shown(world.history->ease, world_at(&world, "2026-11-22 23:59"));
	ease_add_shown(world.history->ease, world_at(&world, "2026-11-23 00:00"));
	ease_add_shown(world.history->ease, world_at(&world, "2026-11-23 12:00"));
	ck_assert(!ease_is_unanswered(world.history->ease, &on, world.zone, world_at(&world, "2026-11-23 23:59")));
	ck_assert(ease_is_unanswered(world.history->ease, &on, world.zone, world_at(&world, "2026-11-24 00:00")));
}
END_TEST

START_TEST(what_was_not_shown_after_all_leaves_no_day_unanswered)
{
	g_auto(World) world = world_new("2026-11-23 12:30");
	g_autoptr(Ease) ease = ease_of(&world, "ss");

	ease_drop_shown(ease, world_at(&world, "2026-11-22 12:00"));
	ck_assert_int_eq(ease_days(ease, world.zone, world.now.wall), 1);
}
END_TEST

/* --- how likely each kind is ------------------------------------------------------------------------ */

static const struct {
	gboolean unanswered, worse;
	double checkin, slot, nudge;
} chances[] = {
	{ FALSE, FALSE, 1, 1, 1 },
	{ TRUE, FALSE, 0.5, 1, 0.5 },
	{ FALSE, TRUE, 1, 1, 0.5 },
	{ TRUE, TRUE, 0.5, 1, 0.25 },
};

START_TEST(each_kind_has_its_chance)
{
	g_auto(World) world = world_new("2026-11-23 12:30");
	g_autoptr(Ease) ease = ease_of(&world, chances[_i].unanswered ? "ss" : "");
	const Policy on = { .ease = TRUE };

	ease->worse = chances[_i].worse;
	ck_assert_double_eq(ease_chance(ease, &on, KIND_CHECKIN, world.zone, world.now.wall), chances[_i].checkin);
	ck_assert_double_eq(ease_chance(ease, &on, KIND_SLOT, world.zone, world.now.wall), chances[_i].slot);
	ck_assert_double_eq(ease_chance(ease, &on, KIND_NUDGE, world.zone, world.now.wall), chances[_i].nudge);
}
END_TEST

START_TEST(only_the_weekly_answer_says_whether_it_makes_things_worse)
{
	g_autoptr(Ease) ease = ease_new();

	ck_assert(!ease_hear(ease, "weekly", "steady", "helps"));
	ck_assert(!ease_hear(ease, "mine", "steady", "worse"));
	ck_assert(!ease_hear(ease, "weekly", "interest", "worse"));
	ck_assert(!ease_hear(ease, "weekly", "steady", NULL));
	ck_assert(ease_hear(ease, "weekly", "steady", "worse") && ease->worse);
	ck_assert(!ease_hear(ease, "weekly", "steady", "worse") && ease->worse);
	ck_assert(ease_hear(ease, "weekly", "steady", "neither") && !ease->worse);
}
END_TEST

/* --- the agenda -------------------------------------------------------------------------------------- */

static int shown_of(World *world)
{
	int shown = 0;

	for (const char *rest; (rest = strstr(world->log->str, "show "));)
		g_string_erase(world->log, 0, rest - world->log->str + 1), shown++;
	g_string_truncate(world->log, 0);
	return shown;
}

START_TEST(about_half_of_the_prompts_come_until_the_first_answer)
{
	g_auto(World) world = world_new("2026-11-01 07:00");
	int before, meanwhile, after;

	world.policy.ease = TRUE;
	world_plan(&world, "nudge/hourly", "8..19:00")->expires = MINUTES(5);
	world_run_to(&world, world.now.wall + DAYS(2));
	before = shown_of(&world);
	world_run_to(&world, world.now.wall + DAYS(50));
	meanwhile = shown_of(&world);
	ease_add_answer(world.history->ease, world.now.wall);
	world_run_to(&world, world.now.wall + DAYS(2));
	after = shown_of(&world);
	ck_assert_int_eq(before, 24);
	ck_assert_msg(meanwhile > 250 && meanwhile < 350, "%d of 600", meanwhile);
	ck_assert_int_eq(after, 24);
}
END_TEST

START_TEST(a_decision_keeps_its_chance_and_what_was_drawn)
{
	g_auto(World) world = world_new("2026-11-23 12:00");
	int silent = 0;

	world.policy.ease = TRUE;
	ease_add_shown(world.history->ease, world_at(&world, "2026-11-20 12:00"));
	ease_add_shown(world.history->ease, world_at(&world, "2026-11-21 12:00"));
	world_plan(&world, "checkin/hourly", "*:00")->expires = MINUTES(5);
	for (int hour = 0; hour < 40; hour++) {
		g_autoptr(GArray) acts = NULL;

		world.now.wall += HOURS(1);
		world.now.boot += HOURS(1);
		acts = agenda_evaluate(world.agenda, &world.now, world.reach);
		for (guint i = 0; i < acts->len; i++) {
			const Act *act = &g_array_index(acts, Act, i);

			if (act->kind != ACT_DECIDE)
				continue;
			ck_assert_double_eq(act->prompt->probability, 0.5);
			ck_assert(act->prompt->draw >= 0 && act->prompt->draw < 1);
			if (act->prompt->draw >= 0.5)
				silent++;
			ck_assert_int_eq(act->prompt->reason == REASON_CHANCE, act->prompt->draw >= 0.5);
		}
	}
	ck_assert_int_gt(silent, 5);
}
END_TEST

/* A forecast does not know whether the person answers: it goes on as things stand. */
START_TEST(a_forecast_stays_as_things_stand)
{
	for (int unanswered = 0; unanswered < 2; unanswered++) {
		g_auto(World) world = world_new("2026-11-23 07:00");
		g_autoptr(Forecast) forecast = NULL;
		Foreseen one;
		int shown = 0;

		world.policy.ease = TRUE;
		if (unanswered) {
			ease_add_shown(world.history->ease, world_at(&world, "2026-11-20 12:00"));
			ease_add_shown(world.history->ease, world_at(&world, "2026-11-21 12:00"));
		}
		world_add(&world, "nudge/hourly", "8..19:00")->expires = MINUTES(5);
		forecast = forecast_new(world.history, world.zone, &world.policy, world.schedules, &world.now,
		                        world.now.wall + DAYS(20));
		while (forecast_next(forecast, &one))
			shown += one.shown != 0;
		ck_assert_msg(unanswered ? shown > 90 && shown < 150 : shown == 240, "%d", shown);
	}
}
END_TEST

/* --- the store --------------------------------------------------------------------------------------- */

static void put(Store *store, const char *sql)
{
	g_autoptr(GError) error = NULL;

	must(db_script(&store->db, sql, &error), error);
}

#define SHOWN(at)                                                                                                      \
	"INSERT INTO decision (schedule, due, kind, zone_offset, decided, expires, first, shown, "                     \
	"available, option) VALUES ('nudge/a', " at ", 'nudge', 0, " at ", " at ", " at ", " at ", 1, 'prompt');"

START_TEST(the_store_tells_what_was_answered_last_and_shown_since)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Ease) none = NULL, ease = NULL, before = NULL;
	g_autoptr(GError) error = NULL;

	none = store_load_ease(store, TIME_NEVER, &error);
	must(none != NULL, error);
	ck_assert_int_eq(none->answered, G_MININT64);
	put(store, SHOWN("100") SHOWN("300") SHOWN("400"));
	put(store, "INSERT INTO urge (begun, zone_offset) VALUES (200, 0)");
	put(store, "INSERT INTO response (protocol, begun, item, value, at, zone_offset, route, withdrawn) VALUES "
	           "('evening', 1, 'a', 'x', 350, 0, 'command', 360)");
	put(store, "INSERT INTO response (protocol, begun, item, value, at, zone_offset, route) VALUES "
	           "('weekly', 1, 'steady', 'worse', 150, 0, 'command')");
	ease = store_load_ease(store, TIME_NEVER, &error);
	must(ease != NULL, error);
	ck_assert_int_eq(ease->answered, 200);
	ck_assert_uint_eq(ease->unanswered->len, 2);
	ck_assert(ease->worse);
	before = store_load_ease(store, 149, &error);
	must(before != NULL, error);
	ck_assert_int_eq(before->answered, G_MININT64);
	ck_assert_uint_eq(before->unanswered->len, 1);
	ck_assert(!before->worse);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ease");
	TCase *tests = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, two_days_without_an_answer_make_fewer_come, 0, G_N_ELEMENTS(pasts));
	tcase_add_test(tests, today_does_not_count_before_it_is_over);
	tcase_add_test(tests, what_was_not_shown_after_all_leaves_no_day_unanswered);
	tcase_add_loop_test(tests, each_kind_has_its_chance, 0, G_N_ELEMENTS(chances));
	tcase_add_test(tests, only_the_weekly_answer_says_whether_it_makes_things_worse);
	tcase_add_test(tests, about_half_of_the_prompts_come_until_the_first_answer);
	tcase_add_test(tests, a_decision_keeps_its_chance_and_what_was_drawn);
	tcase_add_test(tests, a_forecast_stays_as_things_stand);
	tcase_add_test(tests, the_store_tells_what_was_answered_last_and_shown_since);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
