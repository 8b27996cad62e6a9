/* notifier-send.h - what the desktop's notifier has in hand, and how that is sent. For notifier-desktop.c alone. */
#pragma once
#include "daemon/notifier-post.h"
#include "daemon/notifier-server.h"
#include "daemon/notifier-worker.h"

typedef struct Desktop {
	Notifier notifier;
	NotifierEvents events;
	Server *server;
	Worker *worker;
	GPtrArray *posts;  /* of Post */
	GPtrArray *told;   /* of Card: waits for a server */
	GPtrArray *failed; /* of gint64*: prompts to be told of as soon as the caller is done */
	guint failing;     /* source */
	gint64 tickets;    /* given so far */
	int available;     /* as last said; -1: nothing yet */
} Desktop;

void desktop_send(Desktop *desktop, Post *post); /* only while a server is READY */
void desktop_move(Desktop *desktop, Post *post); /* sent now, or a server is started that may show it */

/* The server is there, but would not show it: too many, or too much alike. Tried again until the daemon closes it. */
void desktop_refused(Post *post, const char *problem);

/* A message: sent now, or kept for a server yet to come. */
void desktop_send_tell(Desktop *desktop, const char *summary, const char *body);

void desktop_flush(Desktop *desktop); /* a server is READY: all that waits is sent, messages first */

/* Told later, so that no event comes while the caller is still in show(); unless it is forgiven before. */
void desktop_fail(Desktop *desktop, gint64 prompt);
void desktop_forgive(Desktop *desktop, gint64 prompt);
