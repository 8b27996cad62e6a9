/* test-when-forms.c - the forms that are sentences: cadence, interval, follow, once; and what holds for every form. */
#include <string.h>

#include "core/when.h"
#include "tests/unit/when-util.h"

#define THEN "2026-11-23T10:00:00Z"

static WhenContext context_in(Zone *zone)
{
	return (WhenContext){ .zone = zone, .secret = "a secret", .schedule = "nudge/noon" };
}

static When *parsed(const char *text)
{
	g_autoptr(GError) error = NULL;
	When *when = when_parse(text, &error);

	ck_assert_msg(when != NULL, "%s: %s", text, error ? error->message : "");
	return when;
}

/* --- the language ------------------------------------------------------------------------------ */

static const struct {
	const char *text, *want, *said;
	WhenForm form;
} forms[] = {
	{ "every 2 weeks on Tue at 10:00 from 2026-01-06", "every 2 weeks on Tue at 10:00 from 2026-01-06",
	  "every second Tuesday at 10:00, counted from 6 January 2026", WHEN_CADENCE },
	{ "Every 1 week on Thu,Mon at 18:00,9:00 , 9:00 from 2026-1-5 Europe/Berlin",
	  "every 1 week on Mon,Thu at 09:00, 18:00 from 2026-01-05 Europe/Berlin",
	  "Monday and Thursday of every week at 09:00 and 18:00, counted from 5 January 2026, Europe/Berlin time",
	  WHEN_CADENCE },
	{ "every 2 weeks at 10:00 from 2026-01-06", "every 2 weeks at 10:00 from 2026-01-06",
	  "every second Tuesday at 10:00, counted from 6 January 2026", WHEN_CADENCE },
	{ "every 3 days at 7:05:09 from 2026-01-31", "every 3 days at 07:05:09 from 2026-01-31",
	  "every third day at 07:05:09, counted from 31 January 2026", WHEN_CADENCE },
	{ "every 1 days on Mon..Fri at 8:00 from 2026-01-01 UTC",
	  "every 1 day on Mon..Fri at 08:00 from 2026-01-01 UTC",
	  "every day at 08:00, only where that is a Monday to Friday, counted from 1 January 2026, UTC time",
	  WHEN_CADENCE },
	{ "every 3 months at 9:00 from 2026-01-31", "every 3 months at 09:00 from 2026-01-31",
	  "every third month on the 31st, or the last day where there is none, at 09:00, counted from 31 January 2026",
	  WHEN_CADENCE },
	{ "every 1 year at 9:00 from 2024-02-29", "every 1 year at 09:00 from 2024-02-29",
	  "every year on 29 February, or the 28th where there is none, at 09:00, counted from 29 February 2024",
	  WHEN_CADENCE },
	{ "every 50min between 9:00 and 18:00 on Mon..Fri", "every 50min between 09:00 and 18:00 on Mon..Fri",
	  "every 50 minutes between 09:00 and 18:00, beginning at 09:00, Monday to Friday", WHEN_INTERVAL },
	{ "every 1h", "every 1h", "every hour", WHEN_INTERVAL },
	{ "every 1h 30 min on *-12-24..26", "every 1h 30min on *-12-24..26",
	  "every 1 hour 30 minutes, on the 24th to the 26th of December", WHEN_INTERVAL },
	{ "every 90min between 22:00 and 2:00", "every 1h 30min between 22:00 and 02:00",
	  "every 1 hour 30 minutes between 22:00 and 02:00 of the next day, beginning at 22:00", WHEN_INTERVAL },
	{ "20min after urge", "20min after urge", "20 minutes after an urge", WHEN_FOLLOW },
	{ "90 min AFTER Contact", "1h 30min after contact", "1 hour 30 minutes after contact", WHEN_FOLLOW },
	{ "1h after checkin evening", "1h after checkin evening", "1 hour after the check-in evening was missed",
	  WHEN_FOLLOW },
	{ "15min after answer mood", "15min after answer mood", "15 minutes after an answer to mood", WHEN_FOLLOW },
	{ "15min after answer mood=low", "15min after answer mood=low", "15 minutes after the answer low to mood",
	  WHEN_FOLLOW },
	{ "once 2026-12-24 18:00", "once 2026-12-24 18:00", "once, on Thursday, 24 December 2026, at 18:00",
	  WHEN_ONCE },
	{ "ONCE 2026-12-24 8:00:30 Asia/Tokyo", "once 2026-12-24 08:00:30 Asia/Tokyo",
	  "once, on Thursday, 24 December 2026, at 08:00:30, Asia/Tokyo time", WHEN_ONCE },
};

START_TEST(a_sentence_has_one_normal_form_and_is_said_in_plain_words)
{
	g_autoptr(When) when = parsed(forms[_i].text), again = NULL;
	g_autofree char *normal = when_to_string(when), *twice = NULL, *said = when_explain(when);

	ck_assert_int_eq(when_form(when), forms[_i].form);
	ck_assert_str_eq(normal, forms[_i].want);
	ck_assert_str_eq(said, forms[_i].said);
	again = parsed(normal);
	twice = when_to_string(again);
	ck_assert_str_eq(twice, normal);
}
END_TEST

