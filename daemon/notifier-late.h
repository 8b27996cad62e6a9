/* notifier-late.h - the answer to a Notify for which libnotify no longer waits: it says that the notification is on screen
 * after all, and by which id. libnotify drops it; this listens on the connection that both share. */
#pragma once
#include <gio/gio.h>

typedef struct Late Late;

/* `came` runs on a thread of GDBus, at most once for each late_expect(). Waits for the session bus: not on the main loop. */
Late *late_new(void (*came)(gpointer data, guint32 id), gpointer data);
void late_begin(Late *late);      /* a Notify will be sent */
gboolean late_expect(Late *late); /* no answer came in time. FALSE: the Notify was never sent, none will come */
void late_free(Late *late);       /* on the thread of late_new(); `came` runs no more */
