#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/ini.h"

/* The whole of a text in one line: "[section](key=value)(key=value)...", the first section only when it holds something. */
static char *flat(const IniFile *file)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		if (i > 0)
			g_string_append_printf(out, "[%s]", section->name);
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);

			g_string_append_printf(out, "(%s=%s)", entry->key, entry->value);
		}
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *text, *want;
} readings[] = {
	{ "", "" },
	{ "\n\n", "" },
	{ "[a]", "[a]" },
	{ "[a]\nk=v", "[a](k=v)" },
	{ "\xEF\xBB\xBF[a]\r\nk = v\r\n\r\nl = w\r\n", "[a](k=v)(l=w)" },
	{ "k = v\n[a]\n", "(k=v)[a]" },
	{ "[a]\n[b]\n[a]\n", "[a][b][a]" },
	{ "[ a   b\t]  ; comment\n", "[a b]" },
	{ "[a]\nk = 1\nk = 2\n", "[a](k=1)(k=2)" },
	{ "[a]\nk = one\n two\n\tthree\n", "[a](k=one two three)" },
	{ "[a]\nk = one ; x\n  ; y\n# z\n  two ; w\n", "[a](k=one two)" },
	{ "[a]\nk =\n  two\n", "[a](k=two)" },
	{ "[a]\nk = ; only a comment\nl=;none\nm = x;y\n", "[a](k=)(l=;none)(m=x;y)" },
	{ "[a]\nk = \" one ; two \" ; three\n", "[a](k= one ; two )" },
	{ "[a]\nk = \"say \\\"hi\\\" \\\\ back\"\n", "[a](k=say \"hi\" \\ back)" },
	{ "[a]\nk = say \"hi\"\n", "[a](k=say \"hi\")" },
	{ "[a]\nk = \"one\n  two ; three\"\n", "[a](k=one two ; three)" },
	{ "[a]\nk = %41 %\n", "[a](k=%41 %)" },
	{ "[a]\nk = a:b=c # d [e] {f}\n", "[a](k=a:b=c # d [e] {f})" },
	{ "[a]\nK.x-1_y = caf\xC3\xA9 \xE2\x9C\x93\n", "[a](K.x-1_y=caf\xC3\xA9 \xE2\x9C\x93)" },
	{ "; c\n# c\n   ; c\n[a]\n   # c\nk = v\n", "[a](k=v)" },
};

START_TEST(reads_sections_keys_and_values)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(readings[_i].text, -1, "f", problems);
	g_autofree char *got = flat(file), *said = problems_to_text(problems);

	ck_assert_str_eq(said, "");
	ck_assert_str_eq(got, readings[_i].want);
}
END_TEST

/* Each problem is "LINE WORDS", with a part of the message. */
static const struct {
	const char *text, *want;
	const char *problems[8];
} faults[] = {
	{ "[a]\nbad\n[b]\nk=v\n", "[a][b](k=v)", { "2 key = value" } },
	{ "[a]\nk: v\n", "[a]", { "2 = in place of :" } },
	{ "[a\nk = v\n[b]\n", "[b]", { "1 ] is missing" } },
	{ "[]\n", "", { "1 no name" } },
	{ "[a] b\n", "", { "1 only a comment|nothing but a comment" } },
	{ "  k = v\n  l = w\n[a]\n  m = x\n", "[a]", { "1 indented", "4 indented" } },
	{ "[a]\n= v\n\n  x\n", "[a]", { "2 key = value", "4 indented" } },
	{ "[a]\nk = \"v\nl = w\n", "[a](l=w)", { "2 closing quote" } },
	{ "[a]\nk = \"v\" w\n", "[a]", { "2 closing quote" } },
	{ "[a]\nk = \x01\nl = \xFF\xFE\nm = v\n", "[a](m=v)", { "2 control character", "3 UTF-8" } },
	{ "[a]\nk = x\ry\n", "[a]", { "2 control character" } },
	{ "[a]\nkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk = v\n", "[a]", { "2 longer than 40" } },
	{ "x\n\n[a\ny\nz z = 1\nk = \"\n", "", { "1 key", "3 ]", "4 key", "5 key", "6 quote" } },
};

static gboolean one_of(const char *message, const char *parts)
{
	g_auto(GStrv) words = g_strsplit(parts, "|", -1);

	for (char **word = words; *word; word++)
		if (strstr(message, *word))
			return TRUE;
	return FALSE;
}

