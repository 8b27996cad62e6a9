/* steadyd: the edges are made, tied to the app, and the loop runs. */
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/bus.h"
#include "daemon/clocks-system.h"
#include "daemon/deliver.h"
#include "daemon/library.h"
#include "daemon/opener.h"
#include "daemon/presence-bus.h"
#include "daemon/systemd.h"
#include "daemon/watcher.h"

#include "config/except-file.h"
#include "config/language.h"
#include "config/settings.h"
#include "core/i18n.h"

#define PATIENCE                                                                                                       \
	SECONDS(8) /* for what is still to be written at the end: another writer may hold the store for a while */

typedef struct Options {
	char *config, *deliver;
	gboolean check, version, exit_when_done;
} Options;

typedef struct Daemon {
	Paths *paths;
	GDBusConnection *session; /* the desktop's; NULL: there is none */
	GDBusConnection *own;     /* where the interface is offered; may be the same; NULL */
	Clocks *clocks;
	Disk *disk;
	Notifier *notifier;
	Presence *presence;
	Watcher *watcher;
	Bus *bus;
	App *app;
	GMainLoop *loop;
	char *status; /* as systemd knows it */
	int lock;
	int code;
} Daemon;

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

/* --- one daemon a person --- */

static gboolean take_lock(Daemon *daemon)
{
	g_autoptr(GError) error = NULL;

	if (!paths_make_private(daemon->paths->data_dir, &error)) {
		g_printerr("steadyd: %s\n", error->message);
		return FALSE;
	}
	daemon->lock = open(daemon->paths->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (daemon->lock < 0) {
		g_printerr("steadyd: %s: %s\n", daemon->paths->lock, g_strerror(errno));
		return FALSE;
	}
	if (flock(daemon->lock, LOCK_EX | LOCK_NB) == 0)
		return TRUE;
	g_printerr(_("steadyd: another steadyd works with %s already; this one ends. `steady status` shows it.\n"),
	           daemon->paths->data_dir);
	return FALSE;
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

/* FALSE: without a bus there is nobody to show anything to, and whoever started this one tries again later. */
static gboolean connect_buses(Daemon *daemon)
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

static gboolean make_edges(Daemon *daemon, const Options *options)
{
	g_autoptr(GError) error = NULL;
	Delivery delivery;
	AppEvents events = { daemon, on_changed, on_shown, on_closed, options->exit_when_done ? on_done : NULL };
	AppEdges edges = { .paths = daemon->paths, .open_page = open_page, .opener = daemon };

	if (!delivery_choose(options->deliver, daemon->session, &delivery)) {
		g_printerr(_("steadyd: --deliver takes auto, desktop or terminal, not '%s'\n"), options->deliver);
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

static void begin(Daemon *daemon)
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

static void end(Daemon *daemon)
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

static int run(Daemon *daemon, const Options *options)
{
	if (!take_lock(daemon))
		return EXIT_FAILURE;
	if (!connect_buses(daemon) || !make_edges(daemon, options))
		return EXIT_FAILURE;
	daemon->loop = g_main_loop_new(NULL, FALSE);
	begin(daemon);
	g_main_loop_run(daemon->loop);
	end(daemon);
	g_main_loop_unref(daemon->loop);
	g_free(daemon->status);
	g_clear_object(&daemon->own);
	g_clear_object(&daemon->session);
	return daemon->code;
}

static int check(const Paths *paths)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_load_checked(paths, problems);
	g_autofree char *text = NULL;

	library_free(library_load(paths, problems));
	text = problems_to_text(problems);
	if (*text)
		g_printerr("%s%s", text, g_str_has_suffix(text, "\n") ? "" : "\n");
	if (!settings || problems_errors(problems))
		return EXIT_FAILURE;
	g_print(_("OK: %s\n"), paths->settings);
	return EXIT_SUCCESS;
}

/* --- the command line --- */

static void log_line(const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
	if (!(level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)))
		fprintf(stderr, "steadyd: %s\n", text);
}

/* What libraries tell of their own work may hold what they were given to show. */
static GLogWriterOutput log_fields(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
	if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO))
		return G_LOG_WRITER_HANDLED;
	return g_log_writer_default(level, fields, n, data);
}

static const char *translate(const char *text, gpointer data)
{
	return _(text);
}

static gboolean read_options(int *argc, char ***argv, Options *options)
{
	GOptionEntry entries[] = { { "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
		                     N_("the settings file (default: the person's own)"), "FILE" },
		                   { "check", 0, 0, G_OPTION_ARG_NONE, &options->check,
		                     N_("say whether the settings are good, and end"), NULL },
		                   { "deliver", 0, 0, G_OPTION_ARG_STRING, &options->deliver,
		                     N_("how prompts are shown: auto, desktop or terminal"), "ROUTE" },
		                   { "exit-when-done", 0, 0, G_OPTION_ARG_NONE, &options->exit_when_done,
		                     N_("end when nothing is left to show"), NULL },
		                   { "version", 0, 0, G_OPTION_ARG_NONE, &options->version,
		                     N_("print the version, and end"), NULL },
		                   { NULL } };
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_set_summary(context,
	                             _("Shows prompts at the times chosen in the settings. See also: steady help"));
	g_option_context_add_main_entries(context, entries, NULL);
	g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
	if (g_option_context_parse(context, argc, argv, &error) && *argc == 1)
		return TRUE;
	g_printerr(_("steadyd: %s\nTry: steadyd --help\n"),
	           error ? error->message : _("it takes no words, only options"));
	return FALSE;
}

/* Until the settings are read as a whole. */
static void speak(Paths *paths)
{
	g_autofree char *language = language_setting(paths);

	language_use(paths, language);
}

int main(int argc, char **argv)
{
	Options options = { 0 };
	g_autoptr(Paths) paths = NULL;
	int code;

	setlocale(LC_ALL, "");
	umask(077);
	g_log_set_default_handler(log_line, NULL);
	g_log_set_writer_func(log_fields, NULL, NULL);
	paths = paths_new(NULL);
	speak(paths);
	if (!read_options(&argc, &argv, &options))
		return 2;
	if (options.config) {
		paths_free(paths);
		paths = paths_new(options.config);
		speak(paths);
	}
	if (options.version)
		g_print("steadyd %s\n", STEADY_VERSION);
	code = options.version ? 0
	       : options.check ? check(paths)
	                       : run(&(Daemon){ .paths = paths, .lock = -1 }, &options);
	g_free(options.config);
	g_free(options.deliver);
	return code;
}
