#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/ini.h"
#include "config/nearest.h"
#include "config/settings-table.h"

/* --- what is wrong, all of it at once --- */

/* Each problem is "LINE KEY|WORD|WORD...": its key ("-": none) and what its message names. */
static const struct {
	const char *text;
	const char *problems[12];
} faults[] = {
	/* values: what was found and what was expected */
	{ "[steady]\ndiscreet = maybe\n", { "2 steady.discreet|\"maybe\"|yes or no" } },
	{ "[steady]\ndiscreet =\n", { "2 steady.discreet|nothing|yes or no" } },
	{ "[steady]\nbudget = -1\n", { "2 steady.budget|\"-1\"|0 to" } },
	{ "[steady]\nbudget = 1000000\n", { "2 steady.budget|\"1000000\"|0 to" } },
	{ "[steady]\nbudget = 99999999999999999999\n", { "2 steady.budget|whole number" } },
	{ "[steady]\nbudget = 6 a day\n", { "2 steady.budget|6 a day" } },
	{ "[steady]\nquiet = 23:00-07:30\n", { "2 steady.quiet|23:00-07:30|column 6" } },
	{ "[steady]\nquiet = 25:00..7:00\n", { "2 steady.quiet|25:00..7:00|column" } },
	{ "[steady]\napart = 45\n", { "2 steady.apart|\"45\"|45min" } },
	{ "[steady]\napart = 2 days\n", { "2 steady.apart|\"2 days\"|to 1d" } },
	{ "[steady]\nlanguage = english, please\n", { "2 steady.language|english, please|auto" } },
	{ "[steady]\nlanguage = a\n", { "2 steady.language|\"a\"" } },
	{ "[urge]\ndelay = 0\n", { "2 urge.delay|\"0\"|1min" } },
	{ "[urge]\ndelay = none\n", { "2 urge.delay|\"none\"" } },
	{ "[checkin a]\nwhen = Mon 9\n", { "2 checkin/a.when|\"Mon 9\"|column 6|9:00" } },
	{ "[checkin a]\nwhen = 21:30\nwhen =\n", { "3 checkin/a.when|nothing" } },
	{ "[checkin a]\nwhen = 21:30\nprotocol = Evening!\n", { "3 checkin/a.protocol|Evening!" } },
	{ "[checkin a]\nwhen = 21:30\nexpires = 10s\n", { "3 checkin/a.expires|10s|1min" } },
	{ "[nudge a]\nwhen = 21:30\ntopics = a,,b\n", { "3 nudge/a.topics|a,,b" } },
	{ "[plan a]\nif = b\nthen = c\ncues = a,,b\n", { "4 plan/a.cues|a,,b" } },
	{ "[nudge a]\nwhen = 21:30\ntopics = Big Words\n", { "3 nudge/a.topics|Big Words" } },
	/* what stands beside `when` */
	{ "[nudge a]\nwhen = 9:00\ntimezone = europe/berlin\n", { "3 nudge/a.timezone|europe/berlin|Europe/Berlin" } },
	{ "[nudge a]\nwhen = 9:00\nexcept =\n", { "3 nudge/a.except|nothing|Sat,Sun" } },
	{ "[nudge a]\nwhen = 9:00\nexcept = Sat\nexcept = Sat..Mon\n", { "4 nudge/a.except|column 1|Sat,Sun,Mon" } },
	{ "[nudge a]\nwhen = 9:00\nexcept = Mon 12:00\n", { "3 nudge/a.except|column 5|12:00..14:00" } },
	{ "[nudge a]\nwhen = 9:00\nexcept = file:\n", { "3 nudge/a.except|file:|the name of a file" } },
	{ "[nudge a]\nwhen = 9:00\nexcept = file:/nowhere/at-all\n",
	  { "3 nudge/a.except|/nowhere/at-all|cannot be read" } },
	{ "[nudge a]\nwhen = 9:00\nfrom = 24.12.2026\n", { "3 nudge/a.from|24.12.2026|2026-12-24" } },
	{ "[nudge a]\nwhen = 9:00\nfrom = 2026-02-30\n", { "3 nudge/a.from|no such date" } },
	{ "[nudge a]\nwhen = 9:00\nfrom = 2026-12-25\nuntil = 2026-12-24\n",
	  { "4 nudge/a.until|2026-12-24|before `from`" } },
	{ "[nudge a]\nwhen = 9:00\nfrom = 2026-12-25\nfrom = 2026-12-24\n", { "4 nudge/a.from|line 3|line 4" } },
	{ "[nudge a]\nwhen = 9:00\njitter = 2d\n", { "3 nudge/a.jitter|2d|to 1d" } },
	{ "[nudge a]\nwhen = 9:00\nchance = 120%\n", { "3 nudge/a.chance|120%|0% to 100%" } },
	{ "[nudge a]\nwhen = 9:00\nchance = often\n", { "3 nudge/a.chance|often|0 to 1" } },
	{ "[nudge a]\nwhen = 9:00\nchance = nan\n", { "3 nudge/a.chance|nan" } },
	{ "[checkin a]\nwhen = 9:00\nmissed = sometimes\n",
	  { "3 checkin/a.missed|sometimes|auto, once, latest, all or skip" } },
	{ "[checkin a]\nwhen = 9:00\ngrace = none\n", { "3 checkin/a.grace|none|1min to 7d" } },
	{ "[checkin a]\nwhen = 9:00\ndst-gap = jump\n", { "3 checkin/a.dst-gap|jump|shift or skip" } },
	{ "[checkin a]\nwhen = 9:00\ndst-overlap = twice\n", { "3 checkin/a.dst-overlap|twice|auto, first or both" } },
	/* what leaves nothing */
	{ "[nudge a]\nwhen = Mon 9:00\nwhen = every 2 weeks on Mon at 10:00 from 2026-01-05\nexcept = Mon\n",
	  { "4 nudge/a.except|\"Mon\"|never come" } },
	{ "[nudge a]\nwhen = 2 times between 9:00 and 12:00\nexcept = *-*-* 8:00..13:00\n",
	  { "3 nudge/a.except|never come" } },
	{ "[nudge a]\nwhen = *:0/20\nexcept = *-*-*\n", { "3 nudge/a.except|never come" } },
	{ "[nudge a]\nwhen = *-12-24 9:00\nfrom = 2026-06-01\nuntil = 2026-07-01\n", { "4 nudge/a.until|never come" } },
	{ "[nudge a]\nwhen = once 2026-12-24 9:00\nfrom = 2026-12-25\n", { "3 nudge/a.from|never come" } },
	{ "[nudge a]\nwhen = once 2027-03-28 2:30 Europe/Berlin\ndst-gap = skip\n", { "2 nudge/a.when|never come" } },
	{ "[nudge a]\nwhen = 1h after checkin evning\n[checkin evening]\nwhen = 9:00\n",
	  { "2 nudge/a.when|[checkin evning]|\"evening\"" } },
	/* names of sections and keys */
	{ "[steady]\nbugdet = 4\n", { "2 steady.bugdet|did you mean \"budget\"" } },
	{ "[steady]\nBudget = 4\n", { "2 steady.Budget|did you mean \"budget\"" } },
	{ "[steady]\ncolour = red\n", { "2 steady.colour|known are|discreet" } },
	{ "[nudge a]\nwhen = 9:00\nprotocol = x\n", { "3 nudge/a.protocol|no such key|when" } },
	{ "[stedy]\n", { "1 -|[stedy]|did you mean \"steady\"" } },
	{ "[nugde a]\nwhen = x\n", { "1 -|[nugde a]|did you mean \"nudge\"" } },
	{ "[xyzzy]\n", { "1 -|no section [xyzzy]" } },
	{ "[nudge]\n", { "1 -|[nudge]|[nudge NAME]" } },
	{ "[nudge A]\n", { "1 -|[nudge A]|small letters" } },
	{ "[nudge a b]\n", { "1 -|[nudge a b]|small letters" } },
	{ "[nudge -a]\n", { "1 -|[nudge -a]" } },
	{ "[nudge aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx]\n", { "1 -|at most 40" } },
	{ "[steady all]\n", { "1 -|[steady all]|without a name" } },
	{ "budget = 4\n[steady]\n", { "1 budget|before the first section" } },
	/* twice */
	{ "[steady]\nbudget = 4\n\nbudget = 5\n", { "4 steady.budget|line 2|line 4" } },
	{ "[steady]\n[urge]\n[steady]\n", { "3 steady|line 1|line 3" } },
	{ "[nudge a]\nwhen = 9:00\n[nudge a]\nwhen = 8:00\n", { "3 nudge/a|line 1|line 3" } },
	/* missing */
	{ "[nudge a]\n", { "1 nudge/a.when|missing" } },
	{ "\n[checkin a]\nprotocol = evening\n", { "2 checkin/a.when|missing" } },
	/* a random request that the quiet hours leave no room for */
	{ "[nudge a]\nwhen = 2 times between 11:00 and 19:00, at least 3h apart\n[steady]\nquiet = 10:00..18:00\n",
	  { "2 nudge/a.when|2 times" } },
	/* everything at once, in the order of the lines */
	{ "x = 1\n[steady]\ndiscreet = maybe\nrubbish\nbudget = none\n[nudge]\n[nudge a]\nwhen = 9\n "
	  "[checkin]\n[urge]\ndelay = 5\n[urge]\n",
	  { "1 x|before", "3 steady.discreet|maybe", "4 -|rubbish", "5 steady.budget|none", "6 -|NAME",
	    "8 nudge/a.when|9 [checkin]", "11 urge.delay|\"5\"", "12 urge|line 10" } },
};

