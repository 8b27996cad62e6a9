/* A plan written down: its two halves asked for, its form looked at, and once a week to go over it. */
#include <string.h>

#include "cli/ask.h"
#include "cli/edits.h"
#include "cli/plans.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/plan-facts.h"
#include "core/urge.h"

void plan_text_clear(PlanText *text)
{
	g_free(text->condition);
	g_free(text->action);
	g_free(text->cues);
}

static gboolean looks_right(const char *condition, const char *action)
{
	g_auto(GStrv) slips = plan_slips(condition, action);

	for (char **slip = slips; *slip; slip++)
		cli_say("%s", *slip);
	return !*slips;
}

/* After the word that `line` begins with; NULL: it begins with another. */
static char *after_word(char *line, const char *word)
{
	gsize length = strlen(word);

	return g_ascii_strncasecmp(line, word, length) == 0 && line[length] == ' ' ? line + length : NULL;
}

/* "if it is late," and "Then I call Sam." are what people type, in English or in their language. Changes `line`. */
static char *without_word(char *line, const char *asked, const char *word)
{
	char *after = after_word(line, asked), *rest = after ? after : after_word(line, word);
	gsize length;

	rest = g_strstrip(rest ? rest : line);
	length = strlen(rest);
	if (length && strchr(",.", rest[length - 1]))
		rest[length - 1] = '\0';
	return g_strdup(rest);
}

static char *ask_part(const char *question, const char *word)
{
	g_autofree char *line = ask_line(question);

	return line && *line ? without_word(line, question, word) : NULL;
}

/* FALSE: the person left it. Asks for what was not given, and once more where its form may not work. */
static gboolean ask_parts(PlanText *text)
{
	cli_say(_("A plan has two halves. The first is a moment that you would notice: a time, a place, something you "
	          "have just "
	          "done. The second is one thing that you can do then, within a minute, without them."));
	cli_say(_("  If it is after ten, then I put the phone in the kitchen and call Sam."));
	cli_say(_("  If I have opened their page, then I close it and put the kettle on."));
	while (TRUE) {
		if (!text->condition)
			text->condition = ask_part(C_("plan", "If"), "if");
		if (text->condition && !text->action)
			text->action = ask_part(C_("plan", "then"), "then");
		if (!text->condition || !text->action)
			return FALSE;
		if (looks_right(text->condition, text->action) || ask_yes(_("Write it anew? [Y/n]")) != 1)
			return TRUE;
		g_clear_pointer(&text->condition, g_free);
		g_clear_pointer(&text->action, g_free);
	}
}

static void ask_cues(PlanText *text)
{
	if (!text->cues)
		text->cues =
			ask_line(_("Which words should bring it up, when an urge has them? Such as night, alone, song, "
		                   "their-page (Enter: none):"));
}

/* "Nacht, their page": by their names, with commas. NULL stays. Free it. */
static char *cues_named(const char *said)
{
	g_auto(GStrv) words = said ? g_strsplit(said, ",", -1) : NULL;

	for (char **word = words; word && *word; word++) {
		g_autofree char *typed = *word;

		*word = urge_word_named(g_strstrip(typed));
	}
	return words ? g_strjoinv(", ", words) : NULL;
}

static int write_plan(const Cli *cli, const char *section, const PlanText *text, gboolean fresh)
{
	g_autofree char *cues = cues_named(text->cues);
	const char *values[3][2] = { { text->condition }, { text->action }, { cues } };
	static const char *const keys[] = { "if", "then", "cues" };
	Edit edits[4];
	guint n = 0;

	if (fresh)
		edits[n++] = (Edit){ .kind = EDIT_ADD, .section = section };
	for (guint i = 0; i < 3; i++)
		if (values[i][0] && (*values[i][0] || !fresh))
			edits[n++] = (Edit){ EDIT_SET, section, keys[i], values[i] };
	if (!n)
		return cli_usage(cli, _("say what to change: --if, --then or --cues"));
	return edits_make(cli, edits, n);
}

/* --- once a week --- */

static gboolean is_gone_over(const Settings *settings)
{
	for (guint i = 0; i < settings->schedules->len; i++) {
		const Schedule *schedule = settings->schedules->pdata[i];

		if (schedule->plans || strcmp(schedule->id, "nudge/plans") == 0)
			return TRUE;
	}
	return FALSE;
}

/* A plan that is gone over works better than one that is only written. */
static void offer_weekly(const Cli *cli, const Settings *settings)
{
	static const char *const when[] = { "Sun 11:00", NULL }, *const yes[] = { "yes", NULL };
	const Edit edits[] = { { .kind = EDIT_ADD, .section = "nudge plans" },
		               { EDIT_SET, "nudge plans", "when", when },
		               { EDIT_SET, "nudge plans", "plans", yes } };

	if (cli->json || is_gone_over(settings))
		return;
	cli_say(_(
		"A plan holds better when it is gone over now and then. A prompt on Sundays at 11:00 can ask you to: a "
		"minute, and nothing of the plan on the screen before you want it there."));
	if (ask_yes(_("Set it up? [Y/n]")) == 1)
		edits_make(cli, edits, G_N_ELEMENTS(edits));
}

int plan_add(Cli *cli, const Settings *settings, const char *name, PlanText *text)
{
	g_autofree char *section = g_strconcat("plan ", name, NULL);
	gboolean whole = text->condition && text->action;
	int code;

	if (!schedule_name_is_valid(name))
		return cli_usage(cli, _("'%.80s' cannot be a name; at most 40 small letters, digits and -"), name);
	if (plans_find(settings->plans, name))
		return cli_fail(_("there is a plan %s already; `steady plan set %s` changes it"), name, name);
	if (!whole && !ask_possible())
		return cli_usage(cli, _("a plan has two halves: --if 'it is after ten' --then 'I call Sam'"));
	if (whole)
		looks_right(text->condition, text->action);
	else if (!ask_parts(text))
		return cli_fail(_("the plan was not written"));
	if (!whole)
		ask_cues(text);
	code = write_plan(cli, section, text, TRUE);
	if (code == EXIT_DONE && !whole)
		offer_weekly(cli, settings);
	return code;
}

int plan_set(Cli *cli, const Plan *plan, const PlanText *text)
{
	g_autofree char *section = g_strconcat("plan ", plan->name, NULL);

	looks_right(text->condition ? text->condition : plan->condition, text->action ? text->action : plan->action);
	return write_plan(cli, section, text, FALSE);
}

int plan_remove(Cli *cli, const Plan *plan)
{
	g_autofree char *section = g_strconcat("plan ", plan->name, NULL);
	const char *const none[] = { NULL };
	Edit edit = { EDIT_REMOVE, section, NULL, none };

	return edits_make(cli, &edit, 1);
}
