/* cmd-version.c - which Steady this is. */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/result.h"
#include "core/i18n.h"

int cmd_version(Cli *cli, int argc, char **argv)
{
	if (!cli_options(cli, NULL, &argc, &argv, 0))
		return EXIT_USAGE;
	if (cli->json)
		return result_text("version", STEADY_VERSION);
	printf("steady %s\n", STEADY_VERSION);
	return EXIT_DONE;
}
