/* test-store-rows.c - what is written comes back as it was, and belongs together. */
#include <stdlib.h>

#include "core/db.h"
#include "tests/unit/store-home.h"

static Prompt *only_open(Store *store)
{
	g_autoptr(GPtrArray) open = store_open_prompts(store, NULL);

	ck_assert_uint_eq(open->len, 1);
	return g_ptr_array_steal_index(open, 0);
}

static guint count(Store *store, const char *sql)
{
	gint64 n;

	ck_assert(db_integer(&store->db, &n, NULL, sql));
	return n;
}

/* Else each row that is deleted would have its table's whole neighbour read for who points at it. */
START_TEST(what_points_at_another_table_has_an_index_to_be_found_by)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);

	ck_assert_uint_gt(count(store, "SELECT count(*) FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) "
	                               "WHERE s.type = 'table'"),
	                  0);
	ck_assert_uint_eq(count(store,
	                        "SELECT count(*) FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f "
	                        "WHERE s.type = 'table' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(s.name) l "
	                        "JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\")"),
	                  0);
}
END_TEST

/* --- decisions --- */

START_TEST(an_open_prompt_comes_back_as_it_was)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Prompt) prompt = a_prompt("evening", NOW);
	g_autoptr(Prompt) back = NULL;

	prompt->missed = 3;
	prompt->first = NOW - HOURS(2);
	prompt->asked = TRUE;
	prompt->reason = REASON_AWAY;
	prompt->id = store_decide(store, prompt, NULL, NULL);
	back = only_open(store);
	ck_assert_int_eq(back->id, prompt->id);
	ck_assert_str_eq(back->schedule, "checkin/evening");
	ck_assert_str_eq(back->content, "evening");
	ck_assert_int_eq(back->kind, KIND_CHECKIN);
	ck_assert_int_eq(back->due, NOW);
	ck_assert_int_eq(back->first, NOW - HOURS(2));
	ck_assert_int_eq(back->decided, NOW + 1);
	ck_assert_int_eq(back->expires, NOW + MINUTES(60));
	ck_assert_int_eq(back->lifetime, MINUTES(60));
	ck_assert_int_eq(back->missed, 3);
	ck_assert_int_eq(back->zone_offset, 3600);
	ck_assert(back->asked && !back->shown && !back->reminded);
	ck_assert_int_eq(back->state, PROMPT_HELD);
	ck_assert_int_eq(back->remind, TIME_NEVER);
	ck_assert_int_eq(back->reason, REASON_AWAY);
}
END_TEST

START_TEST(what_became_of_it_is_written_beside_it)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW);
	g_autoptr(GPtrArray) open = NULL;
	char owner[32];
	guint32 bubble;
	Prompt *back;

	ck_assert(store_shown(store, id, NOW + 5, "desktop", ":1.7", 42, NULL));
	ck_assert(store_shown(store, id, NOW + 9, "desktop", ":1.9", 43, NULL)); /* once more, on another server */
	ck_assert(store_reminded(store, id, NOW + 20, NULL));
	ck_assert(store_bubble(store, id, owner, &bubble, NULL));
	ck_assert_str_eq(owner, ":1.9");
	ck_assert_uint_eq(bubble, 43);
	back = only_open(store);
	ck_assert_int_eq(back->shown, NOW + 5);
	ck_assert_int_eq(back->state, PROMPT_SHOWN);
	ck_assert(back->reminded);
	prompt_free(back);
	ck_assert(store_closed(store, id, NOW + 30, OUTCOME_ANSWERED, NULL));
	ck_assert(store_closed(store, id, NOW + 40, OUTCOME_EXPIRED, NULL)); /* closed is closed */
	open = store_open_prompts(store, NULL);
	ck_assert_uint_eq(open->len, 0);
	ck_assert_uint_eq(
		count(store, "SELECT count(*) FROM decision WHERE outcome = 'answered' AND closed = shown + 25"), 1);
}
END_TEST

