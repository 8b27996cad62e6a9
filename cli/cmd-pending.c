/* cmd-pending.c - the prompts that wait for the person. */
#include <stdio.h>

#include "cli/json.h"
#include "cli/prompts.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/i18n.h"

static void print_json(const Cli *cli, const GPtrArray *all)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "pending", '[');
	for (guint i = 0; i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];

		json_open(&json, NULL, '{');
		json_int(&json, "id", waiting->id);
		json_string(&json, "schedule", waiting->schedule);
		json_string(&json, "content", *waiting->content ? waiting->content : NULL);
		json_string(&json, "item", *waiting->item ? waiting->item : NULL);
		json_string(&json, "question", waiting->question);
		json_time(&json, "due", cli->zone, waiting->due);
		json_time(&json, "expires", cli->zone, waiting->expires);
		json_string(&json, "state", waiting->state);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static void print_table(const Cli *cli, const GPtrArray *all)
{
	g_autoptr(Table) table = table_new(_("ID"), _("SINCE"), _("STATE"), _("SCHEDULE"), _("QUESTION"), NULL);

	for (guint i = 0; i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, waiting->id);
		g_autofree char *since = time_said(cli, waiting->due);
		g_auto(GStrv) lines = g_strsplit(waiting->question, "\n", -1);
		g_autofree char *question = g_strjoinv(": ", lines); /* "swim: Did you do it?" */

		table_add(table, id, since, waiting->state, waiting->schedule, question);
	}
	table_print(table, cli->columns, cli->color);
}

int cmd_pending(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(GError) error = NULL;
	const GOptionEntry entries[] = {
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	daemon = cli_daemon(cli);
	all = prompts_waiting(cli, daemon, &error);
	if (!all)
		return daemon ? cli_daemon_fail(error) : cli_store_fail(cli, error);
	if (cli->json) {
		print_json(cli, all);
		return EXIT_DONE;
	}
	if (all->len)
		print_table(cli, all);
	if (all->len)
		cli_say(_(
			"`steady answer ID` answers a check-in, `steady answer ID read` opens what there is to read."));
	else
		cli_say(_("Nothing waits for you."));
	return EXIT_DONE;
}
