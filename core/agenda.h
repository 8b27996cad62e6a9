/* agenda.h - what is due, what becomes of it, and when to look again. Pure: state, settings and `now` in; acts out.
 * The daemon carries the acts out; `steady agenda` runs the very same code over days to come. */
#pragma once
#include "core/history.h"
#include "core/prompt.h"

#define AGENDA_ORDINARY SECONDS(60) /* later than this, an occurrence counts as missed */
#define AGENDA_CORRECTION HOURS(3)  /* a step of the clock beyond this is a correction, not lived time... */
#define AGENDA_SETTLING MINUTES(2)  /* ...but for so long after the start: the clock had not been set yet */

/* Whether anything can be shown at all; the agenda knows pause, quiet hours, budget and spacing itself. */
typedef struct Reach {
	gboolean server;   /* something that shows notifications is there */
	gboolean present;  /* not locked, not in do-not-disturb */
	Reason   absence;  /* where they are not: which of the reasons for that; REASON_NONE: REASON_AWAY */
	gint64   back;     /* CLOCK_BOOTTIME: since when they are back from one that reason_settles(); 0: never away in this life */
} Reach;

typedef enum {
	ACT_DECIDE, /* a new decision: write its row; when prompt->state is PROMPT_CLOSED it ends there */
	ACT_SHOW,   /* put it on screen (its row is written first) */
	ACT_REMIND, /* once more */
	ACT_CLOSE,  /* take it off the screen, write its outcome */
	ACT_HELD,   /* it is held for another reason by now: note it */
	ACT_ANCHOR, /* from where an interval counts: note it */
	ACT_HANDLED, /* without a prompt: write down up to where a schedule is decided */
} ActKind;

typedef struct Act {
	ActKind kind;
	Prompt *prompt; /* borrowed from the agenda; a closed one lives until the next evaluation; NULL: ACT_HANDLED, ACT_ANCHOR */
	const char *schedule, *spec; /* ACT_HANDLED: its id, its schedule_spec() ("": it is gone); borrowed from the history */
	gint64 handled;
	int trigger;      /* ACT_ANCHOR: which `when` of that schedule (its id borrowed until it is gone from the settings)... */
	Deadline anchor;  /* ...and its latest occurrence, or when it became known */
} Act;

typedef struct Agenda Agenda;

/* Borrows zone and history; `policy` and `schedules` are borrowed until the next agenda_configure(). */
Agenda *agenda_new(History *history, Zone *zone);
void    agenda_free(Agenda *agenda); /* NULL is fine */
/* New settings. What a schedule missed before it was known does not count: it begins at `now`; so does one that changed, or was
 * gone for a while. Open prompts of schedules that are gone stay until they expire. */
void    agenda_configure(Agenda *agenda, const Policy *policy, const GPtrArray *schedules, gint64 now);
void    agenda_set_zone(Agenda *agenda, Zone *zone); /* what was decided in the one before stays decided */
/* An open prompt of an earlier life; takes it. One that was on screen then is held until it is shown again. */
void    agenda_adopt(Agenda *agenda, Prompt *prompt);

/* Handles all occurrences up to now and every deadline. Returns the acts in order, of Act, those that lead to the screen first; free
 * with g_array_unref. */
GArray *agenda_evaluate(Agenda *agenda, const Moment *now, Reach reach);
/* The next moment at which evaluate() would do something; TIME_NEVER: nothing to come. */
gint64  agenda_next(Agenda *agenda, const Moment *now, Reach reach);
/* The next occurrence of any schedule after a moment, and whose it is (NULL is fine). */
gint64  agenda_next_due(Agenda *agenda, gint64 after, const Schedule **schedule);

/* What the person does. FALSE: no open prompt of that id. */
Prompt  *agenda_find(Agenda *agenda, gint64 id);
const GPtrArray *agenda_open(const Agenda *agenda); /* of Prompt: held, shown, snoozed */
void     agenda_close(Agenda *agenda, Prompt *prompt, gint64 now, Outcome outcome);
/* It has nothing to show: it never took a place in the budget or in the spacing. */
void     agenda_withdraw(Agenda *agenda, Prompt *prompt, gint64 now);
/* It was to be shown, and never came to the screen: whether it may come is asked anew, and its place is free again. */
void     agenda_put_off(Agenda *agenda, Prompt *prompt);
void     agenda_begun(Agenda *agenda, Prompt *prompt, gint64 at); /* an answer came at that moment: it lives on from there */
void     agenda_screen_lost(Agenda *agenda); /* what was on screen is gone: it is shown again as soon as it can be... */
void     agenda_on_screen(Agenda *agenda, Prompt *prompt); /* ...but this one came through, or may have */
void     agenda_snooze(Agenda *agenda, Prompt *prompt, const Moment *now, gint64 span);
Prompt  *agenda_ask(Agenda *agenda, const Schedule *schedule, const Moment *now); /* the person asked for it now; shown at once */
/* Why a prompt could not be shown now; REASON_NONE: it could. `until`: when that ends by itself, or TIME_NEVER. */
Reason   agenda_unavailable(Agenda *agenda, const Moment *now, Reach reach, gint64 *until);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Agenda, agenda_free)
