/* test-agenda-year.c - weeks of a life by chance, from one seed: whatever happens, the promises hold.
 * STEADY_SEED=N runs one seed, STEADY_SEEDS=N so many of them. */
#include <stdlib.h>

#include "tests/unit/agenda-promises.h"

#define SEEDS 20
#define EVENTS 200

static const char *const starts[] = { "2026-10-20 08:00", "2026-03-24 08:00", "2026-09-28 08:00", "2026-12-21 08:00" };
static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Tokyo",      "Australia/Lord_Howe",
	                             "Pacific/Apia",  "Europe/Dublin",    "America/St_Johns" };
static const char *const whens[] = {
	"minutely",
	"*:00/20",
	"09:00",
	"18:30",
	"21:30",
	"02:30",
	"01:15",
	"hourly",
	"Mon..Fri 08:15",
	"Sun *-*-* 10:00",
	"12:00 Asia/Tokyo",
	"every 2 days at 10:00,22:30 from 2026-01-01",
	"every 2 weeks on Tue,Fri at 02:30 from 2026-01-06",
	"every 1 months at 08:00 from 2026-01-31",
	"every 50min between 09:00 and 18:00 on Mon..Fri",
	"every 90min between 22:00 and 02:00",
	"every 7h",
	"every 25min",
	"4 times between 10:00 and 20:00, at least 45min apart",
	"2 times between 22:30 and 02:00",
	"1 time between 01:00 and 04:00, on Sat,Sun",
	"20min after urge",
	"2h after contact",
	"3d after urge",
	"1h after checkin s0",
	"15min after answer mood=low",
	"once 2026-10-25 02:30",
	"once 2026-11-01 18:00",
	"once 2026-03-29 02:30",
	"once 2026-12-24 18:00",
};
static const char *const excepts[] = { "Sat", "*-12-24..26", "Mon..Fri 12:00..14:30", "Mon..Thu 22:00..06:00",
	                               "*-*-01" };
static const gint64 jitters[] = { 0, 0, 0, MINUTES(5), MINUTES(40), HOURS(5) };

static int roll(Life *life, int n)
{
	return g_rand_int_range(life->chance, 0, n);
}

static gint64 some_span(Life *life, gint64 most)
{
	return (gint64)(g_rand_double(life->chance) * most);
}

static void run_to(Life *life, gint64 end)
{
	World *world = &life->world;

	while (world->now.wall < end) {
		gint64 next = MIN(agenda_next(world->agenda, &world->now, world->reach), end);

		world_sleep(world, next - world->now.wall + some_span(life, SECONDS(1) / 100));
		look(life);
	}
}

/* --- what happens --- */

static const char *some_when(Life *life)
{
	return whens[roll(life, G_N_ELEMENTS(whens))];
}

static Schedule *some_schedule(Life *life, int i)
{
	g_autofree char *id = g_strdup_printf("%s/s%d", kind_name(roll(life, 2) ? KIND_CHECKIN : KIND_NUDGE), i);
	g_autoptr(GString) lines = g_string_new(some_when(life));

	while (roll(life, 3) == 0)
		g_string_append_printf(lines, ";%s", some_when(life));
	return world_add(&life->world, id, lines->str);
}

/* A random request without room is refused with the settings; beside other lines it would search the years, at every look. */
static void leave_room(Life *life, Schedule *schedule)
{
	Frame frame = life_frame(life);

	for (guint i = 0; schedule->except && i < schedule->whens->len; i++) {
		WhenContext context = schedule_context(schedule, &frame, (int)i);

		if (when_form(schedule->whens->pdata[i]) == WHEN_RANDOM &&
		    when_next(schedule->whens->pdata[i], &context, life->world.now.wall) == TIME_NEVER)
			g_clear_pointer(&schedule->except, except_free);
	}
}

