/* test-schedule.c - what stands beside `when`: days left out, first and last days, zones, jitter, chance. */
#include <math.h>
#include <string.h>

#include "core/schedule.h"
#include "tests/unit/when-util.h"

/* A schedule from its whens and exceptions, each list with "|" between; NULL: none. */
static Schedule *made(const char *whens, const char *excepts)
{
	Schedule *schedule = schedule_new(KIND_NUDGE, "noon");
	g_auto(GStrv) when = g_strsplit(whens, "|", -1), except = g_strsplit(excepts ? excepts : "", "|", -1);

	for (char **text = when; *text; text++) {
		g_autoptr(GError) error = NULL;
		When *parsed = when_parse(*text, &error);

		ck_assert_msg(parsed != NULL, "%s: %s", *text, error ? error->message : "");
		g_ptr_array_add(schedule->whens, parsed);
	}
	for (char **text = except; excepts && *text; text++) {
		g_autoptr(GError) error = NULL;

		if (!schedule->except)
			schedule->except = except_new();
		ck_assert_msg(except_add(schedule->except, *text, &error), "%s: %s", *text,
		              error ? error->message : "");
	}
	return schedule;
}

static int day_of(const char *date)
{
	int day = 0;

	ck_assert_msg(when_date(date, &day, NULL), "%s", date);
	return day;
}

/* --- days left out ------------------------------------------------------------------------------ */

START_TEST(dates_are_kept_in_order_however_they_are_spelt)
{
	static const char *const dates[] = { "2052-12-24", "26-1-2", "2026-01-02", "2006-12-24" };
	g_autoptr(Except) except = except_new();
	g_autofree char *normal = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(dates); i++)
		ck_assert(except_add(except, dates[i], NULL));
	normal = except_to_string(except);
	ck_assert_str_eq(normal, "2006-12-24\n2026-01-02\n2052-12-24");
}
END_TEST

static const struct {
	const char *text, *normal; /* normal NULL: refused... */
	int column;                /* ...there, with these words */
	const char *says;
} excepts[] = {
	{ "2026-12-24", "2026-12-24", 0, NULL },
	{ "Sat,Sun", "Sat,Sun", 0, NULL },
	{ "*-12-24..26", "*-12-24..26", 0, NULL },
	{ "Mon *-*-01..07", "Mon *-*-01..07", 0, NULL },
	{ " Mon 12:00..14:00 ", "Mon 12:00..14:00", 0, NULL },
	{ "Fri 22:00..06:00", "Fri 22:00..06:00", 0, NULL },
	{ "2026-12-24 08:00..12:00", "2026-12-24 08:00..12:00", 0, NULL },
	{ "", NULL, 1, "Sat,Sun or 2026-12-24" },
	{ "12:00..14:00", NULL, 1, "write \"*-*-* 12:00..14:00\"" },
	{ "Mon 12:00", NULL, 5, "only days, or days and hours" },
	{ "Mon 12:00..25:00", NULL, 12, "at most 23" },
	{ "Mon 12:00..12:00", NULL, 5, "both ends are the same" },
	{ " Sat..Mon", NULL, 2, "Sat,Sun,Mon" },
	{ "24.12.2026", NULL, 1, "write \"2026-12-24\"" },
	{ "*-02-30", NULL, 1, "no such day" },
	{ "2026-02-30", NULL, 1, "no such" },
	{ "daily", NULL, 1, "only days" },
	{ "Mon Europe/Berlin", NULL, 5, "timezone = Europe/Berlin" },
};

