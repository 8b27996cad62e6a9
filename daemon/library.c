#include "daemon/library.h"

Library *library_load(const Paths *paths, Problems *problems)
{
	Library *library = g_new0(Library, 1);
	g_auto(GStrv) names = protocol_names(paths);

	library->stamp = articles_stamp(paths);
	library->articles = articles_load(paths, problems);
	library->protocols = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)protocol_free);
	for (int i = 0; names && names[i]; i++) {
		Protocol *protocol = protocol_load(paths, names[i], problems);

		if (protocol)
			g_hash_table_insert(library->protocols, g_strdup(names[i]), protocol);
	}
	return library;
}

void library_keep(Library *library, Library *before, const Paths *paths)
{
	g_auto(GStrv) names = protocol_names(paths);

	for (int i = 0; before && names[i]; i++) {
		gpointer name, protocol;

		if (!g_hash_table_contains(library->protocols, names[i]) &&
		    g_hash_table_steal_extended(before->protocols, names[i], &name, &protocol))
			g_hash_table_insert(library->protocols, name, protocol);
	}
}

void library_free(Library *library)
{
	if (!library)
		return;
	g_ptr_array_unref(library->articles);
	g_hash_table_unref(library->protocols);
	g_free(library);
}

const Protocol *library_protocol(const Library *library, const char *name)
{
	return name ? g_hash_table_lookup(library->protocols, name) : NULL;
}

void library_look(Library *library, const Paths *paths, Problems *problems)
{
	guint64 stamp = articles_stamp(paths);

	if (stamp == library->stamp)
		return;
	library->stamp = stamp;
	g_ptr_array_unref(library->articles);
	library->articles = articles_load(paths, problems);
}