START_TEST(one_occurrence_has_one_row)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Prompt) again = a_prompt("evening", NOW);
	gint64 id = decide(store, "evening", NOW);
	g_autoptr(GError) error = NULL;

	ck_assert_int_eq(store_decide(store, again, "spec", NULL), id); /* the very same one: it had come through */
	again->decided += SECONDS(1);
	ck_assert_int_eq(store_decide(store, again, "spec", &error), 0);
	ck_assert(g_error_matches(error, STORE_ERROR, STORE_ERROR_FAILED));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM decision"), 1);
	decide(store, "other", NOW); /* and nothing was left half open */
}
END_TEST

START_TEST(a_moment_that_is_lived_again_has_a_row_again)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 ids[3];

	for (int i = 0; i < 3; i++) {
		g_autoptr(Prompt) prompt = a_prompt("evening", NOW);

		prompt->decided += i * SECONDS(1);
		ids[i] = store_decide(store, prompt, "spec", NULL);
		ck_assert_int_eq(store_decide(store, prompt, "spec", NULL), ids[i]); /* that one had come through */
		ck_assert(store_set_handled(store, prompt->schedule, NOW - DAYS(1), "spec",
		                            NULL)); /* the clock was set back */
	}
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM decision"), 3);
	ck_assert_uint_eq(count(store, "SELECT max(due) - min(due) FROM decision"), 2);
}
END_TEST

START_TEST(a_decision_moves_its_schedule_in_the_same_breath)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Prompt) asked = a_prompt("evening", NOW + 5);
	g_autoptr(History) history = NULL;
	const Handled *handled;

	decide(store, "evening", NOW);
	store_decide(store, asked, NULL, NULL); /* asked for: the schedule stays where it is */
	ck_assert(store_set_handled(store, "nudge/n", NOW - 9, "08:30", NULL));
	history = store_load_history(store, NOW, NULL);
	handled = g_hash_table_lookup(history->handled, "checkin/evening");
	ck_assert_int_eq(handled->until, NOW);
	ck_assert_str_eq(handled->spec, "spec");
	ck_assert(handled->told);
	handled = g_hash_table_lookup(history->handled, "nudge/n");
	ck_assert_int_eq(handled->until, NOW - 9);
}
END_TEST

START_TEST(a_decision_about_an_urge_takes_its_delay_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 urge = store_begin_urge(store, NOW, 3600, 7, NULL),
	       other = store_begin_urge(store, NOW + 1, 3600, 7, NULL);
	Moment now = { NOW, HOURS(1), "boot" };
	Deadline until = deadline_after(&now, MINUTES(15));
	g_autoptr(Prompt) prompt = a_prompt("x", NOW + MINUTES(15));
	g_autoptr(GArray) delays = NULL;

	ck_assert(store_delay_urge(store, urge, MINUTES(15), &until, NULL));
	ck_assert(store_delay_urge(store, other, MINUTES(15), &until, NULL));
	g_free(prompt->schedule);
	prompt->schedule = g_strdup_printf("urge/%" G_GINT64_FORMAT, urge);
	ck_assert_int_ne(store_decide(store, prompt, NULL, NULL), 0);
	delays = store_delays(store, NULL);
	ck_assert_uint_eq(delays->len, 2);
	ck_assert_int_eq(g_array_index(delays, Delay, 0).ask, URGE_END);
	ck_assert_int_eq(g_array_index(delays, Delay, 1).ask, URGE_ASK_LATER);
	ck_assert_int_eq(g_array_index(delays, Delay, 0).urge, other);
	ck_assert_int_eq(g_array_index(delays, Delay, 0).until.boot, HOURS(1) + MINUTES(15));
	ck_assert_str_eq(g_array_index(delays, Delay, 0).until.boot_id, "boot");
}
END_TEST

/* --- deadlines --- */

