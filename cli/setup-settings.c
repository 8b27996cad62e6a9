/* setup-settings.c - see setup-settings.h; new settings begin as the annotated default. */
#include "cli/setup-settings.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/edits.h"
#include "config/ini.h"
#include "config/settings-table.h"
#include "core/i18n.h"

typedef struct SetupKey {
	const char *section, *key;
} SetupKey;

/* What each question sets. */
static const SetupKey keys[N_QUESTIONS] = {
	[EVENING] = { "checkin evening", "when" },
	[QUIET] = { "steady", "quiet" },
	[DISCREET] = { "steady", "discreet" },
	[FRIGHTENED] = { "care", "frightened" },
	[SIDE] = { "care", "stance" },
};

void setup_clear(Setup *setup)
{
	known_free(setup->known);
	g_free(setup->before);
	for (int i = 0; i < N_QUESTIONS; i++) {
		g_free(setup->current[i]);
		g_free(setup->answers[i]);
	}
}

/* --- what stands there --- */

static char *value_in(const char *text, const SetupKey *wanted)
{
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(text, -1, NULL, elsewhere);
	const IniSection *section = ini_file_section(file, wanted->section);
	g_autoptr(GPtrArray) values = g_ptr_array_new();

	for (guint i = 0; section && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, wanted->key) == 0)
			g_ptr_array_add(values, entry->value);
	}
	g_ptr_array_add(values, NULL);
	return values->len > 1 ? g_strjoinv("; ", (char **)values->pdata) : NULL;
}

static void read_current(Setup *setup)
{
	for (int i = 0; i < N_QUESTIONS; i++) {
		setup->current[i] = setup->before ? value_in(setup->before, &keys[i]) : NULL;
		if (setup->current[i])
			continue;
		if (i >= FRIGHTENED) {
			setup->current[i] = g_strdup(_("Enter: skip"));
			continue;
		}
		setup->current[i] = value_in(settings_default_text(), &keys[i]);
		if (setup->before && i == EVENING)
			setup->answers[i] = g_strdup(setup->current[i]);
	}
}

static int read_before(Setup *setup)
{
	const char *path = setup->cli->paths->settings;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = NULL;
	gsize length = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return EXIT_DONE;
	settings = settings_load_known(path, setup->known, problems);
	setup->before = settings ? ini_file_read(path, &length, problems) : NULL;
	if (setup->before)
		return EXIT_DONE;
	edits_print_problems(setup->cli, problems, stderr);
	return cli_fail(
		_("there are settings already, and they cannot be used as they are; `steady config edit` opens them"));
}

int setup_begin(Setup *setup)
{
	setup->known = known_load(setup->cli->paths);
	if (read_before(setup))
		return EXIT_FAILED;
	read_current(setup);
	return EXIT_DONE;
}

/* --- the text with the answers --- */

static char *with_answers(const Setup *setup)
{
	const char *values[N_QUESTIONS][2] = { 0 };
	Edit edits[N_QUESTIONS];
	guint n = 0;

	for (int i = 0; i < N_QUESTIONS; i++) {
		values[i][0] = setup->answers[i];
		if (setup->answers[i])
			edits[n++] = (Edit){ EDIT_SET, keys[i].section, keys[i].key, values[i] };
	}
	return edit_text(setup->before ? setup->before : settings_default_text(), edits, n, NULL);
}

