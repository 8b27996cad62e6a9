/* test-outcomes.c - what became of plans, slots and articles comes back as it was, and the choice of articles learns from it. */
#include <stdlib.h>

#include "core/db.h"
#include "core/store-outcomes.h"
#include "tests/unit/store-home.h"

static void add(Store *store, OutcomeKind kind, const char *name, const char *value, gint64 at)
{
	g_autoptr(GError) error = NULL;
	OutcomeFact outcome = {
		.kind = kind, .name = (char *)name, .value = (char *)value, .at = at, .zone_offset = 3600
	};

	must(store_add_outcome(store, &outcome, &error), error);
}

/* A nudge that chose this article; its id. */
static gint64 nudge(Store *store, const char *article, gint64 at)
{
	g_autoptr(Schedule) schedule = schedule_new(KIND_NUDGE, "reading");
	g_autoptr(Prompt) prompt = prompt_new(schedule, at, at);

	prompt->content = g_strdup(article);
	prompt->content_probability = 0.25;
	prompt->content_among = 4;
	return store_decide(store, prompt, NULL, NULL);
}

START_TEST(outcomes_come_back_by_kind_name_and_time_as_they_were)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = nudge(store, "pots", NOW);
	OutcomeFact outcome = { 0, OUTCOME_OF_ARTICLE, (char *)"pots", (char *)"helpful", NOW + 5, -7200, id, 0 };
	g_autoptr(GArray) all = NULL, one = NULL, none = NULL;
	const OutcomeFact *back;

	add(store, OUTCOME_OF_PLAN, "pots", "used", NOW);
	add(store, OUTCOME_OF_ARTICLE, "seeds", "unhelpful", NOW + 9);
	ck_assert(store_add_outcome(store, &outcome, NULL));
	all = store_outcomes(store, OUTCOME_OF_ARTICLE, NULL, G_MININT64, TIME_NEVER, NULL);
	one = store_outcomes(store, OUTCOME_OF_ARTICLE, "seeds", NOW + 9, NOW + 10, NULL);
	none = store_outcomes(store, OUTCOME_OF_ARTICLE, "seeds", NOW, NOW + 9, NULL);
	ck_assert_uint_eq(all->len, 2);
	ck_assert_uint_eq(one->len, 1);
	ck_assert_uint_eq(none->len, 0);
	back = &g_array_index(all, OutcomeFact, 0);
	ck_assert_int_eq(back->kind, OUTCOME_OF_ARTICLE);
	ck_assert_str_eq(back->name, "pots");
	ck_assert_str_eq(back->value, "helpful");
	ck_assert_int_eq(back->at, NOW + 5);
	ck_assert_int_eq(back->zone_offset, -7200);
	ck_assert_int_eq(back->decision, id);
	ck_assert_int_eq(back->urge, 0);
	ck_assert_int_gt(back->id, 0);
}
END_TEST

START_TEST(the_same_outcome_twice_is_one_row)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) all = NULL;

	for (int i = 0; i < 2; i++)
		add(store, OUTCOME_OF_SLOT, "sunday", "done", NOW);
	add(store, OUTCOME_OF_SLOT, "sunday", "done", NOW + 1);
	all = store_outcomes(store, OUTCOME_OF_SLOT, "sunday", G_MININT64, TIME_NEVER, NULL);
	ck_assert_uint_eq(all->len, 2);
}
END_TEST

START_TEST(every_kind_has_its_name_and_comes_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);

	for (int kind = 0; kind < N_OUTCOME_KINDS; kind++) {
		g_autoptr(GArray) back = NULL;

		add(store, (OutcomeKind)kind, "x", "shown", NOW);
		back = store_outcomes(store, (OutcomeKind)kind, NULL, NOW, NOW + 1, NULL);
		ck_assert_uint_eq(back->len, 1);
		ck_assert_int_eq(g_array_index(back, OutcomeFact, 0).kind, kind);
	}
}
END_TEST

START_TEST(a_draw_is_kept_with_its_chance_and_none_where_nothing_was_drawn)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) facts = NULL;

	nudge(store, "pots", NOW);
	decide(store, "evening", NOW + 1);
	facts = store_decisions(store, G_MININT64, TIME_NEVER, NULL);
	ck_assert_double_eq_tol(g_array_index(facts, DecisionFact, 0).content_probability, 0.25, 1e-12);
	ck_assert_int_eq(g_array_index(facts, DecisionFact, 0).content_among, 4);
	ck_assert_int_eq(g_array_index(facts, DecisionFact, 1).content_among, 0);
}
END_TEST

