/* Memory for SQLite: what was freed is given again to the next of its size. SQLite asks for little pieces all the time, and a life opens
 * and closes its store as often as others in a thousand years. One thread. */
#include "tests/sim/memory.h"

#include <glib.h>
#include <malloc.h>
#include <sqlite3.h>
#include <string.h>

#define STEP 16
#define COARSE 512 /* in steps of so many, those that are larger than... */
#define FINE 1024
#define LARGEST 16384 /* kept; larger ones go back at once */
#define CLASSES (FINE / STEP + LARGEST / COARSE + 1)

/* Before each piece; aligned as what follows it. */
typedef union Piece {
	gsize room;        /* in use */
	union Piece *next; /* free */
	guint8 aligned[STEP];
} Piece;

static Piece *spare[CLASSES];

static int round_up(int n)
{
	int step = n <= FINE ? STEP : COARSE;

	return (n + step - 1) / step * step;
}

static Piece **spare_of(gsize room)
{
	if (room > LARGEST)
		return NULL;
	return &spare[room <= FINE ? room / STEP : FINE / STEP + room / COARSE];
}

static void *take(int n)
{
	gsize room = round_up(MAX(n, 1));
	Piece **class = spare_of(room), *piece = class ? *class : NULL;

	if (piece)
		*class = piece->next;
	else
		piece = g_malloc(sizeof *piece + room);
	piece->room = room;
	return piece + 1;
}

static void give(void *memory)
{
	Piece *piece = (Piece *)memory - 1, **class;

	if (!memory)
		return;
	class = spare_of(piece->room);
	if (!class) {
		g_free(piece);
		return;
	}
	piece->next = *class;
	*class = piece;
}

static int room_of(void *memory)
{
	return memory ? (int)((Piece *)memory - 1)->room : 0;
}

static void *take_more(void *memory, int n)
{
	void *more;

	if (memory && n <= room_of(memory))
		return memory;
	more = take(n);
	if (memory)
		memcpy(more, memory, room_of(memory));
	give(memory);
	return more;
}

static int begin(void *data)
{
	return SQLITE_OK;
}

static void end(void *data)
{
}

void memory_be_quick(void)
{
	static const sqlite3_mem_methods methods = { take, give, take_more, room_of, round_up, begin, end, NULL };

	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_TOP_PAD, 1 << 24);
}
