/* times.h - moments as people say and type them, in the local zone. */
#pragma once
#include "cli/cli.h"

char *time_date(const Cli *cli, gint64 at);  /* "Mon 23 Nov", with the year where it is another one; free it */
char *time_clock(const Cli *cli, gint64 at); /* "21:30", with seconds where there are some; free it */
char *time_of_week(const Cli *cli, gint64 at); /* "Mon 22:15"; free it */
char *time_said(const Cli *cli, gint64 at);  /* "today at 21:30"; free it */
/* "now", "yesterday", "today", "tomorrow", the same with "21:30" behind, "21:30" (today), "2026-11-23", "2026-11-23 21:30[:05][Z|+01:00]", "@1795000000" */
gboolean time_read(const Cli *cli, const char *text, gint64 *at, GError **error);
