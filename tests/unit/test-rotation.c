/* test-rotation.c - which article is next. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "core/rotation.h"

#define NOON (12 * 60)

static Article *article_new(const char *name, const char *topics)
{
	Article *article = g_new0(Article, 1);

	article->name = g_strdup(name);
	article->topics = g_strsplit(topics, ",", -1);
	return article;
}

static GPtrArray *shelf(void)
{
	GPtrArray *articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);

	g_ptr_array_add(articles, article_new("anchor", "routine,evening"));
	g_ptr_array_add(articles, article_new("bread", "routine"));
	g_ptr_array_add(articles, article_new("calm", "feelings"));
	g_ptr_array_add(articles, article_new("dusk", "evening"));
	g_ptr_array_add(articles, article_new("even", "feelings,urge"));
	return articles;
}

static Article *take(GPtrArray *articles, const char *name)
{
	return (Article *)articles_find(articles, name);
}

static const Occasion noon = { .minute = NOON, .missing = -1, .need = -1 };

static const char *name_of(Drawn drawn)
{
	return drawn.article ? drawn.article->name : NULL;
}

/* --- rounds --------------------------------------------------------------------------------------- */

START_TEST(what_was_never_shown_comes_before_all_else)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();

	for (int i = 0; i < 3; i++) {
		taste_add_shown(taste, "anchor", i);
		taste_add_shown(taste, "bread", i);
		taste_add_shown(taste, "dusk", i);
		taste_add_shown(taste, "even", i);
	}
	ck_assert_str_eq(name_of(rotation_draw(articles, &noon, taste, "secret", 9)), "calm");
}
END_TEST

static GPtrArray *big_shelf(GRand *dice, int n)
{
	static const char *const topics[] = { "night", "evening", "urge", "need", "routine", "feelings", "sleep" };
	GPtrArray *articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);

	for (int i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("article-%d", i);

		g_ptr_array_add(articles, article_new(name, topics[g_rand_int_range(dice, 0, G_N_ELEMENTS(topics))]));
	}
	return articles;
}

static Occasion any_occasion(GRand *dice)
{
	static const char *const cues[] = { NULL, "night", "urge", "lonely", "nothing-known" };

	return (Occasion){ .minute = g_rand_int_range(dice, 0, 1440),
		           .cue = cues[g_rand_int_range(dice, 0, G_N_ELEMENTS(cues))],
		           .missing = g_rand_int_range(dice, -1, 101),
		           .need = g_rand_int_range(dice, -1, 101) };
}

START_TEST(whatever_the_occasions_each_article_comes_once_before_any_comes_again)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	int n = g_rand_int_range(dice, 1, 40);
	g_autoptr(GPtrArray) articles = big_shelf(dice, n);
	g_autoptr(Taste) taste = taste_new();

	for (int round = 0; round < 4; round++) {
		g_autoptr(GHashTable) shown = g_hash_table_new(g_str_hash, g_str_equal);

		for (int i = 0; i < n; i++) {
			Occasion occasion = any_occasion(dice);
			gint64 now = round * 1000 + i;
			const char *name = name_of(rotation_draw(articles, &occasion, taste, "secret", now));

			ck_assert_msg(g_hash_table_add(shown, (gpointer)name), "%s came twice in a round", name);
			taste_add_shown(taste, name, now);
			if (g_rand_boolean(dice))
				taste_add_helped(taste, name, g_rand_boolean(dice));
		}
	}
}
END_TEST

START_TEST(a_new_round_does_not_begin_with_what_came_just_before)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	g_autoptr(GPtrArray) articles = big_shelf(dice, 12);
	g_autoptr(Taste) taste = taste_new();

	for (int i = 0; i < 120; i++) {
		const char *name = name_of(rotation_draw(articles, &noon, taste, "secret", i));

		for (int back = 1; back <= MIN(i, 4); back++)
			ck_assert_str_ne(name, taste->shown->pdata[taste->shown->len - back]);
		taste_add_shown(taste, name, i);
	}
}
END_TEST

