/* edit.h - changes to a settings file in place: comments, order and blank lines survive, and no change is lost. */
#pragma once
#include "config/settings.h"

typedef enum {
	EDIT_SET,    /* key = values, in a section that is made when it is missing; all earlier values go */
	EDIT_UNSET,  /* the key's lines go */
	EDIT_ADD,    /* a new section at the end */
	EDIT_REMOVE, /* the section goes, up to its last key */
} EditKind;

/* Everything is borrowed. */
typedef struct Edit {
	EditKind    kind;
	const char *section;          /* "steady", "checkin evening" */
	const char *key;              /* EDIT_SET and EDIT_UNSET */
	const char *const *values;    /* EDIT_SET: one, or several of a key that may repeat; ends with NULL */
} Edit;

#define EDIT_ERROR (edit_error_quark())
GQuark edit_error_quark(void);
typedef enum {
	EDIT_ERROR_EXISTS,  /* the section to add is there */
	EDIT_ERROR_MISSING, /* the section or key to take out is not there, or there is no file */
	EDIT_ERROR_VALUE,   /* a value that no file can hold */
	EDIT_ERROR_INVALID, /* the file would be wrong afterwards: see the problems */
	EDIT_ERROR_CHANGED, /* somebody else wrote the file meanwhile */
	EDIT_ERROR_BUSY,    /* somebody else has been writing for five seconds */
} EditErrorCode;

/* Pure: the text with all the changes made, or NULL. Says nothing about whether it is valid. Free it. */
char *edit_text(const char *text, const Edit *edits, guint n, GError **error);

/* Makes the changes in the file (through links), under a lock, when the result is valid by settings_parse_known();
 * else nothing is touched, and `problems` says what would be wrong. Several at once are one change. */
gboolean edit_file(const char *path, const Edit *edits, guint n, const Known *known, Problems *problems,
                   GError **error);

/* The same for a whole new text. `expected`: what stood there when the new text was made; NULL: no file. */
gboolean edit_replace(const char *path, const char *expected, const char *text, const Known *known,
                      Problems *problems, GError **error);
