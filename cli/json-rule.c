/* json-rule.c - which commands print an object with --json. The rule: those that print data, and those that change one thing that a script
 * would ask for next (a number, a time, what became of it). Elsewhere --json is a mistake and is told to be one. */
#include <string.h>

#include "cli/cli.h"

static const struct {
	const char *command, *verbs;
} rules[] = {
	{ "agenda", "" },
	{ "answer", "" },
	{ "backup", "" },
	{ "checkin", "" },
	{ "config", "check path get set unset" },
	{ "contact", "" },
	{ "dismiss", "" },
	{ "doctor", "" },
	{ "draft", "- list read seal burn" },
	{ "export", NULL }, /* what it prints is JSON anyway, a line a row */
	{ "forget", "" },
	{ "help", NULL },
	{ "helplines", "" },
	{ "hide", "" },
	{ "import", "" },
	{ "lint", "" },
	{ "monitor", "" },
	{ "note", "- list read burn" },
	{ "pause", "" },
	{ "pending", "" },
	{ "plan", "- list show add set remove rehearse" },
	{ "read", "" },
	{ "reload", NULL },
	{ "report", "" },
	{ "resume", "" },
	{ "schedule", "" },
	{ "setup", NULL },
	{ "show", "" },
	{ "slot", "" },
	{ "snooze", "" },
	{ "start", NULL },
	{ "status", "" },
	{ "steadiness", "" },
	{ "undo", "" },
	{ "urge", "" },
	{ "version", "" },
	{ "when", "" },
	{ "why", "" },
};

const char *json_rule(const char *command)
{
	for (guint i = 0; i < G_N_ELEMENTS(rules); i++)
		if (strcmp(rules[i].command, command) == 0)
			return rules[i].verbs;
	return NULL;
}
