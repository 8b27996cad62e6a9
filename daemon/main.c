/* steadyd: the command line, one daemon a person, and the loop. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "daemon/edges.h"
#include "daemon/library.h"

#include "config/language.h"
#include "config/settings.h"
#include "core/i18n.h"
#include "core/number.h"

typedef struct Options {
	char *config, *deliver;
	gboolean check, version, exit_when_done;
} Options;

/* --- one daemon a person --- */

static gboolean take_lock(Daemon *daemon)
{
	g_autoptr(GError) error = NULL;

	if (!paths_make_private(daemon->paths->data_dir, &error)) {
		g_printerr("steadyd: %s\n", error->message);
		return FALSE;
	}
	daemon->lock = open(daemon->paths->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (daemon->lock < 0) {
		g_printerr("steadyd: %s: %s\n", daemon->paths->lock, g_strerror(errno));
		return FALSE;
	}
	if (flock(daemon->lock, LOCK_EX | LOCK_NB) == 0)
		return TRUE;
	g_printerr(_("steadyd: another steadyd works with %s already; this one ends. `steady status` shows it.\n"),
	           daemon->paths->data_dir);
	return FALSE;
}

/* --- life --- */

static int run(Daemon *daemon, const Options *options)
{
	if (!take_lock(daemon))
		return EXIT_FAILURE;
	if (!edges_connect(daemon) || !edges_make(daemon, options->deliver, options->exit_when_done))
		return EXIT_FAILURE;
	daemon->loop = g_main_loop_new(NULL, FALSE);
	edges_begin(daemon);
	g_main_loop_run(daemon->loop);
	edges_end(daemon);
	g_main_loop_unref(daemon->loop);
	g_free(daemon->status);
	g_clear_object(&daemon->own);
	g_clear_object(&daemon->session);
	return daemon->code;
}

static int check(const Paths *paths)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_load_checked(paths, problems);
	g_autofree char *text = NULL;

	library_free(library_load(paths, problems));
	text = problems_to_text(problems);
	if (*text)
		g_printerr("%s%s", text, g_str_has_suffix(text, "\n") ? "" : "\n");
	if (!settings || problems_errors(problems))
		return EXIT_FAILURE;
	g_print(_("OK: %s\n"), paths->settings);
	return EXIT_SUCCESS;
}

/* --- the command line --- */

static void log_line(const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
	if (!(level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)))
		fprintf(stderr, "steadyd: %s\n", text);
}

/* What libraries tell of their own work may hold what they were given to show. */
static GLogWriterOutput log_fields(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
	if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO))
		return G_LOG_WRITER_HANDLED;
	return g_log_writer_default(level, fields, n, data);
}

static const char *translate(const char *text, gpointer data)
{
	return _(text);
}

static gboolean read_options(int *argc, char ***argv, Options *options)
{
	GOptionEntry entries[] = { { "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
		                     N_("the settings file (default: the person's own)"), "FILE" },
		                   { "check", 0, 0, G_OPTION_ARG_NONE, &options->check,
		                     N_("say whether the settings are good, and end"), NULL },
		                   { "deliver", 0, 0, G_OPTION_ARG_STRING, &options->deliver,
		                     N_("how prompts are shown: auto, desktop or terminal"), "ROUTE" },
		                   { "exit-when-done", 0, 0, G_OPTION_ARG_NONE, &options->exit_when_done,
		                     N_("end when nothing is left to show"), NULL },
		                   { "version", 0, 0, G_OPTION_ARG_NONE, &options->version,
		                     N_("print the version, and end"), NULL },
		                   { NULL } };
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_set_summary(context,
	                             _("Shows prompts at the times chosen in the settings. See also: steady help"));
	g_option_context_add_main_entries(context, entries, NULL);
	g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
	if (g_option_context_parse(context, argc, argv, &error) && *argc == 1)
		return TRUE;
	g_printerr(_("steadyd: %s\nTry: steadyd --help\n"),
	           error ? error->message : _("it takes no words, only options"));
	return FALSE;
}

/* Until the settings are read as a whole. */
static void speak(Paths *paths)
{
	g_autofree char *language = language_setting(paths);

	language_use(paths, language);
}

int main(int argc, char **argv)
{
	Options options = { 0 };
	g_autoptr(Paths) paths = NULL;
	int code;

	number_begin();
	setlocale(LC_ALL, "");
	umask(077);
	g_log_set_default_handler(log_line, NULL);
	g_log_set_writer_func(log_fields, NULL, NULL);
	paths = paths_new(NULL);
	speak(paths);
	if (!read_options(&argc, &argv, &options))
		return 2;
	if (options.config) {
		paths_free(paths);
		paths = paths_new(options.config);
		speak(paths);
	}
	if (options.version)
		g_print("steadyd %s\n", STEADY_VERSION);
	code = options.version ? 0
	       : options.check ? check(paths)
	                       : run(&(Daemon){ .paths = paths, .lock = -1 }, &options);
	g_free(options.config);
	g_free(options.deliver);
	return code;
}
