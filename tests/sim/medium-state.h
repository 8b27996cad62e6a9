/* medium-state.h - what medium*.c share. Nobody else includes it. */
#pragma once
#include <sqlite3.h>

#include "tests/sim/medium.h"

#define SECTOR 512

typedef struct Handle Handle;

/* A file: as its readers see it, and as it would be found after a power cut with nothing more. */
typedef struct Blob {
	int refs;
	char *path;
	guint8 *now, *kept; /* both have `room` bytes; what is beyond their size means nothing */
	gsize size, kept_size, room;
	guint8 *dirty;      /* by sector: written since the last sync */
	GArray *touched;    /* of guint: those sectors */
	gboolean named;     /* it has been synced since it was made, and its name with it */
	gboolean removed;

	int shared;         /* handles that hold SHARED or more */
	Handle *writer;     /* the one that holds RESERVED or more */
	GPtrArray *regions; /* the shared memory */
	int mapped;         /* handles that use it */
	int readers[SQLITE_SHM_NLOCK];
	Handle *owners[SQLITE_SHM_NLOCK];
} Blob;

struct Handle {
	sqlite3_file base;
	Medium *medium;
	Blob *blob;
	int process, lock;
	guint reads, owns; /* of the shared memory's locks, as bits */
	gboolean dead, maps, passing; /* passing: removed when closed */
};

struct Medium {
	sqlite3_vfs vfs;
	GRand *chance;
	GHashTable *blobs;  /* path -> Blob */
	GPtrArray *handles; /* every open one */
	int process;
	gboolean off, full, calm;
	guint cut_in, fail_in[N_MEDIUM_FAULTS];
	MediumCounts counts;
};

extern const sqlite3_io_methods medium_methods;

/* --- medium-blob.c --- */
Blob *blob_new(const char *path); /* NULL: of no name */
Blob *blob_ref(Blob *blob);
void  blob_unref(gpointer blob);
void  blob_write(Blob *blob, const void *data, gsize n, gsize at);
void  blob_resize(Blob *blob, gsize size);
void  blob_sync(Blob *blob);
gboolean blob_is_safe(const Blob *blob);         /* a power cut would change nothing */
Blob *blob_move(Blob *before);                   /* to another one, for those who come later */
void  blob_cut(Blob *blob, Medium *medium);      /* what is found afterwards */

/* --- medium-locks.c --- */
int  handle_lock(sqlite3_file *file, int level);
int  handle_unlock(sqlite3_file *file, int level);
int  handle_check_reserved(sqlite3_file *file, int *reserved);
int  handle_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory);
int  handle_shm_lock(sqlite3_file *file, int offset, int n, int flags);
void handle_shm_barrier(sqlite3_file *file);
int  handle_shm_unmap(sqlite3_file *file, int remove);
void handle_let_go(Handle *handle); /* of everything it holds */
