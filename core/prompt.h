/* prompt.h - an occurrence on its way to the person and back. Pure: the moment is an argument. */
#pragma once
#include "core/deadline.h"
#include "core/schedule.h"

typedef enum {
	PROMPT_HELD,    /* waits: the person could not receive it, or the rest keeps its distance */
	PROMPT_SHOWN,
	PROMPT_SNOOZED, /* the person chose later */
	PROMPT_CLOSED,
} PromptState;

/* Why a prompt is held or was not shown. */
typedef enum {
	REASON_NONE, REASON_PAUSED, REASON_QUIET, REASON_BUDGET, REASON_APART, REASON_AWAY, REASON_NO_SERVER, REASON_NO_CONTENT,
	REASON_CHANCE, /* the draw said no */
	REASON_LOCKED, REASON_DO_NOT_DISTURB, /* as REASON_AWAY, where it is known how */
	REASON_SNOOZED, /* only in what is written down: the person chose later */
	REASON_ASLEEP, /* likewise away: the computer is about to sleep */
	REASON_SETTLING, /* just back, or it is not known yet whether they are there */
	N_REASONS
} Reason;

typedef enum {
	OUTCOME_NONE,
	OUTCOME_ANSWERED,    /* a check-in gone through to its end */
	OUTCOME_READ,        /* a nudge's article opened */
	OUTCOME_DISMISSED,
	OUTCOME_EXPIRED,     /* shown, no answer in time */
	OUTCOME_DROPPED,     /* never shown: the reason says why */
	OUTCOME_MISSED,      /* came due while nobody could notice: power off, suspended */
	OUTCOME_MERGED,      /* another one of the same schedule stands for it: a later one, or a check-in under way */
	OUTCOME_UNDELIVERED, /* the server refused it */
	N_OUTCOMES
} Outcome;

const char *reason_name(Reason reason); /* "quiet"; NULL for none */
const char *outcome_name(Outcome outcome);
Reason      reason_parse(const char *name);
gboolean    reason_is_absence(Reason reason); /* away, locked, asleep, do-not-disturb or settling: over with an event or soon */
gboolean    reason_settles(Reason reason); /* locked or asleep: who comes back from it is given a while */
Outcome     outcome_parse(const char *name);
const char *prompt_state_name(PromptState state);

typedef struct Prompt {
	gint64      id;        /* of its decision row; 0: not committed yet */
	char       *schedule;  /* "kind/name" */
	Kind        kind;
	gint64      due, first, decided, expires;
	gint64      at;        /* when it is really due: later than `due` by the jitter of its schedule */
	int         missed;    /* a catch-up: how many occurrences it stands for, from `first` to `due`; 0: an ordinary one */
	int         zone_offset;
	double      probability; /* of being shown... */
	double      draw;      /* ...and what was drawn: shown where less; negative: nothing had to be */
	gint64      lifetime;  /* from `at`, or the end of a snooze, to its expiry */
	gboolean    asked;     /* the person asked for it: bound by no budget, spacing, quiet hours or presence */
	gboolean    chosen;    /* the person chose its moment (a snooze): as free as one asked for */
	gboolean    begun;     /* a check-in under way: likewise, once it was on screen */
	PromptState state;
	Reason      reason;    /* why it is held */
	char       *content;   /* article or protocol */
	double      content_probability; /* of an article, before it was drawn; 0: none was drawn */
	int         content_among; /* how many articles it was drawn from */
	gint64      turn;      /* how often its article was chosen before: which of its texts is shown */
	gint64      shown;     /* 0: never */
	gboolean    reminded;
	gint64      remind;    /* moment of the reminder; TIME_NEVER: none to come */
	Deadline    snooze;    /* when snoozed */
	gint64      closed;    /* when closed */
	Outcome     outcome;
} Prompt;

Prompt *prompt_new(const Schedule *schedule, gint64 due, gint64 decided);
void    prompt_free(Prompt *prompt);
Prompt *prompt_copy(const Prompt *prompt);
gboolean prompt_is_free(const Prompt *prompt); /* begun or moved by the person: only a missing server holds it */
gboolean prompt_is_silent(const Prompt *prompt); /* the draw said no */
gint64  prompt_next(const Prompt *prompt, const Moment *now); /* its next own deadline: expiry, reminder, end of the snooze */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)
