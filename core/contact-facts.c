#include "core/contact-facts.h"

#define MONTH 28 /* days */

gboolean contact_is_slip(const Contact *contact)
{
	return contact->began == BEGAN_ME && contact->kind != CONTACT_CHECKED && contact->kind != CONTACT_NECESSARY;
}

static int day_of(const Contact *contact)
{
	gint64 local = contact->at + SECONDS(contact->zone_offset);

	return (int)(local / DAYS(1) - (local % DAYS(1) < 0));
}

typedef struct Walk {
	ContactFacts *facts;
	int first, today;
	int last_slip;  /* its day; first - 1: none yet */
	int first_slip; /* likewise */
	int slip_days;  /* days with a slip */
} Walk;

static void add_slip(Walk *walk, const Contact *contact)
{
	int day = CLAMP(day_of(contact), walk->first, walk->today);
	ContactFacts *facts = walk->facts;

	facts->slips++;
	facts->lately += walk->today - day < MONTH;
	facts->before += walk->today - day >= MONTH && walk->today - day < 2 * MONTH;
	if (contact->count == COUNT_RESTART)
		facts->since = walk->today - day;
	if (walk->last_slip < walk->first)
		walk->first_slip = day;
	if (day != walk->last_slip || walk->last_slip < walk->first)
		walk->slip_days++;
	facts->longest = MAX(facts->longest, day - walk->last_slip - 1);
	walk->last_slip = day;
}

ContactFacts contact_facts(const GArray *contacts, gint64 first, Zone *zone, gint64 now)
{
	ContactFacts facts = { .average = -1 };
	Walk walk = { .facts = &facts, .today = zone_day(zone, now) };

	if (first == TIME_NEVER)
		return facts;
	walk.first = MIN(zone_day(zone, first), walk.today);
	walk.last_slip = walk.first - 1;
	facts.since = walk.today - walk.first;
	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = &g_array_index(contacts, Contact, i);

		facts.all++;
		facts.by_began[contact->began]++;
		facts.by_kind[contact->kind]++;
		if (contact_is_slip(contact))
			add_slip(&walk, contact);
	}
	facts.days = walk.today - walk.first + 1;
	facts.quiet = facts.days - walk.slip_days;
	facts.longest = MAX(facts.longest, walk.today - walk.last_slip);
	if (facts.slips > 1)
		facts.average = (double)(walk.last_slip - walk.first_slip) / (facts.slips - 1);
	return facts;
}