START_TEST(what_is_left_out_is_days_or_hours_of_days)
{
	g_autoptr(Except) except = except_new();
	g_autoptr(GError) error = NULL;
	gboolean read = except_add(except, excepts[_i].text, &error);
	g_autofree char *normal = except_to_string(except);

	ck_assert_msg(read == (excepts[_i].normal != NULL), "%s", error ? error->message : excepts[_i].text);
	if (read) {
		ck_assert_str_eq(normal, excepts[_i].normal);
		return;
	}
	ck_assert_msg(strstr(error->message, excepts[_i].says) != NULL, "%s", error->message);
	ck_assert_msg(when_error_column(error) == excepts[_i].column, "%s", error->message);
	ck_assert_str_eq(normal, "");
	ck_assert(!except_add(except, excepts[_i].text, NULL));
}
END_TEST

static const struct {
	const char *whens, *excepts;
} cut[] = {
	{ "21:30", "Sat,Sun" },
	{ "*:0/20", "Mon 12:00..14:00" },
	{ "*:0/20", "Fri 22:00..06:00|2026-10-25 01:00..02:40" },
	{ "hourly", "2026-12-24|2026-12-25|2026-12-26|*-01-01" },
	{ "02:30", "Sun" },
	{ "00:00|12:00|Mon *:0/30", "Tue|Wed 00:00..12:00" },
	{ "every 2 weeks on Tue,Thu at 10:00 from 2026-01-06", "*-*-01..07|Thu" },
	{ "every 50min between 09:00 and 18:00", "Mon|Tue 12:00..13:00" },
	{ "*:0/20", "*-*-* 23:00..05:00|Sat,Sun" },
};

/* What is left is what would come, without what is named; the other way round too. */
START_TEST(it_comes_whenever_it_would_but_when_it_is_excepted)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago" };
	g_autoptr(Schedule) with = made(cut[_i].whens, cut[_i].excepts), without = made(cut[_i].whens, NULL);

	for (gsize z = 0; z < G_N_ELEMENTS(zones); z++) {
		g_autoptr(Zone) zone = zone_named(zones[z]);
		Frame frame = { .zone = zone, .secret = "s" };
		gint64 begin = utc("2026-09-20T00:00:00Z"), end = utc("2027-05-01T00:00:00Z"), kept = begin,
		       gone = begin;
		gint64 before = schedule_prev(with, &frame, begin + 1);

		for (gint64 at = begin; (at = schedule_next(without, &frame, at)) < end;) {
			if (except_covers(with->except, zone, at)) {
				gone = schedule_next_excepted(with, &frame, gone);
				must(gone == at, "excepted: %s, not %s", iso(gone), iso(at));
				continue;
			}
			kept = schedule_next(with, &frame, kept);
			must(kept == at, "%s, not %s", iso(kept), iso(at));
			must(schedule_prev(with, &frame, kept) == before, "before %s", iso(kept));
			must(schedule_names(with, &frame, 0, at) || with->whens->len > 1, "%s", iso(at));
			before = kept;
		}
		ck_assert_int_gt(kept, begin);
		ck_assert_int_gt(gone, begin);
	}
}
END_TEST

/* An instant is covered if and only if the stretch around it begins at or before it and ends after it. */
START_TEST(the_stretch_around_an_instant_is_the_one_that_covers_it)
{
	g_autoptr(Schedule) schedule =
		made("12:00", "Sat|Fri 22:00..06:00|2026-10-25 02:10..02:50|Wed 10:00..11:00|Wed 11:00..12:00");
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	g_autoptr(GRand) random = g_rand_new_with_seed(4);
	const Except *except = schedule->except;

	for (int i = 0; i < 20000; i++) {
		gint64 at = utc("2026-10-01T00:00:00Z") + SECONDS(60) * g_rand_int_range(random, 0, 100000);
		gint64 begun = except_begun(except, zone, at), end = except_end(except, zone, at);
		gboolean covered = except_covers(except, zone, at);

		must((end > at) == covered, "%s", iso(at));
		must(begun <= at && (covered || begun == at), "%s", iso(at));
		must(!except_covers(except, zone, end), "%s", iso(at));
		if (!covered)
			continue;
		must(except_covers(except, zone, begun) && !except_covers(except, zone, begun - 1), "%s", iso(at));
		must(except_covers(except, zone, end - 1), "%s", iso(at));
		must(except_begin(except, zone, at, at + 5) == at, "%s", iso(at));
		must(except_begin(except, zone, begun - 1, at) == begun, "%s", iso(at));
	}
	ck_assert_int_eq(except_begin(except, zone, utc("2026-10-05T10:00:00Z"), utc("2026-10-07T07:59:59Z")),
	                 TIME_NEVER);
	ck_assert_int_eq(except_begin(except, zone, utc("2026-10-05T10:00:00Z"), utc("2026-10-08T00:00:00Z")),
	                 utc("2026-10-07T08:00:00Z"));
	ck_assert_int_eq(except_end(except, zone, utc("2026-10-07T08:30:00Z")), utc("2026-10-07T10:00:00Z"));
	ck_assert(!except_covers(NULL, zone, 0));
	ck_assert_int_eq(except_end(NULL, zone, 7), 7);
}
END_TEST

