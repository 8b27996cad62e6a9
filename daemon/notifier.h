/* notifier.h - the way to the person's screen: one struct of function pointers. Desktop (libnotify, in a thread of its
 * own), terminal, and simulated in tests. All calls and all events happen on the main loop's thread; no call blocks. */
#pragma once
#include "core/card.h"
#include "core/servers.h"

/* Which bubble a prompt has: what the server called it, and which server that was. */
typedef struct Bubble {
	guint32 id;        /* 0: none */
	char    owner[32]; /* the server's unique bus name; "" for a terminal */
} Bubble;

typedef enum { SHOWN_OK, SHOWN_FAILED, SHOWN_UNKNOWN } ShownResult; /* unknown: no answer in time, it may be on screen */

/* What comes back. `prompt` is the id given to show(). */
typedef struct NotifierEvents {
	gpointer self;
	void (*available)(gpointer self, gboolean available);             /* a server came, or the last one went */
	void (*shown)(gpointer self, gint64 prompt, ShownResult result, const Bubble *bubble, const char *problem);
	void (*acted)(gpointer self, gint64 prompt, const char *key);     /* a button */
	void (*typed)(gpointer self, gint64 prompt, const char *text);    /* a line of text */
	void (*closed)(gpointer self, gint64 prompt, gboolean by_person); /* gone from the screen; not an answer */
} NotifierEvents;

typedef struct Notifier {
	gpointer self;
	const char *name; /* "desktop", "terminal" */
	/* Shows a card for a prompt, in place of the card that the prompt has on screen, if any. `last` is the bubble it had
	 * in an earlier life of the daemon (id 0: none): used again only while that owner lives. */
	void (*show)(gpointer self, gint64 prompt, const Card *card, const Bubble *last);
	void (*close)(gpointer self, gint64 prompt); /* takes it off the screen; no event follows */
	/* Text that the person should see once and need not answer (a problem with the settings). */
	void (*tell)(gpointer self, const char *summary, const char *body);
	void (*free)(gpointer self);
	/* Who shows it, as a person calls it ("": nobody, or it does not say), and what that can do. NULL: there is no such thing. */
	const char *(*server)(gpointer self, ServerSkills *skills);
} Notifier;
