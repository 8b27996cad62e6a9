/* bench-lateness.c - how late a prompt is: from the moment it is due to the arrival of Notify at its server, through the real daemon, a
 * real bus and a real store; PROMPTS of them (1,000), with the store on a disk and in memory, where a durable commit costs nothing.
 * Beside it, half a period later and so on the same machine under the same load, the least that any program would have to do: a bare
 * timerfd, one durable row, one Notify over the same bus. */
#include <sqlite3.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>

#include "tests/bench/bench.h"
#include "tests/bench/session.h"

#define PERIOD 100000 /* microseconds between two prompts: `when` below */
#define TMPFS 0x01021994
#define SETTINGS                                                                                                       \
	"[steady]\nquiet = none\nbudget = 10000\napart = 0\n[nudge bench]\nwhen = *:*:0/0.1 UTC\nexpires = 1min\n"

typedef struct Bench {
	GMainLoop *loop;
	Session *session;
	guint wanted, filter;
	GMutex lock;      /* of what follows: arrivals are noted where they are read, on a thread of GDBus */
	GArray *arrivals; /* of gint64: of the daemon's, in order */
	gint64 bare_arrival;
	char *bare_name;               /* the bus name of the bare program */
	GArray *timer, *commit, *bare; /* of double, milliseconds: the bare program's wake, its row, and all of it */
	gint ending, ended;            /* atomic: of the bare program */
} Bench;

static gint64 now_real(void)
{
	struct timespec at;

	clock_gettime(CLOCK_REALTIME, &at);
	return (gint64)at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

static void add_value(GArray *values, gint64 microseconds)
{
	double value = microseconds / 1000.0;

	g_array_append_val(values, value);
}

/* --- arrivals --- */

static GDBusMessage *on_message(GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
	Bench *bench = data;
	gint64 now = now_real();

	if (!incoming || g_strcmp0(g_dbus_message_get_member(message), "Notify"))
		return message;
	g_mutex_lock(&bench->lock);
	if (g_strcmp0(g_dbus_message_get_sender(message), bench->bare_name) == 0)
		bench->bare_arrival = now;
	else
		g_array_append_val(bench->arrivals, now);
	g_mutex_unlock(&bench->lock);
	return message;
}

typedef struct Shown {
	Session *session;
	guint32 id;
} Shown;

/* So that it is written down and over before the next one is due. */
static gboolean wave_away(gpointer data)
{
	Shown *shown = data;

	session_dismiss(shown->session, shown->id);
	return G_SOURCE_REMOVE;
}

static void on_notify(Session *session, guint32 id)
{
	Bench *bench = session->data;
	Shown shown = { session, id };

	g_timeout_add_full(G_PRIORITY_DEFAULT, 15, wave_away, g_memdup2(&shown, sizeof shown), g_free);
	if (bench->arrivals->len >= bench->wanted)
		g_main_loop_quit(bench->loop);
}

/* --- the least that any program has to do --- */

static void wait_until(int timer, gint64 due)
{
	struct itimerspec when = { .it_value = { due / G_USEC_PER_SEC, due % G_USEC_PER_SEC * 1000 } };
	guint64 times;

	timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
	if (read(timer, &times, sizeof times) < 0)
		perror("timerfd");
}

static void bare_notify(GDBusConnection *connection)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(
		connection, SERVER, SERVER_PATH, SERVER, "Notify",
		g_variant_new_parsed("('Steady', uint32 0, '', 'A prompt', '3 min to read.', @as [], @a{sv} {}, -1)"),
		NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static void bare_once(Bench *bench, GDBusConnection *connection, sqlite3_stmt *insert, int timer)
{
	gint64 due = (now_real() / PERIOD + 1) * PERIOD + PERIOD / 2, woken, written;

	wait_until(timer, due);
	woken = now_real();
	sqlite3_step(insert);
	sqlite3_reset(insert);
	written = now_real();
	bare_notify(connection);
	g_mutex_lock(&bench->lock);
	add_value(bench->timer, woken - due);
	add_value(bench->commit, written - woken);
	add_value(bench->bare, bench->bare_arrival - due);
	g_mutex_unlock(&bench->lock);
}

static gpointer bare_run(gpointer data)
{
	Bench *bench = data;
	g_autofree char *path = g_build_filename(bench->session->folder, "bare.db", NULL);
	g_autoptr(GDBusConnection) connection = session_connect(bench->session);
	int timer = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
	sqlite3_stmt *insert = NULL;
	sqlite3 *db;

	g_mutex_lock(&bench->lock);
	bench->bare_name = g_strdup(g_dbus_connection_get_unique_name(connection));
	g_mutex_unlock(&bench->lock);
	sqlite3_open(path, &db);
	sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (at, what)", NULL, NULL,
	             NULL);
	if (sqlite3_prepare_v2(db, "INSERT INTO t VALUES (unixepoch(), 'nudge/bench')", -1, &insert, NULL) != SQLITE_OK)
		g_error("%s: %s", path, sqlite3_errmsg(db));
	while (!g_atomic_int_get(&bench->ending))
		bare_once(bench, connection, insert, timer);
	sqlite3_finalize(insert);
	sqlite3_close(db);
	close(timer);
	g_atomic_int_set(&bench->ended, TRUE);
	g_main_context_wakeup(NULL);
	return NULL;
}

/* --- what became of it --- */

/* due -> decided, decided -> arrival and due -> arrival: an arrival belongs to the last decision before it. */
static void read_store(Bench *bench, GArray *woken, GArray *rest, GArray *all)
{
	guint i = 0;
	sqlite3_stmt *rows = NULL;
	sqlite3 *db;

	if (sqlite3_open_v2(bench->session->store, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db,
	                       "SELECT due, decided, lead(decided, 1, 1 << 62) OVER (ORDER BY decided) FROM decision "
	                       "WHERE shown IS NOT NULL AND missed = 0 ORDER BY decided",
	                       -1, &rows, NULL) != SQLITE_OK)
		g_error("%s: %s", bench->session->store, sqlite3_errmsg(db));
	while (sqlite3_step(rows) == SQLITE_ROW) {
		gint64 due = sqlite3_column_int64(rows, 0), decided = sqlite3_column_int64(rows, 1);
		gint64 next = sqlite3_column_int64(rows, 2), arrival;

		while (i < bench->arrivals->len && g_array_index(bench->arrivals, gint64, i) < decided)
			i++;
		if (i == bench->arrivals->len || (arrival = g_array_index(bench->arrivals, gint64, i)) >= next)
			continue;
		add_value(woken, decided - due);
		add_value(rest, arrival - decided);
		add_value(all, arrival - due);
	}
	sqlite3_finalize(rows);
	sqlite3_close(db);
}

static void print_row(const char *what, GArray *values)
{
	double p50 = bench_percentile(values, 0.5), p90 = bench_percentile(values, 0.9),
	       p99 = bench_percentile(values, 0.99);

	printf("  %-36s p50 %8.3f   p90 %8.3f   p99 %8.3f   most %8.3f ms\n", what, p50, p90, p99,
	       bench_percentile(values, 1));
}

static void print_figure(const char *name, const char *where, GArray *values, GArray *bare, double p, double goal)
{
	g_autofree char *title = g_strdup_printf("%s, %s", name, where);
	double value = bench_percentile(values, p);

	figure_print((Figure){ title, value, "ms", bench_percentile(bare, p) / value, "timer, row and Notify alone",
	                       goal, 0 });
}

static void print_run(Bench *bench, const char *where)
{
	g_autoptr(GArray) woken = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) rest = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));

	read_store(bench, woken, rest, all);
	printf("  %u prompts, %s\n", all->len, where);
	print_row("due -> Notify at its server", all);
	print_row("  due -> the daemon has decided", woken);
	print_row("  decided -> Notify at its server", rest);
	print_row("a bare program, the same", bench->bare);
	print_row("  its timerfd", bench->timer);
	print_row("  its row", bench->commit);
	print_figure("lateness p50", where, all, bench->bare, 0.5, 0);
	print_figure("lateness p99", where, all, bench->bare, 0.99, 1);
	print_figure("lateness p50, decided to Notify", where, rest, bench->bare, 0.5, 0);
}

