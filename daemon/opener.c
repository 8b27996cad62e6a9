#include "daemon/opener.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "daemon/display.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUEST "org.freedesktop.portal.Request"
#define SYSTEMD "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"
#define MANAGER SYSTEMD ".Manager"

/* What the Response of the portal means. */
enum { PORTAL_DONE, PORTAL_DECLINED };

/* One page on its way. Ends once: by done(), which also gives up the reference that the timer holds. */
typedef struct Opening {
	GDBusConnection *session;
	char *path;
	OpenerDone done; /* NULL: said */
	gpointer data;
	guint signal, timer;
	char *name;       /* of the portal's request, of the unit */
	GVariant *untold; /* of the display, to systemd */
	gboolean asked_systemd;
	gboolean taken; /* somebody said that it will be done */
} Opening;

static void opening_clear(gpointer data)
{
	Opening *opening = data;

	g_object_unref(opening->session);
	g_free(opening->path);
	g_free(opening->name);
	g_clear_pointer(&opening->untold, g_variant_unref);
}

static void opening_unref(gpointer opening)
{
	g_rc_box_release_full(opening, opening_clear);
}

static void opening_deafen(Opening *opening)
{
	if (opening->signal)
		g_dbus_connection_signal_unsubscribe(opening->session, opening->signal);
	opening->signal = 0;
}

static void opening_end(Opening *opening, const char *problem)
{
	OpenerDone done = g_steal_pointer(&opening->done);

	if (!done)
		return;
	opening_deafen(opening);
	done(opening->data, problem);
	g_source_remove(opening->timer);
}

static void opening_listen(Opening *opening, const char *sender, const char *interface, const char *signal,
                           const char *path, GDBusSignalCallback heard)
{
	opening_deafen(opening);
	opening->signal = g_dbus_connection_signal_subscribe(opening->session, sender, interface, signal, path, NULL,
	                                                     G_DBUS_SIGNAL_FLAGS_NONE, heard, g_rc_box_acquire(opening),
	                                                     opening_unref);
}

static char *random_name(const char *prefix, const char *suffix)
{
	return g_strdup_printf("%s%08x%08x%s", prefix, g_random_int(), g_random_int(), suffix);
}

/* --- systemd ------------------------------------------------------------------------------------------- */

static void add(GVariantBuilder *properties, const char *name, GVariant *value)
{
	g_variant_builder_add(properties, "(sv)", name, value);
}

static GVariant *command_of(const char *program, const char *path)
{
	const char *argv[] = { "xdg-open", path, NULL };
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("a(sasb)"));
	g_variant_builder_add(&list, "(s^asb)", program, argv, FALSE);
	return g_variant_builder_end(&list);
}

/* oneshot: its end says whether xdg-open found a browser. The browser that it leaves behind lives on (KillMode). */
static GVariant *unit_of(const Opening *opening, const char *program)
{
	GVariantBuilder properties;

	g_variant_builder_init(&properties, G_VARIANT_TYPE("a(sv)"));
	add(&properties, "Description", g_variant_new_string("A page for the browser"));
	add(&properties, "Type", g_variant_new_string("oneshot"));
	add(&properties, "KillMode", g_variant_new_string("process"));
	add(&properties, "CollectMode", g_variant_new_string("inactive-or-failed"));
	add(&properties, "Environment", opening->untold);
	add(&properties, "ExecStart", command_of(program, opening->path));
	return g_variant_new("(ss@a(sv)@a(sa(sv)))", opening->name, "fail", g_variant_builder_end(&properties),
	                     g_variant_new_array(G_VARIANT_TYPE("(sa(sv))"), NULL, 0));
}

static void on_job_removed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                           const char *signal, GVariant *parameters, gpointer data)
{
	Opening *opening = data;
	const char *unit = NULL, *result = NULL;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(uoss)")))
		return;
	g_variant_get(parameters, "(u&o&s&s)", NULL, NULL, &unit, &result);
	if (g_strcmp0(unit, opening->name) == 0)
		opening_end(opening, g_str_equal(result, "done") ? NULL : "no browser could be started");
}

static void on_unit(GObject *bus, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);
	Opening *opening = data;

	if (!reply) {
		g_dbus_error_strip_remote_error(error);
		opening_end(opening, error->message);
	}
	opening->taken = TRUE;
	opening_unref(opening);
}

