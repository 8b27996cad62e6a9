/* test-store-undo.c - answers that are taken back, what was asked, and what an answer that comes late needs to know. */
#include "core/db.h"
#include "core/store-outcomes.h"
#include "core/store-urges.h"
#include "tests/unit/store-home.h"

static Response an_answer(gint64 decision, const char *item, const char *value, gint64 at)
{
	return (Response){ .decision = decision,
		           .protocol = "evening",
		           .begun = NOW,
		           .item = item,
		           .value = value,
		           .number = -1,
		           .at = at,
		           .zone_offset = 3600,
		           .route = "command" };
}

static void answer(Store *store, gint64 decision, const char *item, const char *value, gint64 at)
{
	Response response = an_answer(decision, item, value, at);

	ck_assert(store_add_response(store, &response, NULL));
}

static guint n_facts(Store *store)
{
	g_autoptr(GArray) facts = store_responses(store, 0, TIME_NEVER, NULL);

	return facts->len;
}

/* The name of the item whose answer was taken back; "" for none. Free it. */
static char *take_back(Store *store, gint64 begun, const char *item)
{
	g_auto(Withdrawn) withdrawn = { 0 };

	ck_assert(store_withdraw(store, NOW + 100, begun, item, &withdrawn, NULL));
	return g_strdup(withdrawn.id ? withdrawn.item : "");
}

START_TEST(the_last_answer_is_taken_back_then_the_one_before_and_then_none)
{
	static const char *const order[] = { "b", "a", "", "" };
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW), begun;

	answer(store, id, "a", "some", NOW + 1);
	answer(store, id, "b", NULL, NOW + 2);
	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		g_autofree char *item = take_back(store, 0, NULL);
		g_autoptr(GHashTable) left = store_answers(store, id, &begun, NULL);

		ck_assert_str_eq(item, order[i]);
		ck_assert_uint_eq(g_hash_table_size(left), i == 0);
		ck_assert_uint_eq(n_facts(store), i == 0);
		ck_assert_int_eq(begun, NOW); /* it is still the same check-in */
	}
}
END_TEST

START_TEST(an_answer_to_one_item_of_one_check_in_is_taken_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *none = NULL, *other = NULL, *it = NULL;

	answer(store, 0, "a", "some", NOW + 1);
	answer(store, 0, "b", "some", NOW + 2);
	other = take_back(store, NOW + 7, "a");
	ck_assert_str_eq(other, "");
	it = take_back(store, NOW, "a");
	ck_assert_str_eq(it, "a");
	none = take_back(store, NOW, "a");
	ck_assert_str_eq(none, "");
	ck_assert_uint_eq(n_facts(store), 1);
}
END_TEST

START_TEST(answered_again_the_new_answer_counts)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW), begun;
	g_autofree char *item = NULL;
	g_autoptr(GHashTable) answers = NULL;

	answer(store, id, "a", "some", NOW + 1);
	item = take_back(store, 0, NULL);
	answer(store, id, "a", "strong", NOW + 1);
	answers = store_answers(store, id, &begun, NULL);
	ck_assert_str_eq(g_hash_table_lookup(answers, "a"), "strong");
	ck_assert_uint_eq(n_facts(store), 1);
}
END_TEST

START_TEST(a_rating_and_an_end_that_came_of_it_are_undone)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 urge = store_begin_urge(store, NOW, 3600, 8, NULL);
	Response rated = an_answer(0, "intensity", "3", NOW + 1), acted = an_answer(0, "acted", "yes", NOW + 2);
	g_autofree char *first = NULL, *second = NULL;
	g_autoptr(GArray) open = NULL, rerated = NULL;

	rated.number = 3;
	rated.urge = acted.urge = urge;
	ck_assert(store_add_response(store, &rated, NULL) && store_add_response(store, &acted, NULL));
	first = take_back(store, 0, NULL);
	open = store_urges(store, 0, TIME_NEVER, NULL);
	ck_assert_int_eq(g_array_index(open, UrgeFact, 0).ended, 0);
	ck_assert_ptr_null(g_array_index(open, UrgeFact, 0).acted);
	ck_assert_int_eq(g_array_index(open, UrgeFact, 0).last, 3);
	second = take_back(store, 0, NULL);
	rerated = store_urges(store, 0, TIME_NEVER, NULL);
	ck_assert_int_eq(g_array_index(rerated, UrgeFact, 0).last, 8);
}
END_TEST

