#include "cli/prompts.h"

#include "config/articles.h"
#include "config/protocols.h"
#include "core/checkin.h"
#include "core/i18n.h"
#include "core/single.h"
#include "core/turns.h"

static void waiting_free(gpointer data)
{
	Waiting *waiting = data;

	g_free(waiting->schedule);
	g_free(waiting->content);
	g_free(waiting->item);
	g_free(waiting->question);
	g_free(waiting->state);
	g_free(waiting);
}

Protocol *prompts_protocol(const Cli *cli, const char *name)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = single_name(name, NULL) ? cli_settings_or_default(cli) : NULL;

	if (settings)
		return single_protocol(name, settings->schedules, settings->plans);
	return name ? protocol_load(cli->paths, name, problems) : NULL;
}

Protocol *prompts_in_turn(const Cli *cli, const Protocol *protocol, GHashTable *given)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GPtrArray) asked = store ? store_asked(store, NULL) : NULL;

	return protocol_in_turn(protocol, asked, given);
}

/* --- what each says --- */

static char *item_question(const Cli *cli, const Waiting *waiting, gboolean discreet)
{
	g_autoptr(Protocol) protocol = prompts_protocol(cli, waiting->content);
	const Item *item = protocol ? protocol_item(protocol, waiting->item) : NULL;

	return g_strdup(item ? wording(&item->ask, discreet) : waiting->item);
}

/* Which of its texts the prompt shows. */
static gint64 turn_of(const Cli *cli, gint64 id)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);

	return store ? store_turn(store, id, NULL) : 0;
}

static char *article_question(const Cli *cli, const GPtrArray *articles, const Waiting *waiting, gboolean discreet)
{
	const Article *article = articles_find(articles, waiting->content);

	return g_strdup(article ? wording(article_prompt(article, turn_of(cli, waiting->id)), discreet)
	                        : waiting->content);
}

static void add_questions(const Cli *cli, GPtrArray *all)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) articles = all->len ? articles_load(cli->paths, problems) : NULL;

	for (guint i = 0; i < all->len; i++) {
		Waiting *waiting = all->pdata[i];

		if (*waiting->item)
			waiting->question = item_question(cli, waiting, settings->policy.discreet);
		else
			waiting->question = article_question(cli, articles, waiting, settings->policy.discreet);
	}
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
	while (g_variant_iter_next(&iter, "(xsssxxs)", &row.id, &row.schedule, &row.content, &row.item, &row.due,
	                           &row.expires, &row.state))
		g_ptr_array_add(all, g_memdup2(&row, sizeof row));
	return all;
}

/* --- from the store --- */

static char *next_item(const Cli *cli, Store *store, const Prompt *prompt)
{
	gboolean asks = single_or_checkin(prompt->kind, prompt->content);
	g_autoptr(Protocol) all = asks ? prompts_protocol(cli, prompt->content) : NULL;
	gint64 begun;
	g_autoptr(GHashTable) answers = store_answers(store, prompt->id, &begun, NULL);
	g_autoptr(Protocol) protocol = all && answers ? prompts_in_turn(cli, all, answers) : NULL;
	const Item *item = protocol ? checkin_resume(protocol, answers) : NULL;

	return g_strdup(item ? item->name : "");
}

static Waiting *waiting_new(const Cli *cli, Store *store, const Prompt *prompt)
{
	Waiting *waiting = g_new0(Waiting, 1);

	waiting->id = prompt->id;
	waiting->schedule = g_strdup(prompt->schedule);
	waiting->content = g_strdup(prompt->content ? prompt->content : "");
	waiting->item = next_item(cli, store, prompt);
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

	if (!prompts)
		return nothing_yet(problem, error);
	for (guint i = 0; i < prompts->len; i++) {
		const Prompt *prompt = prompts->pdata[i];

		/* What expired waits no longer, though no daemon was there to say so. */
		if (prompt->expires > cli->now || prompt->state == PROMPT_SNOOZED)
			g_ptr_array_add(all, waiting_new(cli, store, prompt));
	}
	return g_steal_pointer(&all);
}

GPtrArray *prompts_waiting(const Cli *cli, BusSteady1 *daemon, GError **error)
{
	GPtrArray *all = daemon ? ask_daemon(daemon, error) : ask_store(cli, error);

	if (all)
		add_questions(cli, all);
	return all;
}

char *prompts_item(const Cli *cli, BusSteady1 *daemon, gint64 id)
{
	g_autoptr(GPtrArray) all = prompts_waiting(cli, daemon, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = g_ptr_array_index(all, i);

		if (waiting->id == id)
			return g_strdup(waiting->item);
	}
	return NULL;
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
	return *id ? EXIT_DONE : cli_fail(_("no prompt waits for you"));
}

int prompts_id(const Cli *cli, BusSteady1 *daemon, const char *word, gint64 *id)
{
	if (g_str_equal(word, "last"))
		return latest(cli, daemon, id);
	if (g_ascii_string_to_signed(word, 10, 1, G_MAXINT64, id, NULL))
		return EXIT_DONE;
	return cli_usage(cli, _("'%.40s' is no prompt; expected its number, as `steady pending` lists it, or last"),
	                 word);
}
