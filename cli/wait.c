#include "cli/wait.h"
#include "core/i18n.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

#define QUESTION N_("How strong is it now, 0 to 10? (Enter: leave it out)")
#define SHORTLY MINUTES(2) /* so long a question stands that nobody answers */

/* A slow breath, counted: in for four seconds, out for six. A pace to follow or to leave; nothing is promised of it. */
#define BREATH_IN 4
#define BREATH_OUT 6
#define BREATH_COLUMNS 5 /* "out 6": what stands behind it does not move */

typedef struct Wait {
	const Cli *cli;
	const WaitPlan *plan;
	GMainLoop *loop;
	WaitEnd end_by;
	gint64 begun, asked; /* asked 0: nothing is; else since when */
	gint64 said;         /* minutes on the screen in lines; -1: none yet */
	char *drawn;         /* the line that is on the screen; NULL: none */
} Wait;

gboolean wait_redraws(void)
{
	return g_getenv("TERM") && g_strcmp0(g_getenv("TERM"), "dumb") && isatty(STDERR_FILENO);
}

static gboolean finish(Wait *wait, WaitEnd end_by)
{
	wait->end_by = end_by;
	g_main_loop_quit(wait->loop);
	return G_SOURCE_CONTINUE;
}

/* --- the count and the pace --- */

/* Minutes only: a clock that ticks away the seconds would be one more thing to stare at. */
static char *count(gint64 left, gint64 *minutes)
{
	*minutes = (left + SECONDS(60) - 1) / SECONDS(60);
	if (*minutes > 1)
		return g_strdup_printf(_("%d minutes left"), (int)*minutes);
	return g_strdup(_("less than a minute left"));
}

static char *breath(gint64 gone)
{
	int second = (int)(gone / SECONDS(1) % (BREATH_IN + BREATH_OUT));

	g_autofree char *said = second < BREATH_IN ? g_strdup_printf(_("in %d"), second + 1)
	                                           : g_strdup_printf(_("out %d"), second - BREATH_IN + 1);

	return g_strdup_printf("%s%*s", said, MAX(BREATH_COLUMNS - text_columns(said, -1), 0), "");
}

static void wipe(Wait *wait)
{
	if (wait->drawn)
		fputs("\r\033[K", stderr);
	g_clear_pointer(&wait->drawn, g_free);
}

static void draw(Wait *wait, gint64 now)
{
	gint64 minutes;
	g_autofree char *left = count(wait->plan->end - now, &minutes);
	g_autofree char *pace = breath(now - wait->begun);
	/* Translators: so long still; then a bar that shows when to breathe in and out. */
	g_autofree char *line = g_strdup_printf(_("%s. Breathe %s  Enter: ask me now. Ctrl-C: leave."), left, pace);

	if (text_columns(line, -1) >= wait->cli->columns) { /* a line that wraps cannot be wiped */
		g_free(line);
		line = g_strdup_printf(_("%s. Breathe %s"), left, pace);
	}

	if (g_strcmp0(line, wait->drawn)) {
		wipe(wait);
		fputs(line, stderr);
		wait->drawn = g_steal_pointer(&line);
	}
}

/* A line every five minutes. */
static void print(Wait *wait, gint64 now)
{
	gint64 minutes;
	g_autofree char *left = count(wait->plan->end - now, &minutes);

	if (wait->said == -1)
		cli_say(_("%s. If you like, breathe slowly: in while you count to %d, out while you count to %d. "
		          "Enter: "
		          "ask me "
		          "now. Ctrl-C: leave the waiting."),
		        left, BREATH_IN, BREATH_OUT);
	else if (minutes < wait->said && (minutes % 5 == 0 || minutes == 1))
		cli_say("%s.", left);
	wait->said = minutes;
}

static void show(Wait *wait, gint64 now)
{
	if (wait->asked)
		return; /* what is being typed stays */
	if (wait->plan->plain)
		print(wait, now);
	else
		draw(wait, now);
	fflush(stderr);
}

/* --- on the way --- */

static void pose(Wait *wait, gint64 now)
{
	wait->asked = now;
	wait->plan->asked(wait->plan->self); /* first: what stands on the screen is nobody else's to ask any more */
	wipe(wait);
	fprintf(stderr, "%s ", _(QUESTION));
	fflush(stderr);
}

static void take_back(Wait *wait)
{
	fputc('\n', stderr);
	wait->asked = 0;
}

static gboolean on_tick(gpointer data)
{
	Wait *wait = data;
	gint64 now = cli_moment(wait->cli).boot;

	if (wait->plan->end <= now)
		return finish(wait, WAIT_OVER);
	if (wait->asked && now - wait->asked >= SHORTLY)
		take_back(wait);
	if (!wait->asked && wait->plan->next_ask(wait->plan->self) <= now)
		pose(wait, now);
	show(wait, now);
	return G_SOURCE_CONTINUE;
}

static gboolean on_signal(gpointer data)
{
	return finish(data, WAIT_LEFT);
}

/* A number is how strong it is, asked or not; anything else, unasked, ends the waiting. */
static gboolean take_line(Wait *wait, const char *line)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	gint64 intensity = -1;
	gboolean rated = g_ascii_string_to_signed(text, 10, 0, 10, &intensity, NULL);

	if (!rated && !wait->asked)
		return finish(wait, WAIT_ENTER);
	if (!rated && *text) {
		fputs(_("A number from 0 to 10, or Enter. "), stderr);
		fflush(stderr);
		return G_SOURCE_CONTINUE;
	}
	wait->asked = 0;
	wait->plan->rated(wait->plan->self, (int)intensity);
	on_tick(wait);
	return G_SOURCE_CONTINUE;
}

static gboolean on_input(int fd, GIOCondition condition, gpointer data)
{
	Wait *wait = data;
	g_autofree char *text = NULL;
	char *line = NULL;
	size_t size = 0;
	gboolean typed = condition & G_IO_IN && getline(&line, &size, stdin) >= 0;

	text = g_utf8_make_valid(typed ? line : "", -1);
	free(line);
	return typed ? take_line(wait, text) : finish(wait, WAIT_LEFT);
}

WaitEnd wait_until(const Cli *cli, const WaitPlan *plan)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	Wait wait = { .cli = cli, .plan = plan, .loop = loop, .said = -1, .begun = cli_moment(cli).boot };
	guint sources[] = {
		g_timeout_add(200, on_tick, &wait),
		g_unix_signal_add(SIGINT, on_signal, &wait),
		g_unix_signal_add(SIGTERM, on_signal, &wait),
		g_unix_signal_add(SIGHUP, on_signal, &wait),
		g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, &wait),
	};

	setvbuf(stdin, NULL, _IONBF, 0); /* a line that was typed ahead stays where poll() sees it */
	on_tick(&wait);
	if (cli_moment(cli).boot < plan->end)
		g_main_loop_run(loop);
	for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
		g_source_remove(sources[i]);
	if (wait.asked)
		take_back(&wait);
	wipe(&wait);
	fflush(stderr);
	return wait.end_by;
}
