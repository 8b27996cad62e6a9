#include "daemon/notifier-stage.h"

#include <gio/gio.h>

#include "daemon/notifier-live.h"

struct Stage {
	StageEvents events;
	LiveEvents heard;
	Late *late;
	GHashTable *live; /* ticket -> Live, on screen */
	GPtrArray *limbo; /* Live whose call timed out: letting go of them may wait for the server again */
	gboolean hung;
	gint64 unsure; /* ticket of the showing that the server may yet answer */
};

/* --- what the server says of one --- */

static void on_acted(gpointer self, Live *live, const char *key)
{
	Stage *stage = self;

	stage->events.acted(stage->events.self, live->showing->ticket, key);
}

static void on_closed(gpointer self, Live *live, gboolean by_person)
{
	Stage *stage = self;
	gint64 ticket = live->showing->ticket;

	stage->events.closed(stage->events.self, ticket, by_person);
	g_hash_table_remove(stage->live, &ticket);
}

/* --- parts --- */

static gboolean timed_out(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

/* Takes `live`. */
static void stage_hang(Stage *stage, Live *live)
{
	stage->hung = TRUE;
	g_ptr_array_add(stage->limbo, live);
	stage->events.hung(stage->events.self);
}

/* Takes `live`. */
static void stage_take_down(Stage *stage, Live *live)
{
	g_autoptr(GError) error = NULL;

	if (live_close(live, &error) || !timed_out(error))
		live_free(live);
	else
		stage_hang(stage, live);
}

static Live *stage_steal(Stage *stage, gint64 ticket)
{
	Live *live = NULL;

	g_hash_table_steal_extended(stage->live, &ticket, NULL, (gpointer *)&live);
	return live;
}

/* The id that this one takes over; 0: none. */
static guint32 stage_place(Stage *stage, const Showing *showing)
{
	const Live *old = g_hash_table_lookup(stage->live, &showing->instead);
	guint32 id = old ? live_id(old) : 0;

	return id ? id : showing->replaces;
}

/* The server's words could be ours, said back to us, and end up in the log: its error's name is enough. Free it. */
static char *problem_of(const GError *error)
{
	char *name = g_dbus_error_get_remote_error(error);

	return name ? name : g_strdup(error->message);
}

/* Takes `live`. libnotify asks the server a question of its own before the first Notify: that one may have hung. */
static void stage_tell_failure(Stage *stage, Live *live, GError *error)
{
	gboolean hung = timed_out(error);
	gboolean unknown = hung && late_expect(stage->late);
	g_autofree char *problem = problem_of(error);

	stage->events.shown(stage->events.self, live->showing->ticket, unknown ? SHOWN_UNKNOWN : SHOWN_FAILED, 0,
	                    problem);
	stage->unsure = unknown ? live->showing->ticket : 0;
	if (hung)
		stage_hang(stage, live);
	else
		live_free(live);
}

/* NULL: not there. It stays the limbo's. */
static Live *stage_in_limbo(Stage *stage, gint64 ticket, guint *index)
{
	for (guint i = 0; i < stage->limbo->len; i++) {
		Live *live = stage->limbo->pdata[i];
		*index = i;
		if (live->showing->ticket == ticket)
			return live;
	}
	return NULL;
}

static void stage_put_up(Stage *stage, Live *live)
{
	g_hash_table_insert(stage->live, &live->showing->ticket, live);
	stage->events.shown(stage->events.self, live->showing->ticket, SHOWN_OK, live_id(live), NULL);
}

/* --- what is asked of it --- */

void stage_show(Stage *stage, Showing *showing)
{
	g_autoptr(GError) error = NULL;
	gboolean shown;
	gint64 instead;
	Live *live;

	if (stage->hung) {
		showing_free(showing);
		return;
	}
	live = live_new(showing, stage_place(stage, showing), &stage->heard);
	instead = showing->instead;
	late_begin(stage->late);
	shown = live_show(live, &error);
	if (shown || timed_out(error)) /* where it was refused, what stood in its place still stands there */
		g_hash_table_remove(stage->live, &instead);
	if (shown)
		stage_put_up(stage, live);
	else
		stage_tell_failure(stage, live, error);
}

void stage_close(Stage *stage, gint64 ticket)
{
	Live *live = g_hash_table_lookup(stage->live, &ticket);
	guint index;

	if (!live && stage->hung)
		live = stage_in_limbo(stage, ticket, &index);
	if (live && stage->hung)
		live->leaving = TRUE;
	else if (live)
		stage_take_down(stage, stage_steal(stage, ticket));
}

void stage_typed(Stage *stage, guint32 id, const char *text)
{
	g_autoptr(GList) lives = g_hash_table_get_values(stage->live);

	for (GList *at = lives; at; at = at->next) {
		const Live *live = at->data;

		if (live_id(live) == id && live->showing->replies)
			stage->events.typed(stage->events.self, live->showing->ticket, text);
	}
}

void stage_adopt(Stage *stage, guint32 id)
{
	guint index;
	Live *live = stage_in_limbo(stage, stage->unsure, &index);

	stage->unsure = 0;
	if (!live)
		return;
	g_ptr_array_steal_index(stage->limbo, index);
	live_set_id(live, id);
	stage_put_up(stage, live);
}

void stage_forget(Stage *stage)
{
	stage->hung = FALSE;
	g_hash_table_remove_all(stage->live);
	g_ptr_array_set_size(stage->limbo, 0);
}

void stage_resume(Stage *stage)
{
	g_autoptr(GList) lives = g_hash_table_get_values(stage->live);

	stage->hung = FALSE;
	g_ptr_array_set_size(stage->limbo, 0);
	for (GList *at = lives; at && !stage->hung; at = at->next) {
		Live *live = at->data;
		if (live->leaving)
			stage_take_down(stage, stage_steal(stage, live->showing->ticket));
	}
}

/* --- life --- */

Stage *stage_new(const StageEvents *events, Late *late)
{
	Stage *stage = g_new0(Stage, 1);

	stage->events = *events;
	stage->heard = (LiveEvents){ stage, on_acted, on_closed };
	stage->late = late;
	stage->live = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)live_free);
	stage->limbo = g_ptr_array_new_with_free_func((GDestroyNotify)live_free);
	return stage;
}

gboolean stage_free(Stage *stage)
{
	gboolean answers = !stage->hung;

	g_hash_table_destroy(stage->live);
	if (answers)
		g_ptr_array_unref(stage->limbo);
	g_free(stage);
	return answers;
}
