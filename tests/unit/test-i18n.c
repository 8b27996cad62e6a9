/* Languages: which one is spoken, how a catalogue is read, and that contents keep their names in all of them. */
#include <check.h>
#include <string.h>

#include "config/helplines.h"
#include "config/language.h"
#include "config/protocols.h"
#include "core/catalogue.h"
#include "core/i18n.h"
#include "core/plural.h"

/* --- plural forms --------------------------------------------------------------------------------- */

#define RUSSIAN "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"
static const struct {
	const char *expression;
	guint64 n, form;
} forms[] = {
	{ "(n != 1);\n", 1, 0 }, { "(n != 1);", 0, 1 }, { "n>1", 1, 0 },       { "0", 7, 0 },
	{ RUSSIAN, 1, 0 },       { RUSSIAN, 11, 2 },    { RUSSIAN, 22, 1 },    { RUSSIAN, 112, 2 },
	{ "!n", 0, 1 },          { "n-1+2*3/2", 1, 3 }, { "7 - 2 - 1", 0, 4 },
};
START_TEST(a_plural_rule_is_read_as_c_would)
{
	guint64 form;

	ck_assert(plural_form(forms[_i].expression, forms[_i].n, &form));
	ck_assert_uint_eq(form, forms[_i].form);
}
END_TEST

static const char *const no_forms[] = { "", "n +", "(n", "n n", "m", "n ? 1", "n % 0", "1 / (n - 1)", "n == ;" };
START_TEST(a_plural_rule_that_makes_no_sense_is_refused)
{
	g_autofree char *brackets = g_strnfill(100000, '(');
	guint64 form;

	ck_assert_msg(!plural_form(no_forms[_i], 1, &form), "%s", no_forms[_i]);
	ck_assert(!plural_form(brackets, 1, &form));
}
END_TEST

/* --- catalogues ----------------------------------------------------------------------------------- */

/* What msgfmt would write of these, with the tables behind the head and the texts behind them. */
static const struct {
	const char *text, *translation;
	gsize text_length, translation_length; /* with the NULs within */
} words[] = {
	{ "", "Plural-Forms: nplurals=2; plural=(n != 1);\n", 0, 43 },
	{ "%d day\0%d days", "%d Tag\0%d Tage", 14, 14 },
	{ "hello", "hallo", 5, 5 },
	{ "month\004May", "Mai", 9, 3 },
};

static void put(GString *data, guint32 number, gboolean swapped)
{
	guint32 it = swapped ? GUINT32_SWAP_LE_BE(number) : number;

	g_string_append_len(data, (const char *)&it, sizeof it);
}

static GString *catalogue_made(gboolean swapped)
{
	GString *data = g_string_new(NULL), *texts = g_string_new(NULL);
	guint32 count = G_N_ELEMENTS(words), behind = 20 + 16 * count;

	put(data, 0x950412de, swapped);
	put(data, 0, swapped);
	put(data, count, swapped);
	put(data, 20, swapped);
	put(data, 20 + 8 * count, swapped);
	for (int side = 0; side < 2; side++)
		for (guint i = 0; i < count; i++) {
			gsize length = side ? words[i].translation_length : words[i].text_length;

			put(data, (guint32)length, swapped);
			put(data, behind + (guint32)texts->len, swapped);
			g_string_append_len(texts, side ? words[i].translation : words[i].text, (gssize)length + 1);
		}
	g_string_append_len(data, texts->str, (gssize)texts->len);
	g_string_free(texts, TRUE);
	return data;
}

START_TEST(a_catalogue_is_read_in_either_order_of_bytes)
{
	GString *data = catalogue_made(_i);
	gsize size = data->len;
	g_autoptr(Catalogue) catalogue = catalogue_new(g_string_free(data, FALSE), size);

	ck_assert_ptr_nonnull(catalogue);
	ck_assert_str_eq(catalogue_find(catalogue, "hello"), "hallo");
	ck_assert_str_eq(catalogue_find(catalogue, "month\004May"), "Mai");
	ck_assert_ptr_null(catalogue_find(catalogue, "hell"));
	ck_assert_str_eq(catalogue_find_plural(catalogue, "%d day", 1), "%d Tag");
	ck_assert_str_eq(catalogue_find_plural(catalogue, "%d day", 0), "%d Tage");
}
END_TEST

