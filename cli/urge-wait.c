/* urge-wait.c - the wait that was chosen: asked on the way, left to the daemon, and its end. */
#include "cli/urge-wait.h"

#include "cli/urge-talk.h"
#include "cli/wait.h"
#include "core/i18n.h"
#include "core/span.h"

#define GRACE MINUTES(2) /* after the last question stands in the terminal, the daemon asks it, too */
#define NEAR MINUTES(5)  /* what was expected for a moment is compared so near to it */

/* --- clocks ---------------------------------------------------------------------------------------- */

/* A deadline on the boot clock as it runs now: it may be of an earlier boot. */
gint64 ride_boot_of(const Ride *ride, const Deadline *deadline)
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

void ride_begin_delay(Ride *ride, gint64 span)
{
	Moment now = cli_moment(ride->cli);
	Deadline until = deadline_after(&now, span), next;

	episode_delay(ride->episode, span, &until);
	episode_again(ride->episode, next_ask(ride, &next) ? &next : NULL);
	episode_save(ride->episode, ride->cli);
}

void ride_say_later(void)
{
	cli_say(_("Not now, some other time. `steady urge --acted no|partly|yes` notes what you did."));
}

/* --- leaving --------------------------------------------------------------------------------------- */

/* It goes on without the terminal, at the same moments; where no daemon runs, nothing asks again. */
void ride_leave(Ride *ride, gboolean on_the_way)
{
	Episode *episode = ride->episode;
	gint64 left = ride_boot_of(ride, &episode->until) - cli_moment(ride->cli).boot;
	gint64 minutes = MAX((left + MINUTES(1) - 1) / MINUTES(1), 1);
	g_autofree char *words = span_said(minutes * MINUTES(1));
	Deadline next;
	gboolean more = on_the_way && next_ask(ride, &next);

	episode_again(episode, more ? &next : NULL);
	episode_save(episode, ride->cli);
	episode_let_go(episode);
	if (episode->problem || !cli_refresh(ride->cli))
		ride_say_later();
	else
		cli_say(more ? _("Not now, some other time. Steady asks again in %s at the latest.")
		             : _("Not now, some other time. Steady asks again in %s."),
		        words);
}

void ride_leave_to_daemon(Ride *ride)
{
	ride_begin_delay(ride, ride->settings->urge_delay);
	ride_leave(ride, TRUE);
}

/* --- the end --------------------------------------------------------------------------------------- */

static void compare(const Ride *ride, int intensity)
{
	const Urge *urge = &ride->episode->urge;

	if (urge->forecast >= 0 && ABS(cli_moment(ride->cli).wall - urge->forecast_for) <= NEAR)
		cli_say(_("You expected %d for now; it is %d."), urge->forecast, intensity);
}

gboolean ride_ask_strength(Ride *ride)
{
	int intensity = talk_strength(_("How strong is it now, 0 to 10? (Enter: leave it out)"));

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

void ride_ask_end(Ride *ride)
{
	gboolean ended = FALSE;
	const char *deed = NULL;

	if (ride->episode->urge.delay)
		hand_over(ride);
	if (ride_ask_strength(ride) && talk_plan(ride->cli, ride->episode))
		deed = talk_deed(&ended);
	if (deed) {
		episode_end(ride->episode, cli_moment(ride->cli).wall, deed);
		episode_save(ride->episode, ride->cli);
		deed_say(ride->episode, deed, ride->settings->policy.care.frightened);
	} else if (ride->episode->urge.delay) {
		ride_begin_delay(ride, ride->episode->urge.delay);
		ride_leave(ride, FALSE); /* it was asked on the way already */
	} else {
		ride_say_later();
	}
}

/* --- waiting --------------------------------------------------------------------------------------- */

typedef struct Watch {
	Ride *ride;
	gint64 ask; /* boot clock */
	guint watch;
} Watch;

static void set_ask(Watch *watch)
{
	Deadline next;

	watch->ask = next_ask(watch->ride, &next) ? ride_boot_of(watch->ride, &next) : TIME_NEVER;
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
	cli_say(ride->episode->problem ? _("%d of 10.") : _("Noted: %d of 10."), intensity);
}

/* One that was started again knows nothing of it. Told twice, it is told once; the first time may already be another one than the one
 * that was told before the watch began. */
static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	Watch *watch = data;

	episode_hold_anew(watch->ride->episode, watch->ride->cli);
}

static void watch_daemon(Watch *watch, GDBusConnection *bus)
{
	if (bus)
		watch->watch = g_bus_watch_name_on_connection(bus, "org.steadyd.Steady1", G_BUS_NAME_WATCHER_FLAGS_NONE,
		                                              on_appeared, NULL, watch, NULL);
}

void ride_wait(Ride *ride)
{
	g_autoptr(GDBusConnection) bus = cli_bus();
	Watch watch = { .ride = ride };
	gint64 end = ride_boot_of(ride, &ride->episode->until);
	const WaitPlan plan = { .self = &watch,
		                .end = end,
		                .plain = ride->plain,
		                .next_ask = when_to_ask,
		                .asked = on_asked,
		                .rated = on_rated };
	WaitEnd end_by;

	set_ask(&watch);
	episode_hold(ride->episode, ride->cli);
	watch_daemon(&watch, bus);
	end_by = wait_until(ride->cli, &plan);
	if (watch.watch)
		g_bus_unwatch_name(watch.watch);
	if (end_by == WAIT_LEFT) {
		ride_leave(ride, TRUE);
		return;
	}
	if (end_by == WAIT_OVER)
		cli_say(_("The time is over."));
	cli_say(_("Nothing needs to be decided: not now, some other time."));
	ride_ask_end(ride);
}
