/* systemd-calendar.h - systemd's own calendar code, from its private shared library, in this process. Header only. */
#pragma once
#include <dlfcn.h>
#include <glob.h>
#include <stddef.h>
#include <stdint.h>

/* As in systemd's calendarspec.h: negative errno values are failures, moments are microseconds since the epoch. */
typedef struct SystemdCalendar {
	int (*parse)(const char *text, void **spec);
	int (*to_string)(const void *spec, char **text);
	int (*next)(const void *spec, uint64_t after, uint64_t *next); /* in the zone that TZ names */
	void *(*release)(void *spec);
} SystemdCalendar;

/* systemd itself and Debian, Fedora, Arch put it in different folders. */
static inline void *systemd_calendar_open(void)
{
	static const char *const patterns[] = { "/usr/lib/*/systemd/libsystemd-shared-*.so",
		                                "/usr/lib/systemd/libsystemd-shared-*.so",
		                                "/usr/lib64/systemd/libsystemd-shared-*.so",
		                                "/lib/systemd/libsystemd-shared-*.so" };
	void *library = NULL;

	for (size_t i = 0; !library && i < sizeof patterns / sizeof *patterns; i++) {
		glob_t found;

		if (glob(patterns[i], 0, NULL, &found) == 0) {
			library = dlopen(found.gl_pathv[found.gl_pathc - 1], RTLD_NOW | RTLD_LOCAL);
			globfree(&found);
		}
	}
	return library;
}

/* 0: it is not installed, or lacks what is asked of it. The library stays loaded. */
static inline int systemd_calendar_load(SystemdCalendar *calendar)
{
	void *library = systemd_calendar_open();

	if (!library)
		return 0;
	*(void **)&calendar->parse = dlsym(library, "calendar_spec_from_string");
	*(void **)&calendar->to_string = dlsym(library, "calendar_spec_to_string");
	*(void **)&calendar->next = dlsym(library, "calendar_spec_next_usec");
	*(void **)&calendar->release = dlsym(library, "calendar_spec_free");
	return calendar->parse && calendar->to_string && calendar->next && calendar->release;
}
