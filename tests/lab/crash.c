/* crash.so: kills the program that it is loaded into (LD_PRELOAD) at one of the moments at which it changes a file: the STEADY_LAB_CRASH-th
 * write, flush, rename, link, removal or cut of a regular file or a folder. A write is half done by then, anything else is not done.
 * Where STEADY_LAB_MOMENTS names a file, each moment is a byte in it. Behind a sanitizer's runtime, which has to come first. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long passed;

static void note_moment(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0)
		syscall(SYS_write, fd, ".", 1);
	if (fd >= 0)
		close(fd);
}

/* Whether this is the moment to die at. */
static int is_the_moment(void)
{
	const char *wanted = getenv("STEADY_LAB_CRASH"), *moments = getenv("STEADY_LAB_MOMENTS");

	if (moments)
		note_moment(moments);
	return wanted && atomic_fetch_add(&passed, 1) + 1 == atol(wanted);
}

static int is_file(int fd)
{
	struct stat info;

	return !fstat(fd, &info) && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
}

static void die_at_the_moment(void)
{
	if (is_the_moment())
		raise(SIGKILL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t length)
{
	if (is_file(fd) && is_the_moment()) {
		syscall(SYS_write, fd, bytes, length / 2);
		raise(SIGKILL);
	}
	return NEXT(write)(fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at)
{
	if (is_file(fd) && is_the_moment()) {
		syscall(SYS_pwrite64, fd, bytes, length / 2, at);
		raise(SIGKILL);
	}
	return NEXT(pwrite64)(fd, bytes, length, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
	return pwrite64(fd, bytes, length, at);
}

int fsync(int fd)
{
	die_at_the_moment();
	return NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
	die_at_the_moment();
	return NEXT(fdatasync)(fd);
}

int ftruncate64(int fd, off64_t length)
{
	die_at_the_moment();
	return NEXT(ftruncate64)(fd, length);
}

int ftruncate(int fd, off_t length)
{
	return ftruncate64(fd, length);
}

int rename(const char *from, const char *to)
{
	die_at_the_moment();
	return NEXT(rename)(from, to);
}

int link(const char *from, const char *to)
{
	die_at_the_moment();
	return NEXT(link)(from, to);
}

int unlink(const char *path)
{
	die_at_the_moment();
	return NEXT(unlink)(path);
}

/* What stdio writes does not come by write() above: the buffer goes out here. */
int fflush(FILE *file)
{
	if (file && is_file(fileno(file)))
		die_at_the_moment();
	return NEXT(fflush)(file);
}
