/* lint-head.c - the checks of what stands at the top of an article. */
#include <stdlib.h>
#include <string.h>

#include "config/lint-file.h"
#include "core/article.h"

static const char *const topics[] = {
	"urge",        "need",       "night",      "evening",        "first-weeks", "late-wave",
	"routine",     "people",     "friends",    "mutual-friends", "interests",   "self-trust",
	"feelings",    "steadiness", "love",       "social-media",   "contact",     "necessary-contact",
	"anniversary", "slip",       "being-left", "leaving",        "identity",    "reconciliation",
	"safety",      "closure",    "writing",    "sleep",          "body",        "work",
	"alone",       "no-reply",   "anger",      "jealousy",       "holidays",    NULL,
};

/* --- the head ------------------------------------------------------------------------------------- */

/* The keys of the head, how often each stands there, and the longest value, in characters. */
static const struct {
	const char *key;
	int times, most;
} keys[] = {
	{ "title", 1, 60 },
	{ "neutral", ARTICLE_PROMPTS, 90 },
	{ "open", ARTICLE_PROMPTS, 90 },
	{ "topics", 1, 200 },
	{ "stance", 1, 7 },
	{ "flags", 1, 80 },
	{ "minutes", 1, 1 },
	{ "action", 1, 200 },
};

static const IniSection *head_of(const LintFile *file)
{
	return file->ini ? ini_file_section(file->ini, "article") : NULL;
}

static const IniEntry *entry_of(const LintFile *file, const char *key)
{
	const IniSection *head = head_of(file);

	return head ? ini_section_entry(head, key) : NULL;
}

static void check_name(Lint *lint, const LintFile *file, const LintCheck *row)
{
	gsize at = 0;

	if (!lint_search(lint, "^[a-z]+(-[a-z]+)*$", file->name, &at, NULL, NULL))
		lint_find(lint, file, 1, "the file is called %s.md; expected small words with - between", file->name);
}

static int times_of(const IniSection *head, const char *key)
{
	int times = 0;

	for (guint i = 0; i < head->entries->len; i++)
		times += g_str_equal(((const IniEntry *)head->entries->pdata[i])->key, key);
	return times;
}

static void check_keys(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniSection *head = head_of(file);

	for (guint i = 0; head && i < G_N_ELEMENTS(keys); i++) {
		int times = times_of(head, keys[i].key);

		if (times != keys[i].times)
			lint_find(lint, file, times ? entry_of(file, keys[i].key)->line : 1,
			          "the head has %s %d times; expected %d", keys[i].key, times, keys[i].times);
	}
}

static void check_bounds(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniSection *head = head_of(file);

	for (guint i = 0; head && i < head->entries->len; i++) {
		const IniEntry *entry = head->entries->pdata[i];
		glong chars = g_utf8_strlen(entry->value, -1);

		for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
			if (g_str_equal(keys[k].key, entry->key) && chars > keys[k].most)
				lint_find(lint, file, entry->line, "%s has %ld characters; expected at most %d",
				          entry->key, chars, keys[k].most);
	}
}

static void check_marks(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniSection *head = head_of(file);

	for (guint i = 0; head && i < head->entries->len; i++) {
		const IniEntry *entry = head->entries->pdata[i];

		if (strpbrk(entry->value, ";\"") || strstr(entry->value, " #"))
			lint_find(lint, file, entry->line,
			          "%s holds a comment mark or a quote (; # \"): say it without", entry->key);
	}
}

static void check_topics(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniEntry *entry = entry_of(file, "topics");
	g_auto(GStrv) words = entry ? g_strsplit(entry->value, ",", -1) : NULL;

	for (char **word = words; word && *word; word++)
		if (!g_strv_contains(topics, g_strstrip(*word)))
			lint_find(lint, file, entry->line, "'%s' is none of the topics that schedules know", *word);
}

static void check_minutes(Lint *lint, const LintFile *file, const LintCheck *row)
{
	const IniEntry *entry = entry_of(file, "minutes");

	if (entry && (atoi(entry->value) < 2 || atoi(entry->value) > 6))
		lint_find(lint, file, entry->line, "minutes is %s; expected 2 to 6", entry->value);
}

const LintCheck lint_head_checks[] = {
	{ "has a plain file name", TRUE, check_name },
	{ "has each key of the head as often as it should", TRUE, check_keys },
	{ "keeps its values within bounds", TRUE, check_bounds },
	{ "keeps comment marks and quotes out of its values", TRUE, check_marks },
	{ "names known topics", TRUE, check_topics },
	{ "says how many minutes it takes", TRUE, check_minutes },
	{ NULL },
};
