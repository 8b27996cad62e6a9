#include "core/zone.h"
#include "core/i18n.h"
#include "core/zone-rule.h"
#include <stdlib.h>
#include <string.h>

#define UTC_NAME "UTC"

/* Transitions are looked for between these instants (1870 and 2300, in seconds); outside, the offset is the edge's. */
enum { GALLOP = 64 * 86400 };
/* The years 1970 to 2199 in pieces of about three months, each with the interval last found in it: GLib's own look-up walks
 * through all transitions from the first one on. */
enum { PIECE_BITS = 23, PIECES = 866 };
static const gint64 EARLIEST = -3155673600, LATEST = 10413792000;

struct Zone {
	int refs;
	char *name;
	GTimeZone *tz;               /* asked for UTC -> offset only */
	const ZoneInterval *current; /* the interval of the last look-up */
	GTimeZone *rule;             /* in place of tz from a second on; usually NULL */
	gint64 rule_from;
	int rule_index, rule_first;        /* our index of its first interval, and its own */
	ZoneInterval *intervals;           /* by index; from == until where not looked up yet */
	int last;                          /* greatest index */
	const ZoneInterval *found[PIECES]; /* by piece; NULL: none yet */
};

G_DEFINE_QUARK(steady-zone-error, zone_error);

static const char *zoneinfo_dir(void)
{
	const char *dir = g_getenv("TZDIR");

	return dir && *dir == '/' ? dir : "/usr/share/zoneinfo";
}

/* Indices count the intervals of tz, then those of the rule. */
static int index_at(const Zone *zone, gint64 second)
{
	if (zone->rule && second >= zone->rule_from)
		return zone->rule_index - zone->rule_first +
		       g_time_zone_find_interval(zone->rule, G_TIME_TYPE_UNIVERSAL, second);
	return g_time_zone_find_interval(zone->tz, G_TIME_TYPE_UNIVERSAL, second);
}

static int offset_of(const Zone *zone, int k)
{
	if (zone->rule && k >= zone->rule_index)
		return g_time_zone_get_offset(zone->rule, k - zone->rule_index + zone->rule_first);
	return g_time_zone_get_offset(zone->tz, k);
}

static void use_rule(Zone *zone, const char *rule, gint64 from)
{
	from = CLAMP(from, EARLIEST + 1, LATEST);
	zone->rule = g_time_zone_new_identifier(rule);
	zone->rule_from = from;
	zone->rule_index = g_time_zone_find_interval(zone->tz, G_TIME_TYPE_UNIVERSAL, from - 1) + 1;
	zone->rule_first = zone->rule ? g_time_zone_find_interval(zone->rule, G_TIME_TYPE_UNIVERSAL, from) : 0;
}

static Zone *zone_take(GTimeZone *tz, const char *name, const char *rule, gint64 rule_from)
{
	Zone *zone = g_new0(Zone, 1);

	zone->refs = 1;
	zone->name = g_strdup(name);
	zone->tz = tz;
	if (rule)
		use_rule(zone, rule, rule_from);
	zone->last = index_at(zone, LATEST);
	zone->intervals = g_new0(ZoneInterval, zone->last + 1);
	return zone;
}

/* GLib shares zones by identifier for as long as anybody holds one, even when the file has changed since. So the
 * identifier carries a checksum of what the file holds: each bit of it is "/" or "/." in front of the path, which
 * the file system does not mind. What GLib shares then is equal. */
static char *identifier_of(const char *path, const char *bytes, gsize n)
{
	guint64 sum = 14695981039346656037u;
	GString *identifier = g_string_new(NULL);

	for (gsize i = 0; i < n; i++)
		sum = (sum ^ (guchar)bytes[i]) * 1099511628211u; /* FNV-1a */
	for (int bit = 0; bit < 64; bit++)
		g_string_append(identifier, sum >> bit & 1 ? "/." : "/");
	g_string_append_printf(identifier, "/%s", path);
	return g_string_free(identifier, FALSE);
}

