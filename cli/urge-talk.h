/* urge-talk.h - what is asked about an urge in the terminal. Every question can be left out with Enter. */
#pragma once
#include "cli/episode.h"

#define TALK_ENDED G_MININT /* the input ended: nothing more can be asked */
#define TALK_LEFT_OUT (-1)

int         talk_strength(const char *question); /* 0..10, TALK_LEFT_OUT or TALK_ENDED */
gboolean    talk_feeling(Episode *episode);      /* FALSE, as below: the input ended */
gboolean    talk_cue(Episode *episode);
gboolean    talk_sort(Episode *episode, gboolean frightened); /* two taps: is it missing, is it needing; see core/care.h */
gboolean    talk_plan(const Cli *cli, Episode *episode); /* whether the plan that was shown helped; asks nothing where none was */
const char *talk_deed(gboolean *ended);          /* "no", "partly", "yes"; NULL: left out, or the input ended */
const char *deed_named(const char *word);        /* the deed of that name; NULL: there is none */
void        deed_say(const Episode *episode, const char *deed, gboolean frightened); /* what is said to it; "noted" only where it is */
const char *sort_named(const char *word);        /* likewise: "missing", "need" (or "needing"), "both" */
