/* beta.c - the beta distribution for whole parameters. */
#include "core/beta.h"

#include <math.h>

static double log_choose(int n, int k)
{
	return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

double beta_density(int a, int b, double x)
{
	int n = a + b - 1;

	if (n == 1) /* never judged, by far the most */
		return x >= 0 && x <= 1;
	if (x <= 0 || x >= 1)
		return (x <= 0 && a == 1) || (x >= 1 && b == 1) ? n : 0;
	return n * exp(log_choose(n - 1, a - 1) + (a - 1) * log(x) + (b - 1) * log1p(-x));
}

/* For x at most the mean: the terms fall from the first one on, so none that matters is lost below the smallest number. */
static double tail(int a, int b, double x)
{
	int n = a + b - 1;
	double term = exp(log_choose(n, a) + a * log(x) + (n - a) * log1p(-x)), sum = 0;

	for (int k = a; k <= n && term > sum * 1e-17; k++) {
		sum += term;
		term *= (double)(n - k) / (k + 1) * x / (1 - x);
	}
	return sum;
}

double beta_cdf(int a, int b, double x)
{
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	if (a == 1 && b == 1)
		return x;
	return x <= (double)a / (a + b) ? tail(a, b, x) : 1 - tail(b, a, 1 - x);
}

double beta_quantile(int a, int b, double p)
{
	double low = 0, high = 1;

	if (a == 1 && b == 1)
		return p;
	while (high - low > 1e-12) {
		double middle = (low + high) / 2;

		if (beta_cdf(a, b, middle) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}
