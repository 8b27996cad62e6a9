/* when-follow.h - "20min after urge": so long after something the person did, or did not; for core/when*.c only. */
#pragma once
#include "core/when-form.h"

typedef struct Follow {
	gint64 span;
	EventType type;
	char *name; /* of the check-in; "ITEM" or "ITEM=VALUE" of the answer; NULL: the event has none */
} Follow;

char *event_in_words(EventType type, const char *name); /* "an urge", "the check-in evening was missed"; free it */