START_TEST(a_snooze_stays_until_its_prompt_is_closed)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW);
	Deadline until = { NOW + MINUTES(15), HOURS(3), "boot-7" };
	g_autoptr(Prompt) back = NULL;

	ck_assert(store_snoozed(store, id, NOW, &until, NULL));
	back = only_open(store);
	ck_assert_int_eq(back->state, PROMPT_SNOOZED);
	ck_assert_int_eq(back->snooze.wall, until.wall);
	ck_assert_int_eq(back->snooze.boot, until.boot);
	ck_assert_str_eq(back->snooze.boot_id, "boot-7");
	ck_assert(store_closed(store, id, NOW, OUTCOME_DISMISSED, NULL));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM pending"), 0);
}
END_TEST

START_TEST(a_pause_is_kept_and_taken_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Deadline until = { TIME_NEVER, TIME_NEVER, "b" };
	g_autoptr(History) paused = NULL, resumed = NULL;

	ck_assert(store_pause(store, &until, NULL) && store_pause(store, &until, NULL));
	paused = store_load_history(store, NOW, NULL);
	ck_assert(paused->paused);
	ck_assert_int_eq(paused->pause.wall, TIME_NEVER);
	ck_assert(store_resume(store, NULL));
	resumed = store_load_history(store, NOW, NULL);
	ck_assert(!resumed->paused);
}
END_TEST

/* In whichever order they come: a pause has an end, hiding has none but the person's word. */
static const struct {
	gboolean hide_first, pauses;
} hidings[] = { { TRUE, FALSE }, { TRUE, TRUE }, { FALSE, TRUE } };

START_TEST(hiding_outlives_any_pause_until_it_is_taken_back)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Deadline never = { TIME_NEVER, TIME_NEVER, "b" }, soon = { NOW + 1, NOW + 1, "b" };
	g_autoptr(History) hidden = NULL, resumed = NULL;

	ck_assert(!hidings[_i].hide_first || store_hide(store, &never, NULL));
	ck_assert(!hidings[_i].pauses || store_pause(store, &soon, NULL));
	ck_assert(store_hide(store, &never, NULL)); /* twice is once */
	hidden = store_load_history(store, NOW, NULL);
	ck_assert(hidden->hidden && hidden->paused);
	ck_assert_int_eq(hidden->pause.wall, TIME_NEVER);
	ck_assert(store_resume(store, NULL));
	resumed = store_load_history(store, NOW, NULL);
	ck_assert(!resumed->hidden && !resumed->paused);
}
END_TEST

START_TEST(a_pause_hides_nothing)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Deadline never = { TIME_NEVER, TIME_NEVER, "b" };
	g_autoptr(History) paused = NULL;

	ck_assert(store_pause(store, &never, NULL));
	paused = store_load_history(store, NOW, NULL);
	ck_assert(paused->paused && !paused->hidden);
}
END_TEST

/* --- history --- */

START_TEST(a_refresh_brings_what_others_write_and_not_what_the_daemon_knows)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Deadline never = { TIME_NEVER, TIME_NEVER, "b" };
	g_autoptr(History) all = NULL, news = NULL;

	ck_assert(store_shown(store, decide(store, "c", NOW - 5), NOW - 4, "desktop", "", 0, NULL));
	ck_assert(store_hide(store, &never, NULL));
	ck_assert(store_begin_urge(store, NOW - 1, 0, 7, NULL));
	all = store_load_history(store, NOW, NULL);
	news = store_load_news(store, NOW, NULL);
	ck_assert(news->hidden && news->paused);
	ck_assert_uint_eq(news->happened->len, all->happened->len);
	ck_assert_int_eq(news->ease->answered, all->ease->answered);
	ck_assert_uint_eq(all->shown->len, 1);
	ck_assert_uint_eq(news->shown->len, 0);
}
END_TEST

