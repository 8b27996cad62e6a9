#include "core/history.h"

static void handled_free(gpointer data)
{
	Handled *handled = data;

	g_free(handled->spec);
	g_free(handled);
}

History *history_new(const char *secret)
{
	History *history = g_new0(History, 1);

	history->secret = g_strdup(secret);
	history->handled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, handled_free);
	history->untold = g_ptr_array_new_with_free_func(g_free);
	history->draws = draws_new();
	history_init_elapsed(history);
	history->shown = g_array_new(FALSE, FALSE, sizeof(gint64));
	history->asked = g_ptr_array_new_with_free_func(g_free);
	history->taste = taste_new();
	history->ease = ease_new();
	return history;
}

void history_free(History *history)
{
	if (!history)
		return;
	g_free(history->secret);
	g_hash_table_unref(history->handled);
	g_ptr_array_unref(history->untold);
	draws_free(history->draws);
	history_clear_elapsed(history);
	g_array_unref(history->shown);
	if (history->asked)
		g_ptr_array_unref(history->asked);
	taste_free(history->taste);
	ease_free(history->ease);
	g_free(history);
}

gint64 history_handled(const History *history, const Schedule *schedule)
{
	const Handled *handled = g_hash_table_lookup(history->handled, schedule->id);
	g_autofree char *spec = handled ? schedule_spec(schedule) : NULL;

	return handled && g_str_equal(handled->spec, spec) ? handled->until : TIME_NEVER;
}

const char *history_spec(const History *history, const Schedule *schedule)
{
	const Handled *handled = g_hash_table_lookup(history->handled, schedule->id);

	return handled ? handled->spec : NULL;
}

static void set_handled(History *history, const char *id, char *spec, gint64 until, gboolean told)
{
	Handled *handled = g_new(Handled, 1);

	*handled = (Handled){ until, spec, told };
	g_hash_table_insert(history->handled, g_strdup(id), handled);
	if (!told)
		g_ptr_array_add(history->untold, g_strdup(id));
}

void history_set_handled(History *history, const Schedule *schedule, gint64 until, gboolean told)
{
	set_handled(history, schedule->id, schedule_spec(schedule), until, told);
}

void history_advance(History *history, const Schedule *schedule, gint64 until)
{
	Handled *handled = g_hash_table_lookup(history->handled, schedule->id);

	if (!handled) {
		history_set_handled(history, schedule, until, TRUE);
		return;
	}
	handled->until = until;
	handled->told = TRUE;
}

void history_move_handled(History *history, const Schedule *schedule, gint64 by)
{
	Handled *handled = g_hash_table_lookup(history->handled, schedule->id);

	if (handled)
		handled->until += by;
}

static GHashTable *ids_of(const GPtrArray *schedules)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < schedules->len; i++)
		g_hash_table_add(ids, ((const Schedule *)schedules->pdata[i])->id);
	return ids;
}

/* The empty spec is that of no schedule. */
void history_forget_others(History *history, const GPtrArray *schedules)
{
	g_autofree gpointer *ids = g_hash_table_get_keys_as_array(history->handled, NULL);
	g_autoptr(GHashTable) known = ids_of(schedules);

	for (int i = 0; ids[i]; i++) {
		const Handled *handled = g_hash_table_lookup(history->handled, ids[i]);

		if (*handled->spec && !g_hash_table_contains(known, ids[i])) {
			g_autofree char *id = g_strdup(ids[i]);

			set_handled(history, id, g_strdup(""), handled->until, FALSE);
		}
	}
}

static void forget_shown(History *history, guint i)
{
	history->earlier -= i < history->earlier;
	g_array_remove_index(history->shown, i);
}

/* Two days are enough to know a local day's count; older ones are let go, so that it never grows. */
void history_add_shown(History *history, gint64 at)
{
	for (guint i = history->shown->len; i-- > 0;)
		if (g_array_index(history->shown, gint64, i) < at - DAYS(2))
			forget_shown(history, i);
	g_array_append_val(history->shown, at);
	ease_add_shown(history->ease, at);
}

void history_drop_shown(History *history, gint64 at)
{
	ease_drop_shown(history->ease, at);
	for (guint i = history->shown->len; i-- > 0;)
		if (g_array_index(history->shown, gint64, i) == at) {
			forget_shown(history, i);
			return;
		}
}

void history_end_life(History *history)
{
	history->earlier = history->shown->len;
}

gint64 history_last_shown(const History *history, gint64 until)
{
	guint n = history->shown->len;
	gint64 last = G_MININT64;

	if (n > history->earlier)
		return g_array_index(history->shown, gint64, n - 1);
	for (guint i = 0; i < n; i++) {
		gint64 at = g_array_index(history->shown, gint64, i);

		if (at < until)
			last = MAX(last, at);
	}
	return last;
}

int history_shown_on(const History *history, Zone *zone, int day)
{
	gint64 from = zone_day_start(zone, day), until = zone_day_start(zone, day + 1);
	int count = 0;

	for (guint i = 0; i < history->shown->len; i++) {
		gint64 at = g_array_index(history->shown, gint64, i);

		count += at >= from && at < until;
	}
	return count;
}

void history_add_asked(History *history, const char *item)
{
	if (history->asked->len >= 2 * HISTORY_ASKED)
		g_ptr_array_remove_range(history->asked, 0, HISTORY_ASKED);
	g_ptr_array_add(history->asked, g_strdup(item));
}
