/* problem.h - what is wrong with a text that a person wrote: all of it at once, each with its place. */
#pragma once
#include <glib.h>

typedef struct Problem {
	char *file;
	int   line;     /* from 1; 0: the file as a whole */
	char *value;    /* what stood there, where column counts in it; NULL else */
	int   column;   /* in characters of the value, from 1; 0: none */
	char *key;      /* "section.key", or NULL */
	char *message;  /* what stood there, what was expected, what to do */
	gboolean warning; /* it works all the same */
} Problem;

#define PROBLEMS_MAX 500 /* so many are kept; the others are counted */

typedef struct Problems Problems; /* never NULL entries */

Problems *problems_new(void);
void      problems_free(Problems *problems); /* NULL is fine */
void      problems_add(Problems *problems, const char *file, int line, const char *key, const char *format, ...) G_GNUC_PRINTF(5, 6);
/* Tells the place in the value too; column 0: as problems_add(). */
void      problems_add_at(Problems *problems, const char *file, int line, const char *key, const char *value, int column, const char *format, ...) G_GNUC_PRINTF(7, 8);
void      problems_warn(Problems *problems, const char *file, int line, const char *key, const char *format, ...) G_GNUC_PRINTF(5, 6);
guint     problems_errors(const Problems *problems); /* how many that are not warnings */
guint     problems_count(const Problems *problems);  /* of those kept, warnings too */
guint     problems_hidden(const Problems *problems); /* how many were too many to keep */
const Problem *problems_get(const Problems *problems, guint i); /* in order of line */
char     *problems_to_text(const Problems *problems); /* "FILE:LINE: section.key: message", one a line; free it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Problems, problems_free)
