/* protocol-files.c - where check-ins stand: the person's own folder, and the shipped one. */
#include <string.h>

#include "config/helplines.h"
#include "config/nearest.h"
#include "config/protocol-item.h"
#include "config/protocols.h"
#include "core/i18n.h"

static char *folder_of(const Paths *paths, gboolean own)
{
	const char *above = own ? paths->config_dir : paths->share;

	return above ? g_build_filename(above, "protocols", NULL) : NULL;
}

/* Where the check-in stands; free it. */
static char *find_file(const Paths *paths, const char *name, gboolean *is_own)
{
	g_autofree char *file = g_strconcat(name, ".ini", NULL);
	g_autofree char *folder = folder_of(paths, TRUE), *shipped = folder_of(paths, FALSE);
	g_autofree char *own = folder ? g_build_filename(folder, file, NULL) : NULL;

	*is_own = own && g_file_test(own, G_FILE_TEST_EXISTS);
	if (*is_own)
		return g_steal_pointer(&own);
	return g_build_filename(shipped, file, NULL);
}

/* Adds the file of that name in the folder of the best language that has one; FALSE: none has. `below`: a folder in it, or NULL. */
static gboolean add_words(GPtrArray *words, const Paths *paths, const char *below, const char *file)
{
	for (char **language = paths->languages; language && *language; language++) {
		g_autofree char *folder = g_build_filename(paths->share, "protocols", *language, below, NULL);
		g_autofree char *path = g_build_filename(folder, file, NULL);

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			continue;
		g_ptr_array_add(words, g_steal_pointer(&path));
		return TRUE;
	}
	return FALSE;
}

static gboolean is_frightened(const Paths *paths)
{
	g_autoptr(OwnHelp) own = paths->settings ? own_help_new(paths) : NULL;

	return own && own->frightened;
}

static void add_care(GPtrArray *words, const Paths *paths, const char *file)
{
	g_autofree char *path = g_build_filename(paths->share, "protocols", PROTOCOLS_OF_CARE, file, NULL);

	if (g_file_test(path, G_FILE_TEST_EXISTS) && is_frightened(paths) &&
	    !add_words(words, paths, PROTOCOLS_OF_CARE, file))
		g_ptr_array_add(words, g_steal_pointer(&path));
}

/* The wordings that a shipped one is asked in, ended by NULL. */
static GPtrArray *find_words(const Paths *paths, const char *name)
{
	g_autofree char *file = g_strconcat(name, ".ini", NULL);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	add_words(words, paths, NULL, file);
	add_care(words, paths, file);
	g_ptr_array_add(words, NULL);
	return words;
}

Protocol *protocol_load(const Paths *paths, const char *name, Problems *problems)
{
	g_auto(GStrv) names = protocol_names(paths);
	g_autofree char *path = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) words = NULL;
	gboolean own;
	gsize length;
	const char *near;

	if (!g_strv_contains((const char *const *)names, name)) {
		near = nearest_name(name, (const char *const *)names);
		if (near)
			problems_add(problems, NULL, 0, NULL, _("there is no check-in `%.60s`; did you mean `%s`?"),
			             name, near);
		else
			problems_add(problems, NULL, 0, NULL, _("there is no check-in `%.60s`"), name);
		return NULL;
	}
	path = find_file(paths, name, &own);
	text = ini_file_read(path, &length, problems);
	words = own ? NULL : find_words(paths, name);
	return text ? protocol_read(text, (gssize)length, path, words ? (const char *const *)words->pdata : NULL, name,
	                            problems)
	            : NULL;
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean has(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(names->pdata[i], name))
			return TRUE;
	return FALSE;
}

static void add_names(GPtrArray *names, const char *folder)
{
	g_autoptr(GDir) dir = folder ? g_dir_open(folder, 0, NULL) : NULL;

	for (const char *file; dir && (file = g_dir_read_name(dir));) {
		g_autofree char *name =
			g_str_has_suffix(file, ".ini") ? g_strndup(file, strlen(file) - strlen(".ini")) : NULL;

		if (name && protocol_is_name(name) && !has(names, name))
			g_ptr_array_add(names, g_steal_pointer(&name));
	}
}

char **protocol_names(const Paths *paths)
{
	g_autofree char *own = folder_of(paths, TRUE), *shipped = folder_of(paths, FALSE);
	GPtrArray *names = g_ptr_array_new();

	add_names(names, own);
	add_names(names, shipped);
	g_ptr_array_sort(names, by_text);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

void protocols_check(const Paths *paths, Problems *problems)
{
	g_auto(GStrv) names = protocol_names(paths);

	for (char **name = names; *name; name++)
		protocol_free(protocol_load(paths, *name, problems));
}