START_TEST(articles_that_are_added_come_before_any_comes_again)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();

	for (int i = 0; i < 13; i++)
		taste_add_shown(taste, name_of(rotation_draw(articles, &noon, taste, "secret", i)), i);
	g_ptr_array_add(articles, article_new("fresh", "urge"));
	g_ptr_array_add(articles, article_new("green", "urge"));
	for (int i = 0; i < 2; i++) {
		const char *name = name_of(rotation_draw(articles, &noon, taste, "secret", 100 + i));

		ck_assert(g_str_equal(name, "fresh") || g_str_equal(name, "green"));
		taste_add_shown(taste, name, 100 + i);
	}
}
END_TEST

/* --- what may be shown ---------------------------------------------------------------------------- */

static const struct {
	const char *topics, *want;
} fits[] = {
	{ "urge", "even" },
	{ "urge,none-such", "even" },
	{ "none-such", NULL },
};
START_TEST(only_what_has_the_topic_is_drawn)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_auto(GStrv) topics = g_strsplit(fits[_i].topics, ",", -1);
	g_autoptr(Taste) taste = taste_new();
	Occasion occasion = noon;
	Drawn drawn;

	occasion.topics = topics;
	drawn = rotation_draw(articles, &occasion, taste, "secret", 20000);
	ck_assert_pstr_eq(name_of(drawn), fits[_i].want);
	ck_assert_int_eq(drawn.among, fits[_i].want != NULL);
	ck_assert_double_eq(drawn.probability, fits[_i].want ? 1 : 0);
}
END_TEST

START_TEST(an_empty_shelf_gives_none_and_no_topics_fit_all)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();
	char *no_topics[] = { NULL };
	Occasion occasion = noon;

	ck_assert_ptr_null(rotation_draw(none, &noon, taste, "secret", 1).article);
	occasion.topics = no_topics;
	ck_assert_int_eq(rotation_draw(articles, &occasion, taste, "secret", 1).among, 5);
	ck_assert_int_eq(rotation_draw(articles, &noon, taste, "secret", 1).among, 5);
}
END_TEST

static const struct {
	guint flags;
	Stance stance;
	gboolean frightened;
	Stance side;
	gboolean may;
} cares[] = {
	{ 0, STANCE_ANY, FALSE, STANCE_ANY, TRUE },
	{ ARTICLE_RECONNECTING, STANCE_ANY, FALSE, STANCE_ANY, TRUE },
	{ ARTICLE_RECONNECTING, STANCE_ANY, TRUE, STANCE_ANY, FALSE },
	{ ARTICLE_CLOSURE, STANCE_ANY, TRUE, STANCE_ANY, FALSE },
	{ ARTICLE_LETTER, STANCE_ANY, TRUE, STANCE_ANY, FALSE },
	{ ARTICLE_CONTACT_GOAL, STANCE_ANY, TRUE, STANCE_ANY, FALSE },
	{ ARTICLE_SAFETY, STANCE_ANY, TRUE, STANCE_ANY, TRUE },
	{ ARTICLE_SAFETY | ARTICLE_LETTER, STANCE_ANY, TRUE, STANCE_ANY, FALSE },
	{ ARTICLE_SAFETY, STANCE_ANY, FALSE, STANCE_ANY, TRUE },
	{ 0, STANCE_LEFT, FALSE, STANCE_ANY, TRUE },
	{ 0, STANCE_LEFT, FALSE, STANCE_LEFT, TRUE },
	{ 0, STANCE_LEFT, FALSE, STANCE_LEAVING, FALSE },
	{ 0, STANCE_LEAVING, FALSE, STANCE_LEFT, FALSE },
	{ 0, STANCE_ANY, TRUE, STANCE_LEAVING, TRUE },
};
START_TEST(nobody_is_shown_what_would_harm_them_or_speaks_to_another)
{
	g_autoptr(Article) article = article_new("one", "urge");
	Occasion occasion = noon;

	article->flags = cares[_i].flags;
	article->stance = cares[_i].stance;
	occasion.care = (Care){ .frightened = cares[_i].frightened, .stance = cares[_i].side };
	ck_assert_int_eq(rotation_may(article, &occasion), cares[_i].may);
}
END_TEST