static gboolean on_too_long(gpointer loop)
{
	g_main_loop_quit(loop);
	return G_SOURCE_CONTINUE;
}

static void bench_begin(Bench *bench, const char *folder)
{
	bench->loop = g_main_loop_new(NULL, FALSE);
	bench->arrivals = g_array_new(FALSE, FALSE, sizeof(gint64));
	bench->timer = g_array_new(FALSE, FALSE, sizeof(double));
	bench->commit = g_array_new(FALSE, FALSE, sizeof(double));
	bench->bare = g_array_new(FALSE, FALSE, sizeof(double));
	g_mutex_init(&bench->lock);
	bench->session = session_new(folder, on_notify, bench);
	bench->filter = g_dbus_connection_add_filter(bench->session->connection, on_message, bench, NULL);
}

static void bench_end(Bench *bench)
{
	g_dbus_connection_remove_filter(bench->session->connection, bench->filter);
	session_free(bench->session);
	g_main_loop_unref(bench->loop);
	g_array_unref(bench->arrivals);
	g_array_unref(bench->timer);
	g_array_unref(bench->commit);
	g_array_unref(bench->bare);
	g_free(bench->bare_name);
	g_mutex_clear(&bench->lock);
}

static gboolean run_in(const char *folder, const char *where, guint wanted)
{
	Bench bench = { .wanted = wanted };
	GThread *bare;
	guint alarm;
	gboolean enough;

	bench_begin(&bench, folder);
	bare = g_thread_new("bare", bare_run, &bench);
	session_start_daemon(bench.session, SETTINGS, NULL);
	alarm = g_timeout_add_seconds(20 + wanted / 5, on_too_long, bench.loop);
	g_main_loop_run(bench.loop);
	g_atomic_int_set(&bench.ending, TRUE);
	while (!g_atomic_int_get(&bench.ended))
		g_main_context_iteration(NULL, TRUE); /* its last Notify is answered here */
	g_thread_join(bare);
	g_source_remove(alarm);
	session_stop_daemon(bench.session);
	enough = bench.arrivals->len >= wanted;
	if (enough)
		print_run(&bench, where);
	else
		fprintf(stderr, "only %u of %u prompts came\n", bench.arrivals->len, wanted);
	bench_end(&bench);
	return enough;
}

static gboolean is_in_memory(const char *folder)
{
	struct statfs facts;

	return statfs(folder, &facts) == 0 && facts.f_type == TMPFS;
}

/* The build folder lies on a disk, mostly; then what a disk costs can be told by doing without. */
int main(void)
{
	const char *disk = g_getenv("O") ?: "build", *memory = "/dev/shm";
	int prompts = bench_option("PROMPTS", 1000);
	gboolean good;

	if (is_in_memory(disk))
		printf("  (%s lies in memory: nothing here is durable)\n", disk);
	good = run_in(disk, "committed to disk first", prompts);
	if (is_in_memory(memory))
		good = run_in(memory, "committed to memory", MIN(prompts, 300)) && good;
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
