#include <math.h>
#include <string.h>

#include "core/sampling.h"
#include "tests/unit/when-util.h"

/* Distributions are compared by chi-squared with fixed seeds, so the outcome never changes. The bound is the 0.9999 quantile by
 * Wilson and Hilferty's approximation. */
static double bound(int freedom)
{
	double k = 2.0 / (9.0 * freedom), z = 3.719;

	return freedom * pow(1 - k + z * sqrt(k), 3);
}

static DrawKey key(int day)
{
	return (DrawKey){ "a secret", "nudge/noon", 0, day };
}

static gboolean in_pieces(const Piece *pieces, guint n, gint64 at)
{
	for (guint i = 0; i < n; i++)
		if (at >= pieces[i].first && at <= pieces[i].last)
			return TRUE;
	return FALSE;
}

/* --- what fits --------------------------------------------------------------------------------- */

static gboolean can_place(const Piece *pieces, guint n, int count, gint64 gap, gint64 from)
{
	if (count == 0)
		return TRUE;
	for (gint64 at = from; at <= pieces[n - 1].last; at++)
		if (in_pieces(pieces, n, at) && can_place(pieces, n, count - 1, gap, at + gap))
			return TRUE;
	return FALSE;
}

START_TEST(what_fits_is_what_can_be_placed_by_trying_all)
{
	g_autoptr(GRand) r = g_rand_new_with_seed(11);

	for (int i = 0; i < 3000; i++) {
		Piece pieces[3];
		guint n = (guint)g_rand_int_range(r, 1, 4);
		gint64 at = 0;
		int count = g_rand_int_range(r, 1, 5), gap = g_rand_int_range(r, 0, 9);

		for (guint p = 0; p < n; p++) {
			pieces[p].first = at + g_rand_int_range(r, 0, 4);
			pieces[p].last = pieces[p].first + g_rand_int_range(r, 0, 8);
			at = pieces[p].last + 2;
		}
		must(sampling_fits(pieces, n, count, gap) == can_place(pieces, n, count, gap, pieces[0].first),
		     "case %d", i);
		gap = (int)sampling_shrink(pieces, n, count, 9);
		must(gap >= 0 && can_place(pieces, n, count, gap, pieces[0].first), "case %d", i);
		must(gap == 9 || !can_place(pieces, n, count, gap + 1, pieces[0].first), "case %d", i);
	}
	ck_assert_int_eq(sampling_shrink(NULL, 0, 2, 5), -1);
}
END_TEST

/* --- every draw -------------------------------------------------------------------------------- */

static void check_draw(const Piece *pieces, guint n, int count, gint64 gap, const gint64 *moments)
{
	for (int i = 0; i < count; i++) {
		must(in_pieces(pieces, n, moments[i]), "%" G_GINT64_FORMAT " is outside", moments[i]);
		must(i == 0 || moments[i] - moments[i - 1] >= gap, "too near: %" G_GINT64_FORMAT, moments[i]);
	}
}

START_TEST(every_draw_keeps_the_pieces_and_the_gap)
{
	g_autoptr(GRand) r = g_rand_new_with_seed(12);

	for (int i = 0; i < 3000; i++) {
		Piece pieces[4];
		guint n = (guint)g_rand_int_range(r, 1, 5);
		gint64 at = 1700000000000000, gap;
		int count = g_rand_int_range(r, 1, i % 100 == 0 ? SAMPLING_MOST + 1 : 9);
		gint64 moments[SAMPLING_MOST];
		DrawKey k = key(i);

		for (guint p = 0; p < n; p++) {
			pieces[p].first = at + MINUTES(g_rand_int_range(r, 1, 200));
			at = pieces[p].last = pieces[p].first + MINUTES(g_rand_int_range(r, 0, 300));
		}
		gap = sampling_shrink(pieces, n, count,
		                      MINUTES(g_rand_int_range(r, 0, 200))); /* often just what fits */
		sampling_draw(&k, pieces, n, count, gap, moments);
		check_draw(pieces, n, count, gap, moments);
		sampling_draw_by_volume(&k, pieces, n, count, gap, moments);
		check_draw(pieces, n, count, gap, moments);
	}
}
END_TEST

START_TEST(the_same_key_draws_the_same_and_any_other_key_another)
{
	const DrawKey keys[] = { { "s", "nudge/a", 0, 100 }, { "t", "nudge/a", 0, 100 }, { "s", "nudge/b", 0, 100 },
		                 { "s", "nudge/a", 1, 100 }, { "s", "nudge/a", 0, 101 }, { "s", "nudge/a1", 0, 100 } };
	const Piece piece = { 0, HOURS(8) };
	gint64 a[3], b[3];

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(keys); j++) {
			sampling_draw(&keys[i], &piece, 1, 3, HOURS(1), a);
			sampling_draw(&keys[j], &piece, 1, 3, HOURS(1), b);
			ck_assert_int_eq(memcmp(a, b, sizeof a) == 0, i == j);
		}
}
END_TEST

/* Kept draws of other machines and versions must stay true: these numbers may never change. */
START_TEST(a_draw_is_the_same_on_every_machine)
{
	const DrawKey k = { "a secret", "nudge/noon", 2, 20780 };
	const Piece one = { 0, HOURS(8) }, two[] = { { 0, HOURS(3) }, { HOURS(4), HOURS(8) } };
	gint64 moments[3];

	ck_assert_uint_eq(sampling_bits(&k, 0), 3254399034606823096u);
	sampling_draw(&k, &one, 1, 3, HOURS(1), moments);
	ck_assert_int_eq(moments[0], 3810700623);
	ck_assert_int_eq(moments[2], 28502511102);
	sampling_draw(&k, two, 2, 3, HOURS(1), moments);
	ck_assert_int_eq(moments[0], 8620514283);
	ck_assert_int_eq(moments[2], 22327859791);
}
END_TEST

