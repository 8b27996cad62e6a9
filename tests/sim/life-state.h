/* life-state.h - what life*.c share. Nobody else includes it. */
#pragma once
#include <sqlite3.h>

#include "tests/sim/life.h"
#include "tests/sim/sim.h"

/* What the person was told is kept: an answer, and that it was. */
typedef struct Said {
	gint64 prompt;
	char *item, *value; /* value NULL: skipped */
} Said;

/* A prompt's first time on screen, of those that Steady began. */
typedef struct Began {
	gint64 prompt, wall, lived;
	gboolean arrived; /* what the server refused, or took along, has no place in the day */
} Began;

/* How far a schedule is decided, as far as one can tell from outside. */
typedef struct Track {
	char *spec;
	gint64 until;
	gint64 next; /* what is due then, and not before; 0: not known */
	gint64 most; /* it was never further; a clock set back leaves it */
	gboolean begun; /* in this run of the daemon, or changed in it */
} Track;

/* What ends by itself, by CLOCK_BOOTTIME; 0: is not. */
typedef enum { END_FULL, END_LOCK, END_SERVER, END_HANG, END_AWAY, END_HIDDEN, N_ENDS } Ending;

typedef struct Life {
	Sim *sim;
	GRand *chance;
	FILE *trace;
	LifeEnd end;
	guint32 seed;
	char *settings;
	int days;
	gint64 next;         /* CLOCK_BOOTTIME: the next thing to happen... */
	gint64 reacts;       /* ...and when the person looks at the screen; TIME_NEVER: not */
	gint64 ends[N_ENDS];
	const char *away;    /* why the person is not there, as long as END_AWAY is to come */
	gint64 back;         /* CLOCK_BOOTTIME: since when they are back from a locked screen, or sleep; 0: not in this life of the daemon */
	sqlite3 *other;      /* another program that holds the store */
	Store *beside;       /* another one that writes now and then: opened by its first, until the daemon ends */
	gboolean refused[2]; /* this time the disk being full, or locked, has really refused something */
	MediumCounts seen;   /* of what the disk did, so much is noted; likewise of the server */
	int unknown, refusals;

	gboolean began;      /* the agenda of this run of the daemon was seen */
	gint64 settled;      /* CLOCK_BOOTTIME: by then the clock has been set */
	GHashTable *rows;    /* schedule -> what was found of it in the store */
	guint looked_works;  /* so much work of the disk was done then */
	gint64 found;        /* so many rows were looked at, and... */
	gint64 newest;       /* the id of the newest... */
	gint64 asked_newest;    /* and when what counts elapsed time was last asked of */
	guint asked_events;     /* so many things had happened then */
	gint64 era, era_elapsed; /* ...and of the newest when the clock was last set far back, or back at all; G_MAXINT64: not all
	                                                * from before is written yet */
	gboolean new_settings;
	GHashTable *tracks;  /* schedule -> Track */
	GHashTable *kept;    /* what the store said of it when the daemon ended */
	gboolean paused, hidden;
	Deadline pause;
	GHashTable *free;    /* prompts begun or moved by the person */
	GHashTable *shown;   /* prompts that were on screen */
	GHashTable *pressed; /* prompt -> Said: not acknowledged yet */
	GPtrArray *said;     /* of Said: acknowledged */
	guint looked;        /* so many of them were looked for in the store */
	GArray *recent;      /* of gint64: prompts on screen, not looked for yet */
	GArray *shows;       /* of Began, the latest days */
} Life;

/* --- life.c --- */
void life_note(Life *life, TallyKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
int  life_roll(Life *life, int n);
gint64 life_span(Life *life, gint64 most);
void life_start(Life *life);
void life_ended(Life *life, gint64 off); /* after a stop, a kill or a cut: looks at what is left, and starts anew so much later */

/* --- life-share.c, life-settings.c --- */
void life_make_share(Sim *sim);
const char *life_zone(Life *life); /* one of those that lives are lived in */
char *life_settings(Life *life); /* of at least five schedules; free it */

/* --- life-person.c, life-faults.c: something happens --- */
void life_person_acts(Life *life);
void life_person_reacts(Life *life);
void life_person_resumes(Life *life);
void life_fault(Life *life);
void life_end(Life *life, Ending ending);
void life_part(Life *life); /* the program beside the daemon ends */
void life_note_faults(Life *life); /* what the disk did since */

/* --- life-screen.c: what must hold on the screen --- */
void life_watch(Life *life);           /* from now on */
void life_look_at_screen(Life *life);
const char *life_answer_of(const char *key); /* what a button with that key answers; NULL: it is another one */
void life_pressed(Life *life, gint64 prompt, const char *key);
void life_acknowledge(Life *life, gint64 prompt, const char *item, const char *value);
void life_set_free(Life *life, gint64 prompt);

/* --- life-moments.c: what must hold of moments --- */
void life_look(Life *life);            /* at rest after an event: at all that can be looked at while the daemon runs */
void life_look_at_once(Life *life);    /* after what is told by the clock of that moment: another clock, other settings */
void life_stepped(Life *life, gint64 by);
void life_moved(Life *life);           /* to another zone */

/* --- life-rows.c: what must hold of rows while the daemon runs --- */
GHashTable *life_rows_new(void);
gboolean life_is_idle(const Life *life); /* all that was handed to the disk is there, and known to be */
gint64 life_number(Life *life, const char *sql, gint64 argument); /* of the daemon's own store, one "?" in it */
gint64 life_newest(Life *life, const char *schedule); /* the latest moment that is decided; G_MININT64: none */
gboolean life_is_covered(Life *life, const char *schedule, gint64 at);
void life_look_at_rows(Life *life);    /* those that are new */
void life_new_era(Life *life, gboolean far); /* the clock was set back: an order of its own begins */

/* --- life-store.c: what must hold in the store --- */
void life_look_at_store(Life *life);   /* when the daemon does not run */
void life_sum_up(Life *life);
