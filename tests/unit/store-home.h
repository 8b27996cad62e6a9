/* store-home.h - a folder of its own for a store, gone at the end. */
#pragma once
#include <check.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/store.h"

#define SQL "share/steady/sql"
#define NOW SECONDS(1800000000) /* 2027-01-15T08:00:00Z */

typedef struct Home {
	char *folder; /* does not exist yet */
	char *parent;
	char *path;   /* of the store */
} Home;

static inline Home home_new(void)
{
	Home home = { .parent = g_dir_make_tmp("steady-test-XXXXXX", NULL) };

	home.folder = g_build_filename(home.parent, "data", NULL);
	home.path = g_build_filename(home.folder, "steady.db", NULL);
	return home;
}

static inline int home_remove(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	return remove(path);
}

static inline void home_clear(Home *home)
{
	nftw(home->parent, home_remove, 8, FTW_DEPTH | FTW_PHYS);
	g_free(home->parent);
	g_free(home->folder);
	g_free(home->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Home, home_clear)

static inline Store *home_open(const Home *home)
{
	g_autoptr(GError) error = NULL;
	Store *store = store_open(home->path, SQL, STORE_WRITE, 2000, &error);

	ck_assert_msg(store != NULL, "%s", error ? error->message : "");
	return store;
}

static inline void must(gboolean done, GError *error)
{
	ck_assert_msg(done, "%s", error ? error->message : "no reason given");
}

static inline int mode_of(const char *path)
{
	struct stat info;

	ck_assert_int_eq(stat(path, &info), 0);
	return info.st_mode & 07777;
}

static inline Prompt *a_prompt(const char *name, gint64 due)
{
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, name);
	Prompt *prompt = prompt_new(schedule, due, due + 1);

	prompt->content = g_strdup("evening");
	prompt->zone_offset = 3600;
	return prompt;
}

static inline gint64 decide(Store *store, const char *name, gint64 due)
{
	g_autoptr(Prompt) prompt = a_prompt(name, due);
	g_autoptr(GError) error = NULL;
	gint64 id = store_decide(store, prompt, "spec", &error);

	must(id != 0, error);
	return id;
}

static inline guint count_decisions(Store *store, gint64 from, gint64 to)
{
	g_autoptr(GArray) facts = store_decisions(store, from, to, NULL);

	ck_assert_ptr_nonnull(facts);
	return facts->len;
}
