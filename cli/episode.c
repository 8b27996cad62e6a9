#include "cli/episode.h"

#include "cli/prompts.h"
#include "core/store-outcomes.h"

/* One thing that was said, and how it is written. */
typedef struct Edit {
	gboolean (*write)(const Episode *episode, Store *store, const struct Edit *edit, GError **error);
	gint64 at;
	int number;
	UrgeNote note;
	char *text;
	gboolean none; /* there is no deadline */
	Deadline until;
} Edit;

static void edit_free(gpointer data)
{
	g_free(((Edit *)data)->text);
	g_free(data);
}

static void say(Episode *episode, Edit edit)
{
	g_queue_push_tail(episode->unwritten, g_memdup2(&edit, sizeof edit));
}

static Episode *episode_blank(void)
{
	Episode *episode = g_new0(Episode, 1);

	urge_init(&episode->urge);
	episode->unwritten = g_queue_new();
	return episode;
}

void episode_free(Episode *episode)
{
	if (!episode)
		return;
	urge_clear(&episode->urge);
	g_queue_free_full(episode->unwritten, edit_free);
	g_clear_object(&episode->holder);
	g_free(episode->problem);
	g_free(episode);
}

/* --- what is said --- */

static gboolean write_begin(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	gint64 *id = (gint64 *)&episode->urge.id;

	*id = store_begin_urge(store, edit->at, episode->urge.zone_offset, edit->number, error);
	return *id != 0;
}

static void add_rating(Episode *episode, gint64 at, int intensity)
{
	Rating rating = { at, intensity };

	g_array_append_val(episode->urge.ratings, rating);
}

Episode *episode_new(const Cli *cli, gint64 at, int intensity)
{
	Episode *episode = episode_blank();

	episode->urge.begun = at;
	episode->urge.zone_offset = zone_offset(cli->zone, at);
	if (intensity >= 0)
		add_rating(episode, at, intensity);
	say(episode, (Edit){ .write = write_begin, .at = at, .number = intensity });
	return episode;
}

static gboolean write_rating(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_rate_urge(store, episode->urge.id, edit->at, edit->number, error);
}

void episode_rate(Episode *episode, gint64 at, int intensity)
{
	add_rating(episode, at, intensity);
	say(episode, (Edit){ .write = write_rating, .at = at, .number = intensity });
}

static gboolean write_note(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_note_urge(store, episode->urge.id, edit->note, edit->text, error);
}

static char **field(Urge *urge, UrgeNote note)
{
	char **fields[N_URGE_NOTES] = { &urge->feeling, &urge->sort, &urge->cue, &urge->plan, &urge->later };

	return fields[note];
}

void episode_note(Episode *episode, UrgeNote note, const char *word)
{
	char **kept = field(&episode->urge, note);

	g_free(*kept);
	*kept = g_strdup(word);
	say(episode, (Edit){ .write = write_note, .note = note, .text = g_strdup(word) });
}

static gboolean write_forecast(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_forecast_urge(store, episode->urge.id, edit->number, edit->at, error);
}

void episode_forecast(Episode *episode, int forecast, gint64 at)
{
	episode->urge.forecast = forecast;
	episode->urge.forecast_for = at;
	say(episode, (Edit){ .write = write_forecast, .at = at, .number = forecast });
}

static gboolean write_delay(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_delay_urge(store, episode->urge.id, edit->at, &edit->until, error);
}

void episode_delay(Episode *episode, gint64 span, const Deadline *until)
{
	episode->urge.delay = span;
	episode->until = *until;
	say(episode, (Edit){ .write = write_delay, .at = span, .until = *until });
}

static gboolean write_again(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_ask_urge_again(store, episode->urge.id, edit->none ? NULL : &edit->until, error);
}

void episode_again(Episode *episode, const Deadline *at)
{
	say(episode, (Edit){ .write = write_again, .none = !at, .until = at ? *at : (Deadline){ 0 } });
}

static gboolean write_plan(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	const OutcomeFact outcome = { .kind = OUTCOME_OF_PLAN,
		                      .name = episode->urge.plan,
		                      .value = edit->text,
		                      .at = edit->at,
		                      .zone_offset = episode->urge.zone_offset,
		                      .urge = episode->urge.id };

	return store_add_outcome(store, &outcome, error);
}

