/* protocol.h - the questions of a check-in, as data: items, choices, what comes next. config/ reads them from text. */
#pragma once
#include <glib.h>

typedef enum { ITEM_CHOICE, ITEM_SCALE, ITEM_YESNO, ITEM_TEXT, ITEM_NUMBER } ItemType;

#define ITEM_END (-1)   /* `next`: the check-in is over */
#define MAX_BUTTONS 3   /* what every notification server shows */
#define MAX_ANSWER 2000 /* longest text answer, in characters */

/* Two wordings of everything shown: neutral for a stranger's eyes, open for those who switched discretion off. */
typedef struct Wording {
	char *neutral, *open; /* open NULL: the neutral one */
} Wording;

typedef struct Choice {
	char   *value; /* what is stored */
	Wording label;
	int     next;  /* index of the next item, or ITEM_END */
	int     score; /* 0..100 for scored items, -1: none */
} Choice;

/* Where some values of a scale or a number lead. */
typedef struct Way {
	int from, to; /* both included */
	int next;     /* as in Choice */
} Way;

typedef struct Item {
	char      *name;
	ItemType   type;
	Wording    ask;
	GPtrArray *choices;  /* of Choice; choice and yes/no only */
	int        min, max; /* scale and number; never below 0 */
	GArray    *ways;     /* of Way, none overlap; scale and number only */
	char      *unit;     /* of a number, a word or two; NULL: none */
	gboolean   optional; /* may be skipped */
	int        next;     /* text, skipping, and what no way holds */
	char      *score;    /* "missing" or "need": its answers count there; NULL */
	char      *turn;     /* one item of each such name is asked in a check-in (turns.h); NULL: asked each time */
	int        weight;   /* how often its turn comes beside that of the others, 1..9 */
} Item;

typedef struct Protocol {
	char      *name;
	Wording    title;
	GPtrArray *items; /* of Item, the first one begins; every item reachable, no loop. What leads to items that take turns
	                     leads to the first of them */
} Protocol;

Protocol   *protocol_new(const char *name);                           /* no items yet */
Item       *protocol_add_item(Protocol *protocol, const char *name);   /* owned by the protocol; a text item that ends it */
Item       *protocol_add_copy(Protocol *protocol, const Item *item);   /* likewise; its `next` are as they were */
Choice     *item_add_choice(Item *item, const char *value);            /* owned by the item; not scored, ends the check-in */
void        protocol_free(Protocol *protocol);                         /* NULL is fine */
const Item *protocol_item(const Protocol *protocol, const char *name); /* NULL: none */
const Choice *item_choice(const Item *item, const char *value);         /* NULL: none */
gboolean    item_takes_number(const Item *item);                        /* a scale, or a number */
const char *wording(const Wording *wording, gboolean discreet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Protocol, protocol_free)
