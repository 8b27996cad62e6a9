/* slots.h - slots as they are printed: the list, and the map of the week, by `steady slot` and in the report. */
#pragma once
#include "cli/cli.h"
#include "cli/json.h"

void slots_list(const Cli *cli, Settings *settings);
void slots_map(const Cli *cli, Settings *settings); /* in words; says where there is no slot */
void slots_map_json(const Cli *cli, Settings *settings, Json *json); /* its keys, into an object that is open */