static char *clock_after(int seconds, int hours)
{
	int minutes = (seconds / 60 + hours * 60) % (24 * 60);

	return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

/* The default's nudges come between 11:00 and 19:00. Whoever keeps other hours has them as long after the quiet ones. */
static char *nudges_moved(const char *text, Hours quiet)
{
	g_autofree char *from = clock_after(quiet.to, 3), *until = clock_after(quiet.from, 20);
	g_autofree char *when = g_strdup_printf("2 times between %s and %s, at least 90min apart", from, until);
	const Edit moved = { EDIT_SET, "nudge afternoon", "when", (const char *const[]){ when, NULL } };
	const Edit off = { EDIT_SET, "nudge afternoon", "enabled", (const char *const[]){ "no", NULL } };
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *fresh = edit_text(text, &moved, 1, NULL);
	g_autoptr(Settings) settings = settings_parse(fresh, NULL, problems);

	return settings ? g_steal_pointer(&fresh) : edit_text(text, &off, 1, NULL);
}

static char *first_error(const Problems *problems)
{
	guint i = 0;

	while (i + 1 < problems_count(problems) && problems_get(problems, i)->warning)
		i++;
	return g_strdup(problems_get(problems, i)->message);
}

/* The text to be written, or NULL and what is wrong with it. */
static char *build(const Setup *setup, char **fault)
{
	g_autofree char *text = with_answers(setup), *moved = NULL;
	g_autoptr(Problems) problems = problems_new(), second = problems_new();
	g_autoptr(Settings) settings = settings_parse_known(text, NULL, setup->known, problems);
	Hours quiet;

	if (settings)
		return g_steal_pointer(&text);
	if (!setup->before &&
	    hours_parse(setup->answers[QUIET] ? setup->answers[QUIET] : setup->current[QUIET], &quiet, NULL))
		moved = nudges_moved(text, quiet);
	settings = moved ? settings_parse_known(moved, NULL, setup->known, second) : NULL;
	if (settings)
		return g_steal_pointer(&moved);
	*fault = first_error(problems);
	return NULL;
}

/* A check-in inside the quiet hours would never be shown. */
static char *clash(const Setup *setup, const char *text)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = settings_parse(text, NULL, problems);
	const Schedule *evening = settings ? schedules_find(settings->schedules, "checkin/evening") : NULL;
	Frame frame = { .zone = setup->cli->zone,
		        .secret = "",
		        .quiet = settings ? settings->policy.quiet : HOURS_NONE };
	gint64 next = evening ? schedule_next(evening, &frame, setup->cli->now) : TIME_NEVER;

	if (next == TIME_NEVER || !hours_contain(frame.quiet, frame.zone, next))
		return NULL;
	return g_strdup_printf(
		_("Your check-in (%s) would fall into these hours and not be shown. Choose hours that leave "
	          "it out, or none."),
		setup->answers[EVENING] ? setup->answers[EVENING] : setup->current[EVENING]);
}

char *setup_fault(const Setup *setup, int question)
{
	g_auto(GStrv) section = g_strsplit(keys[question].section, " ", 2);
	const Setting *setting = setting_find(section[0], keys[question].key);
	g_autoptr(Settings) scratch = settings_default();
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, "evening");
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	void *base = question == EVENING ? (void *)schedule : (void *)scratch;
	char *fault = NULL;

	if (setup->answers[question] && !setting_read(setting, setup->answers[question], base, NULL, &error))
		return g_strdup(error->message);
	if (question == EVENING)
		return NULL;
	text = build(setup, &fault);
	return text ? clash(setup, text) : fault;
}

/* --- writing --- */

/* TRUE: write it. What stands there already is the person's: silence is no consent. */
static gboolean may_change(const Setup *setup, const char *text)
{
	g_autoptr(GPtrArray) changes = edits_changes(setup->before, text);

	cli_say(_("In %s this would change:"), setup->cli->paths->settings);
	edits_say_changes(changes);
	return setup->yes || ask_yes(_("Change it? [Y/n]")) == 1;
}

int setup_write(const Setup *setup)
{
	const Paths *paths = setup->cli->paths;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *fault = NULL, *text = build(setup, &fault);

	if (!text)
		return cli_fail("%s", fault);
	if (g_strcmp0(text, setup->before) == 0) {
		cli_say(_("Your settings in %s stay as they are."), paths->settings);
		return EXIT_DONE;
	}
	if (setup->before && !may_change(setup, text)) {
		cli_say(_("Your settings stay as they are."));
		return EXIT_DONE;
	}
	if (!setup->before && !paths_make_private(paths->config_dir, &error))
		return cli_fail("%s", error->message);
	if (!edit_replace(paths->settings, setup->before, text, setup->known, problems, &error))
		return edits_fail(setup->cli, error, problems);
	cli_say(_("%s %s. `steady config edit` opens it, `steady agenda` shows what comes."),
	        setup->before ? _("Changed") : _("Written:"), paths->settings);
	return EXIT_DONE;
}
