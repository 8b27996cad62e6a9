/* Names in the settings that nothing has: sections, keys, protocols, topics. */
#include "config/settings-walk.h"

#include <string.h>

#include "config/nearest.h"
#include "core/i18n.h"

void settings_complain(const Walk *walk, int line, const char *key, const char *format, ...)
{
	g_autofree char *message = NULL, *full = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	full = walk->id && key ? g_strdup_printf("%s.%s", walk->id, key) : g_strdup(key ? key : walk->id);
	problems_add(walk->problems, walk->path, line, full, "%s", message);
}

void settings_unknown_section(const Walk *walk, const IniSection *section, const char *word)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *meant;

	for (const SectionKind *kind = section_kinds; kind->name; kind++)
		g_ptr_array_add(names, (gpointer)kind->name);
	g_ptr_array_add(names, NULL);
	meant = nearest_name(word, (const char *const *)names->pdata);
	if (meant)
		settings_complain(walk, section->line, NULL, _("there is no section [%s]; did you mean \"%s\"?"),
		                  section->name, meant);
	else
		settings_complain(walk, section->line, NULL, _("there is no section [%s]"), section->name);
}

void settings_unknown_key(const Walk *walk, const IniEntry *entry)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	g_autofree char *all = NULL;
	const char *meant;

	for (const Setting *setting = settings_table; setting->section; setting++) {
		if (strcmp(setting->section, walk->kind->name) == 0)
			g_ptr_array_add(keys, (gpointer)setting->key);
	}
	g_ptr_array_add(keys, NULL);
	meant = nearest_name(entry->key, (const char *const *)keys->pdata);
	all = g_strjoinv(", ", (char **)keys->pdata);
	if (meant)
		settings_complain(walk, entry->line, entry->key,
		                  _("there is no such key in [%s]; did you mean \"%s\"?"), walk->section->name, meant);
	else
		settings_complain(walk, entry->line, entry->key, _("there is no such key in [%s]; known are %s"),
		                  walk->section->name, all);
}

/* Of a protocol, else of a topic. */
static void unknown_name(const Walk *walk, const IniEntry *entry, gboolean protocol, const char *name, char **names)
{
	const char *meant = nearest_name(name, (const char *const *)names);
	g_autofree char *all = g_strjoinv(", ", names);

	if (meant)
		settings_complain(walk, entry->line, entry->key,
		                  protocol ? _("there is no protocol \"%s\"; did you mean \"%s\"?")
		                           : _("there is no topic \"%s\"; did you mean \"%s\"?"),
		                  name, meant);
	else if (*names)
		settings_complain(walk, entry->line, entry->key,
		                  protocol ? _("there is no protocol \"%s\"; known are %s")
		                           : _("there is no topic \"%s\"; known are %s"),
		                  name, all);
	else
		settings_complain(walk, entry->line, entry->key,
		                  protocol ? _("there is no protocol \"%s\"; none is installed")
		                           : _("there is no topic \"%s\"; none is installed"),
		                  name);
}

static void check_name(const Walk *walk, const IniEntry *entry, gboolean protocol, const char *name, char **names)
{
	if (names && !g_strv_contains((const char *const *)names, name))
		unknown_name(walk, entry, protocol, name, names);
}

void settings_check_names(const Walk *walk, const Setting *setting, const IniEntry *entry)
{
	if (!walk->known)
		return;
	if (setting->type == SETTING_PROTOCOL)
		check_name(walk, entry, TRUE, entry->value, walk->known->protocols);
	if (setting->type == SETTING_TOPICS && walk->schedule) {
		for (char **topic = walk->schedule->topics; topic && *topic; topic++)
			check_name(walk, entry, FALSE, *topic, known_topics(walk->known));
	}
}
