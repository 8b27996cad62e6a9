#include <string.h>

#include "core/calendar.h"
#include "tests/unit/when-util.h"

/* --- the language ------------------------------------------------------------------------------ */

static const struct {
	const char *text, *want;
} forms[] = {
	{ "21:30", "*-*-* 21:30:00" },
	{ "Mon..Fri 08:30", "Mon..Fri *-*-* 08:30:00" },
	{ "Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00" },
	{ "Monday,tuesday,WEDNESDAY 9:00", "Mon..Wed *-*-* 09:00:00" },
	{ "Mon-Fri,", "Mon..Fri *-*-* 00:00:00" },
	{ "Mon,Tue,Wed,Thu,Fri,Sat,Sun 9:00", "*-*-* 09:00:00" },
	{ "Wed *-1", "Wed *-*-01 00:00:00" },
	{ "12-14 10:11:12", "*-12-14 10:11:12" },
	{ "3-4", "*-03-04 00:00:00" },
	{ "05-01-1..5 *:*:*", "2005-01-01..05 *:*:*" },
	{ "89-1-1", "1989-01-01 00:00:00" },
	{ "Mon *-*~07/1 18:00", "Mon *-*~07/1 18:00:00" },
	{ "Mon..Fri *-*~01..03 17:00", "Mon..Fri *-*~01..03 17:00:00" },
	{ "*~*", "*-*-* 00:00:00" },
	{ "*:0/15", "*-*-* *:00/15:00" },
	{ "0..4:7..7/3", "*-*-* 00..04:07:00" },
	{ "*:5..20/10", "*-*-* *:05..15/10:00" },
	{ "1,1,3,2:0", "*-*-* 01,02,03:00:00" },
	{ "*:*:0.5/1.25", "*-*-* *:*:00.500000/1.250000" },
	{ "10:20:30.0000005", "*-*-* 10:20:30.000001" },
	{ "*:*:0/1", "*-*-* *:*:*" },
	{ "*:*:0..30", "*-*-* *:*:00..30" },
	{ "@1395716396", "2014-03-25 02:59:56 UTC" },
	{ "Mon @0", "Mon 1970-01-01 00:00:00 UTC" },
	{ "@5 Europe/Berlin", "1970-01-01 00:00:05 UTC" },
	{ "9:00 utc", "*-*-* 09:00:00 UTC" },
	{ "Mon  Europe/Berlin", "Mon *-*-* 00:00:00 Europe/Berlin" },
	{ "daily Etc/GMT+5", "*-*-* 00:00:00 Etc/GMT+5" },
	{ "Minutely", "*-*-* *:*:00" },
	{ "hourly", "*-*-* *:00:00" },
	{ "daily", "*-*-* 00:00:00" },
	{ "WEEKLY", "Mon *-*-* 00:00:00" },
	{ "monthly", "*-*-01 00:00:00" },
	{ "quarterly", "*-01,04,07,10-01 00:00:00" },
	{ "semi-annually", "*-01,07-01 00:00:00" },
	{ "bi-annually", "*-01,07-01 00:00:00" },
	{ "anually", "*-01-01 00:00:00" },
};

START_TEST(an_expression_has_one_normal_form_that_parses_back_to_an_equal_one)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Calendar) calendar = calendar_parse(forms[_i].text, &error), again = NULL;
	g_autofree char *normal = NULL;

	ck_assert_msg(calendar != NULL, "%s: %s", forms[_i].text, error ? error->message : "");
	normal = calendar_to_string(calendar);
	ck_assert_str_eq(normal, forms[_i].want);
	again = calendar_parse(normal, NULL);
	ck_assert_ptr_nonnull(again);
	ck_assert(calendar_equal(calendar, again));
}
END_TEST

