/* bench-idle.c - how often the idle daemon wakes: voluntary switches of all its threads, counted from /proc over IDLE seconds (30). Each
 * sleep that ends counts one. Two daemons at the same time: one as it is, one with systemd's watchdog, which wants its pings. */
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "tests/bench/bench.h"
#include "tests/bench/session.h"

#define SETTLE 20          /* seconds: GLib ends the threads of its pool when they were not used for 15 */
#define WATCHDOG "4000000" /* microseconds: a ping each two seconds */
#define SETTINGS                                                                                                       \
	"[steady]\nquiet = none\n[nudge rare]\nwhen = *-02-29 12:00\n[checkin rarer]\nwhen = Sun *-02-29 21:30\n"

typedef struct Idle {
	Session *session;
	GHashTable *before; /* thread -> its switches then */
	int pings, pings_before;
} Idle;

static guint64 read_switches(const char *path)
{
	g_autofree char *text = NULL;
	const char *at;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return 0;
	at = strstr(text, "\nvoluntary_ctxt_switches:");
	return at ? g_ascii_strtoull(at + strlen("\nvoluntary_ctxt_switches:"), NULL, 10) : 0;
}

/* Thread -> its switches until now. */
static GHashTable *read_threads(GPid process)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/task", process);
	GHashTable *threads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *thread;

	if (!dir)
		g_error("the daemon has ended");
	while ((thread = g_dir_read_name(dir))) {
		g_autofree char *status = g_build_filename(path, thread, "status", NULL);

		g_hash_table_insert(threads, g_strdup(thread), GSIZE_TO_POINTER(read_switches(status)));
	}
	return threads;
}

/* A thread that came or went woke at least once. */
static guint64 count_wakes(GHashTable *before, GHashTable *after)
{
	GHashTableIter iter;
	gpointer thread, switches, then;
	guint64 count = 0;

	g_hash_table_iter_init(&iter, after);
	while (g_hash_table_iter_next(&iter, &thread, &switches))
		if (g_hash_table_lookup_extended(before, thread, NULL, &then))
			count += GPOINTER_TO_SIZE(switches) - GPOINTER_TO_SIZE(then);
		else
			count += MAX(GPOINTER_TO_SIZE(switches), 1);
	g_hash_table_iter_init(&iter, before);
	while (g_hash_table_iter_next(&iter, &thread, NULL))
		count += !g_hash_table_contains(after, thread);
	return count;
}

/* --- systemd's end of the watchdog --- */

static gboolean on_ping(int fd, GIOCondition condition, gpointer data)
{
	Idle *idle = data;
	char text[256] = "";

	if (recv(fd, text, sizeof text - 1, 0) > 0 && strstr(text, "WATCHDOG=1"))
		idle->pings++;
	return G_SOURCE_CONTINUE;
}

static char *listen_for_pings(Idle *idle)
{
	char *path = g_build_filename(idle->session->folder, "notify", NULL);
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	g_strlcpy(name.sun_path, path, sizeof name.sun_path);
	if (bind(fd, (struct sockaddr *)&name, sizeof name) < 0)
		g_error("%s: %s", path, g_strerror(errno));
	g_unix_fd_add(fd, G_IO_IN, on_ping, idle);
	return path;
}

/* --- */

static void start(Idle *idle, gboolean watched)
{
	g_autofree char *socket = NULL;

	idle->session = session_new(g_get_tmp_dir(), NULL, NULL);
	socket = listen_for_pings(idle);
	session_start_daemon(idle->session, SETTINGS,
	                     watched ? (const char *const[]){ "NOTIFY_SOCKET", socket, "WATCHDOG_USEC", WATCHDOG, NULL }
	                             : NULL);
}

static gboolean on_over(gpointer loop)
{
	g_main_loop_quit(loop);
	return G_SOURCE_REMOVE;
}

static void run_for(GMainLoop *loop, guint seconds)
{
	g_timeout_add_seconds(seconds, on_over, loop);
	g_main_loop_run(loop);
}

static void print_wakes(Idle *idle, const char *name, int seconds)
{
	g_autoptr(GHashTable) after = read_threads(idle->session->daemon);
	guint64 wakes = count_wakes(idle->before, after);
	int pings = idle->pings - idle->pings_before;
	double beside = (double)wakes - pings;

	printf("  %s: %" G_GUINT64_FORMAT " wake-ups in %d s, %d pings\n", name, wakes, seconds, pings);
	figure_print((Figure){ .name = name, .value = beside, .unit = "", .most = 0.5 });
	g_hash_table_unref(idle->before);
	session_free(idle->session);
}

int main(void)
{
	int seconds = bench_option("IDLE", 30);
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	Idle plain = { 0 }, watched = { 0 };

	start(&plain, FALSE);
	start(&watched, TRUE);
	run_for(loop, SETTLE);
	plain.before = read_threads(plain.session->daemon);
	watched.before = read_threads(watched.session->daemon);
	watched.pings_before = watched.pings;
	run_for(loop, seconds);
	print_wakes(&plain, "wake-ups", seconds);
	print_wakes(&watched, "wake-ups beside the pings, with a watchdog", seconds);
	return EXIT_SUCCESS;
}
