#include "core/aftercare.h"
#include "core/store-urges.h"
#include "daemon/records.h"

/* --- reading --- */

/* One that is snoozed, or waits to be shown, is as old as its decision. */
static gboolean know_urge(Store *store, const Prompt *prompt, GHashTable *answers, GError **error)
{
	return store_know_urge(store, prompt->schedule, prompt->decided, answers, error);
}

static gboolean load_prompts(Store *store, Loaded *loaded, GError **error)
{
	loaded->prompts = store_open_prompts(store, error);
	for (guint i = 0; loaded->prompts && i < loaded->prompts->len; i++) {
		gint64 id = ((Prompt *)loaded->prompts->pdata[i])->id, begun;
		GHashTable *answers = store_answers(store, id, &begun, error);
		Bubble bubble = { 0 };

		if (!answers)
			return FALSE;
		g_ptr_array_add(loaded->answers, answers);
		if (!know_urge(store, loaded->prompts->pdata[i], answers, error))
			return FALSE;
		g_array_append_val(loaded->begun, begun);
		if (!store_bubble(store, id, bubble.owner, &bubble.id, error))
			return FALSE;
		g_array_append_val(loaded->bubbles, bubble);
	}
	return loaded->prompts != NULL;
}

static void loaded_clear(Loaded *loaded)
{
	g_clear_pointer(&loaded->history, history_free);
	g_clear_pointer(&loaded->prompts, g_ptr_array_unref);
	g_clear_pointer(&loaded->answers, g_ptr_array_unref);
	g_clear_pointer(&loaded->begun, g_array_unref);
	g_clear_pointer(&loaded->bubbles, g_array_unref);
	g_clear_pointer(&loaded->delays, g_array_unref);
	g_clear_pointer(&loaded->aftercares, g_array_unref);
}

static void loaded_free(gpointer data)
{
	loaded_clear(data);
	g_free(data);
}

static gboolean work_load(Store *store, gpointer job, GError **error)
{
	Loaded *loaded = job;

	loaded_clear(loaded); /* of an attempt that failed half-way */
	loaded->answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
	loaded->begun = g_array_new(FALSE, FALSE, sizeof(gint64));
	loaded->bubbles = g_array_new(FALSE, FALSE, sizeof(Bubble));
	loaded->history = (loaded->news ? store_load_news : store_load_history)(store, loaded->now, error);
	return loaded->history && load_prompts(store, loaded, error) && (loaded->delays = store_delays(store, error)) &&
	       (loaded->aftercares = store_aftercares(store, error));
}

void record_load(Disk *disk, gint64 now, gboolean news, void (*done)(gpointer, gpointer, const GError *),
                 gpointer owner)
{
	Loaded *loaded = g_new0(Loaded, 1);

	loaded->now = now;
	loaded->news = news;
	record_submit(disk, (Task){ work_load, done, owner, loaded, loaded_free });
}

/* --- decisions and answers: somebody waits for these --- */

static void decided_free(gpointer data)
{
	Decided *decided = data;

	prompt_free(decided->copy);
	g_clear_pointer(&decided->known, g_hash_table_unref);
	g_free(decided->spec);
	g_free(decided);
}

static gboolean work_decide(Store *store, gpointer job, GError **error)
{
	Decided *decided = job;

	g_clear_pointer(&decided->known, g_hash_table_unref); /* of an attempt that failed half-way */
	decided->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	decided->id = store_decide(store, decided->copy, decided->spec, error);
	return decided->id != 0 && know_urge(store, decided->copy, decided->known, error);
}

void record_decision(Disk *disk, const Prompt *prompt, const char *spec, gpointer about,
                     void (*done)(gpointer, gpointer, const GError *), gpointer owner)
{
	Decided *decided = g_new0(Decided, 1);

	decided->copy = prompt_copy(prompt);
	decided->spec = g_strdup(spec);
	decided->about = about;
	record_submit(disk, (Task){ work_decide, done, owner, decided, decided_free });
}

static void answered_free(gpointer data)
{
	Answered *answered = data;

	g_free((char *)answered->response.protocol);
	g_free((char *)answered->response.item);
	g_free((char *)answered->response.value);
	g_free((char *)answered->response.score);
	g_free(answered);
}

static gboolean work_respond(Store *store, gpointer job, GError **error)
{
	return store_add_response(store, &((Answered *)job)->response, error);
}

void record_response(Disk *disk, const Response *response, gpointer about,
                     void (*done)(gpointer, gpointer, const GError *), gpointer owner)
{
	Answered *answered = g_new0(Answered, 1);

	answered->response = *response; /* `route` is a constant of the program */
	answered->response.protocol = g_strdup(response->protocol);
	answered->response.item = g_strdup(response->item);
	answered->response.value = g_strdup(response->value);
	answered->response.score = g_strdup(response->score);
	answered->about = about;
	record_submit(disk, (Task){ work_respond, done, owner, answered, answered_free });
}

