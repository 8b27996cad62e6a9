/* test-agenda-year.c - weeks of a life by chance, from one seed: whatever happens, the promises hold.
 * STEADY_SEED=N runs one seed. */
#include <stdlib.h>

#include "tests/unit/agenda-world.h"

#define SEEDS 60
#define EVENTS 400

/* As ck_assert(), without its note of every line passed: these are millions. */
#define PROMISE(holds)                                                                                                 \
	do {                                                                                                           \
		if (!(holds))                                                                                          \
			ck_abort_msg("%s", #holds);                                                                    \
	} while (0)

typedef struct Life {
	World world;
	GRand *chance;
	GHashTable *decided; /* "schedule due" of each decision */
	gint64 last_begun;   /* last showing that the daemon began */
	gboolean
		counted_back; /* a far step back was made: due moments may come again, the store refuses the second row */
	int begun_today, today;
} Life;

static const char *const whens[] = { "minutely",
	                             "*:00/20",
	                             "09:00;13:00;18:30",
	                             "21:30",
	                             "02:30",
	                             "Mon..Fri 08:15",
	                             "4 times between 10:00 and 20:00, at least 45min apart",
	                             "2 times between 22:30 and 02:00",
	                             "hourly",
	                             "Sun *-*-* 10:00" };
static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe",
	                             "Pacific/Apia" };

static int roll(Life *life, int n)
{
	return g_rand_int_range(life->chance, 0, n);
}

static gint64 some_span(Life *life, gint64 most)
{
	return (gint64)(g_rand_double(life->chance) * most);
}

/* --- the promises --- */

static void check_decision(Life *life, const Prompt *prompt)
{
	g_autofree char *key = g_strdup_printf("%s %" G_GINT64_FORMAT, prompt->schedule, prompt->due);

	PROMISE(g_hash_table_add(life->decided, g_steal_pointer(&key)) || life->counted_back);
	PROMISE(prompt->first <= prompt->due);
	PROMISE(prompt->due <= prompt->decided + (prompt->asked ? 1000 : 0));
	PROMISE(prompt->missed || prompt->decided - prompt->due <= AGENDA_ORDINARY);
	PROMISE(prompt->state != PROMPT_CLOSED || prompt->outcome != OUTCOME_NONE);
}

static void check_begun(Life *life)
{
	World *world = &life->world;
	int today = zone_day(world->zone, world->now.wall);

	life->begun_today = today == life->today ? life->begun_today + 1 : 1;
	life->today = today;
	PROMISE(life->begun_today <= world->policy.budget);
	PROMISE(ABS(world->now.wall - life->last_begun) >= world->policy.apart);
	life->last_begun = world->now.wall;
}

static void check_shown(Life *life, const Prompt *prompt)
{
	World *world = &life->world;

	PROMISE(world->reach.server);
	PROMISE(prompt->state == PROMPT_SHOWN);
	PROMISE(world->now.wall < prompt->expires);
	if (prompt_is_free(prompt))
		return;
	PROMISE(!hours_contain(world->policy.quiet, world->zone, world->now.wall));
	PROMISE(!world->history->paused || deadline_wall(&world->history->pause, &world->now) <= world->now.wall);
	PROMISE(world->reach.present);
	if (prompt->shown == world->now.wall)
		check_begun(life);
}

static void check_open(Life *life)
{
	const GPtrArray *open = agenda_open(life->world.agenda);

	for (guint i = 0; i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		PROMISE(prompt->state != PROMPT_CLOSED);
		PROMISE(prompt->id != 0);
		for (guint j = 0; j < i; j++) { /* one a schedule, but for what the person asked for or moved */
			const Prompt *other = open->pdata[j];

			PROMISE(prompt->asked || other->asked || !g_str_equal(prompt->schedule, other->schedule));
		}
	}
	PROMISE(life->world.history->shown->len <= 400);
}

