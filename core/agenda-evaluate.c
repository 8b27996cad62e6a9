/* One look at the clock: deadlines that were met, what came due (agenda-due.c), and what of it can be shown. */
#include "core/agenda-state.h"

void agenda_act(GArray *acts, ActKind kind, Prompt *prompt)
{
	Act one = { .kind = kind, .prompt = prompt };

	g_array_append_val(acts, one);
}

void agenda_close_with(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome)
{
	agenda_close(agenda, prompt, now->wall, outcome);
	agenda_act(acts, ACT_CLOSE, prompt);
}

/* --- the clock itself --- */

static gboolean is_settling(const Agenda *agenda, const Moment *now)
{
	return now->boot < agenda->settled;
}

/* --- which schedules are decided up to now, when the clock was corrected --- */

typedef gboolean (*IsWrong)(const Agenda *agenda, const Row *row, const Moment *now);

static gboolean is_any(const Agenda *agenda, const Row *row, const Moment *now)
{
	return TRUE;
}

/* Decided up to a moment far ahead: the clock was wrong then, or is wrong now. */
static gboolean is_far_ahead(const Agenda *agenda, const Row *row, const Moment *now)
{
	return row->handled > now->wall + AGENDA_CORRECTION;
}

/* New, and it began while the clock had not been set yet. */
static gboolean is_begun(const Agenda *agenda, const Row *row, const Moment *now)
{
	return g_hash_table_contains(agenda->begun, row->schedule->id);
}

static gboolean is_any_far_ahead(const Agenda *agenda, const Moment *now)
{
	return agenda->furthest > now->wall + AGENDA_CORRECTION;
}

static void correct_rows(Agenda *agenda, const Moment *now, IsWrong is_wrong)
{
	agenda->furthest = G_MININT64;
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		if (is_wrong(agenda, row, now)) {
			row_set_handled(agenda, row, now->wall);
			history_set_handled(agenda->history, row->schedule, now->wall, FALSE);
		}
		agenda->furthest = MAX(agenda->furthest, row->handled);
	}
}

/* A clock set far back or far forward was wrong before: what lies between was not lived. */
static void correct(Agenda *agenda, const Moment *now)
{
	gint64 stepped = agenda->evaluated ? (now->wall - agenda->last.wall) - (now->boot - agenda->last.boot) : 0;

	if (!agenda->evaluated)
		agenda->settled = now->boot + AGENDA_SETTLING;
	if (stepped > AGENDA_CORRECTION)
		correct_rows(agenda, now, is_settling(agenda, now) ? is_begun : is_any);
	else if (!is_settling(agenda, now) && is_any_far_ahead(agenda, now))
		correct_rows(agenda, now, is_far_ahead);
	agenda->last = *now;
	agenda->evaluated = TRUE;
}

static void tell_handled(Agenda *agenda, GArray *acts)
{
	GPtrArray *untold = agenda->history->untold;
	gpointer id, value;

	for (guint i = 0; i < untold->len; i++) {
		Handled *handled;

		if (!g_hash_table_lookup_extended(agenda->history->handled, untold->pdata[i], &id, &value))
			continue;
		handled = value;
		if (!handled->told) {
			Act one = {
				.kind = ACT_HANDLED, .schedule = id, .spec = handled->spec, .handled = handled->until
			};

			g_array_append_val(acts, one);
		}
		handled->told = TRUE;
	}
	g_ptr_array_set_size(untold, 0);
}

/* --- deadlines --- */

static Outcome outcome_unanswered(const Prompt *prompt)
{
	return prompt->shown ? OUTCOME_EXPIRED : OUTCOME_DROPPED;
}

/* It lives on from the end of the snooze; where that is long past (suspended, switched off), it has expired. */
static void end_snooze(Prompt *prompt, const Moment *now)
{
	prompt->state = PROMPT_HELD;
	prompt->chosen = TRUE;
	prompt->expires = deadline_wall(&prompt->snooze, now) + prompt->lifetime;
}

/* Not in quiet hours, not while paused; away, it waits until the person is back. */
static void remind(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Reach reach)
{
	gint64 until;
	Reason reason = reach_reason(agenda, prompt, now, reach, &until);

	if (reason_is_absence(reason))
		return;
	prompt->remind = TIME_NEVER;
	prompt->reminded = TRUE;
	if (reason == REASON_NONE)
		agenda_act(acts, ACT_REMIND, prompt);
}

static void meet_deadline(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now)
{
	if (prompt->state == PROMPT_SNOOZED)
		end_snooze(prompt, now);
	if (now->wall >= prompt->expires)
		agenda_close_with(agenda, acts, prompt, now, outcome_unanswered(prompt));
}

static void meet_deadlines(Agenda *agenda, GArray *acts, const Moment *now)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	for (guint i = 0; i < open->len; i++)
		if (prompt_next(open->pdata[i], now) <= now->wall)
			meet_deadline(agenda, acts, open->pdata[i], now);
}

/* After all that came due: what a newer one has taken the place of is over. */
static void remind_of_what_waits(Agenda *agenda, GArray *acts, const Moment *now, Reach reach)
{
	for (guint i = 0; i < agenda->open->len; i++) {
		Prompt *prompt = agenda->open->pdata[i];

		if (prompt->state == PROMPT_SHOWN && prompt->remind <= now->wall)
			remind(agenda, acts, prompt, now, reach);
	}
}

/* --- what can be shown --- */

