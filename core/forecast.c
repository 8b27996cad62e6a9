#include "core/forecast.h"

/* Known once its end is; until then it waits behind those that came before it. */
typedef struct Fate {
	Foreseen seen;
	gboolean settled;
} Fate;

typedef struct Draw {
	const Schedule *schedule;
	int trigger;
} Draw;

struct Forecast {
	History *history;
	Zone *zone;
	const Policy *policy;
	Agenda *agenda;
	Moment now;
	gint64 until;
	GQueue fates;     /* of Fate, in order */
	GHashTable *open; /* Prompt -> Fate, borrowed: not settled yet */
	GHashTable *ids;  /* schedule id -> Schedule, borrowed */
	GArray *draws;    /* of Draw: every random trigger */
	int drawn;        /* up to that day the draws are kept */
};

static const Reach there = { TRUE, TRUE };

Frame forecast_frame(const Forecast *forecast)
{
	return (Frame){ .zone = forecast->zone,
		        .secret = forecast->history->secret,
		        .draws = forecast->history->draws,
		        .quiet = forecast->policy->quiet,
		        .events = forecast->history->events,
		        .anchors = forecast->history->anchors };
}

/* --- draws: each day's once, as the daemon keeps them --- */

static void find_draws(Forecast *forecast, const GPtrArray *schedules)
{
	for (guint i = 0; i < schedules->len; i++) {
		const Schedule *schedule = schedules->pdata[i];

		for (guint trigger = 0; schedule->enabled && trigger < schedule->whens->len; trigger++)
			if (when_form(schedule->whens->pdata[trigger]) == WHEN_RANDOM)
				g_array_append_val(forecast->draws, ((Draw){ schedule, (int)trigger }));
	}
}

static void keep_draw(Forecast *forecast, const Draw *draw, int day)
{
	Frame frame = forecast_frame(forecast);
	WhenContext context = schedule_context(draw->schedule, &frame, draw->trigger);
	g_autofree gint64 *moments = NULL;
	guint n;

	if (draws_get(forecast->history->draws, draw->schedule->id, draw->trigger, day, &n))
		return;
	moments = when_draw(draw->schedule->whens->pdata[draw->trigger], &context, day, &n);
	draws_put(forecast->history->draws, draw->schedule->id, draw->trigger, day, moments, n);
}

/* A search looks at the day before and at the two that follow; another zone's date may be one off. */
static void keep_draws(Forecast *forecast)
{
	int today = zone_day(forecast->zone, forecast->now.wall);

	if (forecast->drawn >= today + 2)
		return;
	draws_forget(forecast->history->draws, today - 3);
	for (int day = MAX(forecast->drawn + 1, today - 2); day <= today + 3; day++)
		for (guint i = 0; i < forecast->draws->len; i++)
			keep_draw(forecast, &g_array_index(forecast->draws, Draw, i), day);
	forecast->drawn = today + 3;
}

/* --- the run --- */

/* A schedule that the daemon knows goes on as it is: intervals count from where they did. Nothing is caught up with. */
static void begin_all(Forecast *forecast, const GPtrArray *schedules)
{
	History *history = forecast->history;

	for (guint i = 0; i < schedules->len; i++) {
		const Schedule *schedule = schedules->pdata[i];

		if (history_handled(history, schedule) == TIME_NEVER)
			g_hash_table_remove(history->handled, schedule->id);
		else
			history_set_handled(history, schedule, forecast->now.wall, TRUE);
	}
	history_as_of(history, &forecast->now);
	ease_freeze(history->ease, forecast->now.wall); /* whether the person answers then, nobody knows */
	agenda_configure(forecast->agenda, forecast->policy, schedules, forecast->now.wall);
}

static gboolean is_random(const Forecast *forecast, const Prompt *prompt, const Schedule *schedule)
{
	Frame frame = forecast_frame(forecast);

	for (guint i = 0; i < forecast->draws->len; i++) {
		const Draw *draw = &g_array_index(forecast->draws, Draw, i);

		if (draw->schedule == schedule && schedule_names(schedule, &frame, draw->trigger, prompt->due))
			return TRUE;
	}
	return FALSE;
}

