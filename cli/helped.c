#include "cli/helped.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/remote.h"
#include "core/i18n.h"
#include "core/store-outcomes.h"

int helped_record(const Cli *cli, const char *article, gint64 decision, gboolean yes)
{
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);
	g_autoptr(GError) error = NULL;
	OutcomeFact outcome = { .kind = OUTCOME_OF_ARTICLE,
		                .name = (char *)article,
		                .value = (char *)(yes ? "helpful" : "unhelpful"),
		                .at = cli_moment(cli).wall,
		                .zone_offset = zone_offset(cli->zone, cli->now),
		                .decision = decision };

	if (!store)
		return EXIT_FAILED;
	if (!store_add_outcome(store, &outcome, &error))
		return cli_store_fail(cli, error);
	cli_refresh(cli);
	return EXIT_DONE;
}

char *helped_last(const Cli *cli, gint64 *decision)
{
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_READ) : NULL;
	g_autoptr(GError) error = NULL;
	char *name = store ? store_last_read(store, decision, &error) : NULL;

	if (error)
		cli_store_fail(cli, error);
	else if (!name && (store || !cli_has_store(cli)))
		cli_fail(_("no article was opened from a prompt yet; say which one: `steady read` lists them"));
	return name;
}

/* --- the question --------------------------------------------------------------------------------- */

static gboolean said_today(const Cli *cli, const char *article)
{
	gint64 today = zone_day_start(cli->zone, zone_day(cli->zone, cli->now));
	g_autoptr(Store) store =
		cli_has_store(cli) ? store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL) : NULL;
	g_autoptr(GArray) said =
		store ? store_outcomes(store, OUTCOME_OF_ARTICLE, article, today, TIME_NEVER, NULL) : NULL;

	return said && said->len > 0;
}

/* Ctrl-C comes as a key too, so that it cannot leave the terminal without its echo. */
static int read_key(void)
{
	struct termios before, raw;
	unsigned char key = 0;
	ssize_t n;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return 0;
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw); /* keys meant for the pager are not meant for this */
	n = read(STDIN_FILENO, &key, 1);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	return n == 1 ? key : 0;
}

void helped_ask(const Cli *cli, const char *article)
{
	char key[2] = { 0 };
	gboolean yes, no;

	if (!ask_possible() || !isatty(STDOUT_FILENO) || said_today(cli, article))
		return;
	fflush(stdout);
	fputs(_("\nDid this help? y or n; any other key leaves it open: "), stderr);
	key[0] = (char)read_key();
	yes = g_ascii_isalpha(*key) && ask_is_yes(key);
	no = g_ascii_isalpha(*key) && ask_is_no(key);
	fprintf(stderr, "%s\n", yes ? _("yes") : no ? _("no") : "");
	if (yes || no)
		helped_record(cli, article, 0, yes);
}
