#include "core/aftercare.h"
#include "core/db.h"

#define FIRST HOURS(2)

gint64 aftercare_next(gint64 at, gint64 span, gint64 now)
{
	gint64 moments[] = { at + FIRST, at + span / 6 * 5 };

	for (guint i = 0; i < G_N_ELEMENTS(moments); i++)
		if (moments[i] > now && moments[i] <= at + span)
			return moments[i];
	return TIME_NEVER;
}

gboolean store_put_aftercare(Store *store, gint64 contact, const Deadline *at, GError **error)
{
	return db_put_pending(&store->db, "aftercare", contact, at, error);
}

gboolean store_drop_aftercare(Store *store, gint64 contact, GError **error)
{
	return db_drop_pending(&store->db, "aftercare", contact, error);
}

static void take_aftercare(sqlite3_stmt *row, gpointer data)
{
	Aftercare aftercare = { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), db_deadline(row, 2) };

	g_array_append_val((GArray *)data, aftercare);
}

GArray *store_aftercares(Store *store, GError **error)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Aftercare));

	if (!db_each(
		    &store->db, error, take_aftercare, all,
		    "SELECT subject, contact.at, wall, boot, boot_id FROM pending JOIN contact ON contact.id = subject "
		    "WHERE pending.kind = 'aftercare'",
		    ""))
		return NULL;
	return g_steal_pointer(&all);
}