/* A closed one was not shown; one that is on screen is answered there and then. */
static void settle(Forecast *forecast, Prompt *prompt)
{
	Fate *fate = g_hash_table_lookup(forecast->open, prompt);
	gboolean shown = prompt->state == PROMPT_SHOWN;

	if (fate) {
		fate->seen.shown = shown ? forecast->now.wall : 0;
		fate->seen.merged = !shown && prompt->outcome == OUTCOME_MERGED;
		fate->settled = TRUE;
		g_hash_table_remove(forecast->open, prompt);
	}
	if (shown)
		agenda_close(forecast->agenda, prompt, forecast->now.wall, OUTCOME_ANSWERED);
}

static void decide(Forecast *forecast, Prompt *prompt)
{
	const Schedule *schedule = g_hash_table_lookup(forecast->ids, prompt->schedule);
	Fate *fate;

	if (!schedule || prompt->at >= forecast->until)
		return;
	fate = g_new0(Fate, 1);
	fate->seen = (Foreseen){ .schedule = schedule, .due = prompt->due, .at = prompt->at };
	fate->seen.random = is_random(forecast, prompt, schedule);
	g_queue_push_tail(&forecast->fates, fate);
	g_hash_table_insert(forecast->open, prompt, fate);
}

static void note_reason(Forecast *forecast, const Prompt *prompt)
{
	Fate *fate = g_hash_table_lookup(forecast->open, prompt);

	if (fate && prompt->reason != REASON_NONE)
		fate->seen.reason = prompt->reason;
}

static void take(Forecast *forecast, const Act *act)
{
	if (!act->prompt)
		return;
	if (act->kind == ACT_DECIDE)
		decide(forecast, act->prompt);
	note_reason(forecast, act->prompt);
	if (act->kind == ACT_SHOW || act->prompt->state == PROMPT_CLOSED)
		settle(forecast, act->prompt);
}

static void evaluate(Forecast *forecast)
{
	g_autoptr(GArray) acts = NULL;

	keep_draws(forecast);
	acts = agenda_evaluate(forecast->agenda, &forecast->now, there);
	for (guint i = 0; i < acts->len; i++)
		take(forecast, &g_array_index(acts, Act, i));
}

/* To the next moment at which something happens; FALSE: there is none, or it is too late and nothing waits for it. */
static gboolean step(Forecast *forecast)
{
	gint64 next = agenda_next(forecast->agenda, &forecast->now, there);

	if (next == TIME_NEVER || (next >= forecast->until && g_queue_is_empty(&forecast->fates)))
		return FALSE;
	next = MAX(next, forecast->now.wall + 1); /* were there ever a moment that stays */
	forecast->now.boot += next - forecast->now.wall;
	forecast->now.wall = next;
	evaluate(forecast);
	return TRUE;
}

/* --- the value --- */

Forecast *forecast_new(History *history, Zone *zone, const Policy *policy, const GPtrArray *schedules,
                       const Moment *begin, gint64 until)
{
	Forecast *forecast = g_new0(Forecast, 1);

	forecast->history = history;
	forecast->zone = zone;
	forecast->policy = policy;
	forecast->now = *begin;
	forecast->until = until;
	forecast->open = g_hash_table_new(NULL, NULL);
	forecast->ids = g_hash_table_new(g_str_hash, g_str_equal);
	forecast->draws = g_array_new(FALSE, FALSE, sizeof(Draw));
	forecast->agenda = agenda_new(history, zone);
	for (guint i = 0; i < schedules->len; i++)
		g_hash_table_insert(forecast->ids, ((Schedule *)schedules->pdata[i])->id, schedules->pdata[i]);
	find_draws(forecast, schedules);
	keep_draws(forecast);
	begin_all(forecast, schedules);
	evaluate(forecast); /* as the daemon does when it starts */
	return forecast;
}

gboolean forecast_next(Forecast *forecast, Foreseen *one)
{
	g_autofree Fate *first = NULL;

	while (!(first = g_queue_peek_head(&forecast->fates)) || !first->settled) {
		first = NULL;
		if (!step(forecast))
			return FALSE;
	}
	g_queue_pop_head(&forecast->fates);
	*one = first->seen;
	return TRUE;
}

gint64 forecast_now(const Forecast *forecast)
{
	return forecast->now.wall;
}

void forecast_free(Forecast *forecast)
{
	if (!forecast)
		return;
	agenda_free(forecast->agenda);
	g_queue_clear_full(&forecast->fates, g_free);
	g_hash_table_unref(forecast->open);
	g_hash_table_unref(forecast->ids);
	g_array_unref(forecast->draws);
	g_free(forecast);
}
