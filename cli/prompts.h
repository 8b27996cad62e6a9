/* prompts.h - the prompts that wait for the person: as the daemon has them, else as the store does. */
#pragma once
#include "cli/remote.h"
#include "core/protocol.h"

typedef struct Waiting {
	gint64 id, due, expires;
	char  *schedule, *content, *item, *state; /* content: protocol or article, "" for none; item "": a nudge */
	char  *question; /* what stands there to be answered or read, in the words the settings want */
} Waiting;

/* Of Waiting, oldest first, owned. `daemon` may be NULL. NULL and *error on failure. */
GPtrArray *prompts_waiting(const Cli *cli, BusSteady1 *daemon, GError **error);

/* The number of a prompt, or "last": the latest that waits. An exit code, after saying what is wrong. */
int prompts_id(const Cli *cli, BusSteady1 *daemon, const char *word, gint64 *id);

char *prompts_item(const Cli *cli, BusSteady1 *daemon, gint64 id); /* that an open prompt asks by now; NULL: it does not wait; free it */
/* What one check-in of it asks: of the items that take turns, those whose turn it is by the store. `given`: names of the items that
 * it asked or asks (keys), NULL: none. */
Protocol *prompts_in_turn(const Cli *cli, const Protocol *protocol, GHashTable *given);
Protocol *prompts_protocol(const Cli *cli, const char *name); /* NULL, silently: there is none that works */