START_TEST(draws_come_back_and_the_first_one_stays)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	const gint64 moments[] = { NOW, NOW + 7, NOW + 9 }, others[] = { 1 };
	int today = NOW / DAYS(1);
	g_autoptr(History) history = NULL;
	const gint64 *back;
	guint n;

	ck_assert(store_put_draw(store, "nudge/n", 1, today, moments, 3, NULL));
	ck_assert(store_put_draw(store, "nudge/n", 1, today, others, 1, NULL));
	ck_assert(store_put_draw(store, "nudge/none", 0, today, NULL, 0, NULL));
	ck_assert(store_put_draw(store, "nudge/n", 1, today - 400, others, 1, NULL)); /* kept, not loaded */
	history = store_load_history(store, NOW, NULL);
	back = draws_get(history->draws, "nudge/n", 1, today, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(back, moments, sizeof moments);
	ck_assert_ptr_nonnull(draws_get(history->draws, "nudge/none", 0, today, &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(draws_count(history->draws), 2);
	draws_forget(history->draws, today + 1);
	ck_assert_uint_eq(draws_count(history->draws), 0);
}
END_TEST

START_TEST(what_was_shown_in_two_days_counts_but_not_what_was_asked_for)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Prompt) asked = a_prompt("evening", NOW);
	g_autoptr(History) history = NULL;
	gint64 id;

	for (int days = 5; days >= 0; days--)
		ck_assert(store_shown(store, decide(store, "c", NOW - DAYS(days)), NOW - DAYS(days) + 1, "desktop", "",
		                      0, NULL));
	asked->asked = TRUE;
	id = store_decide(store, asked, NULL, NULL);
	ck_assert(store_shown(store, id, NOW + 1, "desktop", "", 0, NULL));
	history = store_load_history(store, NOW, NULL);
	ck_assert_uint_eq(history->shown->len, 3);
	ck_assert_int_eq(history_last_shown(history, TIME_NEVER), NOW + 1);
}
END_TEST

START_TEST(what_a_clock_far_ahead_showed_takes_no_place_of_what_was_shown_today)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(History) history = NULL;
	static const gint64 shown[] = { -HOURS(1), HOURS(4), DAYS(400) };

	for (gsize i = 0; i < G_N_ELEMENTS(shown); i++)
		ck_assert(
			store_shown(store, decide(store, "c", NOW + shown[i]), NOW + shown[i], "desktop", "", 0, NULL));
	history = store_load_history(store, NOW, NULL);
	ck_assert_uint_eq(history->shown->len, 2);
	ck_assert_int_eq(history_last_shown(history, NOW + MINUTES(30)), NOW - HOURS(1));
}
END_TEST

/* Many answers drive out no urge of a year ago. */
START_TEST(events_are_known_for_400_days_each_type_for_itself)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *answers =
		g_strdup_printf("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
	                        "INSERT INTO response (protocol, begun, item, value, at, zone_offset, route) "
	                        "SELECT 'evening', 1, 'mood', 'low', %" G_GINT64_FORMAT " - i, 0, 'command' FROM n",
	                        NOW);
	g_autofree char *others = g_strdup_printf(
		"INSERT INTO urge (begun, zone_offset) VALUES (%" G_GINT64_FORMAT ", 0), (%" G_GINT64_FORMAT ", 0);"
		"INSERT INTO contact (at, zone_offset, recorded, began, kind) VALUES (%" G_GINT64_FORMAT
		", 0, 1, 'them', 'call')",
		NOW - DAYS(399), NOW - DAYS(401), NOW - DAYS(300));
	Moment now = { NOW, HOURS(1), "boot-1" };
	g_autoptr(History) history = NULL;
	Deadline at;

	ck_assert(db_script(&store->db, answers, NULL) && db_script(&store->db, others, NULL));
	history = store_load_history(store, NOW, NULL);
	for (int i = 1; i <= 10; i++) {
		at = history_moment(&now, NOW + i);
		history_add_event(history, EVENT_ANSWER, "mood=low", &at);
	}
	now.wall += 10;
	now.boot += 10;
	history_as_of(history, &now);
	ck_assert_int_eq(events_next(history->events, EVENT_URGE, NULL, 0), NOW - DAYS(399));
	ck_assert_int_eq(events_next(history->events, EVENT_CONTACT, NULL, 0), NOW - DAYS(300));
	ck_assert_int_eq(events_next(history->events, EVENT_ANSWER, "mood", 0), NOW - HISTORY_EVENTS_MOST + 10);
	ck_assert_int_eq(events_prev(history->events, EVENT_ANSWER, "mood", TIME_NEVER), NOW + 10);
}
END_TEST

