#include "cli/urge-ride.h"

#include "cli/ask.h"
#include "cli/times.h"
#include "cli/urge-talk.h"
#include "cli/wait.h"
#include "core/span.h"
#include "core/text.h"
#include "core/urge-waves.h"

#define GRACE MINUTES(2) /* after the last question stands in the terminal, the daemon asks it, too */
#define VERY_STRONG 9
#define NEAR MINUTES(5) /* what was expected for a moment is compared so near to it */

/* --- clocks ---------------------------------------------------------------------------------------- */

/* A deadline on the boot clock as it runs now: it may be of an earlier boot. */
static gint64 boot_of(const Ride *ride, const Deadline *deadline)
{
	Moment now = cli_moment(ride->cli);

	return now.boot + (deadline_wall(deadline, &now) - now.wall);
}

static gboolean next_ask(const Ride *ride, Deadline *next)
{
	const Episode *episode = ride->episode;
	Moment now = cli_moment(ride->cli);

	return episode->until.wall &&
	       urge_next_ask(&episode->until, episode->urge.delay, ride->settings->ask_again, &now, next);
}

static void begin_delay(Ride *ride, gint64 span)
{
	Moment now = cli_moment(ride->cli);
	Deadline until = deadline_after(&now, span), next;

	episode_delay(ride->episode, span, &until);
	episode_again(ride->episode, next_ask(ride, &next) ? &next : NULL);
	episode_save(ride->episode, ride->cli);
}

/* --- what is said ---------------------------------------------------------------------------------- */

static void paragraph(const char *first, const char *text)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *wrapped = text_wrap(clean, 78, first, first);

	cli_say("%s", wrapped);
}

static void say_later(void)
{
	cli_say("Not now, some other time. `steady urge --acted no|partly|yes` notes what you did.");
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

/* --- leaving --------------------------------------------------------------------------------------- */

/* It goes on without the terminal, at the same moments; where no daemon runs, nothing asks again. */
static void leave(Ride *ride, gboolean on_the_way)
{
	Episode *episode = ride->episode;
	gint64 left = boot_of(ride, &episode->until) - cli_moment(ride->cli).boot;
	g_autofree char *words = span_in_words(MAX(left, SECONDS(1)));
	Deadline next;
	gboolean more = on_the_way && next_ask(ride, &next);

	episode_again(episode, more ? &next : NULL);
	episode_save(episode, ride->cli);
	episode_let_go(episode);
	if (episode->problem || !cli_refresh(ride->cli))
		say_later();
	else
		cli_say("Not now, some other time. Steady asks again in %s%s.", words, more ? " at the latest" : "");
}

void ride_leave_to_daemon(Ride *ride)
{
	begin_delay(ride, ride->settings->urge_delay);
	leave(ride, TRUE);
}

/* --- the end --------------------------------------------------------------------------------------- */

static void compare(const Ride *ride, int intensity)
{
	const Urge *urge = &ride->episode->urge;

	if (urge->forecast >= 0 && ABS(cli_moment(ride->cli).wall - urge->forecast_for) <= NEAR)
		cli_say("You expected %d for now; it is %d.", urge->forecast, intensity);
}

static gboolean ask_strength(Ride *ride)
{
	int intensity = talk_strength("How strong is it now, 0 to 10? (Enter: leave it out)");

	if (intensity >= 0) {
		episode_rate(ride->episode, cli_moment(ride->cli).wall, intensity);
		compare(ride, intensity);
		episode_save(ride->episode, ride->cli);
	}
	return intensity != TALK_ENDED;
}

/* The last question stands: who has gone from the terminal is asked by the daemon a little later. */
static void hand_over(Ride *ride)
{
	Moment now = cli_moment(ride->cli);
	Deadline until = deadline_after(&now, GRACE);

	episode_delay(ride->episode, ride->episode->urge.delay, &until);
	episode_again(ride->episode, NULL);
	episode_save(ride->episode, ride->cli);
	episode_let_go(ride->episode);
}

static void ask_end(Ride *ride)
{
	gboolean ended = FALSE;
	const char *deed = NULL;

	if (ride->episode->urge.delay)
		hand_over(ride);
	if (ask_strength(ride) && talk_plan(ride->cli, ride->episode))
		deed = talk_deed(&ended);
	if (deed) {
		deed_say(deed);
		episode_end(ride->episode, cli_moment(ride->cli).wall, deed);
		episode_save(ride->episode, ride->cli);
	} else if (ride->episode->urge.delay) {
		begin_delay(ride, ride->episode->urge.delay);
		leave(ride, FALSE); /* it was asked on the way already */
	} else {
		say_later();
	}
}

/* --- waiting --------------------------------------------------------------------------------------- */

typedef struct Watch {
	Ride *ride;
	gint64 ask; /* boot clock */
	guint watch;
	gboolean lost; /* the daemon that left the asking to this terminal is gone */
} Watch;

static void set_ask(Watch *watch)
{
	Deadline next;

	watch->ask = next_ask(watch->ride, &next) ? boot_of(watch->ride, &next) : TIME_NEVER;
}

static gint64 when_to_ask(gpointer data)
{
	return ((Watch *)data)->ask;
}

/* The question is the terminal's: killed before its answer, the daemon asks the one after it. */
static void on_asked(gpointer data)
{
	Watch *watch = data;
	Deadline next;
	gboolean more = next_ask(watch->ride, &next);

	set_ask(watch);
	episode_again(watch->ride->episode, more ? &next : NULL);
	episode_save(watch->ride->episode, watch->ride->cli);
}

static void on_rated(gpointer data, int intensity)
{
	Ride *ride = ((Watch *)data)->ride;

	if (intensity < 0)
		return;
	episode_rate(ride->episode, cli_moment(ride->cli).wall, intensity);
	episode_save(ride->episode, ride->cli);
	cli_say("Noted: %d of 10.", intensity);
}

/* One that was started again knows nothing of it. */
static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Watch *watch = data;

	if (watch->lost)
		episode_hold(watch->ride->episode, watch->ride->cli);
	watch->lost = FALSE;
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	((Watch *)data)->lost = TRUE;
}

