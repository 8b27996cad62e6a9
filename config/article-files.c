/* article-files.c - where articles stand: the person's own folder, and the shipped one. */
#include <string.h>
#include <sys/stat.h>

#include "config/article-head.h"
#include "config/articles.h"
#include "core/i18n.h"

#define ENDING ".md"

static char *own_folder(const Paths *paths)
{
	return paths->data_dir ? g_build_filename(paths->data_dir, "articles", NULL) : NULL;
}

static Article *load_one(const char *path, const char *name, Problems *problems)
{
	g_autofree char *text = NULL;
	gsize length;

	text = ini_file_read(path, &length, problems);
	if (!text)
		return NULL;
	if (length > INI_FILE_MAX || strlen(text) != length) {
		problems_add(problems, path, 0, NULL, _("this is not a text of at most 1 MiB"));
		return NULL;
	}
	return article_parse(text, path, name, problems);
}

/* `taken`: names that stand for something already; those found here are added. */
static void load_file(GPtrArray *articles, GHashTable *taken, const char *dir, const char *file, const char *language,
                      Problems *problems)
{
	g_autofree char *path = g_build_filename(dir, file, NULL);
	g_autofree char *name = g_strndup(file, strlen(file) - strlen(ENDING));
	Article *article;

	if (!article_is_name(name)) {
		problems_warn(problems, path, 0, NULL, _("left out: the names of articles are of a-z, 0-9 and -"));
		return;
	}
	if (g_hash_table_contains(taken, name))
		return;
	article = load_one(path, name, problems);
	g_hash_table_add(taken, g_steal_pointer(&name));
	if (!article)
		return;
	article->own = !language;
	article->language = g_strdup(language);
	g_ptr_array_add(articles, article);
}

/* `language`: NULL for the person's own. Only English is always there. */
static void load_folder(GPtrArray *articles, GHashTable *taken, const char *path, const char *language,
                        Problems *problems)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &error);

	if (!dir && !(g_strcmp0(language, "en") != 0 && g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)))
		problems_add(problems, path, 0, NULL, "%s", error->message);
	for (const char *file; dir && (file = g_dir_read_name(dir));)
		if (*file != '.' && g_str_has_suffix(file, ENDING))
			load_file(articles, taken, path, file, language, problems);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const Article *const *)a)->name, (*(const Article *const *)b)->name);
}

/* Each article in the best language that it is written in. */
static void load_shipped(GPtrArray *articles, GHashTable *taken, const Paths *paths, Problems *problems)
{
	g_autofree char *english = g_build_filename(paths->share, "articles", "en", NULL);

	for (char **language = paths->languages; language && *language; language++) {
		g_autofree char *folder = g_build_filename(paths->share, "articles", *language, NULL);

		load_folder(articles, taken, folder, *language, problems);
	}
	load_folder(articles, taken, english, "en", problems);
}

GPtrArray *articles_load(const Paths *paths, Problems *problems)
{
	GPtrArray *articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *own = own_folder(paths);

	if (own)
		load_folder(articles, taken, own, NULL, problems);
	load_shipped(articles, taken, paths, problems);
	g_ptr_array_sort(articles, by_name);
	return articles;
}

/* --- whether anything changed --------------------------------------------------------------------- */

/* Sums do not depend on the order in which a folder is read. */
static guint64 file_stamp(const char *dir, const char *file)
{
	g_autofree char *path = g_build_filename(dir, file, NULL);
	g_autofree char *what = NULL;
	struct stat info;

	if (stat(path, &info) != 0)
		return g_str_hash(file);
	what = g_strdup_printf("%s %lld %lld %ld %llu", file, (long long)info.st_size, (long long)info.st_mtim.tv_sec,
	                       info.st_mtim.tv_nsec, (unsigned long long)info.st_ino);
	return g_str_hash(what);
}

guint64 articles_stamp(const Paths *paths)
{
	g_autofree char *own = own_folder(paths);
	g_autoptr(GDir) dir = own ? g_dir_open(own, 0, NULL) : NULL;
	guint64 stamp = 0;

	for (const char *file; dir && (file = g_dir_read_name(dir));)
		if (*file != '.' && g_str_has_suffix(file, ENDING))
			stamp += file_stamp(own, file) + 1;
	return stamp;
}