START_TEST(a_random_window_is_cut_before_the_draw)
{
	g_autoptr(Schedule) schedule = made("4 times between 10:00 and 21:00, at least 60min apart",
	                                    "Sun|*-*-* 12:00..13:00|Mon 15:00..18:30");
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	Frame frame = { .zone = zone, .secret = "s", .quiet = { 19 * 3600, 7 * 3600 } };
	int per_day[7] = { 0 };
	gint64 at = utc("2026-10-05T00:00:00Z"), last = 0;

	while ((at = schedule_next(schedule, &frame, at)) < utc("2027-10-04T00:00:00Z")) {
		must(!except_covers(schedule->except, zone, at), "%s", iso(at));
		must(!hours_contain(frame.quiet, zone, at), "%s", iso(at));
		must(at - last >= MINUTES(60), "%s", iso(at));
		must(schedule_prev(schedule, &frame, at + 1) == at, "%s", iso(at));
		per_day[zone_local(zone, at).weekday]++;
		last = at;
	}
	for (int day = 0; day < 6; day++)
		ck_assert_int_eq(per_day[day], 52 * 4); /* none is lost */
	ck_assert_int_eq(per_day[6], 0);
}
END_TEST

/* In each of two pieces a lone moment is as likely as the piece is long: chi-squared, one degree of freedom. */
START_TEST(what_is_cut_leaves_the_rest_equally_likely)
{
	g_autoptr(Schedule) schedule = made("1 time between 10:00 and 16:00", "*-*-* 11:00..14:00");
	g_autoptr(Zone) zone = zone_named("UTC");
	Frame frame = { .zone = zone, .secret = "s" };
	int early = 0, n = 6000;
	gint64 at = utc("2000-01-01T00:00:00Z");
	double expected = n / 3.0, chi;

	for (int i = 0; i < n; i++) {
		at = schedule_next(schedule, &frame, at);
		early += zone_local(zone, at).hour < 11;
	}
	chi = pow(early - expected, 2) / expected + pow(early - expected, 2) / (n - expected);
	ck_assert_msg(chi < 10.8, "%d of %d", early, n);
}
END_TEST

/* Holidays of months take nothing from what comes after them. */
START_TEST(a_long_time_without_a_window_ends)
{
	g_autoptr(Schedule) schedule = made("2 times between 10:00 and 12:00", "*-01..11-*"),
			    never = made("2 times between 10:00 and 12:00", "*-*-*");
	g_autoptr(Zone) zone = zone_named("UTC");
	Frame frame = { .zone = zone, .secret = "s" };
	gint64 next = schedule_next(schedule, &frame, utc("2027-01-01T00:00:00Z"));

	ck_assert_int_ge(next, utc("2027-12-01T10:00:00Z"));
	ck_assert_int_le(next, utc("2027-12-01T12:00:00Z"));
	ck_assert_int_eq(schedule_next(never, &frame, 0), TIME_NEVER);
	ck_assert_int_eq(schedule_prev(never, &frame, utc("2027-01-01T00:00:00Z")), TIME_NEVER);
}
END_TEST