static void check_act(Life *life, const Act *act)
{
	if (act->kind == ACT_DECIDE)
		check_decision(life, act->prompt);
	if (act->kind == ACT_SHOW || act->kind == ACT_REMIND)
		check_shown(life, act->prompt);
	if (act->kind == ACT_CLOSE)
		PROMISE(act->prompt->outcome != OUTCOME_NONE);
}

static void look(Life *life)
{
	World *world = &life->world;
	g_autoptr(GArray) acts = agenda_evaluate(world->agenda, &world->now, world->reach), again = NULL;

	for (guint i = 0; i < acts->len; i++) {
		check_act(life, &g_array_index(acts, Act, i));
		world_carry_out(world, &g_array_index(acts, Act, i));
	}
	g_string_truncate(world->log, 0);
	check_open(life);
	again = agenda_evaluate(world->agenda, &world->now, world->reach);
	PROMISE(again->len == 0);
	PROMISE(agenda_next(world->agenda, &world->now, world->reach) > world->now.wall);
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

static void settings_change(Life *life)
{
	World *world = &life->world;
	int n = 1 + roll(life, 5);

	g_ptr_array_set_size(world->schedules, 0);
	for (int i = 0; i < n; i++) {
		g_autofree char *id = g_strdup_printf("%s/s%d", kind_name(roll(life, N_KINDS)), i);
		Schedule *schedule = world_add(world, id, whens[roll(life, G_N_ELEMENTS(whens))]);

		schedule->expires = MINUTES(1 + roll(life, 300));
		schedule->enabled = roll(life, 8) > 0;
	}
	world->policy.quiet = roll(life, 3) ? (Hours){ roll(life, 86400), roll(life, 86400) } : HOURS_NONE;
	world_configure(world);
}

static void reload(Life *life)
{
	world_configure(&life->world);
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
	int what = roll(life, 4);

	if (!prompt)
		return;
	if (what == 0)
		agenda_close(world->agenda, prompt, world->now.wall, OUTCOME_ANSWERED);
	else if (what == 1)
		agenda_snooze(world->agenda, prompt, &world->now, 1 + some_span(life, HOURS(3)));
	else if (what == 2)
		agenda_begun(world->agenda, prompt, world->now.wall);
	else if (prompt->state == PROMPT_SHOWN && !prompt->reminded)
		prompt->remind = world->now.wall + some_span(life, HOURS(1));
}

static void ask(Life *life)
{
	World *world = &life->world;

	agenda_ask(world->agenda, world->schedules->pdata[roll(life, world->schedules->len)], &world->now);
}

static void (*const happenings[])(Life *) = { settings_change, reload,  sleep_long,  step_little, step_far,
	                                      restart,         journey, come_and_go, come_and_go, pause_or_resume,
	                                      answer,          answer,  answer,      ask };

START_TEST(whatever_happens_the_promises_hold)
{
	guint32 seed = g_getenv("STEADY_SEED") ? atoi(g_getenv("STEADY_SEED")) : _i;
	Life life = { .world = world_new("2026-10-20 08:00"),
		      .chance = g_rand_new_with_seed(seed),
		      .decided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		      .last_begun = -DAYS(1000) };

	life.world.policy = (Policy){ .budget = 1 + roll(&life, 12), .apart = MINUTES(roll(&life, 90)) };
	settings_change(&life);
	for (int i = 0; i < EVENTS; i++) {
		happenings[roll(&life, G_N_ELEMENTS(happenings))](&life);
		look(&life);
		run_to(&life, life.world.now.wall + some_span(&life, HOURS(4)));
	}
	world_clear(&life.world);
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

int main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tests = tcase_create("weeks by chance");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, whatever_happens_the_promises_hold, 0, g_getenv("STEADY_SEED") ? 1 : SEEDS);
	tcase_add_loop_test(tests, each_occurrence_of_a_year_has_one_row, 0, G_N_ELEMENTS(counts));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
