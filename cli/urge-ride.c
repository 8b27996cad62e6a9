#include "cli/urge-ride.h"

#include <stdio.h>

#include "cli/ask.h"
#include "cli/times.h"
#include "cli/urge-talk.h"
#include "cli/urge-wait.h"
#include "core/i18n.h"
#include "core/span.h"
#include "core/urge-waves.h"

#define VERY_STRONG 9
#define SAFE MINUTES(1) /* so long after its terminal was last heard of, an urge is the daemon's */
#define WORTH_A_GUESS 5 /* minutes: nearer than that nothing is forecast */

/* --- what is said ---------------------------------------------------------------------------------- */

const Plan *ride_offer_plan(Ride *ride, gint64 at)
{
	Episode *episode = ride->episode;
	const Plan *plan = urge_plan(ride->settings->plans, episode->urge.cue, episode->urge.feeling);

	if (!plan || !g_strcmp0(plan->name, episode->urge.plan))
		return plan;
	episode_note(episode, NOTE_PLAN, plan->name);
	episode_plan(episode, "offered", at);
	return plan;
}

static void show_plan(Ride *ride)
{
	const Plan *plan = ride_offer_plan(ride, cli_moment(ride->cli).wall);
	g_autofree char *text = plan ? g_strdup_printf(_("If %s, then %s."), plan->condition, plan->action) : NULL;

	if (!plan)
		return;
	cli_say(_("Your plan for this:"));
	cli_say("  %s", text);
}

/* Nothing is said where nothing is known: no store, or none that can be read. */
static void show_waves(const Ride *ride)
{
	g_autoptr(Store) store = store_open(ride->cli->paths->store, ride->cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GArray) urges = store ? store_episodes(store, G_MININT64, ride->episode->urge.begun, NULL) : NULL;
	Waves waves = urges ? waves_of(urges) : (Waves){ 0 };
	g_autofree char *words = waves_in_words(&waves);

	if (urges)
		cli_say("%s", words);
}

/* --- beginning ------------------------------------------------------------------------------------- */

/* Asked after the delay was chosen, which runs by then. */
static gboolean ask_more(Ride *ride)
{
	Episode *episode = ride->episode;
	Moment now = cli_moment(ride->cli);
	gint64 left = MAX(ride_boot_of(ride, &episode->until) - now.boot, 0);
	gint64 minutes = (left + MINUTES(1) - 1) / MINUTES(1);
	g_autofree char *words = span_said(minutes * MINUTES(1));
	g_autofree char *question =
		g_strdup_printf(_("How strong in %s, do you think? 0 to 10 (Enter: leave it out)"), words);
	int forecast;

	if (!episode->urge.sort && !talk_sort(episode, ride->settings->policy.care.frightened))
		return FALSE;
	episode_save(episode, ride->cli); /* whatever comes in between, this was said */
	forecast = episode->urge.forecast < 0 && minutes >= WORTH_A_GUESS ? talk_strength(question) : TALK_LEFT_OUT;
	if (forecast >= 0)
		episode_forecast(episode, forecast, deadline_wall(&episode->until, &now));
	episode_save(episode, ride->cli);
	return forecast != TALK_ENDED;
}

/* Asked on the way already: what was left out then is left. */
static gboolean is_under_way(const Ride *ride)
{
	const Rating *last = urge_last_rating(&ride->episode->urge);

	return last && last->at > ride->episode->until.wall - ride->episode->urge.delay;
}

/* What broke off before it was asked is asked now. */
static void wait_on(Ride *ride)
{
	if (is_under_way(ride) || ask_more(ride))
		ride_wait(ride);
	else
		ride_leave(ride, TRUE);
}

/* Killed before the wait was offered, in whatever way, the daemon goes on with it, and offers it. */
static void keep(Ride *ride)
{
	Moment now = cli_moment(ride->cli);
	Deadline safe = deadline_after(&now, SAFE);

	episode_again(ride->episode, &safe);
	episode_save(ride->episode, ride->cli);
	episode_hold_anew(ride->episode, ride->cli);
}

/* The person has said so: nothing asks again. */
static void leave_it(Ride *ride)
{
	episode_again(ride->episode, NULL);
	episode_save(ride->episode, ride->cli);
	episode_let_go(ride->episode);
	ride_say_later();
}

static void offer_delay(Ride *ride)
{
	g_autofree char *words = span_said(ride->settings->urge_delay);
	g_autofree char *question = g_strdup_printf(_("Leave it for %s? Steady asks again then. [Y/n]"), words);
	int yes;

	cli_say(_("You don't have to do anything about it right now."));
	yes = ask_yes(question);
	if (yes != 1) {
		leave_it(ride);
		return;
	}
	ride_begin_delay(ride, ride->settings->urge_delay);
	wait_on(ride);
}

static gboolean is_very_strong(const Urge *urge)
{
	const Rating *last = urge_last_rating(urge);

	return last && last->intensity >= VERY_STRONG;
}

/* Two taps at most before the delay is offered, after the one that rated it. */
static void ask_and_offer(Ride *ride)
{
	Episode *episode = ride->episode;
	gboolean goes_on = episode->urge.feeling || talk_feeling(episode);

	episode_save(episode, ride->cli); /* whatever comes in between, this was said */
	goes_on = goes_on && (episode->urge.cue || talk_cue(episode));
	if (goes_on)
		show_plan(ride);
	keep(ride);
	if (!goes_on) {
		leave_it(ride);
		return;
	}
	show_waves(ride);
	if (is_very_strong(&episode->urge))
		cli_say(_("If it is too much to be alone with, `steady help` says where to find somebody."));
	offer_delay(ride);
}

/* Only what is written is said to be noted. */
static void say_noted(const Ride *ride)
{
	const Urge *urge = &ride->episode->urge;

	if (ride->episode->problem)
		cli_say(_("This cannot be saved for now (%s). That stops nothing here, and it is tried again on the "
		          "way."),
		        ride->episode->problem);
	else if (urge->ratings->len)
		printf(_("Noted: %d of 10.\n"), g_array_index(urge->ratings, Rating, 0).intensity);
}

void ride_begin(Ride *ride)
{
	keep(ride);
	say_noted(ride);
	ask_and_offer(ride);
}

static void say_where(const Ride *ride)
{
	const Urge *urge = &ride->episode->urge;
	g_autofree char *begun = time_clock(ride->cli, urge->begun - urge->begun % SECONDS(60));
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < urge->ratings->len; i++)
		g_string_append_printf(text, "%s%d", i ? ", " : "", g_array_index(urge->ratings, Rating, i).intensity);
	if (urge->ratings->len)
		/* Translators: a time of day, and how strong it was since then: "7, 5, 4". */
		cli_say(_("The one from %s is still open: %s of 10. `steady urge 0..10` begins another."), begun,
		        text->str);
	else
		cli_say(_("The one from %s is still open. `steady urge 0..10` begins another."), begun);
}

void ride_go_on(Ride *ride)
{
	Episode *episode = ride->episode;

	say_where(ride);
	if (!episode->urge.delay)
		keep(ride);
	else
		episode_hold(episode, ride->cli);
	if (episode->until.wall && ride_boot_of(ride, &episode->until) > cli_moment(ride->cli).boot)
		wait_on(ride);
	else if (episode->urge.delay)
		ride_ask_end(ride);
	else if (ride_ask_strength(ride))
		ask_and_offer(ride);
	else
		leave_it(ride);
}
