/* How late a prompt is: from the moment it is due to the arrival of Notify at the bus, through the real daemon, a real bus
 * and a real store. This program is the notification server. Beside it, measured in the same run: a bare timerfd, a call
 * over the same bus, and a durable commit, which the daemon makes before each Notify.
 * usage: bench-lateness STEADYD SHARE [PROMPTS] */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SPACING 100000 /* microseconds between two prompts: `when` below */

static const char server_xml[] =
	"<node><interface name='org.freedesktop.Notifications'>"
	"<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
	"<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
	"<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
	"<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
	"<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
	"<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
	"<method name='CloseNotification'><arg type='u' direction='in'/></method>"
	"<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
	"<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal></interface></node>";

typedef struct Bench {
	char *folder, *address;
	GPid bus, daemon;
	GDBusConnection *connection;
	GMainLoop *loop;
	GArray *late; /* of gint64, microseconds */
	guint wanted;
	guint32 id;
} Bench;

static gint64 now_real(void)
{
	struct timespec at;

	clock_gettime(CLOCK_REALTIME, &at);
	return (gint64)at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

/* --- the server --- */

/* The person waves each prompt away, so that it is written down and over before the next one is due. */
static gboolean wave_away(gpointer data)
{
	Bench *bench = data;

	g_dbus_connection_emit_signal(bench->connection, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
	                              "NotificationClosed", g_variant_new("(uu)", bench->id, 2), NULL);
	return G_SOURCE_REMOVE;
}

static void on_call(GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
                    GVariant *arguments, GDBusMethodInvocation *call, gpointer data)
{
	static const char *const capabilities[] = { "body", "actions", NULL };
	Bench *bench = data;
	gint64 late = now_real() % SPACING; /* every prompt is due at a whole multiple */

	if (g_str_equal(method, "Notify")) {
		g_array_append_val(bench->late, late);
		g_dbus_method_invocation_return_value(call, g_variant_new("(u)", ++bench->id));
		g_timeout_add(20, wave_away, bench);
		if (bench->late->len >= bench->wanted)
			g_main_loop_quit(bench->loop);
	} else if (g_str_equal(method, "GetCapabilities")) {
		g_dbus_method_invocation_return_value(call, g_variant_new("(^as)", capabilities));
	} else if (g_str_equal(method, "GetServerInformation")) {
		g_dbus_method_invocation_return_value(call, g_variant_new("(ssss)", "bench", "steady", "1", "1.2"));
	} else {
		g_dbus_method_invocation_return_value(call, NULL);
	}
}

static void serve(Bench *bench)
{
	static const GDBusInterfaceVTable table = { .method_call = on_call };
	g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml(server_xml, NULL);

	g_dbus_connection_register_object(bench->connection, "/org/freedesktop/Notifications", node->interfaces[0], &table, bench,
	                                  NULL, NULL);
	g_bus_own_name_on_connection(bench->connection, "org.freedesktop.Notifications", 0, NULL, NULL, NULL, NULL);
}

/* --- the private session --- */

static void write_file(const Bench *bench, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(bench->folder, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_mkdir_with_parents(folder, 0700);
	if (!g_file_set_contents(path, text, -1, NULL))
		g_error("%s cannot be written", path);
}

static void start_bus(Bench *bench)
{
	g_autofree char *config = g_build_filename(bench->folder, "bus.conf", NULL);
	g_autofree char *option = g_strconcat("--config-file=", config, NULL);
	char *argv[] = { "dbus-daemon", option, "--nofork", "--print-address=1", NULL };
	char line[512] = "";
	int out;
	FILE *stream;

	write_file(bench, "bus.conf",
	           "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
	           "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
	           "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
	           "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
	if (!g_spawn_async_with_pipes(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &bench->bus,
	                              NULL, &out, NULL, NULL))
		g_error("dbus-daemon cannot be started");
	stream = fdopen(out, "r");
	if (!fgets(line, sizeof line, stream))
		g_error("dbus-daemon says no address");
	fclose(stream);
	bench->address = g_strdup(g_strstrip(line));
	bench->connection = g_dbus_connection_new_for_address_sync(
		bench->address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
		NULL);
	g_assert(bench->connection);
}

static void start_daemon(Bench *bench, const char *program, const char *share)
{
	g_auto(GStrv) env = g_get_environ();
	g_autofree char *config = g_build_filename(bench->folder, "config", NULL);
	g_autofree char *data = g_build_filename(bench->folder, "data", NULL);
	char *argv[] = { (char *)program, "--deliver", "desktop", NULL };

	write_file(bench, "config/steady/steady.ini",
	           "[steady]\nquiet = none\nbudget = 10000\napart = 0\n[nudge bench]\nwhen = *:*:0/0.1 UTC\nexpires = 1min\n");
	env = g_environ_setenv(env, "DBUS_SESSION_BUS_ADDRESS", bench->address, TRUE);
	env = g_environ_setenv(env, "XDG_CONFIG_HOME", config, TRUE);
	env = g_environ_setenv(env, "XDG_DATA_HOME", data, TRUE);
	env = g_environ_setenv(env, "STEADY_SHARE", share, TRUE);
	env = g_environ_unsetenv(env, "STEADY_BUS");
	if (!g_spawn_async(NULL, argv, env, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &bench->daemon, NULL))
		g_error("%s cannot be started", program);
}

/* --- what it is held against --- */

static gint64 bare_timer(gpointer unused)
{
	struct itimerspec when = { 0 };
	gint64 due = now_real() + 5000;
	guint64 times;
	int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);

	when.it_value.tv_sec = due / G_USEC_PER_SEC;
	when.it_value.tv_nsec = due % G_USEC_PER_SEC * 1000;
	timerfd_settime(fd, TFD_TIMER_ABSTIME, &when, NULL);
	if (read(fd, &times, sizeof times) < 0)
		perror("timerfd");
	close(fd);
	return now_real() - due;
}

static gint64 bus_call(gpointer connection)
{
	gint64 begin = now_real();
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_sync(connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
	                                    "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

	return now_real() - begin;
}

static gint64 durable_commit(gpointer db)
{
	gint64 begin = now_real();

	sqlite3_exec(db, "INSERT INTO t VALUES (1)", NULL, NULL, NULL);
	return now_real() - begin;
}

/* --- figures --- */

static int by_value(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

static double percentile(GArray *values, double p)
{
	g_array_sort(values, by_value);
	return g_array_index(values, gint64, (guint)(p * (values->len - 1))) / 1000.0;
}

static GArray *sample(gint64 (*once)(gpointer), gpointer data, int n)
{
	GArray *values = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (int i = 0; i < n; i++) {
		gint64 value = once(data);

		g_array_append_val(values, value);
	}
	return values;
}

static void print_row(const char *what, GArray *values)
{
	double p50 = percentile(values, 0.5), p99 = percentile(values, 0.99);

	printf("%-34s p50 %7.3f ms   p99 %7.3f ms   most %7.3f ms\n", what, p50, p99, percentile(values, 1));
}

static void compare(Bench *bench)
{
	g_autofree char *path = g_build_filename(bench->folder, "bench.db", NULL);
	g_autoptr(GArray) timer = sample(bare_timer, NULL, 100);
	g_autoptr(GArray) call = sample(bus_call, bench->connection, 100);
	g_autoptr(GArray) commit = NULL;
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		g_error("%s", sqlite3_errmsg(db));
	sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x)", NULL, NULL, NULL);
	commit = sample(durable_commit, db, 100);
	sqlite3_close(db);
	print_row("due -> Notify at the bus", bench->late);
	print_row("  a bare timerfd", timer);
	print_row("  a call to the bus and back", call);
	print_row("  a durable commit", commit);
	printf("ratio: due -> Notify / (timer + call + commit), p50 %.2f, p99 %.2f\n",
	       percentile(bench->late, 0.5) / (percentile(timer, 0.5) + percentile(call, 0.5) + percentile(commit, 0.5)),
	       percentile(bench->late, 0.99) / (percentile(timer, 0.99) + percentile(call, 0.99) + percentile(commit, 0.99)));
}

static gboolean on_too_long(gpointer loop)
{
	g_main_loop_quit(loop);
	return G_SOURCE_REMOVE;
}

int main(int argc, char **argv)
{
	Bench bench = { .wanted = argc > 3 ? atoi(argv[3]) : 100 };
	g_autofree char *remove = NULL;

	if (argc < 3)
		return fprintf(stderr, "usage: bench-lateness STEADYD SHARE [PROMPTS]\n"), 2;
	bench.folder = g_dir_make_tmp("steady-bench-XXXXXX", NULL);
	bench.late = g_array_new(FALSE, FALSE, sizeof(gint64));
	bench.loop = g_main_loop_new(NULL, FALSE);
	start_bus(&bench);
	serve(&bench);
	start_daemon(&bench, argv[1], argv[2]);
	g_timeout_add_seconds(20 + bench.wanted / 5, on_too_long, bench.loop);
	g_main_loop_run(bench.loop);
	kill(bench.daemon, SIGTERM);
	waitpid(bench.daemon, NULL, 0);
	if (bench.late->len < bench.wanted)
		fprintf(stderr, "only %u of %u prompts came\n", bench.late->len, bench.wanted);
	else
		compare(&bench);
	kill(bench.bus, SIGTERM);
	remove = g_strdup_printf("rm -rf '%s'", bench.folder);
	return system(remove) || bench.late->len < bench.wanted;
}