static void check_problem(const Problem *problem, const char *want)
{
	char *rest;
	long line = strtol(want, &rest, 10);
	g_auto(GStrv) words = g_strsplit(g_strchug(rest), "|", -1);

	ck_assert_msg(problem->line == line, "line %d: %s", problem->line, problem->message);
	ck_assert_str_eq(problem->key ? problem->key : "-", words[0]);
	for (char **word = words + 1; *word; word++)
		ck_assert_msg(strstr(problem->message, *word) != NULL, "no \"%s\" in: %s", *word, problem->message);
}

START_TEST(every_error_is_named_at_once_with_its_place)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(faults[_i].text, "steady.ini", problems);
	guint n = 0;

	ck_assert_ptr_null(settings);
	for (; faults[_i].problems[n]; n++) {
		g_autofree char *want = g_strdup(faults[_i].problems[n]);

		ck_assert_uint_lt(n, problems_count(problems));
		ck_assert_str_eq(problems_get(problems, n)->file, "steady.ini");
		check_problem(problems_get(problems, n), want);
	}
	ck_assert_uint_eq(problems_count(problems), n);
}
END_TEST

START_TEST(an_error_in_a_time_tells_its_column)
{
	g_autoptr(Problems) problems = problems_new();

	ck_assert_ptr_null(settings_parse("[nudge a]\nwhen = Mon 9\n", "f", problems));
	ck_assert_int_eq(problems_get(problems, 0)->column, 6);
	ck_assert_str_eq(problems_get(problems, 0)->value, "Mon 9");
}
END_TEST

