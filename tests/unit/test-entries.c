/* Notes and drafts in the store. */
#include "core/store-entries.h"
#include "tests/unit/store-home.h"

static gint64 write_one(Store *store, EntryKind kind, gint64 at, const char *text)
{
	g_autoptr(GError) error = NULL;
	Entry entry = { .kind = kind, .at = at, .zone_offset = 3600, .prompt = (char *)"What?", .text = (char *)text };
	gint64 id = store_add_entry(store, &entry, &error);

	must(id != 0, error);
	return id;
}

static Entry *only(Store *store)
{
	g_autoptr(GPtrArray) drafts = store_entries(store, ENTRY_DRAFT, NULL);

	ck_assert_uint_eq(drafts->len, 1);
	return g_ptr_array_steal_index(drafts, 0);
}

START_TEST(what_was_written_reads_back_kind_by_kind)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GPtrArray) notes = NULL, drafts = NULL;
	const Entry *note;

	write_one(store, ENTRY_DRAFT, NOW + 2, "later");
	write_one(store, ENTRY_NOTE, NOW, "a walk\nand soup");
	write_one(store, ENTRY_DRAFT, NOW + 1, "sooner");
	notes = store_entries(store, ENTRY_NOTE, NULL);
	drafts = store_entries(store, ENTRY_DRAFT, NULL);
	ck_assert_uint_eq(notes->len, 1);
	note = notes->pdata[0];
	ck_assert_str_eq(note->text, "a walk\nand soup");
	ck_assert_str_eq(note->prompt, "What?");
	ck_assert_int_eq(note->zone_offset, 3600);
	ck_assert_str_eq(((Entry *)drafts->pdata[0])->text, "sooner");
}
END_TEST

START_TEST(a_seal_holds_until_its_day_or_until_it_is_broken)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = write_one(store, ENTRY_DRAFT, NOW, "x");
	g_autoptr(Entry) fresh = only(store);
	g_autoptr(Entry) sealed = NULL;
	g_autoptr(Entry) broken = NULL;
	g_autoptr(Entry) again = NULL;

	ck_assert(!entry_is_sealed(fresh, NOW));
	ck_assert(store_seal_entry(store, id, NOW + 1, NOW + DAYS(3), NULL));
	sealed = only(store);
	ck_assert(entry_is_sealed(sealed, NOW + DAYS(2)));
	ck_assert(!entry_is_sealed(sealed, NOW + DAYS(3)));
	ck_assert(store_open_entry(store, id, NOW + DAYS(1), NULL));
	broken = only(store);
	ck_assert(!entry_is_sealed(broken, NOW + DAYS(2)));
	ck_assert(store_seal_entry(store, id, NOW + DAYS(2), NOW + DAYS(9), NULL));
	again = only(store);
	ck_assert(entry_is_sealed(again, NOW + DAYS(3)));
}
END_TEST

START_TEST(what_is_still_true_is_kept_and_may_be_said_later)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = write_one(store, ENTRY_DRAFT, NOW, "x");
	g_autoptr(Entry) entry = NULL;

	ck_assert(store_judge_entry(store, id, "partly", NULL, NULL));
	ck_assert(store_judge_entry(store, id, NULL, "no", NULL));
	entry = only(store);
	ck_assert_str_eq(entry->still_true, "partly");
	ck_assert_str_eq(entry->still_needed, "no");
	ck_assert(!store_judge_entry(store, id, "perhaps", NULL, NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("entries");
	TCase *tests = tcase_create("entries");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, what_was_written_reads_back_kind_by_kind);
	tcase_add_test(tests, a_seal_holds_until_its_day_or_until_it_is_broken);
	tcase_add_test(tests, what_is_still_true_is_kept_and_may_be_said_later);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
