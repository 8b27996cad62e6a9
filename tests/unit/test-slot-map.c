/* test-slot-map.c - the week by the hours of slots: when they come, what filled them, and to which hour an answer belongs. */
#include <string.h>

#include "core/slot-map.h"
#include "tests/unit/when-util.h"

#define NOW "2026-11-23T12:00:00Z" /* a Monday */

typedef struct World {
	Zone *zone;
	GPtrArray *slots;
	GArray *outcomes, *decisions;
} World;

static World world_new(void)
{
	return (World){ zone_named("Europe/Berlin"), g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free),
		        g_array_new(FALSE, TRUE, sizeof(OutcomeFact)), g_array_new(FALSE, TRUE, sizeof(DecisionFact)) };
}

static void world_clear(World *world)
{
	zone_unref(world->zone);
	g_ptr_array_unref(world->slots);
	g_array_unref(world->outcomes);
	g_array_unref(world->decisions);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

static Schedule *add_slot(World *world, const char *name, const char *when)
{
	Schedule *slot = schedule_new(KIND_SLOT, name);

	g_ptr_array_add(slot->whens, when_parse(when, NULL));
	must(slot->whens->pdata[0], "%s", when);
	g_ptr_array_add(world->slots, slot);
	return slot;
}

/* An answer at `at` (UTC) to the prompt of `due`; NULL: to none. */
static void answer(World *world, const char *name, const char *value, const char *at, const char *due)
{
	DecisionFact decision = { .id = world->decisions->len + 1, .kind = KIND_SLOT, .due = due ? utc(due) : 0 };
	OutcomeFact fact = { .kind = OUTCOME_OF_SLOT,
		             .name = (char *)name,
		             .value = (char *)value,
		             .at = utc(at),
		             .zone_offset = 3600,
		             .decision = due ? decision.id : 0 };

	if (due)
		g_array_append_val(world->decisions, decision);
	g_array_append_val(world->outcomes, fact);
}

/* "22:15 m......|" an hour; a letter where it comes, or, with `past`, how many were filled of how many answered. */
static char *drawn(const World *world, gboolean past)
{
	Frame frame = { .zone = world->zone, .secret = "quince" };
	g_autoptr(GArray) hours = slot_map(world->slots, &frame, utc(NOW), world->outcomes, world->decisions);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < hours->len; i++) {
		const SlotHour *hour = &g_array_index(hours, SlotHour, i);

		g_string_append_printf(text, "%s%s %d ", i ? "; " : "", hour->slot->name, hour->minute);
		for (int day = 0; day < 7; day++) {
			const SlotDay *one = &hour->days[day];

			if (past && one->answered)
				g_string_append_printf(text, "%d/%d", one->filled, one->answered);
			else
				g_string_append_c(text, one->there ? "mtwtfss"[day] : '.');
		}
	}
	return g_string_free(text, FALSE);
}

static const struct {
	const char *when, *drawn;
} weeks[] = {
	{ "22:15", "s 1335 mtwtfss" },
	{ "Sun 10:00", "s 600 ......s" },
	{ "every 2 weeks on Tue at 10:00 from 2026-01-06", "s 600 .t....." },
	{ "1 time between 14:00 and 18:00 on Sun", "s -1 ......s" },
	{ "*-*-* *:00/5", "s -1 mtwtfss" },
	{ "once 2026-12-01 09:00", "s 540 .t....." },
	{ "once 2027-12-01 09:00", "" },
	{ "20min after urge", "" },
};

START_TEST(an_hour_stands_on_the_days_on_which_it_comes)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "s", weeks[_i].when);
	text = drawn(&world, FALSE);
	ck_assert_str_eq(text, weeks[_i].drawn);
}
END_TEST

