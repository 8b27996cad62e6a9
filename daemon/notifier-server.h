/* notifier-server.h - the notification server, as a peer that comes and goes. Watches who owns the name, starts one where
 * that is possible and wanted, and asks each owner once what it can do. Main loop only; nothing here waits. */
#pragma once
#include <gio/gio.h>

#include "core/servers.h"

#define SERVER_NAME "org.freedesktop.Notifications"

typedef struct Server Server;

typedef enum {
	SERVER_UNKNOWN,   /* not looked yet; never announced */
	SERVER_NONE,      /* nobody there, and nobody to be started */
	SERVER_STARTABLE, /* nobody there; server_start() may help */
	SERVER_COMING,    /* being started, or asked what it can do */
	SERVER_READY,
	SERVER_HUNG, /* there, but it does not answer */
} ServerState;

/* What the owner can do; valid while READY. */
typedef struct ServerFacts {
	char owner[32];         /* unique name on the bus */
	char name[64];          /* as a person calls it; "" where it does not say */
	const ServerKind *kind; /* NULL: not known */
	ServerSkills skills;
} ServerFacts;

typedef struct ServerEvents {
	gpointer self;
	/* `fresh`: what was known of an earlier owner is void. The same state may come twice. */
	void (*changed)(gpointer self, ServerState state, gboolean fresh);
} ServerEvents;

Server *server_new(const ServerEvents *events); /* on the session bus, which may be absent: NONE then */
ServerState server_state(const Server *server);
const ServerFacts *server_facts(const Server *server);
/* Only where STARTABLE. Asks for a display first; where there is none: NONE, and STARTABLE again after a minute. */
void server_start(Server *server);
void server_hung(Server *server);  /* a call got no answer in time: HUNG until the owner answers something */
void server_free(Server *server);
