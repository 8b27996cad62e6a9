/* A settings file, walked through section by section. */
#include "config/settings-walk.h"

#include <string.h>

#include "config/except-file.h"
#include "config/settings-check.h"
#include "core/i18n.h"

static void *base_of(const Walk *walk)
{
	switch (walk->kind->home) {
	case SECTION_SCHEDULE:
		return walk->schedule;
	case SECTION_PLAN:
		return walk->plan;
	case SECTION_HELPLINE:
		return walk->helpline;
	case SECTION_SETTINGS:
		break;
	}
	return walk->settings;
}

/* --- sections --- */

/* TRUE when the heading is right; sets kind, id, and what it is read into. */
static gboolean heading_fits(Walk *walk, const IniSection *section)
{
	g_auto(GStrv) words = g_strsplit(section->name, " ", 2);
	const char *name = words[0] ? words[1] : NULL;
	const SectionKind *kind = section_kind_find(words[0] ? words[0] : "");
	Kind schedule;

	if (!kind) {
		settings_unknown_section(walk, section, words[0]);
		return FALSE;
	}
	if (kind->home == SECTION_SETTINGS && name) {
		settings_complain(walk, section->line, NULL, _("found [%s]; expected [%s], without a name"),
		                  section->name, kind->name);
		return FALSE;
	}
	if (kind->home != SECTION_SETTINGS && (!name || !schedule_name_is_valid(name))) {
		settings_complain(
			walk, section->line, NULL,
			_("found [%s]; expected [%s NAME], the name of at most 40 small letters, digits and -"),
			section->name, kind->name);
		return FALSE;
	}
	walk->kind = kind;
	walk->id = section_to_id(section->name);
	if (kind_parse(kind->name, &schedule))
		walk->schedule = schedule_new(schedule, name);
	if (kind->home == SECTION_PLAN)
		walk->plan = plan_new(name);
	if (kind->home == SECTION_HELPLINE)
		walk->helpline = helpline_new(name);
	return TRUE;
}

/* --- keys --- */

static gboolean is_repeated(const Walk *walk, const Setting *setting, const IniEntry *entry)
{
	const IniEntry *first = ini_section_entry(walk->section, entry->key);

	if (setting_repeats(setting) || first == entry)
		return FALSE;
	settings_complain(walk, entry->line, entry->key, _("it is set twice: on line %d and on line %d; keep one"),
	                  first->line, entry->line);
	return TRUE;
}

/* "except = file:holidays" */
static gboolean names_file(const Setting *setting, const IniEntry *entry)
{
	return setting->type == SETTING_EXCEPT && g_str_has_prefix(entry->value, EXCEPT_FILE);
}

static void read_except_file(const Walk *walk, const IniEntry *entry)
{
	g_autofree char *key = g_strdup_printf("%s.%s", walk->id, entry->key);
	g_autoptr(GError) error = NULL;

	if (!walk->schedule->except)
		walk->schedule->except = except_new();
	if (!except_file_read(walk->schedule->except, entry->value + strlen(EXCEPT_FILE), walk->path, key,
	                      walk->problems, &error))
		settings_complain(walk, entry->line, entry->key, _("found \"%s\"; %s"), entry->value, error->message);
}

static void read_entry(const Walk *walk, const IniEntry *entry)
{
	const Setting *setting = setting_find(walk->kind->name, entry->key);
	g_autoptr(GError) error = NULL;
	int column;

	if (!setting) {
		settings_unknown_key(walk, entry);
		return;
	}
	if (is_repeated(walk, setting, entry))
		return;
	if (names_file(setting, entry)) {
		read_except_file(walk, entry);
		return;
	}
	if (setting_read(setting, entry->value, base_of(walk), &column, &error)) {
		settings_check_names(walk, setting, entry);
	} else {
		g_autofree char *key = g_strdup_printf("%s.%s", walk->id, entry->key);

		problems_add_at(walk->problems, walk->path, entry->line, key, entry->value, column, "%s",
		                error->message);
	}
}

static void require_keys(const Walk *walk)
{
	for (const Setting *setting = settings_table; setting->section; setting++) {
		if (setting->fallback || strcmp(setting->section, walk->kind->name) != 0)
			continue;
		if (!walk->section->broken && !ini_section_entry(walk->section, setting->key))
			settings_complain(walk, walk->section->line, setting->key, _("it is missing; expected %s"),
			                  _(setting_expects(setting)));
	}
}