START_TEST(who_was_frightened_is_shown_what_is_for_their_safety_first_whatever_the_topics)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();
	g_auto(GStrv) topics = g_strsplit("routine", ",", -1);
	Occasion occasion = noon;

	take(articles, "calm")->flags = ARTICLE_SAFETY;
	take(articles, "bread")->flags = ARTICLE_LETTER;
	occasion.topics = topics;
	occasion.care.frightened = TRUE;
	ck_assert_str_eq(name_of(rotation_draw(articles, &occasion, taste, "secret", 1)), "calm");
	taste_add_shown(taste, "calm", 1);
	ck_assert_str_eq(name_of(rotation_draw(articles, &occasion, taste, "secret", 2)), "anchor");
	taste_add_shown(taste, "anchor", 2);
	ck_assert_str_eq(name_of(rotation_draw(articles, &occasion, taste, "secret", 3)), "calm");
}
END_TEST

/* --- how well it fits ----------------------------------------------------------------------------- */

static const struct {
	const char *topics;
	Occasion occasion;
	double weight;
} weights[] = {
	{ "urge", { .minute = NOON, .missing = -1, .need = -1 }, 1 },
	{ "night", { .minute = NOON, .missing = -1, .need = -1 }, 1 },
	{ "night", { .minute = 23 * 60, .missing = -1, .need = -1 }, 3 },
	{ "night", { .minute = 4 * 60 + 59, .missing = -1, .need = -1 }, 3 },
	{ "night", { .minute = 5 * 60, .missing = -1, .need = -1 }, 1 },
	{ "night,sleep", { .minute = 0, .missing = -1, .need = -1 }, 4 },
	{ "evening", { .minute = 17 * 60, .missing = -1, .need = -1 }, 3 },
	{ "evening", { .minute = 23 * 60, .missing = -1, .need = -1 }, 1 },
	{ "need", { .minute = NOON, .missing = -1, .need = 60 }, 3 },
	{ "need", { .minute = NOON, .missing = -1, .need = 59 }, 1 },
	{ "self-trust", { .minute = NOON, .missing = -1, .need = 90 }, 2.5 },
	{ "feelings", { .minute = NOON, .missing = 80, .need = 10 }, 3 },
	{ "routine", { .minute = NOON, .missing = 80, .need = 10 }, 2.5 },
	{ "identity", { .minute = NOON, .missing = 10, .need = 10 }, 2 },
	{ "identity", { .minute = NOON, .missing = 10, .need = -1 }, 1 },
	{ "slip", { .minute = NOON, .cue = "slip", .missing = -1, .need = -1 }, 3 },
	{ "alone", { .minute = NOON, .cue = "lonely", .missing = -1, .need = -1 }, 3 },
	{ "alone", { .minute = NOON, .cue = "photo", .missing = -1, .need = -1 }, 1 },
	{ "need,night", { .minute = 0, .cue = "need", .missing = -1, .need = 100 }, 7 },
};
START_TEST(an_article_fits_by_the_hour_the_cue_and_the_scores)
{
	g_autoptr(Article) article = article_new("one", weights[_i].topics);

	ck_assert_double_eq_tol(rotation_weight(article, &weights[_i].occasion), weights[_i].weight, 1e-12);
}
END_TEST

/* --- the draw ------------------------------------------------------------------------------------- */

