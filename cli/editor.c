#include "cli/editor.h"

#include <signal.h>

#include "cli/cli.h"
#include "core/i18n.h"

/* $VISUAL, $EDITOR, else what is installed. */
static const char *editor(void)
{
	static const char *const names[] = { "sensible-editor", "editor", "nano", "vim", "vi", NULL };
	const char *chosen = g_getenv("VISUAL");

	if (!chosen || !*chosen)
		chosen = g_getenv("EDITOR");
	for (int i = 0; (!chosen || !*chosen) && names[i]; i++) {
		g_autofree char *found = g_find_program_in_path(names[i]);

		if (found)
			chosen = names[i];
	}
	return chosen && *chosen ? chosen : NULL;
}

static void heed_signals(void *data)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
}

/* Ctrl-C in the editor is for the editor. */
static gboolean run(const char *const *words, int *status, GError **error)
{
	sighandler_t interrupt = signal(SIGINT, SIG_IGN), quit = signal(SIGQUIT, SIG_IGN);
	gboolean ran = g_spawn_sync(NULL, (char **)words, NULL, G_SPAWN_CHILD_INHERITS_STDIN, heed_signals, NULL, NULL,
	                            NULL, status, error);

	signal(SIGINT, interrupt);
	signal(SIGQUIT, quit);
	return ran;
}

/* Through the shell, as git does: the variable may hold options. The file's name is an argument and never code. */
int editor_open(const char *file)
{
	const char *command = editor();
	g_autofree char *line = command ? g_strdup_printf("%s \"$1\"", command) : NULL;
	const char *const words[] = { "/bin/sh", "-c", line, "steady", file, NULL };
	g_autoptr(GError) error = NULL;
	int status;

	if (!command)
		return cli_fail(_("there is no editor; set EDITOR to the one you like"));
	if (!run(words, &status, &error) || !g_spawn_check_wait_status(status, &error))
		return cli_fail(_("the editor '%s' failed: %s; nothing was changed"), command, error->message);
	return EXIT_DONE;
}
