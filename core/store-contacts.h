/* store-contacts.h - contact with the person who is missed: who began it, and of which kind. */
#pragma once
#include "core/store.h"

typedef enum { BEGAN_ME, BEGAN_THEM, BEGAN_CHANCE, N_BEGAN } Began;
typedef enum { CONTACT_MESSAGE, CONTACT_CALL, CONTACT_MET, CONTACT_CHECKED, CONTACT_NECESSARY, N_CONTACT_KINDS } ContactKind;
typedef enum { COUNT_UNSAID, COUNT_KEEP, COUNT_RESTART } CountChoice;

typedef struct Contact {
	gint64      id;          /* 0 for one that is to be added */
	gint64      at;          /* when it was */
	int         zone_offset; /* of then */
	gint64      recorded;    /* when it was noted; no two have the same */
	Began       began;
	ContactKind kind;
	char       *necessity;   /* of a necessary one: children, work, money, law, other; NULL: not said */
	char       *note;        /* NULL: none */
	CountChoice count;       /* what the person chose after a slip */
	int         confidence;  /* 0..10; -1: not said */
} Contact;

extern const char *const began_names[];        /* as Began; NULL ends */
extern const char *const contact_kind_names[]; /* as ContactKind; NULL ends */
extern const char *const necessity_names[];    /* NULL ends */

/* Its number, 0 on failure; everything is borrowed. `aftercare`: when it is asked about, written with it or not at all; NULL: never. */
gint64   store_add_contact(Store *store, const Contact *contact, const Deadline *aftercare, GError **error);
gboolean store_judge_contact(Store *store, gint64 id, CountChoice count, int confidence, GError **error); /* COUNT_UNSAID, -1: as it was */
GArray  *store_contacts(Store *store, GError **error); /* of Contact, ascending in time of `at`; g_array_unref it */
/* The first moment of anything the person said or was asked; TIME_NEVER: nothing yet. */
gint64   store_first_moment(Store *store, GError **error);
