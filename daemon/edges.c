/* edges.c - the real edges, and what goes to and fro between them and the app. */
#include "daemon/edges.h"

#include <glib-unix.h>
#include <stdlib.h>

#include "daemon/clocks-system.h"
#include "daemon/deliver.h"
#include "daemon/opener.h"
#include "daemon/presence-bus.h"
#include "daemon/systemd.h"

#include "config/except-file.h"
#include "core/i18n.h"

#define PATIENCE                                                                                                       \
	SECONDS(8) /* for what is still to be written at the end: another writer may hold the store for a while */

/* --- what the edges say --- */

static void on_wake(gpointer data)
{
	app_wake(((Daemon *)data)->app);
}

static void on_trouble(gpointer data, const GError *error)
{
	app_disk_trouble(((Daemon *)data)->app, error);
}

static void on_replaced(gpointer data)
{
	app_store_replaced(((Daemon *)data)->app);
}

static void on_presence(gpointer data, const char *away)
{
	app_present(((Daemon *)data)->app, away);
}

static void on_heard(gpointer data)
{
	Daemon *daemon = data;

	bus_heard(daemon->bus, daemon->presence);
}

/* The settings, the files of days that they name, and the person's own check-ins. */
static void follow_files(Daemon *daemon)
{
	g_autofree char *protocols = g_build_filename(daemon->paths->config_dir, "protocols", NULL);
	g_auto(GStrv) files = except_files(daemon->paths->settings);

	watcher_follow(daemon->watcher, daemon->paths->settings);
	for (char **file = files; *file; file++)
		watcher_follow_also(daemon->watcher, *file);
	watcher_follow_folder(daemon->watcher, protocols);
}

static void on_file(gpointer data)
{
	Daemon *daemon = data;

	follow_files(daemon);
	app_settings_changed(daemon->app);
}

static void on_zone(gpointer data)
{
	app_zone_changed(((Daemon *)data)->app);
}

static gboolean on_hangup(gpointer data)
{
	on_file(data);
	return G_SOURCE_CONTINUE;
}

static gboolean on_end(gpointer data)
{
	g_main_loop_quit(((Daemon *)data)->loop);
	return G_SOURCE_CONTINUE;
}

static void on_done(gpointer data)
{
	g_main_loop_quit(((Daemon *)data)->loop);
}

static void on_bus_lost(gpointer data, gboolean taken)
{
	Daemon *daemon = data;

	if (taken)
		g_printerr(
			_("steadyd: another steadyd answers on this bus already; this one ends. `steady status` shows "
		          "it.\n"));
	if (taken || systemd_manages()) /* a failure: it starts another, which finds the new bus */
		daemon->code = EXIT_FAILURE;
	g_main_loop_quit(daemon->loop);
}

static void on_changed(gpointer data)
{
	Daemon *daemon = data;

	bus_changed(daemon->bus);
	systemd_status(&daemon->status, app_settings_problem(daemon->app), app_unavailable(daemon->app));
}

static void on_shown(gpointer data, gint64 prompt)
{
	bus_shown(((Daemon *)data)->bus, prompt);
}

static void on_closed(gpointer data, gint64 prompt, Outcome outcome)
{
	bus_closed(((Daemon *)data)->bus, prompt, outcome);
}

/* --- pages --- */

typedef struct Opening {
	void (*failed)(gpointer app, gint64 prompt);
	gpointer app;
	gint64 prompt;
} Opening;

static void on_opened(gpointer data, const char *problem)
{
	Opening *opening = data;

	if (problem) {
		g_message("The page was not opened: %s", problem);
		opening->failed(opening->app, opening->prompt);
	}
	g_free(opening);
}

static void open_page(gpointer self, gint64 prompt, const char *html, void (*failed)(gpointer, gint64), gpointer app)
{
	Daemon *daemon = self;
	g_autoptr(GError) error = NULL;
	g_autofree char *dir = page_dir();
	g_autofree char *path = page_write(dir, html, &error);
	Opening opening = { failed, app, prompt };

	if (path)
		opener_open(daemon->session, path, on_opened, g_memdup2(&opening, sizeof opening));
	else
		on_opened(g_memdup2(&opening, sizeof opening), error->message);
}

