/* cmd-lint.c - whether articles and check-ins are fit to be read: every finding with its place. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "config/articles.h"
#include "config/lint.h"
#include "core/i18n.h"

typedef struct Flags {
	gboolean own;
} Flags;

/* --- what is looked at ---------------------------------------------------------------------------- */

static void know(const Cli *cli, Lint *lint)
{
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(cli->paths, elsewhere);

	for (const Command *command = cli_commands; command->name; command++)
		lint_know_command(lint, command->name);
	for (guint i = 0; i < articles->len; i++)
		lint_know_article(lint, ((const Article *)articles->pdata[i])->name);
}

static gboolean is_below(const char *path, const char *dir)
{
	return g_str_has_prefix(path, dir) && (path[strlen(dir)] == '/' || !path[strlen(dir)]);
}

/* Whether the person keeps it with their settings or their data. */
static gboolean is_own(const Cli *cli, const char *path)
{
	g_autofree char *whole = g_canonicalize_filename(path, NULL);

	return is_below(whole, cli->paths->data_dir) || is_below(whole, cli->paths->config_dir);
}

static gboolean add(const Cli *cli, Lint *lint, const char *path, const Flags *flags)
{
	g_autoptr(GError) error = NULL;

	if (!lint_add(lint, path, flags->own || is_own(cli, path) ? LINT_OWN : LINT_SHIPPED, &error))
		return cli_fail("%s", error->message), FALSE;
	return TRUE;
}

/* Folders of the person's own need not be there. */
static gboolean add_all(const Cli *cli, Lint *lint, const Flags *flags)
{
	const struct {
		const char *dir, *below;
		gboolean own;
	} places[] = {
		{ cli->paths->share, "articles", FALSE },
		{ cli->paths->share, "protocols", FALSE },
		{ cli->paths->data_dir, "articles", TRUE },
		{ cli->paths->config_dir, "protocols", TRUE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(places[i].dir, places[i].below, NULL);

		if (places[i].own ? g_file_test(path, G_FILE_TEST_IS_DIR) && !add(cli, lint, path, flags)
		                  : !flags->own && !add(cli, lint, path, flags))
			return FALSE;
	}
	return TRUE;
}

/* --- what is said --------------------------------------------------------------------------------- */

static void print_json(const Problems *findings, guint files, guint passed, guint failed)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, "files", files);
	json_int(&json, "passed", passed);
	json_int(&json, "failed", failed);
	json_open(&json, "findings", '[');
	for (guint i = 0; i < problems_count(findings); i++) {
		const Problem *problem = problems_get(findings, i);

		json_open(&json, NULL, '{');
		json_string(&json, "file", problem->file);
		json_int(&json, "line", problem->line);
		json_string(&json, "key", problem->key);
		json_string(&json, "message", problem->message);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static int report(const Cli *cli, Lint *lint)
{
	guint passed, failed;
	g_autoptr(Problems) findings = lint_run(lint, &passed, &failed);
	g_autofree char *text = problems_to_text(findings);

	if (cli->json) {
		print_json(findings, lint_count(lint), passed, failed);
	} else {
		fputs(text, stdout);
		cli_say(_("%u passed, %u failed"), passed, failed);
	}
	return failed ? EXIT_FAILED : EXIT_DONE;
}

int cmd_lint(Cli *cli, int argc, char **argv)
{
	Flags flags = { 0 };
	const GOptionEntry entries[] = {
		{ "own", 0, 0, G_OPTION_ARG_NONE, &flags.own, N_("judge it as your own, not as what is shipped"),
		  NULL },
		{ NULL },
	};
	g_autoptr(Lint) lint = lint_new();

	if (!cli_options(cli, entries, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	know(cli, lint);
	for (int i = 1; i < argc; i++)
		if (!add(cli, lint, argv[i], &flags))
			return EXIT_FAILED;
	if (argc < 2 && !add_all(cli, lint, &flags))
		return EXIT_FAILED;
	if (!lint_count(lint) && argc > 1)
		return cli_fail(_("there is no article (.md) and no check-in (.ini) in %s"), argv[1]);
	return report(cli, lint);
}
