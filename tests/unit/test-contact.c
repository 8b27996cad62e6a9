/* Contact: what counts as a slip, and numbers that do not go back to zero. */
#include "core/contact-facts.h"
#include "tests/unit/store-home.h"

#define START SECONDS(1767225600) /* 2026-01-01T00:00:00Z */

static const struct {
	Began began;
	ContactKind kind;
	gboolean slip;
} sorts[] = {
	{ BEGAN_ME, CONTACT_MESSAGE, TRUE },      { BEGAN_ME, CONTACT_CALL, TRUE },
	{ BEGAN_ME, CONTACT_MET, TRUE },          { BEGAN_ME, CONTACT_CHECKED, FALSE },
	{ BEGAN_ME, CONTACT_NECESSARY, FALSE },   { BEGAN_THEM, CONTACT_MESSAGE, FALSE },
	{ BEGAN_THEM, CONTACT_CALL, FALSE },      { BEGAN_THEM, CONTACT_MET, FALSE },
	{ BEGAN_THEM, CONTACT_NECESSARY, FALSE }, { BEGAN_CHANCE, CONTACT_MET, FALSE },
	{ BEGAN_CHANCE, CONTACT_MESSAGE, FALSE },
};

START_TEST(only_what_the_person_began_and_nothing_made_necessary_is_a_slip)
{
	Contact contact = { .began = sorts[_i].began, .kind = sorts[_i].kind };

	ck_assert_int_eq(contact_is_slip(&contact), sorts[_i].slip);
}
END_TEST

static void add(GArray *contacts, int day, Began began, ContactKind kind, CountChoice count)
{
	Contact contact = {
		.at = START + DAYS(day) + HOURS(20), .began = began, .kind = kind, .count = count, .confidence = -1
	};

	g_array_append_val(contacts, contact);
}

static ContactFacts look(const GArray *contacts, int today)
{
	g_autoptr(Zone) zone = zone_new("UTC", NULL);

	return contact_facts(contacts, START, zone, START + DAYS(today) + HOURS(21));
}

START_TEST(a_life_in_numbers)
{
	g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
	ContactFacts facts;

	add(contacts, 9, BEGAN_ME, CONTACT_MESSAGE, COUNT_KEEP);
	add(contacts, 15, BEGAN_THEM, CONTACT_CALL, COUNT_UNSAID);
	add(contacts, 39, BEGAN_ME, CONTACT_MESSAGE, COUNT_RESTART);
	add(contacts, 39, BEGAN_ME, CONTACT_CALL, COUNT_UNSAID);
	add(contacts, 50, BEGAN_ME, CONTACT_NECESSARY, COUNT_UNSAID);
	facts = look(contacts, 59);
	ck_assert_int_eq(facts.all, 5);
	ck_assert_int_eq(facts.slips, 3);
	ck_assert_int_eq(facts.days, 60);
	ck_assert_int_eq(facts.quiet, 58);
	ck_assert_int_eq(facts.longest, 29);
	ck_assert_int_eq(facts.since, 20);
	ck_assert_double_eq_tol(facts.average, 15, 1e-9);
	ck_assert_int_eq(facts.lately, 2);
	ck_assert_int_eq(facts.before, 1);
	ck_assert_int_eq(facts.by_began[BEGAN_THEM], 1);
	ck_assert_int_eq(facts.by_kind[CONTACT_NECESSARY], 1);
}
END_TEST

START_TEST(a_slip_that_is_kept_does_not_begin_the_count_anew)
{
	g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));

	add(contacts, 9, BEGAN_ME, CONTACT_MESSAGE, COUNT_KEEP);
	ck_assert_int_eq(look(contacts, 20).since, 20);
	add(contacts, 15, BEGAN_ME, CONTACT_MESSAGE, COUNT_RESTART);
	ck_assert_int_eq(look(contacts, 20).since, 5);
}
END_TEST

