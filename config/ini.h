/* ini.h - a text of sections, keys and values, and all that is wrong with it at once.
 *
 *   [section name]       ; a comment
 *   key = value          ; " ;" begins a comment, a value in "quotes" may hold it (and \" and \\)
 *      an indented line continues the value above: joined by one space
 *   # a line of its own that begins with ; or # is a comment
 *
 * Our own reader goes over the lines first (ini-lines.c) and hands inih one bounded piece at a time, so that no limit or
 * option of the library that happens to be installed can cut, hide or drop anything. Pure, but for ini_file_read() and ini_file_glance(). */
#pragma once
#include "config/problem.h"

#define INI_FILE_MAX    (1024 * 1024) /* bytes */
#define INI_VALUE_MAX   4096          /* bytes, joined */
#define INI_SECTION_MAX 200           /* bytes */
#define INI_KEY_MAX     40            /* bytes */

typedef struct IniSpan {
	gsize from, to; /* bytes of the text */
} IniSpan;

typedef struct IniEntry {
	char   *key;
	char   *value;  /* joined, without quotes; never NULL, may be empty */
	int     line;   /* where it begins, from 1 */
	IniSpan lines;  /* its lines in the text with their ends, comment lines inside a continued value too */
	GArray *pieces; /* of IniSpan: where the value stands, quotes and all, one a line; at least one, may be empty */
	char   *raw;    /* NULL after reading */
} IniEntry;

typedef struct IniSection {
	char      *name;    /* inner blanks squeezed to one */
	int        line;
	IniSpan    header;  /* its line in the text */
	GPtrArray *entries; /* of IniEntry, in order of the text */
	gboolean   broken;  /* a line in it could not be read: do not complain of what is missing */
} IniSection;

typedef struct IniFile {
	GPtrArray *sections; /* of IniSection, in order, empty and repeated ones too; the first is what stands
	                        before all sections: name "", line 0 */
} IniFile;

/* Never NULL: what could be read; everything else is in `problems`. `length` < 0: up to the NUL. */
IniFile *ini_file_parse(const char *text, gssize length, const char *path, Problems *problems);
void     ini_file_free(IniFile *file);
const IniSection *ini_file_section(const IniFile *file, const char *name);       /* the first so named, or NULL */
const IniEntry   *ini_section_entry(const IniSection *section, const char *key); /* the first so named, or NULL */

/* A regular file of at most INI_FILE_MAX bytes; a NUL follows the last one. NULL and a problem when it cannot be read. */
char *ini_file_read(const char *path, gsize *length, Problems *problems);

/* Both in one, for who needs a little of a file that others tell the mistakes of: never NULL, empty where there is none. */
IniFile *ini_file_glance(const char *path);

/* The value as it must stand behind "key = ", in quotes where it would be misread. Free it. */
char *ini_value_quote(const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IniFile, ini_file_free)
