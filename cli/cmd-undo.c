/* cmd-undo.c - takes the last answer back: it stays in the store, marked, and counts nowhere. */
#include <string.h>

#include "cli/json.h"
#include "cli/prompts.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/text.h"

#define SHOWN 40 /* characters of a text that are repeated */

/* As it was said: a label, a number, the beginning of a text. Free it. */
static char *said(const Item *item, const Withdrawn *withdrawn)
{
	const Choice *choice = item ? item_choice(item, withdrawn->value) : NULL;
	g_autofree char *value = text_clean(choice             ? wording(&choice->label, FALSE)
	                                    : withdrawn->value ? withdrawn->value
	                                                       : _("skipped"));
	g_autofree char *start = g_utf8_substring(value, 0, MIN(g_utf8_strlen(value, -1), SHOWN));

	return g_strconcat(g_strdelimit(start, "\n", ' '), g_utf8_strlen(value, -1) > SHOWN ? "…" : "", NULL);
}

/* The question, on one line. Free it. */
static char *asked(const Item *item, const Withdrawn *withdrawn)
{
	if (item)
		return g_strdelimit(g_strdup(wording(&item->ask, FALSE)), "\n", ' ');
	if (withdrawn->outcome)
		return g_strdup_printf(_("did %s help?"), strchr(withdrawn->protocol, ':') + 1);
	return g_strdup(withdrawn->item);
}

/* How the same is asked once more. Free it. */
static char *again(const Withdrawn *withdrawn)
{
	const char *name = strchr(withdrawn->protocol, ':');

	if (!withdrawn->outcome)
		return g_strdup(_("`steady checkin --resume` asks it again"));
	if (g_str_equal(withdrawn->item, "plan"))
		return g_strdup_printf(_("`steady plan rehearse %s` goes over it again"), name + 1);
	if (g_str_equal(withdrawn->item, "article"))
		return g_strdup_printf(_("`steady read %s --helped yes|no` says it anew"), name + 1);
	return g_strdup_printf(_("`steady answer %lld` says it anew"), (long long)withdrawn->decision);
}

static void say(const Cli *cli, const Withdrawn *withdrawn)
{
	g_autoptr(Protocol) protocol = prompts_protocol(cli, withdrawn->protocol);
	const Item *item = protocol ? protocol_item(protocol, withdrawn->item) : NULL;
	g_autofree char *value = said(item, withdrawn), *question = asked(item, withdrawn), *more = again(withdrawn);
	g_autofree char *when = time_said(cli, withdrawn->at);

	cli_say(_("Taken back: \"%s\", given %s to: %s"), value, when, question);
	cli_say(_("It counts nowhere now. %s."), more);
}

static void json_number(Json *json, const char *key, gint64 number)
{
	if (number)
		json_int(json, key, number);
	else
		json_null(json, key);
}

static void print(const Cli *cli, const Withdrawn *withdrawn)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_number(&json, "response", withdrawn->outcome ? 0 : withdrawn->id);
	json_number(&json, "outcome", withdrawn->outcome ? withdrawn->id : 0);
	json_string(&json, "protocol", withdrawn->protocol);
	json_string(&json, "item", withdrawn->item);
	json_string(&json, "value", withdrawn->value);
	json_time(&json, "at", cli->zone, withdrawn->at);
	json_close(&json, '}');
	json_print(&json);
}

/* FALSE after saying why; without a store there is nothing to take back. */
static gboolean take_back(const Cli *cli, Withdrawn *withdrawn)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	if (!cli_has_store(cli))
		return TRUE;
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return FALSE;
	if (store_withdraw(store, cli_moment(cli).wall, 0, NULL, withdrawn, &error))
		return TRUE;
	cli_store_fail(cli, error);
	return FALSE;
}

int cmd_undo(Cli *cli, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ NULL },
	};
	g_auto(Withdrawn) withdrawn = { 0 };

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (!take_back(cli, &withdrawn))
		return EXIT_FAILED;
	if (!withdrawn.id)
		return cli_fail(_("there is no answer to take back"));
	cli_refresh(cli); /* a prompt that is open asks it again */
	if (cli->json)
		print(cli, &withdrawn);
	else
		say(cli, &withdrawn);
	return EXIT_DONE;
}
