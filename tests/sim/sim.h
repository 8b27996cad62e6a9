/* sim.h - the real app over simulated edges: clocks that are stepped by hand, a screen that remembers what is on it, and a
 * disk that works on a real store, in turns. One thread, no waiting: days pass in milliseconds, and a kill is a function.
 *
 * What came in is handled in turns: a task is worked, a result comes back, the screen reports. sim_settle() takes turns until
 * nothing is left; with a `chance` their order is by chance, as far as the real edges leave it open. */
#pragma once
#include "core/store.h"
#include "daemon/app.h"

typedef struct SimBubble {
	guint32 id;
	gint64  prompt;
	gboolean alive; /* of this life: its buttons work */
	Card   *card;
} SimBubble;

typedef struct Sim {
	char  *home;     /* a folder of its own, gone at the end */
	Paths *paths;
	App   *app;      /* NULL: the daemon does not run */
	GRand *chance;   /* NULL: the oldest first */

	Clocks clocks;
	Moment now;
	char  *zone;
	Zone  *read_zone; /* what the clocks gave last: the same one while it has not changed */
	gint64 armed;

	Disk    disk;
	Store  *store;   /* of the disk; NULL until its first task */
	GQueue  waiting, worked; /* of tasks */
	gboolean full;   /* the disk takes nothing */
	gboolean troubled, dead;

	Notifier notifier;
	gboolean server;       /* a notification server is there */
	gboolean tags;         /* it replaces by tag; where it does not, a kill between showing and noting it leaves two */
	guint32  bubbles, owner;
	GPtrArray *screen;     /* of SimBubble */
	GQueue   reports;      /* of what the screen has to say */

	int shows, tells, opened, troubles; /* counted */
	GString *log;          /* "show 3, closed 3 answered" */
} Sim;

Sim *sim_new(const char *settings, const char *now); /* steady.ini, "2026-11-23 08:00" in Berlin; the daemon does not run yet */
void sim_free(Sim *sim);
void sim_write_settings(Sim *sim, const char *settings);
gint64 sim_at(const Sim *sim, const char *text);

/* --- lives of the daemon --- */
void sim_start(Sim *sim);
void sim_stop(Sim *sim); /* SIGTERM: what was handed to the disk is written */
void sim_kill(Sim *sim); /* kill -9: what was not written is lost, what is on screen stays there with dead buttons */

/* --- turns --- */
gboolean sim_turn(Sim *sim);                  /* FALSE: nothing to do */
void     sim_settle(Sim *sim);
void     sim_run_to(Sim *sim, gint64 wall);   /* wakes when it is armed to, settles after each */
void     sim_run(Sim *sim, const char *until);
void     sim_pass(Sim *sim, gint64 span);     /* time passes and nobody looks: suspended, or switched off */

/* --- the world --- */
void sim_server(Sim *sim, gboolean there); /* a going server takes its bubbles along; a coming one is another */
void sim_disk_full(Sim *sim, gboolean full);
void sim_press(Sim *sim, gint64 prompt, const char *key); /* a button of what is on screen, alive */
void sim_wave_away(Sim *sim, gint64 prompt);
const SimBubble *sim_bubble(const Sim *sim, gint64 prompt); /* NULL: not on screen */
guint  sim_on_screen(const Sim *sim, gint64 prompt); /* how many; 0: of any prompt */
gint64 sim_count(Sim *sim, const char *sql);  /* the first number of a query, by a reader of its own */
gint64 sim_last(Sim *sim);                    /* id of the last decision */
