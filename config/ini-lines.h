/* ini-lines.h - the reader ahead of inih: lines, comments, continuations, quotes, lengths. Only ini*.c uses it. */
#pragma once
#include "config/ini.h"

/* Adds to `file` the sections, and the entries with all but key and value: raw is "key=value", the value escaped by
 * ini_guard(). */
void ini_lines_read(IniFile *file, const char *text, gsize length, const char *path, Problems *problems);

/* Bytes that some build of inih could take for anything but themselves (blanks, comment signs, beyond ASCII) become %XX. */
void  ini_guard(GString *out, const char *value);
void  ini_unguard(char *value); /* in place */
/* Takes the quotes off, in place. FALSE: not closed, or something stands behind them. */
gboolean ini_unquote(char *value);

IniSection *ini_section_new(const char *name, int line, IniSpan header);
void        ini_section_free(IniSection *section);
void        ini_entry_free(IniEntry *entry);
