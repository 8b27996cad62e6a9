/* events.h - what happened that moments follow: "20min after urge" counts from an urge. And anchors: from where "every 50min"
 * counts. Plain values, filled from the history; instants are wall moments as the clocks stand now. Pure. */
#pragma once
#include "core/units.h"

typedef enum {
	EVENT_URGE,    /* an urge began; no name */
	EVENT_CONTACT, /* there was contact; no name */
	EVENT_CHECKIN, /* a check-in expired unanswered; its name: "evening" */
	EVENT_ANSWER,  /* an answer was given: "ITEM=VALUE" */
	N_EVENT_TYPES
} EventType;

const char *event_type_name(EventType type);                       /* "urge", "contact", "checkin", "answer" */
gboolean    event_type_parse(const char *text, EventType *type);   /* by that name */
gboolean    event_type_is_named(EventType type);                   /* whether events of it carry a name */

typedef struct Events Events;
Events *events_new(void);
void    events_free(Events *events); /* NULL is fine */
void    events_add(Events *events, EventType type, const char *name, gint64 at); /* name: NULL for none; in any order */
guint   events_count(const Events *events);
/* Of that type and, where it is named, of that name ("ITEM" stands for every "ITEM=VALUE"). NULL events: none.
 * First at > after, last at < before, or TIME_NEVER. */
gint64  events_next(const Events *events, EventType type, const char *name, gint64 after);
gint64  events_prev(const Events *events, EventType type, const char *name, gint64 before);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Events, events_free)

/* By schedule and trigger: the latest occurrence of an interval, or the moment its schedule became known. */
typedef struct Anchors Anchors;
Anchors *anchors_new(void);
void     anchors_free(Anchors *anchors); /* NULL is fine */
void     anchors_put(Anchors *anchors, const char *schedule, int trigger, gint64 at);
gint64   anchors_get(const Anchors *anchors, const char *schedule, int trigger); /* TIME_NEVER: none; NULL is fine */
void     anchors_drop(Anchors *anchors, const char *schedule); /* all of that schedule */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Anchors, anchors_free)
