/* test-urge.c - urges as values: when they are asked about, what past ones did, what is counted; and as the store keeps them. */
#include "core/insight-urges.h"
#include "core/store-outcomes.h"
#include "core/store-urges.h"
#include "tests/unit/store-home.h"

/* --- the names of its prompts ---------------------------------------------------------------------- */

static const struct {
	UrgeAsk ask;
	const char *schedule;
} names[] = {
	{ URGE_END, "urge/12" },
	{ URGE_AGAIN, "urge/12/again" },
	{ URGE_ASK_LATER, "urge/12/later" },
	{ URGE_OPENING, "urge/12/opening" },
};

START_TEST(a_prompt_is_named_after_its_urge_and_what_it_asks)
{
	g_autofree char *schedule = urge_ask_schedule(names[_i].ask, 12);
	UrgeAsk ask = N_URGE_ASKS;

	ck_assert_str_eq(schedule, names[_i].schedule);
	ck_assert_int_eq(urge_of_schedule(schedule, &ask), 12);
	ck_assert_int_eq(ask, names[_i].ask);
}
END_TEST

static const char *const others[] = { "checkin/evening", "urge/",    "urge/x",       "urge/0",
	                              "urge/-3",         "urge/12/", "urge/12/more", "" };

START_TEST(other_names_are_not_about_an_urge)
{
	ck_assert_int_eq(urge_of_schedule(others[_i], NULL), 0);
}
END_TEST

/* --- when it is asked about ------------------------------------------------------------------------ */

/* A wait begun at 100 min of both clocks, in minutes; `now` by both, the boot clock of another boot at 0. */
static const struct {
	int span, wall, boot;
	gboolean rebooted;
	int next; /* in minutes of the wall; 0: none */
} asks[] = {
	{ 15, 100, 100, FALSE, 101 }, { 15, 101, 101, FALSE, 105 },
	{ 15, 103, 103, FALSE, 105 }, /* what was slept through is not made up */
	{ 15, 105, 105, FALSE, 0 },   /* the one after is the end */
	{ 15, 130, 130, FALSE, 0 },   { 30, 105, 105, FALSE, 115 },
	{ 4, 102, 102, FALSE, 0 },    { 1, 100, 100, FALSE, 0 },
	{ 15, 500, 102, FALSE, 503 }, /* the clock was set: elapsed time counts */
	{ 15, 102, 1, TRUE, 105 },    /* another boot: the wall does */
	{ 15, 90, 1, TRUE, 101 },
};

START_TEST(on_the_way_it_asks_at_the_moments_that_are_left)
{
	const gint64 minutes[] = { MINUTES(1), MINUTES(5), MINUTES(15) };
	g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(gint64));
	Moment begun = { MINUTES(100), MINUTES(100), "this" };
	Moment now = { MINUTES(asks[_i].wall), MINUTES(asks[_i].boot), asks[_i].rebooted ? "that" : "this" };
	Deadline end = deadline_after(&begun, MINUTES(asks[_i].span)), next;
	gboolean any;

	g_array_append_vals(offsets, minutes, G_N_ELEMENTS(minutes));
	any = urge_next_ask(&end, MINUTES(asks[_i].span), offsets, &now, &next);
	ck_assert_int_eq(any ? deadline_wall(&next, &now) / MINUTES(1) : 0, asks[_i].next);
	ck_assert(!urge_next_ask(&end, MINUTES(asks[_i].span), NULL, &now, &next));
}
END_TEST

