/* sim-edges.h - what sim.c and sim-edges.c share. Nobody else includes it. */
#pragma once
#include "tests/sim/sim.h"

typedef struct SimTask {
	Task task;
	GError *error;
} SimTask;

typedef struct Report {
	enum { REPORT_SHOWN, REPORT_ACTED, REPORT_CLOSED } kind;
	gint64 prompt;
	Bubble bubble;
	char *key;
} Report;

void sim_make_edges(Sim *sim);
void sim_disk_work(Sim *sim);   /* does the oldest task */
void sim_disk_trouble(Sim *sim, const GError *error);
void sim_task_return(SimTask *task); /* back to its owner; takes it */
void sim_queue_report(Sim *sim, Report report);
void sim_report(Sim *sim);      /* hands the oldest report over */
void sim_report_free(gpointer report);
SimBubble *sim_bubble_of(const Sim *sim, gint64 prompt); /* alive; NULL: none */
void sim_bubble_free(gpointer bubble);
