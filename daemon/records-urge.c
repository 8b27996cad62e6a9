/* What the daemon writes down about urges. */
#include "core/store-outcomes.h"
#include "core/store-urges.h"
#include "daemon/records.h"

static gboolean work_begin(Store *store, gpointer job, GError **error)
{
	BegunUrge *begun = job;

	begun->id = store_begin_urge(store, begun->at, begun->zone_offset, begun->intensity, error);
	return begun->id && store_ask_urge_again(store, begun->id, &begun->safe, error);
}

void record_begin_urge(Disk *disk, gint64 at, int zone_offset, int intensity, const Deadline *safe, gpointer about,
                       void (*done)(gpointer, gpointer, const GError *), gpointer owner)
{
	BegunUrge *begun = g_new0(BegunUrge, 1);

	*begun = (BegunUrge){
		.at = at, .zone_offset = zone_offset, .intensity = intensity, .safe = *safe, .about = about
	};
	record_submit(disk, (Task){ work_begin, done, owner, begun, g_free });
}

static gboolean work_end(Store *store, gpointer job, GError **error)
{
	EndedUrge *ended = job;

	return store_has_urge(store, ended->urge, &ended->known, error) &&
	       (!ended->known || store_end_urge(store, ended->urge, ended->at, ended->acted, error));
}

void record_end_urge(Disk *disk, gint64 urge, gint64 at, const char *acted, gpointer about,
                     void (*done)(gpointer, gpointer, const GError *), gpointer owner)
{
	EndedUrge *ended = g_new0(EndedUrge, 1);

	*ended = (EndedUrge){ .urge = urge, .at = at, .about = about };
	g_strlcpy(ended->acted, acted, sizeof ended->acted);
	record_submit(disk, (Task){ work_end, done, owner, ended, g_free });
}

/* --- notes: written in order, nobody waits --- */

typedef struct UrgeNoted {
	gint64 urge, span, at;
	int zone_offset;
	Deadline until;
	char *plan;
} UrgeNoted;

static void noted_free(gpointer data)
{
	g_free(((UrgeNoted *)data)->plan);
	g_free(data);
}

static void submit(Disk *disk, gboolean (*work)(Store *, gpointer, GError **), UrgeNoted noted)
{
	record_submit(disk, (Task){ .work = work, .job = g_memdup2(&noted, sizeof noted), .free = noted_free });
}

static gboolean work_delay(Store *store, gpointer job, GError **error)
{
	const UrgeNoted *noted = job;

	return store_delay_urge(store, noted->urge, noted->span, &noted->until, error);
}

void record_delay(Disk *disk, gint64 urge, gint64 span, const Deadline *until)
{
	submit(disk, work_delay, (UrgeNoted){ .urge = urge, .span = span, .until = *until });
}

static gboolean work_again(Store *store, gpointer job, GError **error)
{
	const UrgeNoted *noted = job;

	return store_ask_urge_again(store, noted->urge, &noted->until, error);
}

static gboolean work_no_more(Store *store, gpointer job, GError **error)
{
	return store_ask_urge_again(store, ((UrgeNoted *)job)->urge, NULL, error);
}

void record_again(Disk *disk, gint64 urge, const Deadline *at)
{
	submit(disk, at ? work_again : work_no_more, (UrgeNoted){ .urge = urge, .until = at ? *at : (Deadline){ 0 } });
}

static gboolean work_plan(Store *store, gpointer job, GError **error)
{
	const UrgeNoted *noted = job;
	const OutcomeFact offered = { .kind = OUTCOME_OF_PLAN,
		                      .name = noted->plan,
		                      .value = (char *)"offered",
		                      .at = noted->at,
		                      .zone_offset = noted->zone_offset,
		                      .urge = noted->urge };

	return store_note_urge(store, noted->urge, NOTE_PLAN, noted->plan, error) &&
	       store_add_outcome(store, &offered, error);
}

void record_plan(Disk *disk, gint64 urge, const char *plan, gint64 at, int zone_offset)
{
	submit(disk, work_plan,
	       (UrgeNoted){ .urge = urge, .at = at, .zone_offset = zone_offset, .plan = g_strdup(plan) });
}
