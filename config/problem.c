#include "config/problem.h"
#include "core/i18n.h"

#include <string.h>

struct Problems {
	GPtrArray *items; /* of Problem, in order of line within each file */
	guint errors, hidden;
};

static void problem_free(gpointer data)
{
	Problem *problem = data;

	g_free(problem->file);
	g_free(problem->key);
	g_free(problem->value);
	g_free(problem->message);
	g_free(problem);
}

Problems *problems_new(void)
{
	Problems *problems = g_new0(Problems, 1);

	problems->items = g_ptr_array_new_with_free_func(problem_free);
	return problems;
}

void problems_free(Problems *problems)
{
	if (!problems)
		return;
	g_ptr_array_unref(problems->items);
	g_free(problems);
}

/* Behind everything of its own line and before the next line of the same file. */
static gint place_of(const Problems *problems, const Problem *fresh)
{
	guint i = problems->items->len;

	while (i > 0) {
		const Problem *before = problems_get(problems, i - 1);

		if (g_strcmp0(before->file, fresh->file) != 0 || before->line <= fresh->line)
			break;
		i--;
	}
	return (gint)i;
}

static Problem *insert(Problems *problems, const char *file, int line, const char *key, const char *format,
                       va_list args) G_GNUC_PRINTF(5, 0);

static Problem *insert(Problems *problems, const char *file, int line, const char *key, const char *format,
                       va_list args)
{
	Problem *problem;

	if (problems->items->len >= PROBLEMS_MAX) {
		problems->hidden++;
		return NULL;
	}
	problem = g_new0(Problem, 1);
	problem->file = g_strdup(file);
	problem->line = line;
	problem->key = g_strdup(key);
	problem->message = g_strdup_vprintf(format, args);
	g_ptr_array_insert(problems->items, place_of(problems, problem), problem);
	return problem;
}

void problems_add(Problems *problems, const char *file, int line, const char *key, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	insert(problems, file, line, key, format, args);
	va_end(args);
	problems->errors++;
}

void problems_warn(Problems *problems, const char *file, int line, const char *key, const char *format, ...)
{
	Problem *problem;
	va_list args;

	va_start(args, format);
	problem = insert(problems, file, line, key, format, args);
	va_end(args);
	if (problem)
		problem->warning = TRUE;
}

void problems_add_at(Problems *problems, const char *file, int line, const char *key, const char *value, int column,
                     const char *format, ...)
{
	Problem *problem;
	va_list args;

	va_start(args, format);
	problem = insert(problems, file, line, key, format, args);
	va_end(args);
	problems->errors++;
	if (!problem)
		return;
	problem->value = column ? g_strdup(value) : NULL;
	problem->column = column;
}

guint problems_errors(const Problems *problems)
{
	return problems->errors;
}

guint problems_count(const Problems *problems)
{
	return problems->items->len;
}

guint problems_hidden(const Problems *problems)
{
	return problems->hidden;
}

const Problem *problems_get(const Problems *problems, guint i)
{
	return g_ptr_array_index(problems->items, i);
}

char *problems_to_text(const Problems *problems)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < problems_count(problems); i++) {
		const Problem *problem = problems_get(problems, i);

		if (problem->file)
			g_string_append(text, problem->file);
		if (problem->file && problem->line)
			g_string_append_printf(text, ":%d", problem->line);
		g_string_append_printf(text, "%s%s%s%s%s\n", problem->file ? ": " : "",
		                       problem->warning ? _("warning: ") : "", problem->key ? problem->key : "",
		                       problem->key ? ": " : "", problem->message);
	}
	if (problems->hidden)
		g_string_append_printf(text, _("and %u more\n"), problems->hidden);
	return g_string_free(text, FALSE);
}
