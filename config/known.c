#include "config/settings.h"

#include "config/articles.h"
#include "config/protocols.h"

static char **topics_of(const GPtrArray *articles)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *topics = g_ptr_array_new();

	for (guint i = 0; i < articles->len; i++) {
		const Article *article = g_ptr_array_index(articles, i);

		for (char **topic = article->topics; topic && *topic; topic++) {
			if (g_hash_table_add(seen, *topic))
				g_ptr_array_add(topics, g_strdup(*topic));
		}
	}
	g_ptr_array_add(topics, NULL);
	return (char **)g_ptr_array_free(topics, FALSE);
}

Known *known_load(const Paths *paths)
{
	Known *known = g_new0(Known, 1);

	known->protocols = protocol_names(paths);
	known->articles = paths;
	return known;
}

/* Few settings name one, and there are many articles to read. What is wrong with an article is told where articles are read; here
 * only what there is counts. */
static char **read_topics(const Paths *paths)
{
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(paths, elsewhere);

	return articles ? topics_of(articles) : NULL;
}

char **known_topics(const Known *known)
{
	if (!known->topics && known->articles)
		((Known *)known)->topics = read_topics(known->articles); /* made by known_load(), so never a constant */
	return known->topics;
}

void known_free(Known *known)
{
	if (!known)
		return;
	g_strfreev(known->protocols);
	g_strfreev(known->topics);
	g_free(known);
}

Settings *settings_load_checked(const Paths *paths, Problems *problems)
{
	g_autoptr(Known) known = known_load(paths);

	return settings_load_known(paths->settings, known, problems);
}
