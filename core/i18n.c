/* i18n.c - the catalogue in force. It belongs to the whole process, as a locale does: every thread reads it, and what was read is
 * still held after a change of language, so none is ever freed. There are as many as languages were in force, mostly one. */
#include "core/i18n.h"

#include <string.h>

#include "core/catalogue.h"

typedef struct Loaded {
	char *path;
	Catalogue *catalogue; /* NULL: it could not be used */
	struct Loaded *before;
} Loaded;

static Loaded *all;               /* only i18n_use() touches it */
static const Catalogue *in_force; /* set and read atomically; NULL: English */

static Loaded *load(const char *path)
{
	Loaded *loaded = g_new0(Loaded, 1);
	char *data = NULL;
	gsize size;

	loaded->path = g_strdup(path);
	loaded->before = all;
	if (g_file_get_contents(path, &data, &size, NULL))
		loaded->catalogue = catalogue_new(data, size);
	return all = loaded;
}

gboolean i18n_use(const char *path)
{
	Loaded *loaded = all;

	while (loaded && g_strcmp0(loaded->path, path) != 0)
		loaded = loaded->before;
	if (path && !loaded)
		loaded = load(path);
	g_atomic_pointer_set(&in_force, path ? loaded->catalogue : NULL);
	return !path || loaded->catalogue;
}

const char *i18n_text(const char *text)
{
	const Catalogue *catalogue = g_atomic_pointer_get(&in_force);
	const char *found = catalogue && text && *text ? catalogue_find(catalogue, text) : NULL;

	return found ? found : text;
}

/* gettext keeps them as "context\004text". */
const char *i18n_text_in(const char *context, const char *text)
{
	const Catalogue *catalogue = g_atomic_pointer_get(&in_force);
	g_autofree char *key = catalogue ? g_strconcat(context, "\004", text, NULL) : NULL;
	const char *found = key ? catalogue_find(catalogue, key) : NULL;

	return found ? found : text;
}

const char *i18n_plural(const char *one, const char *many, guint64 n)
{
	const Catalogue *catalogue = g_atomic_pointer_get(&in_force);
	const char *found = catalogue ? catalogue_find_plural(catalogue, one, n) : NULL;

	return found ? found : n == 1 ? one : many;
}

char *i18n_number(const char *format, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	GString *text = g_string_new(g_ascii_formatd(digits, sizeof digits, format, value));

	/* Translators: what stands ahead of tenths. */
	g_string_replace(text, ".", C_("decimal sign", "."), 0);
	return g_string_free(text, FALSE);
}
