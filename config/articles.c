/* articles.c - articles read from files: the head through the INI reader, the body as it stands. */
#include "config/articles.h"

#include <string.h>

#include "config/ini.h"
#include "config/nearest.h"

#define HEAD_SECTION "[article]\n" /* stands in for the first line ---, so that the head's lines keep their numbers */
#define MOST_MINUTES 30
#define TITLE_CHARS 80
#define PROMPT_CHARS 120
#define ACTION_CHARS 300

/* --- the keys of the head ------------------------------------------------------------------------- */

/* Takes a value, or says in a literal what was expected. */
typedef const char *(*Take)(Article *article, const char *value);

static const char *take_text(char **field, const char *value, glong most, const char *expected)
{
	if (!*value || g_utf8_strlen(value, -1) > most)
		return expected;
	*field = g_strdup(value);
	return NULL;
}

static const char *take_title(Article *article, const char *value)
{
	return take_text(&article->title, value, TITLE_CHARS, "expected a title of at most 80 characters");
}

static const char *take_neutral(Article *article, const char *value)
{
	return take_text(&article->prompt.neutral, value, PROMPT_CHARS,
	                 "expected a text of at most 120 characters that tells a stranger nothing");
}

static const char *take_open(Article *article, const char *value)
{
	return take_text(&article->prompt.open, value, PROMPT_CHARS, "expected a text of at most 120 characters");
}

static const char *take_action(Article *article, const char *value)
{
	return take_text(&article->action, value, ACTION_CHARS,
	                 "expected one small thing to do, in at most 300 characters");
}

static const char *take_minutes(Article *article, const char *value)
{
	gint64 minutes;

	if (!g_ascii_string_to_signed(value, 10, 1, MOST_MINUTES, &minutes, NULL))
		return "expected how many minutes it takes to read, from 1 to 30";
	article->minutes = (int)minutes;
	return NULL;
}

static gboolean is_name(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

static const char *take_topics(Article *article, const char *value)
{
	article->topics = g_strsplit(value, ",", -1);
	for (char **topic = article->topics; *topic; topic++)
		if (!is_name(g_strstrip(*topic)))
			return "expected words of a-z, 0-9 and - with commas between";
	return article->topics[0] ? NULL : "expected at least one topic";
}

static const struct {
	const char *key;
	Take take;
} head_keys[] = {
	{ "title", take_title },   { "neutral", take_neutral }, { "open", take_open },
	{ "topics", take_topics }, { "minutes", take_minutes }, { "action", take_action },
};

static void unknown_key(const IniEntry *entry, const char *path, Problems *problems)
{
	const char *names[G_N_ELEMENTS(head_keys) + 1] = { NULL };
	const char *near;

	for (guint i = 0; i < G_N_ELEMENTS(head_keys); i++)
		names[i] = head_keys[i].key;
	near = nearest_name(entry->key, names);
	if (near)
		problems_add(problems, path, entry->line, entry->key, "there is no such key; did you mean `%s`?", near);
	else
		problems_add(problems, path, entry->line, entry->key,
		             "there is no such key; the head of an article has title, neutral, open, topics, minutes "
		             "and action");
}

static void take_entry(Article *article, const IniSection *head, const IniEntry *entry, const char *path,
                       Problems *problems)
{
	const IniEntry *first = ini_section_entry(head, entry->key);
	const char *expected;
	guint i = 0;

	while (i < G_N_ELEMENTS(head_keys) && !g_str_equal(head_keys[i].key, entry->key))
		i++;
	if (i == G_N_ELEMENTS(head_keys)) {
		unknown_key(entry, path, problems);
	} else if (first != entry) {
		problems_add(problems, path, entry->line, entry->key,
		             "it stands in line %d already; keep one of the two", first->line);
	} else {
		expected = head_keys[i].take(article, entry->value);
		if (expected)
			problems_add(problems, path, entry->line, entry->key, "%s", expected);
	}
}

static void take_head(Article *article, const IniFile *file, const char *path, Problems *problems)
{
	const IniSection *head = ini_file_section(file, "article");

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		if (section != head && section->line > 0)
			problems_add(problems, path, section->line, NULL,
			             "the head of an article has no sections: remove [%s]", section->name);
	}
	for (guint i = 0; head && i < head->entries->len; i++)
		take_entry(article, head, g_ptr_array_index(head->entries, i), path, problems);
	for (guint i = 0; head && !head->broken && i < G_N_ELEMENTS(head_keys); i++)
		if (!ini_section_entry(head, head_keys[i].key))
			problems_add(problems, path, 1, head_keys[i].key,
			             "it is missing in the head between the lines ---");
}

/* --- a file --------------------------------------------------------------------------------------- */

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

/* Where the body begins, and the head as INI; NULL when there is no head. */
static const char *split(const char *text, char **head)
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

Article *article_parse(const char *text, const char *path, const char *name, Problems *problems)
{
	g_autoptr(Article) article = g_new0(Article, 1);
	g_autoptr(IniFile) file = NULL;
	g_autofree char *head = NULL;
	guint errors = problems_errors(problems);
	const char *body = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		problems_add(problems, path, 0, NULL, "this is not UTF-8 text");
	else if (!(body = split(text, &head)))
		problems_add(problems, path, 1, NULL,
		             "expected a line ---, then title = … and the other keys, then a second line ---");
	if (!body)
		return NULL;
	file = ini_file_parse(head, -1, path, problems);
	take_head(article, file, path, problems);
	article->name = g_strdup(name);
	article->body = g_strchomp(g_strdup(body + strspn(body, "\r\n"))); /* blanks ahead may begin a block of code */
	if (!*article->body)
		problems_add(problems, path, 0, NULL, "there is no text below the head");
	return problems_errors(problems) > errors ? NULL : g_steal_pointer(&article);
}

/* --- a folder ------------------------------------------------------------------------------------- */

static void load_one(GPtrArray *articles, const char *dir, const char *file, Problems *problems)
{
	g_autofree char *path = g_build_filename(dir, file, NULL);
	g_autofree char *name = g_strndup(file, strlen(file) - strlen(".md"));
	g_autofree char *text = NULL;
	Article *article;
	gsize length;

	if (!is_name(name)) {
		problems_warn(problems, path, 0, NULL, "left out: the names of articles are of a-z, 0-9 and -");
		return;
	}
	text = ini_file_read(path, &length, problems);
	if (text && (length > INI_FILE_MAX || strlen(text) != length))
		problems_add(problems, path, 0, NULL, "this is not a text of at most 1 MiB");
	else if (text && (article = article_parse(text, path, name, problems)))
		g_ptr_array_add(articles, article);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const Article *const *)a)->name, (*(const Article *const *)b)->name);
}

GPtrArray *articles_load(const char *share, Problems *problems)
{
	GPtrArray *articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
	g_autofree char *path = g_build_filename(share, "articles", "en", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &error);

	if (!dir)
		problems_add(problems, path, 0, NULL, "%s", error->message);
	for (const char *file; dir && (file = g_dir_read_name(dir));)
		if (*file != '.' && g_str_has_suffix(file, ".md"))
			load_one(articles, path, file, problems);
	g_ptr_array_sort(articles, by_name);
	return articles;
}
