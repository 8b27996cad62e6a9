/* What elapsed time counts from: events, and the anchors of intervals. */
#include "core/history.h"

typedef struct Happening {
	EventType type;
	char *name; /* "" for none */
	Deadline at;
} Happening;

typedef struct Anchor {
	char *schedule;
	int trigger;
	Deadline at;
} Anchor;

static void happening_clear(gpointer data)
{
	g_free(((Happening *)data)->name);
}

static void anchor_free(gpointer data)
{
	g_free(((Anchor *)data)->schedule);
	g_free(data);
}

void history_init_elapsed(History *history)
{
	history->newest = G_MININT64;
	history->happened = g_array_new(FALSE, FALSE, sizeof(Happening));
	g_array_set_clear_func(history->happened, happening_clear);
	history->anchored = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, anchor_free);
	history->events = events_new();
	history->anchors = anchors_new();
}

void history_clear_elapsed(History *history)
{
	g_array_unref(history->happened);
	g_hash_table_unref(history->anchored);
	events_free(history->events);
	anchors_free(history->anchors);
}

Deadline history_moment(const Moment *now, gint64 wall)
{
	Deadline at = { .wall = wall, .boot = now->boot + (wall - now->wall) };

	g_strlcpy(at.boot_id, now->boot_id, sizeof at.boot_id);
	return at;
}

/* --- events --- */

static gboolean is_known(const History *history, EventType type, const char *name, gint64 wall)
{
	for (guint i = history->happened->len; i-- > 0;) {
		const Happening *known = &g_array_index(history->happened, Happening, i);

		if (known->at.wall == wall && known->type == type && g_str_equal(known->name, name))
			return TRUE;
	}
	return FALSE;
}

static void forget_event(History *history, guint i)
{
	history->counts[g_array_index(history->happened, Happening, i).type]--;
	g_array_remove_index(history->happened, i);
}

/* One type never drives out another: a contact of last year outlives many answers. */
static void forget_oldest(History *history, EventType type)
{
	const Happening *all = (const Happening *)(gpointer)history->happened->data;
	guint oldest = 0, n = history->happened->len;
	gint64 least = G_MAXINT64;

	for (guint i = 0; i < n; i++)
		if (all[i].at.wall < least && all[i].type == type) {
			least = all[i].at.wall;
			oldest = i;
		}
	forget_event(history, oldest);
}

void history_add_event(History *history, EventType type, const char *name, const Deadline *at)
{
	Happening fresh = { type, NULL, *at };

	if (at->wall <= history->newest && is_known(history, type, name ? name : "", at->wall))
		return;
	history->newest = MAX(history->newest, at->wall);
	fresh.name = g_strdup(name ? name : "");
	g_array_append_val(history->happened, fresh);
	if (++history->counts[type] > HISTORY_EVENTS_MOST)
		forget_oldest(history, type);
	events_add(history->events, type, name, at->wall);
	if (type != EVENT_CHECKIN) /* that is one that went unanswered */
		ease_add_answer(history->ease, at->wall);
	history->stale = TRUE;
}

/* --- anchors --- */

static char *key_of(const char *schedule, int trigger)
{
	return g_strdup_printf("%d/%s", trigger, schedule);
}

void history_set_anchor(History *history, const char *schedule, int trigger, const Deadline *at)
{
	Anchor *anchor = g_new(Anchor, 1);

	*anchor = (Anchor){ g_strdup(schedule), trigger, *at };
	g_hash_table_replace(history->anchored, key_of(schedule, trigger), anchor);
	anchors_put(history->anchors, schedule, trigger, at->wall);
}

gboolean history_is_anchored(const History *history, const char *schedule, int trigger)
{
	g_autofree char *key = key_of(schedule, trigger);

	return g_hash_table_contains(history->anchored, key);
}

static gboolean is_of(gpointer key, gpointer anchor, gpointer schedule)
{
	return g_str_equal(((Anchor *)anchor)->schedule, schedule);
}

void history_drop_anchors(History *history, const char *schedule)
{
	g_hash_table_foreach_remove(history->anchored, is_of, (gpointer)schedule);
	anchors_drop(history->anchors, schedule);
}

/* --- as the clocks stand now --- */

/* What lies ahead cannot have happened: it was written by a clock that was wrong, or that is set back by now. */
static void renew_events(History *history, const Moment *now)
{
	g_clear_pointer(&history->events, events_free);
	history->events = events_new();
	for (guint i = history->happened->len; i-- > 0;) {
		const Happening *event = &g_array_index(history->happened, Happening, i);
		gint64 at = deadline_wall(&event->at, now);

		if (at < now->wall - HISTORY_EVENTS)
			forget_event(history, i);
		else if (at <= now->wall)
			events_add(history->events, event->type, event->name, at);
	}
}

/* What the store has no longer was taken back, or forgotten. (That a check-in expired is noted here before it is written.) */
static void drop_gone(History *history, const History *from, const Moment *now)
{
	gboolean gone = FALSE;

	for (guint i = history->happened->len; i-- > 0;) {
		const Happening *event = &g_array_index(history->happened, Happening, i);

		if (event->type == EVENT_CHECKIN || event->at.wall > now->wall ||
		    is_known(from, event->type, event->name, event->at.wall))
			continue;
		forget_event(history, i);
		gone = TRUE;
	}
	if (gone)
		renew_events(history, now);
	history->stale |= gone;
}

void history_take_events(History *history, const History *from, const Moment *now)
{
	drop_gone(history, from, now);
	for (guint i = 0; i < from->happened->len; i++) {
		const Happening *event = &g_array_index(from->happened, Happening, i);
		Deadline at = history_moment(now, event->at.wall);

		if (event->at.wall <= now->wall)
			history_add_event(history, event->type, event->name, &at);
	}
}

void history_as_of(History *history, const Moment *now)
{
	GHashTableIter iter;
	gpointer value;

	renew_events(history, now);
	g_hash_table_iter_init(&iter, history->anchored);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Anchor *anchor = value;

		anchors_put(history->anchors, anchor->schedule, anchor->trigger, deadline_wall(&anchor->at, now));
	}
}
