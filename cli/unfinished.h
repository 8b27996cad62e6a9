/* unfinished.h - check-ins that were left in the middle, wherever they began. */
#pragma once
#include "cli/cli.h"
#include "core/protocol.h"

typedef struct Unfinished {
	Protocol   *protocol; /* NULL: nothing is left unfinished */
	GHashTable *answers;  /* item -> value */
	gint64      begun, decision; /* decision 0: no prompt stands behind it */
} Unfinished;

/* The one that began last. Check-ins whose questions are not there any more are passed over. FALSE after saying why. */
gboolean unfinished_find(const Cli *cli, Unfinished *unfinished);
void     unfinished_clear(Unfinished *unfinished);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Unfinished, unfinished_clear)
