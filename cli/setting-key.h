/* setting-key.h - the key of a setting as it is typed: "steady.quiet", "checkin/evening.when". */
#pragma once
#include "cli/cli.h"
#include "config/settings-table.h"

typedef struct Key {
	char *section; /* as in the file: "checkin evening" */
	const Setting *setting;
} Key;

/* EXIT_DONE, or a code after saying what is wrong. */
int  key_read(const Cli *cli, const char *word, Key *key);
void key_clear(Key *key);
char *key_kind(const char *section); /* "checkin evening" -> "checkin"; free it */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Key, key_clear)
