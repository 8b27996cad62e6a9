/* part.h - a file that is written under another name until it is whole: PATH.part and the number of the process that writes it. One that its
 * writer did not live to finish is found again by that. */
#pragma once
#include <glib.h>

char *part_name(const char *path);           /* of this process; free it */
/* Removes the parts of `path` whose writers are gone, with what SQLite laid beside them. FALSE: another process is writing one. */
gboolean parts_sweep(const char *path);
