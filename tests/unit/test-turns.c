/* test-turns.c - which of the items that take turns is asked, and how often each comes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/checkin.h"
#include "core/turns.h"

/* head -> one of the turn `t` (a, b, c ... with these weights) -> one of the turn `u` (v, w) -> tail */
static Protocol *protocol_with(const int *weights, guint n)
{
	Protocol *protocol = protocol_new("turns");
	const char *const names[] = { "v", "w" };
	Item *item = protocol_add_item(protocol, "head");

	item->next = 1;
	for (guint i = 0; i < n; i++) {
		char name[2] = { (char)('a' + i), '\0' };

		item = protocol_add_item(protocol, name);
		item->turn = g_strdup("t");
		item->weight = weights[i];
		item->next = (int)n + 1;
	}
	for (guint i = 0; i < 2; i++) {
		item = protocol_add_item(protocol, names[i]);
		item->turn = g_strdup("u");
		item->next = (int)n + 3;
	}
	protocol_add_item(protocol, "tail");
	return protocol;
}

/* The names on the way through, a blank between two. */
static char *way_through(const Protocol *protocol)
{
	GString *way = g_string_new(NULL);

	for (const Item *item = g_ptr_array_index(protocol->items, 0); item; item = checkin_next(protocol, item, NULL))
		g_string_append_printf(way, "%s%s", way->len ? " " : "", item->name);
	return g_string_free(way, FALSE);
}

static GPtrArray *names(const char *text)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(all, g_strdup(*word));
	return all;
}

static const struct {
	const char *asked, *given, *way;
} cases[] = {
	{ "", "", "head c v tail" },              /* never asked: the heaviest, then the first */
	{ "head c v tail", "", "head a w tail" }, /* what was never asked comes before what was */
	{ "c v a w b v", "", "head c w tail" },   /* three ago and twice as heavy */
	{ "c v b w a v", "", "head c w tail" },
	{ "a v b w c v", "", "head a w tail" }, /* three times one against one time two */
	{ "a b c", "", "head a v tail" },
	{ "b a c", "", "head b v tail" },
	{ "c a b elsewhere other", "", "head c v tail" }, /* what belongs to no turn counts nowhere */
	{ "a b c", "c", "head c v tail" },                /* it has asked that one already */
	{ "", "b w", "head b w tail" },
};
START_TEST(the_one_whose_weight_times_age_is_greatest_is_asked)
{
	g_autoptr(Protocol) all = protocol_with((int[]){ 1, 1, 2 }, 3);
	g_autoptr(GPtrArray) asked = names(cases[_i].asked), words = names(cases[_i].given);
	g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Protocol) chosen = NULL;
	g_autofree char *way = NULL;

	for (guint i = 0; i < words->len; i++)
		g_hash_table_insert(given, words->pdata[i], NULL);
	chosen = protocol_in_turn(all, asked, given);
	way = way_through(chosen);
	ck_assert_str_eq(way, cases[_i].way);
	ck_assert_uint_eq(chosen->items->len, 4);
}
END_TEST

START_TEST(nothing_asked_and_nothing_given_may_be_left_out)
{
	g_autoptr(Protocol) all = protocol_with((int[]){ 1, 1 }, 2);
	g_autoptr(Protocol) chosen = protocol_in_turn(all, NULL, NULL);
	g_autofree char *way = way_through(chosen);

	ck_assert_str_eq(way, "head a v tail");
}
END_TEST

