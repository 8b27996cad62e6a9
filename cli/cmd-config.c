/* cmd-config.c - the settings from the outside: checked, looked up, changed, opened in an editor. */
#include <stdio.h>
#include <string.h>

#include "cli/edit-session.h"
#include "cli/edits.h"
#include "cli/setting-key.h"
#include "cli/result.h"
#include "config/ini.h"
#include "config/protocols.h"
#include "config/settings-table.h"
#include "core/i18n.h"

/* --- check, path, reference --- */

static int check(Cli *cli, int argc, char **argv)
{
	g_autoptr(Paths) other = argc > 2 ? paths_new(argv[2]) : NULL;
	Paths *paths = other ? other : cli->paths;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = NULL;
	gboolean ok;

	if (!g_file_test(paths->settings, G_FILE_TEST_EXISTS))
		problems_add(problems, paths->settings, 0, NULL, _("there is no such file; `steady setup` makes it"));
	else
		settings = settings_load_checked(paths, problems);
	if (!other)
		protocols_check(paths, problems);
	ok = settings && !problems_errors(problems);
	if (cli->json) {
		Json out = { 0 };

		json_open(&out, NULL, '{');
		json_string(&out, "file", paths->settings);
		json_bool(&out, "ok", ok);
		edits_json_problems(&out, problems);
		json_close(&out, '}');
		json_print(&out);
	} else {
		edits_print_problems(cli, problems, stdout);
		if (ok)
			printf(_("OK: %s\n"), paths->settings);
	}
	return ok ? EXIT_DONE : EXIT_FAILED;
}

static int path(Cli *cli, int argc, char **argv)
{
	if (cli->json)
		return result_text("path", cli->paths->settings);
	puts(cli->paths->settings);
	return EXIT_DONE;
}

static int reference(Cli *cli, int argc, char **argv)
{
	g_autofree char *text = settings_reference();

	cli_paragraph(cli, g_strchomp(text));
	return EXIT_DONE;
}

/* --- get --- */

/* What stands in the file, else the default; ends with NULL, empty where the key is not there and has none. */
static GPtrArray *values_of(const IniSection *section, const Setting *setting, gboolean *is_default)
{
	GPtrArray *values = g_ptr_array_new();

	for (guint i = 0; section && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, setting->key) == 0)
			g_ptr_array_add(values, entry->value);
	}
	*is_default = !values->len;
	if (!values->len && setting->fallback)
		g_ptr_array_add(values, (gpointer)setting->fallback);
	return values;
}

static void json_setting(Json *json, const char *key, const GPtrArray *values, gboolean is_default)
{
	json_open(json, NULL, '{');
	json_string(json, "key", key);
	json_open(json, "values", '[');
	for (guint i = 0; i < values->len; i++)
		json_string(json, NULL, g_ptr_array_index(values, i));
	json_close(json, ']');
	json_bool(json, "default", is_default);
	json_close(json, '}');
}

/* With a NULL `json` printed as "key = value", or as the bare value where it was asked for by its key. */
static void get_one(Json *json, const IniSection *section, const char *name, const Setting *setting, gboolean bare)
{
	gboolean is_default;
	g_autoptr(GPtrArray) values = values_of(section, setting, &is_default);
	g_autofree char *id = section_to_id(name), *key = g_strdup_printf("%s.%s", id, setting->key);

	if (json)
		json_setting(json, key, values, is_default);
	for (guint i = 0; !json && i < values->len; i++) {
		const char *value = g_ptr_array_index(values, i);

		if (bare)
			puts(value);
		else
			printf("%s =%s%s\n", key, *value ? " " : "", value);
	}
}

static void get_section(Json *json, const IniFile *file, const char *name)
{
	g_autofree char *kind = key_kind(name);

	for (const Setting *setting = settings_table; setting->section; setting++) {
		if (strcmp(setting->section, kind) == 0)
			get_one(json, ini_file_section(file, name), name, setting, FALSE);
	}
}

/* The plain sections whether they are there or not, then the schedules in the order of the file. */
static void get_all(Json *json, const IniFile *file)
{
	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		if (kind->home == SECTION_SETTINGS)
			get_section(json, file, kind->name);
	}
	for (guint i = 1; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		if (strchr(section->name, ' '))
			get_section(json, file, section->name);
	}
}