START_TEST(an_unknown_protocol_or_topic_is_an_error_with_the_nearest_name)
{
	char *protocols[] = { "evening", "urge", NULL }, *topics[] = { "routine", "steadiness", NULL };
	const Known known = { protocols, topics };
	const char *text =
		"[checkin a]\nwhen = 9:00\nprotocol = evning\n[nudge b]\nwhen = 9:00\ntopics = routine, stediness\n";
	g_autoptr(Problems) problems = problems_new(), none = problems_new();
	g_autoptr(Settings) unchecked = settings_parse(text, "f", none);

	ck_assert_ptr_null(settings_parse_known(text, "f", &known, problems));
	ck_assert_uint_eq(problems_count(problems), 2);
	ck_assert_ptr_nonnull(strstr(problems_get(problems, 0)->message, "did you mean \"evening\""));
	ck_assert_int_eq(problems_get(problems, 0)->line, 3);
	ck_assert_ptr_nonnull(strstr(problems_get(problems, 1)->message, "did you mean \"steadiness\""));
	ck_assert_int_eq(problems_get(problems, 1)->line, 6);
	ck_assert_ptr_nonnull(unchecked);
}
END_TEST

START_TEST(a_reminder_that_never_comes_is_a_warning_only)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings =
		settings_parse("[checkin a]\nwhen = 9:00\nexpires = 20min\nremind = 20min\n", "f", problems);

	ck_assert_ptr_nonnull(settings);
	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_uint_eq(problems_count(problems), 1);
	ck_assert(problems_get(problems, 0)->warning);
	ck_assert_int_eq(problems_get(problems, 0)->line, 4);
}
END_TEST

