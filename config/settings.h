/* settings.h - steady.ini as typed values. One table (settings-table.h) says which sections and keys there are. */
#pragma once
#include "config/problem.h"
#include "core/schedule.h"

typedef struct Settings {
	Policy     policy;
	char      *language;   /* "auto" or a language tag */
	gint64     urge_delay; /* what `steady urge` offers to wait */
	GPtrArray *schedules;  /* of Schedule, in the order of the file; owned */
} Settings;

/* Reads a file. NULL when it has errors or cannot be read: `problems` says all of it. */
Settings *settings_load(const char *path, Problems *problems);
Settings *settings_parse(const char *text, const char *path, Problems *problems); /* `path` only names the place */
Settings *settings_default(void); /* nothing scheduled, every key at its default */
void      settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