static const struct {
	const char *text, *said;
} calendars[] = {
	{ "21:30", "every day at 21:30" },
	{ "Mon..Fri 08:30", "Monday to Friday at 08:30" },
	{ "Tue 10:00", "every Tuesday at 10:00" },
	{ "Sat,Sun 10,16:00", "Saturday and Sunday at 10:00 and 16:00" },
	{ "hourly", "every hour" },
	{ "minutely", "every minute" },
	{ "*:*:*", "every second" },
	{ "*:0/15", "every 15 minutes" },
	{ "*:5/30", "at :05 and :35 of every hour" },
	{ "*:0/7", "every seventh minute from :00 to :56" },
	{ "9..17:00", "every hour from 09:00 to 17:00" },
	{ "0/2:15", "every second hour from 00:15 to 22:15" },
	{ "Mon..Fri 9..17:0/30", "every 30 minutes from 09:00 to 17:59, Monday to Friday" },
	{ "*-*-01 09:00", "on the 1st of every month at 09:00" },
	{ "*-*-1,15 09:00", "on the 1st and the 15th of every month at 09:00" },
	{ "*-*~01 18:00", "on the last day of every month at 18:00" },
	{ "*-*~02 18:00", "on the second-last day of every month at 18:00" },
	{ "*-*~01..03 18:00", "on the last 3 days of every month at 18:00" },
	{ "Mon *-*~07/1 18:00", "on the last Monday of every month at 18:00" },
	{ "Mon *-*-8..14 9:00", "on the second Monday of every month at 09:00" },
	{ "Fri *-*-13 7:00", "on the 13th of every month where that is a Friday at 07:00" },
	{ "*-12-24 18:00", "every 24 December at 18:00" },
	{ "2026-12-24 18:00", "on 24 December 2026 at 18:00" },
	{ "1,7-1 9:00 Europe/Berlin", "on the 1st of January and July at 09:00, Europe/Berlin time" },
	{ "2027..2029-06-* 8:00", "every day in June in 2027 to 2029 at 08:00" },
	{ "2 times between 11:00 and 19:00", "twice at random between 11:00 and 19:00, every day" },
	{ "4 times between 22:00 and 2:00, at least 30min apart, on Fri UTC",
	  "4 times at random between 22:00 and 02:00 of the next day, at least 30 minutes apart, every Friday, UTC "
	  "time" },
};

START_TEST(calendars_and_draws_are_said_in_plain_words)
{
	g_autoptr(When) when = parsed(calendars[_i].text);
	g_autofree char *said = when_explain(when);

	ck_assert_str_eq(said, calendars[_i].said);
}
END_TEST

