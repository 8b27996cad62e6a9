/* paths.h - where everything lives (XDG base directories). The only place that builds a path of the person's. */
#pragma once
#include <glib.h>

typedef struct Paths {
	char *config_dir;  /* $XDG_CONFIG_HOME/steady */
	char *settings;    /* config_dir/steady.ini */
	char *data_dir;    /* $XDG_DATA_HOME/steady */
	char *store;       /* data_dir/steady.db */
	char *lock;        /* data_dir/steadyd.lock */
	char *share;       /* $STEADY_SHARE, else the share/steady beside the program's own tree, else PREFIX/share/steady */
	char *sql;         /* share/sql */
	char *locale;      /* translations: the folder locale beside the program (a build folder's), else that beside share */
	char **languages;  /* in which contents are looked for, best first; English ends it unsaid (language.h) */
} Paths;

/* config_dir and settings follow `settings` when it is not NULL (steadyd --config FILE). */
Paths *paths_new(const char *settings);
void   paths_free(Paths *paths);
gboolean paths_make_private(const char *dir, GError **error); /* mkdir -p, 0700; an existing folder of others' is tightened */
/* Through links to the file itself, which need not exist. Free it. */
char    *paths_follow(const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paths, paths_free)
