#include "core/agenda.h"

#define COUNT_MOST 100000 /* missed occurrences are counted up to here */

/* A schedule and how far it is decided. */
typedef struct Row {
	const Schedule *schedule;
	gint64 handled; /* occurrences up to here are decided */
	gint64 next;    /* the first one after it */
} Row;

struct Agenda {
	History *history;
	Zone *zone;
	const Policy *policy;
	const GPtrArray *schedules;
	GArray *rows;      /* of Row, one a schedule */
	GPtrArray *open;   /* of Prompt: held, shown, snoozed */
	GPtrArray *fresh;  /* of the open ones: not decided yet; borrowed */
	GPtrArray *closed; /* of Prompt: kept until the next evaluation, so that acts stay valid */
	Moment last;       /* of the last evaluation */
	gboolean evaluated;
};

static Frame frame(const Agenda *agenda)
{
	return (Frame){ .zone = agenda->zone, .secret = agenda->history->secret, .draws = agenda->history->draws,
		        .quiet = agenda->policy->quiet };
}

Agenda *agenda_new(History *history, Zone *zone)
{
	Agenda *agenda = g_new0(Agenda, 1);

	agenda->history = history;
	agenda->zone = zone_ref(zone);
	agenda->rows = g_array_new(FALSE, TRUE, sizeof(Row));
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
	g_ptr_array_set_free_func(agenda->open, (GDestroyNotify)prompt_free);
	g_ptr_array_unref(agenda->open);
	g_ptr_array_unref(agenda->fresh);
	g_ptr_array_unref(agenda->closed);
	g_free(agenda);
}

static void row_set_handled(Agenda *agenda, Row *row, gint64 handled)
{
	Frame with = frame(agenda);

	row->handled = handled;
	row->next = schedule_next(row->schedule, &with, handled);
}

void agenda_configure(Agenda *agenda, const Policy *policy, const GPtrArray *schedules, gint64 now)
{
	agenda->policy = policy;
	agenda->schedules = schedules;
	g_array_set_size(agenda->rows, 0);
	for (guint i = 0; i < schedules->len; i++) {
		Row row = { .schedule = schedules->pdata[i] };
		gint64 handled = history_handled(agenda->history, row.schedule);

		if (handled == TIME_NEVER) {
			handled = now;
			history_set_handled(agenda->history, row.schedule, now);
		}
		row_set_handled(agenda, &row, handled);
		g_array_append_val(agenda->rows, row);
	}
}

void agenda_set_zone(Agenda *agenda, Zone *zone)
{
	zone_ref(zone);
	zone_unref(agenda->zone);
	agenda->zone = zone;
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		row_set_handled(agenda, row, row->handled);
	}
}

/* --- the open prompts --- */

static int by_precedence(gconstpointer a, gconstpointer b)
{
	const Prompt *x = *(Prompt *const *)a, *y = *(Prompt *const *)b;

	if (x->asked != y->asked)
		return y->asked - x->asked;
	if (x->kind != y->kind)
		return x->kind - y->kind;
	return (x->due > y->due) - (x->due < y->due);
}

