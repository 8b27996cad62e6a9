#include "cli/upcoming.h"

static History *load_history(const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	History *history;

	if (!cli_has_store(cli))
		return NULL;
	store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, &error);
	history = store ? store_load_history(store, cli->now, &error) : NULL;
	if (!history && !g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		cli_store_fail(cli, error);
	return history;
}

Upcoming *upcoming_new(const Cli *cli, Settings *settings, gint64 after)
{
	Upcoming *upcoming = g_new0(Upcoming, 1);

	upcoming->settings = settings;
	upcoming->history = load_history(cli);
	upcoming->drawn = upcoming->history != NULL && *upcoming->history->secret;
	if (!upcoming->history)
		upcoming->history = history_new("");
	upcoming->frame = (Frame){ .zone = cli->zone,
		                   .secret = upcoming->history->secret,
		                   .draws = upcoming->history->draws,
		                   .quiet = settings->policy.quiet };
	upcoming->next = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (guint i = 0; i < settings->schedules->len; i++) {
		gint64 next = schedule_next(settings->schedules->pdata[i], &upcoming->frame, after);

		g_array_append_val(upcoming->next, next);
	}
	return upcoming;
}

/* Whether it is a drawn moment that falls there. */
static gboolean is_random(const Upcoming *upcoming, const Schedule *schedule, gint64 at)
{
	for (guint i = 0; i < schedule->whens->len; i++) {
		const When *when = schedule->whens->pdata[i];

		WhenContext context = schedule_context(schedule, &upcoming->frame, (int)i);

		if (when_form(when) == WHEN_RANDOM && when_next(when, &context, at - 1) == at)
			return TRUE;
	}
	return FALSE;
}

gboolean upcoming_next(Upcoming *upcoming, Due *due)
{
	gint64 *next = (gint64 *)(void *)upcoming->next->data;
	guint first = 0;

	for (guint i = 1; i < upcoming->next->len; i++)
		if (next[i] < next[first])
			first = i;
	if (!upcoming->next->len || next[first] == TIME_NEVER)
		return FALSE;
	due->schedule = upcoming->settings->schedules->pdata[first];
	due->at = next[first];
	due->random = is_random(upcoming, due->schedule, due->at);
	next[first] = schedule_next(due->schedule, &upcoming->frame, due->at);
	return TRUE;
}

Forecast *upcoming_forecast(const Cli *cli, Upcoming *upcoming, gint64 after, gint64 until)
{
	Moment begin = cli_moment(cli);

	begin.boot += after - begin.wall;
	begin.wall = after;
	return forecast_new(upcoming->history, cli->zone, &upcoming->settings->policy, upcoming->settings->schedules,
	                    &begin, until);
}

void upcoming_free(Upcoming *upcoming)
{
	if (!upcoming)
		return;
	history_free(upcoming->history);
	g_array_unref(upcoming->next);
	g_free(upcoming);
}