/* --- words and plans ------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	gboolean is_word;
} words[] = {
	{ "sad", TRUE },
	{ "an own word", TRUE },
	{ "Müde", TRUE },
	{ "", FALSE },
	{ "a\nb", FALSE },
	{ "\x1b[2J", FALSE },
	{ "\xff", FALSE },
	{ "0123456789012345678901234567890123456789", TRUE },
	{ "01234567890123456789012345678901234567890", FALSE },
};

START_TEST(a_word_is_one_short_line)
{
	ck_assert_int_eq(urge_is_word(words[_i].text), words[_i].is_word);
}
END_TEST

static Plan *a_plan(const char *name, const char *cues)
{
	Plan *plan = plan_new(name);

	plan->cues = g_strsplit(cues, " ", -1);
	return plan;
}

static const struct {
	const char *cue, *feeling, *plan;
} matches[] = {
	{ "night", NULL, "a" },  { "song", "lonely", "b" }, { "night", "lonely", "a" }, { "photo", "lonely", "b" },
	{ NULL, "lonely", "b" }, { "photo", NULL, NULL },   { NULL, NULL, NULL },
};

START_TEST(the_plan_is_the_first_with_the_cue_and_else_with_the_feeling)
{
	g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func((GDestroyNotify)plan_free);
	const Plan *plan;

	g_ptr_array_add(plans, a_plan("a", "night"));
	g_ptr_array_add(plans, a_plan("b", "lonely song night"));
	plan = urge_plan(plans, matches[_i].cue, matches[_i].feeling);
	ck_assert_pstr_eq(plan ? plan->name : NULL, matches[_i].plan);
}
END_TEST

/* --- waves and counts ------------------------------------------------------------------------------ */

static void clear_urge(gpointer urge)
{
	urge_clear(urge);
}

static GArray *urges_new(void)
{
	GArray *urges = g_array_new(FALSE, FALSE, sizeof(Urge));

	g_array_set_clear_func(urges, clear_urge);
	return urges;
}

/* "8@0 4@16": strengths, and after how many minutes. */
static Urge *add_urge(GArray *urges, const char *ratings)
{
	g_auto(GStrv) all = g_strsplit(ratings, " ", -1);
	Urge urge;

	urge_init(&urge);
	for (char **one = all; *one; one++) {
		Rating rating = { 0 };
		int minute;

		if (sscanf(*one, "%d@%d", &rating.intensity, &minute) == 2) {
			rating.at = MINUTES(minute);
			g_array_append_val(urge.ratings, rating);
		}
	}
	g_array_append_val(urges, urge);
	return &g_array_index(urges, Urge, urges->len - 1);
}

static const struct {
	const char *ratings;
	int n, fell;
} waves[] = {
	{ "8@0 5@15", 1, 1 }, { "8@0 6@15", 1, 0 },      { "8@0 9@15", 1, 0 },
	{ "8@0 2@9", 0, 0 },  { "8@0 2@10", 1, 1 },      { "8@0 2@25", 1, 1 },
	{ "8@0 2@26", 0, 0 }, { "8@0 2@11 7@14", 1, 0 }, { "8@0 7@17 2@23", 1, 0 },
	{ "2@0 0@15", 0, 0 }, { "3@0 0@15", 1, 1 },      { "8@0", 0, 0 },
	{ "", 0, 0 },         { "8@30 1@45", 1, 1 },     { "8@0 7@1 6@5", 0, 0 },
};

START_TEST(a_wave_is_looked_at_by_the_rating_nearest_to_fifteen_minutes)
{
	g_autoptr(GArray) urges = urges_new();
	Waves counted;

	add_urge(urges, waves[_i].ratings);
	counted = waves_of(urges);
	ck_assert_int_eq(counted.n, waves[_i].n);
	ck_assert_int_eq(counted.fell, waves[_i].fell);
}
END_TEST

START_TEST(under_five_waves_nothing_is_told)
{
	g_autofree char *few = waves_in_words(&(Waves){ 4, 4 });
	g_autofree char *enough = waves_in_words(&(Waves){ 23, 20 });

	ck_assert_ptr_nonnull(strstr(few, "Too few to tell"));
	ck_assert_ptr_null(strstr(few, "fallen"));
	ck_assert_ptr_nonnull(strstr(enough, "of 23 waves, 20 had fallen by 3 or more after 15 minutes"));
}
END_TEST

