#include "core/events.h"
#include <string.h>

static const struct {
	const char *name;
	gboolean named;
} types[N_EVENT_TYPES] = {
	[EVENT_URGE] = { "urge", FALSE },
	[EVENT_CONTACT] = { "contact", FALSE },
	[EVENT_CHECKIN] = { "checkin", TRUE },
	[EVENT_ANSWER] = { "answer", TRUE },
};

typedef struct Event {
	EventType type;
	char *name; /* "" for none */
	gint64 at;
} Event;

struct Events {
	GArray *sorted; /* of Event, by `at` */
};

const char *event_type_name(EventType type)
{
	return types[type].name;
}

gboolean event_type_parse(const char *text, EventType *type)
{
	for (int i = 0; i < N_EVENT_TYPES; i++)
		if (strcmp(text, types[i].name) == 0) {
			*type = i;
			return TRUE;
		}
	return FALSE;
}

gboolean event_type_is_named(EventType type)
{
	return types[type].named;
}

static void event_clear(gpointer event)
{
	g_free(((Event *)event)->name);
}

Events *events_new(void)
{
	Events *events = g_new0(Events, 1);

	events->sorted = g_array_new(FALSE, FALSE, sizeof(Event));
	g_array_set_clear_func(events->sorted, event_clear);
	return events;
}

void events_free(Events *events)
{
	if (!events)
		return;
	g_array_unref(events->sorted);
	g_free(events);
}

/* How many are at or before that moment. */
static guint count_until(const Events *events, gint64 at)
{
	guint low = 0, high = events->sorted->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(events->sorted, Event, middle).at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void events_add(Events *events, EventType type, const char *name, gint64 at)
{
	Event event = { type, g_strdup(name ? name : ""), at };

	g_array_insert_val(events->sorted, count_until(events, at), event);
}

guint events_count(const Events *events)
{
	return events->sorted->len;
}

/* "mood" stands for "mood=low" too, "mood=low" for itself. */
static gboolean is_meant(const Event *event, EventType type, const char *name)
{
	gsize n = name ? strlen(name) : 0;

	if (event->type != type || !types[type].named)
		return event->type == type;
	return strncmp(event->name, name ? name : "", n) == 0 && (event->name[n] == '\0' || event->name[n] == '=');
}

gint64 events_next(const Events *events, EventType type, const char *name, gint64 after)
{
	for (guint i = events ? count_until(events, after) : 0; events && i < events->sorted->len; i++) {
		const Event *event = &g_array_index(events->sorted, Event, i);

		if (is_meant(event, type, name))
			return event->at;
	}
	return TIME_NEVER;
}

gint64 events_prev(const Events *events, EventType type, const char *name, gint64 before)
{
	for (guint i = events ? count_until(events, before - 1) : 0; i > 0; i--) {
		const Event *event = &g_array_index(events->sorted, Event, i - 1);

		if (is_meant(event, type, name))
			return event->at;
	}
	return TIME_NEVER;
}

/* --- anchors ----------------------------------------------------------------------------------- */

struct Anchors {
	GHashTable *by_key; /* "TRIGGER/SCHEDULE" -> gint64 */
};

static char *key_of(const char *schedule, int trigger)
{
	return g_strdup_printf("%d/%s", trigger, schedule);
}

Anchors *anchors_new(void)
{
	Anchors *anchors = g_new0(Anchors, 1);

	anchors->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return anchors;
}

void anchors_free(Anchors *anchors)
{
	if (!anchors)
		return;
	g_hash_table_unref(anchors->by_key);
	g_free(anchors);
}

void anchors_put(Anchors *anchors, const char *schedule, int trigger, gint64 at)
{
	g_hash_table_replace(anchors->by_key, key_of(schedule, trigger), g_memdup2(&at, sizeof at));
}

gint64 anchors_get(const Anchors *anchors, const char *schedule, int trigger)
{
	g_autofree char *key = anchors ? key_of(schedule, trigger) : NULL;
	const gint64 *at = anchors ? g_hash_table_lookup(anchors->by_key, key) : NULL;

	return at ? *at : TIME_NEVER;
}

static gboolean is_of(gpointer key, gpointer value, gpointer schedule)
{
	return strcmp(strchr(key, '/') + 1, schedule) == 0;
}

void anchors_drop(Anchors *anchors, const char *schedule)
{
	g_hash_table_foreach_remove(anchors->by_key, is_of, (gpointer)schedule);
}
