/* helplines.h - somebody to turn to, read from files: share/steady/helplines/XX.ini, one a country, and the person's own
 * contacts. What is read here must be there when nothing else is: each part goes without the others.
 *
 *   [country]
 *   name = Germany
 *   emergency = 112              ; optional: only where it was read on a page
 *   [line NAME]
 *   title = What it is called
 *   kind = crisis                ; for anybody; abuse: where there was fear, threats or violence
 *   phone, text, chat = ...      ; at least one; chat is a page
 *   hours = day and night
 *   languages, note = ...        ; optional
 *   note.de = ...                ; name, title, text, hours, languages and note in another language
 *   page = https://...           ; where number and hours were read: of the service itself, or of a government
 *   checked = 2026-11-23         ; how old the copy was that was read there */
#pragma once
#include "config/paths.h"
#include "config/problem.h"
#include "core/helpline.h"

/* NULL, and everything that is wrong in `problems`, where one thing is. */
Helplines *helplines_parse(const char *text, gssize length, const char *path, const char *code,
                           char *const *languages, Problems *problems); /* `languages`: best first, as Paths has them; NULL: English */

/* --- helpline-files.c --- */
char      **helplines_countries(const Paths *paths); /* codes, sorted; empty where the folder is missing; g_strfreev it */
Helplines *helplines_load(const Paths *paths, const char *code, Problems *problems); /* NULL: none of that code, or it is wrong */
/* What the settings file says to it, as far as that can be read: a mistake elsewhere in it takes nothing away. Never NULL. */
typedef struct OwnHelp {
	GPtrArray *lines;      /* of Helpline: the person's own contacts */
	char      *country;    /* [care] country: two capital letters; NULL: auto, or nothing */
	gboolean   frightened; /* [care] frightened */
} OwnHelp;
OwnHelp *own_help_new(const Paths *paths);
void     own_help_free(OwnHelp *own); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnHelp, own_help_free)

/* Where the person is. By the time zone's name, as the system's own table has it ($TZDIR or /usr/share/zoneinfo: zone.tab);
 * else by the region of the language settings ("de_AT.UTF-8"). Two capital letters, free it; NULL: it cannot be told. */
char *country_of_zone(const char *zone);
char *country_of_locale(const char *locale); /* NULL is fine */
char *country_guess(const char *zone);       /* both, the zone ahead; the environment's LC_ALL, LC_ADDRESS, LC_TELEPHONE, LANG */
