#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/when-util.h"

static const struct {
	const char *zone, *at, *want;
} shown[] = {
	{ "UTC", "2026-11-23T10:40:00Z", "2026-11-23T10:40:00+00:00" },
	{ "Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00" },
	{ "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00" },
	{ "Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00" },
	{ "Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00" },
	{ "Europe/Berlin", "2120-07-01T00:00:00Z", "2120-07-01T02:00:00+02:00" }, /* past the table of the file */
	{ "Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01T05:45:00+05:45" },
	{ "America/St_Johns", "2026-01-01T00:00:00Z", "2025-12-31T20:30:00-03:30" },
	{ "Africa/Monrovia", "1971-01-01T00:00:00Z", "1970-12-31T23:15:30-00:44:30" },
	{ "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00" }, /* 30 December never was */
	{ "Europe/Dublin", "2026-07-01T00:00:00Z", "2026-07-01T01:00:00+01:00" },
	{ "Europe/Dublin", "2150-07-01T00:00:00Z",
	  "2150-07-01T01:00:00+01:00" }, /* where summer time is the standard */
	{ "Europe/Dublin", "2150-01-01T00:00:00Z", "2150-01-01T00:00:00+00:00" },
};

START_TEST(an_instant_is_shown_as_the_local_time_of_its_zone)
{
	g_autoptr(Zone) zone = zone_named(shown[_i].zone);
	g_autofree char *got = zone_format_iso(zone, utc(shown[_i].at));

	ck_assert_str_eq(got, shown[_i].want);
}
END_TEST

static const struct {
	const char *zone;
	LocalTime local;
	const char *want;
} named[] = {
	{ "Europe/Berlin", { 2026, 3, 29, 2, 30, 0, 0 }, "2026-03-29T01:30:00Z" }, /* in the gap: 03:30 */
	{ "Europe/Berlin", { 2026, 3, 29, 3, 0, 0, 0 }, "2026-03-29T01:00:00Z" },
	{ "Europe/Berlin", { 2026, 10, 25, 2, 30, 0, 0 }, "2026-10-25T00:30:00Z" }, /* the first of two */
	{ "Europe/Berlin", { 2026, 10, 25, 3, 0, 0, 0 }, "2026-10-25T02:00:00Z" },
	{ "Europe/Dublin", { 2026, 3, 29, 1, 30, 0, 0 }, "2026-03-29T01:30:00Z" },       /* where mktime goes back */
	{ "Australia/Lord_Howe", { 2026, 10, 4, 2, 15, 0, 0 }, "2026-10-03T15:45:00Z" }, /* a gap of half an hour */
	{ "Pacific/Apia",
	  { 2011, 12, 30, 8, 0, 0, 0 },
	  "2011-12-30T18:00:00Z" }, /* a gap of a day: 31 December, 08:00 */
};

START_TEST(a_local_time_names_the_instant_by_the_offset_before_a_change)
{
	g_autoptr(Zone) zone = zone_named(named[_i].zone);
	g_autofree char *got = iso(zone_instant(zone, &named[_i].local)), *want = iso(utc(named[_i].want));

	ck_assert_str_eq(got, want);
}
END_TEST

/* The C library reads the same files with other code. */
static int libc_offset(gint64 at)
{
	time_t seconds = (time_t)(at / G_USEC_PER_SEC);
	struct tm tm;

	localtime_r(&seconds, &tm);
	return (int)tm.tm_gmtoff;
}

START_TEST(offsets_are_those_of_the_C_library_in_all_zones)
{
	g_autoptr(GPtrArray) names = all_zones();
	gint64 end = utc("2060-01-01T00:00:00Z");

	for (guint i = 0; i < names->len; i++) {
		g_autoptr(Zone) zone = zone_named(names->pdata[i]);

		g_setenv("TZ", names->pdata[i], TRUE);
		tzset();
		for (gint64 at = 0; at < end; at += DAYS(17) + SECONDS(12345)) {
			gint64 until = zone_interval(zone, at)->until;

			must(zone_offset(zone, at) == libc_offset(at), "%s at %" G_GINT64_FORMAT, zone_name(zone), at);
			must(until >= end ||
			             (zone_offset(zone, until - SECONDS(1)) == libc_offset(until - SECONDS(1)) &&
			              zone_offset(zone, until) == libc_offset(until)),
			     "%s changes at %" G_GINT64_FORMAT, zone_name(zone), until);
		}
	}
}
END_TEST