START_TEST(a_step_that_does_not_divide_its_field_is_a_warning_only)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse("[nudge a]\nwhen = 9:00\nwhen = *:0/7\n", "f", problems);

	ck_assert_ptr_nonnull(settings);
	ck_assert_uint_eq(problems_count(problems), 1);
	ck_assert(problems_get(problems, 0)->warning);
	ck_assert_int_eq(problems_get(problems, 0)->line, 3);
	ck_assert_ptr_nonnull(strstr(problems_get(problems, 0)->message, "every 7min"));
}
END_TEST

/* What happened is remembered for 400 days. */
static const struct {
	const char *when;
	guint warnings;
} follows[] = {
	{ "40d after urge", 0 }, { "400d after contact", 0 }, { "401d after urge", 1 }, { "3y after answer mood", 1 }
};

START_TEST(what_follows_so_late_that_it_never_comes_is_a_warning_only)
{
	g_autofree char *text = g_strdup_printf("[nudge a]\nwhen = %s\n", follows[_i].when);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(text, "f", problems);

	ck_assert_ptr_nonnull(settings);
	ck_assert_uint_eq(problems_count(problems), follows[_i].warnings);
	if (follows[_i].warnings) {
		ck_assert(problems_get(problems, 0)->warning);
		ck_assert_int_eq(problems_get(problems, 0)->line, 2);
		ck_assert_ptr_nonnull(strstr(problems_get(problems, 0)->message, "400 days"));
	}
}
END_TEST

START_TEST(of_a_flood_of_errors_the_first_are_kept_and_all_are_counted)
{
	g_autoptr(GString) text = g_string_new("[steady]\n");
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *said = NULL;

	for (int i = 0; i < 2000; i++)
		g_string_append(text, "budget = x\n");
	ck_assert_ptr_null(settings_parse(text->str, "f", problems));
	said = problems_to_text(problems);
	ck_assert_uint_eq(problems_errors(problems), 2000);
	ck_assert_uint_eq(problems_count(problems), PROBLEMS_MAX);
	ck_assert_int_eq(problems_get(problems, 0)->line, 2);
	ck_assert(g_str_has_suffix(said, "\nand 1500 more\n"));
}
END_TEST

/* --- what is right --- */

START_TEST(every_key_is_read_into_its_place)
{
	const char *text =
		"[steady]\ndiscreet = off\nquiet = 22:00..06:30 ; c\nbudget = 0\napart = 0\nlanguage = "
		"de-AT\n[urge]\ndelay = 1h 30min\n"
		"[checkin noon]\nwhen = Mon..Fri\n  12:30\nwhen = Sat 11:00\nprotocol = urge\nexpires = 90min\nremind "
		"= 30min\nenabled = no\n"
		"[nudge x-1]\nwhen = 2 times between 11:00 and 19:00, at least 90min apart\ntopics = a, b-c ,d\n";
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(text, "f", problems);
	g_autofree char *said = problems_to_text(problems);
	const Schedule *noon, *nudge;

	ck_assert_str_eq(said, "");
	ck_assert(!settings->policy.discreet);
	ck_assert_int_eq(settings->policy.quiet.from, 22 * 3600);
	ck_assert_int_eq(settings->policy.quiet.to, 6 * 3600 + 1800);
	ck_assert_int_eq(settings->policy.budget, 0);
	ck_assert_int_eq(settings->policy.apart, 0);
	ck_assert_str_eq(settings->language, "de-AT");
	ck_assert_int_eq(settings->urge_delay, MINUTES(90));
	ck_assert_uint_eq(settings->schedules->len, 2);
	noon = g_ptr_array_index(settings->schedules, 0);
	ck_assert_str_eq(noon->id, "checkin/noon");
	ck_assert_uint_eq(noon->whens->len, 2);
	ck_assert_str_eq(noon->protocol, "urge");
	ck_assert_int_eq(noon->expires, MINUTES(90));
	ck_assert_int_eq(noon->remind, MINUTES(30));
	ck_assert(!noon->enabled);
	nudge = g_ptr_array_index(settings->schedules, 1);
	ck_assert_int_eq(nudge->kind, KIND_NUDGE);
	ck_assert_uint_eq(g_strv_length(nudge->topics), 3);
	ck_assert_str_eq(nudge->topics[1], "b-c");
	ck_assert_int_eq(nudge->expires, MINUTES(30));
	ck_assert(nudge->enabled);
}
END_TEST

