#include "config/settings-check.h"

#include <string.h>

#include "config/nearest.h"
#include "config/settings-table.h"
#include "core/history.h"
#include "core/i18n.h"

typedef struct Check {
	const Settings *settings;
	const char *path;
	Problems *problems;
	const Schedule *schedule; /* the one at hand */
} Check;

static void complain(const Check *check, const IniEntry *entry, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void complain(const Check *check, const IniEntry *entry, const char *format, ...)
{
	g_autofree char *key = g_strdup_printf("%s.%s", check->schedule->id, entry->key), *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	problems_add(check->problems, check->path, entry->line, key, _("found \"%s\"; %s"), entry->value, message);
}

/* What stands beside `when` may leave nothing of it. Events come as they come. */
static gboolean can_come(const Schedule *schedule, const Policy *policy)
{
	g_autoptr(Zone) zone = schedule->zone ? zone_ref(schedule->zone) : zone_new("UTC", NULL);
	Frame frame = { .zone = zone, .secret = "", .quiet = policy->quiet };

	if (!schedule->except && !schedule->from && !schedule->until && !schedule->dst.gap)
		return TRUE;
	for (guint i = 0; i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) == WHEN_FOLLOW)
			return TRUE;
	return schedule_next(schedule, &frame, 0) != TIME_NEVER;
}

static void check_something_is_left(const Check *check, const IniSection *section)
{
	const Schedule *schedule = check->schedule;
	static const char *const keys[] = { "except", "until", "from", "when" };
	const IniEntry *entry = NULL;

	if (!schedule->enabled || can_come(schedule, &check->settings->policy))
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(keys) && !entry; i++)
		entry = ini_section_entry(section, keys[i]);
	complain(check, entry, _("with it no time of this schedule is left: it would never come"));
}

static void check_event(const Check *check, const IniEntry *entry, const When *when)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *name, *meant;
	EventType type;

	if (!when_follows(when, &type, &name, NULL) || type != EVENT_CHECKIN)
		return;
	for (guint i = 0; i < check->settings->schedules->len; i++) {
		const Schedule *schedule = check->settings->schedules->pdata[i];

		if (schedule->kind == KIND_CHECKIN)
			g_ptr_array_add(names, schedule->name);
	}
	g_ptr_array_add(names, NULL);
	meant = nearest_name(name, (const char *const *)names->pdata);
	if (g_strv_contains((const char *const *)names->pdata, name))
		return;
	if (meant)
		complain(check, entry, _("there is no [checkin %s]; did you mean \"%s\"?"), name, meant);
	else
		complain(check, entry, _("there is no [checkin %s]"), name);
}

/* Here time is not known: only what may surprise at any. */
static void warn_of_when(const Check *check, const IniEntry *entry, const When *when)
{
	g_auto(GStrv) warnings = when_warnings(when, &(WhenContext){ 0 }, WHEN_LAST);
	g_autofree char *key = g_strdup_printf("%s.%s", check->schedule->id, entry->key);
	gint64 span;

	for (char **warning = warnings; *warning; warning++)
		problems_warn(check->problems, check->path, entry->line, key, "%s", *warning);
	if (when_follows(when, NULL, NULL, &span) && span > HISTORY_EVENTS)
		problems_warn(check->problems, check->path, entry->line, key,
		              _("it never comes: what happened is remembered for %d days; a shorter time is needed"),
		              (int)(HISTORY_EVENTS / DAYS(1)));
}

static void check_schedule(const Check *check, const IniSection *section)
{
	const Schedule *schedule = check->schedule;
	guint trigger = 0;

	for (guint i = 0; schedule->enabled && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);
		g_autoptr(GError) error = NULL;
		const When *when;

		if (strcmp(entry->key, "when") != 0)
			continue;
		when = g_ptr_array_index(schedule->whens, trigger++);
		if (!when_fits(when, check->settings->policy.quiet, &error))
			complain(check, entry, "%s", error->message);
		check_event(check, entry, when);
		warn_of_when(check, entry, when);
	}
	check_something_is_left(check, section);
}

static gboolean names_schedule(const IniSection *section)
{
	g_auto(GStrv) words = g_strsplit(section->name, " ", 2);

	return section_kind_find(words[0])->home == SECTION_SCHEDULE;
}

/* Once all is read: [steady] with its quiet hours may stand behind the schedules, and a check-in behind what follows it. Each
 * schedule belongs to the next section of a schedule's kind. */
void settings_check(const Settings *settings, const IniFile *file, const char *path, Problems *problems)
{
	guint next = 0;

	for (guint i = 1; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);
		Check check = { settings, path, problems, NULL };

		if (!names_schedule(section))
			continue;
		check.schedule = g_ptr_array_index(settings->schedules, next++);
		check_schedule(&check, section);
	}
}
