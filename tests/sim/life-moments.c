/* The promises about moments: each one at which a schedule was due is decided, whatever the clock did. How far each is decided is kept
 * here once more. */
#include "core/agenda-state.h"
#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

#define DRAWS_KEPT DAYS(2) /* a day less than the daemon keeps them: a window may go over midnight */

/* --- how far each schedule is decided --- */

static Track *track_of(Life *life, const Schedule *schedule, gint64 from)
{
	Track *track = g_hash_table_lookup(life->tracks, schedule->id);
	g_autofree char *spec = schedule_spec(schedule);

	if (!track) {
		track = g_new0(Track, 1);
		g_hash_table_insert(life->tracks, g_strdup(schedule->id), track);
	}
	if (g_strcmp0(track->spec, spec) != 0) {
		g_free(track->spec);
		track->spec = g_steal_pointer(&spec);
		track->until = track->most = from;
		track->begun = TRUE;
	}
	return track;
}

static void forget_next(Life *life)
{
	GHashTableIter iter;
	gpointer track;

	g_hash_table_iter_init(&iter, life->tracks);
	while (g_hash_table_iter_next(&iter, NULL, &track))
		((Track *)track)->next = 0;
}

/* New or changed, it begins now; gone, it is forgotten. */
static void follow_settings(Life *life)
{
	const GPtrArray *schedules = life->sim->app->settings->schedules;
	GHashTableIter iter;
	gpointer id;

	g_hash_table_iter_init(&iter, life->tracks);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		if (!schedules_find(schedules, id))
			g_hash_table_iter_remove(&iter);
	for (guint i = 0; i < schedules->len; i++)
		track_of(life, schedules->pdata[i], life->sim->now.wall);
	forget_next(life);
	life->end.tally.least_schedules = MIN(life->end.tally.least_schedules, schedules->len);
	life->new_settings = FALSE;
	life_new_era(life, TRUE);
}

static void begin(Life *life)
{
	GHashTable *kept = life->tracks;

	life->began = TRUE;
	life->settled = life->sim->now.boot + AGENDA_SETTLING;
	life->tracks = life->kept;
	life->kept = kept;
	g_hash_table_remove_all(kept);
	follow_settings(life);
}

static void each_track(Life *life, gboolean (*is)(const Life *life, const Track *track), gint64 until)
{
	GHashTableIter iter;
	gpointer track;

	g_hash_table_iter_init(&iter, life->tracks);
	while (g_hash_table_iter_next(&iter, NULL, &track))
		if (is(life, track)) {
			((Track *)track)->until = until;
			((Track *)track)->most = MAX(((Track *)track)->most, until);
			((Track *)track)->next = 0;
		}
}

static gboolean is_any(const Life *life, const Track *track)
{
	return TRUE;
}

static gboolean is_begun(const Life *life, const Track *track)
{
	return track->begun;
}

static gboolean is_far_ahead(const Life *life, const Track *track)
{
	return track->until > life->sim->now.wall + AGENDA_CORRECTION;
}

static gboolean is_behind(const Life *life, const Track *track)
{
	return track->until < life->sim->app->agenda->last.wall;
}

static gboolean is_elapsed(const When *when)
{
	return when_form(when) == WHEN_INTERVAL || when_form(when) == WHEN_FOLLOW;
}

static gboolean counts_elapsed(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++)
		if (is_elapsed(schedule->whens->pdata[i]))
			return TRUE;
	return FALSE;
}

/* What counts elapsed time moves with rows and events; it need not be asked of again before. */
static void forget_elapsed(Life *life)
{
	const GPtrArray *schedules = life->sim->app->settings->schedules;
	guint events = events_count(life->sim->app->history->events);

	if (life->newest == life->asked_newest && events == life->asked_events)
		return;
	life->asked_newest = life->newest;
	life->asked_events = events;
	for (guint i = 0; i < schedules->len; i++) {
		Track *track = g_hash_table_lookup(life->tracks, ((Schedule *)schedules->pdata[i])->id);

		if (track && counts_elapsed(schedules->pdata[i]))
			track->next = 0;
	}
}

static gboolean counts_only_elapsed(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++)
		if (!is_elapsed(schedule->whens->pdata[i]))
			return FALSE;
	return TRUE;
}

/* Where only elapsed time counts, all of it moves along. Set back, what was lived through stays decided, though a window between two
 * hours may have moved over it. So it does where rows are on their way: they name moments of before. */
static void move_elapsed(Life *life, gint64 by)
{
	gboolean lived = by < 0 || !life_is_idle(life);
	const GPtrArray *schedules = life->sim->app->settings->schedules;

	for (guint i = 0; i < schedules->len; i++) {
		Track *track = g_hash_table_lookup(life->tracks, ((Schedule *)schedules->pdata[i])->id);

		if (track && counts_only_elapsed(schedules->pdata[i]))
			track->until = lived ? life->sim->now.wall : track->until + by;
	}
}

