/* watcher.h - tells when a file was written, replaced or put back, and when the local zone changed. By inotify on folders: a
 * watch on a file itself is lost when an editor replaces it. Links are followed: every folder on the way is watched. */
#pragma once
#include <glib.h>

typedef struct Watcher Watcher;

typedef struct WatcherEvents {
	gpointer self;
	void (*file)(gpointer self); /* a followed file may have changed */
	void (*zone)(gpointer self); /* /etc/localtime may have changed */
} WatcherEvents;

Watcher *watcher_new(const WatcherEvents *events); /* NULL where inotify is refused: then only SIGHUP and the bus reload */
void     watcher_follow(Watcher *watcher, const char *path); /* the file need not exist; call again after each event */
/* One more beside it, until the next watcher_follow(): that it is gone, or closed to us, is told as well, but not while an editor is
 * only replacing it. */
void     watcher_follow_also(Watcher *watcher, const char *path);
/* And a folder: whatever is written in it, comes to it or goes. It need not exist yet. */
void     watcher_follow_folder(Watcher *watcher, const char *path);
void     watcher_free(Watcher *watcher);
