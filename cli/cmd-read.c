/* cmd-read.c - articles: listed, read in the terminal, or opened in the browser. */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/helped.h"
#include "cli/json.h"
#include "cli/pager.h"
#include "cli/table.h"
#include "config/articles.h"
#include "config/helplines.h"
#include "config/nearest.h"
#include "config/page.h"
#include "core/i18n.h"
#include "core/rotation.h"

#define READABLE 80 /* columns: longer lines tire */

typedef struct Flags {
	gboolean list, html, open;
	char *helped; /* "yes", "no"; NULL: not said */
} Flags;

/* --- the list ------------------------------------------------------------------------------------- */

static void print_topics(Json *json, const Article *article)
{
	json_open(json, "topics", '[');
	for (char **topic = article->topics; *topic; topic++)
		json_string(json, NULL, *topic);
	json_close(json, ']');
}

static void print_flags(Json *json, const Article *article)
{
	json_open(json, "flags", '[');
	for (int bit = 0; bit < N_ARTICLE_FLAGS; bit++)
		if (article->flags & (1U << bit))
			json_string(json, NULL, article_flag_name(bit));
	json_close(json, ']');
}

static void print_prompts(Json *json, const Article *article)
{
	json_open(json, "prompts", '[');
	for (int i = 0; i < article->n_prompts; i++) {
		json_open(json, NULL, '{');
		json_string(json, "neutral", article->prompts[i].neutral);
		json_string(json, "open", article->prompts[i].open);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void print_head(Json *json, const Article *article)
{
	json_string(json, "name", article->name);
	json_string(json, "title", article->title);
	print_prompts(json, article);
	json_string(json, "stance", stance_name(article->stance));
	json_int(json, "minutes", article->minutes);
	json_string(json, "action", article->action);
	print_topics(json, article);
	print_flags(json, article);
}

static void list_json(const GPtrArray *articles)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "articles", '[');
	for (guint i = 0; i < articles->len; i++) {
		json_open(&json, NULL, '{');
		print_head(&json, g_ptr_array_index(articles, i));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static void add_row(Table *table, const Article *article)
{
	g_autofree char *minutes = g_strdup_printf("%d", article->minutes);

	table_add(table, article->name, minutes, article->title, NULL);
}

/* As they come by themselves: without what care leaves out, and what is for the person's safety first. */
static void list_table(const Cli *cli, const GPtrArray *articles)
{
	g_autoptr(Table) table = table_new(_("NAME"), _("MIN"), _("TITLE"), NULL);
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(OwnHelp) own = own_help_new(cli->paths);
	Occasion occasion = { .care = settings->policy.care };
	guint left_out = articles->len;

	occasion.care.frightened |= own->frightened;
	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < articles->len; i++) {
			const Article *article = g_ptr_array_index(articles, i);
			gboolean first = occasion.care.frightened && (article->flags & ARTICLE_SAFETY);

			if (!rotation_may(article, &occasion) || first != (pass == 0))
				continue;
			add_row(table, article);
			left_out--;
		}
	table_print(table, cli->columns, cli->color);
	if (left_out)
		cli_say(_("%u are left out, by what [care] in the settings says; `steady read NAME` shows them all the "
		          "same."),
		        left_out);
	cli_say(_("`steady read NAME` shows one.%s"),
	        occasion.care.frightened ? _(" `steady helplines` names people to talk to.") : "");
}

/* --- one article ---------------------------------------------------------------------------------- */

static void print_json(const Article *article)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	print_head(&json, article);
	json_string(&json, "body", article->body);
	json_close(&json, '}');
	json_print(&json);
}

static void print_text(const Cli *cli, const Article *article)
{
	g_autofree char *text = article_to_text(article, MIN(cli->columns, READABLE), cli->color);

	pager_print(text);
}

static int unknown(const GPtrArray *articles, const char *name)
{
	g_autofree const char **names = g_new0(const char *, articles->len + 1);
	const char *near;

	for (guint i = 0; i < articles->len; i++)
		names[i] = ((const Article *)g_ptr_array_index(articles, i))->name;
	near = nearest_name(name, names);
	if (near)
		return cli_fail(_("there is no article '%.60s' (did you mean '%s'?); `steady read` lists them"), name,
		                near);
	return cli_fail(_("there is no article '%.60s'; `steady read` lists them"), name);
}

/* --- the browser ---------------------------------------------------------------------------------- */

/* In a session of its own: closing the terminal does not close the browser. */
static void begin_session(gpointer data)
{
	setsid();
}

