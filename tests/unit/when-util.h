/* when-util.h - what the tests of the time engine share. */
#pragma once
#include <check.h>
#include <stdlib.h>

#include "core/zone.h"

/* "2026-03-29T01:00:00Z" */
static inline gint64 utc(const char *iso)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, NULL);

	ck_assert_msg(time != NULL, "%s is no time", iso);
	return SECONDS(g_date_time_to_unix(time)) + g_date_time_get_microsecond(time);
}

static inline char *iso(gint64 at)
{
	g_autoptr(Zone) zone = zone_new("UTC", NULL);

	return at == TIME_NEVER ? g_strdup("never") : zone_format_iso(zone, at);
}

static inline Zone *zone_named(const char *name)
{
	g_autoptr(GError) error = NULL;
	Zone *zone = zone_new(name, &error);

	ck_assert_msg(zone != NULL, "%s", error ? error->message : name);
	return zone;
}

/* Every zone of zone.tab, which leaves out mere aliases; free it. */
static inline GPtrArray *all_zones(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	ck_assert(g_file_get_contents("/usr/share/zoneinfo/zone.tab", &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		g_auto(GStrv) columns = g_strsplit(*line, "\t", -1);

		if (**line != '#' && g_strv_length(columns) >= 3)
			g_ptr_array_add(names, g_strdup(columns[2]));
	}
	ck_assert_uint_gt(names->len, 300);
	return names;
}

/* For long loops: Check's own assertions write to the disk even when they hold. */
#define must(condition, ...)                                                                                           \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			ck_abort_msg("" __VA_ARGS__);                                                                  \
	} while (0)

static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
