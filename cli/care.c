#include "cli/care.h"

#include "cli/ask.h"
#include "cli/helping.h"
#include "core/distress.h"
#include "core/i18n.h"
#include "core/store-ease.h"

#define SAFETY "when-it-was-not-safe" /* the article for who was frightened */

void care_offer_lines(const Cli *cli)
{
	g_autoptr(Store) store =
		cli_has_store(cli) ? store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, NULL) : NULL;
	gint64 now = cli_moment(cli).wall;
	g_autoptr(Helping) helping = NULL;
	g_autofree char *lines = NULL;
	gboolean due;

	if (!store || !store_offer_helplines(store, now, zone_offset(cli->zone, now), &due, NULL) || !due)
		return;
	helping = helping_new(cli, NULL);
	lines = helping_short(helping, MIN(cli->columns, 80));
	cli_say(_("\nThat was as strong as it gets, more than once since yesterday. You need not carry it alone."));
	if (*lines)
		cli_say("%s", lines);
	cli_say("%s", *lines ? _("`steady helplines` says more.")
	                     : _("`steady helplines` says more: numbers of several countries."));
}

static void say_how_many(const Cli *cli)
{
	g_autoptr(Store) store =
		cli_has_store(cli) ? store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL) : NULL;
	gboolean worse;

	if (store && store_ease_changed(store, cli->now, &worse))
		cli_say("%s", worse ? _("Then less of it: from now on half of the nudges come, until a weekly answer "
		                        "says otherwise. "
		                        "`steady pause` stops them all.")
		                    : _("From now on all of the nudges come again."));
}

void care_say_first(const Cli *cli)
{
	g_autoptr(OwnHelp) own = ask_possible() ? own_help_new(cli->paths) : NULL;

	if (own && own->frightened)
		cli_say(_("If you are afraid of them, now or later: `steady helplines` names somebody to talk to, and "
		          "`steady "
		          "read %s` is there to read. None of this has to be answered first."),
		        SAFETY);
}

/* After what is about them, where it was not said ahead of it. */
static void say_if_frightened(const Cli *cli, const Command *command)
{
	g_autoptr(OwnHelp) own = NULL;

	if (!ask_possible() || !g_str_equal(command->name, "contact"))
		return;
	own = own_help_new(cli->paths);
	if (own->frightened)
		cli_say(_("If you are afraid of them, now or later: `steady helplines`."));
}

void care_follow(const Cli *cli, const Command *command)
{
	static const char *const keeping[] = { "urge", "checkin", "answer", "contact", NULL };

	if (cli->helped || !g_strv_contains(keeping, command->name))
		return;
	say_how_many(cli);
	care_offer_lines(cli);
	say_if_frightened(cli, command);
}
