/* edits.h - changing the settings from a command: written when all of it is valid, else explained; and what changed. */
#pragma once
#include <stdio.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "config/edit.h"

void edits_print_problems(const Cli *cli, const Problems *problems, FILE *to); /* with a caret under the place */
void edits_json_problems(Json *json, const Problems *problems);                /* the array "problems" */

/* Makes the changes in the person's file, says what changed and when it counts. An exit code. */
int edits_make(const Cli *cli, const Edit *edits, guint n);
int edits_fail(const Cli *cli, const GError *error, const Problems *problems); /* says both; EXIT_FAILED */

/* What differs between two texts of settings, key by key; either may be NULL. Of char*, "steady.budget: 6 -> 4"; owned. */
GPtrArray *edits_changes(const char *before, const char *after);
void edits_say_changes(const GPtrArray *changes);
void edits_say_when(const Cli *cli); /* when a change takes effect */