START_TEST(every_key_beside_when_is_read_into_its_place)
{
	const char *text = "[nudge a]\nwhen = 9:00\nwhen = every 2 weeks on Tue at 10:00 from 2026-01-06\ntimezone = "
			   "Asia/Tokyo\nexcept = Sat,Sun\nexcept = Mon 12:00..14:00\nexcept = none\nfrom = 2026-12-01\n"
			   "until = 2027-01-31\njitter = 10min\nchance = 25%\nmissed = latest\ngrace = 2h\n"
			   "dst-gap = skip\ndst-overlap = both\n[checkin b]\nwhen = 9:00\nchance = 0.5\n";
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(text, "f", problems);
	g_autofree char *said = problems_to_text(problems), *except = NULL;
	const Schedule *a, *b;

	ck_assert_str_eq(said, "");
	a = g_ptr_array_index(settings->schedules, 0);
	b = g_ptr_array_index(settings->schedules, 1);
	except = except_to_string(a->except);
	ck_assert_uint_eq(a->whens->len, 2);
	ck_assert_str_eq(zone_name(a->zone), "Asia/Tokyo");
	ck_assert_str_eq(except, "Sat,Sun\nMon 12:00..14:00");
	ck_assert_int_eq(a->from, date_to_day(2026, 12, 1));
	ck_assert_int_eq(a->until, date_to_day(2027, 1, 31));
	ck_assert_int_eq(a->jitter, MINUTES(10));
	ck_assert(a->chance == 0.25 && b->chance == 0.5);
	ck_assert_int_eq(a->missed, MISSED_LATEST);
	ck_assert_int_eq(a->grace, HOURS(2));
	ck_assert_int_eq(a->dst.gap, DST_GAP_SKIP);
	ck_assert_int_eq(a->dst.overlap, DST_OVERLAP_BOTH);
	ck_assert(!b->zone && !b->except && !b->from && !b->until && !b->jitter && !b->grace);
	ck_assert_int_eq(b->missed, MISSED_AUTO);
}
END_TEST

/* --- a file of holidays --- */

START_TEST(a_file_of_days_is_read_beside_the_settings_and_its_bad_lines_are_named)
{
	g_autofree char *folder = g_dir_make_tmp("steady-XXXXXX", NULL),
			*file = g_build_filename(folder, "holidays", NULL);
	g_autofree char *path = g_build_filename(folder, "steady.ini", NULL), *except = NULL;
	const char *text = "[nudge a]\nwhen = 9:00\nexcept = file:holidays\nexcept = Sun\n";
	g_autoptr(Problems) good = problems_new(), bad = problems_new();
	g_autoptr(Settings) settings = NULL;

	ck_assert(g_file_set_contents(file,
	                              "# Holidays\r\n2026-12-26  ; the second\n\n  2026-12-25\n*-01-01\n"
	                              "Fri 12:00..18:00 # early\n2026-12-25",
	                              -1, NULL));
	settings = settings_parse(text, path, good);
	ck_assert_ptr_nonnull(settings);
	except = except_to_string(((Schedule *)g_ptr_array_index(settings->schedules, 0))->except);
	ck_assert_str_eq(except, "2026-12-25\n2026-12-26\n*-01-01\nFri 12:00..18:00\nSun");
	ck_assert(g_file_set_contents(file, "2026-12-25\n\n 25.12.2026\nFri 12:00..25:00\n", -1, NULL));
	ck_assert_ptr_null(settings_parse(text, path, bad));
	ck_assert_uint_eq(problems_count(bad), 2);
	for (guint i = 0; i < 2; i++) {
		const Problem *problem = problems_get(bad, i);

		ck_assert_str_eq(problem->file, file);
		ck_assert_str_eq(problem->key, "nudge/a.except");
		ck_assert_int_eq(problem->line, 3 + (int)i);
		ck_assert_int_eq(problem->column, i ? 12 : 2);
	}
	ck_assert_ptr_nonnull(strstr(problems_get(bad, 0)->message, "2026-12-25"));
	ck_assert_int_eq(remove(file), 0);
	ck_assert_int_eq(remove(folder), 0);
}
END_TEST