START_TEST(hours_stand_by_the_clock_and_those_that_vary_last)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "a", "2 times between 8:00 and 9:00 on Mon");
	add_slot(&world, "b", "Sat 22:15");
	add_slot(&world, "c", "Sat 07:00");
	add_slot(&world, "off", "Sat 06:00")->enabled = FALSE;
	text = drawn(&world, FALSE);
	ck_assert_str_eq(text, "c 420 .....s.; b 1335 .....s.; a -1 m......");
}
END_TEST

START_TEST(a_late_answer_belongs_to_the_hour_that_was_asked_about)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "s", "22:15");
	answer(&world, "s", "done", "2026-11-16T23:40:00Z", "2026-11-16T21:15:00Z"); /* past midnight in Berlin */
	text = drawn(&world, TRUE);
	ck_assert_str_eq(text, "s 1335 1/1twtfss");
}
END_TEST

START_TEST(something_else_counts_as_filled_and_not_today_does_not)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "s", "22:15");
	answer(&world, "s", "done", "2026-11-02T21:16:00Z", "2026-11-02T21:15:00Z");
	answer(&world, "s", "else", "2026-11-09T21:16:00Z", "2026-11-09T21:15:00Z");
	answer(&world, "s", "empty", "2026-11-16T21:16:00Z", "2026-11-16T21:15:00Z");
	answer(&world, "other", "done", "2026-11-16T21:16:00Z", "2026-11-16T21:15:00Z");
	text = drawn(&world, TRUE);
	ck_assert_str_eq(text, "s 1335 2/3twtfss");
}
END_TEST

START_TEST(of_two_answers_to_one_prompt_the_latest_counts)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;
	SlotFacts facts;

	add_slot(&world, "s", "22:15");
	answer(&world, "s", "done", "2026-11-16T21:16:00Z", "2026-11-16T21:15:00Z");
	answer(&world, "s", "empty", "2026-11-16T21:17:00Z", "2026-11-16T21:15:00Z");
	g_array_index(world.outcomes, OutcomeFact, 1).decision = 1;
	facts = slot_facts("s", world.outcomes);
	text = drawn(&world, TRUE);
	ck_assert_str_eq(text, "s 1335 0/1twtfss");
	ck_assert(facts.done == 0 && facts.other == 0 && facts.empty == 1);
}
END_TEST

START_TEST(what_lies_further_back_than_four_weeks_is_past)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "s", "22:15");
	answer(&world, "s", "done", "2026-10-26T11:59:00Z", "2026-10-26T11:59:00Z");
	answer(&world, "s", "done", "2026-10-27T12:01:00Z", "2026-10-27T12:01:00Z");
	text = drawn(&world, TRUE);
	ck_assert_str_eq(text, "s 1335 m1/1wtfss");
}
END_TEST

START_TEST(an_answer_from_before_its_hour_was_moved_stays_with_the_slot)
{
	g_auto(World) world = world_new();
	g_autofree char *text = NULL;

	add_slot(&world, "s", "21:00");
	g_ptr_array_add(((Schedule *)world.slots->pdata[0])->whens, when_parse("Sun 10:00", NULL));
	answer(&world, "s", "done", "2026-11-16T21:16:00Z", "2026-11-16T21:15:00Z");
	text = drawn(&world, TRUE);
	ck_assert_str_eq(text, "s 600 ......s; s 1260 1/1twtfss");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("slot-map");
	TCase *tests = tcase_create("slot-map");

	tcase_add_loop_test(tests, an_hour_stands_on_the_days_on_which_it_comes, 0, G_N_ELEMENTS(weeks));
	tcase_add_test(tests, hours_stand_by_the_clock_and_those_that_vary_last);
	tcase_add_test(tests, a_late_answer_belongs_to_the_hour_that_was_asked_about);
	tcase_add_test(tests, something_else_counts_as_filled_and_not_today_does_not);
	tcase_add_test(tests, of_two_answers_to_one_prompt_the_latest_counts);
	tcase_add_test(tests, what_lies_further_back_than_four_weeks_is_past);
	tcase_add_test(tests, an_answer_from_before_its_hour_was_moved_stays_with_the_slot);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
