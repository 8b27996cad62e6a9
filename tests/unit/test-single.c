/* test-single.c - prompts of one question that no file holds: what they ask, and where their answers go. */
#include <stdlib.h>

#include "core/checkin.h"
#include "core/single.h"
#include "tests/unit/store-home.h"

typedef struct World {
	GPtrArray *schedules, *plans;
} World;

static World world_new(const char *now)
{
	World world = { g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free),
		        g_ptr_array_new_with_free_func((GDestroyNotify)plan_free) };
	Schedule *slot = schedule_new(KIND_SLOT, "night");
	Plan *plan = plan_new("late");

	slot->was = g_strdup("our goodnight text");
	slot->now = g_strdup(now);
	plan->condition = g_strdup("it is after ten");
	plan->action = g_strdup("I call Sam");
	g_ptr_array_add(world.schedules, slot);
	g_ptr_array_add(world.plans, plan);
	return world;
}

static void world_clear(World *world)
{
	g_ptr_array_unref(world->schedules);
	g_ptr_array_unref(world->plans);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* All that a protocol can show, in one wording. */
static char *shown(const Protocol *protocol, gboolean discreet)
{
	const Item *item = protocol->items->pdata[0];
	GString *text = g_string_new(wording(&protocol->title, discreet));

	g_string_append_printf(text, "|%s", wording(&item->ask, discreet));
	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = item->choices->pdata[i];

		g_string_append_printf(text, "|%s=%s", choice->value, wording(&choice->label, discreet));
	}
	return g_string_free(text, FALSE);
}

static const struct {
	const char *now, *content;
	gboolean discreet;
	const char *shown;
} questions[] = {
	{ "a book", "slot:night", TRUE,
	  "About this hour|a book\nDid you do it?|done=Done|else=Something else|empty=Not today" },
	{ "a book", "slot:night", FALSE,
	  "About this hour|a book\nDid you do it?|done=Done|else=Something else|empty=Not today" },
	{ "", "slot:night", TRUE, "About this hour|Did something good fill this hour?|else=Yes|empty=Not today" },
	{ NULL, "slot:night", TRUE, "About this hour|Did something good fill this hour?|else=Yes|empty=Not today" },
	{ "a book", "slot:gone", TRUE, "About this hour|Did something good fill this hour?|else=Yes|empty=Not today" },
	{ "a book", "plan:late", TRUE,
	  "A minute for yourself|Something you decided for yourself, to go over once.|rehearsed=Gone over" },
	{ "a book", "plan:late", FALSE, "A plan to go over|If it is after ten,\nthen I call Sam.|rehearsed=Gone over" },
	{ "a book", "plan:gone", TRUE, NULL },
	{ "a book", "evening", TRUE, NULL },
	{ "a book", NULL, TRUE, NULL },
};

START_TEST(what_is_asked_tells_a_stranger_nothing_and_never_what_was)
{
	g_auto(World) world = world_new(questions[_i].now);
	g_autoptr(Protocol) protocol = single_protocol(questions[_i].content, world.schedules, world.plans);
	g_autofree char *text = protocol ? shown(protocol, questions[_i].discreet) : NULL;

	ck_assert_msg(!g_strcmp0(text, questions[_i].shown), "%s", text);
}
END_TEST

START_TEST(the_plan_that_was_met_longest_ago_has_its_turn)
{
	g_auto(World) world = world_new(NULL);
	g_autoptr(Taste) taste = taste_new();
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	static const char *const names[] = { "late", "song", "sunday" };

	ck_assert_ptr_null(single_plan_in_turn(none, taste));
	g_ptr_array_add(world.plans, plan_new("song"));
	g_ptr_array_add(world.plans, plan_new("sunday"));
	for (int i = 0; i < 12; i++) {
		const Plan *plan = single_plan_in_turn(world.plans, taste);
		g_autofree char *content = g_strconcat(SINGLE_PLAN, plan->name, NULL);

		ck_assert_str_eq(plan->name, names[i % 3]);
		if (i % 2) /* shown and left aside, or gone over without being shown */
			taste_add_shown(taste, content, DAYS(7) * (i + 1));
		else
			taste_add_rehearsed(taste, plan->name, DAYS(7) * (i + 1));
	}
}
END_TEST

