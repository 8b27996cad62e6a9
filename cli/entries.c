#include "cli/entries.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/editor.h"
#include "cli/forgetting.h"
#include "cli/result.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/text.h"

#define LONGEST (1 << 20) /* bytes of one entry */

/* --- writing ---------------------------------------------------------------------------------------------- */

char *entry_folder(const Cli *cli)
{
	const char *runtime = g_getenv("XDG_RUNTIME_DIR");

	return runtime && *runtime && !g_access(runtime, W_OK)
	               ? g_build_filename(runtime, "steady-writing", NULL)
	               : g_build_filename(cli->paths->data_dir, "writing", NULL);
}

/* What an editor, or the machine, broke off earlier: it may be somebody's only copy. */
static void say_leftovers(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		cli_say(_("Something begun earlier was not kept, unless an editor has it open: %s/%s\nTo keep it: "
		          "steady "
		          "%.*s < that file"),
		        folder, name, (int)strcspn(name, "-"), name);
}

/* NULL after saying why not. */
static char *working_file(const Cli *cli, const EntryWords *words, const char *head)
{
	g_autofree char *folder = entry_folder(cli), *path = NULL;
	g_autoptr(GError) error = NULL;
	int fd;

	if (!paths_make_private(folder, &error))
		return cli_fail("%s", error->message), NULL;
	say_leftovers(folder);
	path = g_strdup_printf("%s/%s-XXXXXX.txt", folder, words->name);
	fd = g_mkstemp_full(path, O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		return cli_fail("%s: %s", folder, g_strerror(errno)), NULL;
	close(fd);
	if (!g_file_set_contents_full(path, head, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
		return cli_fail("%s", error->message), NULL;
	return g_steal_pointer(&path);
}

/* Without the lines that Steady wrote, which begin with #, and blank lines at either end. */
static char *without_comments(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **line = lines; *line; line++)
		if (**line != '#')
			g_string_append_printf(out, "%s\n", *line);
	return g_strdup(g_strstrip(out->str));
}

/* NULL: too long, or no text; it was said. */
static char *check_text(const char *text, gsize length, const char *where)
{
	if (length > LONGEST)
		return cli_fail(_("%s: it is longer than %d characters; nothing was kept"), where, LONGEST), NULL;
	if (strlen(text) != length || !g_utf8_validate(text, -1, NULL))
		return cli_fail(_("%s: it is not valid UTF-8 text; nothing was kept"), where), NULL;
	return without_comments(text);
}

void written_clear(Written *written)
{
	g_clear_pointer(&written->text, g_free);
	g_clear_pointer(&written->file, g_free);
}

/* The file stays where the editor or the machine broke off, and until its words are kept: it may be the only copy. */
static Written from_editor(const Cli *cli, const EntryWords *words, const char *head)
{
	g_autofree char *path = working_file(cli, words, head), *bytes = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;
	gboolean failed;
	gsize length;

	if (!path)
		return (Written){ NULL, NULL };
	failed = editor_open(path) != EXIT_DONE;
	if (!g_file_get_contents(path, &bytes, &length, &error))
		return cli_fail("%s", error->message), (Written){ NULL, NULL };
	text = failed && g_str_equal(bytes, head) ? g_strdup("") : check_text(bytes, length, path);
	if (text && !*text)
		g_unlink(path);
	else if (failed)
		cli_say(_("What you wrote, if anything, is in %s"), path);
	return failed && (!text || *text) ? (Written){ NULL, NULL }
	                                  : (Written){ g_steal_pointer(&text), g_steal_pointer(&path) };
}

static char *from_pipe(void)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	char block[4096];
	size_t n;

	while (bytes->len <= LONGEST && (n = fread(block, 1, sizeof block, stdin)) > 0)
		g_string_append_len(bytes, block, (gssize)n);
	return check_text(bytes->str, bytes->len, _("standard input"));
}

Written entry_write(const Cli *cli, const EntryWords *words, const char *question, const char *head, gboolean line)
{
	Written written = { NULL, NULL };

	if (!isatty(STDIN_FILENO))
		written.text = from_pipe();
	else if (line)
		written.text = ask_line(question);
	else
		written = from_editor(cli, words, head);
	if (written.text && !*written.text) {
		cli_say(_("Nothing was written, nothing was kept."));
		written_clear(&written);
	}
	return written;
}

/* Not lost with the window. */
static int say_unkept(const Written *written)
{
	printf("%s\n", written->text);
	return written->file ? cli_fail(_("it could not be kept; here it is once more, and in %s"), written->file)
	                     : cli_fail(_("it could not be kept; here it is once more"));
}

int entry_keep(const Cli *cli, const EntryWords *words, const char *prompt, const Written *written)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = cli_store(cli, STORE_WRITE);
	Moment now = cli_moment(cli);
	Entry entry = { .kind = words->kind,
		        .at = now.wall,
		        .zone_offset = zone_offset(cli->zone, now.wall),
		        .prompt = (char *)prompt,
		        .text = written->text };
	gint64 id = store ? store_add_entry(store, &entry, &error) : 0;

	if (!id && error)
		cli_store_fail(cli, error);
	if (!id)
		return say_unkept(written);
	if (written->file)
		g_unlink(written->file);
	if (cli->json)
		return result_id(words->name, id);
	cli_say(words->kind == ENTRY_DRAFT ? _("Kept as draft %lld. %s") : _("Kept as note %lld. %s"), (long long)id,
	        _(words->kept));
	return EXIT_DONE;
}

