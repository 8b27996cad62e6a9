/* medium.h - the disk below SQLite, in memory: a VFS (iVersion 3, with shared memory, so that WAL works) that remembers what was
 * synced and what was not, and fails when it is told to. When the power goes, of what was written since the last sync each sector
 * is there or not by chance, or holds neither. Everything by chance comes from one seed. One thread, one Medium at a time. */
#pragma once
#include <glib.h>

typedef enum {
	MEDIUM_FAIL_WRITE, /* SQLITE_IOERR_WRITE, after a part of it */
	MEDIUM_FAIL_ROOM,  /* SQLITE_FULL, this once */
	MEDIUM_FAIL_SYNC,  /* SQLITE_IOERR_FSYNC: nothing is any safer */
	MEDIUM_FAIL_READ,  /* SQLITE_IOERR_READ */
	N_MEDIUM_FAULTS
} MediumFault;

/* What really happened. */
typedef struct MediumCounts {
	guint64 writes, syncs;
	guint64 failed[N_MEDIUM_FAULTS];
	guint64 torn;     /* writes that failed or were cut with only some of their sectors done */
	guint64 full;     /* writes refused while the disk was full */
	guint64 busy;     /* locks refused */
	guint64 cuts, cuts_amid;        /* the power went; in the middle of an operation */
	guint64 lossy;                  /* cuts that lost something unsynced */
	guint64 lost, survived, garbled; /* unsynced sectors */
} MediumCounts;

typedef struct Medium Medium;

Medium *medium_new(guint32 seed); /* SQLite's default VFS from now on */
void    medium_free(Medium *medium); /* NULL is fine; every database on it is closed */
void    medium_remove(Medium *medium, const char *path); /* as by rm: who has it open keeps it */

/* --- who writes: what is opened belongs to the process named last --- */
void medium_set_process(Medium *medium, int process);
/* kill -9: what it wrote stays, synced or not; its locks are gone, and its open files do nothing any more. */
void medium_kill(Medium *medium, int process);

/* --- power --- */
void     medium_cut(Medium *medium);                       /* of every process, now */
void     medium_cut_in(Medium *medium, guint operations);  /* at the nth write, sync or truncation from now; 0: not */
gboolean medium_is_cut(const Medium *medium);
void     medium_power_on(Medium *medium);

/* --- faults --- */
void medium_set_full(Medium *medium, gboolean full);       /* no write succeeds */
void medium_fail_in(Medium *medium, MediumFault fault, guint times); /* the nth one from now fails, once; 0: not */
gboolean medium_is_to_fail(const Medium *medium, MediumFault fault);
gboolean medium_set_calm(Medium *medium, gboolean calm);   /* meanwhile nothing that was ordered happens; as it was before */
const MediumCounts *medium_counts(const Medium *medium);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Medium, medium_free)
