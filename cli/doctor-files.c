/* doctor-files.c - settings, store and folders: there, whole, writable and nobody else's. */
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cli/doctor.h"
#include "cli/entries.h"
#include "core/i18n.h"
#include "core/store-check.h"
#include "core/store-forget.h"

#define LEAST_ROOM (2 << 20) /* bytes: a store of some years is as large */

static gboolean is_there(const char *path)
{
	struct stat info;

	return !lstat(path, &info);
}

Health look_for_parts(const Patient *patient, char **detail)
{
	static const char *const parts[] = { "sql/001.sql", "protocols", "articles" };

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(patient->cli->paths->share, parts[i], NULL);

		if (!is_there(path))
			return *detail = g_steal_pointer(&path), HEALTH_FOUND;
	}
	return HEALTH_FINE;
}

/* --- settings ------------------------------------------------------------------------------------------------- */

Health look_for_settings(const Patient *patient, char **detail)
{
	return is_there(patient->cli->paths->settings) ? HEALTH_FINE : HEALTH_FOUND;
}

static char *first_error(const Problems *problems)
{
	guint errors = problems_errors(problems);

	for (guint i = 0; i < problems_count(problems); i++) {
		const Problem *problem = problems_get(problems, i);

		if (!problem->warning)
			return g_strdup_printf(ngettext("%u mistake; the first, line %d: %s%s%s",
			                                "%u mistakes; the first, line %d: %s%s%s", errors),
			                       errors, problem->line, problem->key ? problem->key : "",
			                       problem->key ? ": " : "", problem->message);
	}
	return g_strdup(_("They cannot be read."));
}

Health look_at_settings(const Patient *patient, char **detail)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = NULL;

	if (!is_there(patient->cli->paths->settings))
		return HEALTH_UNKNOWN;
	settings = settings_load_checked(patient->cli->paths, problems);
	if (settings)
		return HEALTH_FINE;
	*detail = first_error(problems);
	return HEALTH_FOUND;
}

/* --- the store ------------------------------------------------------------------------------------------------- */

/* Damage is told by look_into_store(), which cannot be made where it cannot be read. */
static Health look_with(const Patient *patient, StoreHealth wanted, char **detail)
{
	const Paths *paths = patient->cli->paths;
	g_autoptr(GError) error = NULL;
	StoreHealth health = store_health(paths->store, paths->sql, BUSY, &error);

	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return HEALTH_FINE;
	if (health == STORE_TOO_LARGE || g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
		return HEALTH_UNKNOWN;
	if (health != wanted)
		return health == STORE_WHOLE ? HEALTH_FINE : HEALTH_UNKNOWN;
	*detail = g_strdup(error->message);
	return HEALTH_FOUND;
}

Health look_at_store(const Patient *patient, char **detail)
{
	return look_with(patient, STORE_UNREAD, detail);
}

Health look_into_store(const Patient *patient, char **detail)
{
	return look_with(patient, STORE_BROKEN, detail);
}

Health look_for_deletion(const Patient *patient, char **detail)
{
	const Paths *paths = patient->cli->paths;
	g_autoptr(Store) store = store_open(paths->store, paths->sql, STORE_READ, BUSY, NULL);
	gint64 from, to;

	if (!store || !store_forget_unfinished(store, &from, &to))
		return HEALTH_FINE;
	*detail = g_strdup_printf(_("%s or in copies of it"), paths->store);
	return HEALTH_FOUND;
}

/* The nearest folder that is there: what is missing can be made in it. Free it. */
static char *existing(const char *path)
{
	char *folder = g_strdup(path);

	while (!is_there(folder) && strcmp(folder, "/") && strcmp(folder, ".")) {
		char *outer = g_path_get_dirname(folder);

		g_free(folder);
		folder = outer;
	}
	return folder;
}

/* SQLite makes its log beside the store: the folder must be writable, too. */
Health look_at_writing(const Patient *patient, char **detail)
{
	const Paths *paths = patient->cli->paths;
	g_autofree char *folder = existing(paths->data_dir);
	const char *refused = !g_file_test(folder, G_FILE_TEST_IS_DIR) || access(folder, W_OK | X_OK) ? folder
	                      : is_there(paths->store) && access(paths->store, W_OK)                  ? paths->store
	                                                                                              : NULL;

	if (!refused)
		return HEALTH_FINE;
	*detail = g_strdup_printf(_("%s is not writable"), refused);
	return HEALTH_FOUND;
}

Health look_at_room(const Patient *patient, char **detail)
{
	g_autofree char *folder = existing(patient->cli->paths->data_dir);
	struct statvfs disk;
	guint64 left;

	if (statvfs(folder, &disk))
		return HEALTH_UNKNOWN;
	left = (guint64)disk.f_bavail * disk.f_frsize;
	if (left >= LEAST_ROOM)
		return HEALTH_FINE;
	*detail = g_format_size(left);
	return HEALTH_FOUND;
}

/* --- whose they are ---------------------------------------------------------------------------------------------- */

/* What a person has to say to the shell for it; nothing where it is as it should be. */
static void add_open(GString *command, const char *path)
{
	g_autofree char *quoted = g_shell_quote(path);
	struct stat info;

	if (!stat(path, &info) && (info.st_mode & 077))
		g_string_append_printf(command, " %s", quoted);
}

Health look_at_privacy(const Patient *patient, char **detail)
{
	const Paths *paths = patient->cli->paths;
	g_autofree char *log = g_strconcat(paths->store, "-wal", NULL),
			*index = g_strconcat(paths->store, "-shm", NULL);
	const char *const all[] = { paths->config_dir, paths->settings, paths->data_dir, paths->store, log, index };
	g_autoptr(GString) command = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(all); i++)
		add_open(command, all[i]);
	if (!command->len)
		return HEALTH_FINE;
	*detail = g_strdup_printf("chmod go=%s", command->str);
	return HEALTH_FOUND;
}

static void add_leftovers(GString *found, const char *folder, const char *prefix)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (g_str_has_prefix(name, prefix))
			g_string_append_printf(found, "%s%s/%s", found->len ? ", " : "", folder, name);
}

Health look_for_leftovers(const Patient *patient, char **detail)
{
	const Paths *paths = patient->cli->paths;
	g_autofree char *writing = entry_folder(patient->cli);
	g_autoptr(GString) found = g_string_new(NULL);

	add_leftovers(found, writing, "");
	add_leftovers(found, paths->config_dir, ".edit-");
	if (!found->len)
		return HEALTH_FINE;
	*detail = g_string_free(g_steal_pointer(&found), FALSE);
	return HEALTH_FOUND;
}
