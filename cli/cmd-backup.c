/* cmd-backup.c - a whole copy of the store, and the way back from one. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/remote.h"
#include "core/store-backup.h"

/* DATA/backups/steady-2026-11-23-140000.db. Free it. */
static char *usual_path(const Cli *cli)
{
	LocalTime local = zone_local(cli->zone, cli->now);
	g_autofree char *name = g_strdup_printf("steady-%04d-%02d-%02d-%02d%02d%02d.db", local.year, local.month,
	                                        local.day, local.hour, local.minute, local.second);
	g_autofree char *folder = g_build_filename(cli->paths->data_dir, "backups", NULL);

	return g_build_filename(folder, name, NULL);
}

static gboolean prepare_folder(const Cli *cli, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(GError) error = NULL;

	if (g_str_has_prefix(path, cli->paths->data_dir) && !paths_make_private(folder, &error))
		return cli_fail("%s", error->message), FALSE;
	return TRUE;
}

static int make(const Cli *cli, const char *word, gboolean force)
{
	g_autofree char *path = word ? g_canonicalize_filename(word, NULL) : usual_path(cli);
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	if (!cli_has_store(cli)) {
		cli_say("Nothing is recorded yet, so there is nothing to copy.");
		return EXIT_DONE;
	}
	if (!force && g_file_test(path, G_FILE_TEST_EXISTS))
		return cli_fail("%s is there already; --force replaces it", path);
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return cli_fail("%s is a folder; name a file in it", path);
	if (g_str_equal(path, cli->paths->store))
		return cli_fail("%s is the store itself", path);
	store = prepare_folder(cli, path) ? cli_store(cli, STORE_WRITE) : NULL;
	if (!store)
		return EXIT_FAILED;
	if (!store_backup(store, path, cli->now, &error))
		return cli_store_fail(cli, error);
	cli_say("Everything is in %s, readable by you alone. `steady backup restore %s` puts it back.", path, path);
	return EXIT_DONE;
}

static int list(const Cli *cli, gboolean json)
{
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_READ) : NULL;
	g_autoptr(GPtrArray) paths = store ? store_backups(store, NULL) : NULL;
	Json out = { 0 };

	json_open(&out, NULL, '{');
	json_open(&out, "backups", '[');
	for (guint i = 0; paths && i < paths->len; i++) {
		gboolean there = g_file_test(paths->pdata[i], G_FILE_TEST_EXISTS);

		json_open(&out, NULL, '{');
		json_string(&out, "path", paths->pdata[i]);
		json_bool(&out, "there", there);
		json_close(&out, '}');
		if (!json)
			g_print("%s%s\n", (char *)paths->pdata[i], there ? "" : "  (not there now)");
	}
	json_close(&out, ']');
	json_close(&out, '}');
	if (json)
		json_print(&out);
	else
		g_string_free(out.out, TRUE);
	return EXIT_DONE;
}

/* --- the way back: what is there now is kept beside --------------------------------------------------------- */

/* `known`: the copies that it knows of. */
static gboolean settle(const Cli *cli, GPtrArray **known, GError **error)
{
	g_autoptr(Store) store = NULL;

	if (!cli_has_store(cli))
		return TRUE;
	store = store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, error);
	*known = store ? store_backups(store, error) : NULL;
	return *known && store_settle(store, error);
}

/* What came after the copy was made is news to it. */
static void note_copies(const Cli *cli, const GPtrArray *known, const char *path)
{
	g_autofree char *full = g_canonicalize_filename(path, NULL);
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);

	for (guint i = 0; store && known && i < known->len; i++)
		store_note_backup(store, known->pdata[i], cli->now, NULL);
	if (store)
		store_note_backup(store, full, cli->now, NULL);
}

static gboolean keep_beside(const Cli *cli, const char *kept)
{
	if (!g_file_test(cli->paths->store, G_FILE_TEST_EXISTS))
		return TRUE;
	return !g_rename(cli->paths->store, kept) || (cli_fail("%s: %s", kept, g_strerror(errno)), FALSE);
}

static gboolean put_in_place(const Cli *cli, const char *path)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	gsize length;

	if (!g_file_get_contents(path, &bytes, &length, &error) ||
	    !g_file_set_contents_full(cli->paths->store, bytes, (gssize)length,
	                              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
		return cli_fail("%s", error->message), FALSE;
	return TRUE;
}

static int restore(const Cli *cli, const char *path)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	g_autofree char *kept = g_strconcat(cli->paths->store, ".before-restore", NULL);
	g_autoptr(GPtrArray) known = NULL;
	g_autoptr(GError) error = NULL;

	if (daemon)
		return cli_fail("the daemon is at work on the store; stop it first (`systemctl --user stop steady`)");
	if (!store_check(path, cli->paths->sql, &error))
		return cli_fail("%s. Nothing was changed.", error->message);
	if (!paths_make_private(cli->paths->data_dir, &error) || !settle(cli, &known, &error))
		return cli_fail("%s. Nothing was changed.", error->message);
	if (!keep_beside(cli, kept))
		return EXIT_FAILED;
	if (!put_in_place(cli, path)) {
		g_rename(kept, cli->paths->store);
		return EXIT_FAILED;
	}
	note_copies(cli, known, path);
	cli_say("Put back from %s.", path);
	if (g_file_test(kept, G_FILE_TEST_EXISTS))
		cli_say("What was there before is in %s; `steady forget` of a time in it removes it.", kept);
	return EXIT_DONE;
}

int cmd_backup(Cli *cli, int argc, char **argv)
{
	gboolean force = FALSE, json = FALSE;
	const GOptionEntry entries[] = {
		{ "force", 0, 0, G_OPTION_ARG_NONE, &force, "replace a file that is there", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "with list: print one JSON object", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	if (argc == 3 && g_str_equal(argv[1], "restore"))
		return restore(cli, argv[2]);
	if (argc == 3 || (argc == 2 && g_str_equal(argv[1], "restore")))
		return cli_usage(cli, "expected one path, list, or restore and a path");
	if (argc == 2 && g_str_equal(argv[1], "list"))
		return list(cli, json);
	return make(cli, argc == 2 ? argv[1] : NULL, force);
}
