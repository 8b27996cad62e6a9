/* cmd-urge.c - an urge to message: note it, offer to leave it for a while, ask again, note what was done. Works at any hour,
 * paused or not, with or without the daemon, and with a store that cannot be written. */
#include <stdio.h>

#include "cli/ask.h"
#include "cli/episode.h"
#include "cli/json.h"
#include "cli/remote.h"
#include "cli/wait.h"
#include "core/span.h"

#define GRACE MINUTES(2) /* while the terminal waits, the daemon asks only so much later: not twice */
#define VERY_STRONG 9

static const struct {
	const char *acted, *label, *said;
} deeds[] = {
	{ "no", "let it pass: no message",
	  "Noted. It was there and you did not act on it. That stands, however strong it still feels." },
	{ "partly", "something between", "Noted. You stopped partway; what made that possible is worth remembering." },
	{ "yes", "messaged",
	  "Noted. A slip is a slip: what set it off, and what could help next time? What came before still stands." },
};

/* --- in the terminal ------------------------------------------------------------------------------- */

static const char *ask_deed(void)
{
	int choice;

	cli_say("What did you do with it?");
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		cli_say("  %u  %s", i + 1, deeds[i].label);
	choice = ask_number("1 to 3 (Enter: I will say later):", 1, G_N_ELEMENTS(deeds), G_MAXINT);
	if (choice < 1 || choice == G_MAXINT)
		return NULL;
	cli_say("%s", deeds[choice - 1].said);
	return deeds[choice - 1].acted;
}

static void say_later(void)
{
	cli_say("Not now, some other time. `steady urge --acted no|partly|yes` notes what you did.");
}

/* `end`: on the boot clock. The delay goes on without the terminal; where no daemon runs, nothing asks again. */
static void leave(const Cli *cli, Episode *episode, gint64 end)
{
	Moment now = cli_moment(cli);
	Deadline until = deadline_after(&now, MAX(end - now.boot, SECONDS(1)));
	g_autofree char *words = span_in_words(MAX(end - now.boot, SECONDS(1)));
	g_autoptr(BusSteady1) daemon = NULL;

	episode_delay(episode, episode->delay, &until);
	episode_save(episode, cli);
	daemon = cli_daemon(cli);
	if (daemon)
		cli_say("Not now, some other time. Steady asks again in %s.", words);
	else
		say_later();
}

static void ask_again(const Cli *cli, Episode *episode)
{
	int intensity = ask_number("How strong is it now, 0 to 10? (Enter: leave it out)", 0, 10, G_MAXINT);
	const char *acted;

	if (intensity >= 0 && intensity <= 10) {
		episode_rate(episode, cli_moment(cli).wall, intensity);
		episode_save(episode, cli);
	}
	acted = intensity >= 0 ? ask_deed() : NULL;
	if (!acted)
		return leave(cli, episode, cli_moment(cli).boot + episode->delay);
	episode_end(episode, cli_moment(cli).wall, acted);
	episode_save(episode, cli);
}

static void wait_it_out(const Cli *cli, Episode *episode, gint64 delay)
{
	Moment now = cli_moment(cli);
	Deadline until = deadline_after(&now, delay + GRACE);
	g_autofree char *words = span_in_words(delay);
	WaitEnd end_by;

	episode_delay(episode, delay, &until);
	episode_save(episode, cli);
	end_by = wait_until(cli, now.boot + delay);
	if (end_by == WAIT_LEFT)
		return leave(cli, episode, now.boot + delay);
	if (end_by == WAIT_OVER)
		cli_say("It has been %s.", words);
	cli_say("Nothing needs to be decided: not now, some other time.");
	ask_again(cli, episode);
}

