#include "cli/service.h"
#include "core/i18n.h"

#define UNIT "steady.service"

/* Runs systemctl --user with the words; what it says to stderr goes to *said where that is asked for. */
static gboolean systemctl(const char *const *words, char **said)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | (said ? 0 : G_SPAWN_STDERR_TO_DEV_NULL);
	int status;

	g_ptr_array_add(all, (gpointer) "systemctl");
	g_ptr_array_add(all, (gpointer) "--user");
	for (; *words; words++)
		g_ptr_array_add(all, (gpointer)*words);
	g_ptr_array_add(all, NULL);
	if (!g_spawn_sync(NULL, (char **)all->pdata, NULL, flags, NULL, NULL, NULL, said, &status, &error)) {
		if (said)
			*said = g_strdup(error->message);
		return FALSE;
	}
	return g_spawn_check_wait_status(status, NULL);
}

gboolean service_is_known(void)
{
	return systemctl((const char *const[]){ "cat", UNIT, NULL }, NULL);
}

gboolean service_is_enabled(void)
{
	return systemctl((const char *const[]){ "is-enabled", "--quiet", UNIT, NULL }, NULL);
}

gboolean service_needs_default_target(void)
{
	gboolean desktop = g_getenv("WAYLAND_DISPLAY") || g_getenv("DISPLAY");

	return desktop &&
	       !systemctl((const char *const[]){ "is-active", "--quiet", "graphical-session.target", NULL }, NULL);
}

gboolean service_enable(gboolean with_default_target)
{
	static const char *const enable[] = { "enable", "--now", UNIT, NULL };
	static const char *const want[] = { "add-wants", "default.target", UNIT, NULL };
	g_autofree char *said = NULL, *again = NULL;

	if (!systemctl(enable, &said)) {
		cli_fail(_("`%s` failed: %s"), "systemctl --user enable --now " UNIT, said);
		return FALSE;
	}
	if (with_default_target && !systemctl(want, &again)) {
		cli_fail(_("`%s` failed: %s"), "systemctl --user add-wants default.target " UNIT, again);
		return FALSE;
	}
	return TRUE;
}

void service_say_without(void)
{
	cli_say(_("There is no systemd service of Steady's here. Have your desktop start `steadyd` at login (its "
	          "autostart settings take the command). `steadyd` in a terminal works too, at once."));
}
