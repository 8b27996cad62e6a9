/* articles.c - articles read from files: the head through the INI reader, the body as it stands. */
#include "config/articles.h"

#include <string.h>

#include "config/article-head.h"

/* --- a file --------------------------------------------------------------------------------------- */

Article *article_parse(const char *text, const char *path, const char *name, Problems *problems)
{
	g_autoptr(Article) article = g_new0(Article, 1);
	g_autoptr(IniFile) file = NULL;
	g_autofree char *head = NULL;
	guint errors = problems_errors(problems);
	const char *body = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		problems_add(problems, path, 0, NULL, "this is not UTF-8 text");
	else if (!(body = article_split(text, &head)))
		problems_add(problems, path, 1, NULL,
		             "expected a line ---, then title = … and the other keys, then a second line ---");
	if (!body)
		return NULL;
	file = ini_file_parse(head, -1, path, problems);
	article_take_head(article, file, path, problems);
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

	if (!article_is_name(name)) {
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
