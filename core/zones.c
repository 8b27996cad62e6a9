#include "core/zone.h"

enum { MOST = 2000 }; /* more names than there are zones: somebody makes them up */

struct Zones {
	GHashTable *by_name; /* NULL where there is none of that name */
};

static void unref(gpointer zone)
{
	zone_unref(zone);
}

Zones *zones_new(void)
{
	Zones *zones = g_new(Zones, 1);

	zones->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref);
	return zones;
}

void zones_free(Zones *zones)
{
	if (!zones)
		return;
	g_hash_table_unref(zones->by_name);
	g_free(zones);
}

static Zone *look_up(Zones *zones, const char *name)
{
	gpointer zone;

	if (g_hash_table_lookup_extended(zones->by_name, name, NULL, &zone))
		return zone;
	if (g_hash_table_size(zones->by_name) >= MOST)
		g_hash_table_remove_all(zones->by_name);
	zone = zone_new(name, NULL);
	g_hash_table_insert(zones->by_name, g_strdup(name), zone);
	return zone;
}

Zone *zones_get(Zones *zones, const char *name)
{
	Zone *zone;

	if (!zones)
		return zone_new(name, NULL);
	zone = look_up(zones, name);
	return zone ? zone_ref(zone) : NULL;
}