void agenda_adopt(Agenda *agenda, Prompt *prompt)
{
	g_ptr_array_add(agenda->open, prompt);
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

void agenda_close(Agenda *agenda, Prompt *prompt, gint64 now, Outcome outcome)
{
	prompt->state = PROMPT_CLOSED;
	prompt->closed = now;
	prompt->outcome = outcome;
	g_ptr_array_remove(agenda->open, prompt);
	g_ptr_array_remove(agenda->fresh, prompt);
	g_ptr_array_add(agenda->closed, prompt);
}

void agenda_snooze(Agenda *agenda, Prompt *prompt, const Moment *now, gint64 span)
{
	prompt->state = PROMPT_SNOOZED;
	prompt->snooze = deadline_after(now, span);
}

static void take_in(Agenda *agenda, Prompt *prompt)
{
	prompt->zone_offset = zone_offset(agenda->zone, prompt->due);
	g_ptr_array_add(agenda->open, prompt);
	g_ptr_array_add(agenda->fresh, prompt);
}

Prompt *agenda_ask(Agenda *agenda, const Schedule *schedule, const Moment *now)
{
	Prompt *prompt = prompt_new(schedule, now->wall, now->wall);

	prompt->asked = TRUE;
	take_in(agenda, prompt);
	return prompt;
}

/* --- availability: pause, quiet hours, budget and spacing come before presence --- */

static Reason policy_reason(Agenda *agenda, const Moment *now, gint64 *until)
{
	const History *history = agenda->history;
	const Policy *policy = agenda->policy;
	gint64 last = history_last_shown(history);
	int day = zone_day(agenda->zone, now->wall);

	if (history->paused && (*until = deadline_wall(&history->pause, now)) > now->wall)
		return REASON_PAUSED;
	if (hours_contain(policy->quiet, agenda->zone, now->wall)) {
		*until = hours_end(policy->quiet, agenda->zone, now->wall);
		return REASON_QUIET;
	}
	if (history_shown_on(history, agenda->zone, day) >= policy->budget) {
		*until = zone_day_start(agenda->zone, day + 1);
		return REASON_BUDGET;
	}
	if (last > now->wall - policy->apart && last <= now->wall) {
		*until = last + policy->apart;
		return REASON_APART;
	}
	return REASON_NONE;
}

static Reason reach_reason(Reach reach, gboolean asked)
{
	if (!reach.present && !asked)
		return REASON_AWAY;
	return reach.server ? REASON_NONE : REASON_NO_SERVER;
}

static Reason unavailable(Agenda *agenda, const Moment *now, Reach reach, gboolean asked, gint64 *until)
{
	Reason reason = asked ? REASON_NONE : policy_reason(agenda, now, until);

	if (reason != REASON_NONE)
		return reason;
	*until = TIME_NEVER;
	return reach_reason(reach, asked);
}

Reason agenda_unavailable(Agenda *agenda, const Moment *now, Reach reach, gint64 *until)
{
	return unavailable(agenda, now, reach, FALSE, until);
}

/* Held until the person can be reached, or let go at once where waiting has no sense: a nudge is of its moment. */
static gboolean worth_holding(const Prompt *prompt, Reason reason, gint64 until)
{
	switch (reason) {
	case REASON_BUDGET:
	case REASON_NO_CONTENT:
		return FALSE;
	case REASON_PAUSED:
	case REASON_QUIET:
		return prompt->kind != KIND_NUDGE && until < prompt->expires;
	case REASON_AWAY:
		return prompt->kind != KIND_NUDGE;
	case REASON_APART:
		return until < prompt->expires;
	case REASON_NONE:
	case REASON_NO_SERVER:
	case N_REASONS:
		break;
	}
	return TRUE;
}

/* --- evaluation --- */

static void act(GArray *acts, ActKind kind, Prompt *prompt)
{
	Act one = { kind, prompt };

	g_array_append_val(acts, one);
}

static void close_with(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome)
{
	agenda_close(agenda, prompt, now->wall, outcome);
	act(acts, ACT_CLOSE, prompt);
}

static void meet_deadline(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now)
{
	if (prompt->state == PROMPT_SNOOZED) {
		prompt->state = PROMPT_HELD;
		prompt->asked = TRUE; /* the person chose this moment */
		prompt->expires = now->wall + (prompt->expires - prompt->due);
	} else if (now->wall >= prompt->expires) {
		close_with(agenda, acts, prompt, now,
		           prompt->state == PROMPT_SHOWN ? OUTCOME_EXPIRED : OUTCOME_DROPPED);
	} else {
		gint64 until;

		prompt->remind = TIME_NEVER;
		if (unavailable(agenda, now, (Reach){ TRUE, TRUE }, FALSE, &until) != REASON_QUIET)
			act(acts, ACT_REMIND, prompt);
	}
}

static void meet_deadlines(Agenda *agenda, GArray *acts, const Moment *now)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	for (guint i = 0; i < open->len; i++)
		if (prompt_next(open->pdata[i], now) <= now->wall)
			meet_deadline(agenda, acts, open->pdata[i], now);
}

/* Only random moments: a missed one is gone, it has no hour of its own to catch up with. */
static gboolean only_random(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) != WHEN_RANDOM)
			return FALSE;
	return TRUE;
}

static void merge_earlier(Agenda *agenda, GArray *acts, const char *schedule, const Moment *now)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	for (guint i = 0; i < open->len; i++) {
		Prompt *prompt = open->pdata[i];

		if (g_str_equal(prompt->schedule, schedule) && !prompt->asked)
			close_with(agenda, acts, prompt, now,
			           prompt->state == PROMPT_SHOWN ? OUTCOME_EXPIRED : OUTCOME_MERGED);
	}
}