START_TEST(the_same_moment_and_secret_draw_the_same_article)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();
	int other_moment = 0, other_secret = 0;

	for (gint64 at = 0; at < 50; at++) {
		const Article *one = rotation_draw(articles, &noon, taste, "secret", at).article;

		ck_assert_ptr_eq(one, rotation_draw(articles, &noon, taste, "secret", at).article);
		other_moment += one != rotation_draw(articles, &noon, taste, "secret", at + 1000).article;
		other_secret += one != rotation_draw(articles, &noon, taste, "another", at).article;
	}
	ck_assert_int_gt(other_moment, 25);
	ck_assert_int_gt(other_secret, 25);
}
END_TEST

#define DRAWS 1500
typedef struct Judged {
	int helpful, unhelpful;
} Judged;
static const Judged judged[][5] = {
	{ { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ { 3, 0 }, { 0, 2 }, { 0, 0 }, { 1, 1 }, { 0, 0 } },
	{ { 90, 10 }, { 85, 15 }, { 1, 1 }, { 0, 20 }, { 4, 1 } },
	{ { 900, 100 }, { 920, 80 }, { 1, 0 }, { 300, 30 }, { 0, 0 } },
};
/* Four standard deviations of a binomial count; the chances of all sum to one. */
START_TEST(an_article_is_drawn_as_often_as_its_probability_says)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) taste = taste_new();
	Occasion evening = { .minute = 18 * 60, .missing = -1, .need = 70 };
	double probability[5] = { 0 }, sum = 0;
	int counts[5] = { 0 };

	for (int i = 0; i < 5; i++) {
		for (int n = 0; n < judged[_i][i].helpful; n++)
			taste_add_helped(taste, ((Article *)articles->pdata[i])->name, TRUE);
		for (int n = 0; n < judged[_i][i].unhelpful; n++)
			taste_add_helped(taste, ((Article *)articles->pdata[i])->name, FALSE);
	}
	for (int at = 0; at < DRAWS; at++) {
		Drawn drawn = rotation_draw(articles, &evening, taste, "secret", at);

		ck_assert_int_eq(drawn.among, 5);
		counts[drawn.article->name[0] - 'a']++;
		probability[drawn.article->name[0] - 'a'] = drawn.probability;
	}
	for (int i = 0; i < 5; i++) {
		double expected = probability[i] * DRAWS, far = 4 * sqrt(expected * (1 - probability[i])) + 1;

		sum += probability[i];
		ck_assert_msg(fabs(counts[i] - expected) <= far, "%c: %d of %d, probability %f", 'a' + i, counts[i],
		              DRAWS, probability[i]);
	}
	ck_assert_msg(sum > 0.999 && sum < 1.0001, "%f", sum); /* one too rare to be drawn may lack */
}
END_TEST

/* Uniform chances x and y: P(2x > y) = 3/4, P(x > 2y) = 1/4, P(x > y) = 1/2. */
static const struct {
	const char *mine, *other;
	double probability;
} exact[] = {
	{ "urge", "urge", 0.5 },
	{ "sleep", "urge", 0.75 },
	{ "urge", "sleep", 0.25 },
	{ "night", "urge", 5.0 / 6 },
};
START_TEST(the_probability_is_exact_where_it_is_known)
{
	g_autoptr(GPtrArray) articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
	g_autoptr(Taste) taste = taste_new();
	Occasion midnight = { .minute = 0, .missing = -1, .need = -1 };
	Drawn drawn = { 0 };

	g_ptr_array_add(articles, article_new("mine", exact[_i].mine));
	g_ptr_array_add(articles, article_new("other", exact[_i].other));
	for (gint64 at = 0; at < 100 && g_strcmp0(name_of(drawn), "mine"); at++)
		drawn = rotation_draw(articles, &midnight, taste, "secret", at);
	ck_assert_str_eq(name_of(drawn), "mine");
	ck_assert_double_eq_tol(drawn.probability, exact[_i].probability, 1e-4);
}
END_TEST