START_TEST(what_an_earlier_answer_said_of_an_urge_holds_again)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 urge = store_begin_urge(store, NOW, 3600, 8, NULL);
	Response first = an_answer(0, "acted", "no", NOW + 1), second = an_answer(0, "acted", "yes", NOW + 2);
	g_autofree char *item = NULL;
	g_autoptr(GArray) urges = NULL;

	first.urge = second.urge = urge;
	second.begun = NOW + 2;
	ck_assert(store_add_response(store, &first, NULL) && store_add_response(store, &second, NULL));
	item = take_back(store, 0, NULL);
	urges = store_urges(store, 0, TIME_NEVER, NULL);
	ck_assert_str_eq(g_array_index(urges, UrgeFact, 0).acted, "no");
	ck_assert_int_eq(g_array_index(urges, UrgeFact, 0).ended, NOW + 1);
}
END_TEST

START_TEST(what_was_asked_comes_oldest_first_without_what_was_taken_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GPtrArray) asked = NULL;
	g_autoptr(History) history = NULL;
	g_autofree char *item = NULL;

	answer(store, 0, "a", "some", NOW + 1);
	answer(store, 0, "b", NULL, NOW + 2);
	answer(store, 0, "c", "no", NOW + 3);
	item = take_back(store, 0, NULL);
	asked = store_asked(store, NULL);
	ck_assert_uint_eq(asked->len, 2);
	ck_assert_str_eq(asked->pdata[0], "a");
	ck_assert_str_eq(asked->pdata[1], "b");
	history = store_load_history(store, NOW + 4, NULL);
	ck_assert_uint_eq(history->asked->len, 2);
}
END_TEST

START_TEST(what_is_over_is_recalled_and_what_is_open_is_not)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW);
	g_auto(Past) past = { 0 };

	ck_assert(store_past(store, id, &past, NULL));
	ck_assert_ptr_null(past.schedule);
	answer(store, id, "a", "some", NOW + 1);
	ck_assert(store_closed(store, id, NOW + 2, OUTCOME_EXPIRED, NULL));
	ck_assert(store_past(store, id, &past, NULL));
	ck_assert_str_eq(past.schedule, "checkin/evening");
	ck_assert_str_eq(past.content, "evening");
	ck_assert_int_eq(past.begun, NOW);
	ck_assert_str_eq(g_hash_table_lookup(past.answers, "a"), "some");
	ck_assert(store_past(store, 99, &past, NULL));
	ck_assert_ptr_null(past.schedule);
}
END_TEST

static void add_outcome(Store *store, OutcomeKind kind, const char *value, gint64 at)
{
	const OutcomeFact outcome = {
		.kind = kind, .name = (char *)"late", .value = (char *)value, .at = at, .zone_offset = 3600
	};

	ck_assert(store_add_outcome(store, &outcome, NULL));
}

static guint n_outcomes(Store *store, OutcomeKind kind)
{
	g_autoptr(GArray) outcomes = store_outcomes(store, kind, NULL, 0, TIME_NEVER, NULL);

	return outcomes->len;
}

static const struct {
	OutcomeKind kind;
	const char *value, *said, *protocol; /* protocol NULL: nobody was asked for it */
} outcomes[] = {
	{ OUTCOME_OF_SLOT, "done", "slot", "slot:late" },
	{ OUTCOME_OF_PLAN, "rehearsed", "plan", "plan:late" },
	{ OUTCOME_OF_ARTICLE, "helpful", "article", "article:late" },
	{ OUTCOME_OF_PLAN, "offered", "a", NULL },
	{ OUTCOME_OF_PLAN, "used", "a", NULL },
	{ OUTCOME_OF_HELPLINES, "offered", "a", NULL },
};