static Zone *zone_read(const char *path, const char *name)
{
	g_autofree char *bytes = NULL, *identifier = NULL, *rule = NULL;
	gint64 rule_from = 0;
	gsize n;
	GTimeZone *tz;

	if (!g_file_get_contents(path, &bytes, &n, NULL) || n < 4 || memcmp(bytes, "TZif", 4) != 0)
		return NULL;
	identifier = identifier_of(path, bytes, n);
	tz = g_time_zone_new_identifier(identifier);
	rule = zone_rule_turned(bytes, n, &rule_from);
	return tz ? zone_take(tz, name, rule, rule_from) : NULL;
}

static Zone *zone_utc(void)
{
	return zone_take(g_time_zone_new_utc(), UTC_NAME, NULL, 0);
}

/* The letters systemd and tzdata allow; with a letter first, so that "2026-11-23" is no zone. */
static gboolean name_is_plausible(const char *name)
{
	if (!g_ascii_isalpha(name[0]) || strlen(name) > 127 || strstr(name, "//") || g_str_has_suffix(name, "/"))
		return FALSE;
	for (const char *p = name; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("-_+/", *p))
			return FALSE;
	return TRUE;
}

Zone *zone_new(const char *name, GError **error)
{
	g_autofree char *path = NULL, *nearest = NULL;
	Zone *zone = NULL;

	if (strcmp(name, UTC_NAME) == 0)
		return zone_utc();
	path = g_build_filename(zoneinfo_dir(), name, NULL);
	if (name_is_plausible(name))
		zone = zone_read(path, name);
	if (zone || !error)
		return zone;
	nearest = zone_nearest_name(name);
	if (nearest)
		g_set_error(error, ZONE_ERROR, ZONE_ERROR_UNKNOWN, _("there is no time zone \"%s\"; did you mean %s?"),
		            name, nearest);
	else
		g_set_error(error, ZONE_ERROR, ZONE_ERROR_UNKNOWN, _("there is no time zone \"%s\""), name);
	return NULL;
}

/* The part of a path below the zoneinfo folder, which is the zone's name; NULL when it lies elsewhere. */
static const char *name_in_path(const char *path)
{
	const char *dir = zoneinfo_dir();
	gsize n = strlen(dir);

	if (!g_str_has_prefix(path, dir) || path[n] != '/')
		return NULL;
	path += n + 1;
	return g_str_has_prefix(path, "posix/") ? path + strlen("posix/") : path;
}

/* A copy in place of a link, as some installers make it: Debian notes the name beside it. */
static char *name_of_copy(const char *path)
{
	g_autofree char *name = NULL, *original = NULL, *here = NULL, *there = NULL;
	gsize n_here, n_there;

	if (!g_file_get_contents("/etc/timezone", &name, NULL, NULL) || !name_is_plausible(g_strstrip(name)))
		return NULL;
	original = g_build_filename(zoneinfo_dir(), name, NULL);
	if (!g_file_get_contents(original, &there, &n_there, NULL) ||
	    !g_file_get_contents(path, &here, &n_here, NULL) || n_here != n_there || memcmp(here, there, n_here) != 0)
		return NULL;
	return g_steal_pointer(&name);
}

Zone *zone_new_file(const char *path, GError **error)
{
	char *real = realpath(path, NULL);
	const char *name = real ? name_in_path(real) : NULL;
	g_autofree char *copy = real && !name ? name_of_copy(real) : NULL;
	Zone *zone = real ? zone_read(real, name ? name : copy ? copy : "local") : NULL;

	free(real);
	if (!zone)
		g_set_error(error, ZONE_ERROR, ZONE_ERROR_UNKNOWN, _("%s is not a time zone file"), path);
	return zone;
}

