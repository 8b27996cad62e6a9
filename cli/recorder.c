/* recorder.c - where the answers of a check-in in the terminal go. */
#include "cli/recorder.h"

#include "cli/prompts.h"
#include "core/i18n.h"

#define PATIENCE 100 /* times 20 ms: so long the daemon may take to read the store anew */
#define NO_PROMPT "org.steadyd.Steady1.Error.NoPrompt" /* the daemon's error for one that is over */

static const Waiting *find_waiting(const GPtrArray *all, const char *schedule)
{
	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = g_ptr_array_index(all, i);

		if (g_str_equal(waiting->schedule, schedule))
			return waiting;
	}
	return NULL;
}

/* When the first answer of a prompt was given before, the others belong to that moment. */
static void take_begun(Recorder *recorder)
{
	g_autoptr(Store) store =
		store_open(recorder->cli->paths->store, recorder->cli->paths->sql, STORE_READ, 2000, NULL);
	g_autoptr(GHashTable) answers = NULL;
	gint64 begun = 0;

	if (store)
		answers = store_answers(store, recorder->decision, &begun, NULL);
	if (begun)
		recorder->begun = begun;
}

/* The prompts that ask about an urge again are named after it, "urge/12". */
static gint64 urge_of(const char *schedule)
{
	return g_str_has_prefix(schedule, "urge/") ? g_ascii_strtoll(schedule + 5, NULL, 10) : 0;
}

Recorder recorder_new(const Cli *cli, const Protocol *protocol, const char *schedule, const Item **item)
{
	Recorder recorder = {
		.cli = cli, .protocol = protocol->name, .daemon = cli_daemon(cli), .begun = cli_moment(cli).wall
	};
	g_autoptr(GPtrArray) all = schedule ? prompts_waiting(cli, recorder.daemon, NULL) : NULL;
	const Waiting *waiting = schedule ? find_waiting(all, schedule) : NULL;
	const Item *next = waiting ? protocol_item(protocol, waiting->item) : NULL;

	if (next) {
		*item = next;
		recorder.decision = waiting->id;
		recorder.urge = urge_of(waiting->schedule);
		take_begun(&recorder);
	}
	return recorder;
}

Recorder recorder_for(const Cli *cli, const Protocol *protocol, const DecisionFact *fact, BusSteady1 *daemon,
                      gboolean late)
{
	Recorder recorder = { .cli = cli,
		              .protocol = protocol->name,
		              .decision = fact->id,
		              .urge = urge_of(fact->schedule),
		              .begun = cli_moment(cli).wall,
		              .late = late };

	if (daemon)
		recorder.daemon = g_object_ref(daemon);
	take_begun(&recorder);
	return recorder;
}

Recorder recorder_since(const Cli *cli, const Protocol *protocol, gint64 begun)
{
	return (Recorder){ .cli = cli, .protocol = protocol->name, .begun = begun };
}

static gboolean open_store(Recorder *recorder)
{
	if (!recorder->store)
		recorder->store = cli_store(recorder->cli, STORE_WRITE);
	return recorder->store != NULL;
}

/* After a call that failed: whether the daemon wrote the answer all the same. */
static gboolean is_there(Recorder *recorder, const Item *item)
{
	gint64 begun;
	g_autoptr(GHashTable) answers = store_answers(recorder->store, recorder->decision, &begun, NULL);

	return answers && g_hash_table_contains(answers, item->name);
}

static gboolean write_answer(Recorder *recorder, const Item *item, const Answer *answer)
{
	g_autoptr(GError) error = NULL;
	gint64 now = cli_moment(recorder->cli).wall;
	Response response = { .decision = recorder->decision,
		              .protocol = recorder->protocol,
		              .begun = recorder->begun,
		              .item = item->name,
		              .value = answer->value,
		              .number = answer->number,
		              .score = item->score,
		              .at = now,
		              .zone_offset = zone_offset(recorder->cli->zone, now),
		              .route = "command",
		              .late = recorder->late,
		              .urge = recorder->urge };

	if (store_add_response(recorder->store, &response, &error))
		return TRUE;
	cli_store_fail(recorder->cli, error);
	return FALSE;
}

