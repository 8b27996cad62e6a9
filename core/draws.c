#include "core/when.h"
#include <string.h>

/* By key, an array whose first number is the count. */
struct Draws {
	GHashTable *by_key;
};

typedef struct Key {
	int trigger, day;
	char *schedule;
} Key;

static guint key_hash(gconstpointer data)
{
	const Key *key = data;

	return g_str_hash(key->schedule) ^ (guint)key->trigger << 24 ^ (guint)key->day;
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
	const Key *one = a, *other = b;

	return one->day == other->day && one->trigger == other->trigger && g_str_equal(one->schedule, other->schedule);
}

static void key_free(gpointer key)
{
	g_free(((Key *)key)->schedule);
	g_free(key);
}

Draws *draws_new(void)
{
	Draws *draws = g_new0(Draws, 1);

	draws->by_key = g_hash_table_new_full(key_hash, key_equal, key_free, g_free);
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
	Key key = { trigger, day, g_strdup(schedule) };

	kept[0] = n;
	if (n > 0)
		memcpy(kept + 1, moments, n * sizeof *moments);
	g_hash_table_replace(draws->by_key, g_memdup2(&key, sizeof key), kept);
}

const gint64 *draws_get(const Draws *draws, const char *schedule, int trigger, int day, guint *n)
{
	const Key key = { trigger, day, (char *)schedule };
	const gint64 *kept = g_hash_table_lookup(draws->by_key, &key);

	*n = kept ? (guint)kept[0] : 0;
	return kept ? kept + 1 : NULL;
}

static gboolean is_before(gpointer key, gpointer value, gpointer data)
{
	return ((const Key *)key)->day < *(const int *)data;
}

void draws_forget(Draws *draws, int before)
{
	g_hash_table_foreach_remove(draws->by_key, is_before, &before);
}

guint draws_count(const Draws *draws)
{
	return g_hash_table_size(draws->by_key);
}