START_TEST(an_empty_file_gives_the_defaults)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) read = settings_parse("", "f", problems), made = settings_default();

	ck_assert_int_eq(read->policy.discreet, TRUE);
	ck_assert_int_eq(read->policy.budget, 6);
	ck_assert_int_eq(read->policy.apart, MINUTES(45));
	ck_assert_int_eq(read->urge_delay, MINUTES(15));
	ck_assert_int_eq(made->policy.quiet.from, 23 * 3600);
	ck_assert_str_eq(made->language, "auto");
	ck_assert_uint_eq(made->schedules->len, 0);
}
END_TEST

START_TEST(a_value_of_four_KiB_is_read_whole)
{
	g_autoptr(GString) topics = g_string_new("first");
	g_autofree char *text = NULL;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = NULL;
	const Schedule *nudge;

	while (topics->len + 10 <= INI_VALUE_MAX)
		g_string_append(topics, ", topic-00");
	text = g_strdup_printf("[nudge a]\nwhen = 9:00\ntopics = %s\n", topics->str);
	settings = settings_parse(text, "f", problems);
	ck_assert_ptr_nonnull(settings);
	nudge = g_ptr_array_index(settings->schedules, 0);
	ck_assert_uint_eq(g_strv_length(nudge->topics), (topics->len - 5) / 10 + 1);
}
END_TEST

/* --- the table, and what is made from it --- */

/* "[plan a]\nif = x\nthen = x\n", without the key at hand: what a section must have. */
static char *section_with(const Setting *but)
{
	gboolean named = section_kind_find(but->section)->home != SECTION_SETTINGS;
	GString *text = g_string_new(NULL);

	g_string_printf(text, "[%s%s]\n", but->section, named ? " a" : "");
	for (const Setting *setting = settings_table; setting->section; setting++)
		if (strcmp(setting->section, but->section) == 0 && setting != but && !setting->fallback)
			g_string_append_printf(text, "%s = 9:00\n", setting->key);
	return g_string_free(text, FALSE);
}

START_TEST(every_default_fits_its_own_row)
{
	for (const Setting *setting = settings_table; setting->section; setting++) {
		g_autofree char *section = section_with(setting);
		g_autofree char *text = NULL;
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Settings) settings = NULL;

		text = g_strdup_printf("%s%s = %s\n", section, setting->key,
		                       setting->fallback ? setting->fallback : "9:00");
		settings = settings_parse(text, "f", problems);
		ck_assert_msg(settings != NULL, "%s", text);
		ck_assert(setting_find(setting->section, setting->key) == setting);
	}
}
END_TEST

START_TEST(plans_slots_and_people_are_read_as_they_were_written)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(
		"[plan late]\nif = it is late\nthen = I call Sam\ncues = night, alone ,Ihr Stra\303\237enfest\n"
		"[slot night]\nwhen = 22:15\nwas = our text\nfilled = person\n"
		"[helpline sam]\ntitle = Sam\nphone = 0123\n"
		"[care]\nfrightened = yes\nstance = leaving\ncountry = DE\n"
		"[urge]\nask-again = 2min, 10min\naftercare = none\n",
		"f", problems);
	const Plan *plan;
	const Helpline *sam;
	const Schedule *slot;

	ck_assert_ptr_nonnull(settings);
	plan = plans_find(settings->plans, "late");
	ck_assert_str_eq(plan->condition, "it is late");
	ck_assert_str_eq(plan->action, "I call Sam");
	ck_assert(plan_has_cue(plan, "alone") && !plan_has_cue(plan, "song"));
	ck_assert(plan_has_cue(plan, "ihr stra\303\237enfest"));
	slot = schedules_find(settings->schedules, "slot/night");
	ck_assert_str_eq(slot->was, "our text");
	ck_assert_ptr_null(slot->now);
	ck_assert_int_eq(slot->filled, FILLED_PERSON);
	sam = settings->helplines->pdata[0];
	ck_assert_str_eq(sam->phone, "0123");
	ck_assert(settings->policy.care.frightened && settings->policy.care.stance == STANCE_LEAVING);
	ck_assert_str_eq(settings->country, "DE");
	ck_assert_uint_eq(settings->ask_again->len, 2);
	ck_assert_int_eq(g_array_index(settings->ask_again, gint64, 1), MINUTES(10));
	ck_assert_int_eq(settings->aftercare, 0);
}
END_TEST

