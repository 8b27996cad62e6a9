/* cmd-schedule.c - the schedules in the settings: listed, shown, added, changed, switched. Edits steady.ini in place. */
#include <stdio.h>
#include <string.h>

#include "cli/edits.h"
#include "cli/table.h"
#include "cli/times.h"
#include "cli/upcoming.h"
#include "config/ini.h"
#include "config/nearest.h"
#include "config/settings-table.h"
#include "core/span.h"

typedef struct Options {
	char **when;
	char *protocol, *topics, *expires, *remind;
	gboolean disabled, json;
} Options;

static void options_clear(Options *options)
{
	g_strfreev(options->when);
	g_free(options->protocol);
	g_free(options->topics);
	g_free(options->expires);
	g_free(options->remind);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* --- reading --- */

typedef struct Book {
	Settings *settings;
	Upcoming *upcoming; /* its `next` goes with settings->schedules */
	IniFile *file;      /* the whens as the person wrote them */
} Book;

static void book_clear(Book *book)
{
	upcoming_free(book->upcoming);
	settings_free(book->settings);
	ini_file_free(book->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Book, book_clear)

static gboolean book_open(const Cli *cli, Book *book)
{
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *text = NULL;
	gsize length = 0;

	book->settings = cli_settings(cli);
	text = book->settings ? ini_file_read(cli->paths->settings, &length, problems) : NULL;
	if (!text)
		return FALSE;
	book->file = ini_file_parse(text, (gssize)length, NULL, problems);
	book->upcoming = upcoming_new(cli, book->settings, cli->now);
	return TRUE;
}

static gint64 next_of(const Book *book, guint i)
{
	return g_array_index(book->upcoming->next, gint64, i);
}

/* As typed, ends with NULL; borrowed from the book. */
static GPtrArray *whens_of(const Book *book, const Schedule *schedule)
{
	g_autofree char *name = section_from_id(schedule->id);
	const IniSection *section = ini_file_section(book->file, name);
	GPtrArray *whens = g_ptr_array_new();

	for (guint i = 0; section && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, "when") == 0)
			g_ptr_array_add(whens, entry->value);
	}
	g_ptr_array_add(whens, NULL);
	return whens;
}

/* --- list, show --- */

static void json_schedule(const Cli *cli, Json *json, const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	g_autoptr(GPtrArray) whens = whens_of(book, schedule);

	json_open(json, NULL, '{');
	json_string(json, "id", schedule->id);
	json_string(json, "kind", kind_name(schedule->kind));
	json_string(json, "name", schedule->name);
	json_bool(json, "enabled", schedule->enabled);
	json_open(json, "when", '[');
	for (guint j = 0; j + 1 < whens->len; j++)
		json_string(json, NULL, g_ptr_array_index(whens, j));
	json_close(json, ']');
	json_open(json, "normal", '[');
	for (guint j = 0; j < schedule->whens->len; j++) {
		g_autofree char *normal = when_to_string(g_ptr_array_index(schedule->whens, j));

		json_string(json, NULL, normal);
	}
	json_close(json, ']');
	json_string(json, "protocol", schedule->protocol);
	json_open(json, "topics", '[');
	for (char **topic = schedule->topics; topic && *topic; topic++)
		json_string(json, NULL, *topic);
	json_close(json, ']');
	json_int(json, "expires_seconds", schedule->expires / G_USEC_PER_SEC);
	json_int(json, "remind_seconds", schedule->remind / G_USEC_PER_SEC);
	json_time(json, "next", cli->zone, next_of(book, i));
	json_close(json, '}');
}

static void print_json(const Cli *cli, const Book *book, int only)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "schedules", '[');
	for (guint i = 0; i < book->settings->schedules->len; i++) {
		if (only < 0 || (guint)only == i)
			json_schedule(cli, &json, book, i);
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static char *next_said(const Cli *cli, const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	gint64 next = next_of(book, i);

	if (next != TIME_NEVER)
		return time_said(cli, next);
	return g_strdup(schedule->enabled ? "never" : "-");
}

static int list(Cli *cli, const Options *options)
{
	g_auto(Book) book = { 0 };
	g_autoptr(Table) table = table_new("SCHEDULE", "ON", "NEXT", "WHEN", NULL);

	if (!book_open(cli, &book))
		return EXIT_FAILED;
	if (options->json) {
		print_json(cli, &book, -1);
		return EXIT_DONE;
	}
	for (guint i = 0; i < book.settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book.settings->schedules, i);
		g_autoptr(GPtrArray) whens = whens_of(&book, schedule);
		g_autofree char *when = g_strjoinv("; ", (char **)whens->pdata);
		g_autofree char *next = next_said(cli, &book, i);

		table_add(table, schedule->id, schedule->enabled ? "yes" : "no", next, when);
	}
	if (table_rows(table))
		table_print(table, cli->columns, cli->color);
	else
		cli_say("Nothing is scheduled. `steady schedule add checkin/evening --when 21:30` is a beginning.");
	return EXIT_DONE;
}