START_TEST(a_protocol_without_turns_stays_as_it_is)
{
	g_autoptr(Protocol) all = protocol_new("plain");
	g_autoptr(Protocol) same = NULL;
	Item *scale = protocol_add_item(all, "scale"), *yesno = protocol_add_item(all, "yesno");
	Way way = { 0, 3, ITEM_END };
	Choice *yes;

	all->title.neutral = g_strdup("A moment");
	protocol_add_item(all, "last");
	scale->type = ITEM_SCALE;
	scale->max = 10;
	scale->next = 1;
	g_array_append_val(scale->ways, way);
	yesno->type = ITEM_YESNO;
	yesno->score = g_strdup("need");
	yesno->next = 2;
	yes = item_add_choice(yesno, "yes");
	yes->label.open = g_strdup("Indeed");
	yes->score = 70;
	same = protocol_in_turn(all, NULL, NULL);
	ck_assert_str_eq(same->title.neutral, "A moment");
	ck_assert_ptr_null(checkin_next(same, protocol_item(same, "scale"), &(Answer){ (char *)"3", 3 }));
	ck_assert_str_eq(checkin_next(same, protocol_item(same, "scale"), &(Answer){ (char *)"4", 4 })->name, "yesno");
	ck_assert_str_eq(checkin_next(same, protocol_item(same, "yesno"), NULL)->name, "last");
	ck_assert_str_eq(protocol_item(same, "yesno")->score, "need");
	ck_assert_str_eq(item_choice(protocol_item(same, "yesno"), "yes")->label.open, "Indeed");
	ck_assert_int_eq(item_choice(protocol_item(same, "yesno"), "yes")->score, 70);
	ck_assert_int_eq(item_choice(protocol_item(same, "yesno"), "yes")->next, ITEM_END);
}
END_TEST

/* Goes through so many check-ins and counts who was asked; fails when one stays away longer than `most`. */
static void ask_often(const Protocol *all, guint n, int rounds, int most, int *counts)
{
	g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func(g_free);
	int last[16] = { 0 };

	for (int round = 1; round <= rounds; round++) {
		g_autoptr(Protocol) chosen = protocol_in_turn(all, asked, NULL);
		const Item *item = g_ptr_array_index(chosen->items, 1);

		g_ptr_array_add(asked, g_strdup(item->name));
		counts[*item->name - 'a']++;
		last[*item->name - 'a'] = round;
		for (guint i = 0; i < n; i++)
			ck_assert_msg(round - last[i] < most, "%c stayed away for %d of %d", 'a' + i, round - last[i],
			              most);
	}
}

START_TEST(each_comes_again_soon_and_a_heavier_one_never_less_often)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	guint n = g_rand_int_range(dice, 2, 9);
	int weights[8] = { 0 }, counts[16] = { 0 }, sum = 0;
	g_autoptr(Protocol) all = NULL;

	for (guint i = 0; i < n; i++)
		sum += weights[i] = g_rand_int_range(dice, 1, 10);
	all = protocol_with(weights, n);
	ask_often(all, n, 6 * sum, 2 * sum, counts);
	for (guint i = 0; i < n; i++)
		for (guint j = 0; j < n; j++)
			if (weights[i] > weights[j])
				ck_assert_msg(counts[i] >= counts[j] - 1, "%c (%d): %d, %c (%d): %d", 'a' + i,
				              weights[i], counts[i], 'a' + j, weights[j], counts[j]);
}
END_TEST

START_TEST(of_four_signs_each_comes_within_six_check_ins_and_the_heavier_one_most_often)
{
	g_autoptr(Protocol) all = protocol_with((int[]){ 1, 1, 2, 1 }, 4);
	int counts[16] = { 0 };

	ask_often(all, 4, 100, 6, counts);
	for (int i = 0; i < 4; i++)
		ck_assert(i == 2 ? counts[i] >= 35 : counts[i] >= 18 && counts[i] <= 23);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("turns");
	TCase *tests = tcase_create("turns");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, the_one_whose_weight_times_age_is_greatest_is_asked, 0, G_N_ELEMENTS(cases));
	tcase_add_test(tests, nothing_asked_and_nothing_given_may_be_left_out);
	tcase_add_test(tests, a_protocol_without_turns_stays_as_it_is);
	tcase_add_loop_test(tests, each_comes_again_soon_and_a_heavier_one_never_less_often, 0, 60);
	tcase_add_test(tests, of_four_signs_each_comes_within_six_check_ins_and_the_heavier_one_most_often);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
