#include "cli/episode.h"

#include "cli/prompts.h"

Episode *episode_new(const Cli *cli, gint64 at, int intensity)
{
	Episode *episode = g_new0(Episode, 1);

	episode->begun = at;
	episode->zone_offset = zone_offset(cli->zone, at);
	episode->ratings = g_array_new(FALSE, FALSE, sizeof(Rating));
	episode->delay_kept = episode->end_kept = TRUE;
	episode_rate(episode, at, intensity);
	return episode;
}

static Episode *episode_from(const Cli *cli, const UrgeFact *fact)
{
	Episode *episode = episode_new(cli, fact->begun, MAX(fact->first, 0));

	episode->id = fact->id;
	episode->zone_offset = fact->zone_offset;
	episode->ratings_kept = 1;
	return episode;
}

Episode *episode_open(const Cli *cli, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, error);
	g_autoptr(GArray) urges = store ? store_urges(store, G_MININT64, TIME_NEVER, error) : NULL;

	for (guint i = urges ? urges->len : 0; i-- > 0;)
		if (!g_array_index(urges, UrgeFact, i).ended)
			return episode_from(cli, &g_array_index(urges, UrgeFact, i));
	return NULL;
}

void episode_rate(Episode *episode, gint64 at, int intensity)
{
	Rating rating = { at, intensity };

	g_array_append_val(episode->ratings, rating);
}

void episode_delay(Episode *episode, gint64 span, const Deadline *until)
{
	episode->delay = span;
	episode->until = *until;
	episode->delay_kept = FALSE;
}

void episode_end(Episode *episode, gint64 at, const char *acted)
{
	episode->ended = at;
	episode->acted = acted;
	episode->end_kept = FALSE;
}

/* --- writing --- */

static gboolean keep_begin(Episode *episode, Store *store, GError **error)
{
	const Rating *first = &g_array_index(episode->ratings, Rating, 0);

	if (episode->id)
		return TRUE;
	episode->id = store_begin_urge(store, episode->begun, episode->zone_offset, first->intensity, error);
	episode->ratings_kept = episode->id ? 1 : 0;
	return episode->id != 0;
}

static gboolean keep_ratings(Episode *episode, Store *store, GError **error)
{
	for (; episode->ratings_kept < episode->ratings->len; episode->ratings_kept++) {
		const Rating *rating = &g_array_index(episode->ratings, Rating, episode->ratings_kept);

		if (!store_rate_urge(store, episode->id, rating->at, rating->intensity, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean keep_delay(Episode *episode, Store *store, GError **error)
{
	if (!episode->delay_kept)
		episode->delay_kept = store_delay_urge(store, episode->id, episode->delay, &episode->until, error);
	return episode->delay_kept;
}

static gboolean keep_end(Episode *episode, Store *store, GError **error)
{
	if (!episode->end_kept)
		episode->end_kept = store_end_urge(store, episode->id, episode->ended, episode->acted, error);
	return episode->end_kept;
}

/* What the daemon asks about an urge that has ended needs no answer any more. */
static void take_back_question(const Episode *episode, const Cli *cli)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	g_autoptr(GPtrArray) all = daemon ? prompts_waiting(cli, daemon, NULL) : NULL;
	g_autofree char *schedule = g_strdup_printf("urge/%" G_GINT64_FORMAT, episode->id);

	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];

		if (g_str_equal(waiting->schedule, schedule))
			bus_steady1_call_dismiss_sync(daemon, waiting->id, NULL, NULL);
	}
}

gboolean episode_save(Episode *episode, const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, &error);

	g_clear_pointer(&episode->problem, g_free);
	if (store && keep_begin(episode, store, &error) && keep_ratings(episode, store, &error) &&
	    keep_delay(episode, store, &error) && keep_end(episode, store, &error)) {
		cli_refresh(cli);
		if (episode->ended)
			take_back_question(episode, cli);
		return TRUE;
	}
	episode->problem = g_strdup(error->message);
	return FALSE;
}

void episode_free(Episode *episode)
{
	if (!episode)
		return;
	g_array_unref(episode->ratings);
	g_free(episode->problem);
	g_free(episode);
}
