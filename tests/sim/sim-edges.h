/* sim-edges.h - what sim*.c share. Nobody else includes it. */
#pragma once
#include "tests/sim/sim.h"

typedef struct SimTask {
	Task task;
	GError *error;
} SimTask;

typedef struct Report {
	enum { REPORT_SHOWN, REPORT_REFUSED, REPORT_ACTED, REPORT_CLOSED, REPORT_HUNG, REPORT_BACK } kind;
	gint64 prompt;
	Bubble bubble;
	char *key;
	Card *card;
	gint64 due; /* CLOCK_BOOTTIME; 0: at once */
} Report;

void sim_make_edges(Sim *sim);
void sim_begin_boot(Sim *sim);
gboolean sim_disk_is_due(const Sim *sim);
void sim_disk_work(Sim *sim);   /* tries the oldest task */
void sim_disk_forget(Sim *sim); /* gives all back that was handed in, undone */
void sim_task_return(SimTask *task); /* back to its owner; takes it */

void sim_make_screen(Sim *sim);
void sim_put_up(Sim *sim, gint64 prompt, const Card *card, const Bubble *last);
void sim_queue_report(Sim *sim, Report report);
gboolean sim_report_is_due(const Sim *sim);
gint64 sim_report_next(const Sim *sim); /* the wall moment at which one becomes due; TIME_NEVER: none */
void sim_report(Sim *sim);      /* hands the oldest report over */
void sim_screen_forget(Sim *sim); /* nothing that was not said yet will be */
void sim_report_free(gpointer report);
SimBubble *sim_bubble_of(const Sim *sim, gint64 prompt); /* alive; NULL: none */
void sim_bubble_free(gpointer bubble);