static gint64 decide_on(Store *store, Kind kind, const char *name, const char *content)
{
	g_autoptr(Schedule) schedule = schedule_new(kind, name);
	g_autoptr(Prompt) prompt = prompt_new(schedule, NOW, NOW);

	prompt->content = g_strdup(content);
	return store_decide(store, prompt, NULL, NULL);
}

static void respond(Store *store, gint64 decision, const char *protocol, const char *value, gint64 at)
{
	g_autoptr(GError) error = NULL;
	Response response = {
		.decision = decision, .protocol = protocol, .item = "x", .value = value, .at = at, .route = "command"
	};

	must(store_add_response(store, &response, &error), error);
}

START_TEST(an_answer_is_an_outcome_of_its_prompt_and_no_response)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 slot = decide_on(store, KIND_SLOT, "night", "slot:night"),
	       plan = decide_on(store, KIND_NUDGE, "sunday", "plan:late");
	g_autoptr(GArray) slots = NULL, plans = NULL, responses = NULL;
	g_autoptr(GHashTable) first = NULL, second = NULL;
	gint64 begun = 0;

	respond(store, slot, "slot:night", "done", NOW + 1);
	respond(store, slot, "slot:night", "done", NOW + 1);
	respond(store, plan, "plan:late", REHEARSED, NOW + 2);
	slots = store_outcomes(store, OUTCOME_OF_SLOT, "night", G_MININT64, TIME_NEVER, NULL);
	plans = store_outcomes(store, OUTCOME_OF_PLAN, "late", G_MININT64, TIME_NEVER, NULL);
	responses = store_responses(store, G_MININT64, TIME_NEVER, NULL);
	ck_assert(slots->len == 1 && plans->len == 1 && responses->len == 0);
	ck_assert_int_eq(g_array_index(slots, OutcomeFact, 0).decision, slot);
	first = store_answers(store, slot, &begun, NULL);
	ck_assert_str_eq(g_hash_table_lookup(first, "slot"), "done");
	ck_assert_int_eq(begun, NOW + 1);
	second = store_answers(store, plan, &begun, NULL);
	ck_assert_str_eq(g_hash_table_lookup(second, "plan"), REHEARSED);
}
END_TEST

START_TEST(an_answer_to_a_prompt_of_another_store_is_kept_without_it)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) slots = NULL;

	respond(store, 77, "slot:night", "else", NOW);
	slots = store_outcomes(store, OUTCOME_OF_SLOT, NULL, G_MININT64, TIME_NEVER, NULL);
	ck_assert_int_eq(g_array_index(slots, OutcomeFact, 0).decision, 0);
}
END_TEST

START_TEST(what_was_gone_over_is_known_to_the_next_choice)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Taste) taste = NULL;

	respond(store, 0, "plan:late", REHEARSED, NOW);
	respond(store, 0, "plan:late", REHEARSED, NOW + DAYS(7));
	taste = store_load_taste(store, NOW + DAYS(8), NULL);
	ck_assert_int_eq(taste_rehearsed(taste, "late"), NOW + DAYS(7));
	ck_assert_int_eq(taste_rehearsed(taste, "song"), G_MININT64);
}
END_TEST

START_TEST(one_that_is_over_can_be_answered_late_and_an_article_cannot)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	const gint64 ids[] = { decide_on(store, KIND_SLOT, "night", "slot:night"),
		               decide_on(store, KIND_NUDGE, "sunday", "plan:late"),
		               decide_on(store, KIND_NUDGE, "reading", "pots") };

	for (int i = 0; i < 3; i++) {
		Past past = { 0 };

		ck_assert(store_closed(store, ids[i], NOW + 9, OUTCOME_EXPIRED, NULL));
		ck_assert(store_past(store, ids[i], &past, NULL));
		ck_assert_int_eq(past.schedule != NULL, i < 2);
		past_clear(&past);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("single");
	TCase *tests = tcase_create("single");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, what_is_asked_tells_a_stranger_nothing_and_never_what_was, 0,
	                    G_N_ELEMENTS(questions));
	tcase_add_test(tests, the_plan_that_was_met_longest_ago_has_its_turn);
	tcase_add_test(tests, an_answer_is_an_outcome_of_its_prompt_and_no_response);
	tcase_add_test(tests, an_answer_to_a_prompt_of_another_store_is_kept_without_it);
	tcase_add_test(tests, what_was_gone_over_is_known_to_the_next_choice);
	tcase_add_test(tests, one_that_is_over_can_be_answered_late_and_an_article_cannot);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