/* --- from, until, zones ---------------------------------------------------------------------------- */

START_TEST(it_comes_from_the_first_day_until_the_last_both_included)
{
	g_autoptr(Schedule) schedule = made("00:00|12:00|23:59:59", NULL);
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	Frame frame = { .zone = zone, .secret = "s" };
	gint64 at = 0;
	int n = 0;

	schedule->from = day_of("2026-12-01");
	schedule->until = day_of("2026-12-03");
	ck_assert_int_eq(schedule_next(schedule, &frame, 0), utc("2026-11-30T23:00:00Z"));
	ck_assert_int_eq(schedule_prev(schedule, &frame, TIME_NEVER), utc("2026-12-03T22:59:59Z"));
	for (; (at = schedule_next(schedule, &frame, at)) != TIME_NEVER; n++)
		;
	ck_assert_int_eq(n, 9);
	ck_assert_int_eq(schedule_prev(schedule, &frame, utc("2026-11-30T23:00:00Z")), TIME_NEVER);
}
END_TEST

START_TEST(a_random_window_is_cut_at_the_first_and_last_day)
{
	g_autoptr(Schedule) schedule = made("6 times between 22:00 and 02:00", NULL);
	g_autoptr(Zone) zone = zone_named("UTC");
	Frame frame = { .zone = zone, .secret = "s" };
	gint64 at = 0, first = schedule_next(schedule, &frame, 0);
	int n = 0;

	ck_assert_int_lt(first, DAYS(2));
	schedule->from = day_of("2026-12-01");
	schedule->until = day_of("2026-12-02");
	while ((at = schedule_next(schedule, &frame, at)) != TIME_NEVER) {
		must(at >= utc("2026-12-01T00:00:00Z") && at < utc("2026-12-03T00:00:00Z"), "%s", iso(at));
		must(schedule_prev(schedule, &frame, at + 1) == at, "%s", iso(at));
		n++;
	}
	ck_assert_int_eq(n, 18); /* of the nights before, between and after */
}
END_TEST

START_TEST(its_times_are_lived_in_its_own_zone_and_quiet_hours_in_the_persons)
{
	g_autoptr(Schedule) schedule = made("9:00|10:00 UTC", "Sat"),
			    draws = made("4 times between 9:00 and 17:00", NULL);
	g_autoptr(Zone) berlin = zone_named("Europe/Berlin");
	Frame frame = { .zone = berlin, .secret = "s", .quiet = { 23 * 3600, 7 * 3600 + 1800 } };
	gint64 at = utc("2026-11-27T00:00:00Z");

	schedule->zone = zone_named("Asia/Tokyo");
	draws->zone = zone_named("Asia/Tokyo");
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at - 1), utc("2026-11-27T00:00:00Z"));
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at), utc("2026-11-27T10:00:00Z"));
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at), utc("2026-11-29T00:00:00Z")); /* Saturday there */
	for (int i = 0; i < 100; i++) {
		at = schedule_next(draws, &frame, at);
		must(zone_local(draws->zone, at).hour >= 9 && zone_local(draws->zone, at).hour < 17, "%s", iso(at));
		must(!hours_contain(frame.quiet, berlin, at), "%s", iso(at));
	}
}
END_TEST