/* --- answers --- */

static Response an_answer(gint64 decision, const char *item, const char *value, gint64 at)
{
	return (Response){ .decision = decision,
		           .protocol = "evening",
		           .begun = NOW,
		           .item = item,
		           .value = value,
		           .number = -1,
		           .at = at,
		           .zone_offset = 3600,
		           .route = "notification" };
}

START_TEST(answers_come_back_by_item_skipped_ones_too)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 id = decide(store, "evening", NOW), begun;
	Response some = an_answer(id, "missing", "some", NOW + 1), none = an_answer(id, "note", NULL, NOW + 2);
	g_autoptr(GHashTable) answers = NULL;

	ck_assert(store_add_response(store, &some, NULL) && store_add_response(store, &none, NULL));
	ck_assert(store_add_response(store, &some, NULL)); /* once more, after a doubt: one row */
	answers = store_answers(store, id, &begun, NULL);
	ck_assert_int_eq(begun, NOW);
	ck_assert_uint_eq(g_hash_table_size(answers), 2);
	ck_assert_str_eq(g_hash_table_lookup(answers, "missing"), "some");
	ck_assert(g_hash_table_contains(answers, "note"));
	ck_assert_ptr_null(g_hash_table_lookup(answers, "note"));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM response"), 2);
}
END_TEST

/* A clock that was set back lives a moment again, to the microsecond. */
START_TEST(the_same_answer_at_the_same_moment_to_another_prompt_is_another_answer)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 one = decide(store, "evening", NOW), other = decide(store, "noon", NOW);
	Response first = an_answer(one, "missing", "some", NOW + 1),
		 second = an_answer(other, "missing", "some", NOW + 1);

	ck_assert(store_add_response(store, &first, NULL) && store_add_response(store, &second, NULL));
	ck_assert_uint_eq(count(store, "SELECT count(DISTINCT decision) FROM response"), 2);
}
END_TEST

START_TEST(an_answer_to_a_prompt_of_another_store_is_kept_all_the_same)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Response lost = an_answer(77, "missing", "some", NOW);

	ck_assert(store_add_response(store, &lost, NULL));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM response WHERE decision IS NULL AND value = 'some'"), 1);
}
END_TEST

START_TEST(what_an_answer_says_about_an_urge_is_written_with_it)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	gint64 urge = store_begin_urge(store, NOW, 3600, 8, NULL), id = decide(store, "evening", NOW);
	Response rated = an_answer(id, "intensity", "3", NOW + 1), acted = an_answer(id, "acted", "no", NOW + 2);
	g_autoptr(GArray) facts = NULL;
	const UrgeFact *fact;

	rated.number = 3;
	rated.urge = acted.urge = urge;
	ck_assert(store_add_response(store, &rated, NULL) && store_add_response(store, &acted, NULL));
	ck_assert(store_add_response(store, &rated, NULL));
	facts = store_urges(store, 0, TIME_NEVER, NULL);
	fact = &g_array_index(facts, UrgeFact, 0);
	ck_assert_int_eq(fact->first, 8);
	ck_assert_int_eq(fact->last, 3);
	ck_assert_int_eq(fact->peak, 8);
	ck_assert_str_eq(fact->acted, "no");
	ck_assert_int_eq(fact->ended, NOW + 2);
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM rating"), 2);
	rated.urge = 99; /* no such urge: neither is kept, and the store goes on */
	rated.at++;
	ck_assert(!store_add_response(store, &rated, NULL));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM response"), 2);
	decide(store, "other", NOW);
}
END_TEST

/* --- facts and export --- */

