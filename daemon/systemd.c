#include "daemon/systemd.h"
#include "core/i18n.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

gboolean systemd_manages(void)
{
	return g_getenv("NOTIFY_SOCKET") != NULL;
}

void systemd_say(const char *state)
{
	const char *path = g_getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	if (!path || strlen(path) >= sizeof to.sun_path || !strchr("/@", *path))
		return;
	memcpy(to.sun_path, path, strlen(path));
	if (*path == '@')
		to.sun_path[0] = '\0'; /* an abstract name */
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (struct sockaddr *)&to,
	       offsetof(struct sockaddr_un, sun_path) + strlen(path));
	close(fd);
}

/* Whoever may read the journal may read this: it tells nothing of what is asked. */
void systemd_status(char **last, const char *problem, const char *unavailable)
{
	g_autofree char *state =
		*problem       ? g_strdup("STATUS=Running; the settings have a mistake: steady config check")
		: *unavailable ? g_strdup_printf(_("STATUS=Running; nothing can be shown now (%s)"), unavailable)
			       : g_strdup("STATUS=Running");

	if (g_strcmp0(state, *last) == 0)
		return;
	systemd_say(state);
	g_free(*last);
	*last = g_steal_pointer(&state);
}

static gboolean ping(gpointer data)
{
	systemd_say("WATCHDOG=1");
	return G_SOURCE_CONTINUE;
}

guint systemd_watchdog(void)
{
	const char *usec = g_getenv("WATCHDOG_USEC"), *pid = g_getenv("WATCHDOG_PID");
	guint64 limit = usec ? g_ascii_strtoull(usec, NULL, 10) : 0;

	if (!limit || (pid && g_ascii_strtoll(pid, NULL, 10) != getpid()))
		return 0;
	return g_timeout_add(MAX(limit / 2000, 1), ping, NULL);
}
