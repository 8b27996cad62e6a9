/* settings.h - steady.ini as typed values. One table (settings-table.h) says which sections and keys there are. */
#pragma once
#include "config/paths.h"
#include "config/problem.h"
#include "core/helpline.h"
#include "core/plan.h"
#include "core/schedule.h"

typedef struct Settings {
	Policy     policy;
	char      *language;   /* "auto" or a language tag */
	gint64     urge_delay; /* what `steady urge` offers to wait */
	GArray    *ask_again;  /* of gint64, ascending: after so long it asks again on the way */
	gint64     aftercare;  /* how long after a contact its check-ins come */
	char      *country;    /* "auto" or two letters: whose helplines */
	GPtrArray *schedules;  /* of Schedule, in the order of the file; owned */
	GPtrArray *plans;      /* of Plan, likewise */
	GPtrArray *helplines;  /* of Helpline: the person's own, likewise */
} Settings;

/* What schedules may name. A NULL list: anything. */
typedef struct Known {
	char **protocols, **topics;
	const Paths *articles; /* there the topics are, read when a schedule first names one; NULL: they are above */
} Known;

/* Reads a file. NULL when it has errors or cannot be read: `problems` says all of it. */
Settings *settings_load(const char *path, Problems *problems);
Settings *settings_parse(const char *text, const char *path, Problems *problems); /* `path` only names the place */
/* The same, and every protocol and topic that a schedule names must be among the known ones. */
Settings *settings_parse_known(const char *text, const char *path, const Known *known, Problems *problems);
Settings *settings_load_known(const char *path, const Known *known, Problems *problems);

/* Against what is installed: the one way in for `steadyd`, `steadyd --check` and `steady config check` (known.c). */
Known    *known_load(const Paths *paths); /* what is installed under paths->share; `paths` outlives it */
void      known_free(Known *known);
char    **known_topics(const Known *known); /* borrowed */
Settings *settings_load_checked(const Paths *paths, Problems *problems); /* paths->settings against known_load() */

Settings *settings_default(void); /* nothing scheduled, every key at its default */
const char *settings_default_text(void); /* config/steady.ini, the annotated file that `steady setup` begins with */
void      settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Known, known_free)
