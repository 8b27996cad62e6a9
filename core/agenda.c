/* The agenda's state: schedules and how far they are decided, the open prompts, and what the person does with them. */
#include <string.h>

#include "core/agenda-state.h"

Frame agenda_frame(const Agenda *agenda)
{
	return (Frame){ .zone = agenda->zone,
		        .secret = agenda->history->secret,
		        .draws = agenda->history->draws,
		        .quiet = agenda->policy->quiet,
		        .events = agenda->history->events,
		        .anchors = agenda->history->anchors };
}

Agenda *agenda_new(History *history, Zone *zone)
{
	Agenda *agenda = g_new0(Agenda, 1);

	agenda->history = history;
	agenda->zone = zone_ref(zone);
	agenda->rows = g_array_new(FALSE, TRUE, sizeof(Row));
	agenda->queue = queue_new(0);
	agenda->begun = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	agenda->open = g_ptr_array_new();
	agenda->fresh = g_ptr_array_new();
	agenda->closed = g_ptr_array_new_with_free_func((GDestroyNotify)prompt_free);
	return agenda;
}

void agenda_free(Agenda *agenda)
{
	if (!agenda)
		return;
	zone_unref(agenda->zone);
	g_array_unref(agenda->rows);
	queue_free(agenda->queue);
	g_hash_table_unref(agenda->begun);
	g_ptr_array_set_free_func(agenda->open, (GDestroyNotify)prompt_free);
	g_ptr_array_unref(agenda->open);
	g_ptr_array_unref(agenda->fresh);
	g_ptr_array_unref(agenda->closed);
	g_free(agenda);
}

void row_set_next(Agenda *agenda, Row *row, gint64 next)
{
	Frame frame = agenda_frame(agenda);

	row->next = next;
	row->at = next == TIME_NEVER ? next : schedule_jittered(row->schedule, &frame, next);
	queue_set(agenda->queue, row - &g_array_index(agenda->rows, Row, 0), row->at);
}

void row_set_handled(Agenda *agenda, Row *row, gint64 handled)
{
	Frame frame = agenda_frame(agenda);

	row->handled = handled;
	agenda->furthest = MAX(agenda->furthest, handled);
	row_set_next(agenda, row, schedule_next(row->schedule, &frame, handled));
}

/* All up to the last evaluation is decided, whatever zone or quiet hours come to hold: moments that only those would have put
 * there are not made up afterwards. But the last one may be late by its jitter, and is still to come. */
static gint64 decided_until(const Agenda *agenda, const Schedule *schedule, gint64 handled)
{
	Frame frame = agenda_frame(agenda);
	gint64 last = agenda->last.wall, late;

	if (!agenda->evaluated || handled >= last)
		return handled;
	late = schedule->jitter ? schedule_prev(schedule, &frame, last + 1) : TIME_NEVER;
	if (late != TIME_NEVER && late > handled && schedule_jittered(schedule, &frame, late) > last)
		return late - 1;
	return last;
}

void agenda_configure(Agenda *agenda, const Policy *policy, const GPtrArray *schedules, gint64 now)
{
	agenda->policy = policy;
	agenda->furthest = G_MININT64;
	g_array_set_size(agenda->rows, schedules->len);
	queue_free(agenda->queue);
	agenda->queue = queue_new(schedules->len);
	for (guint i = 0; i < schedules->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);
		gint64 handled = history_handled(agenda->history, schedules->pdata[i]);

		row->schedule = schedules->pdata[i];
		row_set_elapsed(row);
		agenda->history->stale |= row->elapsed;
		if (handled == TIME_NEVER) {
			handled = now;
			history_drop_anchors(agenda->history, row->schedule->id);
			history_set_handled(agenda->history, row->schedule, now, FALSE);
			g_hash_table_add(agenda->begun, g_strdup(row->schedule->id));
		}
		row_set_handled(agenda, row, decided_until(agenda, row->schedule, handled));
	}
	history_forget_others(agenda->history, schedules);
}

void agenda_set_zone(Agenda *agenda, Zone *zone)
{
	zone_ref(zone);
	zone_unref(agenda->zone);
	agenda->zone = zone;
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		row_set_handled(agenda, row, decided_until(agenda, row->schedule, row->handled));
		history_set_handled(agenda->history, row->schedule, row->handled, FALSE); /* for the next life too */
	}
}

/* Mostly the head of the queue; after a moment that lies beyond it, each schedule is asked. */
gint64 agenda_next_due(Agenda *agenda, gint64 after, const Schedule **schedule)
{
	Frame frame = agenda_frame(agenda);
	guint best = 0;
	gint64 next = queue_first(agenda->queue, &best);

	if (next <= after) {
		next = TIME_NEVER;
		for (guint i = 0; i < agenda->rows->len; i++) {
			const Row *row = &g_array_index(agenda->rows, Row, i);
			gint64 due = after < row->at ? row->at : schedule_next(row->schedule, &frame, after);

			best = due < next ? i : best;
			next = MIN(next, due);
		}
	}
	if (schedule && next != TIME_NEVER)
		*schedule = g_array_index(agenda->rows, Row, best).schedule;
	return next;
}