START_TEST(what_became_of_urges_is_counted_by_what_they_were)
{
	g_autoptr(GArray) urges = urges_new();
	g_auto(UrgeInsight) insight = { 0 };
	const struct {
		const char *ratings, *sort, *cue, *acted, *later;
		int delay, forecast;
	} facts[] = {
		{ "8@0 5@15", "need", "night", "no", "smaller", 15, 9 },
		{ "8@0 9@14", "need", "night", "yes", NULL, 15, 9 },
		{ "8@0 4@16", "missing", "alone", "no", "same", 15, 3 },
		{ "8@0", "both", NULL, "partly", "larger", 0, 9 },
		{ "8@0 5@21", NULL, "alone", NULL, "smaller", 15, 9 }, /* too far from its moment */
		{ "8@0 5@15", NULL, "night", "no", NULL, 15, -1 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(facts); i++) {
		Urge *urge = add_urge(urges, facts[i].ratings);

		urge->sort = g_strdup(facts[i].sort);
		urge->cue = g_strdup(facts[i].cue);
		urge->acted = g_strdup(facts[i].acted);
		urge->later = g_strdup(facts[i].later);
		urge->delay = MINUTES(facts[i].delay);
		urge->forecast = facts[i].forecast;
		urge->forecast_for = facts[i].forecast >= 0 ? MINUTES(15) : 0;
	}
	insight = insight_urges(urges);
	ck_assert_int_eq(insight.need.n, 2);
	ck_assert_int_eq(insight.need.no + 10 * insight.need.yes, 11);
	ck_assert_int_eq(insight.both.partly, 1);
	ck_assert_int_eq(insight.waited.n, 5);
	ck_assert_int_eq(insight.waited.no, 3);
	ck_assert_int_eq(insight.unwaited.n, 1);
	ck_assert_uint_eq(insight.cues->len, 2);
	ck_assert_str_eq(g_array_index(insight.cues, CueDeeds, 0).cue, "night");
	ck_assert_int_eq(g_array_index(insight.cues, CueDeeds, 0).deeds.no, 2);
	ck_assert_int_eq(insight.forecasts.n, 3);
	ck_assert_int_eq(insight.forecasts.lower, 1);
	ck_assert_int_eq(insight.forecasts.equal, 1);
	ck_assert_int_eq(insight.forecasts.higher, 1);
	ck_assert_double_eq_tol(insight.forecasts.expected, 7, 1e-9);
	ck_assert_double_eq_tol(insight.forecasts.actual, 6, 1e-9);
	ck_assert_int_eq(insight.smaller * 100 + insight.same * 10 + insight.larger, 211);
	ck_assert_int_eq(insight.waves.n, 5);
}
END_TEST

START_TEST(counts_add_up_whatever_the_urges)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	g_autoptr(GArray) urges = urges_new();
	g_auto(UrgeInsight) insight = { 0 };

	for (int i = 0; i < 50; i++) {
		g_autofree char *ratings = g_strdup_printf(
			"%d@0 %d@%d %d@%d", g_rand_int_range(dice, 0, 11), g_rand_int_range(dice, 0, 11),
			g_rand_int_range(dice, 1, 30), g_rand_int_range(dice, 0, 11), g_rand_int_range(dice, 1, 30));
		Urge *urge = add_urge(urges, ratings);

		urge->forecast = g_rand_int_range(dice, -1, 11);
		urge->forecast_for = MINUTES(15);
		urge->delay = g_rand_int_range(dice, 0, 2);
	}
	insight = insight_urges(urges);
	ck_assert_int_le(insight.waves.fell, insight.waves.n);
	ck_assert_int_eq(insight.waited.n + insight.unwaited.n, 50);
	ck_assert_int_eq(insight.forecasts.lower + insight.forecasts.equal + insight.forecasts.higher,
	                 insight.forecasts.n);
	ck_assert(insight.forecasts.expected >= 0 && insight.forecasts.expected <= 10);
}
END_TEST

/* --- in the store ---------------------------------------------------------------------------------- */

static void hear(Store *store, gint64 urge, const char *item, const char *value, int number, gint64 at)
{
	Response response = { .protocol = "opening",
		              .begun = NOW,
		              .item = item,
		              .value = value,
		              .number = number,
		              .at = at,
		              .zone_offset = 3600,
		              .route = "notification",
		              .urge = urge };

	ck_assert(store_add_response(store, &response, NULL));
}

static Urge *only_urge(Store *store, GArray **urges)
{
	g_clear_pointer(urges, g_array_unref);
	*urges = store_episodes(store, 0, TIME_NEVER, NULL);
	ck_assert_ptr_nonnull(*urges);
	ck_assert_uint_eq((*urges)->len, 1);
	return &g_array_index(*urges, Urge, 0);
}