START_TEST(anchors_and_events_come_from_the_frame)
{
	g_autoptr(Schedule) schedule = made("21:30|every 2h|20min after urge", NULL);
	g_autoptr(Zone) zone = zone_named("UTC");
	g_autoptr(Anchors) anchors = anchors_new();
	g_autoptr(Events) events = events_new();
	Frame frame = { .zone = zone, .secret = "s", .anchors = anchors, .events = events };
	gint64 at = utc("2026-11-23T19:30:00Z");

	anchors_put(anchors, "nudge/noon", 1, utc("2026-11-23T18:00:00Z"));
	anchors_put(anchors, "nudge/noon", 0, utc("2026-11-23T18:01:00Z"));
	anchors_put(anchors, "nudge/other", 1, utc("2026-11-23T18:02:00Z"));
	events_add(events, EVENT_URGE, NULL, utc("2026-11-23T20:00:00Z"));
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at), utc("2026-11-23T20:00:00Z"));
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at), utc("2026-11-23T20:20:00Z"));
	ck_assert(schedule_names(schedule, &frame, 2, at) && !schedule_names(schedule, &frame, 1, at));
	ck_assert_int_eq(at = schedule_next(schedule, &frame, at), utc("2026-11-23T21:30:00Z"));
	ck_assert_int_eq(schedule_prev(schedule, &frame, at), utc("2026-11-23T20:20:00Z"));
	anchors_drop(anchors, "nudge/noon");
	ck_assert_int_eq(anchors_get(anchors, "nudge/noon", 1), TIME_NEVER);
	ck_assert_int_eq(anchors_get(anchors, "nudge/other", 1), utc("2026-11-23T18:02:00Z"));
	ck_assert_int_eq(anchors_get(NULL, "nudge/other", 1), TIME_NEVER);
}
END_TEST

START_TEST(a_disabled_schedule_never_comes)
{
	g_autoptr(Schedule) schedule = made("21:30", "Sat");
	g_autoptr(Zone) zone = zone_named("UTC");
	Frame frame = { .zone = zone, .secret = "s" };

	schedule->enabled = FALSE;
	ck_assert_int_eq(schedule_next(schedule, &frame, 0), TIME_NEVER);
	ck_assert_int_eq(schedule_prev(schedule, &frame, TIME_NEVER), TIME_NEVER);
	ck_assert_int_eq(schedule_next_excepted(schedule, &frame, 0), TIME_NEVER);
}
END_TEST

/* --- jitter and chance ------------------------------------------------------------------------------ */

START_TEST(jitter_is_the_same_each_time_and_never_past_the_next)
{
	g_autoptr(Schedule) schedule = made("*:0/20|*:5", "Mon 12:00..14:00");
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	Frame frame = { .zone = zone, .secret = "s", .quiet = { 23 * 3600, 7 * 3600 } };
	Frame other = { .zone = zone, .secret = "t", .quiet = frame.quiet };
	gint64 at = utc("2026-11-23T00:00:00Z"), sum = 0, differ = 0;

	ck_assert_int_eq(schedule_jittered(schedule, &frame, at), at);
	schedule->jitter = MINUTES(10);
	schedule->until = day_of("2026-12-24");
	for (gint64 next; (next = schedule_next(schedule, &frame, at)) != TIME_NEVER; at = next) {
		gint64 due = schedule_jittered(schedule, &frame, next);

		must(due >= next && due <= next + MINUTES(10), "%s", iso(next));
		must(due < schedule_next(schedule, &frame, next), "%s", iso(next));
		must(due == schedule_jittered(schedule, &frame, next), "%s", iso(next));
		must(!except_covers(schedule->except, zone, due), "%s", iso(next));
		must(hours_contain(frame.quiet, zone, due) == hours_contain(frame.quiet, zone, next), "%s", iso(next));
		must(due < utc("2026-12-24T23:00:00Z"), "%s", iso(next));
		differ += due != schedule_jittered(schedule, &other, next);
		sum += due - next;
	}
	ck_assert_int_gt(differ, 2000);
	ck_assert_int_gt(sum, MINUTES(4) * differ / 2);
}
END_TEST

