/* deliver.h - which way prompts go: to the desktop, or to the daemon's own terminal. */
#pragma once
#include <gio/gio.h>

#include "daemon/notifier.h"

typedef enum {
	DELIVER_DESKTOP,
	DELIVER_TERMINAL, /* printed, answered by a key */
	DELIVER_PRINT,    /* printed to something without a keyboard: no answer can come */
} Delivery;

/* `wish`: "auto" (or NULL), "desktop" or "terminal". Auto: the desktop where its notification server is there or can be
 * started; else the terminal where stdin and stdout are one; else the desktop, which is waited for. FALSE: no such wish. */
gboolean  delivery_choose(const char *wish, GDBusConnection *session, Delivery *delivery);
Notifier *delivery_notifier(Delivery delivery, const NotifierEvents *events);
