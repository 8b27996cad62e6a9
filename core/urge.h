/* urge.h - an episode as a value: what was said of it, what is asked about it and when, which plan it calls for. Pure. */
#pragma once
#include "core/deadline.h"
#include "core/plan.h"

#define URGE_PREFIX "urge/" /* how the names of the prompts about an urge begin */
#define URGE_LATER DAYS(1)  /* so long after its beginning it is asked how it looks by then */

/* What is asked about an urge after it began. */
typedef enum {
	URGE_END,     /* the delay is over: how strong is it, what was done */
	URGE_AGAIN,   /* on the way: how strong is it */
	URGE_ASK_LATER, /* a day later: how does it look */
	URGE_OPENING, /* the first questions, where there is no terminal */
	N_URGE_ASKS
} UrgeAsk;

typedef struct Rating {
	gint64 at;
	int    intensity; /* 0..10 */
} Rating;

typedef struct Urge {
	gint64  id, begun, ended;   /* ended 0: open */
	int     zone_offset;
	gint64  delay;              /* the span chosen to wait; 0: none was */
	int     forecast;           /* how strong the person expects it, 0..10; -1: not said */
	gint64  forecast_for;       /* at that moment; 0: not said */
	char   *acted, *feeling, *sort, *cue, *plan, *later; /* NULL: not said */
	GArray *ratings;            /* of Rating, in the order they were given */
} Urge;

void urge_init(Urge *urge);  /* nothing said */
void urge_clear(Urge *urge);

const char *urge_ask_pending(UrgeAsk ask);              /* what its deadline is stored as: "delay", "again", "later"; NULL: it has none */
/* Which questions. `more`: at the end, whether the plan that was shown helped; on the way, what it is, which was not said yet. */
const char *urge_ask_protocol(UrgeAsk ask, gboolean more);
char       *urge_ask_schedule(UrgeAsk ask, gint64 urge); /* the name of its prompts: "urge/12", "urge/12/again"; free it */
gint64      urge_of_schedule(const char *schedule, UrgeAsk *ask); /* the other way; 0: not about an urge. `ask` may be NULL */

/* The words that are offered; a person's own are as good. */
extern const char *const urge_feelings[], *const urge_cues[], *const urge_sorts[], *const urge_laters[]; /* NULL ends */
gboolean urge_asks(const char *item, const char *about); /* "cue", and whatever begins with "cue-", ask about "cue" */
gboolean urge_leads_on(const char *answer); /* it is no word, but leads on to more of them: "other", "more", "own" ... */
/* What an answer stands for whose name tells a stranger nothing: "apart" to "feeling" is "lonely". Else the answer itself. */
const char *urge_meaning(const char *item, const char *answer);
/* The word that was given about "cue" or "feeling", of answers (item -> value); borrowed, NULL: none was. */
const char *urge_word_in(GHashTable *answers, const char *about);
/* A feeling or a cue as it is said in the person's language; a word of their own stays as it is. Free it. */
char    *urge_word_said(const char *name);
/* The name of a feeling or a cue that was said in their language, or in English; a word of their own in small letters. Free it. */
char    *urge_word_named(const char *said);
gboolean urge_is_word(const char *text); /* what can be kept as a feeling or cue: one line of text, 1..40 characters */

/* Of the moments `offsets` (gint64, ascending) after the beginning of a wait, the first later than `now` and before its end, as a
 * deadline on the clocks of that end. FALSE: none is left. */
gboolean urge_next_ask(const Deadline *end, gint64 span, const GArray *offsets, const Moment *now, Deadline *next);

/* The first plan that has the cue, else the feeling, among its cues; NULL: none. Either word may be NULL. */
const Plan *urge_plan(const GPtrArray *plans, const char *cue, const char *feeling);

const Rating *urge_last_rating(const Urge *urge); /* NULL: none */

/* The rating nearest to a moment, among those from `before` ahead of it to `after` behind it; -1: none. The first one of an urge
 * is where it began, and is never looked at. */
int urge_rating_near(const Urge *urge, gint64 at, gint64 before, gint64 after);
