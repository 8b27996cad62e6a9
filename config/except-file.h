/* except-file.h - a file of days that a schedule leaves out (holidays): one a line, a date or days as in `except`; blank lines,
 * and what follows # or ;, do not count. */
#pragma once
#include "config/problem.h"
#include "core/except.h"

#define EXCEPT_FILE "file:" /* begins the value of `except` that names one */

/* Adds every day of the file. `name` is as written after "file:", `beside` the settings file: relative names begin in its
 * folder, "~/" in the home folder. FALSE and *error when it cannot be read; what is wrong in it goes to `problems`, each with
 * the file, its line and the key. */
gboolean except_file_read(Except *except, const char *name, const char *beside, const char *key, Problems *problems,
                          GError **error);
/* Which files a settings file names so, each once, whether they are there or not, and whatever else is wrong with it. Ends with
 * NULL; g_strfreev() it. */
char **except_files(const char *settings);
