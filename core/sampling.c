#include "core/sampling.h"
#include <stdlib.h>
#include <string.h>

/* Counter-based: HMAC-SHA256 of what the draw belongs to and a counter, so nothing need be kept to continue or repeat it. */
static GHmac *bits_begin(const DrawKey *key)
{
	GHmac *begun = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key->secret, strlen(key->secret));

	g_hmac_update(begun, (const guchar *)key->schedule,
	              (gssize)strlen(key->schedule) + 1); /* with its NUL, as an end */
	return begun;
}

/* Setting up the secret is half of the work: once for all counters. */
static guint64 bits_go_on(const GHmac *begun, const DrawKey *key, int i)
{
	g_autoptr(GHmac) hmac = g_hmac_copy(begun);
	char counter[40];
	guint8 digest[32];
	gsize n = sizeof digest;
	guint64 bits = 0;

	g_snprintf(counter, sizeof counter, "%d/%d/%d", key->trigger, key->day, i);
	g_hmac_update(hmac, (const guchar *)counter, -1);
	g_hmac_get_digest(hmac, digest, &n);
	for (int byte = 0; byte < 8; byte++)
		bits = bits << 8 | digest[byte];
	return bits;
}

guint64 sampling_bits(const DrawKey *key, int i)
{
	g_autoptr(GHmac) begun = bits_begin(key);

	return bits_go_on(begun, key, i);
}

/* Each as early as it can be: if that does not fit, nothing does. Fills moments where it is not NULL. */
static gboolean place_early(const Piece *pieces, guint n_pieces, int count, gint64 gap, gint64 *moments)
{
	gint64 earliest = G_MININT64;
	guint piece = 0;

	for (int i = 0; i < count; i++) {
		while (piece < n_pieces && pieces[piece].last < earliest)
			piece++;
		if (piece == n_pieces)
			return FALSE;
		earliest = MAX(earliest, pieces[piece].first);
		if (moments)
			moments[i] = earliest;
		earliest += gap;
	}
	return TRUE;
}

gboolean sampling_fits(const Piece *pieces, guint n_pieces, int count, gint64 gap)
{
	return place_early(pieces, n_pieces, count, gap, NULL);
}

gint64 sampling_shrink(const Piece *pieces, guint n_pieces, int count, gint64 gap)
{
	gint64 fits = 0, too_much = gap;

	if (n_pieces == 0 || sampling_fits(pieces, n_pieces, count, gap))
		return n_pieces ? gap : -1;
	while (too_much - fits > 1) {
		gint64 middle = fits + (too_much - fits) / 2;

		if (sampling_fits(pieces, n_pieces, count, middle))
			fits = middle;
		else
			too_much = middle;
	}
	return fits;
}