static const struct {
	const char *text;
	int column;
	const char *says;
	WhenErrorCode code;
} refused[] = {
	/* the usual slips, with what to write */
	{ "every other week on Tue at 10:00 from 2026-01-06", 1,
	  "write \"every 2 weeks on Tue at 10:00 from 2026-01-06\"" },
	{ "every second Tuesday at 10:00 from 2026-01-06", 1,
	  "write \"every 2 weeks on Tue at 10:00 from 2026-01-06\"" },
	{ "every day at 10:00", 1, "write \"10:00\"" },
	{ "every week on Tuesday at 10:00", 1, "write \"Tue 10:00\"" },
	{ "every Tue at 10", 1, "write \"Tue 10:00\"" },
	{ "every weekday at 8:30", 1, "write \"Mon..Fri 8:30\"" },
	{ "every day at 9:00 from 2026-01-06", 1, "write \"every 1 day at 9:00 from 2026-01-06\"" },
	{ "every 2 weeks on Tues at 10:00 from 2026-01-06", 18,
	  "write \"every 2 weeks on Tue at 10:00 from 2026-01-06\"" },
	{ "every 2 weeks on Sat..Mon at 10:00 from 2026-01-06", 18, "on Sat,Sun,Mon at 10:00" },
	{ "every 2 weeks at 10:00 from 6.1.2026", 29, "write \"every 2 weeks at 10:00 from 2026-1-6\"" },
	{ "every 2 weeks at 10:00 from 2026-01-06 europe/berlin", 40, "2026-01-06 Europe/Berlin\"" },
	{ "every hour", 1, "write \"every 1h\"" },
	{ "every 50min from 9:00 to 18:00", 13, "write \"every 50min between 9:00 and 18:00\"" },
	{ "every 50min between 9 and 18", 13, "write \"every 50min between 9:00 and 18:00\"" },
	{ "3 times from 9:00-17:00", 9, "write \"3 times between 9:00 and 17:00\"" },
	{ "20min after an urge", 7, "write \"20min after urge\"" },
	{ "1h after check-in evening", 4, "write \"1h after checkin evening\"" },
	{ "after urge", 1, "20min after urge" },
	{ "2x between 11:00 and 19:00", 1, "write \"2 times between 11:00 and 19:00\"" },
	{ "8.30", 1, "write \"8:30\"" },
	{ "10h30", 1, "write \"10:30\"" },
	{ "Mon..Fri 8.30", 10, "write \"Mon..Fri 8:30\"" },
	{ "at 10:00", 1, "write \"10:00\"" },
	{ "daily 9:00", 1, "write \"9:00\"" },
	{ "daily at 9", 1, "write \"9:00\"" },
	{ "weekly on Monday at 9:00", 1, "write \"Mon 9:00\"" },
	{ "Mon, Wed, Fri 9:00", 1, "write \"Mon,Wed,Fri 9:00\"" },
	{ "Monday and Wednesday 9:00", 1, "write \"Mon,Wednesday 9:00\"" },
	{ "9:00 and 15:00", 1, "write \"9,15:00\"" },
	{ "Mon 9:30 | 15:30", 5, "write \"Mon 9,15:30\"" },
	{ "Monday at 10:00", 1, "write \"Mon 10:00\"" },
	{ "mondays 10:00", 1, "write \"mon 10:00\"" },
	{ "first Mon 10:00", 1, "write \"Mon *-*-1..7 10:00\"" },
	{ "every month on the last Friday at 10:00", 1, "write \"Fri *-*~7/1 10:00\"" },
	{ "every month on the 1st at 10:00", 1, "write \"*-*-1 10:00\"" },
	{ "once on 2026-12-24 at 18:00", 1, "write \"once 2026-12-24 18:00\"" },
	{ "once 2026-12-24T18:00", 1, "write \"once 2026-12-24 18:00\"" },
	{ "once 24.12.2026 18:00", 6, "write \"once 2026-12-24 18:00\"" },
	{ "once 2026-12-24 6pm", 17, "write \"once 2026-12-24 18:00\"" },
	/* the place and what belongs there */
	{ "every 2 weeks on Tue at 10:00", 30, "from 2026-01-06" },
	{ "every 0 weeks at 10:00 from 2026-01-06", 7, "at least 1" },
	{ "every 99999 weeks at 10:00 from 2026-01-06", 7, "at most 9999" },
	{ "every 2 hours at 10:00 from 2026-01-06", 9, "days, weeks, months or years" },
	{ "every 2 weeks on Tue 10:00 at 11:00 from 2026-01-06", 18, "only weekdays" },
	{ "every 2 weeks on *-12-24 at 11:00 from 2026-01-06", 18, "only weekdays" },
	{ "every 2 weeks at 25:00 from 2026-01-06", 18, "at most 23" },
	{ "every 2 weeks at 10:00 from 2026-02-30", 29, "no such date" },
	{ "every 2 weeks at 10:00 from 1969-02-03", 29, "1970 to 2199" },
	{ "every 2 weeks at 10:00 from 2026-01-06 9", 40, "nothing more" },
	{ "every 0min", 7, "longer than nothing" },
	{ "every 1ms", 7, "every 1s" },
	{ "every 50", 7, "a unit is missing" },
	{ "every 50min betwen 9:00 and 18:00", 7, "no span" },
	{ "every 50min between 9:00 and 9:00", 30, "empty" },
	{ "every 50min on Mon 9:00", 16, "only days" },
	{ "every 50min on Mon Europe/Berlin", 20, "timezone = Europe/Berlin" },
	{ "20 after urge", 1, "a unit is missing" },
	{ "20min after", 12, "urge, contact, checkin NAME or answer NAME" },
	{ "20min after lunch", 13, "urge, contact" },
	{ "20min after checkin", 20, "the name of a check-in" },
	{ "20min after checkin Evening!", 21, "small letters" },
	{ "20min after answer mood=", 20, "small letters" },
	{ "20min after urge today", 18, "nothing more" },
	{ "once 2026-12-24", 16, "\"once 2026-12-24 18:00\"" },
	{ "once 18:00", 6, "a date is expected ahead" },
	{ "once 2026-13-24 18:00", 6, "no such date" },
	{ "once 2026-12-24 24:00", 17, "for midnight write 00:00" },
	/* what can never be due */
	{ "every 7 days on Wed at 9:00 from 2026-01-06", 1, "none is a Wednesday", WHEN_ERROR_NEVER },
	{ "every 50min on *-02-30", 16, "no such day", WHEN_ERROR_NEVER },
};

START_TEST(a_slip_in_a_sentence_is_refused_with_its_column_and_what_to_write)
{
	g_autoptr(GError) error = NULL;

	ck_assert_msg(!when_parse(refused[_i].text, &error), "%s", refused[_i].text);
	ck_assert_msg(strstr(error->message, refused[_i].says) != NULL, "%s: %s", refused[_i].text, error->message);
	ck_assert_msg(when_error_column(error) == refused[_i].column, "%s: %s", refused[_i].text, error->message);
	ck_assert(g_error_matches(error, WHEN_ERROR, refused[_i].code));
	ck_assert_ptr_null(when_parse(refused[_i].text, NULL));
}
END_TEST

