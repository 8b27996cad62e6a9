/* article-head.c - the keys at the top of an article, as a table: what each takes, how often, whether it may be missing. */
#include "config/article-head.h"

#include <string.h>

#include "config/nearest.h"
#include "core/i18n.h"

#define HEAD_SECTION "[article]\n" /* stands in for the first line ---, so that the head's lines keep their numbers */
#define MOST_MINUTES 30
#define TITLE_CHARS 80
#define PROMPT_CHARS 120
#define ACTION_CHARS 300

/* Takes a value, or says in a literal what was expected. */
typedef const char *(*Take)(Article *article, const char *value);

static const char *take_text(char **field, const char *value, glong most, const char *expected)
{
	if (!*value || g_utf8_strlen(value, -1) > most)
		return expected;
	g_free(*field);
	*field = g_strdup(value);
	return NULL;
}

static const char *take_title(Article *article, const char *value)
{
	return take_text(&article->title, value, TITLE_CHARS, _("expected a title of at most 80 characters"));
}

static const char *take_neutral(Article *article, const char *value)
{
	int i = 0;

	while (i < ARTICLE_PROMPTS - 1 && article->prompts[i].neutral)
		i++;
	return take_text(&article->prompts[i].neutral, value, PROMPT_CHARS,
	                 _("expected a text of at most 120 characters that tells a stranger nothing"));
}

static const char *take_open(Article *article, const char *value)
{
	int i = 0;

	while (i < ARTICLE_PROMPTS - 1 && article->prompts[i].open)
		i++;
	return take_text(&article->prompts[i].open, value, PROMPT_CHARS,
	                 _("expected a text of at most 120 characters"));
}

static const char *take_action(Article *article, const char *value)
{
	return take_text(&article->action, value, ACTION_CHARS,
	                 _("expected one small thing to do, in at most 300 characters"));
}

static const char *take_minutes(Article *article, const char *value)
{
	gint64 minutes;

	if (!g_ascii_string_to_signed(value, 10, 1, MOST_MINUTES, &minutes, NULL))
		return "expected how many minutes it takes to read, from 1 to 30";
	article->minutes = (int)minutes;
	return NULL;
}

