#include "config/except-file.h"

#include <string.h>

#include "config/ini.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/when.h"

static char *path_of(const char *name, const char *beside)
{
	g_autofree char *folder = g_path_get_dirname(beside ? beside : "");

	if (g_str_has_prefix(name, "~/"))
		return g_build_filename(g_get_home_dir(), name + 2, NULL);
	return g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL);
}

/* Up to a comment, which begins the line or follows a blank. */
static void cut_comment(char *line)
{
	for (char *at = line; *at; at++)
		if ((*at == '#' || *at == ';') && (at == line || g_ascii_isspace(at[-1]))) {
			*at = '\0';
			return;
		}
}

static void read_line(Except *except, const char *path, int number, char *line, const char *key, Problems *problems)
{
	g_autoptr(GError) error = NULL;

	cut_comment(line);
	g_strchomp(line);
	if (!line[strspn(line, " \t")] || except_add(except, line, &error))
		return;
	problems_add_at(problems, path, number, key, line, when_error_column(error), _("found \"%.60s\"; %s"), line,
	                error->message);
}

/* ini_file_read() speaks of the whole file; here it is a value that is wrong. */
static char *read_text(const char *path, gsize *length, GError **error)
{
	g_autoptr(Problems) why = problems_new();
	char *text = ini_file_read(path, length, why);

	if (!text)
		g_set_error(error, SETTING_ERROR, 0, "%s: %s", path, problems_get(why, 0)->message);
	return text;
}

gboolean except_file_read(Except *except, const char *name, const char *beside, const char *key, Problems *problems,
                          GError **error)
{
	g_autofree char *path = path_of(name, beside), *text = NULL;
	g_auto(GStrv) lines = NULL;
	gsize length;

	if (!*name) {
		g_set_error(error, SETTING_ERROR, 0, _("the name of a file is expected after %s"), EXCEPT_FILE);
		return FALSE;
	}
	text = read_text(path, &length, error);
	if (!text)
		return FALSE;
	if (!g_utf8_validate(text, (gssize)length, NULL)) {
		g_set_error(error, SETTING_ERROR, 0, _("%s: this is not UTF-8 text"), path);
		return FALSE;
	}
	lines = g_strsplit(text, "\n", -1);
	for (int i = 0; lines[i]; i++)
		read_line(except, path, i + 1, lines[i], key, problems);
	return TRUE;
}

static void note_files(GPtrArray *files, const IniSection *section, const char *settings)
{
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);
		g_autofree char *path = NULL;

		if (strcmp(entry->key, "except") != 0 || !g_str_has_prefix(entry->value, EXCEPT_FILE))
			continue;
		path = path_of(entry->value + strlen(EXCEPT_FILE), settings);
		if (!g_ptr_array_find_with_equal_func(files, path, g_str_equal, NULL))
			g_ptr_array_add(files, g_steal_pointer(&path));
	}
}

char **except_files(const char *settings)
{
	g_autoptr(Problems) quiet = problems_new();
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	gsize length;
	g_autofree char *text = ini_file_read(settings, &length, quiet);
	g_autoptr(IniFile) file = text ? ini_file_parse(text, (gssize)length, settings, quiet) : NULL;

	for (guint i = 0; file && i < file->sections->len; i++)
		note_files(files, g_ptr_array_index(file->sections, i), settings);
	g_ptr_array_add(files, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&files), FALSE);
}
