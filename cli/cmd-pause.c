/* cmd-pause.c - nothing is shown for a while. */
#include "cli/remote.h"
#include "cli/result.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/span.h"

/* With a daemon it keeps the deadline; without one the store does, and the next daemon reads it. span 0: until resumed. */
static int pause_for(const Cli *cli, gint64 span)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	g_autoptr(Store) store = NULL;
	Moment now = cli_moment(cli);
	Deadline until = deadline_after(&now, span ? span : TIME_NEVER);
	gint64 ends;

	if (daemon)
		return bus_steady1_call_pause_sync(daemon, span, &ends, NULL, &error) ? EXIT_DONE
		                                                                      : cli_daemon_fail(error);
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	return store_pause(store, &until, &error) ? EXIT_DONE : cli_store_fail(cli, error);
}

int cmd_pause(Cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *words = NULL, *said = NULL;
	gint64 span = 0;

	if (!cli_options(cli, NULL, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	words = argc > 1 ? g_strjoinv(" ", argv + 1) : NULL;
	if (words && !span_parse(words, &span, &error))
		return cli_usage(cli, "%s", error->message);
	if (pause_for(cli, span))
		return EXIT_FAILED;
	if (cli->json)
		return result_pause(cli, TRUE, FALSE, span && span < DAYS(36500) ? cli->now + span : TIME_NEVER);
	said = span && span < DAYS(36500) ? time_said(cli, cli->now + span) : NULL;
	if (said)
		cli_say(_("Paused until %s. `steady resume` ends it sooner; `steady urge` always works."), said);
	else
		cli_say(_("Paused until you type `steady resume`. `steady urge` always works."));
	return EXIT_DONE;
}