static void some_limits(Life *life, Schedule *schedule)
{
	int today = zone_day(life->world.zone, life->world.now.wall);

	if (roll(life, 4) == 0)
		schedule->zone = zone_new(zones[roll(life, G_N_ELEMENTS(zones))], NULL);
	if (roll(life, 5) == 0)
		schedule->from = today + roll(life, 6) - 2;
	if (roll(life, 5) == 0)
		schedule->until = (schedule->from ? schedule->from : today) + roll(life, 10);
	schedule->except = roll(life, 3) ? NULL : except_new();
	for (int i = roll(life, 3); schedule->except && i >= 0; i--)
		PROMISE(except_add(schedule->except, excepts[roll(life, G_N_ELEMENTS(excepts))], NULL));
	schedule->dst = (DstRules){ roll(life, 3) == 0, roll(life, 3) };
	leave_room(life, schedule);
}

static void some_keys(Life *life, Schedule *schedule)
{
	schedule->expires = MINUTES(1 + roll(life, 300));
	schedule->enabled = roll(life, 8) > 0;
	schedule->missed = roll(life, MISSED_SKIP + 1);
	schedule->grace = roll(life, 3) ? 0 : MINUTES(1 + roll(life, 600));
	schedule->jitter = jitters[roll(life, G_N_ELEMENTS(jitters))];
	schedule->chance = roll(life, 3) ? 1 : roll(life, 5) / 4.0;
	schedule->remind = roll(life, 2) ? 0 : MINUTES(1 + roll(life, 60));
}

static void settings_change(Life *life)
{
	World *world = &life->world;
	int n = 1 + roll(life, 5);

	g_ptr_array_set_size(world->schedules, 0);
	for (int i = 0; i < n; i++) {
		Schedule *schedule = some_schedule(life, i);

		some_keys(life, schedule);
		some_limits(life, schedule);
	}
	world->policy.quiet = roll(life, 3) ? (Hours){ roll(life, 86400), roll(life, 86400) } : HOURS_NONE;
	world_configure(world);
	accounts_open(life);
}

/* The same settings, read again, change nothing. */
static void reload(Life *life)
{
	World *world = &life->world;
	gint64 before = agenda_next_due(world->agenda, world->now.wall, NULL);

	world_configure(world);
	PROMISE(agenda_next_due(world->agenda, world->now.wall, NULL) == before);
}

static void happen(Life *life)
{
	static const struct {
		EventType type;
		const char *name;
	} events[] = { { EVENT_URGE, NULL },
		       { EVENT_CONTACT, NULL },
		       { EVENT_ANSWER, "mood=low" },
		       { EVENT_ANSWER, "mood=good" } };
	World *world = &life->world;
	Deadline at = history_moment(&world->now, world->now.wall - (roll(life, 3) ? 0 : some_span(life, HOURS(5))));
	int which = roll(life, G_N_ELEMENTS(events));

	history_add_event(world->history, events[which].type, events[which].name, &at);
}

static void sleep_long(Life *life)
{
	world_sleep(&life->world, some_span(life, DAYS(1 + roll(life, 3))));
}

static void step_little(Life *life)
{
	world_step(&life->world, some_span(life, HOURS(2)) - HOURS(1));
}

static void step_far(Life *life)
{
	gint64 step = some_span(life, DAYS(4)) - DAYS(2);

	if (step < 0)
		life->counted_back = TRUE;
	world_step(&life->world, step);
}

static void restart(Life *life)
{
	if (roll(life, 2))
		life->world.now.boot_id = "boot-2", life->world.now.boot = SECONDS(roll(life, 1000));
	world_restart(&life->world);
}

static void journey(Life *life)
{
	World *world = &life->world;

	zone_unref(world->zone);
	world->zone = zone_new(zones[roll(life, G_N_ELEMENTS(zones))], NULL);
	agenda_set_zone(world->agenda, world->zone);
	accounts_raise(life);
	life->begun_today = history_shown_on(world->history, world->zone, zone_day(world->zone, world->now.wall));
	life->today = zone_day(world->zone, world->now.wall);
}

