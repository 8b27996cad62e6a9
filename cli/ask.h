/* ask.h - questions in the terminal. They stand on stderr, so that stdout holds data only. */
#pragma once
#include <glib.h>

gboolean ask_possible(void); /* a person sits at both ends: stdin and stderr are a terminal */
char    *ask_line(const char *question); /* stripped, valid UTF-8; NULL at the end of input; free it */
int      ask_yes(const char *question);  /* Enter is yes: 1, 0; -1 at the end of input */
gboolean ask_is_yes(const char *line); /* "y", "yes", and the same in the person's language; in any case of letters */
gboolean ask_is_no(const char *line);
/* Asks until it is one; `fallback` for Enter (below `min`: asks again); below `min` at the end of input. */
int      ask_number(const char *question, int min, int max, int fallback);
