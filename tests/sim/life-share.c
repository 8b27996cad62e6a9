/* A small share for a life: it is read at every start of the daemon. */
#include <string.h>

#include "tests/sim/life-state.h"

#define MOST_COPIED 3
#define ENOUGH 1500 /* bytes of an article: its head, and something to read */

static int by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

static gsize cut(const char *name, const char *text, gsize n)
{
	const char *end = g_str_has_suffix(name, ".md") && n > ENOUGH ? strstr(text + ENOUGH, "\n\n") : NULL;

	return end ? (gsize)(end - text) : n;
}

static void copy_some(const char *from, const char *to, const char *const *only)
{
	g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (const char *name; dir && (name = g_dir_read_name(dir));)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	g_mkdir_with_parents(to, 0700);
	for (guint i = 0, copied = 0; i < names->len && copied < MOST_COPIED; i++) {
		g_autofree char *source = g_build_filename(from, names->pdata[i], NULL);
		g_autofree char *target = g_build_filename(to, names->pdata[i], NULL);
		g_autofree char *text = NULL;
		gsize n;

		if (only && !g_strv_contains(only, names->pdata[i]))
			continue;
		copied++;
		if (g_file_get_contents(source, &text, &n, NULL))
			g_file_set_contents(target, text, cut(target, text, n), NULL);
	}
}

void life_make_share(Sim *sim)
{
	static const char *const used[] = { "evening.ini", "urge.ini", "after.ini", "slot.ini", NULL };
	g_autofree char *share = g_build_filename(sim->home, "share", NULL);
	g_autofree char *protocols = g_build_filename(share, "protocols", NULL);
	g_autofree char *articles = g_build_filename(share, "articles", "en", NULL);

	copy_some("share/steady/protocols", protocols, used);
	copy_some("share/steady/articles/en", articles, NULL);
	g_free(sim->paths->share);
	sim->paths->share = g_steal_pointer(&share);
}
