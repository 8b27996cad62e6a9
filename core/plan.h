/* plan.h - "If it is after ten and I feel alone, then I call Sam": what the person decided beforehand, and what calls for it. */
#pragma once
#include <glib.h>

typedef struct Plan {
	char  *name;
	char  *condition; /* the if */
	char  *action;    /* the then */
	char **cues;      /* words such as night, lonely; NULL: none */
} Plan;

Plan *plan_new(const char *name);
void  plan_free(Plan *plan);
gboolean    plan_has_cue(const Plan *plan, const char *cue);
const Plan *plans_find(const GPtrArray *plans, const char *name); /* NULL: none */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)
