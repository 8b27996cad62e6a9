/* complete-sources.c - what the shells are offered: read from the store, the settings and the shipped files, never from the daemon. */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/prompts.h"
#include "config/articles.h"
#include "config/helplines.h"
#include "config/ini.h"
#include "config/protocols.h"
#include "config/settings-table.h"
#include "core/single.h"

static void offer_all(Completion *completion, const char *const *words)
{
	for (; words && *words; words++)
		completion_print(completion, *words, NULL, NULL);
}

/* The shells know better than anybody how to go on with a path. */
void offer_files(Completion *completion, const char *option)
{
	puts("<files>");
}

void offer_commands(Completion *completion, const char *option)
{
	for (const Command *command = cli_commands; command->name; command++)
		completion_print(completion, command->name, completion_neutral(command->name), command->summary);
}

/* --- prompts that wait, and their answers --- */

void offer_waiting(Completion *completion, const char *option)
{
	g_autoptr(GPtrArray) all = prompts_waiting(completion->cli, NULL, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, waiting->id);

		/* The question is in the words that the settings want. */
		completion_print(completion, id, waiting->question, waiting->question);
	}
}

static const Waiting *waiting_named(const GPtrArray *all, const char *word)
{
	const Waiting *found = NULL;
	gboolean last = g_str_equal(word, "last");
	gint64 id = last ? 0 : g_ascii_strtoll(word, NULL, 10);

	for (guint i = 0; all && i < all->len; i++) {
		const Waiting *waiting = all->pdata[i];

		if (last ? !found || waiting->id > found->id : waiting->id == id)
			found = waiting;
	}
	return found;
}

/* Where texts are neutral a choice is offered by what is written on it: what it is called in the store may say more. */
static void offer_choices(Completion *completion, const Item *item)
{
	gboolean discreet = completion_settings(completion)->policy.discreet;

	for (guint i = 0; item->choices && i < item->choices->len; i++) {
		const Choice *choice = item->choices->pdata[i];

		completion_print(completion, discreet ? wording(&choice->label, TRUE) : choice->value, NULL,
		                 wording(&choice->label, FALSE));
	}
	for (int number = item->min; item_takes_number(item) && item->max - item->min <= 20 && number <= item->max;
	     number++) {
		g_autofree char *word = g_strdup_printf("%d", number);

		completion_print(completion, word, NULL, NULL);
	}
	if (item->optional)
		completion_print(completion, "skip", NULL, NULL);
}

void offer_answers(Completion *completion, const char *option)
{
	static const char *const of_a_nudge[] = { "read", "later", "dismiss", NULL };
	g_autoptr(GPtrArray) all = prompts_waiting(completion->cli, NULL, NULL);
	const Waiting *waiting = waiting_named(all, completion->operands->pdata[1]);
	g_autoptr(Protocol) protocol =
		waiting && *waiting->item ? prompts_protocol(completion->cli, waiting->content) : NULL;
	const Item *item = protocol ? protocol_item(protocol, waiting->item) : NULL;

	if (item)
		offer_choices(completion, item);
	else if (waiting)
		offer_all(completion, of_a_nudge);
}

/* --- what the settings name --- */

static void offer_schedules_of(Completion *completion, int kind, gboolean by_name)
{
	const GPtrArray *all = completion_settings(completion)->schedules;

	for (guint i = 0; i < all->len; i++) {
		const Schedule *schedule = all->pdata[i];

		if (kind < 0 || (int)schedule->kind == kind)
			completion_print(completion, by_name ? schedule->name : schedule->id, NULL, NULL);
	}
}

void offer_schedules(Completion *completion, const char *option)
{
	offer_schedules_of(completion, -1, FALSE);
}

void offer_slots(Completion *completion, const char *option)
{
	offer_schedules_of(completion, KIND_SLOT, TRUE);
}

void offer_plans(Completion *completion, const char *option)
{
	const GPtrArray *all = completion_settings(completion)->plans;

	for (guint i = 0; i < all->len; i++)
		completion_print(completion, ((const Plan *)all->pdata[i])->name, NULL, NULL);
}

static void offer_keys_of(Completion *completion, const char *section)
{
	g_auto(GStrv) parts = g_strsplit(section, " ", 2);
	g_autofree char *id = section_to_id(section);

	for (const Setting *setting = settings_table; setting->section; setting++) {
		g_autofree char *key = g_strdup_printf("%s.%s", id, setting->key);

		if (g_str_equal(setting->section, parts[0]))
			completion_print(completion, key, NULL, NULL);
	}
}

void offer_keys(Completion *completion, const char *option)
{
	g_autoptr(Problems) problems = problems_new();
	gsize length = 0;
	g_autofree char *text = ini_file_read(completion->cli->paths->settings, &length, problems);
	g_autoptr(IniFile) file = ini_file_parse(text ? text : "", (gssize)length, NULL, problems);

	for (const SectionKind *kind = section_kinds; kind->name; kind++)
		if (kind->home == SECTION_SETTINGS)
			offer_keys_of(completion, kind->name);
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];

		if (strchr(section->name, ' '))
			offer_keys_of(completion, section->name);
	}
}

/* --- what is shipped, and what the person put beside it --- */

static void offer_protocols(Completion *completion)
{
	g_auto(GStrv) names = protocol_names(completion->cli->paths);

	offer_all(completion, (const char *const *)names);
}

void offer_checkins(Completion *completion, const char *option)
{
	offer_protocols(completion);
	offer_schedules_of(completion, KIND_CHECKIN, FALSE);
}

void offer_articles(Completion *completion, const char *option)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) all = articles_load(completion->cli->paths, problems);

	for (guint i = 0; all && i < all->len; i++) {
		const Article *article = all->pdata[i];

		completion_print(completion, article->name, NULL, article->title);
	}
}

void offer_countries(Completion *completion, const char *option)
{
	g_auto(GStrv) codes = helplines_countries(completion->cli->paths);

	offer_all(completion, (const char *const *)codes);
}

static void offer_topics(Completion *completion)
{
	Known *known = known_load(completion->cli->paths);

	offer_all(completion, (const char *const *)known_topics(known));
	known_free(known);
}

/* --- values of settings --- */

static void offer_value(Completion *completion, const Setting *setting)
{
	static const char *const yes_no[] = { "yes", "no", NULL };

	if (setting->type == SETTING_PROTOCOL)
		offer_protocols(completion);
	else if (setting->type == SETTING_TOPICS)
		offer_topics(completion);
	else if (setting->type == SETTING_COUNTRY)
		offer_countries(completion, NULL);
	else
		offer_all(completion, setting->type == SETTING_BOOL ? yes_no : setting->words);
	if (setting->fallback && *setting->fallback && setting->type != SETTING_BOOL &&
	    setting->type != SETTING_PROTOCOL && !setting->words)
		completion_print(completion, setting->fallback, NULL, NULL);
}

void offer_value_of_option(Completion *completion, const char *option)
{
	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		const Setting *setting = kind->home == SECTION_SCHEDULE ? setting_find(kind->name, option) : NULL;

		if (setting) {
			offer_value(completion, setting);
			return;
		}
	}
}

void offer_value_of_key(Completion *completion, const char *option)
{
	const char *word = completion->operands->pdata[2];
	g_auto(GStrv) parts = g_strsplit(word, ".", 2);
	const Setting *setting;

	if (!parts[0] || !parts[1])
		return;
	g_strdelimit(parts[0], "/", (char)0);
	setting = setting_find(parts[0], parts[1]);
	if (setting)
		offer_value(completion, setting);
}
