#include "cli/edits.h"

#include <stdio.h>
#include <string.h>

#include "cli/remote.h"
#include "config/ini.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/text.h"

/* --- problems --- */

#define AROUND 34 /* characters shown on each side of the caret */

/* The value, cut to what stands around the column, with a caret under it. */
static void print_caret(const Problem *problem, FILE *to)
{
	g_autofree char *clean = text_clean(problem->value);
	glong length = g_utf8_strlen(clean, -1), at = CLAMP(problem->column - 1, 0, length);
	glong from = MAX(at - AROUND, 0), until = MIN(at + AROUND, length);
	g_autofree char *part = g_utf8_substring(clean, from, until);
	g_autofree char *ahead = g_utf8_substring(clean, from, at);
	int column = text_columns(ahead, -1) + (from ? 3 : 0);

	fprintf(to, "    %s%s%s\n    %*s^\n", from ? "..." : "", part, until < length ? "..." : "", column, "");
}

void edits_print_problems(const Cli *cli, const Problems *problems, FILE *to)
{
	for (guint i = 0; i < problems_count(problems); i++) {
		const Problem *problem = problems_get(problems, i);
		g_autoptr(Problems) one = problems_new();
		g_autofree char *text = NULL, *clean = NULL;

		(problem->warning ? problems_warn : problems_add)(one, problem->file, problem->line, problem->key, "%s",
		                                                  problem->message);
		text = problems_to_text(one);
		clean = text_clean(text);
		fputs(clean, to);
		if (problem->column)
			print_caret(problem, to);
	}
	if (problems_hidden(problems))
		fprintf(to, _("and %u more\n"), problems_hidden(problems));
}

void edits_json_problems(Json *json, const Problems *problems)
{
	json_open(json, "problems", '[');
	for (guint i = 0; i < problems_count(problems); i++) {
		const Problem *problem = problems_get(problems, i);

		json_open(json, NULL, '{');
		json_string(json, "file", problem->file);
		json_int(json, "line", problem->line);
		json_int(json, "column", problem->column);
		json_string(json, "key", problem->key);
		json_string(json, "message", problem->message);
		json_bool(json, "warning", problem->warning);
		json_close(json, '}');
	}
	json_close(json, ']');
}

int edits_fail(const Cli *cli, const GError *error, const Problems *problems)
{
	int code = cli_fail("%s", error->message);

	edits_print_problems(cli, problems, stderr);
	return code;
}

/* --- what changed --- */

/* "checkin/evening.when" -> its values, one a line; in the order of the file in `order`. */
static GHashTable *flatten(const char *text, GPtrArray *order)
{
	GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(IniFile) file = ini_file_parse(text ? text : "", -1, NULL, elsewhere);

	for (guint i = 1; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);
		g_autofree char *id = section_to_id(section->name);

		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = g_ptr_array_index(section->entries, j);
			char *key = g_strdup_printf("%s.%s", id, entry->key);
			const char *before = g_hash_table_lookup(values, key);

			if (!before)
				g_ptr_array_add(order, g_strdup(key));
			g_hash_table_replace(values, key,
			                     before ? g_strconcat(before, " | ", entry->value, NULL)
			                            : g_strdup(entry->value));
		}
	}
	return values;
}

GPtrArray *edits_changes(const char *before, const char *after)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) old = flatten(before, order);
	g_autoptr(GHashTable) new = flatten(after, order);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *changes = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < order->len; i++) {
		const char *key = g_ptr_array_index(order, i);
		const char *from = g_hash_table_lookup(old, key), *to = g_hash_table_lookup(new, key);

		if (!g_hash_table_add(seen, (gpointer)key) || g_strcmp0(from, to) == 0)
			continue;
		if (from && to)
			g_ptr_array_add(changes, g_strdup_printf("~ %s: %s -> %s", key, from, to));
		else
			g_ptr_array_add(changes, g_strdup_printf("%c %s = %s", to ? '+' : '-', key, to ? to : from));
	}
	return changes;
}

void edits_say_changes(const GPtrArray *changes)
{
	for (guint i = 0; i < changes->len; i++)
		cli_say("  %s", (const char *)g_ptr_array_index(changes, i));
}

void edits_say_when(const Cli *cli)
{
	g_autoptr(BusSteady1) daemon = cli_daemon(cli);

	if (daemon)
		cli_say(_("Saved. The daemon takes it up at once."));
	else
		cli_say(_("Saved. It counts from when the daemon starts (`steady start`)."));
}

/* --- the file --- */

static char *read_settings(const Cli *cli)
{
	g_autoptr(Problems) elsewhere = problems_new();
	gsize length;

	return ini_file_read(cli->paths->settings, &length, elsewhere);
}

static int print_changes(const GPtrArray *changes, const Problems *problems)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "changes", '[');
	for (guint i = 0; i < changes->len; i++)
		json_string(&json, NULL, g_ptr_array_index(changes, i));
	json_close(&json, ']');
	edits_json_problems(&json, problems);
	json_close(&json, '}');
	json_print(&json);
	return EXIT_DONE;
}

int edits_make(const Cli *cli, const Edit *edits, guint n)
{
	g_autoptr(Known) known = known_load(cli->paths);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) changes = NULL;
	g_autofree char *before = read_settings(cli), *after = NULL;

	if (!edit_file(cli->paths->settings, edits, n, known, problems, &error))
		return edits_fail(cli, error, problems);
	after = read_settings(cli);
	changes = edits_changes(before, after);
	if (cli->json)
		return print_changes(changes, problems);
	if (!changes->len && g_strcmp0(before, after) == 0) {
		cli_say(_("It is so already; nothing was changed."));
		return EXIT_DONE;
	}
	edits_say_changes(changes);
	edits_print_problems(cli, problems, stderr);
	edits_say_when(cli);
	return EXIT_DONE;
}