/* Under the sanitizers, nothing is read beyond the end, wherever a byte went wrong. */
START_TEST(a_catalogue_with_any_byte_wrong_is_refused_or_read_within_its_bounds)
{
	static const guchar wrong[] = { 0x00, 0x01, 0x7f, 0xff };
	GString *whole = catalogue_made(FALSE);

	for (gsize at = 0; at < whole->len; at++) {
		for (guint w = 0; w < G_N_ELEMENTS(wrong); w++) {
			char *data = g_memdup2(whole->str, whole->len);
			g_autoptr(Catalogue) catalogue = NULL;

			data[at] = (char)wrong[w];
			catalogue = catalogue_new(data, whole->len);
			for (guint i = 0; catalogue && i < G_N_ELEMENTS(words); i++) {
				const char *found = catalogue_find_plural(catalogue, words[i].text, _i);

				ck_assert(!found || strlen(found) < whole->len);
			}
		}
	}
	for (gsize size = 0; size < whole->len; size++)
		ck_assert_ptr_null(catalogue_new(g_memdup2(whole->str, size), size));
	g_string_free(whole, TRUE);
}
END_TEST

START_TEST(without_a_catalogue_texts_are_english)
{
	ck_assert(i18n_use(NULL));
	ck_assert_str_eq(_("hello"), "hello");
	ck_assert_str_eq(C_("month", "May"), "May");
	ck_assert_str_eq(ngettext("%d day", "%d days", 1), "%d day");
	ck_assert_str_eq(ngettext("%d day", "%d days", 2), "%d days");
	ck_assert(!i18n_use("/nowhere/steady.mo"));
	ck_assert_str_eq(_("hello"), "hello");
	ck_assert(i18n_use(NULL));
}
END_TEST

/* --- which language ------------------------------------------------------------------------------- */

static const struct {
	const char *setting, *lc_all, *lc_messages, *lang, *language, *want;
} choices[] = {
	{ "auto", NULL, NULL, NULL, NULL, "" },
	{ "auto", NULL, NULL, "de_DE.UTF-8", NULL, "de_DE de" },
	{ NULL, NULL, NULL, "de_AT.UTF-8@euro", NULL, "de_AT@euro de@euro de_AT de" },
	{ "auto", NULL, "de_DE.UTF-8", "fr_FR.UTF-8", NULL, "de_DE de" },
	{ "auto", "en_US.UTF-8", "de_DE.UTF-8", "de_DE.UTF-8", NULL, "" },
	{ "auto", "", "", "de_DE.UTF-8", "", "de_DE de" },
	{ "auto", NULL, NULL, "en_US.UTF-8", "de:fr", "de fr" },
	{ "auto", NULL, NULL, "en_US.UTF-8", "nl:en:de", "nl" },
	{ "auto", NULL, NULL, "C.UTF-8", "de", "de" },
	{ "auto", "C", NULL, "de_DE.UTF-8", "de", "" }, /* as gettext: nothing is said in a script's locale */
	{ "auto", NULL, NULL, "POSIX", "de", "" },
	{ "auto", NULL, NULL, "../../etc", "../x:/y", "" },
	{ "de", "C", NULL, "C", NULL, "de" },
	{ "de-AT", NULL, NULL, "en_US.UTF-8", "fr", "de_AT de" },
	{ "en", NULL, NULL, "de_DE.UTF-8", "de", "" },
	{ "en-GB", NULL, NULL, "de_DE.UTF-8", "de", "" },
};
START_TEST(the_setting_goes_ahead_of_the_environment)
{
	const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE" };
	const char *const values[] = { choices[_i].lc_all, choices[_i].lc_messages, choices[_i].lang,
		                       choices[_i].language };
	g_auto(GStrv) list = NULL;
	g_autofree char *joined = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (values[i])
			g_setenv(names[i], values[i], TRUE);
		else
			g_unsetenv(names[i]);
	list = language_list(choices[_i].setting);
	joined = g_strjoinv(" ", list);
	ck_assert_str_eq(joined, choices[_i].want);
}
END_TEST

/* --- contents ------------------------------------------------------------------------------------- */

static Problems *problems;

static Protocol *load(const char *name, char **languages)
{
	Paths shipped = { .share = (char *)"share/steady", .languages = languages };

	return protocol_load(&shipped, name, problems);
}

static void assert_same_choices(const Item *a, const Item *b)
{
	ck_assert_uint_eq(a->choices->len, b->choices->len);
	for (guint i = 0; i < a->choices->len; i++) {
		const Choice *one = a->choices->pdata[i], *other = b->choices->pdata[i];

		ck_assert_str_eq(one->value, other->value);
		ck_assert_int_eq(one->next, other->next);
		ck_assert_int_eq(one->score, other->score);
		ck_assert_msg(g_strcmp0(one->label.neutral, other->label.neutral) != 0 ||
		                      g_str_equal(one->label.neutral, "Plan"),
		              "%s.%s is English: %s", a->name, one->value, one->label.neutral);
	}
}

