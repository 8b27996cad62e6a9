#include "cli/prompts.h"

#include "config/articles.h"
#include "config/protocols.h"
#include "core/checkin.h"

static void waiting_free(gpointer data)
{
	Waiting *waiting = data;

	g_free(waiting->schedule);
	g_free(waiting->item);
	g_free(waiting->question);
	g_free(waiting->state);
	g_free(waiting);
}

Protocol *prompts_protocol(const Cli *cli, const char *name)
{
	g_autoptr(Problems) problems = problems_new();

	return name ? protocol_load(cli->paths->share, name, problems) : NULL;
}

/* --- from the daemon --- */

static GPtrArray *ask_daemon(BusSteady1 *daemon, GError **error)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(waiting_free);
	g_autoptr(GVariant) rows = NULL;
	GVariantIter iter;
	Waiting row = { 0 };

	if (!bus_steady1_call_pending_sync(daemon, &rows, NULL, error))
		return g_ptr_array_unref(all), NULL;
	g_variant_iter_init(&iter, rows);
	while (g_variant_iter_next(&iter, "(xsssxxs)", &row.id, &row.schedule, &row.item, &row.question, &row.due, &row.expires,
	                           &row.state))
		g_ptr_array_add(all, g_memdup2(&row, sizeof row));
	return all;
}

/* --- from the store --- */

static void describe_checkin(const Cli *cli, Store *store, const Prompt *prompt, Waiting *waiting, gboolean discreet)
{
	g_autoptr(Protocol) protocol = prompts_protocol(cli, prompt->content);
	gint64 begun;
	g_autoptr(GHashTable) answers = store_answers(store, prompt->id, &begun, NULL);
	const Item *item = protocol && answers ? checkin_resume(protocol, answers) : NULL;

	waiting->item = g_strdup(item ? item->name : "");
	waiting->question = g_strdup(item ? wording(&item->ask, discreet) : prompt->content ? prompt->content : "");
}

static void describe_nudge(const GPtrArray *articles, const Prompt *prompt, Waiting *waiting, gboolean discreet)
{
	const Article *article = prompt->content ? articles_find(articles, prompt->content) : NULL;

	waiting->item = g_strdup("");
	waiting->question = g_strdup(article ? wording(&article->prompt, discreet) : prompt->content ? prompt->content : "");
}

static Waiting *waiting_new(const Prompt *prompt)
{
	Waiting *waiting = g_new0(Waiting, 1);

	waiting->id = prompt->id;
	waiting->schedule = g_strdup(prompt->schedule);
	waiting->due = prompt->due;
	waiting->expires = prompt->expires;
	waiting->state = g_strdup(prompt_state_name(prompt->state));
	return waiting;
}

/* A store that is not there yet holds no prompts. */
static GPtrArray *nothing_yet(GError *problem, GError **error)
{
	if (!g_error_matches(problem, STORE_ERROR, STORE_ERROR_MISSING))
		return g_propagate_error(error, problem), NULL;
	g_error_free(problem);
	return g_ptr_array_new_with_free_func(waiting_free);
}

static GPtrArray *ask_store(const Cli *cli, GError **error)
{
	GError *problem = NULL;
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(waiting_free);
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, &problem);
	g_autoptr(GPtrArray) prompts = store ? store_open_prompts(store, &problem) : NULL;
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(cli->paths->share, problems);

	if (!prompts)
		return nothing_yet(problem, error);
	for (guint i = 0; i < prompts->len; i++) {
		const Prompt *prompt = prompts->pdata[i];
		Waiting *waiting;

		if (prompt->expires <= cli->now && prompt->state != PROMPT_SNOOZED)
			continue; /* over, but no daemon was there to say so */
		waiting = waiting_new(prompt);
		if (prompt->kind == KIND_CHECKIN)
			describe_checkin(cli, store, prompt, waiting, settings->policy.discreet);
		else
			describe_nudge(articles, prompt, waiting, settings->policy.discreet);
		g_ptr_array_add(all, waiting);
	}
	return g_steal_pointer(&all);
}

GPtrArray *prompts_waiting(const Cli *cli, BusSteady1 *daemon, GError **error)
{
	return daemon ? ask_daemon(daemon, error) : ask_store(cli, error);
}

static int latest(const Cli *cli, BusSteady1 *daemon, gint64 *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = prompts_waiting(cli, daemon, &error);

	if (!all)
		return daemon ? cli_daemon_fail(error) : cli_store_fail(cli, error);
	*id = 0;
	for (guint i = 0; i < all->len; i++)
		*id = MAX(*id, ((Waiting *)all->pdata[i])->id);
	return *id ? EXIT_DONE : cli_fail("no prompt waits for you");
}

int prompts_id(const Cli *cli, BusSteady1 *daemon, const char *word, gint64 *id)
{
	if (g_str_equal(word, "last"))
		return latest(cli, daemon, id);
	if (g_ascii_string_to_signed(word, 10, 1, G_MAXINT64, id, NULL))
		return EXIT_DONE;
	return cli_usage(cli, "'%.40s' is no prompt; expected its number, as `steady pending` lists it, or last", word);
}