/* Within a day of a change, by steps of 10 minutes. */
static void check_around(Zone *zone, gint64 change)
{
	for (gint64 at = change - DAYS(1); at <= change + DAYS(1); at += MINUTES(10)) {
		LocalTime local = zone_local(zone, at);
		gint64 back = zone_instant(zone, &local), start = zone_day_start(zone, zone_day(zone, at));
		const ZoneInterval *i = zone_interval(zone, at);
		gboolean second_pass = i->offset < i->before && at < i->from + SECONDS(i->before - i->offset);

		must(second_pass ? back < at : back == at, "%s at %" G_GINT64_FORMAT, zone_name(zone), at);
		must(zone_day(zone, start) == zone_day(zone, at) && zone_day(zone, start - 1) < zone_day(zone, at) &&
		             start <= at,
		     "the day of %" G_GINT64_FORMAT " begins at %" G_GINT64_FORMAT " in %s", at, start,
		     zone_name(zone));
	}
}

START_TEST(every_instant_comes_back_from_its_local_time_but_for_second_passes)
{
	g_autoptr(GPtrArray) names = all_zones();

	for (guint i = 0; i < names->len; i++) {
		g_autoptr(Zone) zone = zone_named(names->pdata[i]);
		gint64 at = utc("2000-01-01T00:00:00Z"), end = utc("2030-01-01T00:00:00Z");

		while ((at = zone_interval(zone, at)->until) < end)
			check_around(zone, at);
	}
}
END_TEST

START_TEST(dates_come_back_from_their_number)
{
	int year, month, day, last = date_to_day(2400, 12, 31);

	ck_assert_int_eq(date_to_day(1970, 1, 1), 0);
	ck_assert_int_eq(date_to_day(2199, 12, 31), 84005);
	ck_assert_int_eq(date_to_day(2026, 2, 29), date_to_day(2026, 3, 1));
	for (int n = date_to_day(1890, 1, 1); n <= last; n++) {
		date_from_day(n, &year, &month, &day);
		must(date_to_day(year, month, day) == n && g_date_valid_dmy((GDateDay)day, month, (GDateYear)year),
		     "%d", n);
	}
}
END_TEST

/* --- files and names --------------------------------------------------------------------------- */

static void copy_zone(const char *name, const char *path)
{
	g_autofree char *from = g_build_filename("/usr/share/zoneinfo", name, NULL), *bytes = NULL;
	gsize n;

	ck_assert(g_file_get_contents(from, &bytes, &n, NULL));
	ck_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
}

START_TEST(a_zone_file_that_was_replaced_is_read_afresh_while_the_old_zone_is_in_use)
{
	g_autofree char *dir = g_dir_make_tmp("steady-zone-XXXXXX", NULL),
			*path = g_build_filename(dir, "localtime", NULL);
	gint64 july = utc("2026-07-01T00:00:00Z");
	g_autoptr(Zone) before = NULL, after = NULL, link = NULL;

	copy_zone("Europe/Berlin", path);
	before = zone_new_file(path, NULL);
	copy_zone("Asia/Tokyo", path);
	after = zone_new_file(path, NULL);
	ck_assert_int_eq(zone_offset(before, july), 2 * 3600);
	ck_assert_int_eq(zone_offset(after, july), 9 * 3600);
	ck_assert_str_eq(zone_name(after), "local");
	g_unlink(path);
	ck_assert_int_eq(symlink("/usr/share/zoneinfo/America/New_York", path), 0);
	link = zone_new_file(path, NULL);
	ck_assert_int_eq(zone_offset(link, july), -4 * 3600);
	ck_assert_str_eq(zone_name(link), "America/New_York");
	g_unlink(path);
	g_rmdir(dir);
}
END_TEST

