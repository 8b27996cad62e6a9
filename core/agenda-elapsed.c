/* Intervals and what follows an event count elapsed time: a set clock moves their moments along. */
#include "core/agenda-state.h"

#define DRIFT (SECONDS(1) / 2) /* a clock that is kept right by little steps moves nothing */

static gboolean is_elapsed(const Schedule *schedule, guint trigger)
{
	WhenForm form = when_form(schedule->whens->pdata[trigger]);

	return form == WHEN_INTERVAL || form == WHEN_FOLLOW;
}

void row_set_elapsed(Row *row)
{
	row->elapsed = FALSE;
	row->only_elapsed = TRUE;
	for (guint i = 0; i < row->schedule->whens->len; i++) {
		row->elapsed |= is_elapsed(row->schedule, i);
		row->only_elapsed &= is_elapsed(row->schedule, i);
	}
}

static void set_anchor(Agenda *agenda, GArray *acts, const char *schedule, int trigger, Deadline at)
{
	Act act = { .kind = ACT_ANCHOR, .schedule = schedule, .trigger = trigger, .anchor = at };

	history_set_anchor(agenda->history, schedule, trigger, &at);
	g_array_append_val(acts, act);
}

/* What was not known before counts from now. */
static void anchor_new(Agenda *agenda, GArray *acts, const Row *row, const Moment *now)
{
	const Schedule *schedule = row->schedule;

	for (guint i = 0; i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) == WHEN_INTERVAL &&
		    !history_is_anchored(agenda->history, schedule->id, (int)i))
			set_anchor(agenda, acts, schedule->id, (int)i, history_moment(now, now->wall));
}

void agenda_anchor(Agenda *agenda, GArray *acts, const Row *row, gint64 at, const Moment *now)
{
	const Schedule *schedule = row->schedule;
	Frame frame = agenda_frame(agenda);

	for (guint i = 0; row->elapsed && i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) == WHEN_INTERVAL &&
		    schedule_names(schedule, &frame, (int)i, at))
			set_anchor(agenda, acts, schedule->id, (int)i, history_moment(now, at));
}

/* Where only elapsed time counts, what is decided moves along with the moments: set forward, the clock would make it due again.
 * Nothing later than now has been lived: set back a little, the next one comes after its span all the same. */
static gint64 lived_until(const Row *row, gint64 moved, const Moment *now)
{
	gint64 handled = row->only_elapsed ? row->handled + moved : row->handled;
	gboolean back = row->only_elapsed && handled > now->wall && handled <= now->wall + AGENDA_CORRECTION;

	return back ? now->wall : handled;
}

void agenda_renew_elapsed(Agenda *agenda, GArray *acts, const Moment *now)
{
	History *history = agenda->history;
	gint64 offset = now->wall - now->boot, by = 0;
	gboolean moved = !agenda->evaluated || ABS(offset - agenda->offset) >= DRIFT ||
	                 events_count(history->events) > (N_EVENT_TYPES + 1) * HISTORY_EVENTS_MOST;

	if (!moved && !history->stale)
		return;
	for (guint i = 0; i < agenda->rows->len; i++)
		if (g_array_index(agenda->rows, Row, i).elapsed)
			anchor_new(agenda, acts, &g_array_index(agenda->rows, Row, i), now);
	if (moved) {
		by = agenda->evaluated ? offset - agenda->offset : 0;
		by = ABS(by) <= AGENDA_CORRECTION ? by : 0; /* what lies further is corrected: correct() */
		history_as_of(history, now);
		agenda->offset = offset;
	}
	history->stale = FALSE;
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		if (row->only_elapsed)
			history_move_handled(history, row->schedule, by);
		if (row->elapsed)
			row_set_handled(agenda, row, lived_until(row, by, now));
	}
}
