#include "core/plan.h"

Plan *plan_new(const char *name)
{
	Plan *plan = g_new0(Plan, 1);

	plan->name = g_strdup(name);
	return plan;
}

void plan_free(Plan *plan)
{
	if (!plan)
		return;
	g_free(plan->name);
	g_free(plan->condition);
	g_free(plan->action);
	g_strfreev(plan->cues);
	g_free(plan);
}

gboolean plan_has_cue(const Plan *plan, const char *cue)
{
	return plan->cues && g_strv_contains((const char *const *)plan->cues, cue);
}

const Plan *plans_find(const GPtrArray *plans, const char *name)
{
	for (guint i = 0; i < plans->len; i++) {
		const Plan *plan = plans->pdata[i];

		if (g_str_equal(plan->name, name))
			return plan;
	}
	return NULL;
}
