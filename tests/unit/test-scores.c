/* MISSING and NEED from their signs: bounded, fair to each sign, the same in any order and at any time. */
#include <check.h>
#include <math.h>

#include "core/scores.h"

#define NOW SECONDS(1800000000)

static GArray *answers_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(ResponseFact));
}

/* Everything is borrowed. */
static void add(GArray *answers, const char *score, const char *sign, gint64 at, int number)
{
	ResponseFact fact = { .at = at,
		              .begun = at,
		              .number = number,
		              .protocol = (char *)"evening",
		              .item = (char *)sign,
		              .value = (char *)"some",
		              .score = (char *)score };

	g_array_append_val(answers, fact);
}

static const char *const needs[] = { "need-alone", "need-now", "need-picture", "need-reply" };

START_TEST(a_sign_asked_more_often_does_not_rule)
{
	g_autoptr(GArray) answers = answers_new();
	Score score;

	for (int i = 0; i < 30; i++)
		add(answers, "need", "need-alone", NOW - SECONDS(i), 100);
	for (int i = 1; i < 4; i++)
		add(answers, "need", needs[i], NOW, 0);
	score = score_of(answers, "need", TIME_NEVER);
	ck_assert_int_eq(score.n_signs, 4);
	ck_assert_int_eq(score.n, 33);
	ck_assert_double_eq_tol(score.value, 25, 1e-9);
}
END_TEST

START_TEST(a_sign_last_answered_thirteen_days_ago_weighs_half)
{
	g_autoptr(GArray) answers = answers_new();
	Score score;

	add(answers, "need", "need-alone", NOW - DAYS(13), 90);
	add(answers, "need", "need-now", NOW, 30);
	score = score_of(answers, "need", TIME_NEVER);
	ck_assert_double_eq_tol(score.value, (0.5 * 90 + 30) / 1.5, 1e-9);
	ck_assert_double_eq_tol(score.spread, sqrt((0.5 * 40 * 40 + 20 * 20) / 1.5), 1e-9);
	ck_assert_int_eq(score.last_at, NOW);
	ck_assert_double_eq(score.last, 30);
}
END_TEST

START_TEST(within_a_sign_an_answer_of_thirteen_days_ago_weighs_half)
{
	g_autoptr(GArray) answers = answers_new();

	add(answers, "missing", "missing-calm", NOW - DAYS(13), 90);
	add(answers, "missing", "missing-calm", NOW, 30);
	ck_assert_double_eq_tol(score_of(answers, "missing", TIME_NEVER).signs[0].value, (0.5 * 90 + 30) / 1.5, 1e-9);
}
END_TEST

static GArray *random_answers(guint32 seed, int n, gint64 shift)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(seed);
	GArray *answers = answers_new();

	for (int i = 0; i < n; i++)
		add(answers, "need", needs[g_rand_int_range(dice, 0, 4)],
		    NOW + shift - MINUTES(g_rand_int_range(dice, 0, 200000)), g_rand_int_range(dice, 0, 101));
	return answers;
}

START_TEST(it_stays_within_its_bounds_and_between_its_answers)
{
	g_autoptr(GArray) answers = random_answers((guint32)_i, 1 + _i * 3, 0);
	Score score = score_of(answers, "need", TIME_NEVER);
	int least = 100, most = 0;

	for (guint i = 0; i < answers->len; i++) {
		least = MIN(least, g_array_index(answers, ResponseFact, i).number);
		most = MAX(most, g_array_index(answers, ResponseFact, i).number);
	}
	ck_assert(score.value >= least - 1e-9 && score.value <= most + 1e-9);
	ck_assert(score.spread >= 0 && score.spread <= 50 + 1e-9);
}
END_TEST

START_TEST(the_order_of_the_answers_does_not_matter)
{
	g_autoptr(GArray) answers = random_answers((guint32)_i, 60, 0), back = answers_new();
	Score one, other;

	for (guint i = answers->len; i-- > 0;)
		g_array_append_val(back, g_array_index(answers, ResponseFact, i));
	one = score_of(answers, "need", TIME_NEVER);
	other = score_of(back, "need", TIME_NEVER);
	ck_assert_double_eq(one.value, other.value);
	ck_assert_double_eq(one.spread, other.spread);
}
END_TEST

