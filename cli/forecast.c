#include "cli/forecast.h"

#include "core/agenda.h"

typedef struct Run {
	const GArray *dues;
	GArray *found;      /* of Forecast */
	GHashTable *places; /* "schedule due" -> index */
	Agenda *agenda;
	Moment now;
} Run;

static char *key_of(const char *schedule, gint64 due)
{
	return g_strdup_printf("%s %" G_GINT64_FORMAT, schedule, due);
}

static Forecast *place(Run *run, const Prompt *prompt)
{
	g_autofree char *key = key_of(prompt->schedule, prompt->due);
	gpointer index;

	if (!g_hash_table_lookup_extended(run->places, key, NULL, &index))
		return NULL;
	return &g_array_index(run->found, Forecast, GPOINTER_TO_UINT(index));
}

static void take(Run *run, const Act *act)
{
	Forecast *forecast = act->prompt ? place(run, act->prompt) : NULL;

	if (forecast && act->prompt->reason != REASON_NONE)
		forecast->reason = act->prompt->reason;
	if (act->kind != ACT_SHOW)
		return;
	if (forecast)
		forecast->shown = run->now.wall;
	agenda_close(run->agenda, act->prompt, run->now.wall, OUTCOME_ANSWERED);
}

/* To the next moment at which something happens; FALSE: it lies behind the last of the dues and all that was held. */
static gboolean step(Run *run)
{
	const Reach reach = { TRUE, TRUE };
	gint64 last = g_array_index(run->dues, Due, run->dues->len - 1).at;
	gint64 next = agenda_next(run->agenda, &run->now, reach);
	g_autoptr(GArray) acts = NULL;

	if (next == TIME_NEVER || (next > last && agenda_open(run->agenda)->len == 0))
		return FALSE;
	next = MAX(next, run->now.wall);
	run->now.boot += next - run->now.wall;
	run->now.wall = next;
	acts = agenda_evaluate(run->agenda, &run->now, reach);
	for (guint i = 0; i < acts->len; i++)
		take(run, &g_array_index(acts, Act, i));
	return TRUE;
}

static void run_new(Run *run, const Cli *cli, Upcoming *upcoming, gint64 after)
{
	const GPtrArray *schedules = upcoming->settings->schedules;

	run->found = g_array_new(FALSE, TRUE, sizeof(Forecast));
	g_array_set_size(run->found, run->dues->len);
	run->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < run->dues->len; i++) {
		const Due *due = &g_array_index(run->dues, Due, i);

		g_hash_table_insert(run->places, key_of(due->schedule->id, due->at), GUINT_TO_POINTER(i));
	}
	run->now = cli_moment(cli);
	run->now.boot += after - run->now.wall;
	run->now.wall = after;
	run->agenda = agenda_new(upcoming->history, cli->zone);
	g_hash_table_remove_all(upcoming->history->handled); /* nothing to catch up with: all begin at `after` */
	agenda_configure(run->agenda, &upcoming->settings->policy, schedules, after);
}

GArray *forecast(const Cli *cli, Upcoming *upcoming, const GArray *dues, gint64 after)
{
	Run run = { .dues = dues };
	guint most = 8 * dues->len + 1000; /* steps: a bound, were there ever a moment that stays */

	if (!dues->len)
		return g_array_new(FALSE, TRUE, sizeof(Forecast));
	run_new(&run, cli, upcoming, after);
	while (most-- && step(&run))
		;
	agenda_free(run.agenda);
	g_hash_table_unref(run.places);
	return run.found;
}
