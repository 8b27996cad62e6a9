/* opener.h - shows a page in the person's browser, without the daemon ever being the browser's parent: a browser would
 * inherit the unit's sandbox, and hang or die in it. */
#pragma once
#include <gio/gio.h>

/* problem: NULL when the page is on its way (or the person chose not to open it), else why not. On the main loop. */
typedef void (*OpenerDone)(gpointer data, const char *problem);

/* Asks the desktop's OpenURI portal, else the person's systemd, to open a local file. Returns at once; `done` follows once,
 * always later, within OPENER_PATIENCE seconds. `session` may be NULL: it fails then. */
void opener_open(GDBusConnection *session, const char *path, OpenerDone done, gpointer data);

#define OPENER_PATIENCE 20

/* Writes a page for opener_open() as `dir`/page-N.html (0600; `dir` 0700, made when missing) and removes those of earlier
 * days. NULL and *error when it could not be written. The caller frees the path. */
char *page_write(const char *dir, const char *html, GError **error);

/* Where pages go. Browsers in a snap see no hidden folder of the home, no /tmp and no runtime folder of others; those in
 * Flatpak see the downloads and little else. The one place that all can read is a folder in the downloads; where there are
 * none, one in the home. The caller frees. */
char *page_dir(void);
