/* plural.h - which of a language's plural forms a number takes: the line "Plural-Forms: nplurals=2; plural=(n != 1);" of a
 * catalogue, an expression of C in `n` (the gettext manual, "Additional functions for plural forms"). Pure. */
#pragma once
#include <glib.h>

/* `expression`: what stands behind "plural=", to its `;` or the end. FALSE: it cannot be read, or divides by nought. */
gboolean plural_form(const char *expression, guint64 n, guint64 *form);
