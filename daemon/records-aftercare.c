/* What the daemon writes down about the hours after a slip. */
#include "core/aftercare.h"
#include "daemon/records.h"

typedef struct AftercareNote {
	gint64 contact;
	gboolean more;
	Deadline next;
} AftercareNote;

static gboolean work_aftercare(Store *store, gpointer job, GError **error)
{
	const AftercareNote *note = job;

	return note->more ? store_put_aftercare(store, note->contact, &note->next, error)
	                  : store_drop_aftercare(store, note->contact, error);
}

void record_aftercare(Disk *disk, gint64 contact, const Deadline *next)
{
	AftercareNote note = { .contact = contact, .more = next != NULL };

	if (next)
		note.next = *next;
	record_submit(disk, (Task){ .work = work_aftercare, .job = g_memdup2(&note, sizeof note), .free = g_free });
}