static void on_tick(gpointer data)
{
}

static void watch_daemon(Watch *watch, GDBusConnection *bus)
{
	if (bus)
		watch->watch = g_bus_watch_name_on_connection(bus, "org.steadyd.Steady1", G_BUS_NAME_WATCHER_FLAGS_NONE,
		                                              on_appeared, on_vanished, watch, NULL);
}

static void wait_it_out(Ride *ride)
{
	g_autoptr(GDBusConnection) bus = cli_bus();
	Watch watch = { .ride = ride };
	gint64 end = boot_of(ride, &ride->episode->until);
	const WaitPlan plan = { .self = &watch,
		                .end = end,
		                .plain = ride->plain,
		                .next_ask = when_to_ask,
		                .asked = on_asked,
		                .rated = on_rated,
		                .tick = on_tick };
	WaitEnd end_by;

	set_ask(&watch);
	episode_hold(ride->episode, ride->cli);
	watch_daemon(&watch, bus);
	end_by = wait_until(ride->cli, &plan);
	if (watch.watch)
		g_bus_unwatch_name(watch.watch);
	if (end_by == WAIT_LEFT) {
		leave(ride, TRUE);
		return;
	}
	if (end_by == WAIT_OVER)
		cli_say("The time is over.");
	cli_say("Nothing needs to be decided: not now, some other time.");
	ask_end(ride);
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
		say_later();
		return;
	}
	begin_delay(ride, ride->settings->urge_delay);
	if (ask_more(ride))
		wait_it_out(ride);
	else
		leave(ride, TRUE);
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
	gboolean goes_on = (episode->urge.feeling || talk_feeling(episode)) && (episode->urge.cue || talk_cue(episode));

	if (goes_on)
		show_plan(ride);
	episode_save(episode, ride->cli);
	if (!goes_on) {
		say_later();
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
	if (episode->until.wall && boot_of(ride, &episode->until) > cli_moment(ride->cli).boot)
		wait_it_out(ride);
	else if (episode->urge.delay)
		ask_end(ride);
	else if (ask_strength(ride))
		ask_and_offer(ride);
	else
		say_later();
}
