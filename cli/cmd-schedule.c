/* cmd-schedule.c - the schedules in the settings: listed, shown, added, changed, switched. Edits steady.ini in place. */
#include <string.h>

#include "cli/edits.h"
#include "cli/schedule-book.h"
#include "config/settings-table.h"
#include "core/i18n.h"

/* The keys with one value, in the order in which a new section holds them. */
enum {
	TIMEZONE,
	FROM,
	UNTIL,
	JITTER,
	CHANCE,
	MISSED,
	GRACE,
	DST_GAP,
	DST_OVERLAP,
	PROTOCOL,
	TOPICS,
	PLANS,
	WAS,
	NOW,
	FILLED,
	EXPIRES,
	REMIND,
	N_KEYS
};

static const char *const keys[N_KEYS] = { "timezone", "from",    "until",       "jitter",   "chance", "missed",
	                                  "grace",    "dst-gap", "dst-overlap", "protocol", "topics", "plans",
	                                  "was",      "now",     "filled",      "expires",  "remind" };

typedef struct Options {
	char **when, **except;
	char *values[N_KEYS];
	gboolean disabled;
} Options;

static void options_clear(Options *options)
{
	g_strfreev(options->when);
	g_strfreev(options->except);
	for (int key = 0; key < N_KEYS; key++)
		g_free(options->values[key]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* --- changing --- */

typedef struct Change {
	const char *section;
	Edit edits[N_KEYS + 4];
	const char *values[N_KEYS + 4][2];
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
		cli_usage(cli, _("a %s has no %s"), kind, key);
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
	if (options->except)
		change_set(change, "except", (const char *const *)options->except);
	for (int key = 0; key < N_KEYS; key++)
		if (!change_one(cli, change, keys[key], options->values[key]))
			return FALSE;
	return change_one(cli, change, "enabled", options->disabled ? "no" : NULL);
}

static int add(Cli *cli, const char *id, const Options *options)
{
	g_autofree char *section = section_from_id(id), *kind = g_strndup(id, strcspn(id, "/"));
	const SectionKind *known = section_kind_find(kind);
	Change change = { .section = section };

	if (!known || known->home != SECTION_SCHEDULE || !strchr(id, '/') ||
	    !schedule_name_is_valid(strchr(id, '/') + 1))
		return cli_usage(
			cli,
			_("'%.80s' cannot be a schedule; write nudge/NAME, checkin/NAME or slot/NAME, the name "
		          "of at most "
		          "40 small letters, digits and -"),
			id);
	if (!options->when)
		return cli_usage(cli, _("say when: --when 21:30, --when 'Mon..Fri 12:30', "
		                        "--when '2 times between 11:00 and 19:00'"));
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
		return cli_usage(
			cli,
			_("say what to change: --when, --except, --expires; `steady schedule --help` lists them all"));
	return edits_make(cli, change.edits, change.n);
}

static int change_whole(Cli *cli, const Schedule *schedule, EditKind kind, const char *enabled)
{
	g_autofree char *section = section_from_id(schedule->id);
	const char *const values[] = { enabled, NULL };
	Edit edit = { kind, section, kind == EDIT_SET ? "enabled" : NULL, values };

	return edits_make(cli, &edit, 1);
}

static int list(Cli *cli, const Options *options)
{
	g_auto(Book) book = { 0 };

	if (!book_open(cli, &book))
		return EXIT_FAILED;
	if (cli->json)
		book_json(&book, -1);
	else
		book_list(&book);
	return EXIT_DONE;
}

/* Those that need a schedule that is there. */
static int with_schedule(Cli *cli, const char *verb, const char *word, const Options *options)
{
	g_auto(Book) book = { 0 };
	const Schedule *schedule;
	int i;

	if (!book_open(cli, &book) || (i = book_find(&book, word)) < 0)
		return EXIT_FAILED;
	schedule = g_ptr_array_index(book.settings->schedules, i);
	if (strcmp(verb, "set") == 0)
		return set(cli, schedule, options);
	if (strcmp(verb, "remove") == 0)
		return change_whole(cli, schedule, EDIT_REMOVE, NULL);
	if (strcmp(verb, "show") != 0)
		return change_whole(cli, schedule, EDIT_SET, strcmp(verb, "enable") == 0 ? "yes" : "no");
	if (cli->json)
		book_json(&book, i);
	else
		book_show(&book, (guint)i);
	return EXIT_DONE;
}

/* --- the command --- */

static int run(Cli *cli, int argc, char **argv, const Options *options)
{
	static const char *const verbs[] = { "show", "set", "remove", "enable", "disable", NULL };
	const char *verb = argc > 1 ? argv[1] : "list";

	if (strcmp(verb, "list") == 0)
		return argc > 2 ? cli_usage(cli, _("'%.80s' is one word too many"), argv[2]) : list(cli, options);
	if (strcmp(verb, "add") != 0 && !g_strv_contains(verbs, verb))
		return cli_usage(cli, _("there is no `steady schedule %.40s`"), verb);
	if (argc < 3)
		return cli_usage(cli, _("say which schedule, such as checkin/evening"));
	return strcmp(verb, "add") == 0 ? add(cli, argv[2], options) : with_schedule(cli, verb, argv[2], options);
}

int cmd_schedule(Cli *cli, int argc, char **argv)
{
	g_auto(Options) o = { 0 };
	const GOptionEntry entries[] = {
		{ "when", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.when,
		  N_("add, set: a time; give it again for more of them"), "TIME" },
		{ "except", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.except,
		  N_("add, set: days without it; give it again for more"), "DAYS" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &o.values[FROM], N_("add, set: the first day"), "DATE" },
		{ "until", 0, 0, G_OPTION_ARG_STRING, &o.values[UNTIL], N_("add, set: the last day"), "DATE" },
		{ "timezone", 0, 0, G_OPTION_ARG_STRING, &o.values[TIMEZONE],
		  N_("add, set: where its times are lived, such as Europe/Berlin"), "ZONE" },
		{ "protocol", 0, 0, G_OPTION_ARG_STRING, &o.values[PROTOCOL],
		  N_("add, set: which questions a check-in asks"), "NAME" },
		{ "topics", 0, 0, G_OPTION_ARG_STRING, &o.values[TOPICS], N_("add, set: which articles a nudge opens"),
		  "TOPIC,..." },
		{ "plans", 0, 0, G_OPTION_ARG_STRING, &o.values[PLANS],
		  N_("add, set: yes, and a nudge goes over one of your plans"), "yes|no" },
		{ "was", 0, 0, G_OPTION_ARG_STRING, &o.values[WAS],
		  N_("add, set: the routine that a slot is named for"), "TEXT" },
		{ "now", 0, 0, G_OPTION_ARG_STRING, &o.values[NOW], N_("add, set: what stands in a slot now"), "TEXT" },
		{ "filled", 0, 0, G_OPTION_ARG_STRING, &o.values[FILLED],
		  N_("add, set: a slot's routine, person or interest, or empty"), "WHAT" },
		{ "expires", 0, 0, G_OPTION_ARG_STRING, &o.values[EXPIRES], N_("add, set: how long it waits for you"),
		  "SPAN" },
		{ "remind", 0, 0, G_OPTION_ARG_STRING, &o.values[REMIND],
		  N_("add, set: a check-in is asked once more so long after"), "SPAN" },
		{ "jitter", 0, 0, G_OPTION_ARG_STRING, &o.values[JITTER], N_("add, set: by chance up to so much later"),
		  "SPAN" },
		{ "chance", 0, 0, G_OPTION_ARG_STRING, &o.values[CHANCE], N_("add, set: how likely it comes each time"),
		  "PERCENT" },
		{ "missed", 0, 0, G_OPTION_ARG_STRING, &o.values[MISSED],
		  N_("add, set: what comes of missed times: once, latest, all, skip"), "HOW" },
		{ "grace", 0, 0, G_OPTION_ARG_STRING, &o.values[GRACE],
		  N_("add, set: how late a missed one still comes"), "SPAN" },
		{ "dst-gap", 0, 0, G_OPTION_ARG_STRING, &o.values[DST_GAP],
		  N_("add, set: a time that the clocks skip: shift, skip"), "HOW" },
		{ "dst-overlap", 0, 0, G_OPTION_ARG_STRING, &o.values[DST_OVERLAP],
		  N_("add, set: a time that the clocks repeat: auto, first, both"), "HOW" },
		{ "disabled", 0, 0, G_OPTION_ARG_NONE, &o.disabled, N_("add: switched off for now"), NULL },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 2))
		return EXIT_USAGE;
	return run(cli, argc, argv, &o);
}
