/* episode.h - one urge, kept in memory first and written as far as the store lets it: what the person said is never lost
 * to a store that is busy for a moment, and never stops them. */
#pragma once
#include "cli/cli.h"

typedef struct Episode {
	gint64      id;       /* 0: not written yet */
	gint64      begun;
	int         zone_offset;
	GArray     *ratings;  /* of Rating; the first is the beginning */
	gint64      delay;    /* span chosen to wait; 0: none */
	Deadline    until;
	gint64      ended;    /* 0: open */
	const char *acted;    /* "no", "partly", "yes"; NULL: not said */
	guint       ratings_kept;
	gboolean    delay_kept, end_kept;
	char       *problem;  /* why the last write failed; NULL: all is written */
} Episode;

Episode *episode_new(const Cli *cli, gint64 at, int intensity);
Episode *episode_open(const Cli *cli, GError **error); /* the latest one without an end; NULL without *error: there is none */
void     episode_rate(Episode *episode, gint64 at, int intensity);
void     episode_delay(Episode *episode, gint64 span, const Deadline *until); /* again: moves its end */
void     episode_end(Episode *episode, gint64 at, const char *acted);
gboolean episode_save(Episode *episode, const Cli *cli); /* writes what is not written yet, tells the daemon; silent */
void     episode_free(Episode *episode);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Episode, episode_free)