/* What TZ may hold: ":name", a name, a path, or a rule ("CET-1CEST,M3.5.0,M10.5.0/3"). */
static Zone *zone_from_environment(const char *tz)
{
	const char *value = *tz == ':' ? tz + 1 : tz;
	GTimeZone *rule;
	Zone *zone;

	if (*value == '/')
		return zone_new_file(value, NULL);
	zone = zone_new(value, NULL);
	if (zone)
		return zone;
	rule = g_time_zone_new_identifier(value);
	return rule ? zone_take(rule, "local", NULL, 0) : NULL;
}

Zone *zone_new_local(void)
{
	const char *tz = g_getenv("TZ");
	Zone *zone = tz ? zone_from_environment(tz) : zone_new_file("/etc/localtime", NULL);

	return zone ? zone : zone_utc();
}

Zone *zone_ref(Zone *zone)
{
	zone->refs++;
	return zone;
}

void zone_unref(Zone *zone)
{
	if (!zone || --zone->refs > 0)
		return;
	g_time_zone_unref(zone->tz);
	g_clear_pointer(&zone->rule, g_time_zone_unref);
	g_free(zone->intervals);
	g_free(zone->name);
	g_free(zone);
}

const char *zone_name(const Zone *zone)
{
	return zone->name;
}

/* First second, between one of a lower index and one of index >= k, whose index is at least k. */
static gint64 index_begins(const Zone *zone, int k, gint64 lower, gint64 upper)
{
	while (upper - lower > 1) {
		gint64 middle = lower + (upper - lower) / 2;

		if (index_at(zone, middle) >= k)
			upper = middle;
		else
			lower = middle;
	}
	return upper;
}

static gint64 interval_from(const Zone *zone, int k, gint64 second)
{
	gint64 lower = second;

	for (gint64 step = GALLOP; index_at(zone, lower) >= k; step *= 2) {
		if (lower == EARLIEST)
			return G_MININT64;
		lower = MAX(lower - step, EARLIEST);
	}
	return SECONDS(index_begins(zone, k, lower, second));
}

static gint64 interval_until(const Zone *zone, int k, gint64 second)
{
	gint64 upper = second;

	for (gint64 step = GALLOP; index_at(zone, upper) <= k; step *= 2) {
		if (upper == LATEST)
			return TIME_NEVER;
		upper = MIN(upper + step, LATEST);
	}
	return SECONDS(index_begins(zone, k + 1, second, upper));
}

/* GTimeZone tells neighbours apart that differ in name only: they are one here. */
static void interval_find(const Zone *zone, int k, gint64 second, ZoneInterval *found)
{
	int first = k, last = k, offset = offset_of(zone, k);

	while (first > 0 && offset_of(zone, first - 1) == offset)
		first--;
	while (last < zone->last && offset_of(zone, last + 1) == offset)
		last++;
	found->offset = offset;
	found->from = interval_from(zone, first, second);
	found->until = interval_until(zone, last, second);
	found->before = found->from == G_MININT64 ? offset : offset_of(zone, first - 1);
	found->after = found->until == TIME_NEVER ? offset : offset_of(zone, last + 1);
}

static gboolean interval_has(const ZoneInterval *interval, gint64 at)
{
	return interval && at >= interval->from && at < interval->until;
}

static const ZoneInterval *interval_ask(const Zone *zone, gint64 second)
{
	int k;

	second = CLAMP(second, EARLIEST, LATEST);
	k = MIN(index_at(zone, second), zone->last);
	if (zone->intervals[k].from == zone->intervals[k].until)
		interval_find(zone, k, second, &zone->intervals[k]);
	return &zone->intervals[k];
}

static const ZoneInterval *interval_look_up(Zone *zone, gint64 at)
{
	gint64 second = at / G_USEC_PER_SEC - (at % G_USEC_PER_SEC < 0);
	const ZoneInterval **found = &zone->found[CLAMP(second >> PIECE_BITS, 0, PIECES - 1)];

	if (!interval_has(*found, at))
		*found = interval_ask(zone, second);
	return zone->current = *found;
}

const ZoneInterval *zone_interval(Zone *zone, gint64 at)
{
	return interval_has(zone->current, at) ? zone->current : interval_look_up(zone, at);
}
