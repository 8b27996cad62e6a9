/* cli.c - what every command needs: settings, the store, the clocks. */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "config/language.h"
#include "core/i18n.h"

/* --- settings and store --------------------------------------------------------------------------- */

Settings *cli_settings(const Cli *cli)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *settings;

	if (!g_file_test(cli->paths->settings, G_FILE_TEST_EXISTS)) {
		cli_fail(_("there are no settings yet (%s); `steady setup` makes them"), cli->paths->settings);
		return NULL;
	}
	settings = settings_load_checked(cli->paths, problems);
	if (!settings) {
		g_autofree char *text = problems_to_text(problems);

		cli_fail(_("the settings cannot be used:\n%s`steady config edit` opens them"), text);
	}
	return settings;
}

Settings *cli_settings_or_default(const Cli *cli)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *settings = settings_load_checked(cli->paths, problems);

	return settings ? settings : settings_default();
}

gboolean cli_has_store(const Cli *cli)
{
	return g_file_test(cli->paths->store, G_FILE_TEST_EXISTS);
}

int cli_store_fail(const Cli *cli, const GError *error)
{
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
		return cli_fail(_("another program is writing to %s; nothing was changed. Try again in a moment."),
		                cli->paths->store);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL))
		return cli_fail(_("%s. Is the disk full or read-only? What was recorded before is untouched; try again "
		                  "when there is room."),
		                error->message);
	return cli_fail("%s", error->message);
}

Store *cli_store(const Cli *cli, StoreMode mode)
{
	g_autoptr(GError) error = NULL;
	Store *store = store_open(cli->paths->store, cli->paths->sql, mode, BUSY, &error);

	if (!store)
		cli_store_fail(cli, error);
	return store;
}

/* --- the world ------------------------------------------------------------------------------------ */

static gint64 clock_read(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return SECONDS(time.tv_sec) + time.tv_nsec / 1000;
}

Moment cli_moment(const Cli *cli)
{
	return (Moment){ .wall = clock_read(CLOCK_REALTIME),
		         .boot = clock_read(CLOCK_BOOTTIME),
		         .boot_id = cli->boot_id };
}

void cli_init(Cli *cli)
{
	g_autofree char *boot_id = NULL, *language = NULL;
	const char *no_color = g_getenv("NO_COLOR");

	g_file_get_contents("/proc/sys/kernel/random/boot_id", &boot_id, NULL, NULL);
	g_strlcpy(cli->boot_id, boot_id ? g_strstrip(boot_id) : "unknown", sizeof cli->boot_id);
	cli->paths = paths_new(NULL);
	language = language_setting(cli->paths);
	language_use(cli->paths, language);
	cli->zone = zone_new_local();
	cli->now = cli_moment(cli).wall;
	cli->color = isatty(STDOUT_FILENO) && !(no_color && *no_color) && g_strcmp0(g_getenv("TERM"), "dumb");
	cli->columns = cli_columns(STDOUT_FILENO);
}

void cli_clear(Cli *cli)
{
	paths_free(cli->paths);
	zone_unref(cli->zone);
}

/* A reader that left early (`| head`) wanted no more; any other failure is one. */
static gboolean reader_left(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

int cli_finish(int code)
{
	errno = 0;
	if ((!fflush(stdout) && !ferror(stdout)) || reader_left())
		return code;
	cli_fail(_("what was printed could not be written: %s"), errno ? g_strerror(errno) : _("output error"));
	return code ? code : EXIT_FAILED;
}
