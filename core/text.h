/* text.h - plain text for a terminal: made harmless, measured in columns, wrapped. Pure. */
#pragma once
#include <glib.h>

/* Text from a file, a bus or a person, without anything that a terminal would obey or that would reorder what is read:
 * control characters but newline, and bidirectional overrides, are left out, a tab becomes a space, broken UTF-8 becomes
 * U+FFFD. Free it. */
char *text_clean(const char *text);

/* Columns that a terminal gives to the first so many bytes (-1: all) of valid UTF-8: wide characters take two, combining and
 * control characters none. */
int text_columns(const char *text, gssize bytes);

/* One paragraph in lines of at most so many columns (20 at least), the first line after `first`, the others after `rest`.
 * Breaks at spaces, at newlines, and within a word only when it is longer than a line. No newline at the end. Free it. */
char *text_wrap(const char *text, int columns, const char *first, const char *rest);
