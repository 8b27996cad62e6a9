#include "cli/edit-session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/editor.h"
#include "cli/edits.h"
#include "config/ini.h"
#include "core/i18n.h"

typedef struct Session {
	const Cli *cli;
	Known *known;
	char *before;  /* what stood there; NULL: no file yet */
	char *copy;    /* the file that the editor opens */
	char *after;   /* what was saved */
	gboolean kept; /* the copy is the person's only one: leave it */
} Session;

static void session_clear(Session *session)
{
	if (session->copy && !session->kept)
		unlink(session->copy);
	known_free(session->known);
	g_free(session->before);
	g_free(session->copy);
	g_free(session->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Session, session_clear)

/* Beside the settings, where nobody else can read it; the ending tells the editor what it is. */
static int write_copy(Session *session)
{
	g_autoptr(GError) error = NULL;
	const char *text = session->before ? session->before : settings_default_text();
	int fd;

	if (!session->before && !paths_make_private(session->cli->paths->config_dir, &error))
		return cli_fail("%s", error->message);
	session->copy = g_build_filename(session->cli->paths->config_dir, ".edit-XXXXXX.ini", NULL);
	fd = g_mkstemp_full(session->copy, O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0) {
		g_clear_pointer(&session->copy, g_free);
		return cli_fail(_("cannot write into %s: %s"), session->cli->paths->config_dir, g_strerror(errno));
	}
	close(fd);
	if (!g_file_set_contents_full(session->copy, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
		return cli_fail("%s", error->message);
	return EXIT_DONE;
}

static gboolean read_copy(Session *session, Problems *problems)
{
	gsize length = 0;

	g_free(session->after);
	session->after = ini_file_read(session->copy, &length, problems);
	if (session->after && strlen(session->after) != length)
		problems_add(problems, NULL, 0, NULL, _("there is a NUL byte in it: this is not UTF-8 text"));
	return session->after && strlen(session->after) == length;
}

static int saved(Session *session, const Problems *problems)
{
	const char *before = session->before ? session->before : settings_default_text();
	g_autoptr(GPtrArray) changes = edits_changes(before, session->after);

	edits_print_problems(session->cli, problems, stderr); /* only warnings can be left */
	edits_say_changes(changes);
	edits_say_when(session->cli);
	return EXIT_DONE;
}

/* TRUE: open the editor again. */
static gboolean try_to_save(Session *session, int *code)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GError) error = NULL;

	*code = EXIT_FAILED;
	if (read_copy(session, problems)) {
		if (g_strcmp0(session->before, session->after) == 0) {
			cli_say(_("Nothing was changed."));
			*code = EXIT_DONE;
			return FALSE;
		}
		if (edit_replace(session->cli->paths->settings, session->before, session->after, session->known,
		                 problems, &error)) {
			*code = saved(session, problems);
			return FALSE;
		}
	}
	if (error && !g_error_matches(error, EDIT_ERROR, EDIT_ERROR_INVALID)) {
		session->kept = TRUE;
		cli_fail(_("%s\nYour version is kept in %s"), error->message, session->copy);
		return FALSE;
	}
	edits_print_problems(session->cli, problems, stderr);
	if (ask_yes(_("This cannot be saved yet. Edit it again? [Y/n]")) == 1)
		return TRUE;
	cli_fail(_("your changes were thrown away; the settings are as they were"));
	return FALSE;
}

static int read_before(Session *session)
{
	g_autoptr(Problems) problems = problems_new();
	gsize length = 0;

	if (!g_file_test(session->cli->paths->settings, G_FILE_TEST_EXISTS))
		return EXIT_DONE;
	session->before = ini_file_read(session->cli->paths->settings, &length, problems);
	if (session->before && strlen(session->before) == length)
		return EXIT_DONE;
	edits_print_problems(session->cli, problems, stderr);
	return cli_fail(_("the settings are no text that can be edited; look at %s"), session->cli->paths->settings);
}

int edit_session(const Cli *cli)
{
	g_auto(Session) session = { .cli = cli };
	int code = EXIT_FAILED;

	session.known = known_load(cli->paths);
	if (read_before(&session) || write_copy(&session))
		return EXIT_FAILED;
	do {
		if (editor_open(session.copy))
			return EXIT_FAILED;
	} while (try_to_save(&session, &code));
	return code;
}
