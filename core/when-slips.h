/* when-slips.h - what people type in place of the forms that are sentences ("every Tuesday at 10:00"), and what to write. */
#pragma once
#include <glib.h>

/* A usual slip in a line that did not parse: the fix, which does parse, and where the slip stands. NULL: none known; free it. */
char *when_slip(const char *text, const char **where);