static gboolean start_browser(const char *path)
{
	static const char *const openers[][2] = { { "xdg-open", NULL }, { "gio", "open" } };

	if (!g_getenv("DISPLAY") && !g_getenv("WAYLAND_DISPLAY"))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(openers); i++) {
		const char *argv[] = { openers[i][0], openers[i][1] ? openers[i][1] : path, openers[i][1] ? path : NULL,
			               NULL };

		if (g_spawn_async(NULL, (char **)argv, NULL,
		                  G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
		                  begin_session, NULL, NULL, NULL))
			return TRUE;
	}
	return FALSE;
}

static int open_page(const Article *article)
{
	g_autofree char *html = article_to_html(article);
	g_autoptr(GError) error = NULL;
	g_autofree char *dir = page_dir();
	g_autofree char *path = page_write(dir, html, &error);

	if (!path)
		return cli_fail(_("the page could not be written: %s"), error->message);
	if (start_browser(path))
		return EXIT_DONE;
	return cli_fail(
		_("no browser can be started from here. The page is %s; `steady read %s` shows it in the terminal"),
		path, article->name);
}

/* -------------------------------------------------------------------------------------------------- */

static int show(const Cli *cli, const Article *article, const Flags *flags)
{
	if (flags->open)
		return open_page(article);
	if (cli->json) {
		print_json(article);
	} else if (flags->html) {
		g_autofree char *html = article_to_html(article);

		fputs(html, stdout);
	} else {
		print_text(cli, article);
		helped_ask(cli, article->name);
	}
	return EXIT_DONE;
}

/* `last`: the one that was opened last from a prompt. */
static int note_helped(const Cli *cli, const GPtrArray *articles, const char *name, const Flags *flags)
{
	gboolean yes = g_str_equal(flags->helped, "yes");
	gint64 decision = 0;
	g_autofree char *last = g_str_equal(name, "last") ? helped_last(cli, &decision) : NULL;
	int code;

	if (g_str_equal(name, "last") && !last)
		return EXIT_FAILED;
	if (!last && !articles_find(articles, name))
		return unknown(articles, name);
	code = helped_record(cli, last ? last : name, decision, yes);
	if (code == EXIT_DONE)
		cli_say(yes ? _("Noted: %s helped. It comes a little sooner.")
		            : _("Noted: %s did not help. It comes later."),
		        last ? last : name);
	return code;
}

static int read_one(const Cli *cli, const GPtrArray *articles, const char *name, const Flags *flags)
{
	gint64 decision;
	g_autofree char *last = g_str_equal(name, "last") ? helped_last(cli, &decision) : NULL;
	const Article *article = articles_find(articles, last ? last : name);

	if (g_str_equal(name, "last") && !last)
		return EXIT_FAILED;
	return article ? show(cli, article, flags) : unknown(articles, last ? last : name);
}

/* What is wrong with how it was asked; NULL: nothing. */
static const char *misuse(const Cli *cli, const Flags *flags, int argc)
{
	if (flags->list + flags->open + flags->html > 1 || (cli->json && (flags->open || flags->html)))
		return _("one of --list, --open, --html and --json at a time");
	if (flags->helped && (flags->list || flags->open || flags->html || cli->json))
		return _("--helped stands alone");
	if (flags->helped && !g_str_equal(flags->helped, "yes") && !g_str_equal(flags->helped, "no"))
		return _("--helped takes yes or no");
	if (flags->list && argc > 1)
		return _("--list takes no name");
	return argc < 2 && (flags->open || flags->html) ? _("say which article") : NULL;
}

int cmd_read(Cli *cli, int argc, char **argv)
{
	Flags flags = { 0 };
	const GOptionEntry entries[] = {
		{ "list", 'l', 0, G_OPTION_ARG_NONE, &flags.list, N_("list the articles"), NULL },
		{ "open", 'o', 0, G_OPTION_ARG_NONE, &flags.open, N_("open it in the browser"), NULL },
		{ "html", 0, 0, G_OPTION_ARG_NONE, &flags.html, N_("print it as a page"), NULL },
		{ "helped", 0, 0, G_OPTION_ARG_STRING, &flags.helped,
		  N_("say whether it helped: it comes sooner or later"), "yes|no" },
		{ NULL },
	};
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) articles = NULL;
	g_autofree char *helped = NULL;

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	helped = flags.helped;
	if (misuse(cli, &flags, argc))
		return cli_usage(cli, "%s", misuse(cli, &flags, argc));
	articles = articles_load(cli->paths, problems);
	for (guint i = 0; i < problems_count(problems); i++)
		cli_say("%s:%d: %s", problems_get(problems, i)->file, problems_get(problems, i)->line,
		        problems_get(problems, i)->message);
	if (flags.helped)
		return note_helped(cli, articles, argc > 1 ? argv[1] : "last", &flags);
	if (argc > 1)
		return read_one(cli, articles, argv[1], &flags);
	cli->json ? list_json(articles) : list_table(cli, articles);
	return problems_errors(problems) ? EXIT_FAILED : EXIT_DONE;
}
