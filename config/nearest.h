/* nearest.h - what the person may have meant. Pure. */
#pragma once
#include <glib.h>

/* The name that takes the fewest slips of the finger (a letter more, less, other, or two swapped; any case), when it is
 * near enough to be meant; else NULL. `names` ends with NULL and may be NULL. */
const char *nearest_name(const char *word, const char *const *names);
