/* page.h - a page on the disk, where a browser can read it and under a name that tells nothing. */
#pragma once
#include <glib.h>

/* Writes a page for a browser as `dir`/page-N.html (0600; `dir` 0700, made when missing) and removes those of earlier
 * days. NULL and *error when it could not be written. The caller frees the path. */
char *page_write(const char *dir, const char *html, GError **error);

/* Where pages go. Browsers in a snap see no hidden folder of the home, no /tmp and no runtime folder of others; those in
 * Flatpak see the downloads and little else. The one place that all can read is a folder in the downloads; where there are
 * none, one in the home. The caller frees. */
char *page_dir(void);