START_TEST(the_same_life_a_year_later_scores_the_same)
{
	g_autoptr(GArray) now = random_answers((guint32)_i, 40, 0), later = random_answers((guint32)_i, 40, DAYS(365));

	ck_assert_double_eq_tol(score_of(now, "need", TIME_NEVER).value, score_of(later, "need", TIME_NEVER).value,
	                        1e-9);
}
END_TEST

START_TEST(one_bad_day_moves_a_steady_month_by_less_than_ten)
{
	g_autoptr(GArray) answers = answers_new();
	double before, after;

	for (int day = 30; day >= 1; day--)
		add(answers, "need", needs[day % 4], NOW - DAYS(day), 10);
	before = score_of(answers, "need", TIME_NEVER).value;
	add(answers, "need", needs[0], NOW, 100);
	after = score_of(answers, "need", TIME_NEVER).value;
	ck_assert_double_gt(after, before);
	ck_assert_double_lt(after - before, 10);
}
END_TEST

START_TEST(the_weeks_say_nothing_before_the_first_answer)
{
	g_autoptr(GArray) answers = answers_new();
	int weeks[SCORE_WEEKS];

	add(answers, "need", "need-alone", NOW - DAYS(15), 40);
	add(answers, "need", "need-alone", NOW - DAYS(1), 40);
	score_weeks(answers, "need", NOW, weeks);
	for (int i = 0; i < SCORE_WEEKS; i++)
		ck_assert_int_eq(weeks[i], i < SCORE_WEEKS - 3 ? -1 : 40);
}
END_TEST

static const struct {
	int before, since, answers;
	gboolean rises;
} rising[] = {
	{ 10, 90, 4, TRUE }, { 10, 20, 4, FALSE }, { 90, 10, 4, FALSE }, { 10, 90, 2, FALSE }, { 50, 50, 9, FALSE },
};

START_TEST(a_sign_rises_only_by_enough_and_on_enough_answers)
{
	g_autoptr(GArray) answers = answers_new();

	for (int i = 0; i < rising[_i].answers; i++) {
		add(answers, "need", "need-alone", NOW - DAYS(20 + i), rising[_i].before);
		add(answers, "need", "need-alone", NOW - DAYS(i), rising[_i].since);
	}
	ck_assert_int_eq(score_rises(answers, "need-alone", NOW, DAYS(14), 20, 3), rising[_i].rises);
}
END_TEST

START_TEST(each_sign_that_is_shipped_has_its_words)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	int signs = 0;

	ck_assert(g_file_get_contents("share/steady/protocols/signs.ini", &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		g_autofree char *name = NULL;

		if (!g_str_has_prefix(*line, "[item "))
			continue;
		name = g_strndup(*line + 6, strcspn(*line + 6, "]"));
		if (!g_str_has_prefix(name, "missing") && !g_str_has_prefix(name, "need"))
			continue;
		ck_assert_msg(sign_in_words(name) != NULL, "%s", name);
		signs++;
	}
	ck_assert_int_eq(signs, 8);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scores");
	TCase *tests = tcase_create("scores");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, a_sign_asked_more_often_does_not_rule);
	tcase_add_test(tests, a_sign_last_answered_thirteen_days_ago_weighs_half);
	tcase_add_test(tests, within_a_sign_an_answer_of_thirteen_days_ago_weighs_half);
	tcase_add_loop_test(tests, it_stays_within_its_bounds_and_between_its_answers, 0, 20);
	tcase_add_loop_test(tests, the_order_of_the_answers_does_not_matter, 0, 10);
	tcase_add_loop_test(tests, the_same_life_a_year_later_scores_the_same, 0, 10);
	tcase_add_test(tests, one_bad_day_moves_a_steady_month_by_less_than_ten);
	tcase_add_test(tests, the_weeks_say_nothing_before_the_first_answer);
	tcase_add_loop_test(tests, a_sign_rises_only_by_enough_and_on_enough_answers, 0, G_N_ELEMENTS(rising));
	tcase_add_test(tests, each_sign_that_is_shipped_has_its_words);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
