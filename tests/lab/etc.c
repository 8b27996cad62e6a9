/* etc.so: /etc/localtime and /etc/timezone of the tests' own for the program that it is loaded into (LD_PRELOAD): they are looked
 * for, and watched, in the folder that STEADY_LAB_ETC names. What leads on from there (a link into /usr/share/zoneinfo) is real.
 * Behind a sanitizer's runtime, which has to come first. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef char Path[PATH_MAX];

/* The path to use: the given one, or the one in the tests' folder, made in `room`. */
static const char *path_here(const char *path, Path room)
{
	const char *folder = getenv("STEADY_LAB_ETC");
	const char *const theirs[] = { "/etc", "/etc/localtime", "/etc/timezone" };

	for (size_t i = 0; folder && path && i < sizeof theirs / sizeof *theirs; i++)
		if (strcmp(path, theirs[i]) == 0) {
			snprintf(room, sizeof(Path), "%s%s", folder, path + strlen("/etc"));
			return room;
		}
	return path;
}

int stat(const char *restrict path, struct stat *restrict info)
{
	Path room;

	return fstatat(AT_FDCWD, path_here(path, room), info, 0);
}

int lstat(const char *restrict path, struct stat *restrict info)
{
	Path room;

	return fstatat(AT_FDCWD, path_here(path, room), info, AT_SYMLINK_NOFOLLOW);
}

static int open_at(const char *path, int flags, va_list more)
{
	mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
	Path room;

	return openat(AT_FDCWD, path_here(path, room), flags, mode);
}

int open(const char *path, int flags, ...)
{
	va_list more;
	int fd;

	va_start(more, flags);
	fd = open_at(path, flags, more);
	va_end(more);
	return fd;
}

int open64(const char *path, int flags, ...)
{
	va_list more;
	int fd;

	va_start(more, flags);
	fd = open_at(path, flags, more);
	va_end(more);
	return fd;
}

char *realpath(const char *restrict path, char *restrict resolved)
{
	char *(*next)(const char *, char *) = (char *(*)(const char *, char *))dlsym(RTLD_NEXT, "realpath");
	Path room;

	return next(path_here(path, room), resolved);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
	Path room;

	return (int)syscall(SYS_inotify_add_watch, fd, path_here(path, room), mask);
}