START_TEST(names_every_fault_with_its_line_at_once)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(faults[_i].text, -1, "f", problems);
	g_autofree char *got = flat(file);
	guint n = 0;

	ck_assert_str_eq(got, faults[_i].want);
	for (; faults[_i].problems[n]; n++) {
		char *part;
		long line = strtol(faults[_i].problems[n], &part, 10);

		ck_assert_uint_lt(n, problems_count(problems));
		ck_assert_int_eq(problems_get(problems, n)->line, line);
		ck_assert_msg(one_of(problems_get(problems, n)->message, part + 1), "%s",
		              problems_get(problems, n)->message);
	}
	ck_assert_uint_eq(problems_count(problems), n);
}
END_TEST

/* Lengths around every buffer that inih has or had: 50, 200, and our own limit. */
static const int lengths[] = { 1,   47,  48,  49,  50,  51,  190, 191, 193,  194,  195,
	                       196, 197, 198, 199, 200, 201, 202, 400, 1000, 4095, 4096 };

START_TEST(no_value_within_the_limit_is_cut)
{
	static const char *const letters[] = { "x", " ;x", "\xC3\xA9", "%", "# " };

	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(GString) value = g_string_new("<");
		g_autoptr(Problems) problems = problems_new();
		g_autofree char *text = NULL, *quoted = NULL;
		g_autoptr(IniFile) file = NULL;

		while (value->len + strlen(letters[i]) < (gsize)lengths[_i])
			g_string_append(value, letters[i]);
		while (value->len < (gsize)lengths[_i])
			g_string_append_c(value, '>');
		quoted = ini_value_quote(value->str);
		text = g_strdup_printf("[s]\nk = %s\nl = next\n", quoted);
		file = ini_file_parse(text, -1, "f", problems);
		ck_assert_uint_eq(problems_count(problems), 0);
		ck_assert_str_eq(ini_section_entry(ini_file_section(file, "s"), "k")->value, value->str);
		ck_assert_str_eq(ini_section_entry(ini_file_section(file, "s"), "l")->value, "next");
	}
}
END_TEST

START_TEST(a_longer_value_is_refused_and_never_cut)
{
	g_autofree char *value = g_strnfill(INI_VALUE_MAX + 1, 'x');
	g_autofree char *text = g_strdup_printf("[s]\nk = %s\n", value);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(text, -1, "f", problems);

	ck_assert_uint_eq(problems_errors(problems), 1);
	ck_assert_int_eq(problems_get(problems, 0)->line, 2);
	ck_assert_ptr_null(ini_section_entry(ini_file_section(file, "s"), "k"));
}
END_TEST

START_TEST(section_names_are_whole_up_to_200_bytes)
{
	for (gsize n = 1; n <= 201; n++) {
		g_autofree char *name = g_strnfill(n, 's');
		g_autofree char *text = g_strdup_printf("[%s]\nk = v\n", name);
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(IniFile) file = ini_file_parse(text, -1, "f", problems);
		const IniSection *section = ini_file_section(file, name);

		ck_assert_int_eq(section != NULL, n <= 200);
		ck_assert_uint_eq(problems_errors(problems), n > 200);
		if (section)
			ck_assert_str_eq(ini_section_entry(section, "k")->value, "v");
	}
}
END_TEST

START_TEST(lines_are_numbered_true_after_a_long_one)
{
	g_autofree char *value = g_strnfill(4000, 'x');
	g_autofree char *text = g_strdup_printf("[s]\nk = %s\n  ; c\n  more\n\nl = 1\nbad\n", value);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(text, -1, "f", problems);
	const IniSection *section = ini_file_section(file, "s");

	ck_assert_int_eq(ini_section_entry(section, "k")->line, 2);
	ck_assert_int_eq(ini_section_entry(section, "l")->line, 6);
	ck_assert_int_eq(problems_get(problems, 0)->line, 7);
}
END_TEST

START_TEST(a_NUL_and_a_huge_file_are_refused)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) nul = ini_file_parse("[a]\nk = v\n\0x\n", 13, "f", problems);
	g_autofree char *huge = g_strnfill(INI_FILE_MAX + 1, '\n');
	g_autoptr(IniFile) file = ini_file_parse(huge, -1, "f", problems);

	ck_assert_uint_eq(problems_errors(problems), 2);
	ck_assert_uint_eq(nul->sections->len, 1);
	ck_assert_uint_eq(file->sections->len, 1);
	ck_assert_int_eq(problems_get(problems, 1)->line, 3);
}
END_TEST

