/* cmd-answer.c - answers a prompt: through the daemon that has it, else into the store; also when it is too late. */
#include "cli/ask-item.h"
#include "cli/ask.h"
#include "cli/prompts.h"
#include "cli/recorder.h"
#include "cli/result.h"
#include "core/i18n.h"
#include "core/single.h"

/* --- which prompt ---------------------------------------------------------------------------------- */

/* "last": the latest that is open, else the latest check-in that expired. */
static gboolean better(const DecisionFact *fact, const DecisionFact *than)
{
	if (fact->closed && !(single_or_checkin(fact->kind, fact->content) && fact->outcome == OUTCOME_EXPIRED))
		return FALSE;
	if (!than || !fact->closed != !than->closed)
		return !than || !fact->closed;
	return fact->id > than->id;
}

static const DecisionFact *find(const GArray *facts, gint64 id)
{
	const DecisionFact *found = NULL;

	for (guint i = 0; i < facts->len; i++) {
		const DecisionFact *fact = &g_array_index(facts, DecisionFact, i);

		if (id ? fact->id == id : better(fact, found))
			found = fact;
	}
	return found;
}

static GArray *load(const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, &error);
	GArray *facts = store ? store_decisions(store, G_MININT64, TIME_NEVER, &error) : NULL;

	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return g_array_new(FALSE, FALSE, sizeof(DecisionFact));
	if (!facts)
		cli_store_fail(cli, error);
	return facts;
}

/* --- a check-in ------------------------------------------------------------------------------------- */

typedef struct Talk {
	Cli *cli;
	Protocol *protocol; /* owned */
	const Item *item;   /* to be answered next; NULL: none is left */
	Recorder recorder;
} Talk;

/* FALSE after saying why. */
static gboolean keep(Talk *talk, const Answer *answer)
{
	if (!recorder_put(&talk->recorder, talk->item, answer))
		return FALSE;
	talk->item = checkin_next(talk->protocol, talk->item, answer);
	return talk->item || recorder_end(&talk->recorder);
}

static void say_kept(const Talk *talk)
{
	g_autofree char *next = talk->item ? item_text(talk->item, FALSE) : NULL;

	if (talk->recorder.late)
		cli_say(_("This one had expired; the answer is kept, marked as late."));
	if (next)
		cli_say(_("Kept. Next: %s"), next);
	else
		cli_say(talk->protocol->items->len > 1 ? _("Kept. That was the last question.") : _("Kept."));
}

static int answer_once(Talk *talk, const char *reply)
{
	g_auto(Answer) answer = { NULL, -1 };
	g_autoptr(GError) error = NULL;

	if (!checkin_read_answer(talk->item, reply, &answer, &error)) {
		cli_fail("%s", error->message);
		return EXIT_USAGE;
	}
	if (!keep(talk, &answer))
		return EXIT_FAILED;
	if (talk->cli->json)
		return result_answer(talk->recorder.decision, talk->recorder.late,
		                     talk->item ? talk->item->name : NULL);
	say_kept(talk);
	return EXIT_DONE;
}

static int answer_all(Talk *talk)
{
	while (talk->item) {
		g_auto(Answer) answer = { NULL, -1 };

		if (!item_ask(talk->item, FALSE, &answer)) {
			cli_say(_("Left there; what you answered is kept."));
			return EXIT_DONE;
		}
		if (!keep(talk, &answer))
			return EXIT_FAILED;
	}
	say_kept(talk);
	return EXIT_DONE;
}

/* What the daemon asks by now, else what the store says; of items that take turns, the one whose turn it is. */
static void find_item(Talk *talk, const Protocol *all, const DecisionFact *fact, BusSteady1 *daemon)
{
	g_autoptr(Store) store = store_open(talk->cli->paths->store, talk->cli->paths->sql, STORE_READ, BUSY, NULL);
	gint64 begun;
	g_autoptr(GHashTable) answers = store ? store_answers(store, fact->id, &begun, NULL) : NULL;
	g_autofree char *asked = daemon && !fact->closed ? prompts_item(talk->cli, daemon, fact->id) : NULL;

	if (asked && answers && *asked && !g_hash_table_contains(answers, asked))
		g_hash_table_insert(answers, g_strdup(asked), NULL);
	talk->protocol = prompts_in_turn(talk->cli, all, answers);
	if (asked && answers)
		g_hash_table_remove(answers, asked);
	talk->item = answers ? checkin_resume(talk->protocol, answers) : talk->protocol->items->pdata[0];
}

static int talk_through(Talk *talk, gint64 id, const char *reply)
{
	g_autofree char *text = talk->item ? item_text(talk->item, FALSE) : NULL;

	if (!talk->item)
		return cli_fail(_("prompt %lld has all its answers"), (long long)id);
	if (reply)
		return answer_once(talk, reply);
	if (ask_possible())
		return answer_all(talk);
	cli_say(_("%s\n`steady answer %lld CHOICE` answers it."), text, (long long)id);
	return EXIT_DONE;
}

static int answer_checkin(Cli *cli, BusSteady1 *daemon, const DecisionFact *fact, const char *reply)
{
	g_autoptr(Protocol) all = prompts_protocol(cli, fact->content);
	gboolean late = fact->closed || (!daemon && fact->expires <= cli->now);
	Talk talk = { .cli = cli };
	int code;

	if (!all)
		return cli_fail(_("the questions of prompt %lld (%s) are not there any more"), (long long)fact->id,
		                fact->content ? fact->content : _("none"));
	find_item(&talk, all, fact, daemon);
	talk.recorder = recorder_for(cli, all, fact, fact->closed ? NULL : daemon, late);
	code = talk_through(&talk, fact->id, reply);
	recorder_clear(&talk.recorder);
	protocol_free(talk.protocol);
	return code;
}