/* One step, or several of them together. */
static gboolean any_is_far_ahead(const Life *life)
{
	GHashTableIter iter;
	gpointer track;

	g_hash_table_iter_init(&iter, life->tracks);
	while (g_hash_table_iter_next(&iter, NULL, &track))
		if (is_far_ahead(life, track))
			return TRUE;
	return FALSE;
}

/* What is decided up to a moment far ahead is corrected to now, also where nothing came for long. */
static void let_correct(Life *life)
{
	GHashTableIter iter;
	gpointer track;

	g_hash_table_iter_init(&iter, life->tracks);
	while (g_hash_table_iter_next(&iter, NULL, &track))
		((Track *)track)->most = MAX(((Track *)track)->most, life->sim->now.wall);
}

static void correct_tracks(Life *life)
{
	if (life->began && life->sim->now.boot >= life->settled)
		each_track(life, is_far_ahead, life->sim->now.wall);
}

/* The daemon looks at once. */
void life_stepped(Life *life, gint64 by)
{
	if (by <= AGENDA_CORRECTION)
		move_elapsed(life, by);
	if (by < 0) {
		life_new_era(life, by < -AGENDA_CORRECTION || any_is_far_ahead(life));
		let_correct(life);
		correct_tracks(life);
	}
	if (by > AGENDA_CORRECTION)
		each_track(life, life->sim->now.boot >= life->settled ? is_any : is_begun, life->sim->now.wall);
	life->asked_newest = G_MININT64; /* all that counts elapsed time lies elsewhere */
}

/* Decided is what lies before the daemon's last look at the clock. */
void life_moved(Life *life)
{
	const Agenda *agenda = life->sim->app->agenda;

	if (agenda)
		each_track(life, is_behind, agenda->last.wall);
	forget_next(life);
}

static gboolean draws(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++)
		if (when_form(schedule->whens->pdata[i]) == WHEN_RANDOM)
			return TRUE;
	return FALSE;
}

/* Every occurrence up to now has its row, or lies in the range of one. What counts elapsed time is asked only from its newest row on:
 * where that lies, the ones before lay elsewhere. */
static void expect_covered(Life *life, const Schedule *schedule, Track *track)
{
	Sim *sim = life->sim;
	App *app = sim->app;
	Frame frame = { sim->read_zone,       app->history->secret, app->history->draws, app->settings->policy.quiet,
		        app->history->events, app->history->anchors };
	gboolean elapsed = counts_elapsed(schedule);
	gint64 at;

	if (sim->now.wall < track->next)
		return;
	if (track->next && !elapsed) /* nothing lay before it; a day's draw is not kept for ever */
		track->until = MAX(track->until, track->next - 1);
	if (elapsed)
		track->until = MAX(track->until, life_newest(life, schedule->id));
	else if (draws(schedule)) /* what it would draw by now for days long past, it never drew */
		track->until = MAX(track->until, sim->now.wall - DRAWS_KEPT);

	while ((at = schedule_next(schedule, &frame, track->until)) <= sim->now.wall &&
	       schedule_jittered(schedule, &frame, at) <= sim->now.wall) {
		g_autofree char *when = zone_format_iso(sim->read_zone, at);

		sim_demand(sim, life_is_covered(life, schedule->id, at), "no row for %s at %s", schedule->id, when);
		life->end.tally.kinds[TALLY_COVERED]++;
		track->until = at;
	}
	track->most = MAX(track->most, track->until);
	track->next = at;
}

static void look_at_moments(Life *life)
{
	const GPtrArray *schedules = life->sim->app->settings->schedules;

	correct_tracks(life);
	forget_elapsed(life);
	for (guint i = 0; i < schedules->len; i++)
		expect_covered(life, schedules->pdata[i],
		               g_hash_table_lookup(life->tracks, ((Schedule *)schedules->pdata[i])->id));
}

/* --- at rest --- */

void life_look_at_once(Life *life)
{
	sim_settle(life->sim);
	if (!sim_is_cut(life->sim))
		life_look(life);
}

void life_look(Life *life)
{
	Sim *sim = life->sim;

	life_note_faults(life);
	if (!sim->app || !sim->app->agenda)
		return;
	if (!life->began)
		begin(life);
	if (life->new_settings) {
		life_moved(life); /* other quiet hours, too, put moments where none were */
		follow_settings(life);
	}
	life_look_at_screen(life);
	if (!life_is_idle(life))
		return;
	life_look_at_rows(life);
	look_at_moments(life);
}
