/* sampling.h - random moments with a least distance, drawn exactly: every set of moments that fits is equally likely.
 * Pure: the same key gives the same draw, on every machine and after every restart. */
#pragma once
#include "core/units.h"

/* Instants that may be drawn, both ends included. Pieces are sorted and do not touch. */
typedef struct Piece {
	gint64 first, last;
} Piece;

/* What a draw is a function of, beside the pieces. Borrowed. */
typedef struct DrawKey {
	const char *secret, *schedule;
	int trigger, day; /* the local date, as days since 1970 */
} DrawKey;

enum { SAMPLING_MOST = 48 }; /* moments in one draw */

gboolean sampling_fits(const Piece *pieces, guint n_pieces, int count, gint64 gap);
/* The greatest gap <= gap with which count moments fit; -1 when there is no piece. */
gint64 sampling_shrink(const Piece *pieces, guint n_pieces, int count, gint64 gap);
/* Fills moments[count], ascending; they must fit. */
void sampling_draw(const DrawKey *key, const Piece *pieces, guint n_pieces, int count, gint64 gap, gint64 *moments);
/* The same by the method for several pieces, for one piece too; sampling_draw takes the short way there. */
void sampling_draw_by_volume(const DrawKey *key, const Piece *pieces, guint n_pieces, int count, gint64 gap,
                             gint64 *moments);
/* The i-th random 64 bits of a key. */
guint64 sampling_bits(const DrawKey *key, int i);
