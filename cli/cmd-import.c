/* cmd-import.c - lines that `steady export` wrote, merged into the store. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/remote.h"
#include "core/i18n.h"
#include "core/store-import.h"

#define LONGEST (1 << 20) /* a longer line is no row of ours */
#define EVERY (1 << 22)   /* bytes between two words about how far it is */

typedef struct Source {
	const char *name; /* "-": standard input */
	FILE *file;
	gint64 size, done; /* bytes; size 0: not known */
	int line;
} Source;

typedef struct Options {
	gboolean dry;
} Options;

static void source_close(Source *source)
{
	if (source->file && source->file != stdin)
		fclose(source->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Source, source_close)

static gboolean source_open(Source *source, const char *name)
{
	struct stat info;

	source->name = g_str_equal(name, "-") ? "standard input" : name;
	source->file = g_str_equal(name, "-") ? stdin : fopen(name, "re");
	if (!source->file)
		return cli_fail("%s: %s", name, g_strerror(errno)), FALSE;
	if (!fstat(fileno(source->file), &info) && S_ISDIR(info.st_mode))
		return cli_fail(
			       _("%s is a folder; import reads the lines of `steady export` (CSV is for spreadsheets)"),
			       name),
		       FALSE;
	source->size = S_ISREG(info.st_mode) ? info.st_size : 0;
	return TRUE;
}

static void say_progress(const Source *source, gssize length)
{
	if (!isatty(STDERR_FILENO) || source->done / EVERY == (source->done - length) / EVERY)
		return;
	if (source->size)
		fprintf(stderr, "\r%s: %d %%", source->name, (int)(100 * source->done / source->size));
	else {
		fputc('\r', stderr);
		fprintf(stderr, _("%s: %d lines"), source->name, source->line);
	}
}

static void clear_progress(const Source *source)
{
	if (isatty(STDERR_FILENO) && source->done >= EVERY)
		fputs("\r\033[K", stderr);
}

/* All is read; what follows has no measure of its own. */
static void say_merging(const Source *source)
{
	if (isatty(STDERR_FILENO) && source->done >= EVERY) {
		fputc('\r', stderr);
		fprintf(stderr, _("%s: read; now it is put to what is here"), source->name);
	}
}

static int fail_line(const Source *source, int line, const GError *error)
{
	clear_progress(source);
	return cli_fail(_("%s:%d: %s. Nothing of it was taken in."), source->name, line, error->message);
}

/* A line of names with commas between, as a sheet begins. */
static gboolean looks_like_csv(const char *line)
{
	return strspn(line, "abcdefghijklmnopqrstuvwxyz_,\r\n") == strlen(line) && strchr(line, ',');
}

/* An exit code, after saying what is wrong. */
static int read_lines(Source *source, Import *import)
{
	g_autoptr(GError) error = NULL;
	char *line = NULL;
	size_t size = 0;
	gssize length;
	int code = EXIT_DONE;

	while (!code && (length = getline(&line, &size, source->file)) >= 0) {
		source->line++;
		source->done += length;
		say_progress(source, length);
		if (length > LONGEST)
			code = cli_fail(
				_("%s:%d: the line is longer than any that `steady export` writes. Nothing of it "
			          "was taken in."),
				source->name, source->line);
		else if (!import_line(import, line, (gsize)length, &error))
			code = looks_like_csv(line) && source->line == 1
			               ? cli_fail(
						 _("%s is CSV, which is for spreadsheets; import reads the lines of "
			                           "`steady export` without --format csv. Nothing of it was taken in."),
						 source->name)
			               : fail_line(source, source->line, error);
	}
	free(line);
	clear_progress(source);
	return code || !ferror(source->file) ? code : cli_fail("%s: %s", source->name, g_strerror(errno));
}

/* --- what is said --------------------------------------------------------------------------------------- */

static void add_up(GArray *sum, const GArray *counts)
{
	for (guint i = 0; i < counts->len; i++) {
		const ImportCount *count = &g_array_index(counts, ImportCount, i);
		guint at = 0;

		while (at < sum->len && g_array_index(sum, ImportCount, at).table != count->table)
			at++;
		if (at == sum->len)
			g_array_append_val(sum, ((ImportCount){ .table = count->table }));
		g_array_index(sum, ImportCount, at).fresh += count->fresh;
		g_array_index(sum, ImportCount, at).completed += count->completed;
		g_array_index(sum, ImportCount, at).known += count->known;
		g_array_index(sum, ImportCount, at).left_out += count->left_out;
	}
}

static void print_json(const GArray *sum, gboolean dry)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "kept", !dry);
	json_open(&json, "tables", '[');
	for (guint i = 0; i < sum->len; i++) {
		const ImportCount *count = &g_array_index(sum, ImportCount, i);

		json_open(&json, NULL, '{');
		json_string(&json, "table", count->table);
		json_int(&json, "new", count->fresh);
		json_int(&json, "completed", count->completed);
		json_int(&json, "known", count->known);
		json_int(&json, "left_out", count->left_out);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static void say_sum(const GArray *sum, gboolean dry)
{
	int fresh = 0, completed = 0, known = 0, left_out = 0;

	for (guint i = 0; i < sum->len; i++) {
		const ImportCount *count = &g_array_index(sum, ImportCount, i);

		fresh += count->fresh;
		completed += count->completed;
		known += count->known;
		left_out += count->left_out;
	}
	cli_say(dry ? _("%d new, %d completed, %d known already. Nothing was written: it was a try.")
	            : _("%d new, %d completed, %d known already."),
	        fresh, completed, known);
	if (left_out)
		cli_say(_("%d stayed behind: what belongs to the machine they come from, and prompts still open "
		          "there."),
		        left_out);
}

/* --- the way through ------------------------------------------------------------------------------------ */

static int import_file(const Cli *cli, Store *store, const char *name, const Options *options, GArray *sum)
{
	g_autoptr(Import) import = import_new(store);
	g_auto(Source) source = { 0 };
	g_autoptr(GArray) counts = NULL;
	g_autoptr(GError) error = NULL;
	int at, code;

	if (!source_open(&source, name))
		return EXIT_FAILED;
	code = read_lines(&source, import);
	if (code)
		return code;
	say_merging(&source);
	counts = import_finish(import, !options->dry, &at, &error);
	clear_progress(&source);
	if (!counts)
		return at ? fail_line(&source, at, error) : cli_store_fail(cli, error);
	add_up(sum, counts);
	return EXIT_DONE;
}

int cmd_import(Cli *cli, int argc, char **argv)
{
	Options options = { 0 };
	g_autoptr(GArray) sum = g_array_new(FALSE, FALSE, sizeof(ImportCount));
	g_autoptr(Store) store = NULL;
	int code = EXIT_DONE;
	const GOptionEntry entries[] = {
		{ "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry,
		  N_("say what would come of it, and write nothing"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli,
		                 _("which file? Expected one that `steady export` wrote, or - for standard input"));
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	for (int i = 1; i < argc && !code; i++)
		code = import_file(cli, store, argv[i], &options, sum);
	if (cli->json)
		print_json(sum, options.dry);
	else if (sum->len || !code)
		say_sum(sum, options.dry);
	if (!options.dry)
		cli_refresh(cli);
	return code;
}
