/* cmd-urge.c - an urge to message: note it, offer to leave it for a while, ask again, note what was done. Works at any hour,
 * paused or not, with or without the daemon, and with a store that cannot be written. */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/care.h"
#include "cli/json.h"
#include "cli/urge-ride.h"
#include "cli/urge-talk.h"
#include "cli/wait.h"
#include "core/i18n.h"

#define STILL_OPEN HOURS(12) /* an older one is over, said or not */
#define PLAN_SAID DAYS(2)    /* so long after an urge it can be said what its plan did */

/* What the command was given. */
typedef struct Given {
	int intensity, forecast; /* -1: not said */
	char *feeling, *sort, *cue, *acted, *plan;
	gboolean plain, wait, said; /* `said`: the strength was, with the command */
} Given;

/* --- what is printed -------------------------------------------------------------------------------- */

static void json_rating(Json *json, const char *key, const Urge *urge, guint index)
{
	if (index < urge->ratings->len)
		json_int(json, key, g_array_index(urge->ratings, Rating, index).intensity);
	else
		json_null(json, key);
}

static void json_words(Json *json, const Urge *urge)
{
	json_string(json, "feeling", urge->feeling);
	json_string(json, "sort", urge->sort);
	json_string(json, "cue", urge->cue);
	json_string(json, "plan", urge->plan);
	if (urge->forecast >= 0)
		json_int(json, "forecast", urge->forecast);
	else
		json_null(json, "forecast");
}

static void print_json(const Cli *cli, const Episode *episode)
{
	const Urge *urge = &episode->urge;
	Json json = { 0 };

	json_open(&json, NULL, '{');
	if (urge->id)
		json_int(&json, "urge", urge->id);
	else
		json_null(&json, "urge");
	json_time(&json, "begun", cli->zone, urge->begun);
	json_rating(&json, "intensity", urge, 0);
	json_rating(&json, "last_intensity", urge, urge->ratings->len - 1);
	json_words(&json, urge);
	json_time(&json, "waits_until", cli->zone, urge->ended ? 0 : episode->until.wall);
	json_time(&json, "ended", cli->zone, urge->ended);
	json_string(&json, "acted", urge->acted);
	json_bool(&json, "recorded", !episode->problem);
	json_string(&json, "problem", episode->problem);
	json_close(&json, '}');
	json_print(&json);
}

static void add_option(GString *command, const char *option, const char *word)
{
	g_autofree char *quoted = word && *word ? g_shell_quote(word) : NULL;

	if (!quoted)
		return;
	g_string_append_printf(command, " --%s %s", option,
	                       strspn(word, "abcdefghijklmnopqrstuvwxyz-") == strlen(word) ? word : quoted);
}

/* What would write it down by hand. */
static char *command_again(const Urge *urge)
{
	GString *command = g_string_new("steady urge");

	if (!urge->id && urge->ratings->len)
		g_string_append_printf(command, " %d", g_array_index(urge->ratings, Rating, 0).intensity);
	else if (!urge->id)
		g_string_append(command, " 0..10");
	add_option(command, "feeling", urge->feeling);
	add_option(command, "sort", urge->sort);
	add_option(command, "cue", urge->cue);
	add_option(command, "acted", urge->acted);
	return g_string_free(command, FALSE);
}

static int finish(const Cli *cli, Episode *episode)
{
	g_autofree char *again = NULL;

	if (episode->problem)
		episode_save(episode, cli); /* once more: what was in the way may be gone */
	if (cli->json)
		print_json(cli, episode);
	if (!episode->problem)
		return EXIT_DONE;
	again = command_again(&episode->urge);
	return cli_fail(
		episode->urge.id
			? _("%s\nNot all of this urge is in the store: the rest could not be written down. What you "
	                    "did about it "
	                    "counts all the same.\n`steady doctor` says what is in the way. When it is gone, this "
	                    "notes "
	                    "it:\n  %s")
			: _("%s\nThis urge could not be written down. What you did about it counts all the same.\n"
	                    "`steady doctor` says what is in the way. When it is gone, this notes it:\n  %s"),
		episode->problem, again);
}

/* --- what was given --------------------------------------------------------------------------------- */

