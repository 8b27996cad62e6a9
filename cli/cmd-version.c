/* cmd-version.c - which Steady this is. */
#include <stdio.h>

#include "cli/cli.h"

int cmd_version(Cli *cli, int argc, char **argv)
{
	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	printf("steady %s\n", STEADY_VERSION);
	return EXIT_DONE;
}