static int n_outcomes(Store *store, const char *value)
{
	g_autoptr(GArray) all = store_outcomes(store, OUTCOME_OF_PLAN, "p", 0, TIME_NEVER, NULL);
	int n = 0;

	for (guint i = 0; i < all->len; i++)
		n += g_str_equal(g_array_index(all, OutcomeFact, i).value, value);
	return n;
}

START_TEST(answers_mean_something_for_their_urge_and_taken_back_mean_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) urges = NULL;
	gint64 id = store_begin_urge(store, NOW, 3600, -1, NULL);
	Urge *urge;
	const struct {
		const char *item, *value;
		int number;
	} said[] = { { "intensity", "8", 8 },      { "cue", "seen", -1 },          { "cue-seen", "photo", -1 },
		     { "sort-calm", "no", -1 },    { "sort-pressing", "yes", -1 }, { "forecast", "9", 9 },
		     { "feeling-own", "sad", -1 }, { "later", "smaller", -1 },     { "plan", "helped", -1 } };

	ck_assert(store_note_urge(store, id, NOTE_PLAN, "p", NULL));
	for (guint i = 0; i < G_N_ELEMENTS(said); i++)
		hear(store, id, said[i].item, said[i].value, said[i].number, NOW + (gint64)i * 10);
	urge = only_urge(store, &urges);
	ck_assert_uint_eq(urge->ratings->len, 1);
	ck_assert_str_eq(urge->cue, "photo");
	ck_assert_str_eq(urge->sort, "need");
	ck_assert_str_eq(urge->feeling, "sad");
	ck_assert_str_eq(urge->later, "smaller");
	ck_assert_int_eq(urge->forecast, 9);
	ck_assert_int_eq(urge->forecast_for, NOW + 50 + MINUTES(15));
	ck_assert_int_eq(n_outcomes(store, "used"), 1);
	ck_assert_int_eq(n_outcomes(store, "helped"), 1);
	for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
		g_auto(Withdrawn) withdrawn = { 0 };

		ck_assert(store_withdraw(store, NOW + 1000, 0, NULL, &withdrawn, NULL));
	}
	urge = only_urge(store, &urges);
	ck_assert_uint_eq(urge->ratings->len, 0);
	ck_assert(!urge->cue && !urge->sort && !urge->feeling && !urge->later && urge->forecast == -1);
	ck_assert_int_eq(n_outcomes(store, "used") + n_outcomes(store, "helped"), 0);
}
END_TEST

static const struct {
	const char *calm, *pressing, *sort, *without; /* `without` the second answer */
} taps[] = {
	{ "yes", "yes", "both", "missing" },
	{ "yes", "no", "missing", "missing" },
	{ "no", "yes", "need", NULL },
	{ "no", "no", NULL, NULL },
};
START_TEST(missing_or_needing_is_two_taps_and_both_are_both)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) urges = NULL;
	gint64 id = store_begin_urge(store, NOW, 3600, -1, NULL);
	g_auto(Withdrawn) withdrawn = { 0 };

	hear(store, id, "sort-calm", taps[_i].calm, -1, NOW + 1);
	hear(store, id, "sort-pressing", taps[_i].pressing, -1, NOW + 2);
	ck_assert_pstr_eq(only_urge(store, &urges)->sort, taps[_i].sort);
	ck_assert(store_withdraw(store, NOW + 1000, 0, NULL, &withdrawn, NULL));
	if (g_str_equal(taps[_i].pressing, "yes"))
		ck_assert_pstr_eq(only_urge(store, &urges)->sort, taps[_i].without);
}
END_TEST

static const struct {
	const char *item, *value, *cue;
} cues[] = {
	{ "cue", "seen", NULL },       { "cue-seen", "more", NULL }, { "cue-seen-more", "page", "their-page" },
	{ "cue-own", "rain", "rain" }, { "cue-own", "own", NULL },   { "cue-self", "solo", "alone" },
	{ "cued", "night", NULL },     { "cue", "night", "night" },
};
START_TEST(what_only_leads_on_is_no_word)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) urges = NULL;
	gint64 id = store_begin_urge(store, NOW, 3600, -1, NULL);

	hear(store, id, cues[_i].item, cues[_i].value, -1, NOW + 1);
	ck_assert_pstr_eq(only_urge(store, &urges)->cue, cues[_i].cue);
}
END_TEST