static void check_reminder(const Walk *walk)
{
	const IniEntry *entry = ini_section_entry(walk->section, "remind");
	g_autofree char *key = NULL;

	if (!entry || !walk->schedule || walk->schedule->remind < walk->schedule->expires)
		return;
	key = g_strdup_printf("%s.remind", walk->id);
	problems_warn(walk->problems, walk->path, entry->line, key,
	              _("it never comes: the check-in has expired by then"));
}

static void check_dates(const Walk *walk)
{
	const IniEntry *entry = ini_section_entry(walk->section, "until");
	const Schedule *schedule = walk->schedule;

	if (entry && schedule && schedule->until && schedule->until < schedule->from)
		settings_complain(walk, entry->line, entry->key,
		                  _("found \"%s\"; expected a date that is not before `from`"), entry->value);
}

/* --- the walk --- */

static void read_section(Walk *walk, const IniSection *section)
{
	const IniSection *first = g_hash_table_lookup(walk->sections, section->name);

	walk->section = section;
	if (!heading_fits(walk, section))
		return;
	if (walk->kind->home != SECTION_SETTINGS)
		settings_fall_back(walk->kind->name, base_of(walk));
	if (first)
		settings_complain(walk, section->line, NULL,
		                  _("[%s] stands twice: on line %d and on line %d; put them together"), section->name,
		                  first->line, section->line);
	else
		g_hash_table_insert(walk->sections, section->name, (gpointer)section);
	for (guint i = 0; i < section->entries->len; i++)
		read_entry(walk, g_ptr_array_index(section->entries, i));
	if (!first)
		require_keys(walk);
	check_reminder(walk);
	check_dates(walk);
}

/* What was read belongs to the settings, errors or not; they are thrown away as a whole. */
static void close_section(Walk *walk)
{
	if (walk->schedule)
		g_ptr_array_add(walk->settings->schedules, g_steal_pointer(&walk->schedule));
	if (walk->plan)
		g_ptr_array_add(walk->settings->plans, g_steal_pointer(&walk->plan));
	if (walk->helpline)
		g_ptr_array_add(walk->settings->helplines, g_steal_pointer(&walk->helpline));
	g_clear_pointer(&walk->id, g_free);
}

static void walk_file(Walk *walk, const IniFile *file)
{
	const IniSection *lead = g_ptr_array_index(file->sections, 0);

	for (guint i = 0; i < lead->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(lead->entries, i);

		settings_complain(walk, entry->line, entry->key,
		                  _("it stands before the first section; put it under its [section]"));
	}
	for (guint i = 1; i < file->sections->len; i++) {
		read_section(walk, g_ptr_array_index(file->sections, i));
		close_section(walk);
	}
}

static Settings *parse(const char *text, gssize length, const char *path, const Known *known, Problems *problems)
{
	guint before = problems_errors(problems);
	g_autoptr(Settings) settings = settings_default();
	g_autoptr(GHashTable) sections = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(IniFile) file = ini_file_parse(text, length, path, problems);
	Walk walk = { .path = path, .known = known, .problems = problems, .settings = settings, .sections = sections };

	walk_file(&walk, file);
	if (problems_errors(problems) == before)
		settings_check(settings, file, path, problems);
	return problems_errors(problems) == before ? g_steal_pointer(&settings) : NULL;
}

Settings *settings_parse_known(const char *text, const char *path, const Known *known, Problems *problems)
{
	return parse(text, -1, path, known, problems);
}

Settings *settings_parse(const char *text, const char *path, Problems *problems)
{
	return parse(text, -1, path, NULL, problems);
}

Settings *settings_load_known(const char *path, const Known *known, Problems *problems)
{
	gsize length;
	g_autofree char *text = ini_file_read(path, &length, problems);

	return text ? parse(text, (gssize)length, path, known, problems) : NULL;
}

Settings *settings_load(const char *path, Problems *problems)
{
	return settings_load_known(path, NULL, problems);
}

Settings *settings_default(void)
{
	Settings *settings = g_new0(Settings, 1);

	settings->schedules = g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free);
	settings->plans = g_ptr_array_new_with_free_func((GDestroyNotify)plan_free);
	settings->helplines = g_ptr_array_new_with_free_func((GDestroyNotify)helpline_free);
	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		if (kind->home == SECTION_SETTINGS)
			settings_fall_back(kind->name, settings);
	}
	return settings;
}

void settings_free(Settings *settings)
{
	if (!settings)
		return;
	g_free(settings->language);
	g_free(settings->country);
	g_ptr_array_unref(settings->schedules);
	g_ptr_array_unref(settings->plans);
	g_ptr_array_unref(settings->helplines);
	g_clear_pointer(&settings->ask_again, g_array_unref);
	g_free(settings);
}
