/* protocol-item.h - one [item NAME] section as an Item. Only protocols.c uses it. */
#pragma once
#include "config/ini.h"
#include "core/protocol.h"

#define NAME_CHARS 20 /* of an item or a choice */

/* A name of a-z, 0-9 and -, beginning with a letter. */
gboolean protocol_is_name(const char *text);

/* Everything but `next`; what is wrong goes to `problems`. */
void item_read(Item *item, const IniSection *section, const char *path, Problems *problems);

/* The `next` keys, when all items of the protocol are there. */
void item_link(const Protocol *protocol, Item *item, const IniSection *section, const char *path, Problems *problems);