static char *known(Store *store, const char *schedule, gint64 at)
{
	g_autoptr(GHashTable) answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GList) items = NULL;
	GString *text = g_string_new(NULL);

	ck_assert(store_know_urge(store, schedule, at, answers, NULL));
	g_hash_table_remove(answers, KNOWN_WAVES);
	items = g_list_sort(g_hash_table_get_keys(answers), (GCompareFunc)strcmp);
	for (GList *item = items; item; item = item->next)
		g_string_append_printf(text, "%s%s=%s", text->len ? " " : "", (char *)item->data,
		                       (char *)g_hash_table_lookup(answers, item->data));
	return g_string_free(text, FALSE);
}

static const struct {
	const char *schedule;
	gint64 after;
	const char *known;
} knowing[] = {
	{ "urge/1/opening", MINUTES(1), "cue=rain feeling=sad intensity=7" },
	{ "urge/1/again", MINUTES(1), "forecast=4 sort-calm=yes sort-pressing=yes" },
	{ "urge/1", MINUTES(9) + SECONDS(50), "intensity=7" },
	{ "urge/1", MINUTES(15), "-forecast=4" },
	{ "urge/1/later", HOURS(24), "" },
	{ "urge/2/opening", MINUTES(1), "" },
	{ "checkin/evening", MINUTES(1), "" },
};
START_TEST(what_it_has_said_already_is_known)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = store_begin_urge(store, NOW, 3600, 8, NULL);
	g_autofree char *text = NULL;

	ck_assert(store_rate_urge(store, id, NOW + MINUTES(9) + SECONDS(30), 7, NULL) &&
	          store_note_urge(store, id, NOTE_FEELING, "sad", NULL) &&
	          store_note_urge(store, id, NOTE_SORT, "both", NULL) &&
	          store_note_urge(store, id, NOTE_CUE, "rain", NULL) &&
	          store_forecast_urge(store, id, 4, NOW + MINUTES(15), NULL));
	text = known(store, knowing[_i].schedule, NOW + knowing[_i].after);
	ck_assert_str_eq(text, knowing[_i].known);
}
END_TEST

START_TEST(a_forecast_is_for_the_end_of_the_wait)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) urges = NULL;
	gint64 id = store_begin_urge(store, NOW, 3600, 7, NULL);
	Moment now = { NOW, HOURS(1), "boot" };
	Deadline until = deadline_after(&now, MINUTES(40));

	ck_assert(store_delay_urge(store, id, MINUTES(40), &until, NULL));
	hear(store, id, "forecast", "3", 3, NOW + 5);
	ck_assert_int_eq(only_urge(store, &urges)->forecast_for, NOW + MINUTES(40));
}
END_TEST

/* The kinds of what is still to be asked about it, as letters: delay, again, later. */
static char *still_asked(Store *store, gint64 urge)
{
	g_autoptr(GArray) delays = store_delays(store, NULL);
	GString *letters = g_string_new(NULL);

	for (int ask = 0; ask < URGE_OPENING; ask++)
		for (guint i = 0; i < delays->len; i++)
			if (g_array_index(delays, Delay, i).urge == urge &&
			    (int)g_array_index(delays, Delay, i).ask == ask)
				g_string_append_c(letters, *urge_ask_pending((UrgeAsk)ask));
	return g_string_free(letters, FALSE);
}

static const struct {
	const char *schedule, *left;
} places[] = {
	{ "urge/1", "l" },          { "urge/1/again", "dal" }, { "urge/1/later", "da" },
	{ "urge/1/opening", "dl" }, { "urge/2", "dal" },
};