/* --- the open prompts --- */

/* Nothing is on screen yet in this life. */
void agenda_adopt(Agenda *agenda, Prompt *prompt)
{
	if (prompt->state == PROMPT_SHOWN)
		prompt->state = PROMPT_HELD;
	g_ptr_array_add(agenda->open, prompt);
}

void agenda_screen_lost(Agenda *agenda)
{
	for (guint i = 0; i < agenda->open->len; i++) {
		Prompt *prompt = agenda->open->pdata[i];

		if (prompt->state == PROMPT_SHOWN)
			prompt->state = PROMPT_HELD;
	}
}

void agenda_on_screen(Agenda *agenda, Prompt *prompt)
{
	if (prompt->state == PROMPT_HELD && prompt->shown)
		prompt->state = PROMPT_SHOWN;
}

void agenda_take_in(Agenda *agenda, Prompt *prompt)
{
	prompt->zone_offset = zone_offset(agenda->zone, prompt->due);
	g_ptr_array_add(agenda->open, prompt);
	g_ptr_array_add(agenda->fresh, prompt);
}

const GPtrArray *agenda_open(const Agenda *agenda)
{
	return agenda->open;
}

Prompt *agenda_find(Agenda *agenda, gint64 id)
{
	for (guint i = 0; i < agenda->open->len; i++) {
		Prompt *prompt = agenda->open->pdata[i];

		if (prompt->id == id && id)
			return prompt;
	}
	return NULL;
}

/* A check-in that went unanswered is something that others may follow. One that chance silenced was not missed. */
static void note_missed(Agenda *agenda, const Prompt *prompt, gint64 now, Outcome outcome)
{
	gboolean missed = outcome == OUTCOME_EXPIRED || outcome == OUTCOME_UNDELIVERED || outcome == OUTCOME_DROPPED;
	Deadline at = { .wall = now };

	if (!missed || prompt->reason == REASON_CHANCE || prompt->reason == REASON_NO_CONTENT ||
	    !g_str_has_prefix(prompt->schedule, "checkin/"))
		return;
	if (agenda->evaluated)
		at = history_moment(&agenda->last, now);
	history_add_event(agenda->history, EVENT_CHECKIN, prompt->schedule + strlen("checkin/"), &at);
}

void agenda_close(Agenda *agenda, Prompt *prompt, gint64 now, Outcome outcome)
{
	if (prompt->state != PROMPT_CLOSED)
		note_missed(agenda, prompt, now, outcome);
	if (outcome == OUTCOME_ANSWERED || outcome == OUTCOME_READ)
		ease_add_answer(agenda->history->ease, now);
	prompt->state = PROMPT_CLOSED;
	prompt->closed = now;
	prompt->outcome = outcome;
	g_ptr_array_remove(agenda->open, prompt);
	g_ptr_array_remove(agenda->fresh, prompt);
	g_ptr_array_add(agenda->closed, prompt);
}

static void give_back_place(Agenda *agenda, Prompt *prompt)
{
	if (prompt->shown && !prompt_is_free(prompt))
		history_drop_shown(agenda->history, prompt->shown);
	prompt->shown = 0;
}

void agenda_put_off(Agenda *agenda, Prompt *prompt)
{
	if (prompt->state != PROMPT_SHOWN)
		return;
	give_back_place(agenda, prompt);
	prompt->state = PROMPT_HELD;
}

void agenda_withdraw(Agenda *agenda, Prompt *prompt, gint64 now)
{
	give_back_place(agenda, prompt);
	prompt->reason = REASON_NO_CONTENT;
	agenda_close(agenda, prompt, now, OUTCOME_DROPPED);
}

void agenda_begun(Agenda *agenda, Prompt *prompt, gint64 at)
{
	prompt->begun = TRUE;
	prompt->expires = MAX(prompt->expires, at + prompt->lifetime);
}

void agenda_snooze(Agenda *agenda, Prompt *prompt, const Moment *now, gint64 span)
{
	prompt->state = PROMPT_SNOOZED;
	prompt->snooze = deadline_after(now, span);
}

/* (schedule, due) names one row: two in the same microsecond would be one. */
static gint64 free_moment(const Agenda *agenda, const Schedule *schedule, gint64 due)
{
	for (guint i = 0; i < agenda->open->len; i++) {
		const Prompt *prompt = agenda->open->pdata[i];

		if (prompt->due == due && g_str_equal(prompt->schedule, schedule->id))
			return free_moment(agenda, schedule, due + 1);
	}
	return due;
}

Prompt *agenda_ask(Agenda *agenda, const Schedule *schedule, const Moment *now)
{
	Prompt *prompt = prompt_new(schedule, free_moment(agenda, schedule, now->wall), now->wall);

	prompt->asked = TRUE;
	agenda_take_in(agenda, prompt);
	return prompt;
}
