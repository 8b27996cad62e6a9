/* test-attention.c - who says whether a person can be disturbed, and what is made of what they say. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/attention.h"

static const Attention *row_of(const char *who, const char *member)
{
	for (const Attention *row = attention_table; row->who; row++)
		if (g_str_equal(row->who, who) && (!member || g_strcmp0(row->member, member) == 0))
			return row;
	ck_abort_msg("nobody is called %s", who);
}

/* What each says, as it goes over the bus, in GVariant's text. */
static const struct {
	const char *who, *member, *said;
	int on; /* -1: nothing that can be read */
} words[] = {
	{ "Plasma", NULL, "(<true>,)", 1 },
	{ "Plasma", NULL, "(<false>,)", 0 },
	{ "Plasma", NULL, "(<'yes'>,)", -1 },
	{ "Plasma", NULL, "(<1>,)", -1 },
	{ "GNOME", NULL, "(false,)", 1 }, /* no banners are shown */
	{ "GNOME", NULL, "(true,)", 0 },
	{ "dunst", NULL, "(<true>,)", 1 },
	{ "dunst", NULL, "(<<true>>,)", 1 }, /* however deep it lies */
	{ "swaync", NULL, "(true,)", 1 },
	{ "swaync", NULL, "(false,)", 0 },
	{ "swaync", NULL, "()", -1 },
	{ "Xfce", NULL, "(<true>,)", 1 }, /* an answer */
	{ "Xfce", NULL, "('xfce4-notifyd', '/do-not-disturb', <true>)", 1 },
	{ "Xfce", NULL, "('xfce4-notifyd', '/do-not-disturb', <false>)", 0 },
	{ "Xfce", NULL, "('xfce4-notifyd', '/do-not-disturb')", 0 }, /* the setting is gone */
	{ "Xfce", NULL, "('xfce4-notifyd', '/theme', <true>)", -1 },
	{ "Xfce", NULL, "('xfce4-panel', '/do-not-disturb', <true>)", -1 },
	{ "Xfce", NULL, "(1, 2, 3)", -1 },
	{ "mako", NULL, "(<['default', 'do-not-disturb']>,)", 1 },
	{ "mako", NULL, "(<['dnd']>,)", 1 },
	{ "mako", NULL, "(<['default', 'do-not-disturb-me']>,)", 0 },
	{ "mako", NULL, "(<@as []>,)", 0 },
	{ "mako", NULL, "(<true>,)", -1 },
	{ "the screen saver", NULL, "(true,)", 1 },
	{ "the system", NULL, "(true,)", 1 },
	{ "the login session", "LockedHint", "(<true>,)", 1 },
};

START_TEST(what_each_says_is_understood)
{
	const Attention *row = row_of(words[_i].who, words[_i].member);
	g_autoptr(GVariant) said = g_variant_parse(NULL, words[_i].said, NULL, NULL, NULL);
	gboolean on = FALSE, read = attention_read(row, said, &on);

	ck_assert_ptr_nonnull(said);
	ck_assert_msg((read ? on : -1) == words[_i].on, "%s: %s", words[_i].who, words[_i].said);
}
END_TEST

START_TEST(nothing_but_a_tuple_is_read)
{
	g_autoptr(GVariant) bare = g_variant_ref_sink(g_variant_new_boolean(TRUE));
	gboolean on;

	ck_assert(!attention_read(row_of("dunst", NULL), bare, &on));
}
END_TEST

START_TEST(only_what_needs_words_is_asked_with_words)
{
	g_autoptr(GVariant) question = g_variant_ref_sink(attention_question(row_of("Xfce", NULL)));
	g_autofree char *text = g_variant_print(question, FALSE);

	ck_assert_str_eq(text, "('xfce4-notifyd', '/do-not-disturb')");
	ck_assert_ptr_null(attention_question(row_of("swaync", NULL)));
}
END_TEST

/* A row that lacks what its way needs would fail only where that desktop runs. */
START_TEST(each_row_says_all_that_its_way_needs)
{
	const Attention *row = &attention_table[_i];

	ck_assert_ptr_nonnull(row->who);
	ck_assert(reason_is_absence(row->means) && row->means != REASON_SETTLING);
	ck_assert(strchr(row->name, '.'));
	ck_assert(strchr(row->interface, '.'));
	ck_assert_int_eq(row->path != NULL, row->heed != HEED_SESSION && row->heed != HEED_SETTING);
	ck_assert_int_eq(row->member == NULL, row->words[0] != NULL);
	ck_assert(!row->ask || row->heed == HEED_SIGNAL || row->heed == HEED_PROPERTY);
	ck_assert_int_eq(row->means == REASON_DO_NOT_DISTURB, row->server != NULL);
}
END_TEST

START_TEST(of_two_the_graver_is_said)
{
	static const Reason order[] = { REASON_ASLEEP, REASON_LOCKED, REASON_DO_NOT_DISTURB, REASON_AWAY, REASON_NONE };

	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		for (gsize k = i; k < G_N_ELEMENTS(order); k++) {
			ck_assert_int_eq(attention_graver(order[i], order[k]), order[i]);
			ck_assert_int_eq(attention_graver(order[k], order[i]), order[i]);
		}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("attention");
	TCase *tests = tcase_create("attention");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, what_each_says_is_understood, 0, G_N_ELEMENTS(words));
	tcase_add_test(tests, nothing_but_a_tuple_is_read);
	tcase_add_test(tests, only_what_needs_words_is_asked_with_words);
	tcase_add_loop_test(tests, each_row_says_all_that_its_way_needs, 0, (int)attention_count());
	tcase_add_test(tests, of_two_the_graver_is_said);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