/* --- distributions ----------------------------------------------------------------------------- */

enum { BINS = 20, DRAWS = 20000 };

/* The earliest of n moments in a room R is later than t with probability (1 - t/R)^n. */
START_TEST(the_first_of_several_moments_is_spread_as_it_should_be)
{
	const Piece piece = { 1000, 1000 + HOURS(10) };
	int counts[BINS] = { 0 }, n = 4;
	gint64 gap = MINUTES(90), moments[4];
	double room = (double)(HOURS(10) - 3 * gap), chi = 0;

	for (int day = 0; day < DRAWS; day++) {
		DrawKey k = key(day);
		double before;

		sampling_draw(&k, &piece, 1, n, gap, moments);
		before = 1 - pow(1 - (double)(moments[0] - 1000) / room, n);
		counts[MIN((int)(before * BINS), BINS - 1)]++;
	}
	for (int i = 0; i < BINS; i++)
		chi += pow(counts[i] - DRAWS / BINS, 2) / (DRAWS / BINS);
	ck_assert_msg(chi < bound(BINS - 1), "chi squared %f", chi);
}
END_TEST

static const struct {
	guint n_pieces;
	Piece pieces[3];
	int count;
	gint64 gap;
} shapes[] = {
	{ 1, { { 0, 100000 } }, 3, 20000 },
	{ 2, { { 0, 50000 }, { 60000, 100000 } }, 2, 20000 }, /* the gap reaches over the hole */
	{ 2, { { 0, 30000 }, { 90000, 100000 } }, 2, 15000 }, /* the hole is wider than the gap */
	{ 2, { { 0, 40000 }, { 50000, 100000 } }, 4, 22000 }, /* tight */
	{ 3, { { 0, 20000 }, { 30000, 50000 }, { 55000, 100000 } }, 3, 18000 },
	{ 3, { { 0, 10000 }, { 45000, 55000 }, { 90000, 100000 } }, 2, 0 },
	{ 2, { { 0, 90000 }, { 99000, 100000 } }, 5, 10000 },
};

static int compare(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* By definition: all moments anywhere in the pieces, again and again until they fit. */
static void draw_by_trying(GRand *r, int shape, gint64 *moments)
{
	gboolean ok;

	do {
		ok = TRUE;
		for (int i = 0; i < shapes[shape].count;) {
			moments[i] = (gint64)g_rand_double_range(r, 0, 100001);
			i += in_pieces(shapes[shape].pieces, shapes[shape].n_pieces, moments[i]);
		}
		qsort(moments, (gsize)shapes[shape].count, sizeof *moments, compare);
		for (int i = 1; i < shapes[shape].count; i++)
			ok = ok && moments[i] - moments[i - 1] >= shapes[shape].gap;
	} while (!ok);
}

enum { CELLS = 6 * 6 * 6 };

/* First, middle and last moment in sixths of the whole. */
static int cell_of(const gint64 *moments, int count)
{
	int a = (int)(moments[0] * 6 / 100001), b = (int)(moments[count / 2] * 6 / 100001),
	    c = (int)(moments[count - 1] * 6 / 100001);

	return (a * 6 + b) * 6 + c;
}

/* Two-sample chi-squared of equal sizes over the cells that are hit often enough. */
static double distance(const int *a, const int *b, int *freedom)
{
	double chi = 0;

	*freedom = -1;
	for (int i = 0; i < CELLS; i++)
		if (a[i] + b[i] >= 10) {
			chi += pow(a[i] - b[i], 2) / (a[i] + b[i]);
			++*freedom;
		}
	return chi;
}

START_TEST(all_sets_that_fit_are_equally_likely)
{
	g_autoptr(GRand) r = g_rand_new_with_seed(99);
	int tried[CELLS] = { 0 }, drawn[CELLS] = { 0 }, by_volume[CELLS] = { 0 }, freedom;
	gint64 moments[8];
	double chi;

	for (int day = 0; day < DRAWS; day++) {
		DrawKey k = key(day);

		draw_by_trying(r, _i, moments);
		tried[cell_of(moments, shapes[_i].count)]++;
		sampling_draw(&k, shapes[_i].pieces, shapes[_i].n_pieces, shapes[_i].count, shapes[_i].gap, moments);
		drawn[cell_of(moments, shapes[_i].count)]++;
		sampling_draw_by_volume(&k, shapes[_i].pieces, shapes[_i].n_pieces, shapes[_i].count, shapes[_i].gap,
		                        moments);
		by_volume[cell_of(moments, shapes[_i].count)]++;
	}
	chi = distance(tried, drawn, &freedom);
	ck_assert_msg(chi < bound(MAX(freedom, 1)), "chi squared %f of %d", chi, freedom);
	chi = distance(tried, by_volume, &freedom);
	ck_assert_msg(chi < bound(MAX(freedom, 1)), "by volume: chi squared %f of %d", chi, freedom);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sampling");
	TCase *tests = tcase_create("sampling");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, what_fits_is_what_can_be_placed_by_trying_all);
	tcase_add_test(tests, every_draw_keeps_the_pieces_and_the_gap);
	tcase_add_test(tests, the_same_key_draws_the_same_and_any_other_key_another);
	tcase_add_test(tests, a_draw_is_the_same_on_every_machine);
	tcase_add_test(tests, the_first_of_several_moments_is_spread_as_it_should_be);
	tcase_add_loop_test(tests, all_sets_that_fit_are_equally_likely, 0, G_N_ELEMENTS(shapes));
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