START_TEST(a_question_takes_the_place_of_its_deadline)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, "x");
	g_autoptr(Prompt) prompt = prompt_new(schedule, NOW, NOW);
	g_autofree char *left = NULL;
	Moment now = { NOW, HOURS(1), "boot" };
	Deadline until = deadline_after(&now, MINUTES(15));
	gint64 id = store_begin_urge(store, NOW, 3600, 7, NULL);

	ck_assert(store_delay_urge(store, id, MINUTES(15), &until, NULL) &&
	          store_ask_urge_again(store, id, &until, NULL));
	g_free(prompt->schedule);
	prompt->schedule = g_strdup(places[_i].schedule);
	ck_assert_int_ne(store_decide(store, prompt, NULL, NULL), 0);
	left = still_asked(store, id);
	ck_assert_str_eq(left, places[_i].left);
}
END_TEST

START_TEST(ended_only_the_day_after_is_left_and_one_stands_for_an_evening)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Moment now = { NOW, HOURS(1), "boot" };
	Deadline until = deadline_after(&now, MINUTES(15));
	gint64 first = store_begin_urge(store, NOW, 3600, 7, NULL), second, third;
	g_autofree char *of_first = NULL, *of_second = NULL, *of_third = NULL;

	ck_assert(store_delay_urge(store, first, MINUTES(15), &until, NULL) &&
	          store_ask_urge_again(store, first, &until, NULL) &&
	          store_end_urge(store, first, NOW + 9, "no", NULL));
	of_first = still_asked(store, first);
	ck_assert_str_eq(of_first, "l");
	second = store_begin_urge(store, NOW + HOURS(3), 3600, 7, NULL);
	third = store_begin_urge(store, NOW + HOURS(24), 3600, 7, NULL);
	g_free(of_first);
	of_first = still_asked(store, first);
	of_second = still_asked(store, second);
	of_third = still_asked(store, third);
	ck_assert_str_eq(of_first, "");
	ck_assert_str_eq(of_second, "l");
	ck_assert_str_eq(of_third, "l");
}
END_TEST

START_TEST(begun_twice_in_the_same_moment_it_is_one)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GArray) urges = NULL;

	ck_assert_int_eq(store_begin_urge(store, NOW, 3600, 7, NULL), store_begin_urge(store, NOW, 3600, 7, NULL));
	ck_assert_uint_eq(only_urge(store, &urges)->ratings->len, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("urge");
	TCase *tests = tcase_create("urges");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, a_prompt_is_named_after_its_urge_and_what_it_asks, 0, G_N_ELEMENTS(names));
	tcase_add_loop_test(tests, other_names_are_not_about_an_urge, 0, G_N_ELEMENTS(others));
	tcase_add_loop_test(tests, on_the_way_it_asks_at_the_moments_that_are_left, 0, G_N_ELEMENTS(asks));
	tcase_add_loop_test(tests, a_word_is_one_short_line, 0, G_N_ELEMENTS(words));
	tcase_add_loop_test(tests, the_plan_is_the_first_with_the_cue_and_else_with_the_feeling, 0,
	                    G_N_ELEMENTS(matches));
	tcase_add_loop_test(tests, a_wave_is_looked_at_by_the_rating_nearest_to_fifteen_minutes, 0,
	                    G_N_ELEMENTS(waves));
	tcase_add_test(tests, under_five_waves_nothing_is_told);
	tcase_add_test(tests, what_became_of_urges_is_counted_by_what_they_were);
	tcase_add_loop_test(tests, counts_add_up_whatever_the_urges, 0, 20);
	tcase_add_test(tests, answers_mean_something_for_their_urge_and_taken_back_mean_nothing);
	tcase_add_loop_test(tests, missing_or_needing_is_two_taps_and_both_are_both, 0, G_N_ELEMENTS(taps));
	tcase_add_loop_test(tests, what_only_leads_on_is_no_word, 0, G_N_ELEMENTS(cues));
	tcase_add_loop_test(tests, what_it_has_said_already_is_known, 0, G_N_ELEMENTS(knowing));
	tcase_add_test(tests, a_forecast_is_for_the_end_of_the_wait);
	tcase_add_loop_test(tests, a_question_takes_the_place_of_its_deadline, 0, G_N_ELEMENTS(places));
	tcase_add_test(tests, ended_only_the_day_after_is_left_and_one_stands_for_an_evening);
	tcase_add_test(tests, begun_twice_in_the_same_moment_it_is_one);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
