/* remote.h - the running daemon, over D-Bus. It is never started by asking. */
#pragma once
#include "cli/cli.h"
#include "steady-bus.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BusSteady1, g_object_unref)

/* The daemon on the bus $STEADY_BUS, else on the session bus; NULL, silently, when no daemon or no bus is there. Calls
 * to it end after a few seconds. Unref it. */
guint32 cli_daemon_process(BusSteady1 *daemon); /* its number; 0: it could not be asked */
BusSteady1 *cli_daemon(const Cli *cli);

gboolean cli_daemon_properties(BusSteady1 *daemon, GError **error); /* fetches them: bus_steady1_get_...() tell them from then on */
gboolean cli_refresh(const Cli *cli); /* tells a running daemon that the store changed; FALSE: none, or it did not hear */
int      cli_daemon_fail(GError *error); /* says what the daemon said, or what is wrong on the way; the exit code */
int      cli_no_daemon(void); /* says that it does not run, and how to start it; EXIT_NO_DAEMON */

GDBusConnection *cli_bus(void); /* the bus that daemon would be on; NULL: none */
GDBusConnection *cli_bus_in(GMainContext *context); /* likewise; that it closes is told in this context (NULL: the default one) */