START_TEST(every_suggested_sentence_can_be_typed_as_it_stands)
{
	g_autoptr(GRegex) quoted = g_regex_new("write \"([^\"]+)\"", 0, 0, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GMatchInfo) match = NULL;
		g_autofree char *text = NULL;

		when_parse(refused[i].text, &error);
		if (!g_regex_match(quoted, error->message, 0, &match))
			continue;
		text = g_match_info_fetch(match, 1);
		when_free(parsed(text));
	}
}
END_TEST

/* --- warnings ---------------------------------------------------------------------------------- */

static const struct {
	const char *text, *zone;
	const char *says; /* NULL: nothing */
} warnings[] = {
	{ "*:0/7", "UTC", "every 7min" },
	{ "*:0/15", "UTC", NULL },
	{ "*:3/20", "UTC", NULL },
	{ "*:0..20/7", "UTC", NULL },
	{ "*:*:0/50", "UTC", "every 50s" },
	{ "0/5:00", "UTC", "24 hours of a day" },
	{ "0/6:00", "UTC", NULL },
	{ "*-*-1/2 9:00", "UTC", "every 2 days" },
	{ "*-1/5-1 9:00", "UTC", "every 5 months" },
	{ "*-1/3-1 9:00", "UTC", NULL },
	{ "Mon *-*~07/1 9:00", "UTC", NULL },
	{ "1972/4-02-29 9:00", "UTC", NULL },
	{ "every 10h between 9:00 and 18:00", "UTC", "only its begin" },
	{ "every 9h between 9:00 and 18:00", "UTC", NULL },
	{ "02:30", "Europe/Berlin",
	  "on 28 March 2027 the clocks in Europe/Berlin skip 02:30: it is due at 03:30 then" },
	{ "02:30 Europe/Berlin", "UTC", "skip 02:30" },
	{ "Mon 02:30", "Europe/Berlin", NULL },
	{ "2028-03-26 02:30", "Europe/Berlin", "26 March 2028" },
	{ "2028-03-19 02:30", "Europe/Berlin", NULL },
	{ "02:30", "Asia/Tokyo", NULL },
	{ "hourly", "Europe/Berlin", NULL },
	{ "*:0/15", "Europe/Berlin", NULL },
	{ "every 2 weeks on Sun at 02:00 from 2026-11-22", "Europe/Berlin", "skip 02:00" },
	{ "every 2 weeks on Tue at 02:00 from 2026-11-24", "Europe/Berlin", NULL },
	{ "once 2027-03-28 02:59", "Europe/Berlin", "due at 03:59" },
	{ "once 2027-03-28 03:00", "Europe/Berlin", NULL },
	{ "00:30", "America/Santiago", "skip 00:30" },
	{ "02:15", "Australia/Lord_Howe", "due at 02:45" },
};

START_TEST(it_warns_only_where_that_is_true)
{
	g_autoptr(Zone) zone = zone_named(warnings[_i].zone);
	g_autoptr(When) when = parsed(warnings[_i].text);
	WhenContext context = context_in(zone);
	g_auto(GStrv) said = when_warnings(when, &context, utc(THEN));

	ck_assert_uint_eq(g_strv_length(said), warnings[_i].says ? 1 : 0);
	ck_assert_msg(!*said || strstr(*said, warnings[_i].says), "%s", *said);
}
END_TEST

/* --- the days of a cadence, against a model that counts them one by one ---------------------------- */

typedef struct Model {
	const char *text;
	int count;
	char unit;      /* d, w, m, y */
	guint weekdays; /* bit 0 Monday; 0: none named */
	int from[3];
	int clocks[3], n;
} Model;

static const Model models[] = {
	{ "every 2 weeks on Tue at 10:00 from 2026-01-06", 2, 'w', 1 << 1, { 2026, 1, 6 }, { 600 }, 1 },
	{ "every 3 weeks on Mon,Thu at 02:30, 23:00 from 2025-12-31",
	  3,
	  'w',
	  1 | 1 << 3,
	  { 2025, 12, 31 },
	  { 150, 1380 },
	  2 },
	{ "every 1 week at 02:30 from 2026-03-01", 1, 'w', 0, { 2026, 3, 1 }, { 150 }, 1 },
	{ "every 3 days at 2:10, 2:30, 3:05 from 2026-01-02", 3, 'd', 0, { 2026, 1, 2 }, { 130, 150, 185 }, 3 },
	{ "every 1 day on Sat,Sun at 0:30, 1:30 from 2026-01-02", 1, 'd', 96, { 2026, 1, 2 }, { 30, 90 }, 2 },
	{ "every 2 days on Mon..Fri at 12:00 from 2026-01-02", 2, 'd', 31, { 2026, 1, 2 }, { 720 }, 1 },
	{ "every 1 month at 2:30 from 2026-01-31", 1, 'm', 0, { 2026, 1, 31 }, { 150 }, 1 },
	{ "every 5 months on Mon..Fri at 12:00 from 2026-01-30", 5, 'm', 31, { 2026, 1, 30 }, { 720 }, 1 },
	{ "every 1 year at 12:00 from 2024-02-29", 1, 'y', 0, { 2024, 2, 29 }, { 720 }, 1 },
};