START_TEST(a_file_that_is_no_zone_is_refused)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(zone_new_file("/etc/passwd", &error));
	ck_assert(g_error_matches(error, ZONE_ERROR, ZONE_ERROR_UNKNOWN));
	ck_assert_ptr_null(zone_new_file("/nonexistent", NULL));
}
END_TEST

static const struct {
	const char *tz, *name;
	int july; /* hours */
} environment[] = {
	{ "Europe/Berlin", "Europe/Berlin", 2 },
	{ ":Europe/Berlin", "Europe/Berlin", 2 },
	{ "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo", 9 },
	{ "UTC", "UTC", 0 },
	{ "UTC0", "local", 0 },
	{ "EST5EDT,M3.2.0,M11.1.0", "local", -4 },
	{ "", "UTC", 0 },
	{ "Nowhere/Town", "UTC", 0 },
};

START_TEST(the_local_zone_follows_the_environment)
{
	g_autoptr(Zone) zone = NULL;

	g_setenv("TZ", environment[_i].tz, TRUE);
	zone = zone_new_local();
	ck_assert_str_eq(zone_name(zone), environment[_i].name);
	ck_assert_int_eq(zone_offset(zone, utc("2026-07-01T00:00:00Z")), environment[_i].july * 3600);
}
END_TEST

START_TEST(without_TZ_the_local_zone_is_that_of_the_machine)
{
	g_autoptr(Zone) zone = NULL, file = NULL;

	g_unsetenv("TZ");
	zone = zone_new_local();
	file = zone_new_file("/etc/localtime", NULL);
	ck_assert_str_eq(zone_name(zone), file ? zone_name(file) : "UTC");
}
END_TEST

static const struct {
	const char *typed, *nearest; /* NULL: none is near */
} unknown[] = {
	{ "europe/berlin", "Europe/Berlin" },
	{ "Berlin", "Europe/Berlin" },
	{ "Eurpoe/Berlin", "Europe/Berlin" },
	{ "utc", "UTC" },
	{ "New_York", "America/New_York" },
	{ "Nowhere/Farawaytown", NULL },
	{ "../../etc/passwd", NULL },
	{ "/etc/localtime", NULL },
	{ "", NULL },
};

START_TEST(an_unknown_zone_is_refused_with_the_nearest_name)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(zone_new(unknown[_i].typed, &error));
	ck_assert(g_error_matches(error, ZONE_ERROR, ZONE_ERROR_UNKNOWN));
	if (unknown[_i].nearest)
		ck_assert_ptr_nonnull(strstr(error->message, unknown[_i].nearest));
	else
		ck_assert_msg(!strstr(error->message, "did you mean"), "%s", error->message);
}
END_TEST

START_TEST(a_zone_lives_until_its_last_reference)
{
	Zone *zone = zone_named("Asia/Tokyo");

	ck_assert_ptr_eq(zone_ref(zone), zone);
	zone_unref(zone);
	ck_assert_int_eq(zone_offset(zone, 0), 9 * 3600);
	zone_unref(zone);
	zone_unref(NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("zone");
	TCase *tests = tcase_create("zone");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, an_instant_is_shown_as_the_local_time_of_its_zone, 0, G_N_ELEMENTS(shown));
	tcase_add_loop_test(tests, a_local_time_names_the_instant_by_the_offset_before_a_change, 0,
	                    G_N_ELEMENTS(named));
	tcase_add_test(tests, offsets_are_those_of_the_C_library_in_all_zones);
	tcase_add_test(tests, every_instant_comes_back_from_its_local_time_but_for_second_passes);
	tcase_add_test(tests, dates_come_back_from_their_number);
	tcase_add_test(tests, a_zone_file_that_was_replaced_is_read_afresh_while_the_old_zone_is_in_use);
	tcase_add_test(tests, a_file_that_is_no_zone_is_refused);
	tcase_add_loop_test(tests, the_local_zone_follows_the_environment, 0, G_N_ELEMENTS(environment));
	tcase_add_test(tests, without_TZ_the_local_zone_is_that_of_the_machine);
	tcase_add_loop_test(tests, an_unknown_zone_is_refused_with_the_nearest_name, 0, G_N_ELEMENTS(unknown));
	tcase_add_test(tests, a_zone_lives_until_its_last_reference);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
