/* helpline.h - somebody to call or write to: a line of a country, or a person of one's own. config/ reads them from text. */
#pragma once
#include <glib.h>

/* For whom it is there. */
typedef enum {
	HELP_CRISIS, /* anybody for whom it is too much to be alone with */
	HELP_ABUSE,  /* who is or was frightened, threatened, followed or hurt by somebody close */
	N_HELP
} HelpKind;

typedef struct Helpline {
	char *name;    /* of the section */
	char *title;   /* what it is called */
	char *phone;   /* as it is dialled, spaces and all; NULL: none */
	char *text;    /* a number or a page to write to; NULL: none */
	char *hours;   /* NULL: not said */
	char *note;    /* "in Turkish, too"; NULL: none */
	/* --- of a country's only --- */
	HelpKind kind;
	char *chat;      /* a page; NULL: none */
	char *languages; /* NULL: not said */
	char *page;      /* where number and hours were read */
	int   checked;   /* how old what was read there is: days since 1970-01-01; 0: not said (one's own) */
} Helpline;

/* The lines of one country. */
typedef struct Helplines {
	char *code;      /* two capital letters */
	char *name;      /* "Germany" */
	char *emergency; /* the number for immediate danger; NULL: not read anywhere */
	GPtrArray *lines; /* of Helpline, in the order of the file; owned */
} Helplines;

#define HELPLINE_AGE 365 /* days: what was checked longer ago may have changed */

Helpline *helpline_new(const char *name);
void      helpline_free(Helpline *helpline);
const char *help_kind_name(HelpKind kind); /* "crisis", "abuse" */
gboolean    help_kind_parse(const char *text, HelpKind *kind);

Helplines *helplines_new(const char *code); /* capitals are made of small letters; without a name and lines */
void       helplines_free(Helplines *helplines); /* NULL is fine */
/* When the oldest of its lines was checked: days since 1970-01-01; 0: there are none. */
int        helplines_checked(const Helplines *helplines);
gboolean   helplines_are_old(const Helplines *helplines, int today); /* the oldest by more than HELPLINE_AGE days */
/* Of a kind, the first; NULL: none. */
const Helpline *helplines_first(const Helplines *helplines, HelpKind kind);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Helpline, helpline_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Helplines, helplines_free)
