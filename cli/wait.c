#include "cli/wait.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Wait {
	const Cli *cli;
	GMainLoop *loop;
	WaitEnd end_by;
	gint64 end;       /* boot clock */
	gint64 said;      /* minutes on the screen; -1: none yet */
	gboolean redraws; /* the terminal can draw a line again */
} Wait;

static gboolean finish(Wait *wait, WaitEnd end_by)
{
	wait->end_by = end_by;
	g_main_loop_quit(wait->loop);
	return G_SOURCE_CONTINUE;
}

/* Minutes only: a clock that ticks away the seconds would be one more thing to stare at. */
static void count(Wait *wait, gint64 left)
{
	gint64 minutes = (left + SECONDS(60) - 1) / SECONDS(60);
	g_autofree char *text = NULL;

	if (minutes == wait->said || (wait->said != -1 && !wait->redraws))
		return;
	wait->said = minutes;
	text = minutes > 1 ? g_strdup_printf("%d minutes left", (int)minutes) : g_strdup("less than a minute left");
	fprintf(stderr, "%s%s. Enter: ask me now. Ctrl-C: leave the waiting.", wait->redraws ? "\r\033[K" : "", text);
	fflush(stderr);
}

static gboolean on_tick(gpointer data)
{
	Wait *wait = data;
	gint64 left = wait->end - cli_moment(wait->cli).boot;

	if (left <= 0)
		return finish(wait, WAIT_OVER);
	count(wait, left);
	return G_SOURCE_CONTINUE;
}

static gboolean on_signal(gpointer data)
{
	return finish(data, WAIT_LEFT);
}

static gboolean on_input(int fd, GIOCondition condition, gpointer data)
{
	char *line = NULL;
	size_t size = 0;
	gboolean typed = condition & G_IO_IN && getline(&line, &size, stdin) >= 0;

	free(line);
	return finish(data, typed ? WAIT_ENTER : WAIT_LEFT);
}

WaitEnd wait_until(const Cli *cli, gint64 end)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	Wait wait = { .cli = cli,
		      .loop = loop,
		      .end = end,
		      .said = -1,
		      .redraws = g_getenv("TERM") && g_strcmp0(g_getenv("TERM"), "dumb") };
	guint sources[] = {
		g_timeout_add(200, on_tick, &wait),
		g_unix_signal_add(SIGINT, on_signal, &wait),
		g_unix_signal_add(SIGTERM, on_signal, &wait),
		g_unix_signal_add(SIGHUP, on_signal, &wait),
		g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, &wait),
	};

	on_tick(&wait);
	if (cli_moment(cli).boot < end)
		g_main_loop_run(loop);
	for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
		g_source_remove(sources[i]);
	if (wait.end_by != WAIT_ENTER || wait.redraws)
		fputs(wait.redraws ? "\r\033[K" : "\n", stderr);
	return wait.end_by;
}