START_TEST(jitter_and_chance_are_uniform)
{
	g_autoptr(Schedule) schedule = made("*:0", NULL);
	g_autoptr(Zone) zone = zone_named("UTC");
	Frame frame = { .zone = zone, .secret = "s" };
	int jitters[10] = { 0 }, chances[10] = { 0 }, together[2][2] = { { 0 } }, n = 20000;
	double chi = 0, chi_chance = 0, both = 0;

	schedule->jitter = MINUTES(30);
	for (int i = 0; i < n; i++) {
		gint64 at = utc("2026-01-01T00:00:00Z") + HOURS(i), late = schedule_jittered(schedule, &frame, at) - at;
		double draw = schedule_draw(schedule, &frame, at);

		must(draw >= 0 && draw < 1 && draw == schedule_draw(schedule, &frame, at), "%s", iso(at));
		jitters[MIN(late / MINUTES(3), 9)]++;
		chances[(int)(draw * 10)]++;
		together[late < MINUTES(15)][draw < 0.5]++;
	}
	for (int i = 0; i < 10; i++) {
		chi += pow(jitters[i] - n / 10.0, 2) / (n / 10.0);
		chi_chance += pow(chances[i] - n / 10.0, 2) / (n / 10.0);
		both += i < 4 ? pow(together[i / 2][i % 2] - n / 4.0, 2) / (n / 4.0) : 0;
	}
	ck_assert_msg(chi < 27.9 && chi_chance < 27.9 && both < 16.3, "%f %f %f", chi, chi_chance, both);
}
END_TEST

/* --- the rest ---------------------------------------------------------------------------------------- */

START_TEST(what_is_missed_goes_by_form_where_nothing_is_said)
{
	static const struct {
		const char *whens;
		Missed want;
	} cases[] = {
		{ "21:30", MISSED_ONCE },
		{ "every 2 weeks on Tue at 10:00 from 2026-01-06", MISSED_ONCE },
		{ "once 2026-12-24 18:00", MISSED_ONCE },
		{ "20min after urge", MISSED_ONCE },
		{ "2 times between 9:00 and 12:00", MISSED_SKIP },
		{ "every 50min", MISSED_SKIP },
		{ "every 50min|2 times between 9:00 and 12:00", MISSED_SKIP },
		{ "every 50min|21:30", MISSED_ONCE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Schedule) schedule = made(cases[i].whens, NULL);

		ck_assert_int_eq(schedule_missed(schedule), cases[i].want);
		schedule->missed = MISSED_ALL;
		ck_assert_int_eq(schedule_missed(schedule), MISSED_ALL);
		ck_assert_int_eq(schedule_grace(schedule), schedule->expires);
		schedule->grace = HOURS(3);
		ck_assert_int_eq(schedule_grace(schedule), HOURS(3));
		ck_assert(schedule->chance == 1);
	}
}
END_TEST

START_TEST(its_text_changes_with_its_moments_only)
{
	g_autoptr(Schedule) plain = made("21:30|every 1h", NULL), full = made("21:30|every 1h", "Sat|2026-12-24");
	g_autofree char *before = schedule_spec(plain), *after = NULL, *all = NULL;

	ck_assert_str_eq(before, "*-*-* 21:30:00\nevery 1h");
	plain->missed = MISSED_ALL;
	plain->chance = 0.5;
	plain->grace = HOURS(1);
	plain->remind = MINUTES(5);
	after = schedule_spec(plain);
	ck_assert_str_eq(after, before);
	full->zone = zone_named("Europe/Berlin");
	full->from = day_of("2026-01-06");
	full->until = day_of("2027-01-06");
	full->jitter = MINUTES(5);
	full->dst.gap = DST_GAP_SKIP;
	all = schedule_spec(full);
	ck_assert_str_eq(all, "*-*-* 21:30:00\nevery 1h\ntimezone Europe/Berlin\nfrom 2026-01-06\nuntil 2027-01-06\n"
	                      "except 2026-12-24;Sat\njitter 5min\ndst 1 0");
}
END_TEST