START_TEST(the_answer_about_a_slot_a_plan_or_an_article_is_taken_back_and_stays)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_auto(Withdrawn) withdrawn = { 0 };
	gint64 kept = 0;

	answer(store, 0, "a", "some", NOW + 1);
	add_outcome(store, outcomes[_i].kind, outcomes[_i].value, NOW + 2);
	ck_assert(store_withdraw(store, NOW + 100, 0, NULL, &withdrawn, NULL));
	ck_assert_str_eq(withdrawn.item, outcomes[_i].said);
	ck_assert_int_eq(withdrawn.outcome, outcomes[_i].protocol != NULL);
	if (outcomes[_i].protocol)
		ck_assert_str_eq(withdrawn.protocol, outcomes[_i].protocol);
	ck_assert_uint_eq(n_outcomes(store, outcomes[_i].kind), outcomes[_i].protocol == NULL);
	ck_assert_uint_eq(n_facts(store), outcomes[_i].protocol != NULL);
	ck_assert(db_integer(&store->db, &kept, NULL, "SELECT count(*) FROM outcome"));
	ck_assert_int_eq(kept, 1);
}
END_TEST

START_TEST(an_outcome_that_was_taken_back_counts_for_no_choice_and_can_be_given_again)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *plan = NULL, *article = NULL;
	g_autoptr(Taste) taste = NULL;

	add_outcome(store, OUTCOME_OF_PLAN, "rehearsed", NOW + 1);
	add_outcome(store, OUTCOME_OF_ARTICLE, "helpful", NOW + 2);
	article = take_back(store, 0, NULL);
	plan = take_back(store, 0, NULL);
	taste = store_load_taste(store, NOW + 200, NULL);
	ck_assert_int_lt(taste_rehearsed(taste, "late"), NOW);
	ck_assert_int_eq(taste_article(taste, "late")->helpful, 0);
	add_outcome(store, OUTCOME_OF_PLAN, "rehearsed", NOW + 1);
	ck_assert_uint_eq(n_outcomes(store, OUTCOME_OF_PLAN), 1);
}
END_TEST

START_TEST(what_an_answer_said_of_a_plan_goes_with_it_and_that_it_was_offered_stays)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 urge = store_begin_urge(store, NOW, 3600, 8, NULL);
	Response plan = an_answer(0, "plan", "helped", NOW + 2);
	OutcomeFact offered = {
		.kind = OUTCOME_OF_PLAN, .name = (char *)"late", .value = (char *)"offered", .at = NOW + 2, .urge = urge
	};
	g_autofree char *item = NULL;
	gint64 marked = 0;

	plan.urge = urge;
	ck_assert(store_note_urge(store, urge, NOTE_PLAN, "late", NULL) && store_add_outcome(store, &offered, NULL) &&
	          store_add_response(store, &plan, NULL));
	ck_assert_uint_eq(n_outcomes(store, OUTCOME_OF_PLAN), 3);
	item = take_back(store, 0, NULL);
	ck_assert_uint_eq(n_outcomes(store, OUTCOME_OF_PLAN), 1);
	ck_assert(db_integer(&store->db, &marked, NULL, "SELECT count(*) FROM outcome WHERE withdrawn IS NOT NULL"));
	ck_assert_int_eq(marked, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("undo");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, the_last_answer_is_taken_back_then_the_one_before_and_then_none);
	tcase_add_test(tests, an_answer_to_one_item_of_one_check_in_is_taken_back);
	tcase_add_test(tests, answered_again_the_new_answer_counts);
	tcase_add_test(tests, a_rating_and_an_end_that_came_of_it_are_undone);
	tcase_add_test(tests, what_an_earlier_answer_said_of_an_urge_holds_again);
	tcase_add_test(tests, what_was_asked_comes_oldest_first_without_what_was_taken_back);
	tcase_add_test(tests, what_is_over_is_recalled_and_what_is_open_is_not);
	tcase_add_loop_test(tests, the_answer_about_a_slot_a_plan_or_an_article_is_taken_back_and_stays, 0,
	                    G_N_ELEMENTS(outcomes));
	tcase_add_test(tests, an_outcome_that_was_taken_back_counts_for_no_choice_and_can_be_given_again);
	tcase_add_test(tests, what_an_answer_said_of_a_plan_goes_with_it_and_that_it_was_offered_stays);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
