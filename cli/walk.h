/* walk.h - one walk through a check-in in the terminal: item after item, each answer kept before the next is asked, and back. */
#pragma once
#include "cli/ask-item.h"
#include "cli/recorder.h"

/* How the answers come: asked for, one a line from a pipe, or given beforehand. */
typedef struct Source {
	GHashTable *given; /* item -> reply; NULL: none were */
	AskStyle style;
	int line; /* of the pipe, the last one read */
} Source;

typedef struct Walk {
	const Cli *cli;
	const Protocol *all; /* with every item that takes turns */
	Protocol *asked;     /* owned: those whose turn it is */
	const Item *item;    /* of `asked`, to be answered next; NULL: none is left */
	GPtrArray *before;   /* of char, owned: names of those that were answered, in order */
	Recorder recorder;
	Source source;
} Walk;

/* Begins where `answers` (item -> value; NULL: none yet) lead, or at `item` where the daemon asks that one. */
void walk_begin(Walk *walk, GHashTable *answers, const char *item);
gboolean walk_takes(const Walk *walk); /* what was given answers all that is asked, and nothing is left over; else says so */
int  walk_through(Walk *walk);         /* an exit code */
void walk_clear(Walk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)
