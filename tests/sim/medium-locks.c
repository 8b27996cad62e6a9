/* Locks of files and of shared memory, as POSIX gives them to several processes. */
#include "tests/sim/medium-state.h"

static int busy(Handle *handle)
{
	handle->medium->counts.busy++;
	return SQLITE_BUSY;
}

/* --- of the file --- */

static int lock_shared(Handle *handle)
{
	Blob *blob = handle->blob;

	if (blob->writer && blob->writer->lock >= SQLITE_LOCK_PENDING)
		return busy(handle);
	blob->shared++;
	handle->lock = SQLITE_LOCK_SHARED;
	return SQLITE_OK;
}

int handle_lock(sqlite3_file *file, int level)
{
	Handle *handle = (Handle *)file;
	Blob *blob = handle->blob;

	if (handle->dead)
		return SQLITE_IOERR_LOCK;
	if (handle->lock >= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED)
		return lock_shared(handle);
	if (blob->writer && blob->writer != handle)
		return busy(handle);
	blob->writer = handle;
	handle->lock = MAX(handle->lock, level == SQLITE_LOCK_EXCLUSIVE ? SQLITE_LOCK_PENDING : level);
	if (level == SQLITE_LOCK_EXCLUSIVE && blob->shared > 1)
		return busy(handle);
	handle->lock = level;
	return SQLITE_OK;
}

int handle_unlock(sqlite3_file *file, int level)
{
	Handle *handle = (Handle *)file;
	Blob *blob = handle->blob;

	if (handle->lock <= level)
		return SQLITE_OK;
	if (blob->writer == handle)
		blob->writer = NULL;
	if (level == SQLITE_LOCK_NONE)
		blob->shared--;
	handle->lock = level;
	return SQLITE_OK;
}

int handle_check_reserved(sqlite3_file *file, int *reserved)
{
	Handle *handle = (Handle *)file;

	*reserved = handle->blob->writer != NULL;
	return SQLITE_OK;
}

/* --- of the shared memory --- */

int handle_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
	Handle *handle = (Handle *)file;
	Blob *blob = handle->blob;

	*memory = NULL;
	if (handle->dead)
		return SQLITE_IOERR_SHMMAP;
	if (!handle->maps)
		blob->mapped++;
	handle->maps = TRUE;
	while (extend && (int)blob->regions->len <= region)
		g_ptr_array_add(blob->regions, g_malloc0(size));
	if (region < (int)blob->regions->len)
		*memory = blob->regions->pdata[region];
	return SQLITE_OK;
}

static void shm_unlock(Handle *handle, int offset, int n)
{
	for (int i = offset; i < offset + n; i++) {
		if (handle->reads & (1u << i))
			handle->blob->readers[i]--;
		if (handle->owns & (1u << i))
			handle->blob->owners[i] = NULL;
		handle->reads &= ~(1u << i);
		handle->owns &= ~(1u << i);
	}
}

static gboolean is_free_for(const Handle *handle, int i, gboolean shared)
{
	const Blob *blob = handle->blob;
	int others = blob->readers[i] - ((handle->reads >> i) & 1);

	return (!blob->owners[i] || blob->owners[i] == handle) && (shared || others == 0);
}

static void shm_take(Handle *handle, int i, gboolean shared)
{
	guint bit = 1u << i;

	if (shared && !(handle->reads & bit)) {
		handle->reads |= bit;
		handle->blob->readers[i]++;
	} else if (!shared) {
		handle->owns |= bit;
		handle->blob->owners[i] = handle;
	}
}

int handle_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	Handle *handle = (Handle *)file;
	gboolean shared = (flags & SQLITE_SHM_SHARED) != 0;

	if (flags & SQLITE_SHM_UNLOCK) {
		shm_unlock(handle, offset, n);
		return SQLITE_OK;
	}
	if (handle->dead)
		return SQLITE_IOERR_SHMLOCK;
	for (int i = offset; i < offset + n; i++)
		if (!is_free_for(handle, i, shared))
			return busy(handle);
	for (int i = offset; i < offset + n; i++)
		shm_take(handle, i, shared);
	return SQLITE_OK;
}

void handle_shm_barrier(sqlite3_file *file)
{
}

/* Whoever is the first to come finds it empty, and reads the log anew. */
int handle_shm_unmap(sqlite3_file *file, int remove)
{
	Handle *handle = (Handle *)file;

	if (!handle->maps)
		return SQLITE_OK;
	shm_unlock(handle, 0, SQLITE_SHM_NLOCK);
	handle->maps = FALSE;
	if (--handle->blob->mapped == 0 && !handle->dead)
		g_ptr_array_set_size(handle->blob->regions, 0);
	return SQLITE_OK;
}

/* Its memory stays where it is until it is closed: SQLite still looks at it. */
void handle_let_go(Handle *handle)
{
	handle_unlock(&handle->base, SQLITE_LOCK_NONE);
	shm_unlock(handle, 0, SQLITE_SHM_NLOCK);
}