/* Rules that together leave nothing of some days, or of all: what walking from reading to reading gives is what is found. */
static const struct {
	const char *excepts, *zone, *from;
	int days;
} dense[] = {
	{ "Mon..Fri 00:00..12:00|Mon..Fri 12:00..00:00", "Europe/Berlin", "2026-03-20T00:00:00Z", 20 },
	{ "Mon..Fri 00:00..12:00|Mon..Fri 12:00..00:00|Sat,Sun 22:00..02:00|Sat", "UTC", "2026-01-01T00:00:00Z", 40 },
	{ "*-*-* 00:00..02:30|*-*-* 02:30..00:00|Sat", "Europe/Berlin", "2026-03-20T00:00:00Z", 20 },
	{ "*-03-01..31 00:00..02:45|*-03-01..31 02:30..00:00", "Europe/Berlin", "2026-02-25T00:00:00Z", 50 },
	{ "*-*-* 06:00..03:00|*-*-* 02:50..06:00|Sat", "Europe/Berlin", "2026-10-20T00:00:00Z", 10 },
	{ "*-*-* 12:00..00:00|*-*-* 00:00..12:00", "America/Sao_Paulo", "2018-10-20T00:00:00Z", 30 },
	{ "2018-02-10..17|*-02-18..28 00:00..12:00|*-02-18..28 12:00..00:00", "America/Sao_Paulo",
	  "2018-02-05T00:00:00Z", 30 },
	{ "2011-12-24..29|*-*-30 00:00..10:00|*-*-30,31 10:00..00:00|2011-12-31 00:00..10:00", "Pacific/Apia",
	  "2011-12-20T00:00:00Z", 15 },
	{ "Mon..Sun 20:00..08:00|Mon..Thu 08:00..20:00|2026-05-01", "Australia/Lord_Howe", "2026-03-25T00:00:00Z", 40 },
};
START_TEST(the_end_and_the_begin_of_what_is_left_out_are_where_walking_finds_them)
{
	g_autoptr(Zone) zone = zone_named(dense[_i].zone);
	g_autoptr(Schedule) schedule = made("12:00", dense[_i].excepts);
	gint64 from = utc(dense[_i].from), end = from + DAYS(dense[_i].days), step = MINUTES(35), at = from;

	for (; at < end; at += step) {
		gint64 until = except_end_within(schedule->except, zone, at, end),
		       begun = except_begun(schedule->except, zone, at);

		if (!except_covers(schedule->except, zone, at)) {
			must(until == at && begun == at, "%s", iso(at));
			continue;
		}
		for (gint64 t = at; t < MIN(until, end); t += step)
			must(except_covers(schedule->except, zone, t), "%s, said of %s", iso(t), iso(at));
		must(until > end || !except_covers(schedule->except, zone, until), "%s ends at %s", iso(at),
		     iso(until));
		for (gint64 t = at; t >= MAX(begun, from); t -= step)
			must(except_covers(schedule->except, zone, t), "%s, said of %s", iso(t), iso(at));
		must(!except_covers(schedule->except, zone, begun - 1), "%s begins at %s", iso(at), iso(begun));
	}
}
END_TEST

/* Walked through stretch by stretch it is some 170,000 steps a search, and these 900 searches take half a minute. */
START_TEST(that_nothing_is_ever_left_is_found_without_walking_through_all_days)
{
	static const char *const zones[] = { "UTC", "Europe/Berlin", "America/New_York" };
	g_autoptr(Schedule) schedule = made("hourly", "*-*-* 00:00..12:00|*-*-* 12:00..00:00");
	gint64 at = utc("2026-11-23T10:00:00Z"), begun = g_get_monotonic_time();

	for (guint z = 0; z < G_N_ELEMENTS(zones); z++) {
		g_autoptr(Zone) zone = zone_named(zones[z]);
		Frame frame = { .zone = zone, .secret = "secret" };

		for (int i = 0; i < 100; i++) {
			must(except_end(schedule->except, zone, at + HOURS(i)) == TIME_NEVER, "%s", zones[z]);
			must(schedule_next(schedule, &frame, at + HOURS(i)) == TIME_NEVER, "%s", zones[z]);
			must(schedule_prev(schedule, &frame, at + HOURS(i)) == TIME_NEVER, "%s", zones[z]);
		}
	}
	ck_assert_int_lt(g_get_monotonic_time() - begun, SECONDS(10));
}
END_TEST

