#include "daemon/systemd.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

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
