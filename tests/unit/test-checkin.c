/* test-checkin.c - what a reply means, what comes next, and what the buttons can say. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/checkin.h"

static Wording words(const char *neutral, const char *open)
{
	return (Wording){ g_strdup(neutral), g_strdup(open) };
}

static void add_choice(Item *item, const char *value, const char *neutral, const char *open, int next, int score)
{
	Choice *choice = item_add_choice(item, value);

	choice->label = words(neutral, open);
	choice->next = next;
	choice->score = score;
}

/* pull (no ends it) -> strength -> done (may be skipped) -> note (may be skipped); steps stands apart */
static void steps_of(Protocol *protocol)
{
	Item *steps = protocol_add_item(protocol, "steps");
	Way few = { 10, 99, 3 }, many = { 500, 500, 0 };

	steps->type = ITEM_NUMBER;
	steps->ask = words("How many?", NULL);
	steps->min = 10;
	steps->max = 500;
	steps->unit = g_strdup("Schritte am Tag");
	steps->optional = TRUE;
	g_array_append_val(steps->ways, few);
	g_array_append_val(steps->ways, many);
}

static Protocol *protocol_of_four(void)
{
	Protocol *protocol = protocol_new("four");
	Item *pull = protocol_add_item(protocol, "pull");
	Item *strength = protocol_add_item(protocol, "strength");
	Item *done = protocol_add_item(protocol, "done");
	Item *note = protocol_add_item(protocol, "note");

	protocol->title = words("A moment", "The urge");
	pull->type = ITEM_CHOICE;
	pull->ask = words("Is it there?", "An urge to message?");
	add_choice(pull, "no", "Not now", "No urge", ITEM_END, 0);
	add_choice(pull, "some", "A little", NULL, 1, 50);
	add_choice(pull, "strong", "Größer", NULL, 1, 100);
	strength->type = ITEM_SCALE;
	strength->ask = words("How strong?", NULL);
	strength->max = 10;
	strength->next = 2;
	done->type = ITEM_YESNO;
	done->ask = words("Done?", NULL);
	done->optional = TRUE;
	done->next = 3;
	add_choice(done, "yes", "Yes", NULL, ITEM_END, -1);
	add_choice(done, "no", "No", NULL, 3, -1);
	note->ask = words("A word?", NULL);
	note->optional = TRUE;
	steps_of(protocol);
	return protocol;
}

/* --- replies -------------------------------------------------------------------------------------- */

static const struct {
	const char *item, *reply, *value;
	int number;
} replies[] = {
	{ "pull", "some", "some", 50 },
	{ "pull", "  SOME\n", "some", 50 },
	{ "pull", "a little", "some", 50 },
	{ "pull", "No Urge", "no", 0 },
	{ "pull", "not now", "no", 0 },
	{ "pull", "GRÖSSER", "strong", 100 },
	{ "pull",
	  "gr\x6f\xcc\x88\xc3\x9f"
	  "er",
	  "strong", 100 }, /* o and a combining diaeresis */
	{ "pull", "1", "no", 0 },
	{ "pull", "3", "strong", 100 },
	{ "strength", "0", "0", 0 },
	{ "strength", "10", "10", 10 },
	{ "strength", " 07 ", "7", 7 },
	{ "done", "y", "yes", -1 },
	{ "done", "N", "no", -1 },
	{ "done", "2", "no", -1 },
	{ "done", "", NULL, -1 },
	{ "done", "-", NULL, -1 },
	{ "done", "Skip", NULL, -1 },
	{ "note", " a walk, früh \n", "a walk, früh", -1 },
	{ "note", "two\nlines", "two\nlines", -1 },
	{ "note", "7", "7", -1 },
	{ "note", "   ", NULL, -1 },
	{ "steps", "250", "250", 250 },
	{ "steps", " 010 schritte am tag ", "10", 10 },
	{ "steps", "500Schritte am Tag", "500", 500 },
	{ "steps", "skip", NULL, -1 },
};
START_TEST(a_reply_means_what_a_person_would_mean)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	g_auto(Answer) answer = { NULL, -1 };

	ck_assert(checkin_read_answer(protocol_item(protocol, replies[_i].item), replies[_i].reply, &answer, NULL));
	ck_assert_pstr_eq(answer.value, replies[_i].value);
	ck_assert_int_eq(answer.number, replies[_i].number);
}
END_TEST

