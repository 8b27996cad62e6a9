/* clock.so: false clocks for the program that it is loaded into (LD_PRELOAD), moved from outside while it runs. tests/lab/clock.py is
 * the other end.
 *
 * STEADY_LAB_CLOCK names a file of three numbers (Moved) that is mapped by whoever looks at the clocks: by how much the false
 * CLOCK_REALTIME and CLOCK_BOOTTIME are ahead of the real ones. CLOCK_MONOTONIC is left alone. A program that makes a timerfd
 * obeys commands too, one a line, from the fifo of that name with ".do" behind it: "WALL BOOT WHEN", by how many microseconds
 * more each clock is to go ahead, and when: 0 at once, 1 inside the next timerfd_settime() before it arms anything, 2 between a
 * reading of CLOCK_REALTIME and the reading of CLOCK_BOOTTIME after it. So "3600000000 3600000000 0" is an hour's suspend and
 * "3600000000 0 0" a clock set forward. It is done when the count in the file has gone up.
 *
 * A timerfd with an absolute time behaves as the kernel's does (fs/timerfd.c): armed with TFD_TIMER_CANCEL_ON_SET it becomes readable
 * when the wall clock is moved, read() fails with ECANCELED and swallows an expiry, and what was armed for later stays armed;
 * timerfd_settime() before that read() arms, fails with ECANCELED, and there is nothing to read then. Beneath is a real timerfd, set to
 * the real moment of the false one. What the kernel does on its own (a real step) comes through.
 *
 * All goes to the kernel by syscall(): no look-up of the next function, so that it works at any moment of a program's start, and
 * behind a sanitizer's runtime, which has to come first in LD_PRELOAD. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define FILES 1024 /* file descriptors that are looked after */
#define SECOND 1000000

enum { AT_ONCE, BEFORE_ARMING, BETWEEN_READINGS };

typedef struct Moved {
	volatile int64_t wall, boot; /* microseconds ahead of the real clocks */
	volatile int64_t count;      /* of commands obeyed */
} Moved;

typedef struct Timer {
	bool known; /* made here, on one of the two clocks */
	clockid_t clock;
	int flags;
	int64_t armed;  /* the false moment; 0: not at all, or counting down */
	bool cancelled; /* and nobody has read of it */
} Timer;

typedef struct Command {
	int64_t wall, boot;
	int when;
} Command;

static Moved *moved; /* NULL: the clocks are the real ones */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Timer timers[FILES];
static Command waiting; /* for its moment; when == AT_ONCE: none */
static bool wall_read;  /* CLOCK_REALTIME, since the command came */
static bool listening;

/* --- the clocks --- */

static int64_t ahead(clockid_t clock)
{
	if (!moved)
		return 0;
	if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
		return moved->wall;
	return clock == CLOCK_BOOTTIME ? moved->boot : 0;
}

static int64_t real_now(clockid_t clock)
{
	struct timespec at;

	syscall(SYS_clock_gettime, clock, &at);
	return (int64_t)at.tv_sec * SECOND + at.tv_nsec / 1000;
}

/* --- timers --- */

static int set_real(int fd, int flags, const struct itimerspec *when)
{
	return (int)syscall(SYS_timerfd_settime, fd, flags, when, NULL);
}

/* The real timer at the real moment; `at` 0: disarmed. One that is past expires at once. */
static int arm_real(int fd, const Timer *timer, int64_t at)
{
	int64_t real = at ? at - ahead(timer->clock) : 0;
	struct itimerspec when = { 0 };

	if (at && real < 1)
		real = 1;
	when.it_value.tv_sec = real / SECOND;
	when.it_value.tv_nsec = real % SECOND * 1000;
	return set_real(fd, TFD_TIMER_ABSTIME, &when);
}

static bool can_be_cancelled(const Timer *timer)
{
	return timer->clock == CLOCK_REALTIME && timer->flags & TFD_TIMER_ABSTIME &&
	       timer->flags & TFD_TIMER_CANCEL_ON_SET;
}

static void timers_follow(bool wall_moved)
{
	for (int fd = 0; fd < FILES; fd++) {
		Timer *timer = &timers[fd];

		if (!timer->known || !timer->armed)
			continue;
		timer->cancelled |= wall_moved && can_be_cancelled(timer);
		arm_real(fd, timer, timer->cancelled ? 1 : timer->armed);
	}
}

static void move(Command command)
{
	moved->boot += command.boot;
	moved->wall += command.wall;
	timers_follow(command.wall != 0);
	moved->count++;
}

