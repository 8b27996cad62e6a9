/* oracle.c - next elapses as systemd itself computes them, from its private shared library.
 *
 * stdin, a line:  expression TAB zone TAB base-epoch-seconds[.usec] TAB count     (an empty zone is UTC)
 * stdout, a line: status TAB normal form TAB e1 e2 ...                            (epoch microseconds, after the base)
 * status: OK (fewer than count: it ran out), NEVER, or the name of the errno: EINVAL and others with an empty normal form did not
 * parse, EDEADLK with one is systemd's "infinite loop". Exits 77 where there is no such library. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/oracle/systemd-calendar.h"

enum { SKIPPED = 77 };

static int skip(const char *why)
{
	fprintf(stderr, "oracle: %s\n", why);
	return SKIPPED;
}

static const char *error_name(int r)
{
	const char *name = strerrorname_np(-r);

	return name ? name : "EUNKNOWN";
}

static void set_zone(const char *zone)
{
	static char current[256];
	char value[256];

	snprintf(value, sizeof value, "%s%s", *zone && !strchr(zone, ',') ? ":" : "", *zone ? zone : "UTC");
	if (strcmp(value, current) == 0)
		return;
	strcpy(current, value);
	setenv("TZ", value, 1);
	tzset();
}

static uint64_t read_base(const char *text)
{
	char *end;
	uint64_t base = strtoull(text, &end, 10) * 1000000, unit = 1000000;

	if (*end == '.')
		while (*++end >= '0' && *end <= '9')
			base += (uint64_t)(*end - '0') * (unit /= 10);
	return base;
}

static void answer(const SystemdCalendar *library, const char *expression, uint64_t at, int count)
{
	void *spec = NULL;
	char *normal = NULL;
	const char *status = "OK";
	uint64_t *moments = calloc((size_t)count + 1, sizeof *moments);
	int n = 0, r = library->parse(expression, &spec);

	if (r < 0) {
		printf("%s\t\t\n", error_name(r));
		free(moments);
		return;
	}
	library->to_string(spec, &normal);
	for (; n < count && (r = library->next(spec, at, &moments[n])) >= 0; n++)
		at = moments[n];
	if (r < 0 && (r != -ENOENT || n == 0))
		status = r == -ENOENT ? "NEVER" : error_name(r);
	printf("%s\t%s\t", status, normal);
	for (int i = 0; i < n; i++)
		printf("%s%llu", i ? " " : "", (unsigned long long)moments[i]);
	putchar('\n');
	library->release(spec);
	free(normal);
	free(moments);
}

static int answer_line(const SystemdCalendar *library, char *line)
{
	char *column[4] = { line };

	for (int i = 1; i < 4; i++) {
		char *tab = strchr(column[i - 1], '\t');

		if (!tab)
			return 0;
		*tab = '\0';
		column[i] = tab + 1;
	}
	set_zone(column[1]);
	answer(library, column[0], read_base(column[2]), abs(atoi(column[3])));
	return 1;
}

int main(void)
{
	SystemdCalendar library = { 0 };
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (!systemd_calendar_load(&library))
		return skip("systemd's shared library is not installed here");
	while ((n = getline(&line, &size, stdin)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			line[--n] = '\0';
		if (n > 0 && *line != '#' && !answer_line(&library, line))
			printf("EINVAL\t\t\n");
	}
	free(line);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