/* --- finding ------------------------------------------------------------------------------------------------ */

GPtrArray *entries_load(const Cli *cli, EntryKind kind)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	GPtrArray *entries;

	if (!cli_has_store(cli))
		return g_ptr_array_new();
	store = cli_store(cli, STORE_READ);
	entries = store ? store_entries(store, kind, &error) : NULL;
	if (store && !entries)
		cli_store_fail(cli, error);
	return entries;
}

const Entry *entries_find(const EntryWords *words, const GPtrArray *entries, const char *word)
{
	gint64 id;

	if (entries->len && g_str_equal(word, "last"))
		return entries->pdata[entries->len - 1];
	if (g_ascii_string_to_signed(word, 10, 1, G_MAXINT64, &id, NULL))
		for (guint i = 0; i < entries->len; i++)
			if (((Entry *)entries->pdata[i])->id == id)
				return entries->pdata[i];
	cli_fail(words->kind == ENTRY_DRAFT ? _("there is no draft '%.40s'; `steady draft list` has their numbers")
	                                    : _("there is no note '%.40s'; `steady note list` has their numbers"),
	         word);
	return NULL;
}

void entry_print(const Cli *cli, const Entry *entry)
{
	g_autofree char *date = time_said(cli, entry->at), *text = text_clean(entry->text);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	printf("%s%s%s\n\n", date, entry->prompt ? ": " : "", entry->prompt ? _(entry->prompt) : "");
	for (char **line = lines; *line; line++) {
		g_autofree char *wrapped = text_wrap(*line, MIN(cli->columns, 80), "", "");

		printf("%s\n", wrapped);
	}
}

/* --- burning: it is forgotten like all else, but alone -------------------------------------------------------- */

gboolean entries_finish_burning(const Cli *cli)
{
	g_autoptr(Store) store = cli_has_store(cli) ? cli_store(cli, STORE_WRITE) : NULL;

	return store && forgetting_finish(cli, store);
}

int entry_burn(const Cli *cli, const EntryWords *words, const Entry *entry, gboolean yes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_auto(Forgetting) told = { 0 };
	Range range = { entry->at, entry->at + 1 };

	if (!yes && !ask_possible())
		return cli_usage(cli, _("nobody is there to be asked; --yes says that it is meant"));
	if (!yes && ask_yes(_("Burn it? It is gone for good. [Y/n]")) != 1)
		return cli_fail(_("nothing was burned"));
	store = cli_store(cli, STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	if (!forgetting_run(cli, store, &range, &told, &error))
		return cli_store_fail(cli, error);
	if (told.remains)
		return cli_fail("%s.", told.remains);
	if (cli->json)
		return result_id(words->name, entry->id);
	cli_say(words->kind == ENTRY_DRAFT ? _("Burned: no copy of that draft is left.")
	                                   : _("Burned: no copy of that note is left."));
	return EXIT_DONE;
}