static const char *const refused[] = {
	"",
	" ",
	" UTC",
	"UTC",
	"9",
	"Mon 9",
	"24:00",
	"9:60",
	"9:00:60",
	"9:0:",
	"9:00 ",
	" 9:00",
	"*-13-01",
	"*-00-01",
	"*-01-32",
	"*~29",
	"*-*~01,28",
	"1969-01-01",
	"2200-01-01",
	"Sat..Mon 9:00",
	"Mon..",
	"Mon...Tue",
	"Mon.Tue",
	"Mon..Tue..Wed",
	",Mon",
	"Mon,,Tue",
	"Mont 9:00",
	"*:*/5",
	"*:0/0",
	"*:0/60",
	"*:50/20",
	"*:5..3",
	"*:*,1",
	"9:00,",
	"*:*:30..30",
	"*:*:1.",
	"9:5.5",
	"2026-01-01-01 9:00",
	"01~02-03",
	"01~02~03",
	"*-*-*-*",
	"@",
	"@x",
	"@5.5",
	"@-5",
	"@99999999999",
	"9:00 Nowhere/Town",
	"9:00 europe/berlin",
	"9:00 ../../etc/localtime",
	"daily  UTC",
	"Mon daily",
	"hourly 9:00",
	"1/40-1",
	"99999999999:00",
	"\xff",
	"9:00\n",
	"١:00",
};

START_TEST(what_systemd_refuses_is_refused_with_a_column)
{
	g_autoptr(GError) error = NULL;

	ck_assert_msg(!calendar_parse(refused[_i], &error), "\"%s\"", refused[_i]);
	ck_assert_msg(g_str_has_prefix(error->message, "column "), "%s", error->message);
	ck_assert_ptr_null(calendar_parse(refused[_i], NULL));
}
END_TEST

START_TEST(a_chain_holds_241_items_and_no_more)
{
	g_autoptr(GString) text = g_string_new("*:0");
	g_autoptr(Calendar) most = NULL;

	for (int i = 1; i <= 240; i++)
		g_string_append_printf(text, ",%d", i % 60);
	most = calendar_parse(text->str, NULL);
	ck_assert_ptr_nonnull(most);
	g_string_append(text, ",1");
	ck_assert_ptr_null(calendar_parse(text->str, NULL));
}
END_TEST

/* --- the moments ------------------------------------------------------------------------------- */

