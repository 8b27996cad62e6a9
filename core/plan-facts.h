/* plan-facts.h - what a plan's form is worth, and what became of it. Pure. */
#pragma once
#include "core/plan.h"
#include "core/store-outcomes.h"

typedef struct PlanFacts {
	int offered, rehearsed;   /* shown when an urge had its cue; gone over on a calm day */
	int used, helped, unhelpful;
	gint64 last_rehearsed;    /* 0: never */
} PlanFacts;

PlanFacts plan_facts(const char *name, const GArray *outcomes); /* of OutcomeFact, in any order */
/* The plan to go over next: the one whose rehearsal lies furthest back, the earlier of two in the list. NULL: there is none. */
const Plan *plans_to_rehearse(const GPtrArray *plans, const GArray *outcomes);

/* What is worth changing in a plan before it is kept, a sentence each with the usual fix; owned, ends with NULL. A plan works by its form: a
 * moment that one notices, and one thing to do at once (P. M. Gollwitzer; 642 tests in Sheeran 2024, abstract). */
char **plan_slips(const char *condition, const char *action);

/* Whether what was typed is the plan's action: by its words, forgiving of case, punctuation, order and a slip. */
gboolean plan_is_said(const char *action, const char *typed);
