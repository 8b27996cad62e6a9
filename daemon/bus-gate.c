#include "daemon/bus-gate.h"

#include "core/i18n.h"
#include "daemon/app.h"

#define BUS "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define MOST_KNOWN 64 /* callers; a command is a new one each time, and names are never used again */
#define NOBODY G_MAXUINT32

struct BusGate {
	GDBusConnection *connection;
	BusGatePass pass;
	gpointer data;
	GCancellable *end;
	GHashTable *known; /* unique names of the person's own programs */
	guint32 user;      /* the daemon's own, as the bus knows it; NOBODY: not known yet */
	int *waiting;      /* calls without a reply, counted; an atomic box, since they may outlive the gate */
};

/* --- whose call it is ---------------------------------------------------------------------------------------------- */

/* A call that waits for the bus to say who its caller is. */
typedef struct Entry {
	BusGate *gate;
	GDBusMethodInvocation *call;
} Entry;

/* Nobody of that name is there any more: nobody waits for the reply, either. */
static guint32 user_of(GObject *connection, GAsyncResult *result, gboolean *ended)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(connection), result, &error);
	guint32 user = NOBODY;

	*ended = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
	if (reply)
		g_variant_get(reply, "(u)", &user);
	return user;
}

static void ask_for(BusGate *gate, const char *name, GAsyncReadyCallback told, gpointer data)
{
	g_dbus_connection_call(gate->connection, BUS, BUS_PATH, BUS, "GetConnectionUnixUser",
	                       g_variant_new("(s)", name), G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
	                       gate->end, told, data);
}

static void on_own(GObject *connection, GAsyncResult *result, gpointer data)
{
	gboolean ended;
	guint32 user = user_of(connection, result, &ended);

	if (!ended)
		((BusGate *)data)->user = user;
}

static void remember(BusGate *gate, const char *caller)
{
	if (g_hash_table_size(gate->known) >= MOST_KNOWN)
		g_hash_table_remove_all(gate->known);
	g_hash_table_add(gate->known, g_strdup(caller));
}

/* The bus answers in the order in which it was asked: what it said of the daemon itself is known by now. */
static void on_caller(GObject *connection, GAsyncResult *result, gpointer data)
{
	g_autofree Entry *entry = data;
	gboolean ended;
	guint32 user = user_of(connection, result, &ended);

	if (ended) {
		g_dbus_method_invocation_return_error(entry->call, APP_ERROR, APP_ERROR_BUSY,
		                                      _("the daemon is ending"));
	} else if (user == NOBODY || user != entry->gate->user) {
		g_dbus_method_invocation_return_error(entry->call, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
		                                      _("only the person whom it is for may call it"));
	} else {
		remember(entry->gate, g_dbus_method_invocation_get_sender(entry->call));
		entry->gate->pass(entry->call, entry->gate->data);
	}
}

/* --- what it brings -------------------------------------------------------------------------------------------------- */

/* Types are the bus's concern, ranges and known words the app's. */
static gboolean is_short(GDBusMethodInvocation *call)
{
	GVariant *words = g_dbus_method_invocation_get_parameters(call);
	gboolean answers = g_str_equal(g_dbus_method_invocation_get_method_name(call), "Answer");

	for (gsize i = 0; i < g_variant_n_children(words); i++) {
		g_autoptr(GVariant) word = g_variant_get_child_value(words, i);
		gsize length = 0;

		if (!g_variant_is_of_type(word, G_VARIANT_TYPE_STRING))
			continue;
		g_variant_get_string(word, &length);
		if (length > (answers && i == 2 ? GATE_ANSWER_BYTES : GATE_NAME_BYTES))
			return FALSE;
	}
	return TRUE;
}

/* --- how many wait ---------------------------------------------------------------------------------------------------- */

static void on_replied(gpointer waiting, GObject *call)
{
	g_atomic_int_add((int *)waiting, -1);
	g_atomic_rc_box_release(waiting);
}

static void count(BusGate *gate, GDBusMethodInvocation *call)
{
	g_atomic_int_inc(gate->waiting);
	g_object_weak_ref(G_OBJECT(call), on_replied, g_atomic_rc_box_acquire(gate->waiting));
}

/* --- from outside -------------------------------------------------------------------------------------------------------- */

BusGate *bus_gate_new(GDBusConnection *connection, BusGatePass pass, gpointer data)
{
	BusGate *gate = g_new0(BusGate, 1);

	*gate = (BusGate){ .connection = g_object_ref(connection), .pass = pass, .data = data, .user = NOBODY };
	gate->end = g_cancellable_new();
	gate->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gate->waiting = g_atomic_rc_box_new0(int);
	ask_for(gate, g_dbus_connection_get_unique_name(connection), on_own, gate);
	return gate;
}

void bus_gate_free(BusGate *gate)
{
	g_cancellable_cancel(gate->end);
	g_object_unref(gate->end);
	g_hash_table_unref(gate->known);
	g_object_unref(gate->connection);
	g_atomic_rc_box_release(gate->waiting);
	g_free(gate);
}

void bus_gate_enter(BusGate *gate, GDBusMethodInvocation *call)
{
	const char *caller = g_dbus_method_invocation_get_sender(call);
	Entry entry = { gate, call };

	if (g_atomic_int_get(gate->waiting) >= GATE_WAITING) {
		g_dbus_method_invocation_return_error(call, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
		                                      _("too many calls wait already; try again in a moment"));
	} else if (!is_short(call)) {
		g_dbus_method_invocation_return_error(call, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
		                                      _("a name has at most %d bytes, an answer %d"), GATE_NAME_BYTES,
		                                      GATE_ANSWER_BYTES);
	} else {
		count(gate, call);
		if (g_hash_table_contains(gate->known, caller))
			gate->pass(call, gate->data);
		else
			ask_for(gate, caller, on_caller, g_memdup2(&entry, sizeof entry));
	}
}
