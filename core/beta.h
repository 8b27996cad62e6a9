/* beta.h - the beta distribution for whole parameters: what is known of a chance after so many yes and so many no. Pure. */
#pragma once

/* a, b >= 1: a - 1 times yes and b - 1 times no, on the uniform prior Beta(1, 1) of Bayes and Laplace. */
double beta_density(int a, int b, double x);
/* P(chance <= x), as a tail of the binomial: I_x(a, b) = sum over k from a to n of C(n, k) x^k (1 - x)^(n - k), n = a + b - 1
 * (NIST Digital Library of Mathematical Functions, 8.17.5). */
double beta_cdf(int a, int b, double x);
double beta_quantile(int a, int b, double p); /* the x whose cdf is p, to 1e-12; p in [0, 1] */