static void come_and_go(Life *life)
{
	Reach reach = { roll(life, 4) > 0, roll(life, 3) > 0 };

	if (!reach.server)
		agenda_screen_lost(life->world.agenda);
	life->world.reach = reach;
}

static void pause_or_resume(Life *life)
{
	History *history = life->world.history;

	history->paused = roll(life, 2);
	history->pause = deadline_after(&life->world.now, roll(life, 4) ? some_span(life, HOURS(30)) : TIME_NEVER);
}

static void answer(Life *life)
{
	World *world = &life->world;
	const GPtrArray *open = agenda_open(world->agenda);
	Prompt *prompt = open->len ? open->pdata[roll(life, open->len)] : NULL;
	int what = roll(life, 3);

	if (!prompt)
		return;
	if (what == 0)
		agenda_close(world->agenda, prompt, world->now.wall, OUTCOME_ANSWERED);
	else if (what == 1)
		agenda_snooze(world->agenda, prompt, &world->now, 1 + some_span(life, HOURS(3)));
	else if (what == 2)
		agenda_begun(world->agenda, prompt, world->now.wall);
}

static void ask(Life *life)
{
	World *world = &life->world;

	agenda_ask(world->agenda, world->schedules->pdata[roll(life, world->schedules->len)], &world->now);
}

static void (*const happenings[])(Life *) = { settings_change, reload,  sleep_long,  step_little, step_far,
	                                      restart,         journey, come_and_go, come_and_go, pause_or_resume,
	                                      answer,          answer,  answer,      ask,         happen,
	                                      happen,          happen };

START_TEST(whatever_happens_the_promises_hold)
{
	guint32 seed = g_getenv("STEADY_SEED") ? atoi(g_getenv("STEADY_SEED")) : _i;
	Life life = { .world = world_new(starts[seed % G_N_ELEMENTS(starts)]),
		      .chance = g_rand_new_with_seed(seed),
		      .decided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		      .accounts = g_array_new(FALSE, FALSE, sizeof(Account)),
		      .last_begun = -DAYS(1000) };

	life.world.policy = (Policy){ .budget = 1 + roll(&life, 12), .apart = MINUTES(roll(&life, 90)) };
	settings_change(&life);
	for (int i = 0; i < EVENTS; i++) {
		happenings[roll(&life, G_N_ELEMENTS(happenings))](&life);
		look(&life);
		run_to(&life, life.world.now.wall + some_span(&life, HOURS(4)));
	}
	world_clear(&life.world);
	g_array_unref(life.accounts);
	g_hash_table_unref(life.decided);
	g_rand_free(life.chance);
}
END_TEST

/* Left alone, each occurrence has its decision: as many rows as there are moments, none made up. */
static const struct {
	const char *when;
	int days, rows;
} counts[] = {
	{ "08:30;21:30", 400, 800 },
	{ "hourly", 400, 400 * 24 },
	{ "Mon..Fri 12:00", 28, 20 },
	{ "3 times between 10:00 and 20:00, at least 1h apart", 400, 1200 },
	{ "2 times between 22:00 and 02:00", 400, 800 },
};

START_TEST(each_occurrence_of_a_year_has_one_row)
{
	g_auto(World) world = world_new("2026-11-23 03:00");
	int day = zone_day(world.zone, world.now.wall);

	world_add(&world, "nudge/n", counts[_i].when)->expires = MINUTES(20);
	world_configure(&world);
	world_run_to(&world, zone_day_start(world.zone, day + counts[_i].days) + HOURS(3));
	ck_assert_int_eq(world.ids, counts[_i].rows);
}
END_TEST

static int seeds(void)
{
	return g_getenv("STEADY_SEED") ? 1 : g_getenv("STEADY_SEEDS") ? atoi(g_getenv("STEADY_SEEDS")) : SEEDS;
}

int main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tests = tcase_create("weeks by chance");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, whatever_happens_the_promises_hold, 0, seeds());
	tcase_add_loop_test(tests, each_occurrence_of_a_year_has_one_row, 0, G_N_ELEMENTS(counts));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