static int compare(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* The spacings method: a set with gaps g in a length L is a set without gaps in L - (n-1)g, spread apart. */
static void draw_in_one(const DrawKey *key, Piece piece, int count, gint64 gap, gint64 *moments)
{
	guint64 room = (guint64)(piece.last - piece.first - (count - 1) * gap) + 1;
	g_autoptr(GHmac) begun = bits_begin(key);

	for (int i = 0; i < count; i++)
		moments[i] = piece.first + (gint64)((unsigned __int128)bits_go_on(begun, key, i) * room >> 64);
	qsort(moments, (gsize)count, sizeof *moments, compare);
	for (int i = 0; i < count; i++)
		moments[i] += i * gap;
}

/* --- several pieces ------------------------------------------------------------------------------
 * V[k](t) is the volume of all ways to place k moments from t on: V[0] = 1, V[k](t) = the integral over x >= t in the
 * pieces of V[k-1](x + gap). With i moments placed and t the earliest instant for the next one, that one is later than x with
 * probability V[n-i](x) / V[n-i](t): one uniform number each, no retries, and the gap holds across the holes.
 * V[k] is piecewise a polynomial. On each segment it is kept in s = right end - t: then every coefficient is a sum and
 * product of positive numbers, and nothing cancels. Instants are in units of the whole length, from its begin. */

typedef struct Segment {
	double left, right;
	double c[SAMPLING_MOST + 1]; /* V = sum of c[j] * s^j */
} Segment;

typedef struct Volume {
	Segment *segments; /* ascending; outside them: constant to the left, 0 to the right (1 for V[0]) */
	guint n;
} Volume;

typedef struct Range {
	double first, last;
} Range;

/* The same bits on every machine: no multiply-and-add in one rounding. */
#if defined __clang__
#pragma STDC FP_CONTRACT OFF
#define PLAIN_ROUNDING
#else
#define PLAIN_ROUNDING __attribute__((optimize("fp-contract=off")))
#endif

PLAIN_ROUNDING static double segment_value(const Segment *segment, int degree, double t)
{
	double s = MAX(segment->right - t, 0), value = 0;

	for (int j = degree; j >= 0; j--) {
		double product = value * s;

		value = product + segment->c[j];
	}
	return value;
}

static double volume_at(const Volume *volume, int k, double t)
{
	guint low = 0, high = volume->n;

	if (k == 0)
		return 1;
	while (low < high) { /* first segment that ends after t */
		guint middle = (low + high) / 2;

		if (volume->segments[middle].right <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low < volume->n ? segment_value(&volume->segments[low], k, MAX(t, volume->segments[low].left)) : 0;
}

/* Coefficients of V[k-1](x + gap) in s, on a segment that ends at `right`: Taylor's shift by what s differs. */
PLAIN_ROUNDING static void shifted(const Volume *before, int degree, double gap, double right, double *c)
{
	guint i = 0;
	double delta;

	memset(c, 0, sizeof(double) * (SAMPLING_MOST + 1));
	if (degree == 0) {
		c[0] = 1;
		return;
	}
	while (i < before->n && before->segments[i].right - gap < right - 1e-13)
		i++;
	if (i == before->n)
		return;
	memcpy(c, before->segments[i].c, sizeof(double) * (gsize)(degree + 1));
	delta = MAX(before->segments[i].right - gap - right, 0);
	for (int round = 0; round < degree; round++)
		for (int j = degree - 1; j >= round; j--) {
			double product = c[j + 1] * delta;

			c[j] += product;
		}
}

static gboolean inside(const Range *ranges, guint n, double t)
{
	for (guint i = 0; i < n; i++)
		if (t > ranges[i].first && t < ranges[i].last)
			return TRUE;
	return FALSE;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Where V[k] may bend: the ends of the pieces, less up to k-1 gaps. Sorted, from 0 on, without doubles. */
static guint bends(const Range *ranges, guint n, int k, double gap, double *at)
{
	guint m = 0, kept = 0;

	for (int j = 0; j < k; j++)
		for (guint i = 0; i < n; i++) {
			at[m++] = MAX(ranges[i].first - j * gap, 0);
			at[m++] = MAX(ranges[i].last - j * gap, 0);
		}
	qsort(at, m, sizeof *at, compare_doubles);
	for (guint i = 0; i < m; i++)
		if (kept == 0 || at[i] - at[kept - 1] > 1e-13)
			at[kept++] = at[i];
	return kept;
}

/* From the last segment to the first: what is right of a segment is its constant. */
PLAIN_ROUNDING static void volume_fill(Volume *volume, const Volume *before, int k, const Range *ranges, guint n,
                                       double gap)
{
	g_autofree double *at = g_new(double, 2 * n * (guint)k);
	guint m = bends(ranges, n, k, gap, at);
	double right_of = 0;

	volume->n = m - 1;
	volume->segments = g_new0(Segment, MAX(m, 2) - 1);
	for (guint i = m - 1; i-- > 0;) {
		Segment *segment = &volume->segments[i];
		double inner[SAMPLING_MOST + 1];

		*segment = (Segment){ .left = at[i], .right = at[i + 1], .c[0] = right_of };
		if (inside(ranges, n, (at[i] + at[i + 1]) / 2)) {
			shifted(before, k - 1, gap, at[i + 1], inner);
			for (int j = 0; j < k; j++)
				segment->c[j + 1] = inner[j] / (j + 1);
		}
		right_of = segment_value(segment, k, segment->left);
	}
}

/* The greatest instant in [low, high] with at least `volume` to come from it on; V falls with t. */
static gint64 solve(const Volume *v, int k, double volume, gint64 origin, double unit, gint64 low, gint64 high)
{
	while (high - low > 0) {
		gint64 middle = low + (high - low + 1) / 2;

		if (volume_at(v, k, (double)(middle - origin) / unit) >= volume)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static gint64 into_a_piece(const Piece *pieces, guint n_pieces, gint64 at)
{
	for (guint i = 0; i < n_pieces; i++)
		if (at <= pieces[i].last)
			return MAX(at, pieces[i].first);
	return pieces[n_pieces - 1].last;
}

/* Latest instants that still leave room for those after; the bound that rounding must not cross. */
static void place_late(const Piece *pieces, guint n_pieces, int count, gint64 gap, gint64 *moments)
{
	gint64 latest = G_MAXINT64;
	guint piece = n_pieces;

	for (int i = count - 1; i >= 0; i--) {
		while (piece > 1 && pieces[piece - 1].first > latest)
			piece--;
		latest = MIN(latest, pieces[piece - 1].last);
		moments[i] = latest;
		latest -= gap;
	}
}

static void draw_sequence(const DrawKey *key, const Volume *v, const Piece *pieces, guint n_pieces, int count,
                          gint64 gap, double unit, gint64 *moments)
{
	gint64 latest[SAMPLING_MOST], origin = pieces[0].first, earliest = origin;
	g_autoptr(GHmac) begun = bits_begin(key);

	place_late(pieces, n_pieces, count, gap, latest);
	for (int i = 0; i < count; i++) {
		int left = count - i;
		double all = volume_at(&v[left], left, (double)(earliest - origin) / unit);
		double u = ((double)(bits_go_on(begun, key, i) >> 11) + 0.5) / 9007199254740992.0;
		gint64 at = all > 0 ? solve(&v[left], left, all * u, origin, unit, earliest, MAX(latest[i], earliest))
		                    : earliest;

		moments[i] = MIN(into_a_piece(pieces, n_pieces, at), latest[i]);
		earliest = moments[i] + gap;
	}
}

void sampling_draw_by_volume(const DrawKey *key, const Piece *pieces, guint n_pieces, int count, gint64 gap,
                             gint64 *moments)
{
	double unit = (double)MAX(pieces[n_pieces - 1].last - pieces[0].first, 1);
	g_autofree Range *ranges = g_new(Range, n_pieces);
	Volume v[SAMPLING_MOST + 1] = { 0 };

	for (guint i = 0; i < n_pieces; i++)
		ranges[i] = (Range){ (double)(pieces[i].first - pieces[0].first) / unit,
			             (double)(pieces[i].last - pieces[0].first) / unit };
	for (int k = 1; k <= count; k++)
		volume_fill(&v[k], &v[k - 1], k, ranges, n_pieces, (double)gap / unit);
	draw_sequence(key, v, pieces, n_pieces, count, gap, unit, moments);
	for (int k = 1; k <= count; k++)
		g_free(v[k].segments);
}

void sampling_draw(const DrawKey *key, const Piece *pieces, guint n_pieces, int count, gint64 gap, gint64 *moments)
{
	g_assert(count > 0 && count <= SAMPLING_MOST && sampling_fits(pieces, n_pieces, count, gap));
	if (n_pieces == 1)
		draw_in_one(key, pieces[0], count, gap, moments);
	else
		sampling_draw_by_volume(key, pieces, n_pieces, count, gap, moments);
}
