/* episode.h - one urge as the terminal has it: kept in memory first and written as far as the store lets it. What the person said is
 * never lost to a store that is busy for a moment, and never stops them. */
#pragma once
#include "cli/remote.h"
#include "core/store-urges.h"

typedef struct Episode {
	Urge     urge;     /* as it was said so far; id 0: not written yet */
	Deadline until;    /* the end of the delay; wall 0: none runs */
	GQueue  *unwritten; /* what was said and is not written yet, in order */
	char    *problem;  /* why the last write failed; NULL: all is written */
	BusSteady1 *holder; /* the daemon that leaves the asking to this terminal; NULL: none does */
} Episode;

Episode *episode_new(const Cli *cli, gint64 at, int intensity); /* -1: not rated */
/* The latest that was begun since `from` and has no end (`any`: or has one); NULL without *error: there is none. */
Episode *episode_open(const Cli *cli, gint64 from, gboolean any, GError **error);
void     episode_free(Episode *episode);

/* --- what is said: kept here, written by the next episode_save() --- */
void     episode_rate(Episode *episode, gint64 at, int intensity);
void     episode_note(Episode *episode, UrgeNote note, const char *word);
void     episode_forecast(Episode *episode, int forecast, gint64 at); /* for that moment */
void     episode_delay(Episode *episode, gint64 span, const Deadline *until); /* again: moves its end */
void     episode_again(Episode *episode, const Deadline *at); /* asked on the way then; NULL: no more */
void     episode_plan(Episode *episode, const char *value, gint64 at); /* of the plan that was noted: an outcome's value */
void     episode_end(Episode *episode, gint64 at, const char *acted);
gboolean episode_save(Episode *episode, const Cli *cli); /* writes what is not written yet, tells the daemon; silent */

/* --- who asks --- */
void     episode_hold(Episode *episode, const Cli *cli); /* this terminal does; killed or not, the daemon does when it is gone */
void     episode_hold_anew(Episode *episode, const Cli *cli); /* the daemon may be another one by now */
void     episode_let_go(Episode *episode);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Episode, episode_free)
