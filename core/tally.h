/* tally.h - what a forecast adds up to: prompts a day, what becomes of each schedule's occurrences, the longest silence. Pure. */
#pragma once
#include "core/forecast.h"

/* What takes an occurrence out. */
typedef enum { OUT_PAUSED, OUT_QUIET, OUT_BUDGET, OUT_APART, OUT_EXCEPT, OUT_CHANCE, OUT_MERGED, OUT_OTHER, N_OUTS } Out;

const char *out_name(Out out); /* "quiet", "except" */

typedef struct TallyRow {
	const Schedule *schedule; /* borrowed; NULL: of all */
	guint occurrences;        /* = shown + the sum of `out` */
	guint shown, later;       /* of the shown ones: not when they were due */
	guint out[N_OUTS];
} TallyRow;

typedef struct Tally {
	GArray *rows;  /* of TallyRow, one a schedule that is enabled, in their order */
	TallyRow all;
	int first_day, n_days; /* local dates as days since 1970: whole days */
	guint *shown_on;       /* by day: prompts shown */
	gint64 silence_from, silence_until; /* the longest stretch without a prompt; the range's own ends count as prompts */
	gint64 from, until;    /* the range */
	guint prompts;         /* shown within it */
	GArray *moments;       /* of gint64: when; and, at the end, where the range ends */
	Zone *zone;            /* borrowed */
	GHashTable *places;    /* Schedule -> index of its row + 1 */
} Tally;

/* Of whole local days. Free it. */
Tally *tally_new(Zone *zone, const GPtrArray *schedules, int first_day, int n_days);
void   tally_add(Tally *tally, const Foreseen *one);
void   tally_add_excepted(Tally *tally, const Frame *frame); /* what `except` takes out of the range; before the run, as intervals stand then */
void   tally_end(Tally *tally); /* once all are added: sets `all` and the silence */
guint  tally_least(const Tally *tally);
guint  tally_most(const Tally *tally);
guint  tally_days_with(const Tally *tally, guint prompts); /* how many days have so many */
void   tally_free(Tally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)