static gboolean check_word(const Cli *cli, const char *option, const char *word)
{
	if (word && !urge_is_word(word))
		return cli_usage(cli, _("--%s '%.40s': expected one line of at most 40 characters"), option, word),
		       FALSE;
	return TRUE;
}

/* A word of the list is one in whatever language it was said. */
static void name(char **word)
{
	char *named = *word ? urge_word_named(*word) : NULL;

	g_free(*word);
	*word = named;
}

static gboolean check(const Cli *cli, const Given *given)
{
	if (given->acted && !deed_named(given->acted))
		return cli_usage(cli, _("--acted '%.40s': expected no, partly or yes"), given->acted), FALSE;
	if (given->sort && !sort_named(given->sort))
		return cli_usage(cli, _("--sort '%.40s': expected missing, need or both"), given->sort), FALSE;
	if (given->plan && strcmp(given->plan, "used") && strcmp(given->plan, "helped") &&
	    strcmp(given->plan, "unhelpful"))
		return cli_usage(cli, _("--plan '%.40s': expected used, helped or unhelpful"), given->plan), FALSE;
	if (given->forecast < -1 || given->forecast > 10)
		return cli_usage(cli, _("--forecast %d: expected a number from 0 to 10"), given->forecast), FALSE;
	if (given->wait && given->acted)
		return cli_usage(cli, _("--wait begins a wait, --acted ends it: one of the two")), FALSE;
	return check_word(cli, "feeling", given->feeling) && check_word(cli, "cue", given->cue);
}

/* One that helped, or did not, was used. */
static void take_plan(const Cli *cli, Episode *episode, const char *outcome)
{
	episode_plan(episode, "used", cli->now);
	if (strcmp(outcome, "used"))
		episode_plan(episode, outcome, cli->now + 1);
}

static void take(Ride *ride, const Given *given)
{
	const Cli *cli = ride->cli;
	Episode *episode = ride->episode;

	if (given->feeling)
		episode_note(episode, NOTE_FEELING, given->feeling);
	if (given->sort)
		episode_note(episode, NOTE_SORT, sort_named(given->sort));
	if (given->cue)
		episode_note(episode, NOTE_CUE, given->cue);
	if (given->feeling || given->cue)
		ride_offer_plan(ride, cli->now);
	if (given->forecast >= 0)
		episode_forecast(episode, given->forecast,
		                 given->wait ? cli->now + ride->settings->urge_delay : cli->now + MINUTES(15));
	if (given->plan && episode->urge.plan)
		take_plan(cli, episode, given->plan);
	if (given->acted)
		episode_end(episode, cli->now, given->acted);
}

static gboolean says_anything(const Given *given)
{
	return given->feeling || given->sort || given->cue || given->acted || given->plan || given->forecast >= 0 ||
	       given->wait;
}

/* --- the ways in ------------------------------------------------------------------------------------ */

static int no_plan(const Given *given)
{
	return cli_fail(
		_("--plan %s: no plan was shown with this urge. `[plan NAME]` in the settings has `cues`; --cue names "
	          "one of them"),
		given->plan);
}

static int answer(Ride *ride, const Given *given)
{
	if (given->plan && !ride->episode->urge.plan && !urge_plan(ride->settings->plans, given->cue, given->feeling))
		return no_plan(given);
	take(ride, given);
	if (given->wait)
		ride_leave_to_daemon(ride);
	else
		episode_save(ride->episode, ride->cli);
	if (!ride->episode->problem && !ride->cli->json && given->intensity >= 0)
		printf(_("Noted: %d of 10.\n"), given->intensity);
	if (!ride->episode->problem && !ride->cli->json && given->acted)
		deed_say(ride->episode, given->acted, ride->settings->policy.care.frightened);
	return finish(ride->cli, ride->episode);
}

