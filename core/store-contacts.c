#include "core/store-contacts.h"

#include <string.h>

#include "core/aftercare.h"
#include "core/db.h"
#include "core/i18n.h"

const char *const began_names[] = { "me", "them", "chance", NULL };
const char *const contact_kind_names[] = { "message", "call", "met", "checked", "necessary", NULL };
const char *const necessity_names[] = { NC_("necessary for", "children"), NC_("necessary for", "work"),
	                                NC_("necessary for", "money"),    NC_("necessary for", "law"),
	                                NC_("necessary for", "other"),    NULL };

static const char *const count_names[] = { [COUNT_UNSAID] = NULL, [COUNT_KEEP] = "keep", [COUNT_RESTART] = "restart" };

static gint64 insert_contact(Db *db, const Contact *contact, GError **error)
{
	if (!db_run(db, error,
	            "INSERT INTO contact (at, zone_offset, recorded, began, kind, necessity, note, count, confidence) "
	            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	            "inisssssm", contact->at, contact->zone_offset, contact->recorded, began_names[contact->began],
	            contact_kind_names[contact->kind], contact->necessity, contact->note, count_names[contact->count],
	            (gint64)contact->confidence))
		return 0;
	return sqlite3_last_insert_rowid(db->handle);
}

gint64 store_add_contact(Store *store, const Contact *contact, const Deadline *aftercare, GError **error)
{
	gint64 id;

	if (!db_begin(&store->db, error))
		return 0;
	id = insert_contact(&store->db, contact, error);
	if (!db_end(&store->db, id && (!aftercare || store_put_aftercare(store, id, aftercare, error)), error))
		return 0;
	return id;
}

gboolean store_judge_contact(Store *store, gint64 id, CountChoice count, int confidence, GError **error)
{
	return db_run(
		&store->db, error,
		"UPDATE contact SET count = coalesce(?, count), confidence = coalesce(?, confidence) WHERE id = ?",
		"smi", count_names[count], (gint64)confidence, id);
}

static int place_of(const char *const *names, const char *name)
{
	int i = 0;

	while (names[i] && strcmp(names[i], name) != 0)
		i++;
	return i;
}

static void take_contact(sqlite3_stmt *row, gpointer data)
{
	Contact contact = { .id = sqlite3_column_int64(row, 0),
		            .at = sqlite3_column_int64(row, 1),
		            .zone_offset = sqlite3_column_int(row, 2),
		            .recorded = sqlite3_column_int64(row, 3),
		            .began = (Began)place_of(began_names, db_text(row, 4)),
		            .kind = (ContactKind)place_of(contact_kind_names, db_text(row, 5)),
		            .necessity = g_strdup(db_text(row, 6)),
		            .note = g_strdup(db_text(row, 7)),
		            .confidence =
		                    sqlite3_column_type(row, 9) == SQLITE_NULL ? -1 : sqlite3_column_int(row, 9) };
	const char *count = db_text(row, 8);

	if (count)
		contact.count = strcmp(count, count_names[COUNT_KEEP]) == 0 ? COUNT_KEEP : COUNT_RESTART;
	g_array_append_val((GArray *)data, contact);
}

static void contact_clear(gpointer data)
{
	Contact *contact = data;

	g_free(contact->necessity);
	g_free(contact->note);
}

GArray *store_contacts(Store *store, GError **error)
{
	g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));

	g_array_set_clear_func(contacts, contact_clear);
	if (!db_each(&store->db, error, take_contact, contacts,
	             "SELECT id, at, zone_offset, recorded, began, kind, necessity, note, count, confidence FROM "
	             "contact ORDER BY at, id",
	             ""))
		return NULL;
	return g_steal_pointer(&contacts);
}

gint64 store_first_moment(Store *store, GError **error)
{
	gint64 first = 0;

	if (!db_integer(&store->db, &first, error,
	                "SELECT min(at) FROM (SELECT min(decided) AS at FROM decision UNION ALL SELECT min(at) FROM "
	                "response "
	                "UNION ALL SELECT min(begun) FROM urge UNION ALL SELECT min(at) FROM contact)"))
		return TIME_NEVER;
	return first ? first : TIME_NEVER;
}
