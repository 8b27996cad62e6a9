/* test-beta.c - the beta distribution for whole parameters. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "core/beta.h"

static const struct {
	int a, b;
	double x, cdf;
} known[] = {
	{ 1, 1, 0.3, 0.3 },
	{ 2, 1, 0.5, 0.25 },
	{ 1, 3, 0.5, 0.875 },
	{ 2, 2, 0.5, 0.5 },
	{ 2, 3, 0.25, 1 - 0.31640625 - 4 * 0.25 * 0.421875 }, /* 1 - P(K <= 1), K of Binomial(4, 1/4) */
	{ 5, 1, 0.9, 0.59049 },
	{ 3, 7, 0, 0 },
	{ 3, 7, 1, 1 },
	{ 500, 500, 0.5, 0.5 },
	{ 2, 1999, 0.99, 1 },
	{ 1999, 2, 0.01, 0 },
};
START_TEST(the_distribution_is_that_of_the_formula)
{
	ck_assert_double_eq_tol(beta_cdf(known[_i].a, known[_i].b, known[_i].x), known[_i].cdf, 1e-12);
}
END_TEST

static const struct {
	int a, b;
} pairs[] = { { 1, 1 }, { 1, 4 }, { 4, 1 }, { 2, 2 }, { 3, 9 }, { 30, 10 }, { 400, 100 }, { 1000, 1 } };
START_TEST(a_quantile_undoes_the_distribution)
{
	for (double p = 0.001; p < 1; p += 0.037)
		ck_assert_double_eq_tol(beta_cdf(pairs[_i].a, pairs[_i].b, beta_quantile(pairs[_i].a, pairs[_i].b, p)),
		                        p, 1e-8);
}
END_TEST

START_TEST(the_density_is_the_slope_of_the_distribution)
{
	const double h = 1e-6;

	for (double x = 0.01; x < 1; x += 0.01) {
		int a = pairs[_i].a, b = pairs[_i].b;
		double slope = (beta_cdf(a, b, x + h) - beta_cdf(a, b, x - h)) / (2 * h);

		ck_assert_double_eq_tol(beta_density(a, b, x), slope, 1e-4 * (1 + slope));
	}
}
END_TEST

START_TEST(the_distribution_never_falls)
{
	double before = 0;

	for (int i = 0; i <= 1000; i++) {
		double now = beta_cdf(pairs[_i].a, pairs[_i].b, i / 1000.0);

		ck_assert_double_ge(now, before - 1e-12);
		before = now;
	}
	ck_assert_double_eq(before, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("beta");
	TCase *tests = tcase_create("beta");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, the_distribution_is_that_of_the_formula, 0, sizeof known / sizeof *known);
	tcase_add_loop_test(tests, a_quantile_undoes_the_distribution, 0, sizeof pairs / sizeof *pairs);
	tcase_add_loop_test(tests, the_density_is_the_slope_of_the_distribution, 0, sizeof pairs / sizeof *pairs);
	tcase_add_loop_test(tests, the_distribution_never_falls, 0, sizeof pairs / sizeof *pairs);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
