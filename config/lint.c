/* lint.c - files gathered, held against the tables of checks, and counted. */
#include <string.h>

#include "config/lint-file.h"
#include "core/text.h"

Lint *lint_new(void)
{
	Lint *lint = g_new0(Lint, 1);

	lint->files = g_ptr_array_new_with_free_func(lint_file_free);
	lint->articles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lint->commands = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lint->patterns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_regex_unref);
	return lint;
}

void lint_free(Lint *lint)
{
	if (!lint)
		return;
	g_ptr_array_unref(lint->files);
	g_hash_table_unref(lint->articles);
	g_hash_table_unref(lint->commands);
	g_hash_table_unref(lint->patterns);
	g_free(lint);
}

void lint_know_article(Lint *lint, const char *name)
{
	g_hash_table_add(lint->articles, g_strdup(name));
}

void lint_know_command(Lint *lint, const char *name)
{
	g_hash_table_add(lint->commands, g_strdup(name));
}

guint lint_count(const Lint *lint)
{
	return lint->files->len;
}

/* --- what is looked at ---------------------------------------------------------------------------- */

void lint_add_text(Lint *lint, const char *path, const char *text, LintScope scope)
{
	LintFile *file = lint_file_new(path, scope, g_strdup(text));

	g_ptr_array_add(lint->files, file);
	if (file->is_article)
		lint_know_article(lint, file->name);
}

static gboolean add_file(Lint *lint, const char *path, LintScope scope, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return FALSE;
	if (length > INI_FILE_MAX || strlen(text) != length)
		return g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: this is not a text of at most 1 MiB",
		                   path),
		       FALSE;
	lint_add_text(lint, path, text, scope);
	return TRUE;
}

static gboolean is_for_us(const char *path)
{
	return g_str_has_suffix(path, ".md") || g_str_has_suffix(path, ".ini");
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *list_folder(const char *path, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, error);
	GPtrArray *inside = dir ? g_ptr_array_new_with_free_func(g_free) : NULL;

	for (const char *name; dir && (name = g_dir_read_name(dir));)
		if (*name != '.')
			g_ptr_array_add(inside, g_build_filename(path, name, NULL));
	if (inside)
		g_ptr_array_sort(inside, by_text);
	return inside;
}

static gboolean add_folder(Lint *lint, const char *path, LintScope scope, GError **error)
{
	g_autoptr(GPtrArray) inside = list_folder(path, error);

	for (guint i = 0; inside && i < inside->len; i++) {
		const char *below = inside->pdata[i];
		gboolean dir = g_file_test(below, G_FILE_TEST_IS_DIR);

		if (!(dir ? add_folder(lint, below, scope, error)
		          : !is_for_us(below) || add_file(lint, below, scope, error)))
			return FALSE;
	}
	return inside != NULL;
}

gboolean lint_add(Lint *lint, const char *path, LintScope scope, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return add_folder(lint, path, scope, error);
	if (g_file_test(path, G_FILE_TEST_EXISTS) && !is_for_us(path))
		return g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
		                   "%s: expected an article (.md), a check-in (.ini) or a folder of them", path),
		       FALSE;
	return add_file(lint, path, scope, error);
}

/* --- what is found -------------------------------------------------------------------------------- */

void lint_find(Lint *lint, const LintFile *file, int line, const char *format, ...)
{
	g_autofree char *raw = NULL, *message = NULL;
	va_list args;

	va_start(args, format);
	raw = g_strdup_vprintf(format, args);
	va_end(args);
	message = text_clean(raw); /* it quotes what stands there */
	g_strdelimit(message, "\r\n\t", ' ');
	problems_add(lint->findings, file->path, MAX(line, 1), NULL, "%s", message);
}

/* A blank of the pattern is any white space, so that lines may break there; an apostrophe is either kind. */
static GRegex *compile(const char *pattern)
{
	g_auto(GStrv) words = g_strsplit(pattern, " ", -1);
	g_autofree char *spaced = g_strjoinv("\\s+", words);
	g_auto(GStrv) halves = g_strsplit(spaced, "'", -1);
	g_autofree char *whole = g_strjoinv("['’]", halves);
	g_autoptr(GError) error = NULL;
	GRegex *regex = g_regex_new(whole, G_REGEX_CASELESS, 0, &error);

	g_assert_no_error(error); /* patterns are constants of the program */
	return regex;
}

static GRegex *pattern_of(Lint *lint, const char *pattern)
{
	GRegex *regex = g_hash_table_lookup(lint->patterns, pattern);

	if (!regex) {
		regex = compile(pattern);
		g_hash_table_insert(lint->patterns, g_strdup(pattern), regex);
	}
	return regex;
}

gboolean lint_search(Lint *lint, const char *pattern, const char *text, gsize *at, int *line, char **match)
{
	g_autoptr(GMatchInfo) info = NULL;
	int from, to;

	if (!g_utf8_validate(text, -1, NULL) ||
	    !g_regex_match_full(pattern_of(lint, pattern), text, -1, (int)*at, 0, &info, NULL))
		return FALSE;
	g_match_info_fetch_pos(info, 0, &from, &to);
	for (int i = 0; line && i < from; i++)
		*line += text[i] == '\n';
	if (match)
		*match = g_match_info_fetch(info, 0);
	*at = MAX(to, from + 1);
	return TRUE;
}

/* --- running -------------------------------------------------------------------------------------- */

typedef struct Sum {
	guint passed, failed;
} Sum;

static void count(Lint *lint, guint before, Sum *sum)
{
	if (problems_errors(lint->findings) > before)
		sum->failed++;
	else
		sum->passed++;
}

static void run_table(Lint *lint, const LintFile *file, const LintCheck *rows, Sum *sum)
{
	for (; rows->name; rows++) {
		guint before = problems_errors(lint->findings);

		if (rows->shipped && file->scope != LINT_SHIPPED)
			continue;
		rows->check(lint, file, rows);
		count(lint, before, sum);
	}
}

Problems *lint_run(Lint *lint, guint *passed, guint *failed)
{
	Sum sum = { 0 };
	Problems *findings = lint->findings = problems_new();
	guint before;

	for (guint i = 0; i < lint->files->len; i++) {
		const LintFile *file = lint->files->pdata[i];

		run_table(lint, file, file->is_article ? lint_article_checks : lint_protocol_checks, &sum);
		if (file->is_article)
			run_table(lint, file, lint_head_checks, &sum);
		run_table(lint, file, file->tongue->words, &sum);
	}
	before = problems_errors(findings);
	lint_check_twins(lint);
	count(lint, before, &sum);
	*passed = sum.passed;
	*failed = sum.failed;
	lint->findings = NULL;
	return findings;
}
