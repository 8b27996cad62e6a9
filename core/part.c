#include "core/part.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART ".part"

char *part_name(const char *path)
{
	return g_strdup_printf("%s" PART "%d", path, (int)getpid());
}

/* The process that a name of a part tells of; 0: it is none. */
static pid_t writer_of(const char *name, const char *prefix)
{
	const char *number = g_str_has_prefix(name, prefix) ? name + strlen(prefix) : "";

	return g_ascii_isdigit(*number) ? (pid_t)strtol(number, NULL, 10) : 0;
}

static gboolean is_alive(pid_t process)
{
	return process != getpid() && (!kill(process, 0) || errno == EPERM);
}

gboolean parts_sweep(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
	g_autofree char *prefix = g_strconcat(name, PART, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	gboolean free = TRUE;
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		pid_t writer = writer_of(file, prefix);
		g_autofree char *part = writer ? g_build_filename(folder, file, NULL) : NULL;

		if (writer && is_alive(writer))
			free = FALSE;
		else if (writer)
			g_unlink(part);
	}
	return free;
}
