/* history.h - what the past has to say to the agenda: a plain value, filled by the store, kept up to date by the agenda. */
#pragma once
#include "core/deadline.h"
#include "core/schedule.h"

typedef struct Handled {
	gint64 until; /* occurrences up to here are decided */
	char  *spec;  /* schedule_spec() at that time: when it changed, `until` says nothing */
	gboolean told; /* the store has it, or a decision on its way there carries it */
} Handled;

typedef struct History {
	char       *secret;  /* keys the random draws */
	GHashTable *handled; /* schedule id -> Handled */
	GPtrArray  *untold;  /* ids of those that the store may not have */
	Draws      *draws;
	GArray     *shown;   /* of gint64: when prompts that the daemon began were shown, the last two days, in the order they were added */
	gboolean    paused;
	Deadline    pause;   /* when paused */
	GHashTable *seen;    /* article name -> gint64* when it was last chosen */
} History;

History *history_new(const char *secret);
void     history_free(History *history);
gint64   history_handled(const History *history, const Schedule *schedule); /* TIME_NEVER: never seen, or changed since */
void     history_set_handled(History *history, const Schedule *schedule, gint64 until, gboolean told);
void     history_advance(History *history, const Schedule *schedule, gint64 until); /* told of by a decision; its spec is as it was */
void     history_forget_others(History *history, const GPtrArray *schedules); /* those not among them begin anew when they come back */
void     history_add_shown(History *history, gint64 at);
void     history_drop_shown(History *history, gint64 at); /* it was not shown after all */
gint64   history_last_shown(const History *history); /* the one added last; G_MININT64: none */
int      history_shown_on(const History *history, Zone *zone, int day);
void     history_set_seen(History *history, const char *article, gint64 at);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(History, history_free)