/* Samoa had no 30 December 2011: what belongs to a date has no window on one that was not. */
START_TEST(a_day_that_a_zone_skipped_has_no_window)
{
	static const struct {
		const char *when;
		int a_day;
		gint64 from; /* the day begins there, so that no window is cut */
	} forms[] = { { "3 times between 10:00 and 20:00", 3, 0 },
		      { "every 1h between 10:00 and 12:00", 3, 0 },
		      { "2 times between 22:00 and 02:00", 2, HOURS(12) } };
	g_autoptr(Zone) zone = zone_named("Pacific/Apia");
	Frame frame = { .zone = zone, .secret = "secret" };
	gint64 gap = utc("2011-12-30T10:00:00Z"); /* the 29th ends, the 31st begins */
	g_autoptr(Except) except = except_new();

	for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autoptr(Schedule) schedule = made(forms[i].when, NULL);
		gint64 begin = gap - DAYS(2) + forms[i].from - 1, end = gap + DAYS(2) + forms[i].from, at = begin;
		int n = 0; /* of the 28th, the 29th, the 31st and the 1st */

		while ((at = schedule_next(schedule, &frame, at)) < end)
			n++;
		ck_assert_msg(n == 4 * forms[i].a_day, "%s: %d", forms[i].when, n);
		for (at = end; (at = schedule_prev(schedule, &frame, at)) > begin;)
			n--;
		ck_assert_int_eq(n, 0);
	}
	ck_assert(except_add(except, "2011-12-30 10:00..12:00", NULL));
	ck_assert(!except_covers(except, zone, utc("2011-12-30T21:00:00Z")));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("schedule");
	TCase *tests = tcase_create("schedule");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, dates_are_kept_in_order_however_they_are_spelt);
	tcase_add_loop_test(tests, what_is_left_out_is_days_or_hours_of_days, 0, G_N_ELEMENTS(excepts));
	tcase_add_loop_test(tests, it_comes_whenever_it_would_but_when_it_is_excepted, 0, G_N_ELEMENTS(cut));
	tcase_add_test(tests, the_stretch_around_an_instant_is_the_one_that_covers_it);
	tcase_add_test(tests, a_random_window_is_cut_before_the_draw);
	tcase_add_test(tests, what_is_cut_leaves_the_rest_equally_likely);
	tcase_add_test(tests, a_long_time_without_a_window_ends);
	tcase_add_test(tests, it_comes_from_the_first_day_until_the_last_both_included);
	tcase_add_test(tests, a_random_window_is_cut_at_the_first_and_last_day);
	tcase_add_test(tests, its_times_are_lived_in_its_own_zone_and_quiet_hours_in_the_persons);
	tcase_add_test(tests, anchors_and_events_come_from_the_frame);
	tcase_add_test(tests, a_disabled_schedule_never_comes);
	tcase_add_test(tests, jitter_is_the_same_each_time_and_never_past_the_next);
	tcase_add_test(tests, jitter_and_chance_are_uniform);
	tcase_add_test(tests, what_is_missed_goes_by_form_where_nothing_is_said);
	tcase_add_test(tests, its_text_changes_with_its_moments_only);
	tcase_add_loop_test(tests, the_end_and_the_begin_of_what_is_left_out_are_where_walking_finds_them, 0,
	                    G_N_ELEMENTS(dense));
	tcase_add_test(tests, that_nothing_is_ever_left_is_found_without_walking_through_all_days);
	tcase_add_test(tests, a_day_that_a_zone_skipped_has_no_window);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
