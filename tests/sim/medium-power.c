/* The medium's ends: a process killed, the power cut; and the faults that are ordered. */
#include "tests/sim/medium-state.h"

void medium_set_process(Medium *medium, int process)
{
	medium->process = process;
}

static gboolean is_in_use(const Medium *medium, const Blob *blob)
{
	for (guint i = 0; i < medium->handles->len; i++) {
		const Handle *handle = medium->handles->pdata[i];

		if (handle->blob == blob && !handle->dead)
			return TRUE;
	}
	return FALSE;
}

static void replace(Medium *medium, Blob *blob)
{
	Blob *fresh = blob_move(blob);

	g_hash_table_replace(medium->blobs, fresh->path, fresh);
}

static GPtrArray *blobs_of(const Medium *medium)
{
	GPtrArray *blobs = g_ptr_array_new();
	GHashTableIter iter;
	gpointer blob;

	g_hash_table_iter_init(&iter, medium->blobs);
	while (g_hash_table_iter_next(&iter, NULL, &blob))
		g_ptr_array_add(blobs, blob);
	return blobs;
}

/* By name: what is drawn for each must not hang on where memory lies. */
static int by_path(gconstpointer a, gconstpointer b)
{
	return g_strcmp0((*(Blob *const *)a)->path, (*(Blob *const *)b)->path);
}

/* Nobody uses them any more: who comes next begins with files of his own. */
static void part_with_the_dead(Medium *medium)
{
	g_autoptr(GPtrArray) blobs = blobs_of(medium);

	g_ptr_array_sort(blobs, by_path);
	for (guint i = 0; i < blobs->len; i++)
		if (!is_in_use(medium, blobs->pdata[i]))
			replace(medium, blobs->pdata[i]);
}

static void kill_handle(Handle *handle)
{
	handle_let_go(handle);
	handle->dead = TRUE;
}

void medium_kill(Medium *medium, int process)
{
	for (guint i = 0; i < medium->handles->len; i++) {
		Handle *handle = medium->handles->pdata[i];

		if (handle->process == process && !handle->dead)
			kill_handle(handle);
	}
	part_with_the_dead(medium);
}

static void cut_blob(Medium *medium, Blob *blob)
{
	gboolean vanishes = !blob->named && g_rand_boolean(medium->chance);

	blob_cut(blob, medium);
	if (vanishes)
		medium_remove(medium, blob->path);
}

void medium_cut(Medium *medium)
{
	g_autoptr(GPtrArray) blobs = NULL;
	guint64 lost = medium->counts.lost + medium->counts.garbled;

	for (guint i = 0; i < medium->handles->len; i++)
		if (!((Handle *)medium->handles->pdata[i])->dead)
			kill_handle(medium->handles->pdata[i]);
	part_with_the_dead(medium);
	blobs = blobs_of(medium);
	g_ptr_array_sort(blobs, by_path);
	for (guint i = 0; i < blobs->len; i++)
		cut_blob(medium, blobs->pdata[i]);
	medium->counts.cuts++;
	medium->counts.lossy += medium->counts.lost + medium->counts.garbled > lost;
	medium->cut_in = 0;
	medium->off = TRUE;
}

void medium_cut_in(Medium *medium, guint operations)
{
	medium->cut_in = operations;
}

gboolean medium_is_cut(const Medium *medium)
{
	return medium->off;
}

void medium_power_on(Medium *medium)
{
	medium->off = FALSE;
}

void medium_set_full(Medium *medium, gboolean full)
{
	medium->full = full;
}

void medium_fail_in(Medium *medium, MediumFault fault, guint times)
{
	medium->fail_in[fault] = times;
}

gboolean medium_is_to_fail(const Medium *medium, MediumFault fault)
{
	return medium->fail_in[fault] > 0;
}

gboolean medium_set_calm(Medium *medium, gboolean calm)
{
	gboolean before = medium->calm;

	medium->calm = calm;
	return before;
}

const MediumCounts *medium_counts(const Medium *medium)
{
	return &medium->counts;
}
