/* servers.h - what is known of notification servers beyond what they say they can do: one row for each, and why it is there.
 * Pure: whoever talks to a server hands in what it said. */
#pragma once
#include <glib.h>

#define SERVERS_MOST_BUTTONS 3 /* GNOME drops a fourth, LXQt makes a list to unfold of four */

typedef struct ServerKind {
	const char *name;    /* as it calls itself, in any case */
	const char *vendor;  /* likewise, where two have one name; NULL: any */
	const char *called;  /* as a person calls it */
	int         buttons; /* most that it draws where a person sees them; 0: none, whatever it says of actions */
	const char *menu;    /* where it draws none: what lists them instead; NULL: nothing */
	gboolean    tags;    /* replaces by tag even where it does not say so */
	const char *why;     /* what it does of its own, and what answers that */
	int         summary; /* characters of a summary that it draws before it cuts; 0: all, on more lines */
} ServerKind;

extern const ServerKind servers_table[]; /* a NULL name ends it */

/* What can be counted on. */
typedef struct ServerSkills {
	gboolean actions; /* it takes them */
	int      buttons; /* so many are drawn; fewer than a card has: its text says how to answer */
	gboolean replies; /* a line can be typed into a notification */
	gboolean markup;  /* the body is markup, and has to be escaped; a summary never is */
	gboolean tags;    /* replaces by x-canonical-private-synchronous: also what another life of the daemon has shown */
	int      summary; /* a longer one stands in the body; 0: any is drawn */
} ServerSkills;

const ServerKind *servers_find(const char *name, const char *vendor); /* NULL: not known; either may be NULL */
/* `capabilities` is NULL-terminated, as GetCapabilities said. Of one that is not known its own word is taken. */
ServerSkills servers_skills(const ServerKind *kind, const char *const *capabilities);
const ServerKind *servers_called(const char *called); /* by the name that a person calls it */
/* What it cannot do, for programs: "buttons", "replies". The strings are constant; g_free the list. */
const char **servers_lacks(const ServerSkills *skills);
/* Likewise in words, for a person; "" where nothing is missed. The caller frees. "shows no buttons (`makoctl menu` lists them)" */
char *servers_missing(const ServerKind *kind, const char *const *lacks);
