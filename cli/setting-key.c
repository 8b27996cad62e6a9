/* setting-key.c - see setting-key.h; a mistyped one is told the nearest there is. */
#include "cli/setting-key.h"

#include <string.h>

#include "config/nearest.h"
#include "core/i18n.h"

void key_clear(Key *key)
{
	g_free(key->section);
}

char *key_kind(const char *section)
{
	return g_strndup(section, strcspn(section, " "));
}

/* The nearest key there is, with the name that was typed in its place: "checkin/evening.whn" -> "checkin/evening.when".
 * NULL: none is near. Free it. */
static char *nearest_key(const char *word)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	const char *slash = strchr(word, '/'), *dot = strrchr(word, '.'), *meant;
	gboolean named = slash && dot && slash < dot;
	g_autofree char *name = named ? g_strndup(slash, (gsize)(dot - slash)) : g_strdup("");
	g_autofree char *kind = g_strndup(word, named ? (gsize)(slash - word) : 0);
	g_autofree char *typed = named ? g_strconcat(kind, dot, NULL) : g_strdup(word);

	for (const Setting *setting = settings_table; setting->section; setting++)
		g_ptr_array_add(keys, g_strdup_printf("%s.%s", setting->section, setting->key));
	g_ptr_array_add(keys, NULL);
	meant = nearest_name(typed, (const char *const *)keys->pdata);
	if (!meant)
		return NULL;
	dot = strchr(meant, '.');
	return g_strdup_printf("%.*s%s%s", (int)(dot - meant), meant, name, dot);
}

static int unknown_key(const Cli *cli, const char *word)
{
	g_autofree char *meant = nearest_key(word);

	if (meant)
		return cli_usage(cli, _("there is no key '%.80s'; did you mean %s?"), word, meant);
	return cli_usage(cli,
	                 _("there is no key '%.80s'; write it like steady.quiet or checkin/evening.when "
	                   "(`steady config get` lists yours)"),
	                 word);
}

int key_read(const Cli *cli, const char *word, Key *key)
{
	const char *dot = strrchr(word, '.');
	g_autofree char *id = dot ? g_strndup(word, (gsize)(dot - word)) : g_strdup(word);
	g_autofree char *kind = NULL;
	const SectionKind *section;

	key->section = section_from_id(id);
	kind = key_kind(key->section);
	key->setting = dot ? setting_find(kind, dot + 1) : NULL;
	section = section_kind_find(kind);
	if (key->setting && section && section->home != SECTION_SETTINGS && !strchr(key->section, ' '))
		return cli_usage(cli, _("a %s has a name: write %s/NAME.%s"), kind, kind, key->setting->key);
	if (!key->setting || !section || (section->home != SECTION_SETTINGS) != (strchr(key->section, ' ') != NULL))
		return unknown_key(cli, word);
	return EXIT_DONE;
}
