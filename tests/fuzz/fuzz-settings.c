#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/ini.h"
#include "config/settings-table.h"

enum { MOMENTS = 3 };

/* --- the lines ------------------------------------------------------------------------------------ */

/* The same sections, keys and values, written anew in the plainest way. */
static char *plain(const IniFile *file)
{
	GString *text = g_string_new(NULL);

	for (guint i = 1; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		g_string_append_printf(text, "[%s]\n", section->name);
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);
			g_autofree char *quoted = ini_value_quote(entry->value);

			g_string_append_printf(text, "%s = %s\n", entry->key, quoted);
		}
	}
	return g_string_free(text, FALSE);
}

static void check_places(const IniFile *file, gsize length)
{
	gsize at = 0;

	for (guint i = 1; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		fuzz_must(section->header.from >= at && section->header.to <= length && *section->name);
		at = section->header.to;
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);

			fuzz_must(entry->lines.from >= at && entry->lines.to <= length && entry->pieces->len >= 1);
			at = entry->lines.from;
			for (guint k = 0; k < entry->pieces->len; k++) {
				const IniSpan *piece = &g_array_index(entry->pieces, IniSpan, k);

				fuzz_must(piece->from >= at && piece->to >= piece->from &&
				          piece->to <= entry->lines.to);
				at = piece->to;
			}
		}
	}
}

/* Read from memory that ends where the text ends; NULL where something is wrong with the lines. */
static char *check_lines(const char *text, gsize length)
{
	g_autofree char *exact = g_memdup2(text, length);
	g_autoptr(Problems) problems = problems_new(), none = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(exact ? exact : "", (gssize)length, "x.ini", problems), again = NULL;
	g_autofree char *anew = NULL, *twice = NULL;

	check_places(file, length);
	if (problems_errors(problems))
		return NULL;
	fuzz_must(strlen(text) == length, "a NUL byte is not told of");
	anew = plain(file);
	again = ini_file_parse(anew, -1, "x.ini", none);
	fuzz_must(problems_count(none) == 0, "%s", anew);
	twice = plain(again);
	fuzz_must(strcmp(anew, twice) == 0, "%s\n--\n%s", anew, twice);
	return g_steal_pointer(&anew);
}

/* --- the values ----------------------------------------------------------------------------------- */

static char *spans_said(const GArray *spans)
{
	GString *said = g_string_new(NULL);

	for (guint i = 0; i < spans->len; i++) {
		fuzz_must(i == 0 || g_array_index(spans, gint64, i) > g_array_index(spans, gint64, i - 1));
		g_string_append_printf(said, "%" G_GINT64_FORMAT " ", g_array_index(spans, gint64, i));
	}
	return g_string_free(said, FALSE);
}

/* A value as text, so that two can be compared. Free it. */
static char *value_said(const Setting *setting, const void *base)
{
	const char *place = (const char *)base + setting->offset;
	const Zone *zone = setting->type == SETTING_ZONE ? *(Zone *const *)place : NULL;
	const Except *except = setting->type == SETTING_EXCEPT ? *(Except *const *)place : NULL;
	char **topics =
		setting->type == SETTING_TOPICS || setting->type == SETTING_CUES ? *(char **const *)place : NULL;

	switch (setting->type) {
	case SETTING_BOOL:
	case SETTING_INT:
	case SETTING_DATE:
	case SETTING_WORD:
		return g_strdup_printf("%d", *(const int *)place);
	case SETTING_SPAN:
	case SETTING_GRACE:
		return g_strdup_printf("%" G_GINT64_FORMAT, *(const gint64 *)place);
	case SETTING_HOURS:
		return hours_to_string(*(const Hours *)place);
	case SETTING_LANGUAGE:
	case SETTING_PROTOCOL:
	case SETTING_TEXT:
	case SETTING_COUNTRY:
		return g_strdup(*(char *const *)place);
	case SETTING_SPANS:
		return spans_said(*(GArray *const *)place);
	case SETTING_TOPICS:
	case SETTING_CUES:
		return topics ? g_strjoinv(",", topics) : NULL;
	case SETTING_EXCEPT:
		return except ? except_to_string(except) : NULL;
	case SETTING_ZONE:
		return zone ? g_strdup(zone_name(zone)) : NULL;
	case SETTING_CHANCE:
		return g_strdup_printf("%a", *(const double *)place);
	case SETTING_WHEN: /* see schedule_spec() */
	case N_SETTING_TYPES:
		break;
	}
	return NULL;
}

static void check_range(const Setting *setting, const void *base)
{
	const char *place = (const char *)base + setting->offset;
	gboolean is_span = setting->type == SETTING_SPAN || setting->type == SETTING_GRACE;
	gint64 span = is_span ? *(const gint64 *)place : 0;
	int number = setting->type == SETTING_INT ? *(const int *)place : 0;
	double chance = setting->type == SETTING_CHANCE ? *(const double *)place : 0;

	if (is_span && (span != 0 || setting->type == SETTING_SPAN))
		fuzz_must(span >= setting->min && span <= setting->max, "%s.%s", setting->section, setting->key);
	if (setting->type == SETTING_INT)
		fuzz_must(number >= setting->min && number <= setting->max, "%s.%s", setting->section, setting->key);
	fuzz_must(chance >= 0 && chance <= 1, "%s.%s", setting->section, setting->key);
}