START_TEST(a_file_of_rubbish_is_not_listed_to_the_end)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = NULL;

	for (int i = 0; i < 50000; i++)
		g_string_append(text, "rubbish\n");
	file = ini_file_parse(text->str, -1, "f", problems);
	ck_assert_uint_ge(problems_errors(problems), 100);
	ck_assert_uint_le(problems_errors(problems), 300);
}
END_TEST

START_TEST(what_cannot_be_read_is_said)
{
	g_autofree char *dir = g_dir_make_tmp("steady-XXXXXX", NULL), *none = g_build_filename(dir, "none", NULL);
	g_autoptr(Problems) problems = problems_new();
	gsize length;

	ck_assert_ptr_null(ini_file_read(dir, &length, problems));
	ck_assert_ptr_null(ini_file_read(none, &length, problems));
	ck_assert_ptr_null(ini_file_read("/dev/zero", &length, problems));
	ck_assert_uint_eq(problems_errors(problems), 3);
	rmdir(dir);
}
END_TEST

/* Whatever a value is, it comes back from how it is written. */
static void check_quoting(guint32 seed)
{
	static const char *const parts[] = {
		"a", " ", ";", "\"", "\\", "#", "=", "%", "\t", "[", "]", "\xC3\xA9", ":"
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) value = g_string_new(NULL);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = NULL;
	g_autofree char *quoted = NULL, *text = NULL;

	for (int n = g_rand_int_range(rand, 0, 12); n > 0; n--)
		g_string_append(value, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
	quoted = ini_value_quote(value->str);
	text = g_strdup_printf("[s]\nk = %s\n", quoted);
	file = ini_file_parse(text, -1, "f", problems);
	ck_assert_msg(!problems_count(problems), "seed %u: %s", seed, text);
	ck_assert_str_eq(ini_section_entry(ini_file_section(file, "s"), "k")->value, value->str);
}

START_TEST(a_quoted_value_reads_back_equal)
{
	for (guint32 seed = 0; seed < 3000; seed++)
		check_quoting(seed);
}
END_TEST

/* What is told of an entry's place in the text is true: the pieces are the value, the lines begin with the key. */
static void check_places(const char *text, const IniFile *file)
{
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);
			const IniSpan *first = &g_array_index(entry->pieces, IniSpan, 0);

			ck_assert_int_eq(strncmp(text + entry->lines.from, entry->key, strlen(entry->key)), 0);
			ck_assert_uint_ge(first->from, entry->lines.from);
			ck_assert_uint_le(first->to, entry->lines.to);
		}
	}
}

static void check_bytes(guint32 seed)
{
	static const char *const parts[] = {
		"[",    "]",    "[s]\n", "\n",   "\r\n", " ",   "\t",  "k = ",         "=",
		":",    ";",    " ;",    "#",    "\"",   "\\",  "%41", "\xEF\xBB\xBF", "\xC3",
		"\xA9", "\xFF", "\x01",  "\x7F", "v",    "key", "+=",  "  cont",       "\xC2\x85"
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = NULL;

	for (int n = g_rand_int_range(rand, 0, 60); n > 0; n--) {
		if (g_rand_int_range(rand, 0, 8))
			g_string_append(text, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
		else
			g_string_append_c(text, (char)g_rand_int_range(rand, 0, 256));
	}
	file = ini_file_parse(text->str, (gssize)text->len, "f", problems);
	check_places(text->str, file);
}

START_TEST(no_bytes_crash_it)
{
	for (guint32 seed = 0; seed < 3000; seed++)
		check_bytes(seed);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ini");
	TCase *tests = tcase_create("ini");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, reads_sections_keys_and_values, 0, G_N_ELEMENTS(readings));
	tcase_add_loop_test(tests, names_every_fault_with_its_line_at_once, 0, G_N_ELEMENTS(faults));
	tcase_add_loop_test(tests, no_value_within_the_limit_is_cut, 0, G_N_ELEMENTS(lengths));
	tcase_add_test(tests, a_longer_value_is_refused_and_never_cut);
	tcase_add_test(tests, section_names_are_whole_up_to_200_bytes);
	tcase_add_test(tests, lines_are_numbered_true_after_a_long_one);
	tcase_add_test(tests, a_NUL_and_a_huge_file_are_refused);
	tcase_add_test(tests, a_file_of_rubbish_is_not_listed_to_the_end);
	tcase_add_test(tests, what_cannot_be_read_is_said);
	tcase_add_test(tests, a_quoted_value_reads_back_equal);
	tcase_add_test(tests, no_bytes_crash_it);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
