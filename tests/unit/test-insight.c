#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "core/insight.h"

static gint64 utc(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

	ck_assert_ptr_nonnull(time);
	return SECONDS(g_date_time_to_unix(time)) + g_date_time_get_microsecond(time);
}

typedef struct Facts {
	GArray *decisions, *responses, *urges;
} Facts;

static Facts facts_new(void)
{
	return (Facts){ g_array_new(FALSE, TRUE, sizeof(DecisionFact)), g_array_new(FALSE, TRUE, sizeof(ResponseFact)),
		        g_array_new(FALSE, TRUE, sizeof(UrgeFact)) };
}

static void facts_clear(Facts *facts)
{
	g_array_unref(facts->decisions);
	g_array_unref(facts->responses);
	g_array_unref(facts->urges);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Facts, facts_clear)

static Insight look(const Facts *facts, const char *zone_name, const char *now)
{
	g_autoptr(Zone) zone = zone_new(zone_name, NULL);

	return insight_from(facts->decisions, facts->responses, facts->urges, zone, utc(now));
}

static void add_answer(Facts *facts, const char *score, gint64 at, int number, const char *value)
{
	ResponseFact fact = { .begun = at,
		              .at = at,
		              .number = number,
		              .protocol = (char *)"evening",
		              .item = (char *)"sign",
		              .value = (char *)value,
		              .score = (char *)score,
		              .route = (char *)"command" };

	g_array_append_val(facts->responses, fact);
}

static void add_urge(Facts *facts, const char *at, int zone_offset, const char *acted)
{
	UrgeFact fact = { .begun = utc(at), .zone_offset = zone_offset, .acted = (char *)acted };

	g_array_append_val(facts->urges, fact);
}

#define NOON "2026-11-23T12:00:00Z"

START_TEST(no_facts_say_nothing)
{
	g_auto(Facts) facts = facts_new();
	Insight insight = look(&facts, "Europe/Berlin", NOON);

	ck_assert_int_eq(insight.shown, 0);
	ck_assert_int_eq(insight.median_latency, -1);
	ck_assert_int_eq(insight.missing.n, 0);
	ck_assert_int_eq(insight.need.n, 0);
	for (int i = 0; i < INSIGHT_WEEKS; i++)
		ck_assert_int_eq(insight.weeks[i], 0);
}
END_TEST

/* --- prompts --- */

START_TEST(each_outcome_counts_once_where_it_belongs)
{
	static const struct {
		gint64 shown, closed;
		Outcome outcome;
		int missed;
	} rows[] = {
		{ 100, 110, OUTCOME_ANSWERED, 0 },  { 100, 130, OUTCOME_ANSWERED, 0 },
		{ 100, 400, OUTCOME_ANSWERED, 2 },  { 100, 101, OUTCOME_READ, 0 },
		{ 100, 101, OUTCOME_DISMISSED, 0 }, { 100, 900, OUTCOME_EXPIRED, 0 },
		{ 0, 900, OUTCOME_DROPPED, 0 },     { 0, 900, OUTCOME_MISSED, 3 },
		{ 0, 900, OUTCOME_MERGED, 0 },      { 100, 0, OUTCOME_NONE, 0 },
		{ 0, 0, OUTCOME_NONE, 0 },          { 0, 5, OUTCOME_UNDELIVERED, 0 },
	};
	g_auto(Facts) facts = facts_new();
	Insight insight;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		DecisionFact fact = { .shown = SECONDS(rows[i].shown),
			              .closed = SECONDS(rows[i].closed),
			              .outcome = rows[i].outcome,
			              .missed = rows[i].missed };

		g_array_append_val(facts.decisions, fact);
	}
	insight = look(&facts, "UTC", NOON);
	ck_assert_int_eq(insight.shown, 7);
	ck_assert_int_eq(insight.answered, 3);
	ck_assert_int_eq(insight.read, 1);
	ck_assert_int_eq(insight.dismissed, 1);
	ck_assert_int_eq(insight.expired, 1);
	ck_assert_int_eq(insight.not_shown, 4 + 1 + 2); /* a catch-up counts what it stands for */
	ck_assert_int_eq(insight.median_latency, 30);
}
END_TEST

START_TEST(an_even_number_of_latencies_has_its_median_between)
{
	g_auto(Facts) facts = facts_new();

	for (int i = 1; i <= 4; i++) {
		DecisionFact fact = { .shown = SECONDS(1), .closed = SECONDS(1 + 10 * i), .outcome = OUTCOME_ANSWERED };

		g_array_append_val(facts.decisions, fact);
	}
	ck_assert_int_eq(look(&facts, "UTC", NOON).median_latency, 25);
}
END_TEST

/* --- check-ins --- */

