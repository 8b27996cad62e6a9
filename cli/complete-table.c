/* complete-table.c - what may stand where, and what a menu says about commands. */
#include <string.h>

#include "cli/completion.h"
#include "core/i18n.h"
#include "core/store-contacts.h"
#include "core/urge.h"

#define SPANS "15min 30min 1h 2h 1d"

/* --- operands: behind the command, or behind one of its verbs --- */

static const struct {
	const char *command;
	const char
		*verbs; /* the word behind the command is one of these; NULL: the place is counted from the command */
	guint at;       /* place, from 1; 0: any */
	Offer offer;
} operands[] = {
	{ "answer", NULL, 1, { .words = "last", .source = offer_waiting } },
	{ "answer", NULL, 2, { .source = offer_answers } },
	{ "backup", NULL, 1, { .words = "list restore", .source = offer_files } },
	{ "backup", "restore", 1, { .source = offer_files } },
	{ "checkin", NULL, 1, { .source = offer_checkins } },
	{ "config", NULL, 1, { .words = "check path get set unset edit reference" } },
	{ "config", "check", 1, { .source = offer_files } },
	{ "config", "get set unset", 1, { .source = offer_keys } },
	{ "config", "set", 2, { .source = offer_value_of_key } },
	{ "contact", NULL, 1, { .words = "list totals" } },
	{ "dismiss", NULL, 1, { .words = "last", .source = offer_waiting } },
	{ "draft", NULL, 1, { .words = "list read seal burn" } },
	{ "draft", "read seal burn", 1, { .words = "last" } },
	{ "forget", NULL, 1, { .words = "last since range all" } },
	{ "forget", "last", 1, { .words = SPANS } },
	{ "help", NULL, 1, { .source = offer_commands } },
	{ "helplines", NULL, 1, { .source = offer_countries } },
	{ "import", NULL, 0, { .source = offer_files } },
	{ "lint", NULL, 0, { .source = offer_files } },
	{ "note", NULL, 1, { .words = "list read burn" } },
	{ "note", "read burn", 1, { .words = "last" } },
	{ "pause", NULL, 1, { .words = SPANS } },
	{ "plan", NULL, 1, { .words = "list show add set remove rehearse" } },
	{ "plan", "show set remove rehearse", 1, { .source = offer_plans } },
	{ "read", NULL, 1, { .words = "last", .source = offer_articles } },
	{ "schedule", NULL, 1, { .words = "list show add set remove enable disable" } },
	{ "schedule", "show set remove enable disable", 1, { .source = offer_schedules } },
	{ "show", NULL, 1, { .source = offer_schedules } },
	{ "slot", NULL, 1, { .words = "list map add set remove" } },
	{ "slot", "set remove", 1, { .source = offer_slots } },
	{ "snooze", NULL, 1, { .words = "last", .source = offer_waiting } },
	{ "snooze", NULL, 2, { .words = SPANS } },
	{ "urge", NULL, 1, { .words = "0 1 2 3 4 5 6 7 8 9 10" } },
	{ "why", NULL, 1, { .words = "last", .source = offer_waiting } },
};

static gboolean among(const char *words, const char *word)
{
	g_auto(GStrv) all = g_strsplit(words, " ", -1);

	return g_strv_contains((const char *const *)all, word);
}

const Offer *completion_operand(const char *command, const GPtrArray *before)
{
	guint place = before->len; /* the command itself is one of them */

	for (guint i = 0; i < G_N_ELEMENTS(operands); i++) {
		gboolean behind_verb = operands[i].verbs != NULL;

		if (!g_str_equal(operands[i].command, command))
			continue;
		if (behind_verb && (place < 2 || !among(operands[i].verbs, before->pdata[1])))
			continue;
		if (!operands[i].at || operands[i].at + behind_verb == place)
			return &operands[i].offer;
	}
	return NULL;
}

/* --- values of options --- */

