/* contact-facts.h - what the contacts say, without a number that could go back to zero. Pure.
 *
 * A slip is contact that the person began and that nothing made necessary: a message, a call, a meeting. Looking at their pages is recorded apart;
 * necessary contact, contact begun by them or by chance never count. Days are local days. */
#pragma once
#include "core/store-contacts.h"

typedef struct ContactFacts {
	int all, by_began[N_BEGAN], by_kind[N_CONTACT_KINDS];
	int slips;
	int days;      /* since `first`, both days included; 0: nothing is known yet */
	int quiet;     /* of them, days without a slip: it never gets less */
	int longest;   /* run of such days */
	int since;     /* days since the last slip after which the person chose to start again; from `first` where there is none */
	double average; /* days from one slip to the next; negative: fewer than two */
	int lately, before; /* slips in the last 28 days, and in the 28 before */
} ContactFacts;

gboolean     contact_is_slip(const Contact *contact);
/* `first`: from when on the person kept a record; TIME_NEVER: not yet. `zone` places now; each contact is placed where it was lived. */
ContactFacts contact_facts(const GArray *contacts, gint64 first, Zone *zone, gint64 now);
