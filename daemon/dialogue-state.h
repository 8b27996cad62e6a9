/* dialogue-state.h - what dialogue.c, dialogue-show.c and dialogue-answer.c share. Nobody else includes it. */
#pragma once
#include "core/checkin.h"
#include "core/single.h"
#include "core/turns.h"
#include "daemon/app-state.h"

/* One reference is the table's, one that of each piece of work on its way to the disk and back. */
struct Dialogue {
	int refs;
	App *app;
	Prompt *prompt;      /* borrowed; NULL once it has closed */
	gint64 closed;       /* when, and how, in case its row is not written yet */
	Outcome outcome;
	Protocol *protocol;  /* what this check-in asks, kept to its end; NULL: not looked for yet */
	GHashTable *answers; /* item -> value, NULL: skipped */
	gint64 begun;        /* of the first question; ties the answers together */
	int low, high;       /* the part of a scale still in question; 0, 0: all of it */
	Bubble last;         /* on screen in an earlier life */
	gboolean opened;     /* a plan to go over: the person asked for its words */
	gboolean on_screen, delivered, writing, waits_for_row;
	AppReply reply;      /* who waits for the decision's row or the answer being written */
	gpointer reply_data;
};

Dialogue *dialogue_ref(Dialogue *dialogue);
Dialogue *dialogue_of(App *app, Prompt *prompt); /* makes one for a prompt that has none; the prompt is open */
Dialogue *dialogue_by_id(App *app, gint64 id);   /* NULL: no open prompt of that id */
gint64 dialogue_urge(const char *schedule); /* that a prompt of it asks about; 0: none */
void dialogue_reply(Dialogue *dialogue, gint64 id, const char *next, const GError *error); /* to whom waits, if anybody */

/* --- dialogue-choose.c --- */
const char *dialogue_choose(App *app, Prompt *prompt, const char *asked); /* `asked`: a protocol by its name; NULL: there is nothing to show */

/* --- dialogue-single.c: prompts of one question, see core/single.h --- */
Protocol *dialogue_questions(App *app, const char *content, GHashTable *given); /* those whose turn it is; owned. NULL: there are none */
char *dialogue_choose_single(App *app, const Prompt *prompt, const Schedule *schedule); /* NULL: an article or a protocol is due; free it */
Card *dialogue_plan_card(Dialogue *dialogue, const Protocol *protocol, gboolean discreet);
gboolean dialogue_note_single(App *app, const Response *response); /* its answer was kept; FALSE: it is that of a check-in */

const Protocol *dialogue_protocol(Dialogue *dialogue); /* NULL: it opens an article, or there is none of that name */
const Item *dialogue_asks(Dialogue *dialogue);         /* the item to ask now; NULL: none */
gboolean dialogue_complete(Dialogue *dialogue);        /* a check-in with nothing left to ask */
