#include "cli/unfinished.h"

#include "cli/prompts.h"
#include "core/checkin.h"

#define LONG_AGO DAYS(30) /* what was left before that is left */

void unfinished_clear(Unfinished *unfinished)
{
	g_clear_pointer(&unfinished->protocol, protocol_free);
	g_clear_pointer(&unfinished->answers, g_hash_table_unref);
}

/* The answers of the check-in that `fact` belongs to. */
static GHashTable *answers_beside(const GArray *facts, const ResponseFact *fact)
{
	GHashTable *answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < facts->len; i++) {
		const ResponseFact *other = &g_array_index(facts, ResponseFact, i);

		if (other->begun == fact->begun && !g_strcmp0(other->protocol, fact->protocol))
			g_hash_table_insert(answers, g_strdup(other->item), g_strdup(other->value));
	}
	return answers;
}

static void take(const Cli *cli, const GArray *facts, const ResponseFact *fact, Unfinished *unfinished)
{
	g_autoptr(Protocol) all = prompts_protocol(cli, fact->protocol);
	g_autoptr(GHashTable) answers = answers_beside(facts, fact);
	g_autoptr(Protocol) asked = all ? prompts_in_turn(cli, all, answers) : NULL;

	if (!asked || !checkin_resume(asked, answers))
		return;
	unfinished_clear(unfinished);
	unfinished->protocol = g_steal_pointer(&all);
	unfinished->answers = g_steal_pointer(&answers);
	unfinished->begun = fact->begun;
	unfinished->decision = fact->decision;
}

/* The latest answers first, and no check-in looked at twice. */
static void search(const Cli *cli, const GArray *facts, Unfinished *unfinished)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = facts->len; i > 0; i--) {
		const ResponseFact *fact = &g_array_index(facts, ResponseFact, i - 1);

		if (g_hash_table_add(seen, (gpointer)&fact->begun) &&
		    (!unfinished->protocol || fact->begun > unfinished->begun))
			take(cli, facts, fact, unfinished);
	}
}

gboolean unfinished_find(const Cli *cli, Unfinished *unfinished)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, &error);
	g_autoptr(GArray) facts = store ? store_responses(store, cli->now - LONG_AGO, TIME_NEVER, &error) : NULL;

	if (facts)
		search(cli, facts, unfinished);
	else if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return cli_store_fail(cli, error), FALSE;
	return TRUE;
}
