/* pager.c - a long text on a terminal, a screen at a time. */
#include "cli/pager.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_STARTED 126 /* and 127: what a shell says of a program that it cannot run */

/* NULL: none is wanted, or there is none. */
static const char *pager_command(void)
{
	const char *pager = g_getenv("PAGER");
	g_autofree char *less = NULL;

	if (!isatty(STDOUT_FILENO) || (pager && (!*pager || g_str_equal(pager, "cat"))))
		return NULL;
	if (pager)
		return pager;
	less = g_find_program_in_path("less");
	return less ? "less -R" : NULL;
}

/* TRUE when the pager ran. While it does, Ctrl-C is its own, and leaving it early is no failure. */
static gboolean page(const char *command, const char *text)
{
	void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN);
	void (*on_pipe)(int) = signal(SIGPIPE, SIG_IGN);
	FILE *pager;
	int status;

	g_setenv("LESS", "FRX", FALSE); /* as git does: a short text does not need a key to go away */
	pager = popen(command, "we");
	if (pager)
		fwrite(text, 1, strlen(text), pager);
	status = pager ? pclose(pager) : -1;
	signal(SIGINT, on_interrupt);
	signal(SIGPIPE, on_pipe);
	return status >= 0 && !(WIFEXITED(status) && WEXITSTATUS(status) >= NOT_STARTED);
}

void pager_print(const char *text)
{
	const char *command = pager_command();

	fflush(stdout);
	if (!command || !page(command, text))
		fputs(text, stdout);
}
