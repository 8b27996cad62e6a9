/* schedule.h - what the person scheduled: when, what and how. Typed values; config/ makes them from text. Pure. */
#pragma once
#include "core/care.h"
#include "core/when.h"

/* In order of precedence: when several prompts wait, the smaller kind goes first. */
typedef enum { KIND_CHECKIN, KIND_SLOT, KIND_NUDGE, N_KINDS } Kind;

const char *kind_name(Kind kind);                    /* "checkin", "slot", "nudge" */
gboolean    kind_parse(const char *text, Kind *kind);

/* What becomes of occurrences that were missed (suspend, power-off, a step of the clock forward). */
typedef enum {
	MISSED_AUTO,   /* by form: skip where all whens are random or intervals, else once */
	MISSED_ONCE,   /* one prompt for all, with their count */
	MISSED_LATEST, /* the latest one, as if it were alone */
	MISSED_ALL,
	MISSED_SKIP,   /* recorded only */
} Missed;

/* What stands in the place of a routine that is gone. */
typedef enum { FILLED_EMPTY, FILLED_ROUTINE, FILLED_PERSON, FILLED_INTEREST, N_FILLED } Filled;

typedef struct Schedule {
	Kind       kind;
	char      *name;
	char      *id;       /* "kind/name": its identity everywhere */
	gboolean   enabled;
	GPtrArray *whens;    /* of When, at least one; a union */
	char      *protocol; /* check-ins: which questions */
	char     **topics;   /* nudges: which articles; NULL: any */
	gboolean   plans;    /* nudges: go over one of the plans, as long as there is one */
	char      *was, *now; /* slots: the routine that is gone, and what stands there now; either may be NULL */
	Filled     filled;   /* slots: with what */
	gint64     expires;  /* how long a prompt of it may wait or stay unanswered */
	gint64     remind;   /* shown once more so long after the first time, when unanswered; 0: never */
	Zone      *zone;     /* what its whens and days are lived in; NULL: the person's */
	Except    *except;   /* what is left out; NULL: nothing */
	int        from, until; /* local dates as days since 1970, both included; 0: no limit */
	gint64     jitter;   /* each occurrence is due up to so much later; see schedule_jittered() */
	Missed     missed;   /* see schedule_missed() */
	gint64     grace;    /* how late a missed one is still shown; 0: see schedule_grace() */
	DstRules   dst;
	double     chance;   /* 0..1: how likely an occurrence is shown; see schedule_draw() */
} Schedule;

/* What holds for all schedules. */
typedef struct Policy {
	gboolean discreet; /* neutral texts */
	Hours    quiet;
	int      budget;   /* most prompts a local day that the daemon begins */
	gint64   apart;    /* least time between two of them */
	gint64   settle;   /* nothing of it for so long after the screen was unlocked, or the computer woke */
	gboolean ease;     /* fewer come while days go unanswered: ease.h */
	Care     care;
} Policy;

Schedule *schedule_new(Kind kind, const char *name); /* without whens; enabled; expires 60 min, no reminder, chance 1 */
void      schedule_free(Schedule *schedule);
char     *schedule_spec(const Schedule *schedule); /* normal forms of its whens, one a line: equal text, equal moments; free it */
const Schedule *schedules_find(const GPtrArray *schedules, const char *id); /* NULL: none */

/* What the moments of every schedule depend on beside its own whens. Everything is borrowed. */
typedef struct Frame {
	Zone        *zone;
	const char  *secret;
	const Draws *draws;
	Hours        quiet;
	const Events  *events;  /* may be NULL: nothing has happened */
	const Anchors *anchors; /* may be NULL */
} Frame;

/* Nominal moments: of any when, within from and until, not in what is excepted, each instant once. They are the identity of an
 * occurrence. A disabled schedule has none. */
gint64 schedule_next(const Schedule *schedule, const Frame *frame, gint64 after);  /* first moment > after, or TIME_NEVER */
gint64 schedule_prev(const Schedule *schedule, const Frame *frame, gint64 before); /* last moment < before, or TIME_NEVER */
/* The first moment > after that `except` takes out, or TIME_NEVER. Random windows are cut before the draw: they lose none. */
gint64 schedule_next_excepted(const Schedule *schedule, const Frame *frame, gint64 after);
/* What one of its whens is asked with: for when_next(), when_draw(). Borrows from both. */
WhenContext schedule_context(const Schedule *schedule, const Frame *frame, int trigger);
gboolean schedule_names(const Schedule *schedule, const Frame *frame, int trigger, gint64 at); /* whether that when is due then */

/* When a nominal moment is really due: later by a draw from [0, jitter], keyed like random moments, but before the next nominal
 * one, before what is excepted, `until` and the quiet hours. Without jitter: `nominal`. */
gint64 schedule_jittered(const Schedule *schedule, const Frame *frame, gint64 nominal);
double schedule_draw(const Schedule *schedule, const Frame *frame, gint64 nominal); /* in [0, 1), keyed likewise: shown if < chance */
Missed schedule_missed(const Schedule *schedule); /* never MISSED_AUTO */
gint64 schedule_grace(const Schedule *schedule);  /* `expires` where none is set */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schedule, schedule_free)
