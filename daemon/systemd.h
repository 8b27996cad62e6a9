/* systemd.h - says to systemd how it goes (sd_notify, by hand) and pings its watchdog from the main loop. Nothing where
 * NOTIFY_SOCKET is not set. */
#pragma once
#include <glib.h>

gboolean systemd_manages(void);       /* it started this one, and starts another when this one fails */
void  systemd_say(const char *state); /* "READY=1\nSTATUS=..." */
/* One line for `systemctl status`, when it is another than *last, which is kept for the next time; free it at the end. */
void  systemd_status(char **last, const char *problem, const char *unavailable); /* "": none of it */
guint systemd_watchdog(void);         /* pings at half of WATCHDOG_USEC; the source's id, 0 where it is not asked for */
