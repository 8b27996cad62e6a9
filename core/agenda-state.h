/* agenda-state.h - what agenda.c, agenda-due.c, agenda-reach.c and agenda-evaluate.c share. Nobody else includes it. */
#pragma once
#include "core/agenda.h"
#include "core/queue.h"

/* A schedule and how far it is decided. */
typedef struct Row {
	const Schedule *schedule;
	gint64 handled; /* occurrences up to here are decided */
	gint64 next;    /* the first one after it, nominal: row_set_next() */
	gint64 at;      /* when that is really due: jitter */
	gboolean elapsed, only_elapsed; /* some or all of its whens count elapsed time: intervals and what follows an event */
} Row;

struct Agenda {
	History *history;
	Zone *zone;
	const Policy *policy;
	GArray *rows;      /* of Row, one a schedule */
	Queue *queue;      /* of the rows, by `at`: one look finds what is due among thousands */
	GHashTable *begun; /* ids of schedules that nothing was known of before this life of the daemon */
	gint64 furthest;   /* no row's `handled` is later */
	GPtrArray *open;   /* of Prompt: held, shown, snoozed */
	GPtrArray *fresh;  /* of the open ones: not decided yet; borrowed */
	GPtrArray *closed; /* of Prompt: kept until the next evaluation, so that acts stay valid */
	Moment last;       /* of the last evaluation */
	gint64 offset;     /* of the wall from CLOCK_BOOTTIME when elapsed time was last looked at */
	gint64 settled;    /* CLOCK_BOOTTIME: the clock has been set by then */
	gboolean evaluated;
};

Frame agenda_frame(const Agenda *agenda);
void  row_set_handled(Agenda *agenda, Row *row, gint64 handled); /* and its `next` */
void  row_set_next(Agenda *agenda, Row *row, gint64 next);
void  agenda_take_in(Agenda *agenda, Prompt *prompt); /* a new one, to be decided */

void  agenda_act(GArray *acts, ActKind kind, Prompt *prompt);
void  agenda_close_with(Agenda *agenda, GArray *acts, Prompt *prompt, const Moment *now, Outcome outcome);

/* --- agenda-due.c --- */
void agenda_come_due(Agenda *agenda, GArray *acts, Row *row, const Moment *now); /* the row's `at` is not later than now */

/* --- agenda-elapsed.c --- */
void row_set_elapsed(Row *row);
void agenda_renew_elapsed(Agenda *agenda, GArray *acts, const Moment *now); /* after a step of the clock, or what happened */
void agenda_anchor(Agenda *agenda, GArray *acts, const Row *row, gint64 at, const Moment *now); /* its intervals that are due then */

/* --- agenda-reach.c --- */
/* Why a prompt (NULL: any new one) could not be shown now, and until when. */
Reason   reach_reason(Agenda *agenda, const Prompt *prompt, const Moment *now, Reach reach, gint64 *until);
gboolean reach_is_worth_waiting(const Prompt *prompt, Reason reason, gint64 until);