gboolean article_is_name(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

static const char *take_topics(Article *article, const char *value)
{
	g_strfreev(article->topics);
	article->topics = g_strsplit(value, ",", -1);
	for (char **topic = article->topics; *topic; topic++)
		if (!article_is_name(g_strstrip(*topic)))
			return "expected words of a-z, 0-9 and - with commas between";
	return article->topics[0] ? NULL : "expected at least one topic";
}

static const char *take_stance(Article *article, const char *value)
{
	int i = 0;

	while (i < N_STANCES && !g_str_equal(stance_name((Stance)i), value))
		i++;
	if (i == N_STANCES)
		return "expected to whom it speaks: any, left or leaving";
	article->stance = (Stance)i;
	return NULL;
}

/* Its bit; 0: no flag is called so. */
static guint flag_of(const char *word)
{
	for (int i = 0; i < N_ARTICLE_FLAGS; i++)
		if (g_str_equal(article_flag_name(i), word))
			return 1U << i;
	return 0;
}

static const char *take_flags(Article *article, const char *value)
{
	g_auto(GStrv) words = g_strsplit(value, ",", -1);

	if (g_str_equal(value, "none"))
		return NULL;
	for (char **word = words; *word; word++) {
		guint flag = flag_of(g_strstrip(*word));

		if (!flag)
			return "expected none, or of reconnecting, closure, letter, contact-goal and safety those that "
			       "hold, with commas between";
		article->flags |= flag;
	}
	return words[0] ? NULL : "expected none, or the flags that hold";
}

static const struct {
	const char *key;
	Take take;
	int most; /* times */
	gboolean optional;
} head_keys[] = {
	{ "title", take_title, 1, FALSE },
	{ "neutral", take_neutral, ARTICLE_PROMPTS, FALSE },
	{ "open", take_open, ARTICLE_PROMPTS, FALSE },
	{ "topics", take_topics, 1, FALSE },
	{ "stance", take_stance, 1, TRUE },
	{ "flags", take_flags, 1, TRUE },
	{ "minutes", take_minutes, 1, FALSE },
	{ "action", take_action, 1, FALSE },
};

static void unknown_key(const IniEntry *entry, const char *path, Problems *problems)
{
	const char *names[G_N_ELEMENTS(head_keys) + 1] = { NULL };
	const char *near;

	for (guint i = 0; i < G_N_ELEMENTS(head_keys); i++)
		names[i] = head_keys[i].key;
	near = nearest_name(entry->key, names);
	if (near)
		problems_add(problems, path, entry->line, entry->key, _("there is no such key; did you mean `%s`?"),
		             near);
	else
		problems_add(problems, path, entry->line, entry->key,
		             _("there is no such key; the head of an article has title, neutral, open, topics, stance, "
		               "flags, minutes and action"));
}

/* How many entries of that key stand before this one. */
static int times_before(const IniSection *head, const IniEntry *entry)
{
	int times = 0;

	for (guint i = 0; i < head->entries->len && head->entries->pdata[i] != entry; i++)
		times += g_str_equal(((const IniEntry *)head->entries->pdata[i])->key, entry->key);
	return times;
}

static void say_too_often(const IniSection *head, const IniEntry *entry, int most, const char *path, Problems *problems)
{
	if (most == 1)
		problems_add(problems, path, entry->line, entry->key,
		             _("it stands in line %d already; keep one of the two"),
		             ini_section_entry(head, entry->key)->line);
	else
		problems_add(problems, path, entry->line, entry->key, _("it stands there %d times already; keep %d"),
		             most, most);
}

static void take_entry(Article *article, const IniSection *head, const IniEntry *entry, const char *path,
                       Problems *problems)
{
	const char *expected;
	guint i = 0;

	while (i < G_N_ELEMENTS(head_keys) && !g_str_equal(head_keys[i].key, entry->key))
		i++;
	if (i == G_N_ELEMENTS(head_keys)) {
		unknown_key(entry, path, problems);
	} else if (times_before(head, entry) >= head_keys[i].most) {
		say_too_often(head, entry, head_keys[i].most, path, problems);
	} else {
		expected = head_keys[i].take(article, entry->value);
		if (expected)
			problems_add(problems, path, entry->line, entry->key, "%s", expected);
	}
}

/* A shorter row of texts is gone through again, so that each has both wordings. */
static void pair_prompts(Article *article)
{
	int neutral = 0, open = 0;

	for (int i = 0; i < ARTICLE_PROMPTS; i++) {
		neutral += article->prompts[i].neutral != NULL;
		open += article->prompts[i].open != NULL;
	}
	article->n_prompts = neutral && open ? MAX(neutral, open) : 0;
	for (int i = neutral; i < article->n_prompts; i++)
		article->prompts[i].neutral = g_strdup(article->prompts[i % neutral].neutral);
	for (int i = open; i < article->n_prompts; i++)
		article->prompts[i].open = g_strdup(article->prompts[i % open].open);
}

void article_take_head(Article *article, const IniFile *file, const char *path, Problems *problems)
{
	const IniSection *head = ini_file_section(file, "article");

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		if (section != head && section->line > 0)
			problems_add(problems, path, section->line, NULL,
			             _("the head of an article has no sections: remove [%s]"), section->name);
	}
	for (guint i = 0; head && i < head->entries->len; i++)
		take_entry(article, head, g_ptr_array_index(head->entries, i), path, problems);
	for (guint i = 0; head && !head->broken && i < G_N_ELEMENTS(head_keys); i++)
		if (!head_keys[i].optional && !ini_section_entry(head, head_keys[i].key))
			problems_add(problems, path, 1, head_keys[i].key,
			             _("it is missing in the head between the lines ---"));
	pair_prompts(article);
}

/* --- where it ends ------------------------------------------------------------------------------ */

/* The line after this one; at the end of the text, NULL. */
static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : NULL;
}

static gboolean is_rule(const char *line)
{
	size_t n = strcspn(line, "\r\n");

	return n == 3 && strncmp(line, "---", 3) == 0;
}

const char *article_split(const char *text, char **head)
{
	const char *marked =
		g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text; /* a byte order mark says nothing */
	const char *begin = is_rule(marked) ? next_line(marked) : NULL;

	for (const char *line = begin; line; line = next_line(line)) {
		if (!is_rule(line))
			continue;
		*head = g_strdup_printf(HEAD_SECTION "%.*s", (int)(line - begin), begin);
		return next_line(line) ? next_line(line) : line + strlen(line);
	}
	return NULL;
}
