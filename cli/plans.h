/* plans.h - plans as they are printed, and written step by step. What returns int returns an exit code. */
#pragma once
#include "cli/cli.h"

/* --- printed (plans.c) --- */
GArray *plans_outcomes(const Cli *cli); /* of OutcomeFact; an empty one where there is no store, or it cannot be read; g_array_unref it */
void plan_say(const Plan *plan);        /* both halves, to stdout */
int  plans_list(const Cli *cli, const Settings *settings);
int  plans_show(const Cli *cli, const Settings *settings, const Plan *plan);

/* --- written (plan-write.c) --- */
typedef struct PlanText {
	char *condition, *action, *cues; /* NULL: not given */
} PlanText;

void plan_text_clear(PlanText *text);
int  plan_add(Cli *cli, const Settings *settings, const char *name, PlanText *text); /* asks for what is missing */
int  plan_set(Cli *cli, const Plan *plan, const PlanText *text);
int  plan_remove(Cli *cli, const Plan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PlanText, plan_text_clear)