START_TEST(answers_that_began_together_are_one_checkin)
{
	static const struct {
		const char *item, *value;
		gint64 begun;
	} rows[] = {
		{ "urge", "strong", 1 }, { "intensity", "7", 1 }, { "urge", "no", 2 },
		{ "urge", "some", 3 },   { "urge", NULL, 4 },     { "note", "a walk", 4 },
	};
	g_auto(Facts) facts = facts_new();
	Insight insight;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		ResponseFact fact = { .begun = rows[i].begun,
			              .number = -1,
			              .protocol = (char *)"urge",
			              .item = (char *)rows[i].item,
			              .value = (char *)rows[i].value };

		g_array_append_val(facts.responses, fact);
	}
	insight = look(&facts, "UTC", NOON);
	ck_assert_int_eq(insight.checkins, 4);
	ck_assert_int_eq(insight.responses, 5);
	ck_assert_int_eq(insight.yes_urges, 2);
}
END_TEST

/* --- missing and need --- */

START_TEST(missing_and_need_never_mix)
{
	g_auto(Facts) facts = facts_new();
	Insight before, after;

	add_answer(&facts, "missing", utc("2026-11-20T20:00:00Z"), 100, "very");
	before = look(&facts, "UTC", NOON);
	for (int i = 0; i < 50; i++)
		add_answer(&facts, "need", utc("2026-11-21T20:00:00Z") + i, i % 2 ? 0 : 25, "little");
	after = look(&facts, "UTC", NOON);
	ck_assert_mem_eq(&before.missing, &after.missing, sizeof(Score));
	ck_assert_int_eq(before.need.n, 0);
	ck_assert_int_eq(after.need.n, 50);
	ck_assert(after.need.value < 26);
}
END_TEST

START_TEST(an_answer_of_thirteen_days_ago_weighs_half)
{
	g_auto(Facts) facts = facts_new();
	gint64 at = utc("2026-11-20T20:00:00Z");
	Score score;

	add_answer(&facts, "need", at - DAYS(13), 90, "much");
	add_answer(&facts, "need", at, 30, "little");
	score = look(&facts, "UTC", NOON).need;
	ck_assert_double_eq_tol(score.value, (90 * 0.5 + 30) / 1.5, 1e-12);
	ck_assert_double_eq_tol(score.spread, sqrt((0.5 * 40 * 40 + 20 * 20) / 1.5), 1e-12);
	ck_assert_double_eq(score.last, 30);
}
END_TEST

START_TEST(one_bad_day_does_not_destroy_a_month)
{
	g_auto(Facts) facts = facts_new();
	gint64 at = utc("2026-11-20T20:00:00Z");

	for (int day = 1; day <= 30; day++)
		add_answer(&facts, "need", at - DAYS(day), 10, "low");
	add_answer(&facts, "need", at, 100, "high");
	ck_assert_double_lt(look(&facts, "UTC", NOON).need.value, 20);
}
END_TEST

static const struct {
	int number;
	const char *value;
	double want;
} readings[] = {
	{ 0, "0", 0 },  { 7, "7", 70 },       { 10, "10", 100 },                       /* a scale */
	{ 0, "no", 0 }, { 10, "hardly", 10 }, { 100, "yes", 100 }, { 50, "some", 50 }, /* choices */
};
START_TEST(a_scale_and_a_choice_meet_on_one_measure)
{
	g_auto(Facts) facts = facts_new();

	add_answer(&facts, "need", 1, readings[_i].number, readings[_i].value);
	ck_assert_double_eq(look(&facts, "UTC", NOON).need.value, readings[_i].want);
	ck_assert_double_eq(look(&facts, "UTC", NOON).need.spread, 0);
}
END_TEST

START_TEST(what_was_skipped_or_scores_nothing_does_not_count)
{
	g_auto(Facts) facts = facts_new();

	add_answer(&facts, "need", 1, -1, NULL);
	add_answer(&facts, "need", 2, 40, NULL);
	add_answer(&facts, "need", 3, -1, "a text");
	add_answer(&facts, NULL, 4, 40, "some");
	ck_assert_int_eq(look(&facts, "UTC", NOON).need.n, 0);
}
END_TEST

START_TEST(a_century_of_silence_leaves_a_number)
{
	g_auto(Facts) facts = facts_new();

	add_answer(&facts, "missing", 0, 80, "much");
	add_answer(&facts, "missing", 1, 40, "some");
	ck_assert_double_eq_tol(look(&facts, "UTC", "2126-01-01T00:00:00Z").missing.value, 60, 1e-6);
}
END_TEST

