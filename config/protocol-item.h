/* protocol-item.h - one [item NAME] section as an Item. Only protocols.c uses it, and the files beside it. */
#pragma once
#include "config/ini.h"
#include "core/protocol.h"

#define NAME_CHARS 20 /* of an item or a choice */

/* A whole file; length -1: to its NUL; `words`: files of other wordings, one laid over the other, ended by NULL; or NULL. NULL and
 * problems when one of them is wrong. */
Protocol *protocol_read(const char *text, gssize length, const char *path, const char *const *words, const char *name,
                        Problems *problems);

/* Puts the wordings of the file at `words` in the place of those of `file`, where there is such an item and such a choice. */
void protocol_take_words(IniFile *file, const char *words, Problems *problems);

/* A name of a-z, 0-9 and -, beginning with a letter. */
gboolean protocol_is_name(const char *text);

/* Everything but `next`; what is wrong goes to `problems`. */
void item_read(Item *item, const IniSection *section, const char *path, Problems *problems);

/* The `next` keys (protocol-ways.c), when all items of the protocol are there. */
void item_link(const Protocol *protocol, Item *item, const IniSection *section, const char *path, Problems *problems);

/* Whether some answer leads where `next` says; FALSE: every answer has a way of its own. */
gboolean item_needs_next(const Item *item);

/* --- between protocol-item.c, protocol-choices.c and protocol-ways.c --- */

typedef struct ItemReading {
	Item             *item;
	const IniSection *section;
	const char       *path;
	Problems         *problems;
} ItemReading;

/* Adds a problem at the entry; at the section's line when there is none. */
void item_complain(const ItemReading *reading, const IniEntry *entry, const char *key, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

const IniEntry *item_entry_for(const ItemReading *reading, const char *key, const Choice *choice); /* KEY.CHOICE, or NULL */
char *item_read_text(const ItemReading *reading, const IniEntry *entry, int most); /* NULL where there is no entry */
/* A whole number; `missing` where there is none, below 0: that is a problem. */
int   item_read_number(const ItemReading *reading, const IniEntry *entry, const char *key, int most, int missing);

void item_read_choices(const ItemReading *reading);
