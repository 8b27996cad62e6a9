/* display.h - on which display the person's programs are to appear now. A daemon may be older than the login: one that systemd
 * started knows only what its manager knew then, while each session tells the manager its display as it begins. */
#pragma once
#include <gio/gio.h>

/* found: whether there is a display. untold: what the person's systemd does not know of it, "as" of NAME=VALUE; borrowed.
 * On the main loop. */
typedef void (*DisplayFound)(gpointer data, gboolean found, GVariant *untold);

/* Asks the person's systemd where that started this process, or where this process has no display; else its own environment
 * tells. `found` follows once, always later, within DISPLAY_PATIENCE milliseconds. */
void display_find(GDBusConnection *session, DisplayFound found, gpointer data);

#define DISPLAY_PATIENCE 3000
