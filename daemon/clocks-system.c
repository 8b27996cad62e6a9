#include "daemon/clocks-system.h"
#include "core/i18n.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct System {
	Clocks face;
	int timer;   /* on CLOCK_REALTIME, cancelled when the clock is set */
	int elapsed; /* on CLOCK_BOOTTIME */
	guint sources[2];
	void (*wake)(gpointer);
	gpointer data;
	char boot_id[40];
	Zone *zone;             /* as last read; NULL: not yet */
	char *variable;         /* TZ then */
	struct stat link, file; /* /etc/localtime then, and what it leads to */
} System;

static gint64 read_clock(clockid_t clock)
{
	struct timespec at;

	clock_gettime(clock, &at);
	return SECONDS(at.tv_sec) + at.tv_nsec / 1000;
}

#define TOGETHER (SECONDS(1) / 100)

/* Set, or asleep, between one clock and the other, they would make hours of difference that never were: both are read again. */
static Moment now(gpointer self)
{
	System *system = self;
	Moment moment = { .boot_id = system->boot_id };

	do {
		moment.wall = read_clock(CLOCK_REALTIME);
		moment.boot = read_clock(CLOCK_BOOTTIME);
	} while (ABS(read_clock(CLOCK_REALTIME) - moment.wall) > TOGETHER);
	return moment;
}

#define LOCALTIME "/etc/localtime"

static gboolean is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	       a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* Asked at every wake, between the moment that is due and its prompt: read afresh only where something has changed. What TZ names
 * is not looked at again. */
static Zone *zone(gpointer self)
{
	System *system = self;
	struct stat link = { 0 }, file = { 0 };
	const char *variable = g_getenv("TZ");

	if (lstat(LOCALTIME, &link) < 0 || stat(LOCALTIME, &file) < 0)
		file.st_ino = 0;
	if (system->zone && is_same(&link, &system->link) && is_same(&file, &system->file) &&
	    g_strcmp0(variable, system->variable) == 0)
		return zone_ref(system->zone);
	system->link = link;
	system->file = file;
	g_free(system->variable);
	system->variable = g_strdup(variable);
	g_clear_pointer(&system->zone, zone_unref);
	system->zone = zone_new_local();
	return zone_ref(system->zone);
}

static int set_timer(const System *system, gint64 at)
{
	struct itimerspec when = { .it_value = { at / G_USEC_PER_SEC, at % G_USEC_PER_SEC * 1000 } };

	return timerfd_settime(system->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

#define SLACK (SECONDS(1) / 200)

/* The same moment by the clock that nobody sets: a wall clock that is made to run slow (NTP slews by up to 1 in 2,000) would keep what counts
 * elapsed time waiting. A little later, so that where both agree there is one wake and not two. */
static void set_elapsed(System *system, gint64 wall)
{
	Moment now = system->face.now(system);
	gint64 at = wall == TIME_NEVER ? 0 : now.boot + MAX(wall - now.wall, 0) + SLACK;
	struct itimerspec when = { .it_value = { at / G_USEC_PER_SEC, at % G_USEC_PER_SEC * 1000 } };

	timerfd_settime(system->elapsed, TFD_TIMER_ABSTIME, &when, NULL);
}

/* TIME_NEVER is armed too, far away: so that a set clock is still told of. ECANCELED here means that the clock was set since somebody
 * looked at it to say `wall`, and read() will not tell of that any more: what is past expires at once, and it is looked at again. */
static void arm(gpointer self, gint64 wall)
{
	System *system = self;

	if (set_timer(system, CLAMP(wall, 1, SECONDS(G_MAXINT32) * 8)) < 0 && errno == ECANCELED)
		set_timer(system, 1);
	set_elapsed(system, wall);
}

/* An expiry, or ECANCELED (which swallows an expiry): either way everything is looked at afresh. */
static gboolean on_timer(int fd, GIOCondition condition, gpointer data)
{
	System *system = data;
	guint64 times;

	if (read(fd, &times, sizeof times) < 0 && errno == EAGAIN)
		return G_SOURCE_CONTINUE;
	system->wake(system->data);
	return G_SOURCE_CONTINUE;
}

static void read_boot_id(System *system)
{
	g_autofree char *text = NULL;

	if (g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
		g_strlcpy(system->boot_id, g_strstrip(text), sizeof system->boot_id);
}

static int make_timer(clockid_t clock, GError **error)
{
	int timer = timerfd_create(clock, TFD_NONBLOCK | TFD_CLOEXEC);

	if (timer < 0)
		g_set_error(error, G_UNIX_ERROR, 0, "timerfd_create: %s", g_strerror(errno));
	return timer;
}

Clocks *clocks_system_new(void (*wake)(gpointer), gpointer data, GError **error)
{
	System *system;
	int timer = make_timer(CLOCK_REALTIME, error), elapsed = timer < 0 ? -1 : make_timer(CLOCK_BOOTTIME, error);

	if (elapsed < 0) {
		if (timer >= 0)
			close(timer);
		return NULL;
	}
	system = g_new0(System, 1);
	system->face = (Clocks){ system, now, zone, arm };
	system->timer = timer;
	system->elapsed = elapsed;
	system->wake = wake;
	system->data = data;
	read_boot_id(system);
	system->sources[0] = g_unix_fd_add(timer, G_IO_IN, on_timer, system);
	system->sources[1] = g_unix_fd_add(elapsed, G_IO_IN, on_timer, system);
	return &system->face;
}

void clocks_system_free(Clocks *clocks)
{
	System *system = clocks->self;

	g_source_remove(system->sources[0]);
	g_source_remove(system->sources[1]);
	close(system->timer);
	close(system->elapsed);
	zone_unref(system->zone);
	g_free(system->variable);
	g_free(system);
}
