/* libfuzzer.c - what libFuzzer calls. The first word of the command line names the target, else $STEADY_FUZZ: the processes
 * that libFuzzer starts for itself know it from there. --list prints the table of targets. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void list_targets(void)
{
	for (const FuzzTarget *target = fuzz_targets; target->name; target++)
		printf("%s %s %d\n", target->name, target->language, target->longest);
	exit(EXIT_SUCCESS);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	if (*argc > 1 && strcmp((*argv)[1], "--list") == 0)
		list_targets();
	if (*argc > 1 && fuzz_target_find((*argv)[1])) {
		g_setenv("STEADY_FUZZ", (*argv)[1], TRUE);
		(*argv)[1] = (*argv)[0];
		++*argv;
		--*argc;
	}
	if (fuzz_target_find(g_getenv("STEADY_FUZZ")))
		return 0;
	fprintf(stderr, "The first word names a target; --list prints them.\n");
	exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const FuzzTarget *target;
	g_autofree char *text = g_strndup((const char *)data, size);

	if (!target)
		target = fuzz_target_find(g_getenv("STEADY_FUZZ"));
	target->run(text, size);
	return 0;
}
