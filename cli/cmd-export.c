/* cmd-export.c - everything that was recorded, as JSON Lines or as CSV. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "core/i18n.h"
#include "core/part.h"

typedef struct Sheet {
	FILE *to;
	const char *table;
} Sheet;

/* --- JSON Lines --------------------------------------------------------------------------------------- */

static void json_cell(Json *json, const Cell *cell)
{
	switch (cell->type) {
	case CELL_NULL:
		return json_null(json, cell->column);
	case CELL_INTEGER:
		return json_int(json, cell->column, cell->integer);
	case CELL_REAL:
		return json_double(json, cell->column, cell->real);
	case CELL_TEXT:
		return json_string(json, cell->column, cell->text);
	}
}

static gboolean json_row(gpointer data, const Cell *cells, int n)
{
	Sheet *sheet = data;
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_string(&json, "table", sheet->table);
	for (int i = 0; i < n; i++)
		json_cell(&json, &cells[i]);
	json_close(&json, '}');
	g_string_append_c(json.out, '\n');
	fputs(json.out->str, sheet->to);
	g_string_free(json.out, TRUE);
	return !ferror(sheet->to);
}

/* --- CSV ---------------------------------------------------------------------------------------------- */

/* A spreadsheet takes a text for a formula by its first character, whatever the quotes: an apostrophe ahead makes it text. The
 * full-width signs are taken too. */
static gboolean looks_like_formula(const char *text)
{
	static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

	for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(text, signs[i]))
			return TRUE;
	return FALSE;
}

static void csv_text(FILE *to, const char *text)
{
	fputc('"', to);
	if (looks_like_formula(text))
		fputc('\'', to);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

static void csv_cell(FILE *to, const Cell *cell)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	switch (cell->type) {
	case CELL_NULL:
		return;
	case CELL_INTEGER:
		fprintf(to, "%" G_GINT64_FORMAT, cell->integer);
		return;
	case CELL_REAL:
		fputs(g_ascii_dtostr(number, sizeof number, cell->real), to);
		return;
	case CELL_TEXT:
		csv_text(to, cell->text);
		return;
	}
}

/* RFC 4180: lines end in CR LF; an absent value is empty, an empty text is "". */
static gboolean csv_row(gpointer data, const Cell *cells, int n)
{
	Sheet *sheet = data;

	for (int i = 0; i < n; i++) {
		csv_cell(sheet->to, &cells[i]);
		fputs(i + 1 < n ? "," : "\r\n", sheet->to);
	}
	return !ferror(sheet->to);
}

/* The names of the columns, also where there is no row. */
static gboolean csv_head(Store *store, const Sheet *sheet, GError **error)
{
	g_autoptr(GPtrArray) names = store_columns(store, sheet->table, error);

	for (guint i = 0; names && i < names->len; i++)
		fprintf(sheet->to, "%s%s", (const char *)names->pdata[i], i + 1 < names->len ? "," : "\r\n");
	return names != NULL;
}

/* --- files: written beside, flushed to the disk, then given their name -------------------------------- */

typedef struct Draft {
	char *path, *part;
	FILE *file;
} Draft;

static int fail_path(const char *path)
{
	return cli_fail("%s: %s", path, g_strerror(errno));
}

static gboolean draft_open(Draft *draft, const char *path, gboolean force)
{
	int fd;

	if (!force && g_file_test(path, G_FILE_TEST_EXISTS))
		return cli_fail(_("%s is there already; --force replaces it"), path), FALSE;
	draft->path = g_strdup(path);
	draft->part = part_name(path);
	parts_sweep(path);
	fd = open(draft->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	draft->file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (draft->file)
		return TRUE;
	fail_path(path);
	return FALSE;
}

static gboolean draft_keep(Draft *draft)
{
	gboolean good = !fflush(draft->file) && !ferror(draft->file) && !fsync(fileno(draft->file));
	int problem = errno;

	good = !fclose(g_steal_pointer(&draft->file)) && good;
	if (good && !g_rename(draft->part, draft->path))
		return TRUE;
	errno = problem ? problem : errno;
	fail_path(draft->path);
	return FALSE;
}

static void draft_clear(Draft *draft)
{
	if (draft->file)
		fclose(draft->file);
	if (draft->part)
		g_unlink(draft->part);
	g_free(draft->part);
	g_free(draft->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Draft, draft_clear)

/* --- the two ways --------------------------------------------------------------------------------------- */

static gboolean write_table(const Cli *cli, Store *store, Sheet *sheet, gboolean csv)
{
	g_autoptr(GError) error = NULL;

	if ((!csv || csv_head(store, sheet, &error)) &&
	    store_each(store, sheet->table, csv ? csv_row : json_row, sheet, &error))
		return TRUE;
	cli_store_fail(cli, error);
	return FALSE;
}

static gboolean write_lines(const Cli *cli, Store *store, FILE *to)
{
	for (const char *const *table = store_tables(); *table; table++)
		if (!write_table(cli, store, &(Sheet){ .to = to, .table = *table }, FALSE))
			return FALSE;
	return TRUE;
}

static int export_lines(const Cli *cli, Store *store, const char *path, gboolean force)
{
	g_auto(Draft) draft = { 0 };

	if (!path || g_str_equal(path, "-"))
		return write_lines(cli, store, stdout) ? EXIT_DONE : EXIT_FAILED;
	if (!draft_open(&draft, path, force) || !write_lines(cli, store, draft.file) || !draft_keep(&draft))
		return EXIT_FAILED;
	cli_say(_("Everything is in %s."), path);
	return EXIT_DONE;
}

static gboolean export_table(const Cli *cli, Store *store, const char *folder, const char *table, gboolean force)
{
	g_autofree char *name = g_strconcat(table, ".csv", NULL);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_auto(Draft) draft = { 0 };

	return draft_open(&draft, path, force) &&
	       write_table(cli, store, &(Sheet){ .to = draft.file, .table = table }, TRUE) && draft_keep(&draft);
}

static int export_sheets(const Cli *cli, Store *store, const char *folder, gboolean force)
{
	if (g_mkdir(folder, 0700) && errno != EEXIST)
		return fail_path(folder);
	for (const char *const *table = store_tables(); *table; table++)
		if (!export_table(cli, store, folder, *table, force))
			return EXIT_FAILED;
	cli_say(_("Everything is in %s, one file a table. A text that a spreadsheet could take for a formula has an "
	          "apostrophe "
	          "ahead; JSON Lines has it as it was."),
	        folder);
	return EXIT_DONE;
}

int cmd_export(Cli *cli, int argc, char **argv)
{
	g_autofree char *format = NULL, *output = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	gboolean force = FALSE, csv;
	const GOptionEntry entries[] = {
		{ "format", 0, 0, G_OPTION_ARG_STRING, &format,
		  N_("jsonl (a line a row, to stdout or a file) or csv (a file a table, into a folder)"), "FORMAT" },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
		  N_("the file or folder to write; readable by you alone"), "PATH" },
		{ "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("replace files that are there"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (format && !g_str_equal(format, "jsonl") && !g_str_equal(format, "csv"))
		return cli_usage(cli, _("--format '%.40s': expected jsonl or csv"), format);
	csv = !g_strcmp0(format, "csv");
	if (csv && !output)
		return cli_usage(cli, _("CSV is one file a table: say into which folder with --output"));
	store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, &error);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING)) {
		cli_say(_("Nothing is recorded yet, so there is nothing to copy out."));
		return EXIT_DONE;
	}
	if (!store)
		return cli_store_fail(cli, error);
	return csv ? export_sheets(cli, store, output, force) : export_lines(cli, store, output, force);
}
