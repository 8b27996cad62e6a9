/* lint-protocol.c - the checks of check-ins: that they can be read, and say everything twice. */
#include <string.h>

#include "config/lint-file.h"
#include "config/protocol-item.h"
#include "config/protocols.h"

/* The English check-in that wordings are read into, of a language, or of care, or both: above their folders. Free it. */
static char *english_of(const LintFile *file)
{
	g_autofree char *name = g_strconcat(file->name, ".ini", NULL);
	g_autofree char *folder = g_path_get_dirname(file->path);

	for (int i = 0; i < 2 && !g_str_has_suffix(folder, "/protocols"); i++) {
		g_autofree char *below = g_steal_pointer(&folder);

		folder = g_path_get_dirname(below);
	}
	return g_build_filename(folder, name, NULL);
}

static void check_translation(Lint *lint, const LintFile *file)
{
	g_autofree char *path = english_of(file);
	g_autofree char *text = NULL;
	g_autoptr(Protocol) protocol = NULL;
	gsize length;

	text = ini_file_read(path, &length, lint->findings);
	if (text)
		protocol = protocol_read(text, (gssize)length, path, (const char *const[]){ file->path, NULL },
		                         file->name, lint->findings);
}

/* Other wordings of the shipped ones, for whom the other has frightened. */
static gboolean is_of_care(const LintFile *file)
{
	g_autofree char *dir = g_path_get_dirname(file->path), *folder = g_path_get_basename(dir);

	return g_str_equal(folder, PROTOCOLS_OF_CARE);
}

static void check_format(Lint *lint, const LintFile *file, const LintCheck *row)
{
	g_autoptr(Protocol) protocol = NULL;

	if (g_str_equal(file->tongue->code, "en") && !is_of_care(file))
		protocol = protocol_parse(file->text, file->path, file->name, lint->findings);
	else
		check_translation(lint, file);
}

/* Titles and questions need the open wording too; a label may be as good for both. */
static void check_wordings(Lint *lint, const LintFile *file, const LintCheck *row)
{
	static const char *const keys[] = { "title", "ask" };

	for (guint i = 0; i < file->ini->sections->len; i++) {
		const IniSection *section = file->ini->sections->pdata[i];

		for (guint k = 0; k < G_N_ELEMENTS(keys); k++) {
			const IniEntry *entry = ini_section_entry(section, keys[k]);
			g_autofree char *open = g_strconcat(keys[k], "-open", NULL);

			if (entry && !ini_section_entry(section, open))
				lint_find(lint, file, entry->line,
				          "%s stands alone; expected %s beside it, for who wants it said openly",
				          keys[k], open);
		}
	}
}

const LintCheck lint_protocol_checks[] = {
	{ "can be read", FALSE, check_format },
	{ "says everything in both wordings", TRUE, check_wordings },
	{ NULL },
};