static const struct {
	const char *text, *said;
} refused_sections[] = {
	{ "[plan late]\nif = it is late\n", "plan/late.then: it is missing; expected a few words" },
	{ "[plan]\nif = a\nthen = b\n", "expected [plan NAME]" },
	{ "[slot x]\nnow = a walk\n", "slot/x.when: it is missing" },
	{ "[slot x]\nwhen = 9:00\nfilled = cake\n", "expected one of empty, routine, person or interest" },
	{ "[urge]\nask-again = 5min 1min\n", "expected lengths of time, each longer than the one before" },
	{ "[care]\ncountry = Germany\n", "expected auto, or the two letters of a country" },
	{ "[helpline sam]\nphone = 1\n", "helpline/sam.title: it is missing" },
};

START_TEST(a_section_that_is_not_whole_says_what_is_expected)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(refused_sections[_i].text, "f", problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_ptr_null(settings);
	ck_assert_msg(strstr(said, refused_sections[_i].said) != NULL, "%s", said);
}
END_TEST

START_TEST(the_default_file_is_valid_and_asks_for_little)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(settings_default_text(), "steady.ini", problems);
	g_autofree char *said = problems_to_text(problems);
	const Schedule *evening = settings ? schedules_find(settings->schedules, "checkin/evening") : NULL;

	ck_assert_str_eq(said, "");
	ck_assert(settings->policy.discreet);
	ck_assert_ptr_nonnull(evening);
	ck_assert_int_eq(evening->expires, MINUTES(60));
	ck_assert_int_gt(evening->remind, 0);
}
END_TEST

/* A line of a section of this kind: "key = DEFAULT", perhaps behind "; ", or a line of the key that says "DEFAULT". */
static gboolean mentions(char **lines, const Setting *setting)
{
	g_autofree char *set = g_strdup_printf("%s = %s", setting->key, setting->fallback ? setting->fallback : "");
	g_autofree char *said = g_strdup_printf("(default: %s)", setting->fallback);
	g_autofree char *key = g_strdup_printf("%s =", setting->key);
	gboolean inside = FALSE;

	g_strchomp(set);
	for (; *lines; lines++) {
		const char *line = g_str_has_prefix(*lines, "; ") ? *lines + 2 : *lines;

		if (*line == '[')
			inside = g_str_has_prefix(line + 1, setting->section);
		if (!inside || !g_str_has_prefix(line, key))
			continue;
		if (g_str_has_prefix(line, set) &&
		    (!line[strlen(set)] || line[strlen(set)] == ' ' || !setting->fallback))
			return TRUE;
		if (strstr(line, said))
			return TRUE;
	}
	return FALSE;
}

START_TEST(the_default_file_mentions_every_key_with_its_default)
{
	g_auto(GStrv) lines = g_strsplit(settings_default_text(), "\n", -1);

	for (const Setting *setting = settings_table; setting->section; setting++)
		ck_assert_msg(mentions(lines, setting), "[%s] %s = %s", setting->section, setting->key,
		              setting->fallback);
}
END_TEST

START_TEST(the_reference_explains_every_key)
{
	g_autofree char *text = settings_reference();

	for (const SectionKind *kind = section_kinds; kind->name; kind++)
		ck_assert_ptr_nonnull(strstr(text, kind->name));
	for (const Setting *setting = settings_table; setting->section; setting++) {
		g_autofree char *key = g_strdup_printf("- `%s`: %s\n", setting->key, setting->sentence);

		ck_assert_msg(strstr(text, key) != NULL, "%s", key);
		ck_assert_int_eq(setting->sentence[strlen(setting->sentence) - 1], '.');
	}
}
END_TEST

