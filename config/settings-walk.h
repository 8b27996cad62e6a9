/* settings-walk.h - what settings.c and settings-names.c share. Nobody else includes it. */
#pragma once
#include "config/ini.h"
#include "config/settings-table.h"

/* One walk over a file; the section at hand and what it is read into. */
typedef struct Walk {
	const char *path;
	const Known *known;
	Problems *problems;
	Settings *settings;
	GHashTable *sections; /* name -> IniSection, those seen */

	const IniSection *section;
	const SectionKind *kind;
	Schedule *schedule; /* the one of these three that the section is, if any */
	Plan *plan;
	Helpline *helpline;
	char *id; /* "checkin/evening" */
} Walk;

/* A problem at that line, of that key (NULL: the section). */
void settings_complain(const Walk *walk, int line, const char *key, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* --- settings-names.c: names that nothing has, and the nearest that is meant --- */
void settings_unknown_section(const Walk *walk, const IniSection *section, const char *word);
void settings_unknown_key(const Walk *walk, const IniEntry *entry);
void settings_check_names(const Walk *walk, const Setting *setting, const IniEntry *entry); /* protocols and topics */
