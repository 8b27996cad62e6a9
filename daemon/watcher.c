#include "daemon/watcher.h"

#include <glib-unix.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANY_LINKS 40 /* as the kernel: more is a loop */
#define LEAVES (IN_DELETE | IN_MOVED_FROM | IN_ATTRIB)
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | LEAVES)
#define REPLACING 500  /* milliseconds that an editor may need to put another file in its place */
#define EVERYTHING "*" /* in the place of a name: whatever is in the folder */
#define ZONE_FOLDER "/etc"
#define ZONE_FILE "localtime"

typedef struct Folder {
	char *path;
	GPtrArray *names; /* of char*: those in it that matter */
} Folder;

struct Watcher {
	WatcherEvents events;
	int fd;
	guint source;
	GHashTable *folders; /* watch descriptor -> Folder */
	GPtrArray *also;     /* of char*: paths of the files that must not go */
	gboolean missing;    /* one of them could not be read when it was followed */
	guint gone;          /* the timer that looks whether one has gone or come back; 0: none */
};

static void folder_free(gpointer data)
{
	Folder *folder = data;

	g_free(folder->path);
	g_ptr_array_unref(folder->names);
	g_free(folder);
}

static void watch(Watcher *watcher, const char *path, const char *name)
{
	int descriptor = inotify_add_watch(watcher->fd, path, EVENTS);
	Folder *folder;

	if (descriptor < 0)
		return;
	folder = g_hash_table_lookup(watcher->folders, GINT_TO_POINTER(descriptor));
	if (!folder) {
		folder = g_new(Folder, 1);
		folder->path = g_strdup(path);
		folder->names = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(watcher->folders, GINT_TO_POINTER(descriptor), folder);
	}
	g_ptr_array_add(folder->names, g_strdup(name));
}

/* The folder that has the file, or where it is missing the nearest one above that is there. */
static void watch_file(Watcher *watcher, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);

	while (!g_file_test(folder, G_FILE_TEST_IS_DIR) && !g_str_equal(folder, "/")) {
		g_autofree char *missing = g_steal_pointer(&folder);

		g_free(name);
		name = g_path_get_basename(missing);
		folder = g_path_get_dirname(missing);
	}
	watch(watcher, folder, name);
}

/* Where a link points, absolute; NULL: no link. */
static char *link_target(const char *path)
{
	g_autofree char *target = g_file_read_link(path, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	return target ? g_canonicalize_filename(target, folder) : NULL;
}

static void forget_watches(Watcher *watcher)
{
	GHashTableIter iter;
	gpointer descriptor;

	g_hash_table_iter_init(&iter, watcher->folders);
	while (g_hash_table_iter_next(&iter, &descriptor, NULL))
		inotify_rm_watch(watcher->fd, GPOINTER_TO_INT(descriptor));
	g_hash_table_remove_all(watcher->folders);
}

/* Through every link on the way. */
static void follow(Watcher *watcher, const char *path)
{
	char *at = g_canonicalize_filename(path, NULL);

	for (int i = 0; at && i < MANY_LINKS; i++) {
		char *next = link_target(at);

		watch_file(watcher, at);
		g_free(at);
		at = next;
	}
	g_free(at);
}

void watcher_follow(Watcher *watcher, const char *path)
{
	if (!watcher)
		return;
	forget_watches(watcher);
	g_ptr_array_set_size(watcher->also, 0);
	watcher->missing = FALSE;
	if (!g_getenv("TZ"))
		watch(watcher, ZONE_FOLDER, ZONE_FILE);
	follow(watcher, path);
}

void watcher_follow_folder(Watcher *watcher, const char *path)
{
	if (!watcher)
		return;
	watch_file(watcher, path);
	watch(watcher, path, EVERYTHING);
}

static gboolean is_missing(const char *path)
{
	return access(path, R_OK) != 0;
}

void watcher_follow_also(Watcher *watcher, const char *path)
{
	if (!watcher)
		return;
	g_ptr_array_add(watcher->also, g_strdup(path));
	watcher->missing |= is_missing(path);
	follow(watcher, path);
}

/* A file just created is still being written: its closing will tell. A link or a folder is whole at once. */
static gboolean is_whole(const Folder *folder, const struct inotify_event *event)
{
	g_autofree char *path = g_build_filename(folder->path, event->name, NULL);
	struct stat info;

	return !(event->mask & IN_CREATE) || (lstat(path, &info) == 0 && !S_ISREG(info.st_mode));
}

typedef struct Changed {
	gboolean file, zone;
	gboolean left; /* something went that may be on its way back */
} Changed;

static void take_event(Watcher *watcher, const struct inotify_event *event, Changed *changed)
{
	const Folder *folder = g_hash_table_lookup(watcher->folders, GINT_TO_POINTER(event->wd));

	gboolean any = folder && g_ptr_array_find_with_equal_func(folder->names, EVERYTHING, g_str_equal, NULL);

	if (!folder || !event->len || !is_whole(folder, event) ||
	    !(any || g_ptr_array_find_with_equal_func(folder->names, event->name, g_str_equal, NULL)))
		return;
	if (g_str_equal(folder->path, ZONE_FOLDER) && g_str_equal(event->name, ZONE_FILE))
		changed->zone |= !(event->mask & LEAVES);
	else if (any)
		changed->file |= *event->name != '.'; /* what an editor keeps for itself */
	else if (event->mask & LEAVES)
		changed->left = TRUE;
	else
		changed->file = TRUE;
}

static gboolean on_gone(gpointer data)
{
	Watcher *watcher = data;
	gboolean missing = FALSE;

	watcher->gone = 0;
	for (guint i = 0; i < watcher->also->len; i++)
		missing |= is_missing(watcher->also->pdata[i]);
	if (missing != watcher->missing)
		watcher->events.file(watcher->events.self);
	return G_SOURCE_REMOVE;
}

static gboolean on_events(int fd, GIOCondition condition, gpointer data)
{
	Watcher *watcher = data;
	_Alignas(struct inotify_event) char buffer[4096];
	Changed changed = { 0 };
	ssize_t n;

	while ((n = read(fd, buffer, sizeof buffer)) > 0)
		for (char *at = buffer; at < buffer + n;) {
			const struct inotify_event *event = (const void *)at;

			take_event(watcher, event, &changed);
			at += sizeof *event + event->len;
		}
	if (changed.left && watcher->also->len && !watcher->gone)
		watcher->gone = g_timeout_add(REPLACING, on_gone, watcher);
	if (changed.zone)
		watcher->events.zone(watcher->events.self);
	if (changed.file)
		watcher->events.file(watcher->events.self);
	return G_SOURCE_CONTINUE;
}

Watcher *watcher_new(const WatcherEvents *events)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	Watcher *watcher;

	if (fd < 0)
		return NULL;
	watcher = g_new0(Watcher, 1);
	watcher->events = *events;
	watcher->fd = fd;
	watcher->folders = g_hash_table_new_full(NULL, NULL, NULL, folder_free);
	watcher->also = g_ptr_array_new_with_free_func(g_free);
	watcher->source = g_unix_fd_add(fd, G_IO_IN, on_events, watcher);
	return watcher;
}

void watcher_free(Watcher *watcher)
{
	if (!watcher)
		return;
	g_source_remove(watcher->source);
	g_clear_handle_id(&watcher->gone, g_source_remove);
	close(watcher->fd);
	g_hash_table_unref(watcher->folders);
	g_ptr_array_unref(watcher->also);
	g_free(watcher);
}
