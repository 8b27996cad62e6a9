/* notifier-replies.h - lines that are typed into a notification, where the server has a place for them: a signal that libnotify
 * does not know. */
#pragma once
#include <gio/gio.h>

typedef struct Replies Replies;

/* `came` runs on the thread-default context of the caller. Waits for the session bus: not on the main loop. */
Replies *replies_new(void (*came)(gpointer data, guint32 id, const char *text), gpointer data);
void     replies_free(Replies *replies);