static const struct {
	const char *item, *reply, *says;
} wrong[] = {
	{ "pull", "maybe", "expected no, some or strong" },
	{ "pull", "", "expected no, some or strong" },
	{ "pull", "skip", "expected no, some or strong" },
	{ "pull", "0", "expected no, some or strong" },
	{ "pull", "4", "expected no, some or strong" },
	{ "pull", "\033[2Jboo", "'?[2Jboo'" },
	{ "strength", "11", "expected a number from 0 to 10" },
	{ "strength", "-1", "expected a number from 0 to 10" },
	{ "strength", "5.5", "expected a number from 0 to 10" },
	{ "strength", "99999999999999999999", "expected a number from 0 to 10" },
	{ "strength", "ten", "'ten' is not an answer" },
	{ "done", "perhaps", "or skip" },
	{ "note", "up\033[A", "Escape" },
	{ "steps", "9", "expected a number from 10 to 500 Schritte am Tag, or skip" },
	{ "steps", "501", "to 500" },
	{ "steps", "20 km", "'20 km' is not" },
	{ "steps", "Schritte am Tag", "expected a number" },
	{ "note", "\xff\xfe", "UTF-8" },
};
START_TEST(a_wrong_reply_says_what_was_expected_and_gives_nothing)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	g_autoptr(GError) error = NULL;
	g_auto(Answer) answer = { NULL, -1 };

	ck_assert(!checkin_read_answer(protocol_item(protocol, wrong[_i].item), wrong[_i].reply, &answer, &error));
	ck_assert(g_error_matches(error, CHECKIN_ERROR, CHECKIN_ERROR_ANSWER));
	ck_assert_msg(strstr(error->message, wrong[_i].says), "%s", error->message);
	ck_assert_ptr_null(answer.value);
	for (const char *p = error->message; *p; p++)
		ck_assert((guchar)*p >= ' ');
}
END_TEST

START_TEST(a_text_is_kept_whole_or_refused_whole)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	const Item *note = protocol_item(protocol, "note");
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_auto(Answer) answer = { NULL, -1 };

	for (int i = 0; i < MAX_ANSWER; i++)
		g_string_append(text, "ß");
	ck_assert(checkin_read_answer(note, text->str, &answer, NULL));
	ck_assert_str_eq(answer.value, text->str);
	answer_clear(&answer);
	g_string_append(text, "ß");
	ck_assert(!checkin_read_answer(note, text->str, &answer, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "2001 characters"));
}
END_TEST

START_TEST(random_replies_are_read_or_refused)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);

	for (int round = 0; round < 200; round++) {
		const Item *item = g_ptr_array_index(protocol->items, g_rand_int_range(dice, 0, 4));
		char reply[60] = "";
		g_autoptr(GError) error = NULL;
		g_auto(Answer) answer = { NULL, -1 };

		for (int i = g_rand_int_range(dice, 0, sizeof reply); i > 0; i--)
			reply[i - 1] = (char)g_rand_int_range(dice, 1, 256);
		ck_assert(checkin_read_answer(item, reply, &answer, &error) == !error);
	}
}
END_TEST

/* --- the way through ------------------------------------------------------------------------------ */

static const struct {
	const char *item, *value, *next;
} steps[] = {
	{ "pull", "no", NULL },    { "pull", "some", "strength" }, { "strength", "3", "done" }, { "done", "yes", NULL },
	{ "done", "no", "note" },  { "done", NULL, "note" },       { "note", "x", NULL },       { "note", NULL, NULL },
	{ "steps", "99", "note" }, { "steps", "100", NULL },       { "steps", "500", "pull" },  { "steps", NULL, NULL },
	{ "steps", "x", NULL },    { "done", "gone", "note" }, /* a value of an older file: as if skipped */
};
START_TEST(an_answer_leads_to_the_next_item)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	Answer answer = { (char *)steps[_i].value, -1 };
	const Item *next = checkin_next(protocol, protocol_item(protocol, steps[_i].item), &answer);

	ck_assert_pstr_eq(next ? next->name : NULL, steps[_i].next);
}
END_TEST