START_TEST(no_contact_makes_the_quiet_days_or_the_longest_run_less)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed((guint32)_i);
	g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
	ContactFacts yesterday = look(contacts, 0);

	for (int day = 1; day < 120; day++) {
		ContactFacts today;

		if (g_rand_int_range(dice, 0, 4) == 0)
			add(contacts, day, (Began)g_rand_int_range(dice, 0, N_BEGAN),
			    (ContactKind)g_rand_int_range(dice, 0, N_CONTACT_KINDS),
			    (CountChoice)g_rand_int_range(dice, 0, 3));
		today = look(contacts, day);
		ck_assert_int_ge(today.quiet, yesterday.quiet);
		ck_assert_int_ge(today.longest, yesterday.longest);
		ck_assert_int_eq(today.days, day + 1);
		ck_assert_int_le(today.longest, today.days);
		yesterday = today;
	}
}
END_TEST

START_TEST(without_a_record_nothing_is_said)
{
	g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
	g_autoptr(Zone) zone = zone_new("UTC", NULL);
	ContactFacts facts = contact_facts(contacts, TIME_NEVER, zone, START);

	ck_assert_int_eq(facts.days, 0);
	ck_assert_int_eq(facts.slips, 0);
}
END_TEST

START_TEST(a_contact_reads_back_as_it_was_noted)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) all = NULL;
	Contact noted = { .at = NOW - HOURS(3),
		          .zone_offset = 3600,
		          .recorded = NOW,
		          .began = BEGAN_ME,
		          .kind = CONTACT_NECESSARY,
		          .necessity = (char *)"children",
		          .note = (char *)"the handover",
		          .confidence = -1 };
	gint64 id = store_add_contact(store, &noted, NULL, &error);
	const Contact *read;

	must(id && store_judge_contact(store, id, COUNT_KEEP, 7, &error) &&
	             store_judge_contact(store, id, COUNT_UNSAID, -1, &error),
	     error);
	all = store_contacts(store, &error);
	read = &g_array_index(all, Contact, 0);
	ck_assert_int_eq(read->at, noted.at);
	ck_assert_int_eq(read->kind, CONTACT_NECESSARY);
	ck_assert_str_eq(read->necessity, "children");
	ck_assert_str_eq(read->note, "the handover");
	ck_assert_int_eq(read->count, COUNT_KEEP);
	ck_assert_int_eq(read->confidence, 7);
	ck_assert_int_eq(store_first_moment(store, NULL), noted.at);
}
END_TEST

START_TEST(a_contact_is_what_schedules_can_follow)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(History) history = NULL;
	Contact noted = {
		.at = NOW - HOURS(3), .recorded = NOW, .began = BEGAN_ME, .kind = CONTACT_CALL, .confidence = -1
	};
	Moment now = { .wall = NOW + 1, .boot = NOW + 1, .boot_id = "b" };

	ck_assert(store_add_contact(store, &noted, NULL, NULL));
	history = store_load_history(store, NOW + 1, NULL);
	history_as_of(history, &now);
	ck_assert_int_eq(events_next(history->events, EVENT_CONTACT, NULL, NOW - DAYS(1)), NOW - HOURS(3));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("contact");
	TCase *tests = tcase_create("contact");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tests, only_what_the_person_began_and_nothing_made_necessary_is_a_slip, 0,
	                    G_N_ELEMENTS(sorts));
	tcase_add_test(tests, a_life_in_numbers);
	tcase_add_test(tests, a_slip_that_is_kept_does_not_begin_the_count_anew);
	tcase_add_loop_test(tests, no_contact_makes_the_quiet_days_or_the_longest_run_less, 0, 10);
	tcase_add_test(tests, without_a_record_nothing_is_said);
	tcase_add_test(tests, a_contact_reads_back_as_it_was_noted);
	tcase_add_test(tests, a_contact_is_what_schedules_can_follow);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