START_TEST(a_check_in_in_another_language_has_other_wordings_and_the_same_names)
{
	Paths shipped = { .share = (char *)"share/steady" };
	char *german[] = { (char *)"de_AT", (char *)"de", NULL };
	g_auto(GStrv) names = protocol_names(&shipped);

	problems = problems_new();
	for (char **name = names; *name; name++) {
		g_autofree char *file = g_strdup_printf("share/steady/protocols/de/%s.ini", *name);
		g_autoptr(Protocol) english = load(*name, NULL), other = load(*name, german);

		if (!g_file_test(file, G_FILE_TEST_EXISTS))
			continue;
		ck_assert_msg(english && other, "%s", *name);
		ck_assert_uint_eq(english->items->len, other->items->len);
		ck_assert_str_ne(english->title.neutral, other->title.neutral);
		for (guint i = 0; i < english->items->len; i++) {
			const Item *a = english->items->pdata[i], *b = other->items->pdata[i];

			ck_assert_str_eq(a->name, b->name);
			ck_assert_msg(!g_str_equal(a->ask.neutral, b->ask.neutral), "%s.%s is English", *name, a->name);
			ck_assert_msg(g_strcmp0(a->ask.open, b->ask.open) != 0 || !a->ask.open, "%s.%s is English",
			              *name, a->name);
			assert_same_choices(a, b);
		}
	}
	ck_assert_uint_eq(problems_count(problems), 0);
	problems_free(problems);
}
END_TEST

START_TEST(helplines_have_their_words_in_the_language_and_the_same_numbers)
{
	static const char text[] =
		"[country]\nname = Germany\nname.de = Deutschland\n[line a]\ntitle = A\nkind = crisis\n"
		"phone = 116 123\nhours = day and night\nhours.de = rund um die Uhr\nnote = free\n"
		"page = https://a.example/\nchecked = 2026-01-02\n";
	char *const german[] = { (char *)"de_DE", (char *)"de", NULL };
	g_autoptr(Problems) none = problems_new();
	g_autoptr(Helplines) english = helplines_parse(text, -1, "DE.ini", "DE", NULL, none);
	g_autoptr(Helplines) lines = helplines_parse(text, -1, "DE.ini", "DE", german, none);
	const Helpline *line = helplines_first(lines, HELP_CRISIS);

	ck_assert_str_eq(english->name, "Germany");
	ck_assert_str_eq(helplines_first(english, HELP_CRISIS)->hours, "day and night");
	ck_assert_str_eq(lines->name, "Deutschland");
	ck_assert_str_eq(line->hours, "rund um die Uhr");
	ck_assert_str_eq(line->note, "free");
	ck_assert_uint_eq(problems_count(none), 0);
}
END_TEST

static const char *const wrong_lines[] = { "phone.de = 110", "hours.d = x", "note.de = nur so",
	                                   "checked.de = 2026-01-02" };
START_TEST(only_words_can_be_translated_and_only_beside_the_english_ones)
{
	g_autofree char *text =
		g_strdup_printf("[country]\nname = Here\n[line a]\ntitle = A\nkind = crisis\nphone = 1\n"
	                        "hours = x\npage = https://a.example/\nchecked = 2026-01-02\n%s\n",
	                        wrong_lines[_i]);
	g_autoptr(Problems) some = problems_new();
	g_autoptr(Helplines) lines = helplines_parse(text, -1, "XY.ini", "XY", NULL, some);

	ck_assert_ptr_null(lines);
	ck_assert_uint_eq(problems_errors(some), 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("i18n");
	TCase *tests = tcase_create("i18n");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, a_plural_rule_is_read_as_c_would, 0, G_N_ELEMENTS(forms));
	tcase_add_loop_test(tests, a_plural_rule_that_makes_no_sense_is_refused, 0, G_N_ELEMENTS(no_forms));
	tcase_add_loop_test(tests, a_catalogue_is_read_in_either_order_of_bytes, 0, 2);
	tcase_add_loop_test(tests, a_catalogue_with_any_byte_wrong_is_refused_or_read_within_its_bounds, 1, 3);
	tcase_add_test(tests, without_a_catalogue_texts_are_english);
	tcase_add_loop_test(tests, the_setting_goes_ahead_of_the_environment, 0, G_N_ELEMENTS(choices));
	tcase_add_test(tests, a_check_in_in_another_language_has_other_wordings_and_the_same_names);
	tcase_add_test(tests, helplines_have_their_words_in_the_language_and_the_same_numbers);
	tcase_add_loop_test(tests, only_words_can_be_translated_and_only_beside_the_english_ones, 0,
	                    G_N_ELEMENTS(wrong_lines));
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
