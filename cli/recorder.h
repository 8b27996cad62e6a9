/* recorder.h - where the answers of a check-in in the terminal go: to the daemon where a prompt of its waits, else into the
 * store. Each is durable when recorder_put() returns. */
#pragma once
#include "cli/remote.h"
#include "core/checkin.h"

typedef struct Recorder {
	const Cli  *cli;
	const char *protocol;
	BusSteady1 *daemon;   /* NULL: none runs */
	Store      *store;    /* opened when it is needed */
	gint64      decision; /* the prompt that is answered; 0: none */
	gint64      begun;
	gint64      urge;     /* its answers are about this urge: rated and ended by them; 0: none */
	gboolean    late;     /* the prompt had closed or expired before, or did while its answers were being given */
	int         kept;     /* how many answers; what was left out is none */
	int         left_out;
	char       *next;     /* the item that the daemon asks after the last answer, "" at the end; NULL: it was not told */
} Recorder;

/* Finds the prompt of a schedule (NULL: none) that waits, and which item of it comes next: `item` stays as it is when there
 * is no such prompt. */
Recorder recorder_new(const Cli *cli, const Protocol *protocol, const char *schedule, const Item **item);
/* For the answers to one decision; `daemon` NULL: straight into the store. */
Recorder recorder_for(const Cli *cli, const Protocol *protocol, const DecisionFact *fact, BusSteady1 *daemon, gboolean late);
/* For the answers to a check-in that began then, with no prompt behind it. */
Recorder recorder_since(const Cli *cli, const Protocol *protocol, gint64 begun);
gboolean recorder_put(Recorder *recorder, const Item *item, const Answer *answer); /* FALSE after saying why */
gboolean recorder_withdraw(Recorder *recorder, const Item *item); /* takes its answer back. FALSE after saying why */
gboolean recorder_end(Recorder *recorder); /* the last item is answered: closes the prompt. FALSE after saying why */
void     recorder_clear(Recorder *recorder);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Recorder, recorder_clear)