static const struct {
	const char *text, *zone, *after, *want;
} due[] = {
	{ "Mon..Fri 08:30", "Europe/Berlin", "2026-03-27T08:00:00Z", "2026-03-30T06:30:00Z" }, /* over the DST night */
	{ "21:30", "UTC", "2026-11-23T21:30:00Z", "2026-11-24T21:30:00Z" },                    /* after is exclusive */
	{ "21:30", "UTC", "2026-11-23T21:29:59.999999Z", "2026-11-23T21:30:00Z" },
	{ "Mon *-*~07/1 18:00", "UTC", "2026-11-24T00:00:00Z", "2026-11-30T18:00:00Z" },
	{ "*-02~01", "UTC", "2027-03-01T00:00:00Z", "2028-02-29T00:00:00Z" },
	{ "*-02~03", "UTC", "2026-01-01T00:00:00Z", "2026-02-26T00:00:00Z" },
	{ "Mon *-02-29", "UTC", "2026-01-01T00:00:00Z", "2044-02-29T00:00:00Z" },
	{ "*-*-31", "UTC", "2026-04-01T00:00:00Z", "2026-05-31T00:00:00Z" },
	{ "*:0/7", "UTC", "2026-01-01T23:57:00Z", "2026-01-02T00:00:00Z" }, /* begins again at each hour */
	{ "0/5:00", "UTC", "2026-01-31T20:30:00Z", "2026-02-01T00:00:00Z" },
	{ "*:*:0.5/1.25", "UTC", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:01.75Z" },
	{ "*:*:0/0.000001", "UTC", "2026-01-01T00:00:00.000041Z", "2026-01-01T00:00:00.000042Z" },
	{ "2026-12-24 18:00 America/New_York", "UTC", "2026-01-01T00:00:00Z", "2026-12-24T23:00:00Z" },
	{ "@1800000000", "Europe/Berlin", "2026-01-01T00:00:00Z", "2027-01-15T08:00:00Z" },
	{ "2199-12-31 23:59:59", "UTC", "2026-01-01T00:00:00Z", "2199-12-31T23:59:59Z" },
	{ "daily", "UTC", "1960-01-01T00:00:00Z", "1970-01-01T00:00:00Z" },
	{ "daily", "UTC", "2199-12-31T00:00:00Z", NULL },
	{ "2026-01-01", "UTC", "2026-01-01T00:00:00Z", NULL },
	{ "*-02-30", "UTC", "1970-01-01T00:00:00Z", NULL },
	{ "*-02,04,06,09,11-31", "UTC", "1970-01-01T00:00:00Z", NULL },
	{ "Thu 2027-01-01", "UTC", "1970-01-01T00:00:00Z", NULL },
	/* in the gap, moved forward by it */
	{ "02:30", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z" },
	{ "01,13:00", "Europe/Dublin", "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z" },
	{ "01,13:00", "Europe/Dublin", "2026-03-29T01:00:00Z", "2026-03-29T12:00:00Z" },
	{ "02:15", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", "2026-10-03T15:45:00Z" },
	{ "*:59", "Pacific/Chatham", "2026-09-26T13:30:00Z", "2026-09-26T14:14:00Z" }, /* 02:59, gone: 03:59 */
	{ "00:00", "America/Havana", "2026-03-07T12:00:00Z", "2026-03-08T05:00:00Z" },
	{ "08:00", "Pacific/Apia", "2011-12-29T18:00:00Z", "2011-12-30T18:00:00Z" }, /* the 30th is the 31st, */
	{ "08:00", "Pacific/Apia", "2011-12-30T18:00:00Z", "2011-12-31T18:00:00Z" }, /* once */
	{ "2011-12-30 08:00", "Pacific/Apia", "2011-12-01T00:00:00Z", "2011-12-30T18:00:00Z" },
	/* in the overlap, on the first pass; on both where every hour is meant */
	{ "02:30", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z" },
	{ "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z" },
	{ "02..03:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z" },
	{ "*:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z" },
	{ "*:30", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z" },
	{ "2026-10-25 *:30", "Europe/Berlin", "2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z" },
	{ "2026-10-31 *:00", "America/Havana", "2026-11-01T03:30:00Z", NULL },
	{ "2018-02-17 *:30", "America/Sao_Paulo", "2018-02-18T01:30:00Z", "2018-02-18T02:30:00Z" }, /* 23:30 again */
	{ "2018-02-17 *:30", "America/Sao_Paulo", "2018-02-18T02:30:00Z", NULL },
	{ "2018-02-17 23:30", "America/Sao_Paulo", "2018-02-18T01:30:00Z", NULL },
	{ "2026-11-01 *:00", "America/Havana", "2026-11-01T04:30:00Z", "2026-11-01T05:00:00Z" }, /* 00:00 again */
};

START_TEST(the_next_moment_is_found)
{
	g_autoptr(Calendar) calendar = calendar_parse(due[_i].text, NULL);
	g_autoptr(Zone) zone = zone_named(due[_i].zone);
	gint64 found, want = due[_i].want ? utc(due[_i].want) : TIME_NEVER;
	g_autofree char *said = NULL;

	ck_assert_ptr_nonnull(calendar);
	found = calendar_next(calendar, zone, utc(due[_i].after));
	said = iso(found);
	ck_assert_msg(found == want, "%s in %s: %s", due[_i].text, due[_i].zone, said);
}
END_TEST

static const struct {
	const char *text, *zone, *before, *want;
} past[] = {
	{ "Mon..Fri 08:30", "Europe/Berlin", "2026-03-30T06:30:00Z", "2026-03-27T07:30:00Z" },
	{ "21:30", "UTC", "2026-11-23T21:30:00Z", "2026-11-22T21:30:00Z" }, /* before is exclusive */
	{ "21:30", "UTC", "2026-11-23T21:30:00.000001Z", "2026-11-23T21:30:00Z" },
	{ "Mon *-02-29", "UTC", "2044-02-29T00:00:00Z", "2016-02-29T00:00:00Z" },
	{ "*-02~01", "UTC", "2028-02-29T00:00:00Z", "2027-02-28T00:00:00Z" },
	{ "*:*:0.5/1.25", "UTC", "2026-01-01T00:01:00Z", "2026-01-01T00:00:59.25Z" },
	{ "2026-01-01", "UTC", "2026-01-01T00:00:00Z", NULL },
	{ "*-02-30", "UTC", "2199-12-31T00:00:00Z", NULL },
	{ "02:15,40", "Australia/Lord_Howe", "2026-10-03T15:46:00Z",
	  "2026-10-03T15:45:00Z" }, /* 02:15, moved past 02:40 */
	{ "02:15,40", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "2026-10-03T15:40:00Z" },
	{ "02,03:15", "Antarctica/Troll", "2026-03-29T02:30:00Z", "2026-03-29T02:15:00Z" },
	{ "2018-02-17 *:30", "America/Sao_Paulo", "2018-12-01T00:00:00Z", "2018-02-18T02:30:00Z" },
	{ "2018-02-17 *:30", "America/Sao_Paulo", "2018-02-18T02:30:00Z", "2018-02-18T01:30:00Z" },
};

START_TEST(the_moment_before_is_found)
{
	g_autoptr(Calendar) calendar = calendar_parse(past[_i].text, NULL);
	g_autoptr(Zone) zone = zone_named(past[_i].zone);
	gint64 found = calendar_prev(calendar, zone, utc(past[_i].before)),
	       want = past[_i].want ? utc(past[_i].want) : TIME_NEVER;
	g_autofree char *said = iso(found);

	ck_assert_msg(found == want, "%s in %s: %s", past[_i].text, past[_i].zone, said);
}
END_TEST

START_TEST(the_ends_of_time_are_no_trouble)
{
	g_autoptr(Calendar) calendar = calendar_parse("*:0/15", NULL);
	g_autoptr(Zone) zone = zone_named("Pacific/Kiritimati");

	ck_assert_int_eq(calendar_next(calendar, zone, TIME_NEVER), TIME_NEVER);
	ck_assert_int_eq(calendar_prev(calendar, zone, G_MININT64), TIME_NEVER);
	ck_assert_int_lt(calendar_next(calendar, zone, G_MININT64), DAYS(1));
	ck_assert_int_lt(calendar_prev(calendar, zone, TIME_NEVER), utc("2200-01-01T00:00:00Z"));
	ck_assert_int_gt(calendar_prev(calendar, zone, TIME_NEVER), utc("2199-12-30T00:00:00Z"));
}
END_TEST

/* --- random expressions ------------------------------------------------------------------------ */

static const char *const some_zones[] = { "UTC",
	                                  "Europe/Berlin",
	                                  "Europe/Dublin",
	                                  "America/Sao_Paulo",
	                                  "Australia/Lord_Howe",
	                                  "Pacific/Apia",
	                                  "Pacific/Chatham",
	                                  "America/Havana",
	                                  "Asia/Gaza",
	                                  "Africa/Casablanca",
	                                  "Antarctica/Troll",
	                                  "America/Nuuk" };

static char *random_chain(GRand *r, int from, int to, double star)
{
	GString *s;
	int start = g_rand_int_range(r, from, to + 1), kind = g_rand_int_range(r, 0, 4);

	if (g_rand_double(r) < star)
		return g_strdup("*");
	s = g_string_new(NULL);
	g_string_append_printf(s, "%d", start);
	if (kind == 1 && start < to)
		g_string_append_printf(s, "..%d", g_rand_int_range(r, start + 1, to + 1));
	if (kind == 2 && start < to)
		g_string_append_printf(s, "/%d", g_rand_int_range(r, 1, to - start + 1));
	if (kind == 3)
		g_string_append_printf(s, ",%d", g_rand_int_range(r, from, to + 1));
	return g_string_free(s, FALSE);
}

static char *random_expression(GRand *r)
{
	static const char *const weekdays[] = { "", "", "", "Mon ", "Sat,Sun ", "Mon..Fri ", "Tue,Thu..Sat " };
	static const char *const years[] = { "*", "*", "*", "2026/3", "2020..2035" };
	g_autofree char *month = random_chain(r, 1, 12, 0.7), *hour = random_chain(r, 0, 23, 0.3);
	g_autofree char *minute = random_chain(r, 0, 59, 0.2), *second = random_chain(r, 0, 59, 0.1);
	gboolean from_end = g_rand_int_range(r, 0, 6) == 0;
	g_autofree char *day =
		from_end ? g_strdup_printf("%d", g_rand_int_range(r, 1, 29)) : random_chain(r, 1, 31, 0.6);

	return g_strdup_printf("%s%s-%s%c%s %s:%s%s%s", weekdays[g_rand_int_range(r, 0, G_N_ELEMENTS(weekdays))],
	                       years[g_rand_int_range(r, 0, G_N_ELEMENTS(years))], month, from_end ? '~' : '-', day,
	                       hour, minute, g_rand_boolean(r) ? ":" : "", g_rand_boolean(r) ? second : "");
}

/* Crowds at the changes of the offset. */
static gint64 random_moment(GRand *r, Zone *zone)
{
	gint64 at = (gint64)(g_rand_double_range(r, 1e15, 2.1e15));
	gint64 change = zone_interval(zone, at)->until;

	return change == TIME_NEVER || g_rand_boolean(r) ? at : change + MINUTES(g_rand_int_range(r, -2000, 2000));
}

START_TEST(next_and_prev_are_inverse_and_the_normal_form_parses_back)
{
	g_autoptr(GRand) r = g_rand_new_with_seed((guint32)_i);
	g_autoptr(Zone) zone = zone_named(some_zones[_i]);

	for (int i = 0; i < 4000; i++) {
		g_autofree char *text = random_expression(r), *normal = NULL;
		g_autoptr(Calendar) calendar = calendar_parse(text, NULL), again = NULL;
		gint64 after = random_moment(r, zone), next, second;

		if (!calendar)
			continue;
		normal = calendar_to_string(calendar);
		again = calendar_parse(normal, NULL);
		must(again && calendar_equal(calendar, again), "%s", text);
		next = calendar_next(calendar, zone, after);
		must(next > after && next == calendar_next(again, zone, after), "%s", text);
		if (next == TIME_NEVER)
			continue;
		second = calendar_next(calendar, zone, next);
		must(calendar_next(calendar, zone, next - 1) == next, "%s: %" G_GINT64_FORMAT, text, next);
		must(second == TIME_NEVER || calendar_prev(calendar, zone, second) == next, "%s: %" G_GINT64_FORMAT,
		     text, second);
		must(calendar_prev(calendar, zone, next + 1) == next, "%s: %" G_GINT64_FORMAT, text, next);
		must(calendar_prev(calendar, zone, next) == calendar_prev(calendar, zone, after + 1),
		     "%s: %" G_GINT64_FORMAT, text, next);
	}
}
END_TEST

/* The rules of the header word by word, for minutes: readings one by one, instants one by one. */
typedef struct Plain {
	gboolean hour[24], minute[60], all_hours;
} Plain;

static Plain random_plain(GRand *r, GString *text)
{
	Plain plain = { .all_hours = g_rand_boolean(r) };
	const char *comma = "";

	for (int h = 0; h < 24; h++)
		plain.hour[h] = plain.all_hours || g_rand_int_range(r, 0, 4) == 0;
	plain.hour[g_rand_int_range(r, 0, 24)] = TRUE;
	for (int h = 0; h < 24; h++)
		if (plain.hour[h]) {
			g_string_append_printf(text, "%s%d", comma, h);
			comma = ",";
		}
	comma = ":";
	for (int n = g_rand_int_range(r, 1, 4); n > 0; n--, comma = ",") {
		int m = g_rand_int_range(r, 0, 60);

		plain.minute[m] = TRUE;
		g_string_append_printf(text, "%s%d", comma, m);
	}
	return plain;
}

static gboolean reads(const Plain *plain, LocalTime t)
{
	return plain->hour[t.hour] && plain->minute[t.minute] && t.second == 0 && t.usec == 0;
}

/* Whether a minute is due by the rules; `zone` is trusted (test-zone). */
static gboolean is_due(const Plain *plain, Zone *zone, gint64 at)
{
	LocalTime here = zone_local(zone, at);
	const ZoneInterval *i = zone_interval(zone, at);
	gint64 gap = SECONDS(i->offset - i->before), reading;

	if (reads(plain, here) && (zone_instant(zone, &here) == at || plain->all_hours))
		return TRUE;
	if (i->from == G_MININT64 || gap <= 0 || at >= i->from + gap)
		return FALSE;
	reading = at + SECONDS(i->before); /* what the clock would show without the gap */
	date_from_day((int)(reading / DAYS(1)), &here.year, &here.month, &here.day);
	here.hour = (int)(reading % DAYS(1) / HOURS(1));
	here.minute = (int)(reading % HOURS(1) / MINUTES(1));
	return reads(plain, here);
}

START_TEST(near_changes_of_the_offset_the_rules_hold_minute_by_minute)
{
	g_autoptr(GRand) r = g_rand_new_with_seed((guint32)_i + 100);
	g_autoptr(Zone) zone = zone_named(some_zones[_i]);

	for (int i = 0; i < 40; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		Plain plain = random_plain(r, text);
		g_autoptr(Calendar) calendar = calendar_parse(text->str, NULL);
		gint64 change = zone_interval(zone, (gint64)g_rand_double_range(r, 1e15, 2.1e15))->until;
		gint64 at, next;

		if (change == TIME_NEVER)
			continue;
		at = change - DAYS(1);
		next = calendar_next(calendar, zone, at - 1);
		for (; at < change + DAYS(2); at += MINUTES(1)) {
			must((next == at) == is_due(&plain, zone, at), "%s in %s at %" G_GINT64_FORMAT, text->str,
			     zone_name(zone), at);
			if (next == at)
				next = calendar_next(calendar, zone, at);
		}
	}
}
END_TEST

/* --- DST, in all zones ------------------------------------------------------------------------- */

typedef void (*Check)(Zone *zone, gint64 change, int shift);

static void each_change(Check check)
{
	g_autoptr(GPtrArray) names = all_zones();
	gint64 end = utc("2037-12-31T00:00:00Z");

	for (guint i = 0; i < names->len; i++) {
		g_autoptr(Zone) zone = zone_named(names->pdata[i]);
		gint64 at = utc("2000-01-01T00:00:00Z");

		while ((at = zone_interval(zone, at)->until) < end)
			check(zone, at, zone_interval(zone, at)->offset - zone_interval(zone, at)->before);
	}
}

/* Once on every local day that exists, 24 h and the shift apart. */
static void check_daily(Zone *zone, gint64 change, int shift)
{
	static const char *const times[] = {
		"00:00", "00:30", "01:00", "02:30", "03:00", "12:00", "23:30", "23:59:59"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autoptr(Calendar) calendar = calendar_parse(times[i], NULL);
		int first = zone_day(zone, change - DAYS(2)), last = zone_day(zone, change + DAYS(2)), dates = 0,
		    found = 0;
		gint64 start = zone_day_start(zone, first), end = zone_day_start(zone, last), at = start - 1,
		       before = 0;

		for (int day = first; day < last; day++)
			dates += zone_day(zone, zone_day_start(zone, day)) == day;
		for (; (at = calendar_next(calendar, zone, at)) < end; before = at) {
			gint64 apart = at - before - DAYS(1);

			found++;
			must(before == 0 || ABS(apart) <= SECONDS(ABS(shift)) ||
			             at - before == DAYS(1) + SECONDS(ABS(shift) % 86400),
			     "%s in %s after %" G_GINT64_FORMAT, times[i], zone_name(zone), before);
		}
		must(found == dates, "%s in %s near %" G_GINT64_FORMAT ": %d times on %d days", times[i],
		     zone_name(zone), change, found, dates);
	}
}

/* Exactly every 900 s of real time. */
static void check_quarters(Zone *zone, gint64 change, int shift)
{
	g_autoptr(Calendar) calendar = calendar_parse("*:0/15", NULL);
	gint64 at = calendar_next(calendar, zone, change - HOURS(30)), next;

	for (; at < change + HOURS(30); at = next) {
		next = calendar_next(calendar, zone, at);
		must(next - at == MINUTES(15), "*:0/15 in %s after %" G_GINT64_FORMAT, zone_name(zone), at);
	}
}

/* Every 3600 s where the shift is of full hours. */
static void check_hours(Zone *zone, gint64 change, int shift)
{
	g_autoptr(Calendar) calendar = calendar_parse("hourly", NULL);
	gint64 at = calendar_next(calendar, zone, change - HOURS(30)), next;

	for (; shift % 3600 == 0 && at < change + HOURS(30); at = next) {
		next = calendar_next(calendar, zone, at);
		must(next - at == HOURS(1), "hourly in %s after %" G_GINT64_FORMAT, zone_name(zone), at);
	}
}

START_TEST(a_daily_time_is_due_once_on_every_day_that_exists_in_all_zones)
{
	each_change(check_daily);
}
END_TEST

START_TEST(every_quarter_of_an_hour_goes_on_through_every_change_in_all_zones)
{
	each_change(check_quarters);
}
END_TEST

START_TEST(every_hour_goes_on_through_every_change_in_all_zones)
{
	each_change(check_hours);
}
END_TEST

START_TEST(never_is_known_without_a_search)
{
	static const struct {
		const char *text;
		gboolean never;
	} cases[] = { { "*-02-30", TRUE },
		      { "Thu 2027-01-01", TRUE },
		      { "Fri 2027-01-01", FALSE },
		      { "Mon *-02-29", FALSE },
		      { "*-02,04,06,09,11-31", TRUE },
		      { "2025..2027-02-29", TRUE },
		      { "*-02~28", FALSE },
		      { "daily", FALSE } };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Calendar) calendar = calendar_parse(cases[i].text, NULL);

		ck_assert_msg(calendar_never(calendar) == cases[i].never, "%s", cases[i].text);
	}
}
END_TEST

START_TEST(random_bytes_are_refused_or_read)
{
	static const char letters[] = "0123456789*/.,-~: @MonTueSatUTC\t\xc3\xa4";
	g_autoptr(GRand) r = g_rand_new_with_seed(5);

	for (int i = 0; i < 20000; i++) {
		char text[24] = "";
		g_autoptr(GError) error = NULL;
		g_autoptr(Calendar) calendar = NULL;

		for (int n = g_rand_int_range(r, 0, sizeof text - 1); n > 0; n--)
			text[n - 1] = letters[g_rand_int_range(r, 0, sizeof letters - 1)];
		calendar = calendar_parse(text, i % 10 ? NULL : &error);
		must(calendar || i % 10 || g_str_has_prefix(error->message, "column "), "%s", text);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("calendar");
	TCase *tests = tcase_create("calendar");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, an_expression_has_one_normal_form_that_parses_back_to_an_equal_one, 0,
	                    G_N_ELEMENTS(forms));
	tcase_add_loop_test(tests, what_systemd_refuses_is_refused_with_a_column, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tests, a_chain_holds_241_items_and_no_more);
	tcase_add_loop_test(tests, the_next_moment_is_found, 0, G_N_ELEMENTS(due));
	tcase_add_loop_test(tests, the_moment_before_is_found, 0, G_N_ELEMENTS(past));
	tcase_add_test(tests, the_ends_of_time_are_no_trouble);
	tcase_add_loop_test(tests, next_and_prev_are_inverse_and_the_normal_form_parses_back, 0,
	                    G_N_ELEMENTS(some_zones));
	tcase_add_loop_test(tests, near_changes_of_the_offset_the_rules_hold_minute_by_minute, 0,
	                    G_N_ELEMENTS(some_zones));
	tcase_add_test(tests, a_daily_time_is_due_once_on_every_day_that_exists_in_all_zones);
	tcase_add_test(tests, every_quarter_of_an_hour_goes_on_through_every_change_in_all_zones);
	tcase_add_test(tests, every_hour_goes_on_through_every_change_in_all_zones);
	tcase_add_test(tests, never_is_known_without_a_search);
	tcase_add_test(tests, random_bytes_are_refused_or_read);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
