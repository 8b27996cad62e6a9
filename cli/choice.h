/* choice.h - how the article of a nudge was chosen, in words. */
#pragma once
#include "cli/cli.h"

/* "drawn from 6 that fit (night), chance 1 in 4; not seen for 12 days"; NULL: nothing was drawn. `facts`: all decisions. Free it. */
char *choice_in_words(const Cli *cli, const GArray *facts, const DecisionFact *fact);
char *chance_in_words(double probability); /* "1 in 4", "2 in 3"; free it */
