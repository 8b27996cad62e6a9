/* notifier-showing.h - a card as one notification, worded as the server wants it. Pure. */
#pragma once
#include "core/card.h"
#include "core/servers.h"

typedef struct Showing {
	gint64 ticket;    /* names it in events; never used twice */
	gint64 instead;   /* the ticket it takes the place of; 0: none */
	guint32 replaces; /* an id from an earlier life of the daemon; 0: none */
	char *summary, *body;
	char *tag; /* servers that know tags replace by it; NULL: none */
	CardAction actions[CARD_MAX_ACTIONS];
	gboolean stays;
	gboolean replies; /* with a place to type a line into */
} Showing;

/* Body escaped where the server reads markup, actions only where it takes them, and how to answer where it draws none;
 * a summary that it would cut stands in the body.
 * No ticket and no tag yet. */
Showing *showing_new(const Card *card, const ServerSkills *skills);
void showing_free(Showing *showing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Showing, showing_free)