static const struct {
	const char *answers, *next;
} resumes[] = {
	{ "", "pull" },
	{ "pull=some", "strength" },
	{ "strength=4 pull=strong", "done" }, /* in any order */
	{ "pull=some strength=4 done=-", "note" },
	{ "pull=some strength=4 done=- note=-", NULL },
	{ "pull=no", NULL },
	{ "strength=4", "pull" },
};
START_TEST(a_walk_goes_on_where_it_stopped)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	g_autoptr(GHashTable) answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_auto(GStrv) pairs = g_strsplit(resumes[_i].answers, " ", -1);
	const Item *next;

	for (char **pair = pairs; *pair && **pair; pair++) {
		g_auto(GStrv) halves = g_strsplit(*pair, "=", 2);

		g_hash_table_insert(answers, g_strdup(halves[0]),
		                    g_str_equal(halves[1], "-") ? NULL : g_strdup(halves[1]));
	}
	next = checkin_resume(protocol, answers);
	ck_assert_pstr_eq(next ? next->name : NULL, resumes[_i].next);
}
END_TEST

/* --- cards ---------------------------------------------------------------------------------------- */

/* "key label|key label" */
static char *actions_of(const Card *card)
{
	GString *text = g_string_new(NULL);

	for (int i = 0; i < card_n_actions(card); i++)
		g_string_append_printf(text, "%s%s %s", i ? "|" : "", strchr(card->actions[i].key, '='),
		                       card->actions[i].label);
	return g_string_free(text, FALSE);
}

static const struct {
	const char *item;
	int low, high;
	gboolean discreet;
	const char *summary, *body, *actions;
} cards[] = {
	{ "pull", 0, 0, TRUE, "A moment", "Is it there?", "=no Not now|=some A little|=strong Größer" },
	{ "pull", 0, 0, FALSE, "The urge", "An urge to message?", "=no No urge|=some A little|=strong Größer" },
	{ "strength", 0, 10, TRUE, "A moment", "How strong?", "=0..3 0–3|=4..6 4–6|=7..10 7–10" },
	{ "strength", 0, 0, TRUE, "A moment", "How strong?", "=0..3 0–3|=4..6 4–6|=7..10 7–10" },
	{ "strength", 4, 6, TRUE, "A moment", "How strong?\nFrom 4 to 6, nearest to:", "=4 4|=5 5|=6 6" },
	{ "strength", 7, 10, TRUE, "A moment", "How strong?\nFrom 7 to 10, nearest to:", "=7 7|=8..9 8–9|=10 10" },
	{ "strength", 8, 9, TRUE, "A moment", "How strong?\nFrom 8 to 9, nearest to:", "=8 8|=9 9" },
	{ "done", 0, 0, TRUE, "A moment", "Done?", "=yes Yes|=no No|= Skip" },
	{ "note", 0, 0, TRUE, "A moment", "A word?", "= Skip" },
	{ "steps", 0, 0, TRUE, "A moment", "How many?", "= Skip" },
};
START_TEST(a_card_asks_one_item_with_at_most_three_buttons)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	const Item *item = protocol_item(protocol, cards[_i].item);
	g_autoptr(Card) card = checkin_card(protocol, item, cards[_i].low, cards[_i].high, cards[_i].discreet);
	g_autofree char *actions = actions_of(card);

	ck_assert_str_eq(card->summary, cards[_i].summary);
	ck_assert_str_eq(card->body, cards[_i].body);
	ck_assert_str_eq(actions, cards[_i].actions);
	ck_assert(card->stays);
	ck_assert_int_eq(card->takes_text, item->type == ITEM_TEXT || item->type == ITEM_NUMBER);
	ck_assert_int_eq(card->takes_number, item->type == ITEM_NUMBER);
}
END_TEST