START_TEST(the_choice_of_articles_goes_by_what_was_shown_what_helped_the_cue_and_the_scores)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Response calm = { .protocol = "evening",
		          .begun = NOW,
		          .item = "need",
		          .value = "strong",
		          .number = 100,
		          .score = "need",
		          .at = NOW,
		          .route = "command" };
	Response scale = { .protocol = "evening",
		           .begun = NOW,
		           .item = "missing",
		           .value = "4",
		           .number = 4,
		           .score = "missing",
		           .at = NOW,
		           .route = "command" };
	g_autoptr(Taste) taste = NULL;

	nudge(store, "pots", NOW);
	nudge(store, "seeds", NOW + 1);
	nudge(store, "pots", NOW + 2);
	decide(store, "evening", NOW + 3);
	add(store, OUTCOME_OF_ARTICLE, "pots", "helpful", NOW);
	add(store, OUTCOME_OF_ARTICLE, "pots", "helpful", NOW + 1);
	add(store, OUTCOME_OF_ARTICLE, "pots", "unhelpful", NOW + 2);
	add(store, OUTCOME_OF_PLAN, "seeds", "helped", NOW);
	ck_assert(store_add_response(store, &calm, NULL) && store_add_response(store, &scale, NULL));
	ck_assert(store_begin_urge(store, NOW - 5, 0, 5, NULL));
	ck_assert(db_run(&store->db, NULL, "UPDATE urge SET cue = 'night'", ""));
	taste = store_load_taste(store, NOW, NULL);
	ck_assert_ptr_nonnull(taste);
	ck_assert_uint_eq(taste->shown->len, 3);
	ck_assert_str_eq(taste->shown->pdata[2], "pots");
	ck_assert_int_eq(taste_article(taste, "pots")->times, 2);
	ck_assert_int_eq(taste_article(taste, "pots")->last, NOW + 2);
	ck_assert_int_eq(taste_article(taste, "pots")->helpful, 2);
	ck_assert_int_eq(taste_article(taste, "pots")->unhelpful, 1);
	ck_assert_int_eq(taste_article(taste, "seeds")->helpful, 0);
	ck_assert_int_eq(taste_article(taste, "soil")->times, 0);
	ck_assert_str_eq(taste_cue(taste, NOW), "night");
	ck_assert_double_eq(taste_score(taste, SCORE_NEED), 100);
	ck_assert_double_eq(taste_score(taste, SCORE_MISSING), 40);
}
END_TEST

START_TEST(an_answer_taken_back_says_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Response answer = { .protocol = "evening",
		            .begun = NOW,
		            .item = "need",
		            .value = "strong",
		            .number = 100,
		            .score = "need",
		            .at = NOW,
		            .route = "command" };
	g_autoptr(Taste) taste = NULL;

	ck_assert(store_add_response(store, &answer, NULL));
	ck_assert(db_run(&store->db, NULL, "UPDATE response SET withdrawn = at", ""));
	taste = store_load_taste(store, NOW, NULL);
	ck_assert_double_lt(taste_score(taste, SCORE_NEED), 0);
}
END_TEST

START_TEST(whose_turn_it_is_counts_the_nudges_before)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GPtrArray) open = NULL;
	gint64 first = nudge(store, "pots", NOW), other = nudge(store, "seeds", NOW + 1);
	gint64 second = nudge(store, "pots", NOW + 2);

	ck_assert_int_eq(store_turn(store, first, NULL), 0);
	ck_assert_int_eq(store_turn(store, other, NULL), 0);
	ck_assert_int_eq(store_turn(store, second, NULL), 1);
	ck_assert_int_eq(store_turn(store, 77, NULL), 0);
	open = store_open_prompts(store, NULL);
	for (guint i = 0; i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		ck_assert_int_eq(prompt->turn, store_turn(store, prompt->id, NULL));
	}
}
END_TEST

START_TEST(what_nobody_saw_is_still_to_come)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 seen = nudge(store, "pots", NOW), dropped = nudge(store, "pots", NOW + 1);
	gint64 later = nudge(store, "pots", NOW + 2);
	g_autoptr(Taste) taste = NULL;

	ck_assert(store_shown(store, seen, NOW + 3, "desktop", "", 1, NULL));
	ck_assert(store_closed(store, seen, NOW + 4, OUTCOME_DISMISSED, NULL));
	ck_assert(store_closed(store, dropped, NOW + 5, OUTCOME_DROPPED, NULL));
	taste = store_load_taste(store, NOW, NULL);
	ck_assert_int_eq(taste_article(taste, "pots")->times, 2);
	ck_assert_int_eq(store_turn(store, later, NULL), 1);
	taste_drop_shown(taste, "pots");
	taste_drop_shown(taste, "seeds");
	ck_assert_int_eq(taste_article(taste, "pots")->times, 1);
	ck_assert_uint_eq(taste->shown->len, 1);
}
END_TEST

START_TEST(the_last_one_read_is_the_one_that_was_opened_last)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 pots = nudge(store, "pots", NOW), seeds = nudge(store, "seeds", NOW + 1),
	       soil = nudge(store, "soil", NOW + 2);
	gint64 decision = 0;
	g_autofree char *none = store_last_read(store, &decision, NULL), *last = NULL;

	ck_assert_ptr_null(none);
	ck_assert(store_closed(store, seeds, NOW + 8, OUTCOME_READ, NULL));
	ck_assert(store_closed(store, pots, NOW + 9, OUTCOME_READ, NULL));
	ck_assert(store_closed(store, soil, NOW + 10, OUTCOME_DISMISSED, NULL));
	last = store_last_read(store, &decision, NULL);
	ck_assert_str_eq(last, "pots");
	ck_assert_int_eq(decision, pots);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("outcomes");
	TCase *tests = tcase_create("outcomes");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, outcomes_come_back_by_kind_name_and_time_as_they_were);
	tcase_add_test(tests, the_same_outcome_twice_is_one_row);
	tcase_add_test(tests, every_kind_has_its_name_and_comes_back);
	tcase_add_test(tests, a_draw_is_kept_with_its_chance_and_none_where_nothing_was_drawn);
	tcase_add_test(tests, the_choice_of_articles_goes_by_what_was_shown_what_helped_the_cue_and_the_scores);
	tcase_add_test(tests, an_answer_taken_back_says_nothing);
	tcase_add_test(tests, whose_turn_it_is_counts_the_nudges_before);
	tcase_add_test(tests, what_nobody_saw_is_still_to_come);
	tcase_add_test(tests, the_last_one_read_is_the_one_that_was_opened_last);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
