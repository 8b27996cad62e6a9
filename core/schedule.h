/* schedule.h - what the person scheduled: when, what and how. Typed values; config/ makes them from text. Pure. */
#pragma once
#include "core/when.h"

/* In order of precedence: when several prompts wait, the smaller kind goes first. */
typedef enum { KIND_CHECKIN, KIND_NUDGE, N_KINDS } Kind;

const char *kind_name(Kind kind);                    /* "checkin", "nudge" */
gboolean    kind_parse(const char *text, Kind *kind);

typedef struct Schedule {
	Kind       kind;
	char      *name;
	char      *id;       /* "kind/name": its identity everywhere */
	gboolean   enabled;
	GPtrArray *whens;    /* of When, at least one; a union */
	char      *protocol; /* check-ins: which questions */
	char     **topics;   /* nudges: which articles; NULL: any */
	gint64     expires;  /* how long a prompt of it may wait or stay unanswered */
	gint64     remind;   /* shown once more so long after the first time, when unanswered; 0: never */
} Schedule;

/* What holds for all schedules. */
typedef struct Policy {
	gboolean discreet; /* neutral texts */
	Hours    quiet;
	int      budget;   /* most prompts a local day that the daemon begins */
	gint64   apart;    /* least time between two of them */
} Policy;

Schedule *schedule_new(Kind kind, const char *name); /* without whens; enabled; expires 60 min, no reminder */
void      schedule_free(Schedule *schedule);
char     *schedule_spec(const Schedule *schedule); /* normal forms of its whens, one a line: equal text, equal moments; free it */
const Schedule *schedules_find(const GPtrArray *schedules, const char *id); /* NULL: none */

/* What the moments of every schedule depend on beside its own whens. Everything is borrowed. */
typedef struct Frame {
	Zone        *zone;
	const char  *secret;
	const Draws *draws;
	Hours        quiet;
} Frame;

gint64 schedule_next(const Schedule *schedule, const Frame *frame, gint64 after); /* first moment > after, or TIME_NEVER */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schedule, schedule_free)
