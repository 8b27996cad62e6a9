#include "core/when.h"
#include <stdlib.h>
#include <string.h>

/* By key, an array whose first number is the count. */
struct Draws {
	GHashTable *by_key;
};

static char *key_of(const char *schedule, int trigger, int day)
{
	return g_strdup_printf("%d/%d/%s", trigger, day, schedule);
}

Draws *draws_new(void)
{
	Draws *draws = g_new0(Draws, 1);

	draws->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return draws;
}

void draws_free(Draws *draws)
{
	if (!draws)
		return;
	g_hash_table_unref(draws->by_key);
	g_free(draws);
}

void draws_put(Draws *draws, const char *schedule, int trigger, int day, const gint64 *moments, guint n)
{
	gint64 *kept = g_new(gint64, n + 1);

	kept[0] = n;
	if (n > 0)
		memcpy(kept + 1, moments, n * sizeof *moments);
	g_hash_table_replace(draws->by_key, key_of(schedule, trigger, day), kept);
}

const gint64 *draws_get(const Draws *draws, const char *schedule, int trigger, int day, guint *n)
{
	g_autofree char *key = key_of(schedule, trigger, day);
	const gint64 *kept = g_hash_table_lookup(draws->by_key, key);

	*n = kept ? (guint)kept[0] : 0;
	return kept ? kept + 1 : NULL;
}

static gboolean is_before(gpointer key, gpointer value, gpointer data)
{
	return atoi(strchr(key, '/') + 1) < *(const int *)data;
}

void draws_forget(Draws *draws, int before)
{
	g_hash_table_foreach_remove(draws->by_key, is_before, &before);
}

guint draws_count(const Draws *draws)
{
	return g_hash_table_size(draws->by_key);
}
