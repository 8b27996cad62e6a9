/* What came due of a schedule since the last look: one decision, or, where all are to be shown, one each. */
#include "core/agenda-state.h"

#define COUNT_MOST 100000 /* missed occurrences are counted up to here */
#define MOST_CAUGHT 20    /* missed = all shows so many */

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
			agenda_close_with(agenda, acts, prompt, now, prompt->shown ? OUTCOME_EXPIRED : OUTCOME_MERGED);
	}
	return !under_way;
}

/* All of a schedule that came due in (handled, now]. */
typedef struct Gathered {
	gint64 first, latest;
	gint64 before;              /* the latest one that is not among the recent */
	gint64 recent[MOST_CAUGHT]; /* a ring */
	guint taken;                /* into it */
	int count;                  /* of all, up to COUNT_MOST */
} Gathered;

static void take(Gathered *all, gint64 nominal)
{
	gint64 *place = &all->recent[all->taken % MOST_CAUGHT];

	if (all->taken++ >= MOST_CAUGHT)
		all->before = *place;
	*place = all->latest = nominal;
	all->count += all->count < COUNT_MOST;
}

/* One is due before the next nominal one, so that of all in the past only the last may still lie ahead. */
static Gathered gather(Agenda *agenda, Row *row, const Moment *now)
{
	Frame frame = agenda_frame(agenda);
	Gathered all = { .first = row->next };
	gint64 next = row->next;

	while (next <= now->wall) {
		gint64 from = all.count < COUNT_MOST ? next : MAX(next, now->wall - MINUTES(2));
		gint64 following = schedule_next(row->schedule, &frame, from);

		if (following > now->wall && schedule_jittered(row->schedule, &frame, next) > now->wall)
			break;
		take(&all, next);
		next = following;
	}
	if (!all.taken) {
		row_set_next(agenda, row, next);
		return all;
	}
	row->handled = all.latest;
	agenda->furthest = MAX(agenda->furthest, all.latest);
	row_set_next(agenda, row, next);
	history_advance(agenda->history, row->schedule, all.latest);
	return all;
}

/* One prompt for `count` of them, from `first` to `due`. */
static Prompt *prompt_for(Agenda *agenda, const Row *row, gint64 first, gint64 due, int count, const Moment *now)
{
	Frame frame = agenda_frame(agenda);
	const Schedule *schedule = row->schedule;
	double ease = ease_chance(agenda->history->ease, agenda->policy, schedule->kind, agenda->zone, now->wall);
	Prompt *prompt = prompt_new(schedule, due, now->wall);

	prompt->first = first;
	prompt->at = schedule_jittered(schedule, &frame, due);
	prompt->expires = prompt->at + prompt->lifetime;
	prompt->probability = schedule->chance * ease;
	if (prompt->probability < 1)
		prompt->draw = schedule_draw(schedule, &frame, due);
	prompt->missed =
		count == 1 && now->wall - prompt->at <= AGENDA_ORDINARY && now->wall < prompt->expires ? 0 : count;
	return prompt;
}

static void decide_closed(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome)
{
	agenda_close(agenda, prompt, now->wall, outcome);
	agenda_act(acts, ACT_DECIDE, prompt);
}

/* Where there is more grace than a prompt lives, it lives on from when it is caught up with. */
static gboolean catch_up(const Schedule *schedule, Prompt *prompt, const Moment *now)
{
	if (prompt->outcome == OUTCOME_MISSED || schedule_missed(schedule) == MISSED_SKIP ||
	    now->wall - prompt->at >= schedule_grace(schedule))
		return FALSE;
	if (prompt->expires <= now->wall)
		prompt->expires = now->wall + prompt->lifetime;
	return TRUE;
}

/* What the draw silences takes no earlier one's place. */
static void decide(Agenda *agenda, GArray *acts, const Schedule *schedule, Prompt *prompt, gboolean alone,
                   const Moment *now)
{
	gboolean gone = prompt->missed && !catch_up(schedule, prompt, now);

	agenda_take_in(agenda, prompt);
	if (gone)
		decide_closed(agenda, acts, prompt, now, OUTCOME_MISSED);
	else if (!alone && !prompt_is_silent(prompt))
		decide_closed(agenda, acts, prompt, now, OUTCOME_MERGED);
}

static gboolean is_to_be_shown(const Schedule *schedule, const Prompt *prompt, const Moment *now)
{
	Prompt copy = *prompt;

	return !prompt_is_silent(prompt) && (!prompt->missed || catch_up(schedule, &copy, now));
}

static GPtrArray *prompts_for(Agenda *agenda, Row *row, const Gathered *all, const Moment *now)
{
	GPtrArray *prompts = g_ptr_array_new();
	guint n = MIN(all->taken, MOST_CAUGHT);

	if (schedule_missed(row->schedule) != MISSED_ALL) {
		g_ptr_array_add(prompts, prompt_for(agenda, row, all->first, all->latest, all->count, now));
		return prompts;
	}
	if (all->taken > n) {
		Prompt *older = prompt_for(agenda, row, all->first, all->before, all->count - (int)n, now);

		older->outcome = OUTCOME_MISSED;
		g_ptr_array_add(prompts, older);
	}
	for (guint i = all->taken - n; i < all->taken; i++) {
		gint64 due = all->recent[i % MOST_CAUGHT];
		Prompt *one = prompt_for(agenda, row, due, due, 1, now);

		one->missed |= all->taken > 1;
		g_ptr_array_add(prompts, one);
	}
	return prompts;
}

/* The latest only; `all`: the latest 20, and one row for those before them. */
void agenda_come_due(Agenda *agenda, GArray *acts, Row *row, const Moment *now)
{
	Gathered all = gather(agenda, row, now);
	g_autoptr(GPtrArray) prompts = all.taken ? prompts_for(agenda, row, &all, now) : g_ptr_array_new();
	gboolean any = FALSE, alone;

	if (all.taken) /* their moments are told: from here on its intervals count from the latest */
		agenda_anchor(agenda, acts, row, all.latest, now);
	if (all.taken && row->elapsed) /* where that lay ahead, the next one found before is another */
		row_set_handled(agenda, row, all.latest);
	for (guint i = 0; i < prompts->len; i++)
		any |= is_to_be_shown(row->schedule, prompts->pdata[i], now);
	alone = !any || merge_earlier(agenda, acts, row->schedule->id, now);
	for (guint i = 0; i < prompts->len; i++)
		decide(agenda, acts, row->schedule, prompts->pdata[i], alone, now);
}