static void go_through(const Cli *cli, Episode *episode, gint64 delay)
{
	g_autofree char *words = span_in_words(delay);
	g_autofree char *question = g_strdup_printf("Leave it for %s? Steady asks again then. [Y/n]", words);

	cli_say("You don't have to do anything about it right now.");
	if (g_array_index(episode->ratings, Rating, 0).intensity >= VERY_STRONG)
		cli_say("If it is too much to be alone with, `steady help` says where to find somebody.");
	if (ask_yes(question) == 1)
		wait_it_out(cli, episode, delay);
	else
		say_later();
}

/* --- what is printed -------------------------------------------------------------------------------- */

static void print_json(const Cli *cli, const Episode *episode)
{
	const Rating *first = &g_array_index(episode->ratings, Rating, 0);
	Json json = { 0 };

	json_open(&json, NULL, '{');
	if (episode->id)
		json_int(&json, "urge", episode->id);
	else
		json_null(&json, "urge");
	json_time(&json, "begun", cli->zone, episode->begun);
	json_int(&json, "intensity", first->intensity);
	json_time(&json, "ended", cli->zone, episode->ended);
	json_string(&json, "acted", episode->acted);
	json_bool(&json, "recorded", !episode->problem);
	json_string(&json, "problem", episode->problem);
	json_close(&json, '}');
	json_print(&json);
}

static int finish(const Cli *cli, Episode *episode, gboolean json)
{
	if (episode->problem)
		episode_save(episode, cli); /* once more: what was in the way may be gone */
	if (json)
		print_json(cli, episode);
	if (!episode->problem)
		return EXIT_DONE;
	return cli_fail("%s\nThis urge could not be written down. What you did about it counts all the same.",
	                episode->problem);
}

/* --- the ways in ------------------------------------------------------------------------------------ */

static const char *deed_named(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (g_str_equal(deeds[i].acted, word))
			return deeds[i].acted;
	return NULL;
}

static int end_open(const Cli *cli, const char *acted, gboolean json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Episode) episode = episode_open(cli, &error);

	if (!episode && error && !g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return cli_store_fail(cli, error);
	if (!episode)
		return cli_fail("no urge is open; `steady urge 0..10` notes one");
	episode_end(episode, cli->now, acted);
	episode_save(episode, cli);
	if (!episode->problem && !json)
		for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
			if (g_str_equal(deeds[i].acted, acted))
				cli_say("%s", deeds[i].said);
	return finish(cli, episode, json);
}

static int begin(const Cli *cli, int intensity, const char *acted, gboolean json)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(Episode) episode = episode_new(cli, cli->now, intensity);

	if (acted)
		episode_end(episode, cli->now, acted);
	episode_save(episode, cli);
	if (!json)
		printf("Noted: %d of 10.\n", intensity);
	if (!json && !acted && ask_possible())
		go_through(cli, episode, settings->urge_delay);
	return finish(cli, episode, json);
}

int cmd_urge(Cli *cli, int argc, char **argv)
{
	gboolean json = FALSE;
	g_autofree char *said = NULL;
	gint64 intensity = -1;
	const GOptionEntry entries[] = {
		{ "acted", 0, 0, G_OPTION_ARG_STRING, &said, "end the open one: what did you do? no, partly or yes",
		  "DEED" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "ask nothing, print one JSON object", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	if (said && !deed_named(said))
		return cli_usage(cli, "--acted '%.40s': expected no, partly or yes", said);
	if (argc > 1 && !g_ascii_string_to_signed(argv[1], 10, 0, 10, &intensity, NULL))
		return cli_usage(cli, "'%.40s' is no strength; expected a number from 0 to 10", argv[1]);
	if (argc < 2 && said)
		return end_open(cli, deed_named(said), json);
	if (argc < 2 && (json || !ask_possible()))
		return cli_usage(cli, "how strong is it? Expected a number from 0 to 10");
	if (argc < 2)
		intensity = ask_number("How strong is it, 0 to 10?", 0, 10, -1);
	if (intensity < 0)
		return cli_fail("nothing was said, nothing was noted");
	return begin(cli, (int)intensity, said ? deed_named(said) : NULL, json);
}