static int no_section(const Cli *cli, const char *section)
{
	g_autofree char *id = section_to_id(section);

	return cli_fail(_("there is no [%s] in your settings; `steady schedule add %s --when TIME` makes it"), section,
	                id);
}

static int get(Cli *cli, int argc, char **argv)
{
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(IniFile) file = NULL;
	g_autofree char *text = NULL;
	g_auto(Key) key = { 0 };
	Json out = { 0 };
	gsize length = 0;
	int code = argc > 2 ? key_read(cli, argv[2], &key) : EXIT_DONE;

	if (code || !(settings = cli_settings(cli)) || !(text = ini_file_read(cli->paths->settings, &length, problems)))
		return code ? code : EXIT_FAILED;
	file = ini_file_parse(text, (gssize)length, cli->paths->settings, problems);
	if (key.section && strchr(key.section, ' ') && !ini_file_section(file, key.section))
		return no_section(cli, key.section);
	if (cli->json) {
		json_open(&out, NULL, '{');
		json_open(&out, "settings", '[');
	}
	if (key.section)
		get_one(cli->json ? &out : NULL, ini_file_section(file, key.section), key.section, key.setting, TRUE);
	else
		get_all(cli->json ? &out : NULL, file);
	if (cli->json) {
		json_close(&out, ']');
		json_close(&out, '}');
		json_print(&out);
	}
	return EXIT_DONE;
}

/* --- set, unset --- */

/* A name that is mistyped must not become a new schedule. */
static gboolean has_section(const Cli *cli, const char *section)
{
	g_autoptr(Problems) elsewhere = problems_new();
	g_autoptr(IniFile) file = NULL;
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!strchr(section, ' ') || !(text = ini_file_read(cli->paths->settings, &length, elsewhere)))
		return TRUE;
	file = ini_file_parse(text, (gssize)length, NULL, elsewhere);
	return ini_file_section(file, section) != NULL;
}

static int set(Cli *cli, int argc, char **argv)
{
	g_auto(Key) key = { 0 };
	g_autofree char *value = argc > 3 ? g_strjoinv(" ", argv + 3) : NULL;
	const char *const values[] = { value, NULL };
	Edit edit = { .kind = EDIT_SET, .values = values };

	if (!value)
		return cli_usage(cli, _("set takes a KEY and a VALUE"));
	if (key_read(cli, argv[2], &key))
		return EXIT_USAGE;
	if (!has_section(cli, key.section))
		return no_section(cli, key.section);
	edit.section = key.section;
	edit.key = key.setting->key;
	return edits_make(cli, &edit, 1);
}

static int unset(Cli *cli, int argc, char **argv)
{
	g_auto(Key) key = { 0 };
	Edit edit = { .kind = EDIT_UNSET };

	if (argc < 3)
		return cli_usage(cli, _("unset takes a KEY"));
	if (key_read(cli, argv[2], &key))
		return EXIT_USAGE;
	edit.section = key.section;
	edit.key = key.setting->key;
	return edits_make(cli, &edit, 1);
}

static int edit(Cli *cli, int argc, char **argv)
{
	return edit_session(cli);
}

/* --- the command --- */

static const struct Sub {
	const char *name;
	int words; /* the most that may follow */
	int (*run)(Cli *cli, int argc, char **argv);
} subs[] = {
	{ "check", 1, check },         { "path", 0, path },   { "get", 1, get },
	{ "set", G_MAXINT - 2, set },  { "unset", 1, unset }, { "edit", 0, edit },
	{ "reference", 0, reference },
};

int cmd_config(Cli *cli, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, G_MAXINT))
		return EXIT_USAGE;
	if (argc < 2)
		return cli_usage(cli, _("say what to do with the settings"));
	for (gsize i = 0; i < G_N_ELEMENTS(subs); i++) {
		if (strcmp(argv[1], subs[i].name) != 0)
			continue;
		if (argc - 2 > subs[i].words)
			return cli_usage(cli, _("'%.80s' is one word too many"), argv[2 + subs[i].words]);
		return subs[i].run(cli, argc, argv);
	}
	return cli_usage(cli, _("there is no `steady config %.40s`"), argv[1]);
}