static int show(Cli *cli, const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	g_autoptr(GPtrArray) whens = whens_of(book, schedule);
	g_autoptr(Table) table = table_new("", "", NULL);
	g_autofree char *expires = span_in_words(schedule->expires), *next = next_said(cli, book, i);
	g_autofree char *remind = schedule->remind ? span_in_words(schedule->remind) : g_strdup("none");
	g_autofree char *topics = schedule->topics ? g_strjoinv(", ", schedule->topics) : g_strdup("any");

	table_add(table, "schedule", schedule->id);
	table_add(table, "enabled", schedule->enabled ? "yes" : "no");
	for (guint j = 0; j + 1 < whens->len; j++)
		table_add(table, "when", g_ptr_array_index(whens, j));
	if (schedule->kind == KIND_CHECKIN) {
		table_add(table, "protocol", schedule->protocol);
		table_add(table, "remind", remind);
	} else {
		table_add(table, "topics", topics);
	}
	table_add(table, "expires", expires);
	table_add(table, "next", next);
	table_print(table, cli->columns, FALSE);
	return EXIT_DONE;
}

/* --- naming one --- */

static int unknown_schedule(const Book *book, const char *word)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	const char *meant;

	for (guint i = 0; i < book->settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);

		g_ptr_array_add(known, strchr(word, '/') ? schedule->id : schedule->name);
	}
	g_ptr_array_add(known, NULL);
	meant = nearest_name(word, (const char *const *)known->pdata);
	cli_fail("there is no schedule '%.80s'%s%s%s", word,
	         meant ? "; did you mean " : "; `steady schedule list` shows them", meant ? meant : "",
	         meant ? "?" : "");
	return -1;
}

/* The place of "checkin/evening", or of "evening" where only one is called so; -1 after saying what is wrong. */
static int find(const Book *book, const char *word)
{
	int found = -1;

	for (guint i = 0; i < book->settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);

		if (strcmp(schedule->id, word) == 0)
			return (int)i;
		if (strcmp(schedule->name, word) != 0)
			continue;
		if (found >= 0) {
			cli_fail("two schedules are called '%s'; write the kind too: nudge/%s or checkin/%s", word,
			         word, word);
			return -1;
		}
		found = (int)i;
	}
	return found >= 0 ? found : unknown_schedule(book, word);
}

/* --- changing --- */

typedef struct Change {
	const char *section;
	Edit edits[8];
	const char *values[8][2];
	guint n;
} Change;

static void change_set(Change *change, const char *key, const char *const *values)
{
	change->edits[change->n++] = (Edit){ EDIT_SET, change->section, key, values };
}

/* FALSE after saying that this kind of schedule has no such key. */
static gboolean change_one(const Cli *cli, Change *change, const char *key, const char *value)
{
	g_autofree char *kind = g_strndup(change->section, strcspn(change->section, " "));

	if (!value)
		return TRUE;
	if (!setting_find(kind, key)) {
		cli_usage(cli, "a %s has no %s", kind, key);
		return FALSE;
	}
	change->values[change->n][0] = value;
	change_set(change, key, change->values[change->n]);
	return TRUE;
}

static gboolean change_options(const Cli *cli, Change *change, const Options *options)
{
	if (options->when)
		change_set(change, "when", (const char *const *)options->when);
	return change_one(cli, change, "protocol", options->protocol) &&
	       change_one(cli, change, "topics", options->topics) &&
	       change_one(cli, change, "expires", options->expires) &&
	       change_one(cli, change, "remind", options->remind) &&
	       change_one(cli, change, "enabled", options->disabled ? "no" : NULL);
}