static void opening_ask_systemd(Opening *opening)
{
	g_autofree char *program = g_find_program_in_path("xdg-open");

	if (opening->asked_systemd || !opening->done)
		return;
	opening->asked_systemd = TRUE;
	if (!program) {
		opening_end(opening, "there is neither a desktop portal nor xdg-open");
		return;
	}
	g_free(opening->name);
	opening->name = random_name("steady-page-", ".service");
	opening_listen(opening, SYSTEMD, MANAGER, "JobRemoved", SYSTEMD_PATH, on_job_removed);
	g_dbus_connection_call(opening->session, SYSTEMD, SYSTEMD_PATH, MANAGER, "StartTransientUnit",
	                       unit_of(opening, program), G_VARIANT_TYPE("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
	                       NULL, on_unit, g_rc_box_acquire(opening));
}

/* --- the portal ------------------------------------------------------------------------------------------ */

static void on_response(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                        const char *signal, GVariant *parameters, gpointer data)
{
	Opening *opening = data;
	guint32 response = G_MAXUINT32;

	if (g_variant_is_of_type(parameters, G_VARIANT_TYPE("(ua{sv})")))
		g_variant_get(parameters, "(ua{sv})", &response, NULL);
	opening->taken = FALSE;
	if (response == PORTAL_DONE || response == PORTAL_DECLINED)
		opening_end(opening, NULL);
	else
		opening_ask_systemd(opening);
}

static void on_portal(GObject *bus, GAsyncResult *result, gpointer data)
{
	Opening *opening = data;
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_with_unix_fd_list_finish(G_DBUS_CONNECTION(bus), NULL, result, NULL);

	if (!reply)
		opening_ask_systemd(opening);
	else
		opening->taken = TRUE;
	opening_unref(opening);
}

/* Where the portal will answer: the path follows from our name on the bus and a word of ours. */
static char *request_path(const Opening *opening)
{
	g_autofree char *sender =
		g_strdelimit(g_strdup(g_dbus_connection_get_unique_name(opening->session) + 1), ".", '_');

	return g_strdup_printf(PORTAL_PATH "/request/%s/%s", sender, opening->name);
}

static GVariant *portal_arguments(const Opening *opening, int handle)
{
	GVariantBuilder options;

	g_variant_builder_init(&options, G_VARIANT_TYPE_VARDICT);
	g_variant_builder_add(&options, "{sv}", "handle_token", g_variant_new_string(opening->name));
	g_variant_builder_add(&options, "{sv}", "writable", g_variant_new_boolean(FALSE));
	return g_variant_new("(sha{sv})", "", handle, &options);
}

/* A missing portal is an error of the call: the bus starts it where it can be started. */
static void opening_ask_portal(Opening *opening)
{
	g_autoptr(GUnixFDList) fds = g_unix_fd_list_new();
	g_autofree char *request = NULL;
	int fd = open(opening->path, O_RDONLY | O_CLOEXEC);
	int handle = fd < 0 ? -1 : g_unix_fd_list_append(fds, fd, NULL);

	if (fd >= 0)
		close(fd);
	if (handle < 0) {
		opening_end(opening, "the page cannot be read");
		return;
	}
	opening->name = random_name("steady", "");
	request = request_path(opening);
	opening_listen(opening, PORTAL, REQUEST, "Response", request, on_response);
	g_dbus_connection_call_with_unix_fd_list(
		opening->session, PORTAL, PORTAL_PATH, "org.freedesktop.portal.OpenURI", "OpenFile",
		portal_arguments(opening, handle), G_VARIANT_TYPE("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, fds, NULL,
		on_portal, g_rc_box_acquire(opening));
}

/* --- from outside ------------------------------------------------------------------------------------------ */

/* A portal that shows a choice of programs, or a browser that xdg-open waits for, is not a failure. */
static gboolean on_patience_end(gpointer data)
{
	Opening *opening = data;
	OpenerDone done = g_steal_pointer(&opening->done);

	opening_deafen(opening);
	if (done)
		done(opening->data, opening->taken ? NULL : "the desktop does not answer");
	return G_SOURCE_REMOVE;
}

static void on_display(gpointer data, gboolean found, GVariant *untold)
{
	Opening *opening = data;

	opening->untold = g_variant_ref(untold);
	if (!found)
		opening_end(opening, "there is no display");
	else if (opening->done)
		opening_ask_portal(opening);
	opening_unref(opening);
}

typedef struct Refusal {
	OpenerDone done;
	gpointer data;
} Refusal;

static gboolean on_refusal(gpointer data)
{
	Refusal *refusal = data;

	refusal->done(refusal->data, "there is no session bus");
	return G_SOURCE_REMOVE;
}

void opener_open(GDBusConnection *session, const char *path, OpenerDone done, gpointer data)
{
	Opening *opening;

	if (!session) {
		Refusal refusal = { done, data };
		g_idle_add_full(G_PRIORITY_DEFAULT, on_refusal, g_memdup2(&refusal, sizeof refusal), g_free);
		return;
	}
	opening = g_rc_box_new0(Opening);
	opening->session = g_object_ref(session);
	opening->path = g_strdup(path);
	opening->done = done;
	opening->data = data;
	opening->timer = g_timeout_add_seconds_full(G_PRIORITY_DEFAULT, OPENER_PATIENCE, on_patience_end, opening,
	                                            opening_unref);
	display_find(session, on_display, g_rc_box_acquire(opening));
}
