/* easing.h - how it is said that fewer prompts come, by the store and the settings. */
#pragma once
#include "cli/cli.h"

typedef struct Easing {
	gboolean unanswered; /* days went unanswered */
	gboolean worse;      /* the weekly check-in said that Steady makes it worse */
} Easing;

Easing      easing_now(const Cli *cli);         /* neither where nothing can be read */
/* What made the chance of a prompt less than its schedule's, by what was known when it was decided; NULL: nothing, or it cannot be told. */
const char *easing_of(const Cli *cli, Store *store, const DecisionFact *fact);
const char *easing_said(const Easing *easing);  /* one line; NULL: all of them come */
