/* cmd-setup.c - the first run: three questions and two that may be skipped, and the service switched on. */
#include <string.h>

#include "cli/ask.h"
#include "cli/remote.h"
#include "cli/service.h"
#include "cli/setup-care.h"
#include "cli/setup-settings.h"
#include "core/i18n.h"

/* --- the questions --- */

static const char *const questions[N_QUESTIONS] = {
	[EVENING] = N_("When is a good time for an evening check-in?"),
	[QUIET] = N_("In which hours should nothing be shown (none: in no hours)?"),
	[DISCREET] = N_("Should notifications say nothing that a stranger could read meaning into?"),
	[FRIGHTENED] = N_("Has this person ever frightened you, threatened you, or followed you (yes, no)?"),
	[SIDE] = N_("Who ended it (they, me, both)?"),
};

/* "n" for no, "23:00-07:30" for the two dots: what people type. */
static char *normal_answer(int question, char *line)
{
	char *dash = strchr(line, '-');

	if (question == FRIGHTENED)
		return setup_care_yes(line);
	if (question == SIDE)
		return setup_care_side(line);
	if (question == DISCREET && (ask_is_yes(line) || ask_is_no(line))) {
		const char *word = ask_is_yes(line) ? "yes" : "no";

		g_free(line);
		return g_strdup(word);
	}
	if (question == QUIET && dash) {
		g_autofree char *typed = line;

		*dash = '\0';
		return g_strdup_printf("%s..%s", g_strchomp(typed), g_strchug(dash + 1));
	}
	return line;
}

/* As it can be answered: where yes or no is asked, in the person's language. */
static const char *current(const Setup *setup, int question)
{
	const char *word = setup->current[question];

	if (question != DISCREET)
		return word;
	return g_str_equal(word, "yes") ? _("yes") : g_str_equal(word, "no") ? _("no") : word;
}

/* FALSE: the person left, or the input ended on an answer that cannot be. */
static gboolean ask(Setup *setup, int question)
{
	g_autofree char *asked = g_strdup_printf("%s [%s]", _(questions[question]), current(setup, question));

	for (;;) {
		g_autofree char *earlier = g_strdup(setup->answers[question]), *fault = NULL;
		char *line = setup->yes ? NULL : ask_line(asked);
		gboolean over = !line;

		if (over && !setup->yes && ask_possible())
			return FALSE;
		if (line && *line) {
			g_free(setup->answers[question]);
			setup->answers[question] = normal_answer(question, g_steal_pointer(&line));
		}
		g_free(line);
		fault = setup_fault(setup, question);
		if (!fault)
			return TRUE;
		cli_say("%s", fault);
		if (over)
			return FALSE;
		g_free(setup->answers[question]);
		setup->answers[question] = g_steal_pointer(&earlier);
	}
}

/* Of a person only, never of a script: it may hurt to be asked, and nobody else can answer. */
static gboolean ask_care(Setup *setup)
{
	setup_care_begin(setup->cli->paths->settings);
	if (!ask(setup, FRIGHTENED))
		return FALSE;
	if (g_strcmp0(setup->answers[FRIGHTENED], "yes") == 0)
		setup_care_thank();
	return ask(setup, SIDE);
}

static gboolean ask_all(Setup *setup)
{
	if (!setup->yes)
		cli_say(_("Three questions. Enter takes what stands in [brackets]; all of it can be changed later.\n"));
	for (int i = 0; i < FRIGHTENED; i++) {
		if (!ask(setup, i))
			return FALSE;
	}
	return setup->yes || !ask_possible() || ask_care(setup);
}

/* --- the service --- */

static int offer_service(const Setup *setup)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(setup->cli);
	gboolean known = service_is_known(), bare;

	if (daemon && (!known || service_is_enabled())) {
		cli_say(_("Steady is running; it takes up the settings at once."));
		return EXIT_DONE;
	}
	if (!known) {
		service_say_without();
		return EXIT_DONE;
	}
	if (!setup->yes && ask_yes(_("Start Steady now, and at each login? [Y/n]")) != 1) {
		cli_say(_("Later: systemctl --user enable --now steady.service"));
		return EXIT_DONE;
	}
	bare = service_needs_default_target();
	if (!service_enable(bare))
		return EXIT_FAILED;
	cli_say(_("Steady is running, and will be after each login. `steady status` says how things stand."));
	return EXIT_DONE;
}

int cmd_setup(Cli *cli, int argc, char **argv)
{
	g_auto(Setup) setup = { .cli = cli };
	const GOptionEntry entries[] = {
		{ "yes", 'y', 0, G_OPTION_ARG_NONE, &setup.yes, N_("take what is suggested, without questions"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (setup_begin(&setup))
		return EXIT_FAILED;
	if (!ask_all(&setup))
		return cli_fail(_("nothing was written; `steady setup` begins again"));
	return setup_write(&setup) ? EXIT_FAILED : offer_service(&setup);
}
