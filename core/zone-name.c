#include "core/zone.h"
#include <string.h>

/* Walks the zoneinfo folder. Only a mistyped name comes here, so nothing is kept. */

typedef struct Nearest {
	const char *typed;
	char *name;
	guint distance;
} Nearest;

/* Levenshtein, letters' case aside. */
static guint distance(const char *a, const char *b)
{
	gsize n = strlen(b);
	g_autofree guint *row = g_new(guint, n + 1);

	for (gsize j = 0; j <= n; j++)
		row[j] = (guint)j;
	for (guint i = 1; *a; a++, i++) {
		guint diagonal = row[0];

		row[0] = i;
		for (gsize j = 1; j <= n; j++) {
			guint above = row[j];
			gboolean same = g_ascii_tolower(*a) == g_ascii_tolower(b[j - 1]);

			row[j] = MIN(MIN(above, row[j - 1]) + 1, diagonal + !same);
			diagonal = above;
		}
	}
	return row[n];
}

/* "berlin" means Europe/Berlin: a name's last part counts as well as the whole, at the price of one letter. */
static void consider(Nearest *nearest, const char *name)
{
	const char *slash = strrchr(name, '/');
	guint whole = distance(nearest->typed, name);
	guint city = slash ? distance(nearest->typed, slash + 1) + 1 : whole;
	guint d = MIN(whole, city);

	if (d > nearest->distance || (d == nearest->distance && nearest->name && strcmp(name, nearest->name) > 0))
		return; /* of equals the first in the alphabet, whatever the folder's order */
	nearest->distance = d;
	g_free(nearest->name);
	nearest->name = g_strdup(name);
}

static gboolean is_not_a_name(const char *entry)
{
	static const char *const others[] = { "posix", "right", "localtime", "posixrules", "Factory", NULL };

	return !g_ascii_isupper(*entry) || strchr(entry, '.') || g_strv_contains(others, entry);
}

static void walk(Nearest *nearest, const char *root, const char *below)
{
	g_autofree char *path = g_build_filename(root, below, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	for (const char *entry; dir && (entry = g_dir_read_name(dir));) {
		g_autofree char *name = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
		g_autofree char *full = g_build_filename(root, name, NULL);

		if (is_not_a_name(entry))
			continue;
		if (g_file_test(full, G_FILE_TEST_IS_DIR))
			walk(nearest, root, name);
		else
			consider(nearest, name);
	}
}

char *zone_nearest_name(const char *name)
{
	const char *dir = g_getenv("TZDIR");
	Nearest nearest = { name, NULL, (guint)MIN(strlen(name), 40) / 3 + 1 };

	if (strlen(name) <= 127)
		walk(&nearest, dir && *dir == '/' ? dir : "/usr/share/zoneinfo", "");
	return nearest.name;
}
