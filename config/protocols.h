/* protocols.h - check-ins read from INI files: share/steady/protocols/NAME.ini. */
#pragma once
#include "config/problem.h"
#include "core/protocol.h"

Protocol  *protocol_parse(const char *text, const char *path, const char *name, Problems *problems);
Protocol  *protocol_load(const char *share, const char *name, Problems *problems); /* NULL and problems when there is none or it is wrong */
char     **protocol_names(const char *share); /* sorted; free with g_strfreev */
