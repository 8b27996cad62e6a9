/* test-rotation.c - which article is next. */
#include <check.h>
#include <stdlib.h>

#include "core/article.h"

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

static GHashTable *seen_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void see(GHashTable *seen, const char *name, gint64 at)
{
	g_hash_table_insert(seen, g_strdup(name), g_memdup2(&at, sizeof at));
}

START_TEST(what_was_never_shown_comes_before_all_else)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(GHashTable) seen = seen_new();

	see(seen, "anchor", 1);
	see(seen, "bread", 2);
	see(seen, "dusk", -5);
	see(seen, "even", 3);
	ck_assert_str_eq(articles_choose(articles, NULL, seen, "secret", 20000)->name, "calm");
	see(seen, "calm", 4);
	ck_assert_str_eq(articles_choose(articles, NULL, seen, "secret", 20000)->name, "dusk"); /* the oldest */
}
END_TEST

START_TEST(each_article_comes_once_before_any_comes_again)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_autoptr(GHashTable) seen = seen_new();
	g_autofree char *secret = g_strdup_printf("secret %d", _i);

	for (int round = 0; round < 3; round++) {
		g_autoptr(GHashTable) shown = g_hash_table_new(g_str_hash, g_str_equal);

		for (guint i = 0; i < articles->len; i++) {
			const Article *next = articles_choose(articles, NULL, seen, secret, 20000 + round);

			ck_assert_msg(g_hash_table_add(shown, next->name), "%s came twice in a round", next->name);
			see(seen, next->name, round * 100 + i);
		}
	}
}
END_TEST

static const struct {
	const char *topics, *want;
} fits[] = {
	{ "urge", "even" },
	{ "urge,none-such", "even" },
	{ "none-such", NULL },
};
START_TEST(only_what_has_the_topic_is_chosen)
{
	g_autoptr(GPtrArray) articles = shelf();
	g_auto(GStrv) topics = g_strsplit(fits[_i].topics, ",", -1);
	const Article *article = articles_choose(articles, topics, NULL, "secret", 20000);

	ck_assert_pstr_eq(article ? article->name : NULL, fits[_i].want);
}
END_TEST

START_TEST(an_empty_shelf_gives_none_and_no_topics_fit_all)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) articles = shelf();
	char *no_topics[] = { NULL };

	ck_assert_ptr_null(articles_choose(none, NULL, NULL, "secret", 1));
	ck_assert_ptr_nonnull(articles_choose(articles, no_topics, NULL, "secret", 1));
	ck_assert_ptr_eq(articles_choose(articles, no_topics, NULL, "secret", 1),
	                 articles_choose(articles, NULL, NULL, "secret", 1));
}
END_TEST

START_TEST(the_same_day_and_secret_draw_the_same_article)
{
	g_autoptr(GPtrArray) articles = shelf();

	for (int day = 0; day < 50; day++)
		ck_assert_ptr_eq(articles_choose(articles, NULL, NULL, "secret", day),
		                 articles_choose(articles, NULL, NULL, "secret", day));
}
END_TEST

/* Five articles, 2000 draws, 400 expected each: 330 and 470 lie 3.9 standard deviations off. */
START_TEST(ties_fall_evenly_over_days_and_over_installations)
{
	g_autoptr(GPtrArray) articles = shelf();
	int counts[5] = { 0 };

	for (int i = 0; i < 2000; i++) {
		g_autofree char *secret = g_strdup_printf("installation %d", _i ? i : 0);
		const Article *article = articles_choose(articles, NULL, NULL, secret, _i ? 20000 : i);

		counts[article->name[0] - 'a']++;
	}
	for (int i = 0; i < 5; i++)
		ck_assert_msg(counts[i] > 330 && counts[i] < 470, "%c: %d of 2000", 'a' + i, counts[i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rotation");
	TCase *tests = tcase_create("rotation");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, what_was_never_shown_comes_before_all_else);
	tcase_add_loop_test(tests, each_article_comes_once_before_any_comes_again, 0, 20);
	tcase_add_loop_test(tests, only_what_has_the_topic_is_chosen, 0, G_N_ELEMENTS(fits));
	tcase_add_test(tests, an_empty_shelf_gives_none_and_no_topics_fit_all);
	tcase_add_test(tests, the_same_day_and_secret_draw_the_same_article);
	tcase_add_loop_test(tests, ties_fall_evenly_over_days_and_over_installations, 0, 2);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
