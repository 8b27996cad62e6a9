#include "cli/forgetting.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "cli/prompts.h"
#include "cli/remote.h"
#include "core/i18n.h"
#include "core/store-backup.h"
#include "core/store-forget.h"

#define PATIENCE 5000 /* milliseconds for another program to let go of the store */
#define STEP 50

static void told_init(Forgetting *told)
{
	told->copies = g_ptr_array_new_with_free_func(g_free);
	told->backups = g_ptr_array_new_with_free_func(g_free);
}

static void told_remains(Forgetting *told, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void told_remains(Forgetting *told, const char *format, ...)
{
	g_autofree char *before = g_steal_pointer(&told->remains), *more = NULL;
	va_list args;

	va_start(args, format);
	more = g_strdup_vprintf(format, args);
	va_end(args);
	told->remains = before ? g_strdup_printf("%s.\n%s", before, more) : g_steal_pointer(&more);
}

void forgetting_clear(Forgetting *told)
{
	g_clear_pointer(&told->gone, g_array_unref);
	g_clear_pointer(&told->copies, g_ptr_array_unref);
	g_clear_pointer(&told->backups, g_ptr_array_unref);
	g_free(told->remains);
}
/* --- what waits is closed first: the daemon holds it ---------------------------------------------------- */

static gboolean lies_in(const Range *range, gint64 at)
{
	return at >= range->from && at < range->to;
}

static void close_by_daemon(const Cli *cli, BusSteady1 *daemon, const Range *range)
{
	g_autoptr(GPtrArray) waiting = prompts_waiting(cli, daemon, NULL);

	for (guint i = 0; waiting && i < waiting->len; i++) {
		const Waiting *prompt = waiting->pdata[i];

		if (lies_in(range, prompt->due))
			bus_steady1_call_dismiss_sync(daemon, prompt->id, NULL, NULL);
	}
}

/* How many of the range wait; `close`: they are closed here, as no daemon is there to do it. -1 on failure. */
static int waiting_in(const Cli *cli, Store *store, const Range *range, gboolean close, GError **error)
{
	g_autoptr(GPtrArray) open = store_open_prompts(store, error);
	int n = 0;

	for (guint i = 0; open && i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		if (!lies_in(range, prompt->due))
			continue;
		n++;
		if (close && !store_closed(store, prompt->id, cli->now, OUTCOME_DISMISSED, error))
			return -1;
	}
	return open ? n : -1;
}

static gboolean close_waiting(const Cli *cli, Store *store, const Range *range, GError **error)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);
	int left = waiting_in(cli, store, range, daemon == NULL, error);

	if (daemon && left > 0)
		close_by_daemon(cli, daemon, range);
	for (int waited = 0; daemon && left > 0 && waited < PATIENCE; waited += STEP) {
		g_usleep(STEP * 1000);
		left = waiting_in(cli, store, range, FALSE, error);
	}
	if (left > 0 && daemon)
		cli_say(ngettext("The daemon still holds %d prompt of that time; what belongs to it stays.",
		                 "The daemon still holds %d prompts of that time; what belongs to them stays.", left),
		        left);
	return left >= 0;
}

/* --- bytes and copies ----------------------------------------------------------------------------------- */

static void scrub(Store *store, Forgetting *told)
{
	g_autoptr(GError) error = NULL;
	int waited = 0;

	while (!store_scrub(store, &error) && g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY) &&
	       waited < PATIENCE) {
		g_clear_error(&error);
		g_usleep(STEP * 1000);
		waited += STEP;
	}
	if (error)
		told_remains(
			told,
			_("%s. Deleted words may still lie in the store's files; the same command again finishes it"),
			error->message);
}

/* A copy holds what there was when it was made; one that is older than the range holds nothing of it. */
static void remove_copies(const Cli *cli, const Range *range, Forgetting *told)
{
	g_autoptr(GPtrArray) copies = store_copies(cli->paths->store);

	for (guint i = 0; i < copies->len; i++) {
		const char *path = copies->pdata[i];
		struct stat info;

		if (stat(path, &info) || SECONDS((gint64)info.st_mtime + 1) < range->from)
			continue;
		if (!g_unlink(path))
			g_ptr_array_add(told->copies, g_strdup(path));
		else
			told_remains(told, _("%s could not be removed (%s); it holds a copy"), path, g_strerror(errno));
	}
}

/* The copies that `steady backup` made are gone through like the store itself. */
static void forget_in(const Cli *cli, Store *store, const char *path, const Range *range, Forgetting *told)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) copy = NULL;
	g_autoptr(GArray) gone = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		cli_say(_("%s is not there now. If it was moved, it still holds what is forgotten here."), path);
		store_drop_backup(store, path, NULL);
		return;
	}
	copy = store_open(path, cli->paths->sql, STORE_WRITE, BUSY, &error);
	if (copy && waiting_in(cli, copy, range, TRUE, &error) >= 0)
		gone = store_forget(copy, range->from, range->to, cli->now, &error);
	if (!gone || !store_scrub(copy, &error) || !store_forget_end(copy, &error))
		told_remains(told, _("%s is a copy that could not be gone through: %s"), path, error->message);
	else
		g_ptr_array_add(told->backups, g_strdup(path));
}

static void forget_backups(const Cli *cli, Store *store, const Range *range, Forgetting *told)
{
	g_autoptr(GPtrArray) paths = store_backups(store, NULL);

	if (!store_sweep_parts(store))
		told_remains(told, _("a backup is being made at this moment, and may hold a copy"));
	for (guint i = 0; paths && i < paths->len; i++)
		forget_in(cli, store, paths->pdata[i], range, told);
}

/* --- the way through ------------------------------------------------------------------------------------ */

/* The rows are gone; what holds copies of them follows. What remains is remembered as long as it does. */
static void forget_bytes(const Cli *cli, Store *store, const Range *range, Forgetting *told)
{
	scrub(store, told);
	forget_backups(cli, store, range, told);
	remove_copies(cli, range, told);
	if (!told->remains)
		store_forget_end(store, NULL);
}

gboolean forgetting_run(const Cli *cli, Store *store, const Range *range, Forgetting *told, GError **error)
{
	told_init(told);
	if (!close_waiting(cli, store, range, error))
		return FALSE;
	told->gone = store_forget(store, range->from, range->to, cli->now, error);
	if (!told->gone)
		return FALSE;
	forget_bytes(cli, store, range, told);
	cli_refresh(cli);
	return TRUE;
}

gboolean forgetting_finish(const Cli *cli, Store *store)
{
	g_auto(Forgetting) told = { 0 };
	Range range;

	if (!store_forget_unfinished(store, &range.from, &range.to))
		return FALSE;
	told_init(&told);
	forget_bytes(cli, store, &range, &told);
	if (told.remains)
		cli_fail(_("A deletion that was broken off is not finished yet: %s."), told.remains);
	else
		cli_say(_("A deletion that was broken off earlier is finished now."));
	return !told.remains;
}
