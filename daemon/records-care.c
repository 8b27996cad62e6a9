/* What the daemon writes down so that it says a thing once a day at most. */
#include "core/distress.h"
#include "daemon/records.h"

static gboolean work_offer(Store *store, gpointer job, GError **error)
{
	HelplinesOffer *offer = job;

	return store_offer_helplines(store, offer->at, offer->zone_offset, &offer->due, error);
}

void record_offer(Disk *disk, gint64 at, int zone_offset, void (*done)(gpointer, gpointer, const GError *),
                  gpointer owner)
{
	HelplinesOffer *offer = g_new0(HelplinesOffer, 1);

	offer->at = at;
	offer->zone_offset = zone_offset;
	record_submit(disk, (Task){ work_offer, done, owner, offer, g_free });
}
