#include "core/when.h"
#include <limits.h>
#include <string.h>

/* By key, an array whose first number is the count; of days from `first` to `last`, or within. */
struct Draws {
	GHashTable *by_key;
	int first, last;
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
	draws->first = INT_MAX;
	draws->last = INT_MIN;
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
	draws->first = MIN(draws->first, day);
	draws->last = MAX(draws->last, day);
}

const gint64 *draws_get(const Draws *draws, const char *schedule, int trigger, int day, guint *n)
{
	const Key key = { trigger, day, (char *)schedule };
	const gint64 *kept = g_hash_table_lookup(draws->by_key, &key);

	*n = kept ? (guint)kept[0] : 0;
	return kept ? kept + 1 : NULL;
}

int draws_next_day(const Draws *draws, const char *schedule, int trigger, int day)
{
	guint n;

	for (int at = MAX(day, draws->first); at <= draws->last; at++)
		if (draws_get(draws, schedule, trigger, at, &n))
			return at;
	return INT_MAX;
}

int draws_prev_day(const Draws *draws, const char *schedule, int trigger, int day)
{
	guint n;

	for (int at = MIN(day, draws->last); at >= draws->first; at--)
		if (draws_get(draws, schedule, trigger, at, &n))
			return at;
	return INT_MIN;
}

static gboolean is_before(gpointer key, gpointer value, gpointer data)
{
	return ((const Key *)key)->day < *(const int *)data;
}

void draws_forget(Draws *draws, int before)
{
	g_hash_table_foreach_remove(draws->by_key, is_before, &before);
	draws->first = MAX(draws->first, before);
}

guint draws_count(const Draws *draws)
{
	return g_hash_table_size(draws->by_key);
}
