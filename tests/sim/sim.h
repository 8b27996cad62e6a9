/* sim.h - the real app over simulated edges: clocks that are stepped by hand, a screen that remembers what is on it, and the real
 * store on a disk in memory that fails as it is told to, worked on in turns. One thread, no waiting: days pass in milliseconds,
 * and a kill is a function.
 *
 * What came in is handled in turns: a task is worked, a result comes back, the screen reports. sim_settle() takes turns until
 * nothing is left; with a `chance` their order is by chance, as far as the real edges leave it open. After each call that may
 * write, sim_is_cut() says whether the power went meanwhile; all that can be done then is sim_power_off(). */
#pragma once
#include "core/store.h"
#include "daemon/app.h"
#include "tests/sim/medium.h"

enum { SIM_OTHERS, SIM_DAEMON }; /* processes, as the medium knows them */

typedef struct SimBubble {
	guint32 id;
	gint64  prompt;
	gboolean alive; /* of this life: its buttons work */
	Card   *card;
} SimBubble;

/* Who looks on; every function may be NULL. */
typedef struct SimWatch {
	gpointer self;
	void (*shown)(gpointer self, gint64 prompt, const Card *card); /* given to the notifier: before anything came of it */
	void (*arrived)(gpointer self, gint64 prompt); /* it is on screen, or may be, and the daemon hears of it now */
	void (*closed)(gpointer self, gint64 prompt, Outcome outcome);
	void (*told)(gpointer self, const char *summary);
	void (*woke)(gpointer self, gint64 late); /* the timer struck; how long ago it should have */
	void (*rested)(gpointer self); /* after what came of a timer */
	void (*retried)(gpointer self, const GError *error); /* the disk will try again what failed */
	void (*failed)(gpointer self, const char *what);     /* does not return */
} SimWatch;

typedef struct Sim {
	char  *home;     /* a folder of its own, gone at the end */
	Paths *paths;
	App   *app;      /* NULL: the daemon does not run */
	GRand *chance;   /* NULL: the oldest first */
	SimWatch watch;

	Clocks clocks;
	Moment now;
	char   boot_id[16];
	int    boots;
	char  *zone;
	Zone  *read_zone; /* what the clocks gave last: the same one while it has not changed */
	gint64 armed;
	gint64 lived;    /* microseconds, whatever the clocks say, over every boot */

	Medium *medium;
	Disk    disk;
	Store  *store;   /* of the disk; NULL until its first task */
	GQueue  waiting, worked; /* of tasks */
	guint   works;   /* tasks that may have made rows */
	gboolean troubled, dead, replaced;
	guint   halt_in;  /* so many turns from now it halts: killed between two of them; 0: not */
	gboolean halted;
	gint64  retry, pause, busy_since; /* CLOCK_BOOTTIME; how long it waits then; since when another writer holds it, 0: none */

	Notifier notifier;
	gboolean server;       /* a notification server is there */
	gboolean hung;         /* ... and does not answer */
	gboolean lost;         /* ... which the daemon knows: it waits for it to answer */
	gboolean tags;         /* it replaces by tag; where it does not, a kill between showing and noting it leaves two */
	int      refusals;     /* so many it refuses */
	guint32  bubbles, owner;
	GPtrArray *screen;     /* of SimBubble */
	GQueue   reports;      /* of what the screen has to say */
	GQueue   unanswered;   /* of what was sent to a server that hangs */

	int shows, tells, opened, troubles, unknown, refused; /* counted */
	GString *log;          /* "show 3, closed 3 answered" */
} Sim;

Sim *sim_new(const char *settings, const char *now); /* steady.ini, "2026-11-23 08:00" in Berlin; the daemon does not run yet */
Sim *sim_new_from(guint32 seed, const char *settings, const char *now); /* what the disk does by chance comes from the seed */
void sim_free(Sim *sim);
void sim_write_settings(Sim *sim, const char *settings);
gint64 sim_at(const Sim *sim, const char *text);

/* --- lives of the daemon --- */
void sim_start(Sim *sim);
void sim_stop(Sim *sim); /* SIGTERM: what was handed to the disk is written */
void sim_kill(Sim *sim); /* kill -9: what was not written is lost, what is on screen stays there with dead buttons */
void sim_power_off(Sim *sim); /* the power goes, or has gone: what was not synced may be lost, the screen is empty, another boot */
gboolean sim_is_cut(const Sim *sim); /* the power is gone, or it halted: nothing more is done */

/* --- turns --- */
gboolean sim_turn(Sim *sim);                  /* FALSE: nothing to do now */
void     sim_settle(Sim *sim);
void     sim_run_to(Sim *sim, gint64 wall);   /* wakes when it is armed to, settles after each; ends when the power goes */
void     sim_run(Sim *sim, const char *until);
void     sim_pass(Sim *sim, gint64 span);     /* time passes and nobody looks: suspended, or switched off */

/* --- the world --- */
void sim_server(Sim *sim, gboolean there); /* a going server takes its bubbles along; a coming one is another */
void sim_server_hang(Sim *sim);
void sim_server_answer(Sim *sim);          /* it hung, and goes on where it was */
void sim_disk_full(Sim *sim, gboolean full);
void sim_store_remove(Sim *sim);           /* as by rm */
void sim_press(Sim *sim, gint64 prompt, const char *key); /* a button of what is on screen, alive */
void sim_wave_away(Sim *sim, gint64 prompt);
const SimBubble *sim_bubble(const Sim *sim, gint64 prompt); /* NULL: not on screen */
guint  sim_on_screen(const Sim *sim, gint64 prompt); /* how many; 0: of any prompt */
gint64 sim_count(Sim *sim, const char *sql);  /* the first number of a query, by a reader of its own */
gint64 sim_last(Sim *sim);                    /* id of the last decision */

/* What must be so; the one who watches hears what was not, or the program ends. */
void sim_fail(const Sim *sim, const char *format, ...) G_GNUC_PRINTF(2, 3) G_GNUC_NORETURN;
#define sim_demand(sim, condition, ...) ((condition) ? (void)0 : sim_fail((sim), __VA_ARGS__))
