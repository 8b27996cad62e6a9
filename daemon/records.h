/* records.h - what the daemon writes down: each function hands one piece of work to the disk and returns at once. */
#pragma once
#include "daemon/disk.h"
#include "daemon/notifier.h"

/* Of the functions below: one piece of work handed over. */
static inline void record_submit(Disk *disk, Task task)
{
	disk->submit(disk->self, &task);
}

/* What is read at the start, and again when another program wrote. The receiver takes what it wants by setting it to NULL. */
typedef struct Loaded {
	gint64     now;
	gboolean   news;    /* of the history only store_load_news() */
	History   *history;
	GPtrArray *prompts; /* of Prompt, open */
	GPtrArray *answers; /* of GHashTable, one a prompt: item -> value */
	GArray    *begun;   /* of gint64, likewise */
	GArray    *bubbles; /* of Bubble, likewise */
	GArray    *delays;  /* of Delay */
	GArray    *aftercares; /* of Aftercare */
} Loaded;

void record_load(Disk *disk, gint64 now, gboolean news, void (*done)(gpointer owner, gpointer loaded, const GError *error),
                 gpointer owner);

/* When it is asked about next, in the hours after a slip; NULL: no more. */
void record_aftercare(Disk *disk, gint64 contact, const Deadline *next);

/* `done` gets a Decided as its job. */
typedef struct Decided {
	Prompt  *copy;
	char    *spec;
	gint64   id;     /* of the row; 0: it could not be written */
	GHashTable *known; /* item -> value: what an urge that it asks about has said already */
	gpointer about;  /* the caller's */
} Decided;
void record_decision(Disk *disk, const Prompt *prompt, const char *spec, gpointer about,
                     void (*done)(gpointer owner, gpointer decided, const GError *error), gpointer owner);

/* `done` gets an Answered as its job. Strings are copied. */
typedef struct Answered {
	Response response;
	gpointer about; /* the caller's */
} Answered;
void record_response(Disk *disk, const Response *response, gpointer about,
                     void (*done)(gpointer owner, gpointer answered, const GError *error), gpointer owner);

/* `done` gets a Recalled as its job: what the store knows of a check-in that is over. */
typedef struct Recalled {
	gint64   id;
	Past     past;
	gpointer about; /* the caller's */
} Recalled;
void record_recall(Disk *disk, gint64 decision, gpointer about,
                   void (*done)(gpointer owner, gpointer recalled, const GError *error), gpointer owner);

/* `done` gets a BegunUrge as its job. Until `safe` it is the caller's to ask; then, killed meanwhile, it is asked about on the way. */
typedef struct BegunUrge {
	gint64   at, id; /* id 0: it could not be written */
	int      zone_offset, intensity;
	Deadline safe;
	gpointer about;  /* the caller's */
} BegunUrge;
void record_begin_urge(Disk *disk, gint64 at, int zone_offset, int intensity, const Deadline *safe, gpointer about,
                       void (*done)(gpointer owner, gpointer begun, const GError *error), gpointer owner);

/* `done` gets an EndedUrge as its job. */
typedef struct EndedUrge {
	gint64   urge, at;
	char     acted[8];
	gboolean known; /* there is one of that number */
	gpointer about; /* the caller's */
} EndedUrge;
void record_end_urge(Disk *disk, gint64 urge, gint64 at, const char *acted, gpointer about,
                     void (*done)(gpointer owner, gpointer ended, const GError *error), gpointer owner);

void record_delay(Disk *disk, gint64 urge, gint64 span, const Deadline *until);
void record_again(Disk *disk, gint64 urge, const Deadline *at); /* NULL: not on the way */
void record_plan(Disk *disk, gint64 urge, const char *plan, gint64 at, int zone_offset); /* it was shown */

/* `done` gets a HelplinesOffer as its job. */
typedef struct HelplinesOffer {
	gint64   at;
	int      zone_offset;
	gboolean due; /* they are to be offered now: distress.h */
} HelplinesOffer;
void record_offer(Disk *disk, gint64 at, int zone_offset,
                  void (*done)(gpointer owner, gpointer offer, const GError *error), gpointer owner);

void record_shown(Disk *disk, gint64 decision, gint64 at, const char *delivery, const Bubble *bubble);
void record_reminded(Disk *disk, gint64 decision, gint64 at);
void record_closed(Disk *disk, gint64 decision, gint64 at, Outcome outcome);
void record_snoozed(Disk *disk, gint64 decision, gint64 at, const Deadline *until);
void record_held(Disk *disk, const Prompt *prompt, gint64 at); /* for another reason by now */
void record_anchor(Disk *disk, const char *schedule, int trigger, const Deadline *at);
void record_pause(Disk *disk, const Deadline *until); /* NULL: resumed */
void record_hide(Disk *disk, const Deadline *never);
void record_handled(Disk *disk, const char *schedule, gint64 until, const char *spec);
void record_draw(Disk *disk, const char *schedule, int trigger, int day, const gint64 *moments, guint n);