/* One prompt for all that came due in (handled, now]. */
static void come_due(Agenda *agenda, GArray *acts, Row *row, const Moment *now)
{
	Frame with = frame(agenda);
	gint64 first = row->next, latest = first, next = first;
	int count = 0;
	Prompt *prompt;

	while (next <= now->wall) {
		latest = next;
		count += count < COUNT_MOST;
		next = schedule_next(row->schedule, &with,
		                     count < COUNT_MOST ? latest : MAX(latest, now->wall - MINUTES(2)));
	}
	row->next = next;
	row->handled = now->wall;
	history_set_handled(agenda->history, row->schedule, latest);
	merge_earlier(agenda, acts, row->schedule->id, now);
	prompt = prompt_new(row->schedule, latest, now->wall);
	prompt->first = first;
	prompt->missed = count == 1 && now->wall - latest <= AGENDA_ORDINARY ? 0 : count;
	take_in(agenda, prompt);
	if (prompt->missed && (only_random(row->schedule) || prompt->expires <= now->wall)) {
		agenda_close(agenda, prompt, now->wall, OUTCOME_MISSED);
		act(acts, ACT_DECIDE, prompt);
	}
}

/* A clock set far back or far forward was wrong before: what lies between was not lived. */
static void correct(Agenda *agenda, const Moment *now)
{
	gint64 stepped = agenda->evaluated ? (now->wall - agenda->last.wall) - (now->boot - agenda->last.boot) : 0;

	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		if (stepped > AGENDA_CORRECTION || row->handled > now->wall + AGENDA_CORRECTION)
			row_set_handled(agenda, row, now->wall);
	}
	agenda->last = *now;
	agenda->evaluated = TRUE;
}

static void show_what_can_be(Agenda *agenda, GArray *acts, const Moment *now, Reach reach)
{
	g_autoptr(GPtrArray) open = g_ptr_array_copy(agenda->open, NULL, NULL);

	g_ptr_array_sort(open, by_precedence);
	for (guint i = 0; i < open->len; i++) {
		Prompt *prompt = open->pdata[i];
		gboolean fresh = g_ptr_array_remove(agenda->fresh, prompt);
		gint64 until;

		if (prompt->state != PROMPT_HELD)
			continue;
		prompt->reason = unavailable(agenda, now, reach, prompt->asked, &until);
		if (prompt->reason == REASON_NONE) {
			prompt->state = PROMPT_SHOWN;
			prompt->shown = now->wall;
			if (!prompt->asked)
				history_add_shown(agenda->history, now->wall);
		} else if (!worth_holding(prompt, prompt->reason, until)) {
			agenda_close(agenda, prompt, now->wall, OUTCOME_DROPPED);
		}
		if (fresh)
			act(acts, ACT_DECIDE, prompt);
		else if (prompt->state == PROMPT_CLOSED)
			act(acts, ACT_CLOSE, prompt);
		if (prompt->state == PROMPT_SHOWN)
			act(acts, ACT_SHOW, prompt);
	}
}

GArray *agenda_evaluate(Agenda *agenda, const Moment *now, Reach reach)
{
	GArray *acts = g_array_new(FALSE, FALSE, sizeof(Act));

	g_ptr_array_set_size(agenda->closed, 0);
	correct(agenda, now);
	meet_deadlines(agenda, acts, now);
	for (guint i = 0; i < agenda->rows->len; i++) {
		Row *row = &g_array_index(agenda->rows, Row, i);

		if (row->next <= now->wall)
			come_due(agenda, acts, row, now);
	}
	show_what_can_be(agenda, acts, now, reach);
	return acts;
}

gint64 agenda_next_due(Agenda *agenda, gint64 after, const Schedule **schedule)
{
	Frame with = frame(agenda);
	gint64 next = TIME_NEVER;

	for (guint i = 0; i < agenda->rows->len; i++) {
		const Row *row = &g_array_index(agenda->rows, Row, i);
		gint64 due = row->handled <= after && after < row->next ? row->next
		                                                        : schedule_next(row->schedule, &with, after);

		if (due < next) {
			next = due;
			if (schedule)
				*schedule = row->schedule;
		}
	}
	return next;
}

gint64 agenda_next(Agenda *agenda, const Moment *now, Reach reach)
{
	gint64 next = TIME_NEVER, until;

	for (guint i = 0; i < agenda->rows->len; i++)
		next = MIN(next, g_array_index(agenda->rows, Row, i).next);
	for (guint i = 0; i < agenda->open->len; i++) {
		const Prompt *prompt = agenda->open->pdata[i];

		next = MIN(next, prompt_next(prompt, now));
		if (prompt->state == PROMPT_HELD && unavailable(agenda, now, reach, prompt->asked, &until) != REASON_NONE)
			next = MIN(next, until);
	}
	return next;
}
