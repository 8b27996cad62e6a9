/* main.c - steady: the command that a person types. Finds the command in the table, runs it. */
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "core/number.h"

int main(int argc, char **argv)
{
	Cli cli = { 0 };
	int code;

	number_begin();
	umask(077);
	signal(SIGPIPE, SIG_IGN); /* a reader that left is found out at the end, after everything is stored */
	setlocale(LC_CTYPE, "");
	if (!g_get_charset(NULL))
		setlocale(LC_CTYPE, "C.UTF-8");
	cli_init(&cli);
	code = cli_main(&cli, argc - 1, argv + 1);
	cli_clear(&cli);
	return cli_finish(code);
}
