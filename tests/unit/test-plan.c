/* Plans: their form, their use, and saying them by heart. */
#include <check.h>
#include <string.h>

#include "core/plan-facts.h"
#include "core/units.h"

static const struct {
	const char *condition, *action, *said; /* NULL: nothing is wrong with it */
} forms[] = {
	{ "it is after ten", "I call Sam", NULL },
	{ "I have opened their page", "I close it and put the kettle on", NULL },
	{ "it is after ten", "I don't text", "what stands in its place" },
	{ "it is after ten", "I won't look", "what stands in its place" },
	{ "it is after ten", "never again", "what stands in its place" },
	{ "it is after ten", "No phone", "what stands in its place" },
	{ "it is after ten", "I try to be strong", "more of a wish" },
	{ "it is after ten", "I message them", "leads to them" },
	{ "it is after ten", "I write to her", "leads to them" },
	{ "I feel bad", "I call Sam", "could be any hour" },
	{ "if I am sad.", "I call Sam", "could be any hour" },
	{ "it is late", "I walk or read or cook", "several things" },
	{ "it is late", "I put the note away and nothing more", NULL },
	{ "es nach zehn ist", "rufe ich Sam an", NULL },
	{ "es nach zehn ist", "ich gehe eine Runde und nehme das Telefon dabei nicht mit", NULL },
	{ "es nach zehn ist", "ich schreibe nicht", "what stands in its place" },
	{ "es nach zehn ist", "kein Telefon", "what stands in its place" },
	{ "es nach zehn ist", "ich versuche, ruhig zu sein", "more of a wish" },
	{ "es nach zehn ist", "ich schreibe ihr", "leads to them" },
	{ "es nach zehn ist", "schreibe ich ihm", "leads to them" },
	{ "es spät ist", "ich lese oder koche oder gehe", "several things" },
	{ "es mir schlecht geht", "rufe ich Sam an", "could be any hour" },
	{ "ich traurig bin", "rufe ich Sam an", "could be any hour" },
};

START_TEST(a_slip_in_the_form_is_told_with_its_fix)
{
	g_auto(GStrv) said = plan_slips(forms[_i].condition, forms[_i].action);

	if (!forms[_i].said)
		ck_assert_msg(!said[0], "%s", said[0]);
	else
		ck_assert_msg(said[0] && strstr(said[0], forms[_i].said), "%s", said[0] ? said[0] : "nothing was said");
}
END_TEST

static const struct {
	const char *action, *typed;
	gboolean said;
} sayings[] = {
	{ "I put the phone in the kitchen and call Sam", "i put the phone in the kitchen and call sam", TRUE },
	{ "I put the phone in the kitchen and call Sam", "phone kitchen, call Sam!", TRUE },
	{ "I put the phone in the kitchen and call Sam", "put my phnoe in the kitchen and call Sam", TRUE },
	{ "I put the phone in the kitchen and call Sam", "walk round the block", FALSE },
	{ "I put the phone in the kitchen and call Sam", "", FALSE },
	{ "Go", "go", TRUE },
	{ "Ich gehe über die Brücke", "ÜBER DIE BRÜCKE", TRUE },
};

START_TEST(by_heart_is_forgiving_and_not_blind)
{
	ck_assert_int_eq(plan_is_said(sayings[_i].action, sayings[_i].typed), sayings[_i].said);
}
END_TEST

static void add(GArray *outcomes, OutcomeKind kind, const char *name, const char *value, gint64 at)
{
	OutcomeFact fact = { .kind = kind, .name = (char *)name, .value = (char *)value, .at = at };

	g_array_append_val(outcomes, fact);
}

START_TEST(what_became_of_a_plan_counts_for_it_alone)
{
	g_autoptr(GArray) outcomes = g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
	PlanFacts facts;

	add(outcomes, OUTCOME_OF_PLAN, "late", "offered", 1);
	add(outcomes, OUTCOME_OF_PLAN, "late", "offered", 2);
	add(outcomes, OUTCOME_OF_PLAN, "late", "used", 3);
	add(outcomes, OUTCOME_OF_PLAN, "late", "helped", 3);
	add(outcomes, OUTCOME_OF_PLAN, "song", "used", 4);
	add(outcomes, OUTCOME_OF_ARTICLE, "late", "helpful", 5);
	facts = plan_facts("late", outcomes);
	ck_assert_int_eq(facts.offered, 2);
	ck_assert_int_eq(facts.used, 1);
	ck_assert_int_eq(facts.helped, 1);
	ck_assert_int_eq(facts.rehearsed, 0);
	ck_assert_int_eq(facts.last_rehearsed, 0);
}
END_TEST

START_TEST(rehearsing_goes_round_all_plans)
{
	g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func((GDestroyNotify)plan_free);
	g_autoptr(GArray) outcomes = g_array_new(FALSE, FALSE, sizeof(OutcomeFact));
	static const char *const names[] = { "late", "song", "sunday" };

	ck_assert_ptr_null(plans_to_rehearse(plans, outcomes));
	for (int i = 0; i < 3; i++)
		g_ptr_array_add(plans, plan_new(names[i]));
	for (int i = 0; i < 12; i++) {
		const Plan *next = plans_to_rehearse(plans, outcomes);

		ck_assert_str_eq(next->name, names[i % 3]);
		add(outcomes, OUTCOME_OF_PLAN, next->name, "rehearsed", DAYS(7) * (i + 1));
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plan");
	TCase *tests = tcase_create("plan");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, a_slip_in_the_form_is_told_with_its_fix, 0, G_N_ELEMENTS(forms));
	tcase_add_loop_test(tests, by_heart_is_forgiving_and_not_blind, 0, G_N_ELEMENTS(sayings));
	tcase_add_test(tests, what_became_of_a_plan_counts_for_it_alone);
	tcase_add_test(tests, rehearsing_goes_round_all_plans);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