void episode_plan(Episode *episode, const char *value, gint64 at)
{
	say(episode, (Edit){ .write = write_plan, .at = at, .text = g_strdup(value) });
}

static gboolean write_end(const Episode *episode, Store *store, const Edit *edit, GError **error)
{
	return store_end_urge(store, episode->urge.id, edit->at, edit->text, error);
}

void episode_end(Episode *episode, gint64 at, const char *acted)
{
	episode->urge.ended = episode->urge.ended ? episode->urge.ended : at;
	g_free(episode->urge.acted);
	episode->urge.acted = g_strdup(acted);
	say(episode, (Edit){ .write = write_end, .at = at, .text = g_strdup(acted) });
}

/* --- the store --- */

static Episode *episode_from(Store *store, Urge *urge, GError **error)
{
	g_autoptr(GArray) delays = store_delays(store, error);
	Episode *episode = delays ? episode_blank() : NULL;

	if (!episode)
		return NULL;
	urge_clear(&episode->urge);
	episode->urge = *urge;
	urge_init(urge); /* taken */
	for (guint i = 0; i < delays->len; i++) {
		const Delay *delay = &g_array_index(delays, Delay, i);

		if (delay->urge == episode->urge.id && delay->ask == URGE_END)
			episode->until = delay->until;
	}
	return episode;
}

Episode *episode_open(const Cli *cli, gint64 from, gboolean any, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, error);
	g_autoptr(GArray) urges = store ? store_episodes(store, from, TIME_NEVER, error) : NULL;

	for (guint i = urges ? urges->len : 0; i-- > 0;)
		if (any || !g_array_index(urges, Urge, i).ended)
			return episode_from(store, &g_array_index(urges, Urge, i), error);
	return NULL;
}

/* What the daemon asks about an urge that has ended needs no answer any more. */
static void take_back_question(const Episode *episode, const Cli *cli)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	g_autoptr(GPtrArray) all = daemon ? prompts_waiting(cli, daemon, NULL) : NULL;
	UrgeAsk ask;

	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];

		if (urge_of_schedule(waiting->schedule, &ask) == episode->urge.id && ask != URGE_ASK_LATER)
			bus_steady1_call_dismiss_sync(daemon, waiting->id, NULL, NULL);
	}
}

static gboolean write_all(Episode *episode, Store *store, GError **error)
{
	const Edit *edit;

	while ((edit = g_queue_peek_head(episode->unwritten))) {
		if (!edit->write(episode, store, edit, error))
			return FALSE;
		edit_free(g_queue_pop_head(episode->unwritten));
	}
	return TRUE;
}

gboolean episode_save(Episode *episode, const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, &error);

	g_clear_pointer(&episode->problem, g_free);
	if (store && write_all(episode, store, &error)) {
		cli_refresh(cli);
		if (episode->urge.ended)
			take_back_question(episode, cli);
		return TRUE;
	}
	episode->problem = g_strdup(error->message);
	return FALSE;
}

/* --- who asks --- */

/* Lost with the daemon that knew of it: asked for again, of one that runs by now. */
void episode_hold(Episode *episode, const Cli *cli)
{
	if (!episode->holder)
		episode->holder = cli_daemon(cli);
	if (episode->holder && episode->urge.id)
		bus_steady1_call_hold_urge_sync(episode->holder, episode->urge.id, TRUE, NULL, NULL);
}

/* What there is may still speak to a daemon that is gone. It is let go of last: the same daemon never thinks that nobody asks. */
void episode_hold_anew(Episode *episode, const Cli *cli)
{
	g_autoptr(BusSteady1) before = g_steal_pointer(&episode->holder);

	episode_hold(episode, cli);
}

void episode_let_go(Episode *episode)
{
	if (episode->holder && episode->urge.id)
		bus_steady1_call_hold_urge_sync(episode->holder, episode->urge.id, FALSE, NULL, NULL);
	g_clear_object(&episode->holder);
}