START_TEST(what_helped_comes_earlier_in_a_round_and_what_did_not_later)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(Taste) judgement = taste_new();
	double place[5] = { 0 };

	for (int i = 0; i < 6; i++) {
		taste_add_helped(judgement, "dusk", TRUE);
		taste_add_helped(judgement, "bread", FALSE);
	}
	for (int life = 0; life < 300; life++) {
		g_autoptr(Taste) taste = taste_new();
		g_autofree char *secret = g_strdup_printf("installation %d", life);

		taste_take(taste, judgement);
		for (int i = 0; i < 5; i++) {
			const char *name = name_of(rotation_draw(articles, &noon, taste, secret, i));

			place[name[0] - 'a'] += i / 300.0;
			taste_add_shown(taste, name, i);
		}
	}
	ck_assert_msg(place['d' - 'a'] < 1, "dusk at %f", place['d' - 'a']);
	ck_assert_msg(place['b' - 'a'] > 3, "bread at %f", place['b' - 'a']);
	ck_assert(place[0] > 1.2 && place[0] < 2.8);
}
END_TEST

/* --- what the past says --------------------------------------------------------------------------- */

START_TEST(scores_fade_by_half_in_thirteen_days)
{
	g_autoptr(Taste) taste = taste_new();

	ck_assert_double_lt(taste_score(taste, SCORE_NEED), 0);
	taste_add_score(taste, SCORE_NEED, 100, DAYS(1));
	taste_add_score(taste, SCORE_NEED, 0, DAYS(14));
	ck_assert_double_eq_tol(taste_score(taste, SCORE_NEED), 100 * 0.5 / 1.5, 1e-9);
	ck_assert_double_lt(taste_score(taste, SCORE_MISSING), 0);
}
END_TEST

START_TEST(a_cue_speaks_for_a_day)
{
	g_autoptr(Taste) taste = taste_new();

	taste_set_cue(taste, "night", DAYS(1));
	ck_assert_str_eq(taste_cue(taste, DAYS(2)), "night");
	ck_assert_ptr_null(taste_cue(taste, DAYS(2) + 1));
	taste_set_cue(taste, NULL, DAYS(2));
	ck_assert_ptr_null(taste_cue(taste, DAYS(2)));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rotation");
	TCase *tests = tcase_create("rotation");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, what_was_never_shown_comes_before_all_else);
	tcase_add_loop_test(tests, whatever_the_occasions_each_article_comes_once_before_any_comes_again, 0, 30);
	tcase_add_loop_test(tests, a_new_round_does_not_begin_with_what_came_just_before, 0, 10);
	tcase_add_test(tests, articles_that_are_added_come_before_any_comes_again);
	tcase_add_loop_test(tests, only_what_has_the_topic_is_drawn, 0, G_N_ELEMENTS(fits));
	tcase_add_test(tests, an_empty_shelf_gives_none_and_no_topics_fit_all);
	tcase_add_loop_test(tests, nobody_is_shown_what_would_harm_them_or_speaks_to_another, 0, G_N_ELEMENTS(cares));
	tcase_add_test(tests, who_was_frightened_is_shown_what_is_for_their_safety_first_whatever_the_topics);
	tcase_add_loop_test(tests, an_article_fits_by_the_hour_the_cue_and_the_scores, 0, G_N_ELEMENTS(weights));
	tcase_add_test(tests, the_same_moment_and_secret_draw_the_same_article);
	tcase_add_loop_test(tests, an_article_is_drawn_as_often_as_its_probability_says, 0, G_N_ELEMENTS(judged));
	tcase_add_loop_test(tests, the_probability_is_exact_where_it_is_known, 0, G_N_ELEMENTS(exact));
	tcase_add_test(tests, what_helped_comes_earlier_in_a_round_and_what_did_not_later);
	tcase_add_test(tests, scores_fade_by_half_in_thirteen_days);
	tcase_add_test(tests, a_cue_speaks_for_a_day);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
