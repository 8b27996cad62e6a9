/* helped.h - "did this help?" after an article: it comes sooner or later by it. */
#pragma once
#include "cli/cli.h"

/* Notes it and tells the daemon. `decision`: the nudge that brought it; 0: none. EXIT_FAILED after saying why. */
int  helped_record(const Cli *cli, const char *article, gint64 decision, gboolean yes);
/* One key, where a person sits at the terminal and it was not said today yet: y, n, any other leaves it open. */
void helped_ask(const Cli *cli, const char *article);
/* The article that was opened last from a nudge; NULL after saying that there is none, or what went wrong. Free it. */
char *helped_last(const Cli *cli, gint64 *decision);
