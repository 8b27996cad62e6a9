/* protocols.h - check-ins read from INI files: NAME.ini in $XDG_CONFIG_HOME/steady/protocols, else in share/steady/protocols.
 * What it asks has one identity in all languages: share/steady/protocols/LANGUAGE/NAME.ini holds only other wordings for the shipped
 * one's sections and keys (protocol-words.c); a wording that is not there is English.
 * Whom the other has frightened ([care] frightened) is asked in the wordings of protocols/care/NAME.ini, in that folder of the language or
 * else in English, which lie over all others.
 * Of two with the same name the person's own is the one that is asked, also when it is wrong: then none is. */
#pragma once
#include "config/paths.h"
#include "config/problem.h"
#include "core/protocol.h"

#define PROTOCOLS_OF_CARE "care"

Protocol  *protocol_parse(const char *text, const char *path, const char *name, Problems *problems);
Protocol  *protocol_load(const Paths *paths, const char *name, Problems *problems); /* NULL and problems when there is none or it is wrong */
char     **protocol_names(const Paths *paths); /* sorted; free with g_strfreev */
void       protocols_check(const Paths *paths, Problems *problems); /* all of them; what is wrong goes to `problems` */