static int add(Cli *cli, const char *id, const Options *options)
{
	g_autofree char *section = section_from_id(id), *kind = g_strndup(id, strcspn(id, "/"));
	const SectionKind *known = section_kind_find(kind);
	Change change = { .section = section };

	if (!known || !known->schedule || !strchr(id, '/') || !schedule_name_is_valid(strchr(id, '/') + 1))
		return cli_usage(cli,
		                 "'%.80s' cannot be a schedule; write nudge/NAME or checkin/NAME, the name of at most "
		                 "40 small letters, digits and -",
		                 id);
	if (!options->when)
		return cli_usage(cli, "say when: --when 21:30, --when 'Mon..Fri 12:30', "
		                      "--when '2 times between 11:00 and 19:00'");
	change.edits[change.n++] = (Edit){ .kind = EDIT_ADD, .section = section };
	return change_options(cli, &change, options) ? edits_make(cli, change.edits, change.n) : EXIT_USAGE;
}

static int set(Cli *cli, const Schedule *schedule, const Options *options)
{
	g_autofree char *section = section_from_id(schedule->id);
	Change change = { .section = section };

	if (!change_options(cli, &change, options))
		return EXIT_USAGE;
	if (!change.n)
		return cli_usage(cli, "say what to change: --when, --protocol, --topics, --expires or --remind");
	return edits_make(cli, change.edits, change.n);
}

static int change_whole(Cli *cli, const Schedule *schedule, EditKind kind, const char *enabled)
{
	g_autofree char *section = section_from_id(schedule->id);
	const char *const values[] = { enabled, NULL };
	Edit edit = { kind, section, kind == EDIT_SET ? "enabled" : NULL, values };

	return edits_make(cli, &edit, 1);
}

/* Those that need a schedule that is there. */
static int with_schedule(Cli *cli, const char *verb, const char *word, const Options *options)
{
	g_auto(Book) book = { 0 };
	const Schedule *schedule;
	int i;

	if (!book_open(cli, &book) || (i = find(&book, word)) < 0)
		return EXIT_FAILED;
	schedule = g_ptr_array_index(book.settings->schedules, i);
	if (strcmp(verb, "set") == 0)
		return set(cli, schedule, options);
	if (strcmp(verb, "remove") == 0)
		return change_whole(cli, schedule, EDIT_REMOVE, NULL);
	if (strcmp(verb, "show") != 0)
		return change_whole(cli, schedule, EDIT_SET, strcmp(verb, "enable") == 0 ? "yes" : "no");
	if (!options->json)
		return show(cli, &book, (guint)i);
	print_json(cli, &book, i);
	return EXIT_DONE;
}

/* --- the command --- */

static int run(Cli *cli, int argc, char **argv, const Options *options)
{
	static const char *const verbs[] = { "show", "set", "remove", "enable", "disable", NULL };
	const char *verb = argc > 1 ? argv[1] : "list";

	if (strcmp(verb, "list") == 0)
		return argc > 2 ? cli_usage(cli, "'%.80s' is one word too many", argv[2]) : list(cli, options);
	if (strcmp(verb, "add") != 0 && !g_strv_contains(verbs, verb))
		return cli_usage(cli, "there is no `steady schedule %.40s`", verb);
	if (argc < 3)
		return cli_usage(cli, "say which schedule, such as checkin/evening");
	return strcmp(verb, "add") == 0 ? add(cli, argv[2], options) : with_schedule(cli, verb, argv[2], options);
}

int cmd_schedule(Cli *cli, int argc, char **argv)
{
	g_auto(Options) o = { 0 };
	const GOptionEntry entries[] = {
		{ "when", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.when, "add, set: a time; give it again for more of them",
		  "TIME" },
		{ "protocol", 0, 0, G_OPTION_ARG_STRING, &o.protocol, "add, set: which questions a check-in asks",
		  "NAME" },
		{ "topics", 0, 0, G_OPTION_ARG_STRING, &o.topics, "add, set: which articles a nudge opens",
		  "TOPIC,..." },
		{ "expires", 0, 0, G_OPTION_ARG_STRING, &o.expires, "add, set: how long it waits for you", "SPAN" },
		{ "remind", 0, 0, G_OPTION_ARG_STRING, &o.remind,
		  "add, set: a check-in is asked once more so long after", "SPAN" },
		{ "disabled", 0, 0, G_OPTION_ARG_NONE, &o.disabled, "add: switched off for now", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &o.json, "list, show: print one JSON object", NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	return run(cli, argc, argv, &o);
}