static void recalled_free(gpointer data)
{
	past_clear(&((Recalled *)data)->past);
	g_free(data);
}

static gboolean work_recall(Store *store, gpointer job, GError **error)
{
	Recalled *recalled = job;

	return store_past(store, recalled->id, &recalled->past, error);
}

void record_recall(Disk *disk, gint64 decision, gpointer about, void (*done)(gpointer, gpointer, const GError *),
                   gpointer owner)
{
	Recalled *recalled = g_new0(Recalled, 1);

	recalled->id = decision;
	recalled->about = about;
	record_submit(disk, (Task){ work_recall, done, owner, recalled, recalled_free });
}

/* --- notes: written in order, nobody waits --- */

typedef struct Note {
	gint64 subject, at, number;
	Outcome outcome;
	Bubble bubble;
	Deadline until;
	char *text, *more;
	GArray *moments;
} Note;

static void note_free(gpointer data)
{
	Note *note = data;

	g_free(note->text);
	g_free(note->more);
	if (note->moments)
		g_array_unref(note->moments);
	g_free(note);
}

static void submit(Disk *disk, gboolean (*work)(Store *, gpointer, GError **), Note note)
{
	record_submit(disk, (Task){ .work = work, .job = g_memdup2(&note, sizeof note), .free = note_free });
}

static gboolean work_shown(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_shown(store, note->subject, note->at, note->text, note->bubble.owner, note->bubble.id, error);
}

void record_shown(Disk *disk, gint64 decision, gint64 at, const char *delivery, const Bubble *bubble)
{
	Note note = { .subject = decision, .at = at, .text = g_strdup(delivery) };

	if (bubble)
		note.bubble = *bubble;
	submit(disk, work_shown, note);
}

static gboolean work_reminded(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_reminded(store, note->subject, note->at, error);
}

void record_reminded(Disk *disk, gint64 decision, gint64 at)
{
	submit(disk, work_reminded, (Note){ .subject = decision, .at = at });
}

static gboolean work_closed(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_closed(store, note->subject, note->at, note->outcome, error);
}

void record_closed(Disk *disk, gint64 decision, gint64 at, Outcome outcome)
{
	submit(disk, work_closed, (Note){ .subject = decision, .at = at, .outcome = outcome });
}

static gboolean work_snoozed(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_snoozed(store, note->subject, note->at, &note->until, error);
}

void record_snoozed(Disk *disk, gint64 decision, gint64 at, const Deadline *until)
{
	submit(disk, work_snoozed, (Note){ .subject = decision, .at = at, .until = *until });
}

static gboolean work_held(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_held(store, note->text, note->subject, note->at, (Reason)note->number, error);
}

void record_held(Disk *disk, const Prompt *prompt, gint64 at)
{
	submit(disk, work_held,
	       (Note){ .subject = prompt->due,
	               .at = at,
	               .number = prompt->reason,
	               .text = g_strdup(prompt->schedule) });
}

static gboolean work_anchor(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_put_anchor(store, note->text, (int)note->number, &note->until, error);
}

void record_anchor(Disk *disk, const char *schedule, int trigger, const Deadline *at)
{
	submit(disk, work_anchor, (Note){ .number = trigger, .until = *at, .text = g_strdup(schedule) });
}

static gboolean work_pause(Store *store, gpointer job, GError **error)
{
	return store_pause(store, &((Note *)job)->until, error);
}

static gboolean work_resume(Store *store, gpointer job, GError **error)
{
	return store_resume(store, error);
}

static gboolean work_hide(Store *store, gpointer job, GError **error)
{
	return store_hide(store, &((Note *)job)->until, error);
}

void record_hide(Disk *disk, const Deadline *never)
{
	submit(disk, work_hide, (Note){ .until = *never });
}

void record_pause(Disk *disk, const Deadline *until)
{
	submit(disk, until ? work_pause : work_resume, until ? (Note){ .until = *until } : (Note){ 0 });
}

static gboolean work_handled(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_set_handled(store, note->text, note->at, note->more, error);
}

void record_handled(Disk *disk, const char *schedule, gint64 until, const char *spec)
{
	submit(disk, work_handled, (Note){ .at = until, .text = g_strdup(schedule), .more = g_strdup(spec) });
}

static gboolean work_draw(Store *store, gpointer job, GError **error)
{
	const Note *note = job;

	return store_put_draw(store, note->text, note->subject, note->number,
	                      (const gint64 *)(gpointer)note->moments->data, note->moments->len, error);
}

void record_draw(Disk *disk, const char *schedule, int trigger, int day, const gint64 *moments, guint n)
{
	Note note = { .subject = trigger, .number = day, .text = g_strdup(schedule) };

	note.moments = g_array_sized_new(FALSE, FALSE, sizeof *moments, n);
	if (n)
		g_array_append_vals(note.moments, moments, n);
	submit(disk, work_draw, note);
}
