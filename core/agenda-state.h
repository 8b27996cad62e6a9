/* agenda-state.h - what agenda.c, agenda-reach.c and agenda-evaluate.c share. Nobody else includes it. */
#pragma once
#include "core/agenda.h"
#include "core/queue.h"

/* A schedule and how far it is decided. */
typedef struct Row {
	const Schedule *schedule;
	gint64 handled; /* occurrences up to here are decided */
	gint64 next;    /* the first one after it: row_set_next() */
} Row;

struct Agenda {
	History *history;
	Zone *zone;
	const Policy *policy;
	GArray *rows;      /* of Row, one a schedule */
	Queue *queue;      /* of the rows, by `next`: one look finds what is due among thousands */
	gint64 furthest;   /* no row's `handled` is later */
	GPtrArray *open;   /* of Prompt: held, shown, snoozed */
	GPtrArray *fresh;  /* of the open ones: not decided yet; borrowed */
	GPtrArray *closed; /* of Prompt: kept until the next evaluation, so that acts stay valid */
	Moment last;       /* of the last evaluation */
	gint64 settled;    /* CLOCK_BOOTTIME: the clock has been set by then */
	gboolean evaluated;
};

Frame agenda_frame(const Agenda *agenda);
void  row_set_handled(Agenda *agenda, Row *row, gint64 handled); /* and its `next` */
void  row_set_next(Agenda *agenda, Row *row, gint64 next);
void  agenda_take_in(Agenda *agenda, Prompt *prompt); /* a new one, to be decided */

/* --- agenda-reach.c --- */
/* Why a prompt (NULL: any new one) could not be shown now, and until when. */
Reason   reach_reason(Agenda *agenda, const Prompt *prompt, const Moment *now, Reach reach, gint64 *until);
gboolean reach_is_worth_waiting(const Prompt *prompt, Reason reason, gint64 until);
