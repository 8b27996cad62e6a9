/* bench.h - what the benchmarks share: a clock, the best of some rounds, and figures as plain text and as JSON. Header only. */
#pragma once
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* One figure, held against something that was measured in the same run. */
typedef struct Figure {
	const char *name;
	double value;
	const char *unit;
	double ratio;         /* how many times better than what it is held against; 0: against nothing */
	const char *against;
	double most, least_ratio; /* the goals; 0: none */
} Figure;

static inline double bench_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of the processor, by this process: a busy machine does not count. */
static inline double bench_cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A number from the environment, like PROMPTS=1000. */
static inline int bench_option(const char *name, int otherwise)
{
	const char *text = g_getenv(name);

	return text && atoi(text) > 0 ? atoi(text) : otherwise;
}

static inline const char *figure_verdict(const Figure *figure)
{
	if (!figure->most && !figure->least_ratio)
		return "";
	return (figure->most && figure->value > figure->most) || (figure->least_ratio && figure->ratio < figure->least_ratio)
		       ? "missed"
		       : "met";
}

static inline void figure_print_text(const Figure *figure)
{
	g_autofree char *ratio = figure->ratio ? g_strdup_printf("%.4g x %s", figure->ratio, figure->against) : g_strdup("");
	g_autofree char *goal = NULL;

	if (figure->most)
		goal = g_strdup_printf("goal: at most %g %s, %s", figure->most, figure->unit, figure_verdict(figure));
	else if (figure->least_ratio)
		goal = g_strdup_printf("goal: at least %g x, %s", figure->least_ratio, figure_verdict(figure));
	printf("  %-44s %11.4g %-4s %-34s %s\n", figure->name, figure->value, figure->unit, ratio, goal ? goal : "");
	fflush(stdout);
}

/* A line a figure; tests/bench/run makes one object of them. Names are ours and need no escapes. */
static inline void figure_print_json(const Figure *figure, const char *path)
{
	FILE *file = fopen(path, "a");

	if (!file)
		return;
	fprintf(file, "{\"name\": \"%s\", \"value\": %.6g, \"unit\": \"%s\"", figure->name, figure->value, figure->unit);
	if (figure->ratio)
		fprintf(file, ", \"ratio\": %.6g, \"against\": \"%s\"", figure->ratio, figure->against);
	if (figure->most)
		fprintf(file, ", \"goal_most\": %g", figure->most);
	if (figure->least_ratio)
		fprintf(file, ", \"goal_ratio\": %g", figure->least_ratio);
	if (*figure_verdict(figure))
		fprintf(file, ", \"goal\": \"%s\"", figure_verdict(figure));
	fprintf(file, "}\n");
	fclose(file);
}

static inline void figure_print(Figure figure)
{
	const char *json = g_getenv("BENCH_JSON");

	figure_print_text(&figure);
	if (json)
		figure_print_json(&figure, json);
}

static inline int bench_by_value(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Of an array of double, which it sorts; NAN when that is empty. */
static inline double bench_percentile(GArray *values, double p)
{
	if (values->len == 0)
		return NAN;
	g_array_sort(values, bench_by_value);
	return g_array_index(values, double, (guint)(p * (values->len - 1)));
}
