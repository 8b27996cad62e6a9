/* cmd-backup.c - a whole copy of the store, and the way back from one. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/remote.h"
#include "cli/result.h"
#include "core/i18n.h"
#include "core/part.h"
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
		cli_say(_("Nothing is recorded yet, so there is nothing to copy."));
		return cli->json ? result_text("path", NULL) : EXIT_DONE;
	}
	if (!force && g_file_test(path, G_FILE_TEST_EXISTS))
		return cli_fail(_("%s is there already; --force replaces it"), path);
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return cli_fail(_("%s is a folder; name a file in it"), path);
	if (g_str_equal(path, cli->paths->store))
		return cli_fail(_("%s is the store itself"), path);
	store = prepare_folder(cli, path) ? cli_store(cli, STORE_WRITE) : NULL;
	if (!store)
		return EXIT_FAILED;
	if (!store_backup(store, path, cli->now, &error))
		return cli_store_fail(cli, error);
	if (cli->json)
		return result_text("path", path);
	cli_say(_("Everything is in %s, readable by you alone. `steady backup restore %s` puts it back."), path, path);
	return EXIT_DONE;
}

static int list(const Cli *cli)
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
		if (!cli->json && there)
			puts(paths->pdata[i]);
		else if (!cli->json)
			printf(_("%s  (not there now)\n"), (char *)paths->pdata[i]);
	}
	json_close(&out, ']');
	json_close(&out, '}');
	if (cli->json)
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

/* What came after the copy was made is news to it; so it is told in `store`, the copy that is to take the place. */
static gboolean note_copies(const Cli *cli, const char *store_path, const GPtrArray *known, const char *path,
                            GError **error)
{
	g_autofree char *full = g_canonicalize_filename(path, NULL);
	g_autoptr(Store) store = store_open(store_path, cli->paths->sql, STORE_WRITE, BUSY, error);

	for (guint i = 0; store && known && i < known->len; i++)
		if (!store_note_backup(store, known->pdata[i], cli->now, error))
			return FALSE;
	return store && store_note_backup(store, full, cli->now, error);
}

static gboolean is_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* What is there now gets a second name, and loses the first one only to what takes its place; where a file cannot have two names it
 * is renamed. NULL: nothing is there, or *error. Free it. */
static char *keep_beside(const char *path, GError **error)
{
	g_autofree char *kept = g_strconcat(path, ".before-restore", NULL);

	for (int n = 2; g_file_test(path, G_FILE_TEST_EXISTS); n++) {
		if (is_same_file(path, kept) || !link(path, kept))
			return g_steal_pointer(&kept);
		if (errno != EEXIST && !g_file_test(kept, G_FILE_TEST_EXISTS) && !g_rename(path, kept))
			return g_steal_pointer(&kept);
		if (errno != EEXIST && !g_file_test(kept, G_FILE_TEST_EXISTS)) {
			g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", kept,
			            g_strerror(errno));
			return NULL;
		}
		g_free(kept);
		kept = g_strdup_printf("%s.before-restore-%d", path, n);
	}
	return NULL;
}

static gboolean write_part(const char *path, const char *part, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length;

	return g_file_get_contents(path, &bytes, &length, error) &&
	       g_file_set_contents_full(part, bytes, (gssize)length, G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* Made whole beside the store, then put in its place: at no moment is there none. */
static gboolean put_in_place(const Cli *cli, const GPtrArray *known, const char *path, char **kept, GError **error)
{
	const char *store = cli->paths->store;
	g_autofree char *part = part_name(store);

	parts_sweep(store);
	if (write_part(path, part, error) && note_copies(cli, part, known, path, error)) {
		*kept = keep_beside(store, error);
		if ((*kept || !g_file_test(store, G_FILE_TEST_EXISTS)) && !g_rename(part, store))
			return TRUE;
	}
	if (error && !*error)
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", store, g_strerror(errno));
	g_unlink(part);
	return FALSE;
}

static int fail_at_work(BusSteady1 *daemon)
{
	guint32 process = cli_daemon_process(daemon);

	if (!process)
		return cli_fail(_("the daemon is at work on the store; stop it first: `systemctl --user stop steady`"));
	return cli_fail(
		_("the daemon is at work on the store; stop it first: `systemctl --user stop steady`, or `kill %u` "
	          "where systemd did not start it"),
		process);
}

static int restore(const Cli *cli, const char *path)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	g_autofree char *kept = NULL;
	g_autoptr(GPtrArray) known = NULL;
	g_autoptr(GError) error = NULL;

	if (daemon)
		return fail_at_work(daemon);
	if (!store_check(path, cli->paths->sql, &error))
		return cli_fail(_("%s. Nothing was changed."), error->message);
	if (!paths_make_private(cli->paths->data_dir, &error) || !settle(cli, &known, &error))
		return cli_fail(_("%s. Nothing was changed."), error->message);
	if (!put_in_place(cli, known, path, &kept, &error))
		return cli_fail(_("%s. What was recorded is where it was."), error->message);
	if (cli->json)
		return result_text("kept", kept);
	cli_say(_("Put back from %s."), path);
	if (kept)
		cli_say(_("What was there before is in %s; `steady forget` of a time in it removes it."), kept);
	return EXIT_DONE;
}

int cmd_backup(Cli *cli, int argc, char **argv)
{
	gboolean force = FALSE;
	const GOptionEntry entries[] = {
		{ "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("replace a file that is there"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	if (argc == 3 && g_str_equal(argv[1], "restore"))
		return restore(cli, argv[2]);
	if (argc == 3 || (argc == 2 && g_str_equal(argv[1], "restore")))
		return cli_usage(cli, _("expected one path, list, or restore and a path"));
	if (argc == 2 && g_str_equal(argv[1], "list"))
		return list(cli);
	return make(cli, argc == 2 ? argv[1] : NULL, force);
}