/* Without a strength: about the one that is open. */
static int say_of_open(const Cli *cli, const Settings *settings, const Given *given)
{
	g_autoptr(GError) error = NULL;
	gboolean only_plan =
		given->plan && !given->acted && !given->feeling && !given->sort && !given->cue && !given->wait;
	gint64 from = only_plan ? cli->now - PLAN_SAID : given->acted ? G_MININT64 : cli->now - STILL_OPEN;
	g_autoptr(Episode) episode = episode_open(cli, from, only_plan, &error);
	Ride ride = { cli, settings, episode, given->plain };

	if (!episode && error && !g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return cli_store_fail(cli, error);
	if (!episode)
		return cli_fail(_("no urge is open; `steady urge 0..10` notes one"));
	return answer(&ride, given);
}

static int begin(const Cli *cli, const Settings *settings, const Given *given)
{
	g_autoptr(Episode) episode = episode_new(cli, cli->now, given->intensity);
	Ride ride = { cli, settings, episode, given->plain };

	if (given->plan && !urge_plan(settings->plans, given->cue, given->feeling))
		return no_plan(given);
	if (cli->json || given->acted || given->wait || !ask_possible())
		return answer(&ride, given);
	if (given->said)
		care_say_first(cli);
	take(&ride, given);
	ride_begin(&ride);
	return finish(cli, episode);
}

static int ask_and_begin(const Cli *cli, const Settings *settings, Given *given)
{
	int intensity;

	care_say_first(cli);
	intensity = talk_strength(_("How strong is it, 0 to 10? (Enter: leave it out)"));
	if (intensity == TALK_ENDED)
		return cli_fail(_("nothing was said, nothing was noted"));
	given->intensity = intensity;
	return begin(cli, settings, given);
}

static int go_on_or_begin(const Cli *cli, const Settings *settings, Given *given)
{
	g_autoptr(Episode) episode = episode_open(cli, cli->now - STILL_OPEN, FALSE, NULL);
	Ride ride = { cli, settings, episode, given->plain };

	if (!episode)
		return ask_and_begin(cli, settings, given);
	care_say_first(cli);
	ride_go_on(&ride);
	return finish(cli, episode);
}

static int run(const Cli *cli, Given *given, const char *strength)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	gint64 intensity = -1;

	if (strength && !g_ascii_string_to_signed(strength, 10, 0, 10, &intensity, NULL))
		return cli_usage(cli, _("'%.40s' is no strength; expected a number from 0 to 10"), strength);
	given->intensity = (int)intensity;
	given->said = strength != NULL;
	if (strength)
		return begin(cli, settings, given);
	if (says_anything(given))
		return say_of_open(cli, settings, given);
	if (cli->json || !ask_possible())
		return cli_usage(cli, _("how strong is it? Expected a number from 0 to 10"));
	return go_on_or_begin(cli, settings, given);
}

int cmd_urge(Cli *cli, int argc, char **argv)
{
	Given given = { .intensity = -1, .forecast = -1 };
	int code = EXIT_USAGE;
	const GOptionEntry entries[] = {
		{ "feeling", 0, 0, G_OPTION_ARG_STRING, &given.feeling, N_("one word for how it feels"), "WORD" },
		{ "sort", 0, 0, G_OPTION_ARG_STRING, &given.sort, N_("missing, need or both"), "SORT" },
		{ "cue", 0, 0, G_OPTION_ARG_STRING, &given.cue, N_("what set it off: night, alone, song, place, ..."),
		  "WORD" },
		{ "forecast", 0, 0, G_OPTION_ARG_INT, &given.forecast, N_("how strong you expect it to be, 0 to 10"),
		  "N" },
		{ "wait", 0, 0, G_OPTION_ARG_NONE, &given.wait, N_("leave it for a while: the daemon asks again"),
		  NULL },
		{ "plan", 0, 0, G_OPTION_ARG_STRING, &given.plan,
		  N_("what your plan for it did: used, helped or unhelpful"), "OUTCOME" },
		{ "acted", 0, 0, G_OPTION_ARG_STRING, &given.acted,
		  N_("end the open one: what did you do? no, partly or yes"), "DEED" },
		{ "plain", 0, 0, G_OPTION_ARG_NONE, &given.plain, N_("lines only: nothing on the screen moves"), NULL },
		{ NULL },
	};

	if (cli_options(cli, entries, &argc, &argv, 1) && check(cli, &given)) {
		name(&given.feeling);
		name(&given.cue);
		given.plain |= !wait_redraws();
		code = run(cli, &given, argc > 1 ? argv[1] : NULL);
	}
	g_free(given.feeling);
	g_free(given.sort);
	g_free(given.cue);
	g_free(given.acted);
	g_free(given.plan);
	return code;
}