/* Presses every button from [low, high] on; marks what can be answered; returns the most presses it took. */
static int press_all(const Protocol *protocol, const Item *item, int low, int high, gboolean *reached)
{
	g_autoptr(Card) card = checkin_card(protocol, item, low, high, TRUE);
	int most = 0;

	for (int i = 0; i < card_n_actions(card); i++) {
		const char *value = checkin_pressed(item, card->actions[i].key);
		g_auto(Answer) answer = { NULL, -1 };
		int from, to, presses;

		ck_assert_ptr_nonnull(value);
		if (checkin_narrows(value, &from, &to)) {
			ck_assert(from >= low && to <= high && to - from < high - low);
			presses = press_all(protocol, item, from, to, reached);
			most = MAX(most, presses);
		} else {
			ck_assert(checkin_read_answer(item, value, &answer, NULL));
			ck_assert_msg(!reached[answer.number], "%d in %d..%d of %d..%d", answer.number, low, high,
			              item->min, item->max);
			reached[answer.number] = TRUE;
		}
	}
	return most + 1;
}

START_TEST(every_value_of_a_scale_is_at_most_three_presses_away)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	Item *item = g_ptr_array_index(protocol->items, 1);

	for (item->min = 0; item->min <= 5; item->min++)
		for (item->max = item->min + 1; item->max < item->min + 27; item->max++) {
			gboolean reached[64] = { FALSE };

			ck_assert_int_le(press_all(protocol, item, item->min, item->max, reached), 3);
			for (int value = item->min; value <= item->max; value++)
				ck_assert_msg(reached[value], "%d of %d..%d", value, item->min, item->max);
		}
}
END_TEST

static const struct {
	const char *key;
	gboolean narrows;
	int low, high;
} keys[] = {
	{ "0..3", TRUE, 0, 3 },  { "7..10", TRUE, 7, 10 }, { "=3", FALSE, 0, 0 },    { "", FALSE, 0, 0 },
	{ "3", FALSE, 0, 0 },    { "3..", FALSE, 0, 0 },   { "..3", FALSE, 0, 0 },   { "9..3", FALSE, 0, 0 },
	{ "a..b", FALSE, 0, 0 }, { "later", FALSE, 0, 0 }, { "=0..3", FALSE, 0, 0 }, { "99999999999..3", FALSE, 0, 0 },
};
START_TEST(only_a_range_narrows)
{
	int low = -7, high = -7;

	ck_assert_int_eq(checkin_narrows(keys[_i].key, &low, &high), keys[_i].narrows);
	ck_assert_int_eq(low, keys[_i].narrows ? keys[_i].low : -7);
	ck_assert_int_eq(high, keys[_i].narrows ? keys[_i].high : -7);
}
END_TEST

START_TEST(a_button_answers_its_own_question_only)
{
	g_autoptr(Protocol) protocol = protocol_of_four();
	const Item *item = protocol_item(protocol, "done");
	g_autofree char *key = checkin_key(item, "yes");

	ck_assert_str_eq(checkin_pressed(item, key), "yes");
	ck_assert_ptr_null(checkin_pressed(protocol_item(protocol, "pull"), key));
	ck_assert_ptr_null(checkin_pressed(item, "=yes"));
	ck_assert_ptr_null(checkin_pressed(item, "later"));
	ck_assert_ptr_null(checkin_pressed(NULL, key));
	ck_assert_ptr_null(strstr(key, "done"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("checkin");
	TCase *tests = tcase_create("checkin");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, a_reply_means_what_a_person_would_mean, 0, G_N_ELEMENTS(replies));
	tcase_add_loop_test(tests, a_wrong_reply_says_what_was_expected_and_gives_nothing, 0, G_N_ELEMENTS(wrong));
	tcase_add_test(tests, a_text_is_kept_whole_or_refused_whole);
	tcase_add_loop_test(tests, random_replies_are_read_or_refused, 0, 20);
	tcase_add_loop_test(tests, an_answer_leads_to_the_next_item, 0, G_N_ELEMENTS(steps));
	tcase_add_loop_test(tests, a_walk_goes_on_where_it_stopped, 0, G_N_ELEMENTS(resumes));
	tcase_add_loop_test(tests, a_card_asks_one_item_with_at_most_three_buttons, 0, G_N_ELEMENTS(cards));
	tcase_add_test(tests, every_value_of_a_scale_is_at_most_three_presses_away);
	tcase_add_test(tests, a_button_answers_its_own_question_only);
	tcase_add_loop_test(tests, only_a_range_narrows, 0, G_N_ELEMENTS(keys));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