static const struct {
	const char *command, *option;
	Offer offer;
} values[] = {
	{ "contact", "began", { .names = began_names } },
	{ "contact", "kind", { .names = contact_kind_names } },
	{ "contact", "necessity", { .names = necessity_names } },
	{ "contact", "count", { .words = "keep restart" } },
	{ "export", "format", { .words = "jsonl csv" } },
	{ "export", "output", { .source = offer_files } },
	{ "read", "helped", { .words = "yes no" } },
	{ "urge", "feeling", { .names = urge_feelings } },
	{ "urge", "sort", { .names = urge_sorts } },
	{ "urge", "cue", { .names = urge_cues } },
	{ "urge", "plan", { .source = offer_plans } },
	{ "urge", "acted", { .words = "no partly yes" } },
};

const Offer *completion_value(const char *command, const char *option)
{
	static const Offer as_a_key = { .source = offer_value_of_option };

	for (guint i = 0; i < G_N_ELEMENTS(values); i++)
		if (g_str_equal(values[i].command, command) && g_str_equal(values[i].option, option))
			return &values[i].offer;
	return among("schedule slot", command) ? &as_a_key : NULL;
}

/* --- what a menu says --- */

/* A shell shows its menu to whoever looks at the screen. What is not here is not described. */
static const struct {
	const char *command, *neutral;
	gboolean plain; /* so are its options */
} menu[] = {
	{ "agenda", N_("list what comes next, and when"), TRUE },
	{ "answer", N_("answer a prompt that waits"), TRUE },
	{ "backup", N_("copy what was recorded, or put it back"), TRUE },
	{ "checkin", N_("go through a check-in now"), TRUE },
	{ "config", N_("look at the settings, or change them"), TRUE },
	{ "contact", N_("note something that happened") },
	{ "dismiss", N_("close a prompt without an answer"), TRUE },
	{ "doctor", N_("say what is wrong, and what helps"), TRUE },
	{ "draft", N_("write something down and keep it") },
	{ "export", N_("copy out everything that was recorded"), TRUE },
	{ "forget", N_("delete for good what was recorded"), TRUE },
	{ "help", N_("say how a command works"), TRUE },
	{ "helplines", N_("list numbers and pages"), TRUE },
	{ "hide", N_("show nothing until it is resumed"), TRUE },
	{ "import", N_("take in what was exported"), TRUE },
	{ "lint", N_("check articles and check-ins"), TRUE },
	{ "monitor", N_("print what happens"), TRUE },
	{ "note", N_("write a few lines"), TRUE },
	{ "pause", N_("show nothing for a while"), TRUE },
	{ "pending", N_("list the prompts that wait"), TRUE },
	{ "plan", N_("if this, then that") },
	{ "read", N_("read an article, or list them"), TRUE },
	{ "reload", N_("have the settings read again"), TRUE },
	{ "report", N_("show what was recorded"), TRUE },
	{ "resume", N_("end a pause"), TRUE },
	{ "schedule", N_("look at schedules, or change them") },
	{ "setup", N_("set it up: a few questions"), TRUE },
	{ "show", N_("show a prompt now"), TRUE },
	{ "slot", N_("give hours something to do") },
	{ "snooze", N_("have a prompt come back later"), TRUE },
	{ "start", N_("start the daemon"), TRUE },
	{ "status", N_("say how things stand"), TRUE },
	{ "steadiness", N_("show two numbers over time") },
	{ "undo", N_("take the last answer back"), TRUE },
	{ "urge", N_("note how it is right now") },
	{ "version", N_("print the version"), TRUE },
	{ "when", N_("try out a time expression"), TRUE },
	{ "why", N_("say why a prompt came, or did not"), TRUE },
};

const char *completion_neutral(const char *command)
{
	for (guint i = 0; i < G_N_ELEMENTS(menu); i++)
		if (g_str_equal(menu[i].command, command))
			return menu[i].neutral;
	return NULL;
}

gboolean completion_plain(const char *command)
{
	for (guint i = 0; i < G_N_ELEMENTS(menu); i++)
		if (g_str_equal(menu[i].command, command))
			return menu[i].plain;
	return FALSE;
}