static void its_moment(int when)
{
	Command command = waiting;

	if (command.when != when)
		return;
	waiting.when = AT_ONCE;
	move(command);
}

/* --- commands --- */

static void obey(Command command)
{
	pthread_mutex_lock(&mutex);
	wall_read = false;
	if (command.when == AT_ONCE)
		move(command);
	else
		waiting = command;
	pthread_mutex_unlock(&mutex);
}

static void *listen_to(void *fifo)
{
	Command command;
	char line[128];

	while (fgets(line, sizeof line, fifo))
		if (sscanf(line, "%ld %ld %d", &command.wall, &command.boot, &command.when) == 3)
			obey(command);
	return NULL;
}

/* Only a program that waits for the clock: a command that only looks at it takes none away. */
static void start_listening(void)
{
	static char name[4096];
	pthread_t thread;
	FILE *fifo;

	if (!moved || listening)
		return;
	snprintf(name, sizeof name, "%s.do", getenv("STEADY_LAB_CLOCK"));
	fifo = fopen(name, "r+e"); /* for writing too: it never ends */
	listening = fifo && pthread_create(&thread, NULL, listen_to, fifo) == 0;
	if (!listening)
		perror(name);
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("STEADY_LAB_CLOCK");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *at = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(Moved), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (fd >= 0)
		close(fd);
	moved = at == MAP_FAILED ? NULL : at;
}

/* --- what the program calls --- */

int clock_gettime(clockid_t clock, struct timespec *at)
{
	int64_t now;

	if (!moved || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE && clock != CLOCK_BOOTTIME))
		return (int)syscall(SYS_clock_gettime, clock, at);
	pthread_mutex_lock(&mutex);
	if (clock == CLOCK_BOOTTIME && wall_read)
		its_moment(BETWEEN_READINGS);
	wall_read |= clock == CLOCK_REALTIME;
	now = real_now(clock) + ahead(clock);
	pthread_mutex_unlock(&mutex);
	at->tv_sec = now / SECOND;
	at->tv_nsec = now % SECOND * 1000;
	return 0;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	at->tv_sec = now.tv_sec;
	at->tv_usec = now.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *at)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (at)
		*at = now.tv_sec;
	return now.tv_sec;
}

int timerfd_create(int clock, int flags)
{
	int fd = (int)syscall(SYS_timerfd_create, clock, flags);

	if (!moved || fd < 0 || fd >= FILES)
		return fd;
	pthread_mutex_lock(&mutex);
	timers[fd] = (Timer){ .known = clock == CLOCK_REALTIME || clock == CLOCK_BOOTTIME, .clock = clock };
	start_listening();
	pthread_mutex_unlock(&mutex);
	return fd;
}

static int settime(int fd, Timer *timer, int flags, const struct itimerspec *when)
{
	bool absolute = flags & TFD_TIMER_ABSTIME, was_cancelled;
	int64_t at = (int64_t)when->it_value.tv_sec * SECOND + when->it_value.tv_nsec / 1000;

	its_moment(BEFORE_ARMING);
	was_cancelled = timer->cancelled;
	timer->cancelled = false;
	timer->flags = flags;
	timer->armed = absolute ? at : 0;
	if ((absolute ? arm_real(fd, timer, at) : set_real(fd, flags, when)) < 0)
		return -1;
	errno = ECANCELED;
	return was_cancelled && can_be_cancelled(timer) ? -1 : 0;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *when, struct itimerspec *before)
{
	int done;

	if (fd < 0 || fd >= FILES || !timers[fd].known)
		return (int)syscall(SYS_timerfd_settime, fd, flags, when, before);
	if (before)
		memset(before, 0, sizeof *before);
	pthread_mutex_lock(&mutex);
	done = settime(fd, &timers[fd], flags, when);
	pthread_mutex_unlock(&mutex);
	return done;
}

/* What is not past stays armed; what is past was swallowed. */
static ssize_t tell_of_cancel(int fd, Timer *timer)
{
	timer->cancelled = false;
	if (timer->armed <= real_now(timer->clock) + ahead(timer->clock))
		timer->armed = 0;
	arm_real(fd, timer, timer->armed);
	errno = ECANCELED;
	return -1;
}

ssize_t read(int fd, void *buffer, size_t size)
{
	ssize_t n = syscall(SYS_read, fd, buffer, size);

	if (fd < 0 || fd >= FILES || !timers[fd].known)
		return n;
	pthread_mutex_lock(&mutex);
	if (timers[fd].cancelled)
		n = tell_of_cancel(fd, &timers[fd]);
	pthread_mutex_unlock(&mutex);
	return n;
}
