/* helpline.h - somebody to call or write to: a line of a country, or a person of one's own. config/ reads them from text. */
#pragma once
#include <glib.h>

typedef struct Helpline {
	char *name;    /* of the section, for one's own */
	char *title;   /* what it is called */
	char *phone;   /* as it is dialled, spaces and all; NULL: none */
	char *text;    /* a number or a page to write to; NULL: none */
	char *hours;   /* NULL: not said */
	char *note;    /* "in Turkish, too"; NULL: none */
} Helpline;

Helpline *helpline_new(const char *name);
void      helpline_free(Helpline *helpline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Helpline, helpline_free)