static int length_of(int year, int month)
{
	return g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

/* Whether a date is one of the cadence's, from the words alone. */
static gboolean model_has(const Model *model, int day)
{
	int from = date_to_day(model->from[0], model->from[1], model->from[2]), year, month, date, months;
	int weekday = (day + 3) % 7, start = (from + 3) % 7;
	gboolean named = model->weekdays == 0 || model->weekdays >> weekday & 1;

	date_from_day(day, &year, &month, &date);
	months = (year - model->from[0]) * 12 + month - model->from[1];
	if (day < from)
		return FALSE;
	if (model->unit == 'd')
		return named && (day - from) % model->count == 0;
	if (model->unit == 'w')
		return (model->weekdays ? named : weekday == start) &&
		       ((day - weekday) - (from - start)) / 7 % model->count == 0;
	return named && months % (model->count * (model->unit == 'y' ? 12 : 1)) == 0 &&
	       date == MIN(model->from[2], length_of(year, month));
}

/* The instants of one date, gaps shifted, an overlap's first pass. */
static void model_add(const Model *model, Zone *zone, int day, GArray *into)
{
	for (int i = 0; i < model->n; i++) {
		LocalTime local = { .hour = model->clocks[i] / 60, .minute = model->clocks[i] % 60 };
		gint64 at;

		date_from_day(day, &local.year, &local.month, &local.day);
		at = zone_instant(zone, &local);
		g_array_append_val(into, at);
	}
}

static gint compare(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

static const char *const zones[] = { "UTC",         "Europe/Berlin", "America/New_York",    "America/Santiago",
	                             "Asia/Tokyo",  "Europe/Dublin", "Australia/Lord_Howe", "Pacific/Apia",
	                             "Africa/Cairo" };

START_TEST(a_cadence_is_what_counting_day_by_day_gives)
{
	const Model *model = &models[_i];
	g_autoptr(When) when = parsed(model->text);

	for (gsize z = 0; z < G_N_ELEMENTS(zones); z++) {
		g_autoptr(Zone) zone = zone_named(zones[z]);
		g_autoptr(GArray) want = g_array_new(FALSE, FALSE, sizeof(gint64));
		WhenContext context = context_in(zone);
		gint64 at = utc("2023-06-01T00:00:00Z"), back = TIME_NEVER;

		for (int day = date_to_day(2024, 1, 1); day < date_to_day(2033, 1, 1); day++)
			if (model_has(model, day))
				model_add(model, zone, day, want);
		g_array_sort(want, compare);
		for (guint i = 0; i < want->len; i++) {
			gint64 due = g_array_index(want, gint64, i);

			if (i > 0 && due == g_array_index(want, gint64, i - 1))
				continue;
			at = when_next(when, &context, at);
			must(at == due, "%s in %s: %s, not %s", model->text, zones[z], iso(at), iso(due));
			must(when_prev(when, &context, at) == back, "%s in %s before %s", model->text, zones[z],
			     iso(at));
			back = at;
		}
		ck_assert_uint_gt(want->len, 5);
	}
}
END_TEST

/* --- intervals --------------------------------------------------------------------------------- */

START_TEST(without_a_window_an_interval_counts_from_its_anchor)
{
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	g_autoptr(When) when = parsed("every 7h");
	WhenContext context = context_in(zone);
	gint64 anchor = utc("2026-03-28T20:00:00Z"), at = anchor;

	context.anchor = anchor;
	for (int k = 1; k < 200; k++) { /* over the night that has an hour less: elapsed time does not mind */
		at = when_next(when, &context, at);
		ck_assert_int_eq(at, anchor + k * HOURS(7));
		ck_assert_int_eq(when_next(when, &context, at - 1), at);
		ck_assert_int_eq(when_prev(when, &context, at + 1), at);
	}
	ck_assert_int_eq(when_prev(when, &context, anchor + HOURS(7)), TIME_NEVER);
	ck_assert_int_eq(when_next(when, &context, anchor - DAYS(9)), anchor + HOURS(7));
	context.anchor = 0; /* none: from the moment that is asked about */
	ck_assert_int_eq(when_next(when, &context, 12345), 12345 + HOURS(7));
	ck_assert_int_eq(when_prev(when, &context, 12345), TIME_NEVER);
}
END_TEST

START_TEST(on_some_days_the_count_goes_on_through_the_others)
{
	g_autoptr(Zone) zone = zone_named("UTC");
	g_autoptr(When) when = parsed("every 5h on Mon,Thu");
	WhenContext context = context_in(zone);
	gint64 anchor = utc("2026-11-23T10:00:00Z"), at = anchor, naive = anchor;

	context.anchor = anchor;
	for (int i = 0; i < 300; i++) {
		int weekday;

		do {
			naive += HOURS(5);
			weekday = zone_local(zone, naive).weekday;
		} while (weekday != 0 && weekday != 3);
		must(when_prev(when, &context, naive) == (at == anchor ? TIME_NEVER : at), "%d", i);
		at = when_next(when, &context, at);
		must(at == naive, "%d: %s, not %s", i, iso(at), iso(naive));
	}
}
END_TEST

static const struct {
	const char *text, *zone, *anchor, *after;
	const char *want[6];
} windows[] = {
	/* a window begins with its begin, and counts from there */
	{ "every 3h between 09:00 and 18:00",
	  "UTC",
	  NULL,
	  "2026-11-23T00:00:00Z",
	  { "2026-11-23T09:00:00Z", "2026-11-23T12:00:00Z", "2026-11-23T15:00:00Z", "2026-11-23T18:00:00Z",
	    "2026-11-24T09:00:00Z" } },
	/* or from the anchor, where that lies in it */
	{ "every 4h between 09:00 and 18:00",
	  "UTC",
	  "2026-11-23T10:13:00Z",
	  "2026-11-23T10:13:00Z",
	  { "2026-11-23T14:13:00Z", "2026-11-24T09:00:00Z", "2026-11-24T13:00:00Z", "2026-11-24T17:00:00Z" } },
	{ "every 50min between 09:00 and 10:00 on Mon..Fri",
	  "UTC",
	  NULL,
	  "2026-11-27T09:50:00Z",
	  { "2026-11-30T09:00:00Z", "2026-11-30T09:50:00Z" } },
	/* over midnight a window belongs to the day on which it begins */
	{ "every 90min between 22:00 and 02:00 on Fri",
	  "UTC",
	  NULL,
	  "2026-11-27T22:30:00Z",
	  { "2026-11-27T23:30:00Z", "2026-11-28T01:00:00Z", "2026-12-04T22:00:00Z" } },
	/* the night with an hour less, and the one with an hour more: elapsed time within wall windows */
	{ "every 1h between 00:00 and 04:00",
	  "Europe/Berlin",
	  NULL,
	  "2027-03-27T22:59:00Z",
	  { "2027-03-27T23:00:00Z", "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z",
	    "2027-03-28T22:00:00Z" } },
	{ "every 2h between 00:00 and 04:00",
	  "Europe/Berlin",
	  NULL,
	  "2026-10-24T21:59:00Z",
	  { "2026-10-24T22:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T23:00:00Z" } },
	/* longer than its window: its begin only */
	{ "every 10h between 09:00 and 18:00",
	  "UTC",
	  NULL,
	  "2026-11-23T09:00:00Z",
	  { "2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z" } },
};

START_TEST(a_window_counts_from_its_begin_or_from_the_anchor_in_it)
{
	g_autoptr(Zone) zone = zone_named(windows[_i].zone);
	g_autoptr(When) when = parsed(windows[_i].text);
	WhenContext context = context_in(zone);
	gint64 at = utc(windows[_i].after);

	context.anchor = windows[_i].anchor ? utc(windows[_i].anchor) : TIME_NEVER;
	for (int i = 0; windows[_i].want[i]; i++) {
		gint64 before = at;

		at = when_next(when, &context, at);
		ck_assert_msg(at == utc(windows[_i].want[i]), "%s, not %s", iso(at), windows[_i].want[i]);
		if (i > 0)
			ck_assert_int_eq(when_prev(when, &context, at), before);
	}
}
END_TEST

/* --- what follows, and one shot -------------------------------------------------------------------- */

static Events *some_events(void)
{
	Events *events = events_new();

	events_add(events, EVENT_URGE, NULL, utc("2026-11-23T12:00:00Z"));
	events_add(events, EVENT_CHECKIN, "noon", utc("2026-11-23T12:30:00Z"));
	events_add(events, EVENT_ANSWER, "mood=low", utc("2026-11-23T13:00:00Z"));
	events_add(events, EVENT_ANSWER, "moody=low", utc("2026-11-23T13:10:00Z"));
	events_add(events, EVENT_ANSWER, "mood=high", utc("2026-11-23T14:00:00Z"));
	events_add(events, EVENT_CONTACT, NULL, utc("2026-11-23T11:00:00Z")); /* in any order */
	events_add(events, EVENT_URGE, NULL, utc("2026-11-23T11:50:00Z"));
	return events;
}

static const struct {
	const char *text;
	const char *want[4];
} follows[] = {
	{ "20min after urge", { "2026-11-23T12:10:00Z", "2026-11-23T12:20:00Z" } },
	{ "2 days after contact", { "2026-11-25T11:00:00Z" } },
	{ "1h after checkin noon", { "2026-11-23T13:30:00Z" } },
	{ "1h after checkin evening", { NULL } },
	{ "1h after answer mood", { "2026-11-23T14:00:00Z", "2026-11-23T15:00:00Z" } },
	{ "1h after answer mood=high", { "2026-11-23T15:00:00Z" } },
	{ "1h after answer mood=higher", { NULL } },
};

START_TEST(a_follow_up_comes_so_long_after_each_event)
{
	g_autoptr(Zone) zone = zone_named("UTC");
	g_autoptr(Events) events = some_events();
	g_autoptr(When) when = parsed(follows[_i].text);
	WhenContext context = context_in(zone);
	gint64 at = utc("2026-11-23T00:00:00Z"), before = TIME_NEVER;

	ck_assert_int_eq(when_next(when, &context, at), TIME_NEVER); /* nothing has happened */
	context.events = events;
	for (int i = 0; follows[_i].want[i]; i++) {
		at = when_next(when, &context, at);
		ck_assert_int_eq(at, utc(follows[_i].want[i]));
		ck_assert_int_eq(when_prev(when, &context, at), before);
		before = at;
	}
	ck_assert_int_eq(when_next(when, &context, at), TIME_NEVER);
	ck_assert_int_eq(when_prev(when, &context, TIME_NEVER), before);
}
END_TEST

START_TEST(once_is_once)
{
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	g_autoptr(When) when = parsed("once 2026-12-24 18:00");
	WhenContext context = context_in(zone);
	gint64 then = utc("2026-12-24T17:00:00Z");

	ck_assert_int_eq(when_next(when, &context, 0), then);
	ck_assert_int_eq(when_next(when, &context, then - 1), then);
	ck_assert_int_eq(when_next(when, &context, then), TIME_NEVER);
	ck_assert_int_eq(when_prev(when, &context, then + 1), then);
	ck_assert_int_eq(when_prev(when, &context, then), TIME_NEVER);
}
END_TEST

/* --- gaps and overlaps by other rules -------------------------------------------------------------- */

static const struct {
	const char *text;
	DstRules dst;
	const char *after;
	const char *want[4];
} rules[] = {
	{ "02:30", { 0, 0 }, "2027-03-27T12:00:00Z", { "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z" } },
	{ "02:30", { DST_GAP_SKIP, 0 }, "2027-03-27T12:00:00Z", { "2027-03-29T00:30:00Z" } },
	{ "*:30", { DST_GAP_SKIP, 0 }, "2027-03-28T00:00:00Z", { "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z" } },
	{ "02:30", { 0, 0 }, "2026-10-24T12:00:00Z", { "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z" } },
	{ "02:30",
	  { 0, DST_OVERLAP_BOTH },
	  "2026-10-24T12:00:00Z",
	  { "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z" } },
	{ "*:30",
	  { 0, 0 },
	  "2026-10-25T00:00:00Z",
	  { "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z" } },
	{ "*:30",
	  { 0, DST_OVERLAP_FIRST },
	  "2026-10-25T00:00:00Z",
	  { "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z" } },
	{ "every 1 day at 02:30 from 2026-01-01",
	  { DST_GAP_SKIP, 0 },
	  "2027-03-27T12:00:00Z",
	  { "2027-03-29T00:30:00Z" } },
	{ "every 1 day at 02:30 from 2026-01-01",
	  { 0, DST_OVERLAP_BOTH },
	  "2026-10-24T12:00:00Z",
	  { "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z" } },
	{ "once 2027-03-28 02:30", { DST_GAP_SKIP, 0 }, "2020-01-01T00:00:00Z", { NULL } },
	{ "once 2027-03-28 02:30", { 0, 0 }, "2020-01-01T00:00:00Z", { "2027-03-28T01:30:00Z" } },
};

START_TEST(gaps_and_overlaps_go_by_the_rules_that_are_set)
{
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	g_autoptr(When) when = parsed(rules[_i].text);
	WhenContext context = context_in(zone);
	gint64 at = utc(rules[_i].after);

	context.dst = rules[_i].dst;
	if (!rules[_i].want[0])
		ck_assert_int_eq(when_next(when, &context, at), TIME_NEVER);
	for (int i = 0; rules[_i].want[i]; i++) {
		gint64 before = at;

		at = when_next(when, &context, at);
		ck_assert_msg(at == utc(rules[_i].want[i]), "%s, not %s", iso(at), rules[_i].want[i]);
		if (i > 0)
			ck_assert_int_eq(when_prev(when, &context, at), before);
	}
}
END_TEST

/* --- next and prev ------------------------------------------------------------------------------ */

static const char *const both_ways[] = {
	"21:30",
	"*:0/20",
	"Mon *-*~07/1 02:30",
	"every 2 weeks on Tue,Sun at 02:30, 03:10 from 2026-01-06",
	"every 1 month at 00:00 from 2025-12-31",
	"every 50min between 09:00 and 18:00 on Mon..Fri",
	"every 50min between 22:30 and 03:10",
	"every 35min",
	"every 35min on Sat,Sun",
	"3 times between 22:00 and 02:00, at least 30min apart",
	"2 times between 9:00 and 17:00 on Mon,Fri",
	"2 times between 03:10 and 02:40, at least 4h apart",
	"40min after urge",
	"once 2026-10-25 02:30",
};

/* Whatever moment is asked about: between prev and next nothing lies, and each leads back to the other. */
START_TEST(next_and_prev_are_inverse_for_every_form)
{
	g_autoptr(When) when = parsed(both_ways[_i]);
	g_autoptr(GRand) random = g_rand_new_with_seed(9);
	g_autoptr(Events) events = events_new();

	for (int i = 0; i < 400; i++)
		events_add(events, EVENT_URGE, NULL,
		           utc("2026-01-01T00:00:00Z") + SECONDS(g_rand_int_range(random, 0, 40000000)));
	for (gsize z = 0; z < G_N_ELEMENTS(zones); z++) {
		g_autoptr(Zone) zone = zone_named(zones[z]);
		WhenContext context = context_in(zone);

		context.events = events;
		context.anchor = utc("2026-01-01T10:13:00Z");
		for (int i = 0; i < 120; i++) {
			gint64 at =
				utc("2026-02-01T00:00:00Z") + SECONDS(g_rand_int_range(random, 0, 30000000)) + i % 3;
			gint64 next = when_next(when, &context, at - 1), prev = when_prev(when, &context, at);

			must(next == TIME_NEVER || next >= at, "%s", both_ways[_i]);
			must(prev == TIME_NEVER || prev < at, "%s", both_ways[_i]);
			must(next == TIME_NEVER || when_prev(when, &context, next + 1) == next, "%s in %s: %s",
			     both_ways[_i], zones[z], iso(next));
			must(next == TIME_NEVER || when_prev(when, &context, next) == prev, "%s in %s: %s",
			     both_ways[_i], zones[z], iso(next));
			must(prev == TIME_NEVER || when_next(when, &context, prev) == next, "%s in %s: %s",
			     both_ways[_i], zones[z], iso(prev));
		}
	}
}
END_TEST

START_TEST(words_in_any_order_are_refused_or_read_and_read_again)
{
	static const char *const words[] = { "every",      "2",
		                             "weeks",      "on",
		                             "Tue",        "at",
		                             "10:00",      "from",
		                             "2026-01-06", "50min",
		                             "between",    "9:00",
		                             "and",        "18:00",
		                             "Mon..Fri",   "after",
		                             "urge",       "contact",
		                             "checkin",    "answer",
		                             "mood=low",   "once",
		                             "months",     ",",
		                             "UTC",        "Europe/Berlin",
		                             "days",       "1h",
		                             "*-02-29",    "\xff",
		                             "\xc3\xa4",   "other",
		                             "0" };
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	g_autoptr(Zone) zone = zone_named("Europe/Berlin");
	WhenContext context = context_in(zone);
	int read = 0;

	for (int i = 0; i < 20000; i++) {
		static const char *const begins[] = { "every 2 weeks", "every 50min", "once", "20min after", "every" };
		g_autoptr(GString) text = g_string_new(begins[i % G_N_ELEMENTS(begins)]);
		g_autoptr(GError) error = NULL;
		g_autoptr(When) when = NULL;

		for (int n = g_rand_int_range(random, 0, 8); n > 0; n--)
			g_string_append_printf(text, " %s", words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
		when = when_parse(text->str, i % 8 ? NULL : &error);
		if (i % 8 == 0)
			must((when == NULL) == (error != NULL) && (when || when_error_column(error) > 0), "%s",
			     text->str);
		if (when) {
			g_autofree char *normal = when_to_string(when), *said = when_explain(when), *again = NULL;
			g_autoptr(When) twice = parsed(normal);

			again = when_to_string(twice);
			must(strcmp(normal, again) == 0 && *said, "%s", text->str);
			must(when_next(when, &context, utc(THEN)) > utc(THEN), "%s", text->str);
			read++;
		}
	}
	ck_assert_int_gt(read, 100);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("when-forms");
	TCase *tests = tcase_create("when-forms");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, a_sentence_has_one_normal_form_and_is_said_in_plain_words, 0, G_N_ELEMENTS(forms));
	tcase_add_loop_test(tests, calendars_and_draws_are_said_in_plain_words, 0, G_N_ELEMENTS(calendars));
	tcase_add_loop_test(tests, a_slip_in_a_sentence_is_refused_with_its_column_and_what_to_write, 0,
	                    G_N_ELEMENTS(refused));
	tcase_add_test(tests, every_suggested_sentence_can_be_typed_as_it_stands);
	tcase_add_loop_test(tests, it_warns_only_where_that_is_true, 0, G_N_ELEMENTS(warnings));
	tcase_add_loop_test(tests, a_cadence_is_what_counting_day_by_day_gives, 0, G_N_ELEMENTS(models));
	tcase_add_test(tests, without_a_window_an_interval_counts_from_its_anchor);
	tcase_add_test(tests, on_some_days_the_count_goes_on_through_the_others);
	tcase_add_loop_test(tests, a_window_counts_from_its_begin_or_from_the_anchor_in_it, 0, G_N_ELEMENTS(windows));
	tcase_add_loop_test(tests, a_follow_up_comes_so_long_after_each_event, 0, G_N_ELEMENTS(follows));
	tcase_add_test(tests, once_is_once);
	tcase_add_loop_test(tests, gaps_and_overlaps_go_by_the_rules_that_are_set, 0, G_N_ELEMENTS(rules));
	tcase_add_loop_test(tests, next_and_prev_are_inverse_for_every_form, 0, G_N_ELEMENTS(both_ways));
	tcase_add_test(tests, words_in_any_order_are_refused_or_read_and_read_again);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
