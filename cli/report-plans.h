/* report-plans.h - plans and slots in the report: what was offered, used and helped, and what the week holds. */
#pragma once
#include "cli/cli.h"
#include "cli/json.h"

gboolean report_plans_any(const Cli *cli, gint64 from); /* whether anything became of a plan since */
void report_plans(const Cli *cli, gint64 from); /* in words, outcomes since `from`; nothing where there is no plan and no slot */
void report_plans_json(const Cli *cli, Json *json, gint64 from); /* the keys "plans" and "slots" */
