/* tally.h - what a simulated life is made of, each thing with a name, how often it must have been there in a hundred years, and
 * whether it is a fault. A run in which one of them hardly happened has shown nothing of it, and fails. */
#pragma once
#include <glib.h>

/* name, words, least in 100 years (0: only counted), a fault */
#define TALLY_KINDS(X)                                                    \
	X(WAKE,        "timer struck",                          500000, 0) \
	X(SHOWN,       "prompt shown",                          200000, 0) \
	X(AGAIN,       "prompt shown again",                     20000, 0) \
	X(BUTTON,      "answered by a button",                   20000, 0) \
	X(COMMAND,     "answered by a command",                   2000, 0) \
	X(ACKNOWLEDGED, "answer acknowledged",                   20000, 0) \
	X(TOO_LATE,    "pressed when it was over",                 300, 0) \
	X(LATE_ANSWER, "answered late, into the store",            300, 0) \
	X(READ,        "article opened",                          5000, 0) \
	X(SNOOZED,     "put off",                                 5000, 0) \
	X(DISMISSED,   "dismissed",                               2000, 0) \
	X(WAVED,       "waved away",                              2000, 0) \
	X(ASKED_FOR,   "asked for by the person",                 1000, 0) \
	X(URGE,        "an urge begun, and its delay",            2000, 0) \
	X(URGE_ASKED,  "an urge asked about when its delay was over", 1000, 0) \
	X(PAUSED,      "paused",                                  1000, 0) \
	X(RESUMED,     "resumed",                                  500, 0) \
	X(HIDDEN,      "everything hidden",                        500, 0) \
	X(RELOADED,    "settings edited",                         1000, 0) \
	X(RELOAD_BAD,  "settings edited badly",                    200, 0) \
	X(LOCKED,      "screen locked",                           2000, 0) \
	X(SUSPENDED,   "suspended",                               2000, 1) \
	X(STEP_AHEAD,  "clock set forward, up to 3 h",             500, 1) \
	X(STEP_BACK,   "clock set back, up to 3 h",                500, 1) \
	X(LEAP_AHEAD,  "clock set forward by more",                100, 1) \
	X(LEAP_BACK,   "clock set back by more",                   100, 1) \
	X(JOURNEY,     "another time zone",                        300, 1) \
	X(CLOCK_CHANGE, "a night when the clock changes",           50, 0) \
	X(STOPPED,     "ended and begun again",                    500, 1) \
	X(KILLED,      "killed",                                   500, 1) \
	X(KILLED_AMID, "killed between two turns of work",         500, 1) \
	X(POWER_CUT,   "power cut",                                300, 1) \
	X(POWER_CUT_AMID, "power cut within an operation of the disk", 500, 1) \
	X(LOSSY,       "a cut that lost something unsynced",       300, 0) \
	X(TORN,        "a write torn",                             100, 0) \
	X(OFF,         "switched off for hours",                   300, 0) \
	X(NEW_SETTINGS_OFF, "settings edited while it was off",    100, 0) \
	X(DISK_FULL,   "disk full, a write refused",               100, 1) \
	X(WRITE_FAILED, "a write failed",                          500, 1) \
	X(ROOM_FAILED, "a write found no room, once",              500, 1) \
	X(SYNC_FAILED, "a sync failed",                            500, 1) \
	X(READ_FAILED, "a read failed",                             50, 1) \
	X(BUSY,        "locked by another program, a try refused", 150, 1) \
	X(RETRIED,     "work tried again",                        1000, 0) \
	X(SERVER_GONE, "server gone",                              500, 1) \
	X(SERVER_NEW,  "server replaced by another",               300, 1) \
	X(SERVER_HUNG, "server hung",                              500, 1) \
	X(UNKNOWN,     "answered not in time: unknown",             50, 1) \
	X(REFUSED,     "notification refused",                     200, 1) \
	X(TOLD,        "told of a problem",                        200, 0) \
	X(CHECKED,     "store checked after its end",             1000, 0) \
	X(COVERED,     "occurrence found to have its row",      200000, 0)

typedef enum {
#define X(name, words, least, fault) TALLY_##name,
	TALLY_KINDS(X)
#undef X
	N_TALLY
} TallyKind;

/* Of the store's rows at the end: outcomes and reasons, by their names there. */
#define TALLY_ROWS 20

typedef struct Tally {
	guint64 kinds[N_TALLY];
	guint64 rows[TALLY_ROWS];
	guint64 decisions, schedules; /* rows; schedules in force, summed over days */
	guint64 lives, days;
	double  least_schedules;      /* at any moment */
} Tally;

const char *tally_words(TallyKind kind);
gboolean tally_is_fault(TallyKind kind);
guint64 tally_faults(const Tally *tally);
char *tally_rows_sql(void);           /* counts them: one row, a column each; free it */
void tally_add(Tally *sum, const Tally *one);
void tally_print(const Tally *tally);
/* How many of its expectations hold; those that do not are printed. */
void tally_judge(const Tally *tally, int *passed, int *failed);
