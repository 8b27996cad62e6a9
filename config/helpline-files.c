/* helpline-files.c - where helplines stand, whose they are, and in which country the person is. */
#include <string.h>

#include "config/helplines.h"
#include "config/ini.h"
#include "core/text.h"

#define ENDING ".ini"
#define OWN_PREFIX "helpline "
#define TAB_MAX (1024 * 1024)

static gboolean is_code(const char *text)
{
	return strlen(text) == 2 && g_ascii_isalpha(text[0]) && g_ascii_isalpha(text[1]);
}

/* --- the shipped ones ----------------------------------------------------------------------------- */

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **helplines_countries(const Paths *paths)
{
	g_autofree char *folder = g_build_filename(paths->share, "helplines", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *codes = g_ptr_array_new();

	for (const char *file; dir && (file = g_dir_read_name(dir));) {
		g_autofree char *code =
			g_str_has_suffix(file, ENDING) ? g_strndup(file, strlen(file) - strlen(ENDING)) : g_strdup("");

		if (is_code(code))
			g_ptr_array_add(codes, g_steal_pointer(&code));
	}
	g_ptr_array_sort(codes, by_text);
	g_ptr_array_add(codes, NULL);
	return (char **)g_ptr_array_free(codes, FALSE);
}

Helplines *helplines_load(const Paths *paths, const char *code, Problems *problems)
{
	g_autofree char *capital = g_ascii_strup(code, -1), *file = g_strconcat(capital, ENDING, NULL);
	g_autofree char *path = g_build_filename(paths->share, "helplines", file, NULL), *text = NULL;
	gsize length;

	if (!is_code(code) || !g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	text = ini_file_read(path, &length, problems);
	return text ? helplines_parse(text, (gssize)length, path, capital, paths->languages, problems) : NULL;
}

/* --- the person's own ----------------------------------------------------------------------------- */

/* NULL where it is missing or empty; free it. */
static char *value_of(const IniSection *section, const char *key)
{
	const IniEntry *entry = ini_section_entry(section, key);

	return entry && *entry->value ? text_clean(entry->value) : NULL;
}

static void add_own(GPtrArray *own, const IniSection *section)
{
	g_autoptr(Helpline) line = helpline_new(section->name + strlen(OWN_PREFIX));

	line->title = value_of(section, "title");
	line->phone = value_of(section, "phone");
	line->text = value_of(section, "text");
	line->hours = value_of(section, "hours");
	line->note = value_of(section, "note");
	if (!line->title)
		line->title = text_clean(line->name);
	if (line->phone || line->text || line->note)
		g_ptr_array_add(own, g_steal_pointer(&line));
}

static gboolean is_yes(const char *text)
{
	return g_ascii_strcasecmp(text, "yes") == 0 || g_ascii_strcasecmp(text, "on") == 0 ||
	       g_ascii_strcasecmp(text, "true") == 0;
}

static void read_care(OwnHelp *own, const IniSection *care)
{
	g_autofree char *country = value_of(care, "country"), *frightened = value_of(care, "frightened");

	own->country = country && is_code(country) ? g_ascii_strup(country, -1) : NULL;
	own->frightened = frightened && is_yes(frightened);
}

OwnHelp *own_help_new(const Paths *paths)
{
	OwnHelp *own = g_new0(OwnHelp, 1);
	g_autoptr(IniFile) file = ini_file_glance(paths->settings);
	const IniSection *care = ini_file_section(file, "care");

	own->lines = g_ptr_array_new_with_free_func((GDestroyNotify)helpline_free);
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];

		if (g_str_has_prefix(section->name, OWN_PREFIX))
			add_own(own->lines, section);
	}
	if (care)
		read_care(own, care);
	return own;
}

void own_help_free(OwnHelp *own)
{
	if (!own)
		return;
	g_ptr_array_unref(own->lines);
	g_free(own->country);
	g_free(own);
}

/* --- where the person is -------------------------------------------------------------------------- */

/* A row is "CODE<tab>coordinates<tab>Europe/Berlin[<tab>words]". */
static gboolean is_row_of(const char *row, const char *zone)
{
	g_auto(GStrv) parts = g_strsplit(row, "\t", 4);

	return *row != '#' && g_strv_length(parts) >= 3 && is_code(parts[0]) && g_str_equal(parts[2], zone);
}

char *country_of_zone(const char *zone)
{
	const char *dir = g_getenv("TZDIR");
	g_autofree char *path = g_build_filename(dir && *dir ? dir : "/usr/share/zoneinfo", "zone.tab", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) rows = NULL;
	gsize length;

	if (!strchr(zone, '/') || !g_file_get_contents(path, &text, &length, NULL) || length > TAB_MAX)
		return NULL;
	rows = g_strsplit(text, "\n", -1);
	for (char **row = rows; *row; row++)
		if (strstr(*row, zone) && is_row_of(*row, zone))
			return g_strndup(*row, 2);
	return NULL;
}

/* "de_AT.UTF-8", "sr_RS@latin". */
char *country_of_locale(const char *locale)
{
	const char *region = locale ? strchr(locale, '_') : NULL;
	g_autofree char *code = region ? g_strndup(region + 1, strcspn(region + 1, ".@")) : NULL;

	return code && is_code(code) ? g_ascii_strup(code, -1) : NULL;
}

char *country_guess(const char *zone)
{
	static const char *const variables[] = { "LC_ALL", "LC_ADDRESS", "LC_TELEPHONE", "LANG" };
	char *country = country_of_zone(zone);

	for (guint i = 0; !country && i < G_N_ELEMENTS(variables); i++)
		country = country_of_locale(g_getenv(variables[i]));
	return country;
}
