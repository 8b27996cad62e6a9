/* cmd-monitor.c - what happens, as it happens: a line an event, from the daemon's own signals. */
#include <glib-unix.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/remote.h"
#include "cli/times.h"
#include "core/i18n.h"

#define NAME "org.steadyd.Steady1"
#define PATH "/org/steadyd/Steady1"

typedef struct Monitor {
	const Cli *cli;
	GMainLoop *loop;
} Monitor;

/* The same keys for each, in JSON; what an event has none of is null. */
typedef struct Event {
	const char *name;
	gint64 id;        /* 0: none */
	const char *word; /* an outcome, a reason; NULL: none */
	gint64 at;        /* 0 or TIME_NEVER: none */
} Event;

static void print_json(const Monitor *monitor, const Event *event)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_string(&json, "event", event->name);
	if (event->id)
		json_int(&json, "id", event->id);
	else
		json_null(&json, "id");
	json_string(&json, "what", event->word);
	json_time(&json, "at", monitor->cli->zone, event->at);
	json_close(&json, '}');
	json_print(&json);
}

static void print_words(const Monitor *monitor, const Event *event)
{
	g_autofree char *at = event->at && event->at != TIME_NEVER ? time_said(monitor->cli, event->at) : NULL;

	fputs(event->name, stdout);
	if (event->id)
		printf(" %" G_GINT64_FORMAT, event->id);
	if (event->word)
		printf(" %s", event->word);
	if (at)
		printf(" %s", at);
	putchar('\n');
}

/* A reader that left wants no more. */
static void tell(const Monitor *monitor, Event event)
{
	(monitor->cli->json ? print_json : print_words)(monitor, &event);
	if (fflush(stdout))
		g_main_loop_quit(monitor->loop);
}

/* --- what the daemon says --- */

static void on_paused(const Monitor *monitor, GVariant *value)
{
	gint64 until = g_variant_get_int64(value);

	tell(monitor, (Event){ .name = until ? "paused" : "resumed", .at = until });
}

static void on_next(const Monitor *monitor, GVariant *value)
{
	tell(monitor, (Event){ .name = "next", .at = g_variant_get_int64(value) });
}

static void on_reach(const Monitor *monitor, GVariant *value)
{
	const char *reason = g_variant_get_string(value, NULL);

	tell(monitor, *reason ? (Event){ .name = "unavailable", .word = reason } : (Event){ .name = "available" });
}

static void on_waiting(const Monitor *monitor, GVariant *value)
{
	g_autofree char *number = g_strdup_printf("%u", g_variant_get_uint32(value));

	tell(monitor, (Event){ .name = "waiting", .word = number });
}

/* Its end is told by "resumed". */
static void on_hidden(const Monitor *monitor, GVariant *value)
{
	if (g_variant_get_boolean(value))
		tell(monitor, (Event){ .name = "hidden" });
}

static const struct {
	const char *property, *type;
	void (*told)(const Monitor *monitor, GVariant *value);
} properties[] = {
	{ "Waiting", "u", on_waiting }, { "Hidden", "b", on_hidden },     { "PausedUntil", "x", on_paused },
	{ "Next", "x", on_next },       { "Unavailable", "s", on_reach },
};

static void on_changed(const Monitor *monitor, GVariant *parameters)
{
	g_autoptr(GVariant) changed = NULL;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	g_variant_get(parameters, "(&s@a{sv}@as)", NULL, &changed, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
		g_autoptr(GVariant) value =
			g_variant_lookup_value(changed, properties[i].property, G_VARIANT_TYPE(properties[i].type));

		if (value)
			properties[i].told(monitor, value);
	}
}

static void on_signal(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                      const char *signal, GVariant *parameters, gpointer data)
{
	Event event = { .name = "shown" };

	if (g_str_equal(signal, "PropertiesChanged")) {
		on_changed(data, parameters);
	} else if (g_str_equal(signal, "Shown") && g_variant_is_of_type(parameters, G_VARIANT_TYPE("(x)"))) {
		g_variant_get(parameters, "(x)", &event.id);
		tell(data, event);
	} else if (g_str_equal(signal, "Closed") && g_variant_is_of_type(parameters, G_VARIANT_TYPE("(xs)"))) {
		event.name = "closed";
		g_variant_get(parameters, "(x&s)", &event.id, &event.word);
		tell(data, event);
	}
}

static void on_daemon(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	tell(data, (Event){ .name = "daemon", .word = "running" });
}

/* Off: it may come back, and is waited for. */
static void on_no_daemon(GDBusConnection *bus, const char *name, gpointer data)
{
	tell(data, (Event){ .name = "daemon", .word = "off" });
}

static void on_bus_gone(GDBusConnection *bus, gboolean vanished, GError *error, gpointer data)
{
	g_main_loop_quit(((Monitor *)data)->loop);
}

static gboolean on_end(gpointer data)
{
	g_main_loop_quit(((Monitor *)data)->loop);
	return G_SOURCE_CONTINUE;
}

static gboolean on_reader_left(int fd, GIOCondition condition, gpointer data)
{
	g_main_loop_quit(((Monitor *)data)->loop);
	return G_SOURCE_REMOVE;
}

static void run(Monitor *monitor, GDBusConnection *bus)
{
	static const struct {
		const char *interface, *signal;
	} heard[] = {
		{ NAME, "Shown" },
		{ NAME, "Closed" },
		{ "org.freedesktop.DBus.Properties", "PropertiesChanged" },
	};
	guint watch;

	for (guint i = 0; i < G_N_ELEMENTS(heard); i++)
		g_dbus_connection_signal_subscribe(bus, NAME, heard[i].interface, heard[i].signal, PATH, NULL,
		                                   G_DBUS_SIGNAL_FLAGS_NONE, on_signal, monitor, NULL);
	watch = g_bus_watch_name_on_connection(bus, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_daemon, on_no_daemon,
	                                       monitor, NULL);
	g_signal_connect(bus, "closed", G_CALLBACK(on_bus_gone), monitor);
	g_unix_signal_add(SIGINT, on_end, monitor);
	g_unix_signal_add(SIGTERM, on_end, monitor);
	g_unix_fd_add(fileno(stdout), G_IO_ERR, on_reader_left, monitor);
	g_main_loop_run(monitor->loop);
	g_bus_unwatch_name(watch);
}

int cmd_monitor(Cli *cli, int argc, char **argv)
{
	Monitor monitor = { .cli = cli };
	const GOptionEntry entries[] = { { NULL } };
	g_autoptr(GMainLoop) loop = NULL;
	g_autoptr(GDBusConnection) bus = NULL;

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	bus = cli_bus_in(NULL);
	if (!bus)
		return cli_fail(_("there is no session bus here; `steady doctor` tells more"));
	loop = monitor.loop = g_main_loop_new(NULL, FALSE);
	run(&monitor, bus);
	return EXIT_DONE;
}
