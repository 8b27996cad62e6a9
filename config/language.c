#include "config/language.h"

#include <string.h>

#include "config/ini.h"
#include "core/i18n.h"

#define MOST_TAGS 16

/* --- which ---------------------------------------------------------------------------------------- */

/* The first that is set and not empty, as setlocale() looks. */
static const char *locale_of_environment(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

static const char *tags_of_environment(void)
{
	const char *locale = locale_of_environment(), *list = g_getenv("LANGUAGE");

	if (g_str_equal(locale, "C") || g_str_equal(locale, "POSIX"))
		return "C";
	return list && *list ? list : locale;
}

/* A part of a path is made of it: nothing else may stand in it. */
static gboolean is_tag(const char *tag)
{
	return g_ascii_isalpha(*tag) && strspn(tag, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_@") == strlen(tag);
}

static gboolean is_english(const char *tag)
{
	return g_str_equal(tag, "C") || g_str_equal(tag, "POSIX") ||
	       (g_str_has_prefix(tag, "en") && !g_ascii_isalpha(tag[2]));
}

static void add_variants(GStrvBuilder *list, const char *tag)
{
	g_auto(GStrv) variants = g_get_locale_variants(tag);

	for (char **variant = variants; *variant; variant++)
		g_strv_builder_add(list, *variant);
}

char **language_list(const char *setting)
{
	gboolean chosen = setting && !g_str_equal(setting, "auto");
	g_auto(GStrv) tags = g_strsplit(chosen ? setting : tags_of_environment(), chosen ? "\n" : ":", MOST_TAGS);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	for (char **tag = tags; *tag; tag++) {
		char *charset = strchr(*tag, '.');
		const char *script = charset ? strchr(charset, '@') : NULL;

		if (charset)
			memmove(charset, script ? script : "", script ? strlen(script) + 1 : 1);
		g_strdelimit(*tag, "-", '_');
		if (is_english(*tag))
			break;
		if (is_tag(*tag))
			add_variants(list, *tag);
	}
	return g_strv_builder_end(list);
}

char *language_setting(const Paths *paths)
{
	g_autoptr(IniFile) file = ini_file_glance(paths->settings);
	const IniSection *section = ini_file_section(file, "steady");
	const IniEntry *entry = section ? ini_section_entry(section, "language") : NULL;

	return g_strdup(entry && *entry->value ? entry->value : "auto");
}

/* --- and from now on ------------------------------------------------------------------------------ */

void language_use(Paths *paths, const char *setting)
{
	g_autofree char *found = NULL;

	g_strfreev(paths->languages);
	paths->languages = language_list(setting);
	for (char **language = paths->languages; *language && !found; language++) {
		g_autofree char *path = g_build_filename(paths->locale, *language, "LC_MESSAGES", "steady.mo", NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			found = g_steal_pointer(&path);
	}
	i18n_use(found);
}
