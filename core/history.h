/* history.h - what the past has to say to the agenda: a plain value, filled by the store, kept up to date by the agenda. */
#pragma once
#include "core/deadline.h"
#include "core/ease.h"
#include "core/schedule.h"
#include "core/taste.h"

typedef struct Handled {
	gint64 until; /* occurrences up to here are decided */
	char  *spec;  /* schedule_spec() at that time: when it changed, `until` says nothing */
	gboolean told; /* the store has it, or a decision on its way there carries it */
} Handled;

#define HISTORY_EVENTS DAYS(400) /* events are remembered for so long: what follows one by more does not come */
#define HISTORY_EVENTS_MOST 2000 /* and the latest so many of each type */
#define HISTORY_ASKED 500 /* so many of the items asked last are remembered */

typedef struct History {
	char       *secret;  /* keys the random draws */
	GHashTable *handled; /* schedule id -> Handled */
	GPtrArray  *untold;  /* ids of those that the store may not have */
	Draws      *draws;
	GArray     *shown;   /* of gint64: when prompts that the daemon began were shown, the last two days, in the order they were added */
	guint       earlier; /* so many of them, the first, are of earlier lives: by their moments, whatever the clock did meanwhile */
	gboolean    paused;
	Deadline    pause;   /* when paused */
	GArray     *happened; /* what schedules follow: history_add_event() */
	gint64      newest;    /* none of it was ever later */
	guint       counts[N_EVENT_TYPES]; /* of it */
	GHashTable *anchored; /* from where intervals count: history_set_anchor() */
	Events     *events;   /* both as the clocks stood at the last history_as_of(), and what came since */
	Anchors    *anchors;
	gboolean    stale;    /* something happened that the agenda has not looked at */
	GPtrArray  *asked;   /* names of the items asked last, oldest first: whose turn it is (turns.h) */
	Taste      *taste;   /* what the choice of articles goes by */
	Ease       *ease;    /* whether fewer come */
	gboolean    hidden;  /* paused, and nothing at all is shown, not even what was asked for */
} History;

History *history_new(const char *secret);
void     history_free(History *history);
gint64   history_handled(const History *history, const Schedule *schedule); /* TIME_NEVER: never seen, or changed since */
const char *history_spec(const History *history, const Schedule *schedule); /* as it was last set; NULL: never seen */
void     history_set_handled(History *history, const Schedule *schedule, gint64 until, gboolean told);
void     history_advance(History *history, const Schedule *schedule, gint64 until); /* told of by a decision; its spec is as it was */
void     history_move_handled(History *history, const Schedule *schedule, gint64 by); /* along with a set clock, in memory only */
void     history_forget_others(History *history, const GPtrArray *schedules); /* those not among them begin anew when they come back */
void     history_add_shown(History *history, gint64 at);
void     history_drop_shown(History *history, gint64 at); /* it was not shown after all */
/* The one added last, wherever the clock stood; of earlier lives the latest before `until`: what lies beyond it was before the clock
 * was set back. G_MININT64: none. */
gint64   history_last_shown(const History *history, gint64 until);
void     history_end_life(History *history); /* all that was shown so far is of an earlier life */
int      history_shown_on(const History *history, Zone *zone, int day);
void     history_add_asked(History *history, const char *item);

/* --- elapsed time (history-elapsed.c): events and anchors are kept as moments of both clocks, so that a set clock moves them along --- */
Deadline history_moment(const Moment *now, gint64 wall); /* a wall moment, as the clocks stand now, in both */
/* Known already (type, name, wall): it stays as it is known. */
void     history_add_event(History *history, EventType type, const char *name, const Deadline *at);
void     history_take_events(History *history, const History *from, const Moment *now); /* what another program wrote meanwhile */
void     history_set_anchor(History *history, const char *schedule, int trigger, const Deadline *at);
gboolean history_is_anchored(const History *history, const char *schedule, int trigger);
void     history_drop_anchors(History *history, const char *schedule);
void     history_as_of(History *history, const Moment *now); /* sets `events` and `anchors`; lets go what is too old to follow */
void     history_init_elapsed(History *history);
void     history_clear_elapsed(History *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(History, history_free)