/* What the daemon would have done with it: an urge is waited out from now on; one that a check-in found needs somebody who asks. */
static void follow(Recorder *recorder, const Item *item, const Answer *answer)
{
	gboolean yes = !g_strcmp0(answer->value, "yes");
	Moment now = cli_moment(recorder->cli);
	g_autoptr(Settings) settings = cli_settings_or_default(recorder->cli);
	Deadline until = deadline_after(&now, settings->urge_delay);

	if (recorder->urge && yes && g_str_equal(item->name, "wait"))
		store_delay_urge(recorder->store, recorder->urge, settings->urge_delay, &until, NULL);
	if (!recorder->urge && yes && g_str_equal(item->name, "stay"))
		cli_say(_("`steady urge` stays with it here; `steady urge --wait` has it asked by notification."));
}

/* The daemon that showed the prompt hears the answer first; should it be gone, the answer is written without it. */
static gboolean tell_daemon(Recorder *recorder, const Item *item, const Answer *answer)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *name = NULL;

	g_clear_pointer(&recorder->next, g_free);
	if (!recorder->daemon || !recorder->decision)
		return FALSE;
	if (bus_steady1_call_answer_sync(recorder->daemon, recorder->decision, item->name,
	                                 answer->value ? answer->value : "", &recorder->next, NULL, &error))
		return TRUE;
	name = g_dbus_error_get_remote_error(error);
	recorder->late |= g_strcmp0(name, NO_PROMPT) == 0;
	g_clear_object(&recorder->daemon);
	return FALSE;
}

gboolean recorder_put(Recorder *recorder, const Item *item, const Answer *answer)
{
	gboolean told = recorder->daemon && recorder->decision;

	if (!tell_daemon(recorder, item, answer)) {
		if (!open_store(recorder))
			return FALSE;
		if (!(told && is_there(recorder, item))) {
			if (!write_answer(recorder, item, answer))
				return FALSE;
			follow(recorder, item, answer);
		}
	}
	(*(answer->value ? &recorder->kept : &recorder->left_out))++;
	return TRUE;
}

/* The daemon reads the store anew, and asks that item again. */
static gboolean daemon_asks(const Recorder *recorder, const Item *item)
{
	g_autofree char *asked = prompts_item(recorder->cli, recorder->daemon, recorder->decision);

	return !asked ||
	       g_str_equal(asked, item->name); /* where it waits no more the answer finds its way without it */
}

/* Those that were given before this recorder began were not counted by it. */
static void count_withdrawn(Recorder *recorder, const Withdrawn *withdrawn)
{
	int *count = withdrawn->value ? &recorder->kept : &recorder->left_out;

	*count -= withdrawn->id && *count;
}

gboolean recorder_withdraw(Recorder *recorder, const Item *item)
{
	g_autoptr(GError) error = NULL;
	g_auto(Withdrawn) withdrawn = { 0 };

	if (recorder->decision)
		take_begun(recorder); /* the daemon's first answer set it */
	if (!open_store(recorder))
		return FALSE;
	if (!store_withdraw(recorder->store, cli_moment(recorder->cli).wall, recorder->begun, item->name, &withdrawn,
	                    &error))
		return cli_store_fail(recorder->cli, error), FALSE;
	count_withdrawn(recorder, &withdrawn);
	cli_refresh(recorder->cli);
	for (int i = 0; recorder->decision && recorder->daemon && i < PATIENCE && !daemon_asks(recorder, item); i++)
		g_usleep(20000);
	return TRUE;
}

gboolean recorder_end(Recorder *recorder)
{
	g_autoptr(GError) error = NULL;

	if (!recorder->decision || recorder->daemon)
		return TRUE; /* the daemon closes its own */
	if (!open_store(recorder))
		return FALSE;
	if (store_closed(recorder->store, recorder->decision, cli_moment(recorder->cli).wall,
	                 recorder->late ? OUTCOME_EXPIRED : OUTCOME_ANSWERED, &error))
		return TRUE;
	cli_store_fail(recorder->cli, error);
	return FALSE;
}

void recorder_clear(Recorder *recorder)
{
	g_clear_pointer(&recorder->store, store_close);
	if (recorder->kept || recorder->left_out)
		cli_refresh(recorder->cli);
	g_clear_object(&recorder->daemon);
	g_clear_pointer(&recorder->next, g_free);
}
