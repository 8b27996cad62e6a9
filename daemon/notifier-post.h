/* notifier-post.h - a prompt on its way to the desktop, or there. */
#pragma once
#include "daemon/notifier.h"

typedef enum { POST_WAITING, POST_SENT, POST_UNSURE, POST_ON_SCREEN } PostState;

typedef struct Post {
	gint64 prompt;
	gint64 ticket;  /* of its last showing; each try has one of its own */
	gint64 instead; /* the ticket of the bubble that it replaces */
	PostState state;
	Card *card;     /* until it is on screen */
	Bubble last;    /* where no ticket says so: the bubble whose place it takes */
	guint tries;    /* that the server refused, one after the other */
	guint again;    /* source of the next try; 0: none. Only while WAITING */
	gpointer owner; /* as given to posts_add() */
} Post;

/* Lists of Post, which own them. */
GPtrArray *posts_new(void);
Post *posts_by_ticket(GPtrArray *posts, gint64 ticket); /* NULL: none, like the next */
Post *posts_by_prompt(GPtrArray *posts, gint64 prompt);
Post *posts_add(GPtrArray *posts, gint64 prompt, gpointer owner);

/* Refused: it waits for its next try, 2 s after the first refusal, each time twice as long, up to 5 min. `run` gets the
 * post, once, unless it is stopped or freed before. */
void post_refused(Post *post, GSourceFunc run);
void post_stop(Post *post); /* no next try */