START_TEST(facts_come_back_as_written)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(Prompt) dropped = a_prompt("late", NOW + 5);
	Response answer = an_answer(0, "intensity", "7", NOW);
	g_autoptr(GArray) decisions = NULL, responses = NULL;
	const DecisionFact *fact;

	decide(store, "evening", NOW);
	dropped->state = PROMPT_CLOSED;
	dropped->reason = REASON_QUIET;
	dropped->outcome = OUTCOME_DROPPED;
	dropped->closed = NOW + 6;
	ck_assert_int_ne(store_decide(store, dropped, "spec", NULL), 0);
	answer.number = 7;
	answer.score = "need";
	ck_assert(store_add_response(store, &answer, NULL));
	decisions = store_decisions(store, NOW, NOW + 6, NULL);
	ck_assert_uint_eq(decisions->len, 2);
	fact = &g_array_index(decisions, DecisionFact, 1);
	ck_assert_str_eq(fact->schedule, "checkin/late");
	ck_assert_int_eq(fact->outcome, OUTCOME_DROPPED);
	ck_assert_int_eq(fact->reason, REASON_QUIET);
	ck_assert_int_eq(fact->closed, NOW + 6);
	ck_assert_int_eq(fact->shown, 0);
	ck_assert_uint_eq(count_decisions(store, NOW, NOW + 5), 1); /* the end is not in it */
	responses = store_responses(store, NOW, NOW + 1, NULL);
	ck_assert_uint_eq(responses->len, 1);
	ck_assert_int_eq(g_array_index(responses, ResponseFact, 0).number, 7);
	ck_assert_str_eq(g_array_index(responses, ResponseFact, 0).score, "need");
	ck_assert_str_eq(g_array_index(responses, ResponseFact, 0).route, "notification");
	ck_assert_int_eq(g_array_index(responses, ResponseFact, 0).decision, 0);
}
END_TEST

static gboolean count_row(gpointer data, const Cell *cells, int n)
{
	++*(guint *)data;
	return TRUE;
}

static gboolean first_row(gpointer data, const Cell *cells, int n)
{
	return !++*(guint *)data;
}

START_TEST(export_walks_every_row_of_every_table)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autoptr(GError) error = NULL;
	Response answer = an_answer(0, "a", "b", NOW);
	Deadline until = { TIME_NEVER, TIME_NEVER, "b" };
	guint tables = 0, named = 0;

	for (int i = 0; i < 9; i++)
		decide(store, "evening", NOW + i);
	must(store_add_response(store, &answer, &error) && store_pause(store, &until, &error) &&
	             store_put_draw(store, "nudge/n", 0, 1, &answer.at, 1, &error) &&
	             store_put_anchor(store, "nudge/n", 0, &until, &error) &&
	             store_held(store, "checkin/evening", NOW, NOW + 1, REASON_AWAY, &error) &&
	             store_begin_urge(store, NOW, 0, 5, &error),
	     error);
	ck_assert_uint_eq(count(store, "INSERT INTO contact (at, zone_offset, recorded, began, kind) "
	                               "VALUES (1, 0, 2, 'me', 'call') RETURNING 1"),
	                  1);
	ck_assert_uint_eq(count(store, "INSERT INTO entry (kind, at, zone_offset, text) "
	                               "VALUES ('note', 1, 0, 'a walk') RETURNING 1"),
	                  1);
	ck_assert_uint_eq(count(store, "INSERT INTO outcome (kind, name, value, at, zone_offset) "
	                               "VALUES ('plan', 'late', 'used', 1, 0) RETURNING 1"),
	                  1);
	for (const char *const *table = store_tables(); *table; table++, named++) {
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", *table);
		guint rows = 0, first = 0;

		ck_assert(store_each(store, *table, count_row, &rows, NULL));
		ck_assert_uint_gt(rows, 0);
		ck_assert_uint_eq(rows, count(store, sql));
		ck_assert(store_each(store, *table, first_row, &first, NULL));
		ck_assert_uint_eq(first, 1);
	}
	tables = count(
		store,
		"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_sequence')");
	ck_assert_uint_eq(named, tables);
	ck_assert(!store_each(store, "meta", count_row, &tables, NULL)); /* the secret is not exported */
}
END_TEST

