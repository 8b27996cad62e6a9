/* The VFS: files by name, and what goes wrong with them. */
#include "tests/sim/medium.h"

#include <string.h>

#include "tests/sim/medium-state.h"

/* --- what goes wrong --- */

/* TRUE: this one fails now. */
static gboolean fails(Medium *medium, MediumFault fault)
{
	if (medium->calm || !medium->fail_in[fault] || --medium->fail_in[fault])
		return FALSE;
	medium->counts.failed[fault]++;
	return TRUE;
}

/* The power goes with this operation, which the system had taken, but not brought to the disk. */
static gboolean is_the_last(Medium *medium)
{
	if (medium->calm || !medium->cut_in || --medium->cut_in)
		return FALSE;
	medium->counts.cuts_amid++;
	medium_cut(medium);
	return TRUE;
}

/* --- files --- */

static int close_handle(sqlite3_file *file)
{
	Handle *handle = (Handle *)file;
	Medium *medium = handle->medium;

	handle_shm_unmap(file, 0);
	handle_let_go(handle);
	if (handle->passing && !handle->dead)
		medium_remove(medium, handle->blob->path);
	g_ptr_array_remove_fast(medium->handles, handle);
	blob_unref(handle->blob);
	return SQLITE_OK;
}

static int read_bytes(sqlite3_file *file, void *into, int n, sqlite3_int64 at)
{
	Handle *handle = (Handle *)file;
	Blob *blob = handle->blob;
	gsize there = (gsize)at < blob->size ? MIN((gsize)n, blob->size - at) : 0;

	if (handle->dead || fails(handle->medium, MEDIUM_FAIL_READ))
		return SQLITE_IOERR_READ;
	if (there)
		memcpy(into, blob->now + at, there);
	memset((char *)into + there, 0, n - there);
	return there == (gsize)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

/* What fails has come some way: whole sectors of it. */
static void write_some(Handle *handle, const void *data, int n, gint64 at)
{
	int done = g_rand_int_range(handle->medium->chance, 0, n / SECTOR + 1) * SECTOR;

	if (done)
		blob_write(handle->blob, data, done, at);
	handle->medium->counts.torn += done > 0 && done < n;
}

static void count_tear(Medium *medium, guint64 lost, guint64 survived)
{
	const MediumCounts *counts = &medium->counts;

	medium->counts.torn += counts->lost > lost && counts->survived > survived;
}

static int write_bytes(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
	Handle *handle = (Handle *)file;
	Medium *medium = handle->medium;
	MediumCounts before = medium->counts;

	if (handle->dead)
		return SQLITE_IOERR_WRITE;
	medium->counts.full += medium->full && !medium->calm;
	if ((medium->full && !medium->calm) || fails(medium, MEDIUM_FAIL_ROOM))
		return SQLITE_FULL;
	if (fails(medium, MEDIUM_FAIL_WRITE)) {
		write_some(handle, data, n, at);
		return SQLITE_IOERR_WRITE;
	}
	blob_write(handle->blob, data, n, at);
	medium->counts.writes++;
	if (!is_the_last(medium))
		return SQLITE_OK;
	count_tear(medium, before.lost, before.survived);
	return SQLITE_IOERR_WRITE;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
	Handle *handle = (Handle *)file;

	if (handle->dead)
		return SQLITE_IOERR_TRUNCATE;
	blob_resize(handle->blob, size);
	return is_the_last(handle->medium) ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int sync_file(sqlite3_file *file, int flags)
{
	Handle *handle = (Handle *)file;
	Medium *medium = handle->medium;

	if (handle->dead || fails(medium, MEDIUM_FAIL_SYNC) || is_the_last(medium))
		return SQLITE_IOERR_FSYNC;
	blob_sync(handle->blob);
	medium->counts.syncs++;
	return SQLITE_OK;
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = ((Handle *)file)->blob->size;
	return ((Handle *)file)->dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int control_file(sqlite3_file *file, int what, void *argument)
{
	if (what != SQLITE_FCNTL_HAS_MOVED)
		return SQLITE_NOTFOUND;
	*(int *)argument = ((Handle *)file)->blob->removed;
	return SQLITE_OK;
}

static int sector_size(sqlite3_file *file)
{
	return SECTOR;
}

static int characteristics(sqlite3_file *file)
{
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int fetch(sqlite3_file *file, sqlite3_int64 at, int n, void **memory)
{
	*memory = NULL;
	return SQLITE_OK;
}

static int unfetch(sqlite3_file *file, sqlite3_int64 at, void *memory)
{
	return SQLITE_OK;
}

const sqlite3_io_methods medium_methods = {
	.iVersion = 3,
	.xClose = close_handle,
	.xRead = read_bytes,
	.xWrite = write_bytes,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = size_of_file,
	.xLock = handle_lock,
	.xUnlock = handle_unlock,
	.xCheckReservedLock = handle_check_reserved,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = handle_shm_map,
	.xShmLock = handle_shm_lock,
	.xShmBarrier = handle_shm_barrier,
	.xShmUnmap = handle_shm_unmap,
	.xFetch = fetch,
	.xUnfetch = unfetch,
};

/* --- names --- */

static Medium *medium_of(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static Blob *find_or_make(Medium *medium, const char *path, int flags)
{
	Blob *blob = path ? g_hash_table_lookup(medium->blobs, path) : NULL;

	if (blob)
		return blob_ref(blob);
	if (path && !(flags & SQLITE_OPEN_CREATE) && !(flags & SQLITE_OPEN_MAIN_DB))
		return NULL;
	blob = blob_new(path);
	if (path)
		g_hash_table_insert(medium->blobs, blob->path, blob_ref(blob));
	return blob;
}

/* The database itself is there for whoever opens it: it was made by others before SQLite was asked. */
static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *given)
{
	Medium *medium = medium_of(vfs);
	Handle *handle = (Handle *)file;
	Blob *blob = medium->off ? NULL : find_or_make(medium, path, flags);

	memset(handle, 0, sizeof *handle);
	if (!blob)
		return SQLITE_CANTOPEN;
	handle->base.pMethods = &medium_methods;
	handle->medium = medium;
	handle->blob = blob;
	handle->process = medium->process;
	handle->passing = (flags & SQLITE_OPEN_DELETEONCLOSE) && path;
	g_ptr_array_add(medium->handles, handle);
	if (given)
		*given = flags;
	return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync)
{
	Medium *medium = medium_of(vfs);

	if (medium->off)
		return SQLITE_IOERR_DELETE;
	if (!g_hash_table_contains(medium->blobs, path))
		return SQLITE_IOERR_DELETE_NOENT;
	medium_remove(medium, path);
	return SQLITE_OK;
}

static int access_file(sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
	Medium *medium = medium_of(vfs);
	Blob *blob = g_hash_table_lookup(medium->blobs, path);

	*result = blob && (flags != SQLITE_ACCESS_EXISTS || blob->size > 0);
	return medium->off ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int full_path(sqlite3_vfs *vfs, const char *path, int n, char *full)
{
	return g_strlcpy(full, path, n) < (gsize)n ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* --- chance and time --- */

static int random_bytes(sqlite3_vfs *vfs, int n, char *bytes)
{
	for (int i = 0; i < n; i++)
		bytes[i] = (char)g_rand_int_range(medium_of(vfs)->chance, 0, 256);
	return n;
}

static int sleep_not(sqlite3_vfs *vfs, int usec)
{
	return usec;
}

static int current_time(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds)
{
	*milliseconds = G_GINT64_CONSTANT(212000000000000);
	return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int n, char *text)
{
	return 0;
}

/* --- the whole --- */

Medium *medium_new(guint32 seed)
{
	Medium *medium = g_new0(Medium, 1);

	medium->vfs = (sqlite3_vfs){ .iVersion = 2,
		                     .szOsFile = sizeof(Handle),
		                     .mxPathname = 512,
		                     .zName = "medium",
		                     .pAppData = medium,
		                     .xOpen = open_file,
		                     .xDelete = delete_file,
		                     .xAccess = access_file,
		                     .xFullPathname = full_path,
		                     .xRandomness = random_bytes,
		                     .xSleep = sleep_not,
		                     .xGetLastError = last_error,
		                     .xCurrentTimeInt64 = current_time };
	medium->chance = g_rand_new_with_seed(seed);
	medium->blobs = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, blob_unref);
	medium->handles = g_ptr_array_new();
	sqlite3_vfs_register(&medium->vfs, TRUE);
	sqlite3_randomness(0, NULL); /* what SQLite draws begins anew, from this seed */
	return medium;
}

void medium_free(Medium *medium)
{
	if (!medium)
		return;
	g_assert(medium->handles->len == 0);
	sqlite3_vfs_unregister(&medium->vfs);
	sqlite3_randomness(0, NULL);
	g_hash_table_unref(medium->blobs);
	g_ptr_array_unref(medium->handles);
	g_rand_free(medium->chance);
	g_free(medium);
}

void medium_remove(Medium *medium, const char *path)
{
	Blob *blob = g_hash_table_lookup(medium->blobs, path);

	if (!blob)
		return;
	blob->removed = TRUE;
	g_hash_table_remove(medium->blobs, path);
}
