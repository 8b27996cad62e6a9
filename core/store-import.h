/* store-import.h - what `steady export` wrote, merged into a store. Rows are known again by what they are (a prompt by its schedule and
 * moment, an answer by its check-in, item and moment, ...), never by their numbers: importing twice changes nothing, and two stores that
 * import each other's lines end with the same facts. */
#pragma once
#include "core/store.h"

typedef struct Import Import;

typedef struct ImportCount {
	const char *table; /* static */
	int fresh;         /* rows that were not there */
	int completed;     /* rows that were there and learned something: an end, a withdrawal */
	int known;         /* rows that said nothing new */
	int left_out;      /* rows that belong to the machine they came from: prompts still open there, pauses, draws */
} ImportCount;

/* The lines are taken first and merged at the end, in one transaction: a bad line changes nothing. */
Import  *import_new(Store *store);
/* One line, without its end. The error says what was expected; the caller knows file and line. An empty line is fine. */
gboolean import_line(Import *import, const char *line, gsize length, GError **error);
/* Merges all lines; `keep` FALSE: takes it back, the counts stay. Of ImportCount, one a table that had lines; g_array_unref it. NULL and
 * *error: nothing was changed; *at is then the number of the line that could not be (from 1; 0: no single one). */
GArray  *import_finish(Import *import, gboolean keep, int *at, GError **error);
void     import_free(Import *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Import, import_free)