START_TEST(the_order_of_the_facts_does_not_matter)
{
	g_auto(Facts) there = facts_new(), back = facts_new();
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	Insight one, other;

	for (int i = 0; i < 60; i++) {
		const char *score = g_rand_boolean(dice) ? "need" : "missing";
		gint64 at = utc("2026-09-01T00:00:00Z") + MINUTES(g_rand_int_range(dice, 0, 100000));

		add_answer(&there, score, i % 7 ? at : SECONDS(5), g_rand_int_range(dice, 0, 101), "word");
	}
	for (int i = 59; i >= 0; i--)
		g_array_append_val(back.responses, g_array_index(there.responses, ResponseFact, i));
	one = look(&there, "UTC", NOON);
	other = look(&back, "UTC", NOON);
	ck_assert_mem_eq(&one, &other, sizeof one);
	ck_assert(one.need.value >= 0 && one.need.value <= 100 && one.need.spread <= 50.0001);
}
END_TEST

/* --- weeks --- */

/* Now is Monday 2026-03-30 10:00 in Berlin, the day after summer time began. */
static const struct {
	const char *at;
	int zone_offset, ago;
} weeks[] = {
	{ "2026-03-30T07:59:00Z", 7200, 0 },  { "2026-03-29T22:00:00Z", 7200, 0 }, /* Monday 00:00 */
	{ "2026-03-29T21:59:59Z", 7200, 1 }, /* Sunday 23:59:59, of a week of 167 hours */
	{ "2026-03-22T23:00:00Z", 3600, 1 }, /* Monday 00:00, still winter time */
	{ "2026-03-22T22:59:59Z", 3600, 2 },  { "2026-03-29T16:00:00Z", 32400, 0 }, /* in Tokyo it was Monday already */
	{ "2026-01-12T12:00:00Z", 3600, 11 }, { "2026-01-11T12:00:00Z", 3600, -1 }, /* before the twelve weeks */
	{ "2026-04-08T12:00:00Z", 7200, 0 },                                        /* the clock was ahead: not lost */
};
START_TEST(weeks_begin_on_monday_where_the_person_was)
{
	g_auto(Facts) facts = facts_new();
	Insight insight;

	add_urge(&facts, weeks[_i].at, weeks[_i].zone_offset, NULL);
	insight = look(&facts, "Europe/Berlin", "2026-03-30T08:00:00Z");
	for (int ago = 0; ago < INSIGHT_WEEKS; ago++)
		ck_assert_int_eq(insight.weeks[INSIGHT_WEEKS - 1 - ago], ago == weeks[_i].ago);
	ck_assert_int_eq(insight.urges, 1);
}
END_TEST

START_TEST(urges_count_by_what_was_done)
{
	static const char *const said[] = { "no", "no", "partly", "yes", NULL };
	g_auto(Facts) facts = facts_new();
	Insight insight;

	for (guint i = 0; i < G_N_ELEMENTS(said); i++)
		add_urge(&facts, NOON, 0, said[i]);
	insight = look(&facts, "UTC", NOON);
	ck_assert_int_eq(insight.urges, 5);
	ck_assert_int_eq(insight.acted_no, 2);
	ck_assert_int_eq(insight.acted_partly, 1);
	ck_assert_int_eq(insight.acted_yes, 1);
}
END_TEST

/* --- the line of bars --- */

static const struct {
	int n, values[8];
	const char *want;
} lines[] = {
	{ 0, { 0 }, "" },           { 3, { 0, 0, 0 }, "▁▁▁" },
	{ 3, { 0, 7, 14 }, "▁▄█" }, { 2, { 1, 1000 }, "▂█" }, /* something is never drawn as nothing */
	{ 2, { 5, 5 }, "██" },      { 3, { -1, 0, G_MAXINT }, "▁▁█" },
};
START_TEST(a_line_of_bars_shows_the_proportions)
{
	g_autofree char *line = sparkline(lines[_i].values, lines[_i].n);

	ck_assert_str_eq(line, lines[_i].want);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("insight");
	TCase *tests = tcase_create("insight");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, no_facts_say_nothing);
	tcase_add_test(tests, each_outcome_counts_once_where_it_belongs);
	tcase_add_test(tests, an_even_number_of_latencies_has_its_median_between);
	tcase_add_test(tests, answers_that_began_together_are_one_checkin);
	tcase_add_test(tests, missing_and_need_never_mix);
	tcase_add_test(tests, an_answer_of_thirteen_days_ago_weighs_half);
	tcase_add_test(tests, one_bad_day_does_not_destroy_a_month);
	tcase_add_loop_test(tests, a_scale_and_a_choice_meet_on_one_measure, 0, G_N_ELEMENTS(readings));
	tcase_add_test(tests, what_was_skipped_or_scores_nothing_does_not_count);
	tcase_add_test(tests, a_century_of_silence_leaves_a_number);
	tcase_add_loop_test(tests, the_order_of_the_facts_does_not_matter, 0, 20);
	tcase_add_loop_test(tests, weeks_begin_on_monday_where_the_person_was, 0, G_N_ELEMENTS(weeks));
	tcase_add_test(tests, urges_count_by_what_was_done);
	tcase_add_loop_test(tests, a_line_of_bars_shows_the_proportions, 0, G_N_ELEMENTS(lines));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