/* The part of docs/data.md about a table: from its heading, or its line in the list, to the next one. */
static char *part_about(const char *text, const char *table)
{
	g_autofree char *heading = g_strdup_printf("\n## %s\n", table), *line = g_strdup_printf("\n- %s: ", table);
	const char *begin = strstr(text, heading), *end;

	if (!begin)
		begin = strstr(text, line);
	ck_assert_msg(begin != NULL, "%s", table);
	end = strstr(begin + 1, g_str_has_prefix(begin, "\n## ") ? "\n## " : "\n- ");
	return end ? g_strndup(begin, (gsize)(end - begin)) : g_strdup(begin);
}

static void take_name(sqlite3_stmt *row, gpointer data)
{
	g_ptr_array_add(data, g_strdup(db_text(row, 0)));
}

START_TEST(every_field_is_explained)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	g_autofree char *text = NULL;

	ck_assert(g_file_get_contents("docs/data.md", &text, NULL, NULL));
	for (const char *const *table = store_tables(); *table; table++) {
		g_autofree char *part = part_about(text, *table);
		g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

		ck_assert(db_each(&store->db, NULL, take_name, names, "SELECT name FROM pragma_table_info(?)", "s",
		                  *table));
		for (guint i = 0; i < names->len; i++) {
			g_autofree char *quoted = g_strdup_printf("`%s`", (char *)names->pdata[i]);

			ck_assert_msg(strstr(part, quoted) != NULL, "%s.%s", *table, quoted);
		}
	}
}
END_TEST

START_TEST(the_views_for_peoples_own_scripts_can_be_read)
{
	g_auto(Home) home = home_new();
	g_autoptr(Store) store = home_open(&home);
	Response answer = an_answer(0, "a", "b", NOW);

	decide(store, "evening", NOW);
	ck_assert(store_add_response(store, &answer, NULL) && store_begin_urge(store, NOW, 3600, 5, NULL));
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM v_decisions WHERE due_local = '2027-01-15 09:00:00'"), 1);
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM v_checkins WHERE at_local = '2027-01-15 09:00:00'"), 1);
	ck_assert_uint_eq(count(store, "SELECT count(*) FROM v_urges WHERE first_intensity = 5"), 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("rows");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, what_points_at_another_table_has_an_index_to_be_found_by);
	tcase_add_test(tests, an_open_prompt_comes_back_as_it_was);
	tcase_add_test(tests, what_became_of_it_is_written_beside_it);
	tcase_add_test(tests, one_occurrence_has_one_row);
	tcase_add_test(tests, a_moment_that_is_lived_again_has_a_row_again);
	tcase_add_test(tests, a_decision_moves_its_schedule_in_the_same_breath);
	tcase_add_test(tests, a_decision_about_an_urge_takes_its_delay_back);
	tcase_add_test(tests, a_snooze_stays_until_its_prompt_is_closed);
	tcase_add_test(tests, a_pause_is_kept_and_taken_back);
	tcase_add_loop_test(tests, hiding_outlives_any_pause_until_it_is_taken_back, 0, G_N_ELEMENTS(hidings));
	tcase_add_test(tests, a_pause_hides_nothing);
	tcase_add_test(tests, events_are_known_for_400_days_each_type_for_itself);
	tcase_add_test(tests, a_refresh_brings_what_others_write_and_not_what_the_daemon_knows);
	tcase_add_test(tests, draws_come_back_and_the_first_one_stays);
	tcase_add_test(tests, what_was_shown_in_two_days_counts_but_not_what_was_asked_for);
	tcase_add_test(tests, what_a_clock_far_ahead_showed_takes_no_place_of_what_was_shown_today);
	tcase_add_test(tests, answers_come_back_by_item_skipped_ones_too);
	tcase_add_test(tests, the_same_answer_at_the_same_moment_to_another_prompt_is_another_answer);
	tcase_add_test(tests, an_answer_to_a_prompt_of_another_store_is_kept_all_the_same);
	tcase_add_test(tests, what_an_answer_says_about_an_urge_is_written_with_it);
	tcase_add_test(tests, facts_come_back_as_written);
	tcase_add_test(tests, every_field_is_explained);
	tcase_add_test(tests, export_walks_every_row_of_every_table);
	tcase_add_test(tests, the_views_for_peoples_own_scripts_can_be_read);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