static void check_ranges(const char *section, const void *base)
{
	for (const Setting *setting = settings_table; setting->section; setting++)
		if (strcmp(setting->section, section) == 0)
			check_range(setting, base);
}

/* Within from and until, and not in what is left out. */
static void check_moment(const Schedule *schedule, const Frame *frame, gint64 at)
{
	Zone *zone = schedule->zone ? schedule->zone : frame->zone;
	gint64 due = schedule_jittered(schedule, frame, at);
	double draw = schedule_draw(schedule, frame, at);
	int day = zone_day(zone, at);

	fuzz_must(!except_covers(schedule->except, zone, at), "%s: %" G_GINT64_FORMAT, schedule->id, at);
	fuzz_must(day >= schedule->from && (schedule->until == 0 || day <= schedule->until), "%s", schedule->id);
	fuzz_must(due >= at && due <= at + schedule->jitter);
	fuzz_must(draw >= 0 && draw < 1);
}

static void check_schedule(const Settings *settings, const Schedule *schedule, Zone *zone)
{
	const Frame frame = { .zone = zone, .secret = "a secret", .quiet = settings->policy.quiet };
	g_autofree char *id = g_strconcat(kind_name(schedule->kind), "/", schedule->name, NULL);
	gint64 at = DAYS(20000);

	fuzz_must(strcmp(id, schedule->id) == 0);
	fuzz_must(schedules_find(settings->schedules, id) == schedule, "two are called %s", id);
	fuzz_must(schedule->whens->len >= 1 && schedule_missed(schedule) != MISSED_AUTO);
	fuzz_must(schedule_grace(schedule) > 0);
	check_ranges(kind_name(schedule->kind), schedule);
	for (int i = 0; i < MOMENTS && at != TIME_NEVER; i++) {
		gint64 next = schedule_next(schedule, &frame, at);

		fuzz_must(next > at);
		if (next != TIME_NEVER)
			check_moment(schedule, &frame, next);
		at = next;
	}
}

static void check_settings(const Settings *settings)
{
	g_autoptr(Zone) zone = zone_new("Europe/Berlin", NULL);

	for (const SectionKind *kind = section_kinds; kind->name; kind++)
		if (kind->home == SECTION_SETTINGS)
			check_ranges(kind->name, settings);
	for (guint i = 0; i < settings->schedules->len; i++)
		check_schedule(settings, g_ptr_array_index(settings->schedules, i), zone);
}

static void check_equal(const char *section, const void *a, const void *b)
{
	for (const Setting *setting = settings_table; setting->section; setting++) {
		gboolean here = strcmp(setting->section, section) == 0;
		g_autofree char *x = here ? value_said(setting, a) : NULL, *y = here ? value_said(setting, b) : NULL;

		fuzz_must(g_strcmp0(x, y) == 0, "%s.%s: %s is not %s", section, setting->key, x, y);
	}
}

/* Comments, quotes, blanks and how the lines are broken say nothing. */
static void check_same(const Settings *settings, const char *anew)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) same = settings_parse(anew, "x.ini", problems);

	fuzz_must(same, "%s", anew);
	fuzz_must(same->schedules->len == settings->schedules->len);
	fuzz_must(same->plans->len == settings->plans->len && same->helplines->len == settings->helplines->len);
	for (guint i = 0; i < same->plans->len; i++)
		check_equal("plan", settings->plans->pdata[i], same->plans->pdata[i]);
	for (guint i = 0; i < same->helplines->len; i++)
		check_equal("helpline", settings->helplines->pdata[i], same->helplines->pdata[i]);
	for (const SectionKind *kind = section_kinds; kind->name; kind++)
		if (kind->home == SECTION_SETTINGS)
			check_equal(kind->name, settings, same);
	for (guint i = 0; i < same->schedules->len; i++) {
		const Schedule *a = g_ptr_array_index(settings->schedules, i),
			       *b = g_ptr_array_index(same->schedules, i);
		g_autofree char *spec_a = schedule_spec(a), *spec_b = schedule_spec(b);

		fuzz_must(strcmp(a->id, b->id) == 0 && strcmp(spec_a, spec_b) == 0, "%s\n--\n%s", spec_a, spec_b);
		check_equal(kind_name(a->kind), a, b);
	}
}

void fuzz_settings(const char *text, gsize length)
{
	g_autofree char *anew = check_lines(text, length), *said = NULL;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(text, "x.ini", problems);

	fuzz_must(!settings == (problems_errors(problems) > 0));
	fuzz_check_problems(text, problems);
	said = problems_to_text(problems);
	if (!settings)
		return;
	check_settings(settings);
	if (anew)
		check_same(settings, anew);
}