static const struct {
	const char *word, *want;
} slips[] = {
	{ "bugdet", "budget" }, { "BUDGET", "budget" }, { "budge", "budget" },
	{ "quite", "quiet" },   { "aprt", "apart" },    { "language", "language" },
	{ "zzzzzz", NULL },     { "", NULL },           { "x", NULL },
};

START_TEST(the_nearest_name_is_the_one_that_was_meant)
{
	static const char *const names[] = { "discreet", "quiet", "budget", "apart", "language", NULL };

	ck_assert_pstr_eq(nearest_name(slips[_i].word, names), slips[_i].want);
	ck_assert_ptr_null(nearest_name(slips[_i].word, NULL));
}
END_TEST

/* --- any bytes --- */

static char *damaged(guint32 seed)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	GString *text = g_string_new(settings_default_text());

	for (int n = g_rand_int_range(rand, 1, 12); n > 0; n--) {
		gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)text->len);
		gssize length = g_rand_int_range(rand, 1, 40);

		switch (g_rand_int_range(rand, 0, 3)) {
		case 0:
			text->str[at] = (char)g_rand_int_range(rand, 1, 256);
			break;
		case 1:
			g_string_erase(text, (gssize)at, MIN((gssize)(text->len - at), length));
			break;
		case 2:
			g_string_insert_len(text, (gssize)at, text->str, MIN((gssize)text->len, length));
			break;
		}
	}
	return g_string_free(text, FALSE);
}

START_TEST(no_damage_crashes_it_and_errors_mean_no_settings)
{
	for (guint32 seed = 0; seed < 2000; seed++) {
		g_autofree char *text = damaged(seed);
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Settings) settings = settings_parse(text, "f", problems);
		g_autofree char *said = problems_to_text(problems);

		ck_assert_msg((settings != NULL) == (problems_errors(problems) == 0), "seed %u: %s", seed, said);
		ck_assert_msg(g_utf8_validate(said, -1, NULL), "seed %u", seed);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("settings");
	TCase *tests = tcase_create("settings");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, every_error_is_named_at_once_with_its_place, 0, G_N_ELEMENTS(faults));
	tcase_add_test(tests, an_error_in_a_time_tells_its_column);
	tcase_add_test(tests, an_unknown_protocol_or_topic_is_an_error_with_the_nearest_name);
	tcase_add_test(tests, a_reminder_that_never_comes_is_a_warning_only);
	tcase_add_test(tests, of_a_flood_of_errors_the_first_are_kept_and_all_are_counted);
	tcase_add_test(tests, every_key_is_read_into_its_place);
	tcase_add_test(tests, every_key_beside_when_is_read_into_its_place);
	tcase_add_test(tests, a_file_of_days_is_read_beside_the_settings_and_its_bad_lines_are_named);
	tcase_add_loop_test(tests, what_follows_so_late_that_it_never_comes_is_a_warning_only, 0,
	                    G_N_ELEMENTS(follows));
	tcase_add_test(tests, a_step_that_does_not_divide_its_field_is_a_warning_only);
	tcase_add_test(tests, an_empty_file_gives_the_defaults);
	tcase_add_test(tests, a_value_of_four_KiB_is_read_whole);
	tcase_add_test(tests, every_default_fits_its_own_row);
	tcase_add_test(tests, plans_slots_and_people_are_read_as_they_were_written);
	tcase_add_loop_test(tests, a_section_that_is_not_whole_says_what_is_expected, 0,
	                    G_N_ELEMENTS(refused_sections));
	tcase_add_test(tests, the_default_file_is_valid_and_asks_for_little);
	tcase_add_test(tests, the_default_file_mentions_every_key_with_its_default);
	tcase_add_test(tests, the_reference_explains_every_key);
	tcase_add_loop_test(tests, the_nearest_name_is_the_one_that_was_meant, 0, G_N_ELEMENTS(slips));
	tcase_add_test(tests, no_damage_crashes_it_and_errors_mean_no_settings);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
