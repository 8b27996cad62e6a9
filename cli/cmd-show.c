/* cmd-show.c - shows a prompt of a schedule now. */
#include <stdio.h>

#include "cli/remote.h"
#include "cli/result.h"
#include "config/nearest.h"
#include "core/i18n.h"

/* "evening" is enough where one schedule only has that name. NULL: none, or several. */
static const Schedule *find(const Settings *settings, const char *word)
{
	const Schedule *found = schedules_find(settings->schedules, word);

	for (guint i = 0; !schedules_find(settings->schedules, word) && i < settings->schedules->len; i++) {
		const Schedule *schedule = settings->schedules->pdata[i];

		if (!g_str_equal(schedule->name, word))
			continue;
		if (found)
			return NULL;
		found = schedule;
	}
	return found;
}

static int unknown(const Settings *settings, const char *word)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const char *meant;

	for (guint i = 0; i < settings->schedules->len; i++) {
		g_ptr_array_add(ids, ((Schedule *)settings->schedules->pdata[i])->id);
		g_ptr_array_add(ids, ((Schedule *)settings->schedules->pdata[i])->name);
	}
	g_ptr_array_add(ids, NULL);
	meant = nearest_name(word, (const char *const *)ids->pdata);
	if (meant)
		return cli_fail(_("there is no schedule '%.60s'; did you mean %s?"), word, meant);
	return cli_fail(_("there is no schedule '%.60s', or more than one; `steady schedule` lists them as kind/name"),
	                word);
}

int cmd_show(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(Settings) settings = NULL;
	g_autoptr(GError) error = NULL;
	const Schedule *schedule;
	gint64 id;

	if (!cli_options(cli, NULL, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli, _("which schedule? `steady schedule` lists them"));
	daemon = cli_daemon(cli);
	if (!daemon)
		return cli_no_daemon();
	settings = cli_settings(cli);
	schedule = settings ? find(settings, argv[1]) : NULL;
	if (!schedule)
		return settings ? unknown(settings, argv[1]) : EXIT_FAILED;
	if (!bus_steady1_call_show_now_sync(daemon, schedule->id, &id, NULL, &error))
		return cli_daemon_fail(error);
	if (cli->json)
		return result_id("prompt", id);
	printf("%" G_GINT64_FORMAT "\n", id);
	cli_say(_("Prompt %lld of %s is on its way."), (long long)id, schedule->id);
	return EXIT_DONE;
}
