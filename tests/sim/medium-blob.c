/* One file of the medium: what is written, what is safe, and what a power cut leaves of the difference. */
#include <string.h>

#include "tests/sim/medium-state.h"

Blob *blob_new(const char *path)
{
	Blob *blob = g_new0(Blob, 1);

	blob->refs = 1;
	blob->path = g_strdup(path);
	blob->touched = g_array_new(FALSE, FALSE, sizeof(guint));
	blob->regions = g_ptr_array_new_with_free_func(g_free);
	return blob;
}

Blob *blob_ref(Blob *blob)
{
	blob->refs++;
	return blob;
}

void blob_unref(gpointer data)
{
	Blob *blob = data;

	if (--blob->refs)
		return;
	g_free(blob->path);
	g_free(blob->now);
	g_free(blob->kept);
	g_free(blob->dirty);
	g_array_unref(blob->touched);
	g_ptr_array_unref(blob->regions);
	g_free(blob);
}

#define LEAST_ROOM (512 * SECTOR)

static void make_room(Blob *blob, gsize size)
{
	gsize room = MAX(blob->room, LEAST_ROOM);

	while (room < size)
		room *= 2;
	if (room == blob->room)
		return;
	blob->now = g_realloc(blob->now, room);
	blob->kept = g_realloc(blob->kept, room);
	blob->dirty = g_realloc(blob->dirty, room / SECTOR);
	memset(blob->dirty + blob->room / SECTOR, 0, (room - blob->room) / SECTOR);
	blob->room = room;
}

/* What lies between its end and the new one is zero. */
static void reach(Blob *blob, gsize size)
{
	make_room(blob, size);
	if (size > blob->size)
		memset(blob->now + blob->size, 0, size - blob->size);
}

static void touch(Blob *blob, gsize from, gsize until)
{
	for (guint sector = from / SECTOR; sector * (gsize)SECTOR < until; sector++)
		if (!blob->dirty[sector]) {
			blob->dirty[sector] = TRUE;
			g_array_append_val(blob->touched, sector);
		}
}

void blob_write(Blob *blob, const void *data, gsize n, gsize at)
{
	make_room(blob, at + n);
	if (at > blob->size)
		reach(blob, at);
	memcpy(blob->now + at, data, n);
	touch(blob, at, at + n);
	blob->size = MAX(blob->size, at + n);
}

void blob_resize(Blob *blob, gsize size)
{
	reach(blob, size);
	if (size < blob->size)
		touch(blob, size, blob->size);
	blob->size = size;
}

static void settle(Blob *blob)
{
	for (guint i = 0; i < blob->touched->len; i++)
		blob->dirty[g_array_index(blob->touched, guint, i)] = FALSE;
	g_array_set_size(blob->touched, 0);
	blob->kept_size = blob->size;
}

void blob_sync(Blob *blob)
{
	for (guint i = 0; i < blob->touched->len; i++) {
		gsize at = g_array_index(blob->touched, guint, i) * (gsize)SECTOR;

		memcpy(blob->kept + at, blob->now + at, SECTOR);
	}
	settle(blob);
	blob->named = TRUE;
}

gboolean blob_is_safe(const Blob *blob)
{
	return blob->named && !blob->touched->len && blob->size == blob->kept_size;
}

/* Who had it open keeps the one before, which is empty from now on. */
Blob *blob_move(Blob *before)
{
	Blob *blob = blob_new(before->path);

	blob->now = g_steal_pointer(&before->now);
	blob->kept = g_steal_pointer(&before->kept);
	blob->dirty = g_steal_pointer(&before->dirty);
	blob->size = before->size;
	blob->kept_size = before->kept_size;
	blob->room = before->room;
	blob->named = before->named;
	g_array_append_vals(blob->touched, before->touched->data, before->touched->len);
	g_array_set_size(before->touched, 0);
	before->size = before->kept_size = before->room = 0;
	return blob;
}

/* --- the power goes --- */

typedef enum { FATE_LOST, FATE_SURVIVED, FATE_GARBLED } Fate;

/* Some cuts lose everything that was not synced, some nothing, most some. */
static Fate fate_of(Medium *medium, int luck)
{
	int die = g_rand_int_range(medium->chance, 0, 10);

	if (luck < 2)
		return luck ? FATE_SURVIVED : FATE_LOST;
	return die < 5 ? FATE_SURVIVED : die < 9 ? FATE_LOST : FATE_GARBLED;
}

/* Neither the bytes before nor those written: but only where something was written (powersafe overwrite). */
static void garble(Blob *blob, Medium *medium, gsize at, gsize size)
{
	for (gsize i = at; i < MIN(at + SECTOR, size); i++)
		if (blob->now[i] != blob->kept[i])
			blob->kept[i] = g_rand_int_range(medium->chance, 0, 256);
}

/* The end of the file is where its last change left it, or where it was. */
static gsize size_after(const Blob *blob, Medium *medium, int luck)
{
	gboolean kept = luck < 2 ? luck : g_rand_boolean(medium->chance);

	return kept ? blob->size : blob->kept_size;
}

void blob_cut(Blob *blob, Medium *medium)
{
	MediumCounts *counts = &medium->counts;
	int luck = g_rand_int_range(medium->chance, 0, 8);
	gsize size = size_after(blob, medium, luck);

	if (size > blob->kept_size)
		memset(blob->kept + blob->kept_size, 0, size - blob->kept_size);
	for (guint i = 0; i < blob->touched->len; i++) {
		gsize at = g_array_index(blob->touched, guint, i) * (gsize)SECTOR;
		Fate fate = at >= size ? FATE_LOST : fate_of(medium, luck);

		if (fate == FATE_SURVIVED)
			memcpy(blob->kept + at, blob->now + at, SECTOR);
		else if (fate == FATE_GARBLED)
			garble(blob, medium, at, size);
		counts->lost += fate == FATE_LOST;
		counts->survived += fate == FATE_SURVIVED;
		counts->garbled += fate == FATE_GARBLED;
	}
	if (size)
		memcpy(blob->now, blob->kept, size);
	blob->size = size;
	settle(blob);
	blob->named = TRUE; /* who was not is no longer there, or found by now */
}