/* Free ones first, then by kind, then by age. */
static int by_precedence(gconstpointer a, gconstpointer b)
{
	const Prompt *x = *(Prompt *const *)a, *y = *(Prompt *const *)b;

	if (prompt_is_free(x) != prompt_is_free(y))
		return prompt_is_free(y) - prompt_is_free(x);
	if (x->kind != y->kind)
		return x->kind - y->kind;
	return (x->due > y->due) - (x->due < y->due);
}

static void show_or_hold(Agenda *agenda, Prompt *prompt, const Moment *now, Reach reach)
{
	gint64 until = TIME_NEVER;

	prompt->reason = prompt_is_silent(prompt) ? REASON_CHANCE : reach_reason(agenda, prompt, now, reach, &until);
	if (prompt->reason != REASON_NONE) {
		if (!reach_is_worth_waiting(prompt, prompt->reason, until))
			agenda_close(agenda, prompt, now->wall, outcome_unanswered(prompt));
		return;
	}
	prompt->state = PROMPT_SHOWN;
	if (prompt->remind <= now->wall) { /* this is the reminder */
		prompt->remind = TIME_NEVER;
		prompt->reminded = TRUE;
	}
	if (!prompt->shown && !prompt_is_free(prompt))
		history_add_shown(agenda->history, now->wall);
	if (!prompt->shown)
		prompt->shown = now->wall;
}

static void show_what_can_be(Agenda *agenda, GArray *acts, const Moment *now, Reach reach)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	g_ptr_array_sort(open, by_precedence);
	for (guint i = 0; i < open->len; i++) {
		Prompt *prompt = open->pdata[i];
		gboolean fresh = g_ptr_array_remove(agenda->fresh, prompt);
		Reason before;

		if (prompt->state != PROMPT_HELD)
			continue;
		before = prompt->reason;
		show_or_hold(agenda, prompt, now, reach);
		if (fresh)
			agenda_act(acts, ACT_DECIDE, prompt);
		else if (prompt->state == PROMPT_CLOSED)
			agenda_act(acts, ACT_CLOSE, prompt);
		else if (prompt->state == PROMPT_HELD && prompt->reason != before)
			agenda_act(acts, ACT_HELD, prompt);
		if (prompt->state == PROMPT_SHOWN)
			agenda_act(acts, ACT_SHOW, prompt);
	}
}

/* `missed = all`: each row says up to where its schedule is decided, so that they stay in order. */
static gboolean is_behind_another(const GArray *acts, guint i)
{
	const Prompt *prompt = g_array_index(acts, Act, i).prompt;

	while (prompt->missed == 1 && i-- > 0) {
		const Act *act = &g_array_index(acts, Act, i);

		if (act->kind == ACT_DECIDE && act->prompt != prompt &&
		    g_str_equal(act->prompt->schedule, prompt->schedule))
			return TRUE;
	}
	return FALSE;
}

static gboolean leads_to_screen(const GArray *acts, guint i)
{
	const Act *act = &g_array_index(acts, Act, i);

	return (act->kind == ACT_DECIDE || act->kind == ACT_SHOW) && act->prompt->state == PROMPT_SHOWN &&
	       !is_behind_another(acts, i);
}

/* Somebody waits for what goes to the screen; what closes or never gets there can be written down after it. */
static GArray *shows_first(GArray *acts)
{
	GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(Act), acts->len);

	for (int first = TRUE; first >= FALSE; first--)
		for (guint i = 0; i < acts->len; i++)
			if (leads_to_screen(acts, i) == first)
				g_array_append_val(sorted, g_array_index(acts, Act, i));
	g_array_unref(acts);
	return sorted;
}

GArray *agenda_evaluate(Agenda *agenda, const Moment *now, Reach reach)
{
	GArray *acts = g_array_new(FALSE, FALSE, sizeof(Act));

	g_ptr_array_set_size(agenda->closed, 0);
	agenda_renew_elapsed(agenda, acts, now);
	correct(agenda, now);
	tell_handled(agenda, acts);
	meet_deadlines(agenda, acts, now);
	for (guint first = 0; queue_first(agenda->queue, &first) <= now->wall;)
		agenda_come_due(agenda, acts, &g_array_index(agenda->rows, Row, first), now);
	remind_of_what_waits(agenda, acts, now, reach);
	show_what_can_be(agenda, acts, now, reach);
	agenda_renew_elapsed(agenda, acts, now); /* what was missed just now is something to follow */
	return shows_first(acts);
}

/* --- when to look again --- */

/* A reminder that is over waits for the person to come back, which is an event of its own, or to have settled. */
static gint64 next_of(Agenda *agenda, const Prompt *prompt, const Moment *now, Reach reach)
{
	gint64 next = prompt_next(prompt, now), until;

	Reason reason = reach_reason(agenda, prompt, now, reach, &until);

	if (prompt->state == PROMPT_SHOWN && prompt->remind <= now->wall)
		next = reason == REASON_SETTLING ? MIN(until, prompt->expires) : prompt->expires;
	if (prompt->state == PROMPT_HELD && reason != REASON_NONE)
		next = MIN(next, until);
	return next;
}

gint64 agenda_next(Agenda *agenda, const Moment *now, Reach reach)
{
	gint64 next = queue_first(agenda->queue, NULL);

	if (is_any_far_ahead(agenda, now) && is_settling(agenda, now))
		next = MIN(next, now->wall + (agenda->settled - now->boot));
	for (guint i = 0; i < agenda->open->len; i++)
		next = MIN(next, next_of(agenda, agenda->open->pdata[i], now, reach));
	return next;
}
