#include "cli/urge-ride.h"

#include "cli/ask.h"
#include "cli/times.h"
#include "cli/urge-talk.h"
#include "cli/urge-wait.h"
#include "core/span.h"
#include "core/text.h"
#include "core/urge-waves.h"

#define VERY_STRONG 9

/* --- what is said ---------------------------------------------------------------------------------- */

static void paragraph(const char *first, const char *text)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *wrapped = text_wrap(clean, 78, first, first);

	cli_say("%s", wrapped);
}

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
	g_autofree char *text = plan ? g_strdup_printf("If %s, then %s.", plan->condition, plan->action) : NULL;

	if (!plan)
		return;
	cli_say("Your plan for this:");
	paragraph("  ", text);
}

/* Nothing is said where nothing is known: no store, or none that can be read. */
static void show_waves(const Ride *ride)
{
	g_autoptr(Store) store = store_open(ride->cli->paths->store, ride->cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GArray) urges = store ? store_episodes(store, G_MININT64, ride->episode->urge.begun, NULL) : NULL;
	Waves waves = urges ? waves_of(urges) : (Waves){ 0 };
	g_autofree char *words = waves_in_words(&waves);

	if (urges)
		paragraph("", words);
}

/* --- beginning ------------------------------------------------------------------------------------- */

/* Asked after the delay was chosen, which runs by then. */
static gboolean ask_more(Ride *ride)
{
	Episode *episode = ride->episode;
	Moment now = cli_moment(ride->cli);
	g_autofree char *words = span_in_words(episode->urge.delay);
	g_autofree char *question =
		g_strdup_printf("How strong in %s, do you think? 0 to 10 (Enter: leave it out)", words);
	int forecast;

	if (!episode->urge.sort && !talk_sort(episode))
		return FALSE;
	forecast = episode->urge.forecast < 0 ? talk_strength(question) : TALK_LEFT_OUT;
	if (forecast >= 0)
		episode_forecast(episode, forecast, deadline_wall(&episode->until, &now));
	episode_save(episode, ride->cli);
	return forecast != TALK_ENDED;
}

static void offer_delay(Ride *ride)
{
	g_autofree char *words = span_in_words(ride->settings->urge_delay);
	g_autofree char *question = g_strdup_printf("Leave it for %s? Steady asks again then. [Y/n]", words);
	int yes;

	cli_say("You don't have to do anything about it right now.");
	yes = ask_yes(question);
	if (yes != 1) {
		ride_say_later();
		return;
	}
	ride_begin_delay(ride, ride->settings->urge_delay);
	if (ask_more(ride))
		ride_wait(ride);
	else
		ride_leave(ride, TRUE);
}

static gboolean is_very_strong(const Urge *urge)
{
	const Rating *last = urge->ratings->len ? &g_array_index(urge->ratings, Rating, urge->ratings->len - 1) : NULL;

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
	episode_save(episode, ride->cli);
	if (!goes_on) {
		ride_say_later();
		return;
	}
	show_waves(ride);
	if (is_very_strong(&episode->urge))
		cli_say("If it is too much to be alone with, `steady help` says where to find somebody.");
	offer_delay(ride);
}

void ride_begin(Ride *ride)
{
	episode_hold(ride->episode, ride->cli);
	ask_and_offer(ride);
}

static void say_where(const Ride *ride)
{
	const Urge *urge = &ride->episode->urge;
	g_autofree char *begun = time_clock(ride->cli, urge->begun);
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_printf(text, "The one from %s is still open", begun);
	for (guint i = 0; i < urge->ratings->len; i++)
		g_string_append_printf(text, "%s%d", i ? ", " : ": ",
		                       g_array_index(urge->ratings, Rating, i).intensity);
	g_string_append(text, urge->ratings->len ? " of 10. `steady urge 0..10` begins another."
	                                         : ". `steady urge 0..10` begins another.");
	paragraph("", text->str);
}

void ride_go_on(Ride *ride)
{
	Episode *episode = ride->episode;

	say_where(ride);
	episode_hold(episode, ride->cli);
	if (episode->until.wall && ride_boot_of(ride, &episode->until) > cli_moment(ride->cli).boot)
		ride_wait(ride);
	else if (episode->urge.delay)
		ride_ask_end(ride);
	else if (ride_ask_strength(ride))
		ask_and_offer(ride);
	else
		ride_say_later();
}
