/* One look at the clock: deadlines that were met, what came due, and what of it can be shown. */
#include "core/agenda-state.h"

#define COUNT_MOST 100000 /* missed occurrences are counted up to here */

static void act(GArray *acts, ActKind kind, Prompt *prompt)
{
	Act one = { .kind = kind, .prompt = prompt };

	g_array_append_val(acts, one);
}

static void close_with(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome)
{
	agenda_close(agenda, prompt, now->wall, outcome);
	act(acts, ACT_CLOSE, prompt);
}

/* --- the clock itself --- */

static gboolean is_settling(const Agenda *agenda, const Moment *now)
{
	return now->boot < agenda->settled;
}

/* Decided up to a moment far ahead: the clock was wrong then, or is wrong now. */
static gboolean is_far_ahead(const Row *row, const Moment *now)
{
	return row->handled > now->wall + AGENDA_CORRECTION;
}

static gboolean is_any_far_ahead(const Agenda *agenda, const Moment *now)
{
	return agenda->furthest > now->wall + AGENDA_CORRECTION;
}

static void correct_rows(Agenda *agenda, const Moment *now, gboolean all)
{
	agenda->furthest = G_MININT64;
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		if (all || is_far_ahead(row, now)) {
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
	if (!is_settling(agenda, now) && (stepped > AGENDA_CORRECTION || is_any_far_ahead(agenda, now)))
		correct_rows(agenda, now, stepped > AGENDA_CORRECTION);
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

	if (reason == REASON_AWAY)
		return;
	prompt->remind = TIME_NEVER;
	prompt->reminded = TRUE;
	if (reason == REASON_NONE)
		act(acts, ACT_REMIND, prompt);
}

static void meet_deadline(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Reach reach)
{
	if (prompt->state == PROMPT_SNOOZED)
		end_snooze(prompt, now);
	if (now->wall >= prompt->expires)
		close_with(agenda, acts, prompt, now, outcome_unanswered(prompt));
	else if (prompt->state == PROMPT_SHOWN)
		remind(agenda, acts, prompt, now, reach);
}

static void meet_deadlines(Agenda *agenda, GArray *acts, const Moment *now, Reach reach)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	for (guint i = 0; i < open->len; i++)
		if (prompt_next(open->pdata[i], now) <= now->wall)
			meet_deadline(agenda, acts, open->pdata[i], now, reach);
}

/* --- what comes due --- */

/* Only random moments: a missed one is gone, it has no hour of its own to catch up with. */
static gboolean only_random(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) != WHEN_RANDOM)
			return FALSE;
	return TRUE;
}

/* One prompt a schedule: the earlier one goes. FALSE: it is a check-in under way, which stands for the new one too. */
static gboolean merge_earlier(Agenda *agenda, GArray *acts, const char *schedule, const Moment *now)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);
	gboolean under_way = FALSE;

	for (guint i = 0; i < open->len; i++) {
		Prompt *prompt = open->pdata[i];

		if (!g_str_equal(prompt->schedule, schedule) || prompt->asked)
			continue;
		if (prompt->begun)
			under_way = TRUE;
		else
			close_with(agenda, acts, prompt, now, prompt->shown ? OUTCOME_EXPIRED : OUTCOME_MERGED);
	}
	return !under_way;
}

/* One prompt for all that came due in (handled, now]; first, due and missed say what it stands for. */
static Prompt *gather(Agenda *agenda, Row *row, const Moment *now)
{
	Frame frame = agenda_frame(agenda);
	gint64 first = row->next, latest = first, next = first;
	int count = 0;
	Prompt *prompt;

	while (next <= now->wall) {
		latest = next;
		count += count < COUNT_MOST;
		next = schedule_next(row->schedule, &frame,
		                     count < COUNT_MOST ? latest : MAX(latest, now->wall - MINUTES(2)));
	}
	row->handled = latest;
	agenda->furthest = MAX(agenda->furthest, latest);
	row_set_next(agenda, row, next);
	history_advance(agenda->history, row->schedule, latest);
	prompt = prompt_new(row->schedule, latest, now->wall);
	prompt->first = first;
	prompt->missed = count == 1 && now->wall - latest <= AGENDA_ORDINARY && now->wall < prompt->expires ? 0 : count;
	return prompt;
}

static void decide_closed(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome)
{
	agenda_close(agenda, prompt, now->wall, outcome);
	act(acts, ACT_DECIDE, prompt);
}

static void come_due(Agenda *agenda, GArray *acts, Row *row, const Moment *now)
{
	Prompt *prompt = gather(agenda, row, now);
	gboolean gone = prompt->missed && (only_random(row->schedule) || prompt->expires <= now->wall);
	gboolean alone = gone || merge_earlier(agenda, acts, row->schedule->id, now);

	agenda_take_in(agenda, prompt);
	if (gone)
		decide_closed(agenda, acts, prompt, now, OUTCOME_MISSED);
	else if (!alone)
		decide_closed(agenda, acts, prompt, now, OUTCOME_MERGED);
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
	gint64 until;

	prompt->reason = reach_reason(agenda, prompt, now, reach, &until);
	if (prompt->reason != REASON_NONE) {
		if (!reach_is_worth_waiting(prompt, prompt->reason, until))
			agenda_close(agenda, prompt, now->wall, outcome_unanswered(prompt));
		return;
	}
	prompt->state = PROMPT_SHOWN;
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

		if (prompt->state != PROMPT_HELD)
			continue;
		show_or_hold(agenda, prompt, now, reach);
		if (fresh)
			act(acts, ACT_DECIDE, prompt);
		else if (prompt->state == PROMPT_CLOSED)
			act(acts, ACT_CLOSE, prompt);
		if (prompt->state == PROMPT_SHOWN)
			act(acts, ACT_SHOW, prompt);
	}
}

static gboolean leads_to_screen(const Act *act)
{
	return (act->kind == ACT_DECIDE || act->kind == ACT_SHOW) && act->prompt->state == PROMPT_SHOWN;
}

/* Somebody waits for what goes to the screen; what closes or never gets there can be written down after it. */
static GArray *shows_first(GArray *acts)
{
	GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(Act), acts->len);

	for (int first = TRUE; first >= FALSE; first--)
		for (guint i = 0; i < acts->len; i++)
			if (leads_to_screen(&g_array_index(acts, Act, i)) == first)
				g_array_append_val(sorted, g_array_index(acts, Act, i));
	g_array_unref(acts);
	return sorted;
}

GArray *agenda_evaluate(Agenda *agenda, const Moment *now, Reach reach)
{
	GArray *acts = g_array_new(FALSE, FALSE, sizeof(Act));

	g_ptr_array_set_size(agenda->closed, 0);
	correct(agenda, now);
	tell_handled(agenda, acts);
	meet_deadlines(agenda, acts, now, reach);
	for (guint first = 0; queue_first(agenda->queue, &first) <= now->wall;)
		come_due(agenda, acts, &g_array_index(agenda->rows, Row, first), now);
	show_what_can_be(agenda, acts, now, reach);
	return shows_first(acts);
}

/* --- when to look again --- */

/* A reminder that is over waits for the person to come back, which is an event of its own. */
static gint64 next_of(Agenda *agenda, const Prompt *prompt, const Moment *now, Reach reach)
{
	gint64 next = prompt_next(prompt, now), until;

	if (prompt->state == PROMPT_SHOWN && prompt->remind <= now->wall)
		next = prompt->expires;
	if (prompt->state == PROMPT_HELD && reach_reason(agenda, prompt, now, reach, &until) != REASON_NONE)
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