/* --- a nudge ---------------------------------------------------------------------------------------- */

static int nudge_read(Cli *cli, const DecisionFact *fact)
{
	char *argv[] = { (char *)"read", fact->content, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);

	if (store && !store_closed(store, fact->id, cli->now, OUTCOME_READ, &error))
		cli_store_fail(cli, error);
	if (cli->json)
		return result_answer(fact->id, fact->closed != 0, NULL);
	return cli_run(cli, cli_find("read"), fact->content ? 2 : 1, argv);
}

static int nudge_alone(Cli *cli, const DecisionFact *fact, const char *reply)
{
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, fact->id);
	char *argv[] = { (char *)"", id, NULL };
	int code;

	if (g_str_equal(reply, "read"))
		return nudge_read(cli, fact);
	code = cli_run(cli, cli_find(g_str_equal(reply, "later") ? "snooze" : "dismiss"), 2, argv);
	return code || !cli->json ? code : result_answer(fact->id, FALSE, NULL);
}

static int answer_nudge(Cli *cli, BusSteady1 *daemon, const DecisionFact *fact, const char *reply)
{
	static const char *const words[] = { "read", "later", "dismiss", NULL };
	g_autofree char *asked =
		!reply && ask_possible() ? ask_line(_("Something to read: read, later or dismiss?")) : NULL;
	g_autofree char *next = NULL;
	g_autoptr(GError) error = NULL;

	if (!reply)
		reply = asked;
	if (!reply || !g_strv_contains(words, reply))
		return cli_usage(cli, _("prompt %lld is something to read; answer it with read, later or dismiss"),
		                 (long long)fact->id);
	if (fact->closed)
		return g_str_equal(reply, "read") ? nudge_read(cli, fact)
		                                  : cli_fail(_("prompt %lld is closed already"), (long long)fact->id);
	if (!daemon)
		return nudge_alone(cli, fact, reply);
	if (!bus_steady1_call_answer_sync(daemon, fact->id, "", reply, &next, NULL, &error))
		return cli_daemon_fail(error);
	return cli->json ? result_answer(fact->id, FALSE, next) : EXIT_DONE;
}

/* What was said of a slot can be said anew: the latest counts. */
static int correct(const Cli *cli, const DecisionFact *fact, const char *reply)
{
	g_autoptr(Protocol) protocol = prompts_protocol(cli, fact->content);
	g_auto(Recorder) recorder = recorder_for(cli, protocol, fact, NULL, FALSE);
	const Item *item = protocol->items->pdata[0];
	g_auto(Answer) answer = { NULL, -1 };
	g_autoptr(GError) error = NULL;

	if (!checkin_read_answer(item, reply, &answer, &error)) {
		cli_fail("%s", error->message);
		return EXIT_USAGE;
	}
	if (!recorder_put(&recorder, item, &answer))
		return EXIT_FAILED;
	if (cli->json)
		return result_answer(fact->id, FALSE, NULL);
	cli_say(_("Kept, in place of the answer before."));
	return EXIT_DONE;
}

/* A plan to go over is a nudge that asks: its words are shown here without more ado. */
static int answer(Cli *cli, BusSteady1 *daemon, const DecisionFact *fact, const char *reply)
{
	static const char *const put_aside[] = { "later", "dismiss", NULL };

	if (!single_or_checkin(fact->kind, fact->content))
		return answer_nudge(cli, daemon, fact, reply);
	if (fact->kind == KIND_NUDGE && reply && g_strv_contains(put_aside, reply))
		return answer_nudge(cli, daemon, fact, reply);
	if (fact->kind == KIND_NUDGE && !g_strcmp0(reply, "show"))
		reply = NULL;
	if (fact->kind == KIND_SLOT && fact->outcome == OUTCOME_ANSWERED && reply)
		return correct(cli, fact, reply);
	return answer_checkin(cli, daemon, fact, reply);
}

int cmd_answer(Cli *cli, int argc, char **argv)
{
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GArray) facts = NULL;
	g_autofree char *reply = NULL;
	const DecisionFact *fact;
	gint64 id = 0;

	if (!cli_options(cli, NULL, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli, _("which prompt? Expected its number, or last"));
	if (!g_str_equal(argv[1], "last") && !g_ascii_string_to_signed(argv[1], 10, 1, G_MAXINT64, &id, NULL))
		return cli_usage(cli,
		                 _("'%.40s' is no prompt; expected its number, as `steady pending` lists it, or last"),
		                 argv[1]);
	if (cli->json && argc < 3)
		return cli_usage(cli, _("--json asks nothing: say the CHOICE, too"));
	facts = load(cli);
	if (!facts)
		return EXIT_FAILED;
	fact = find(facts, id);
	if (!fact)
		return id ? cli_fail(_("there is no prompt %lld; `steady pending` lists those that wait"),
		                     (long long)id)
		          : cli_fail(_("no prompt waits for you"));
	reply = argc > 2 ? g_strjoinv(" ", argv + 2) : NULL;
	daemon = cli_daemon(cli);
	return answer(cli, daemon, fact, reply);
}
