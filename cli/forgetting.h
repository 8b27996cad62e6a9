/* forgetting.h - forgetting from one end to the other: what waits, rows, bytes, copies, backups. */
#pragma once
#include "cli/cli.h"

typedef struct Range {
	gint64 from, to; /* in [from, to) */
} Range;

typedef struct Forgetting {
	GArray *gone;       /* of Forgotten */
	GPtrArray *copies;  /* paths of those that were removed */
	GPtrArray *backups; /* paths of those that were gone through */
	char *remains;      /* why bytes may be left; NULL: none are */
} Forgetting;

void forgetting_clear(Forgetting *told);
/* FALSE and *error: nothing was deleted. */
gboolean forgetting_run(const Cli *cli, Store *store, const Range *range, Forgetting *told, GError **error);
/* What an earlier one, broken off, left to do. TRUE: there was such a one, and it is finished, as was said. */
gboolean forgetting_finish(const Cli *cli, Store *store);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Forgetting, forgetting_clear)
