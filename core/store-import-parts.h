/* store-import-parts.h - shared by store-import.c (lines) and store-import-merge.c (rows). */
#pragma once
#include "core/db.h"
#include "core/store-import.h"

#define MERGE_KEYS 4
#define MERGE_REFERENCES 2

typedef struct Merge {
	const char *table;
	const char *keys[MERGE_KEYS + 1];             /* what makes it the same row; NULL ends; none: it stays on its machine */
	const char *references[MERGE_REFERENCES + 1]; /* columns that hold the number of a row of the table they are called after */
} Merge;

typedef struct Column {
	char *name, *type;
	gboolean needed; /* never NULL, and nothing stands for it */
} Column;

typedef struct Line {
	char *text;
	int number;
} Line;

gboolean merge_is_among(const char *const *names, const char *name);

/* Within a transaction. *at: the line at hand, 0 at the end. */
gboolean merge_begin(Db *db, GError **error);
gboolean merge_rows(Db *db, const Merge *merge, const GArray *columns, const GArray *lines, ImportCount *count, int *at, GError **error);