/* --- the buses --- */

static GDBusConnection *connect_own(GDBusConnection *session)
{
	const char *address = g_getenv("STEADY_BUS");
	g_autoptr(GError) error = NULL;
	GDBusConnection *own;

	if (!address)
		return session ? g_object_ref(session) : NULL;
	own = g_dbus_connection_new_for_address_sync(
		address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
		NULL, NULL, &error);
	if (!own)
		g_message("STEADY_BUS: %s", error->message);
	return own;
}

gboolean edges_connect(Daemon *daemon)
{
	g_autoptr(GError) error = NULL;

	daemon->session = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, &error);
	if (!daemon->session)
		g_message("No session bus (%s): no desktop notifications.", error->message);
	else
		g_dbus_connection_set_exit_on_close(daemon->session,
		                                    FALSE); /* its end is our ordinary end: on_bus_lost() */
	daemon->own = connect_own(daemon->session);
	if (!daemon->own)
		g_message("No bus for org.steadyd.Steady1: `steady` works on the store alone.");
	return daemon->session || !systemd_manages();
}

/* --- life --- */

gboolean edges_make(Daemon *daemon, const char *deliver, gboolean exit_when_done)
{
	g_autoptr(GError) error = NULL;
	Delivery delivery;
	AppEvents events = { daemon, on_changed, on_shown, on_closed, exit_when_done ? on_done : NULL };
	AppEdges edges = { .paths = daemon->paths, .open_page = open_page, .opener = daemon };

	if (!delivery_choose(deliver, daemon->session, &delivery)) {
		g_printerr(_("steadyd: --deliver takes auto, desktop or terminal, not '%s'\n"), deliver);
		return FALSE;
	}
	daemon->clocks = clocks_system_new(on_wake, daemon, &error);
	if (!daemon->clocks) {
		g_printerr("steadyd: %s\n", error->message);
		return FALSE;
	}
	daemon->disk = disk_store_new(daemon->paths->store, daemon->paths->sql,
	                              &(DiskEvents){ daemon, on_trouble, on_replaced });
	edges.clocks = daemon->clocks;
	edges.disk = daemon->disk;
	edges.awaits_answers = delivery != DELIVER_PRINT;
	daemon->app = app_new(&edges, &events);
	daemon->notifier = delivery_notifier(delivery, app_notifier_events(daemon->app));
	app_attach(daemon->app, daemon->notifier);
	return TRUE;
}

void edges_begin(Daemon *daemon)
{
	g_unix_signal_add(SIGTERM, on_end, daemon);
	g_unix_signal_add(SIGINT, on_end, daemon);
	g_unix_signal_add(SIGHUP, on_hangup, daemon);
	if (daemon->own)
		daemon->bus = bus_new(daemon->own, daemon->app, on_bus_lost, daemon);
	daemon->presence = presence_bus_new(daemon->session, &(PresenceEvents){ daemon, on_presence, on_heard });
	on_heard(daemon);
	daemon->watcher = watcher_new(&(WatcherEvents){ daemon, on_file, on_zone });
	follow_files(daemon);
	systemd_watchdog();
	app_start(daemon->app);
	systemd_say("READY=1\nSTATUS=Starting");
}

void edges_end(Daemon *daemon)
{
	systemd_say("STOPPING=1\nSTATUS=Stopping");
	app_stop(daemon->app);
	g_clear_pointer(&daemon->bus, bus_free);
	watcher_free(daemon->watcher);
	daemon->presence->free(daemon->presence->self);
	if (!daemon->disk->finish(daemon->disk->self, PATIENCE)) {
		g_printerr(_("steadyd: not everything could be written to %s\n"), daemon->paths->store);
		daemon->code = EXIT_FAILURE;
	}
	daemon->notifier->free(
		daemon->notifier->self); /* after the last answers of the disk: they may close what is shown */
	app_free(daemon->app);
	clocks_system_free(daemon->clocks);
}
