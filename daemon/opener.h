/* opener.h - shows a page in the person's browser, without the daemon ever being the browser's parent: a browser would
 * inherit the unit's sandbox, and hang or die in it. */
#pragma once
#include <gio/gio.h>

#include "config/page.h"

/* problem: NULL when the page is on its way (or the person chose not to open it), else why not. On the main loop. */
typedef void (*OpenerDone)(gpointer data, const char *problem);

/* Asks the desktop's OpenURI portal, else the person's systemd, to open a local file. Returns at once; `done` follows once,
 * always later, within OPENER_PATIENCE seconds. `session` may be NULL: it fails then. */
void opener_open(GDBusConnection *session, const char *path, OpenerDone done, gpointer data);

#define OPENER_PATIENCE 20
