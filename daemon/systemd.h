/* systemd.h - says to systemd how it goes (sd_notify, by hand) and pings its watchdog from the main loop. Nothing where
 * NOTIFY_SOCKET is not set. */
#pragma once
#include <glib.h>

void  systemd_say(const char *state); /* "READY=1\nSTATUS=..." */
guint systemd_watchdog(void);         /* pings at half of WATCHDOG_USEC; the source's id, 0 where it is not asked for */
