/* report-urges.h - the report's part on what became of urges. */
#pragma once
#include "cli/cli.h"
#include "cli/json.h"

void report_urges_print(const Cli *cli, gint64 from); /* nothing where nothing is known; urges begun since `from` */
void report_urges_json(const Cli *cli, gint64 from, Json *json); /* as "episodes" */
