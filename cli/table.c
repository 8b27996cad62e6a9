#include "cli/table.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text.h"

#define GAP 2         /* columns between two columns; one where they do not fit */
#define LEAST_LAST 20 /* columns that the last one always gets */

struct Table {
	guint width; /* how many columns */
	gboolean headed;
	GPtrArray *cells; /* of char*, row by row, the heads first */
};

static void take(Table *table, const char *text)
{
	char *cell = text_clean(text && *text ? text : "-");

	g_strdelimit(cell, "\n", ' ');
	g_ptr_array_add(table->cells, cell);
}

Table *table_new(const char *first, ...)
{
	Table *table = g_new0(Table, 1);
	va_list heads;

	table->cells = g_ptr_array_new_with_free_func(g_free);
	table->headed = *first != '\0';
	va_start(heads, first);
	for (const char *head = first; head; head = va_arg(heads, const char *), table->width++)
		take(table, head);
	va_end(heads);
	return table;
}

void table_add(Table *table, const char *first, ...)
{
	va_list texts;

	take(table, first);
	va_start(texts, first);
	for (guint i = 1; i < table->width; i++)
		take(table, va_arg(texts, const char *));
	va_end(texts);
}

guint table_rows(const Table *table)
{
	return table->cells->len / table->width - 1;
}

static int column_width(const Table *table, guint column)
{
	int width = 0;

	for (guint i = table->headed ? column : column + table->width; i < table->cells->len; i += table->width)
		width = MAX(width, text_columns(table->cells->pdata[i], -1));
	return width;
}

static int gap_for(const Table *table, const int *widths, int columns)
{
	int needed = MIN(widths[table->width - 1], LEAST_LAST);

	for (guint i = 0; i + 1 < table->width; i++)
		needed += widths[i] + GAP;
	return needed > columns ? 1 : GAP;
}

static void print_row(const Table *table, guint row, const int *widths, int columns, int gap)
{
	g_autoptr(GString) ahead = g_string_new(NULL);
	g_autofree char *last = NULL, *rest = NULL;
	char **cells = (char **)table->cells->pdata + row * table->width;
	int indent = 0;

	for (guint i = 0; i + 1 < table->width; i++) {
		indent += widths[i] + gap;
		g_string_append_printf(ahead, "%s%*s", cells[i], widths[i] + gap - text_columns(cells[i], -1), "");
	}
	rest = g_strnfill(indent, ' ');
	last = text_wrap(cells[table->width - 1], MAX(columns, indent + LEAST_LAST), ahead->str, rest);
	puts(last);
}

void table_row(Table *table, const char *what, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	table_add(table, what, text);
}

void table_print(const Table *table, int columns, gboolean color)
{
	g_autofree int *widths = g_new0(int, table->width);

	int gap;

	for (guint i = 0; i < table->width; i++)
		widths[i] = column_width(table, i);
	gap = gap_for(table, widths, columns);
	for (guint row = table->headed ? 0 : 1; row <= table_rows(table); row++) {
		if (row == 0 && color)
			fputs("\033[1m", stdout);
		print_row(table, row, widths, columns, gap);
		if (row == 0 && color)
			fputs("\033[0m", stdout);
	}
}

void table_free(Table *table)
{
	if (!table)
		return;
	g_ptr_array_unref(table->cells);
	g_free(table);
}
