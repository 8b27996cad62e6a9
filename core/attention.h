/* attention.h - who says whether a person can be disturbed now: one row for each of them, and how to read what it says.
 * Pure: names and what they mean; daemon/presence-bus.c listens, `steady doctor` asks once. */
#pragma once
#include "core/prompt.h"

/* How it is heard. A row holds no other field than those that its way names. */
typedef enum {
	HEED_PROPERTY, /* a property: asked with Get, told with PropertiesChanged; `ask` is how versions that tell of no change are asked */
	HEED_SIGNAL,   /* a signal that carries it; `ask`, where there is one, is the method that says how it is now */
	HEED_SESSION,  /* a property of the person's login session; its path is logind's to say */
	HEED_SETTING,  /* a key of GSettings, where the schema is installed; `interface` is its name */
	HEED_IDLE,     /* watches that are set, and fire once: for nobody being there, and for the return */
	N_HEEDS
} Heed;

#define ATTENTION_IDLE MINUTES(5) /* without a key or the mouse touched for so long, nobody is there */

typedef struct Attention {
	const char *who;       /* as the person is told, after _() */
	Reason      means;     /* why nothing is shown while it is on */
	Heed        heed;
	gboolean    system;    /* on the system bus; else the session's */
	const char *server;    /* counts only while what shows notifications calls itself so; NULL: always */
	const char *name;      /* on the bus */
	const char *path, *interface;
	const char *member;    /* the property, the signal or the key; NULL: every signal of the interface that begins with `words` */
	const char *ask;
	const char *words[3];  /* what the signal begins with, and `ask` is asked; NULL ends them */
	const char *names[3];  /* the value is a list of names: on while one of these is in it; NULL ends them */
	gboolean    reversed;  /* on while the value is FALSE */
} Attention;

extern const Attention attention_table[]; /* a NULL `who` ends it */
guint    attention_count(void);

/* Reads a tuple: what a signal carried, or a method answered. FALSE: it is about something else, or nothing that it should be.
 * A signal that ends where the value would be says that the setting is gone: it is off. */
gboolean attention_read(const Attention *row, GVariant *tuple, gboolean *on);
GVariant *attention_question(const Attention *row); /* the arguments of `ask`; floating, or NULL */
Reason   attention_graver(Reason one, Reason other); /* which of two is said: asleep, locked, do-not-disturb, away, none */
