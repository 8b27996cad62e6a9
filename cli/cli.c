/* cli.c - what every command needs: words on stderr, options, settings, the store, the clocks. */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "config/language.h"
#include "core/i18n.h"
#include "core/text.h"

#define LEAST_COLUMNS 20
#define MOST_COLUMNS 1000
#define OPTION_COLUMNS 24 /* room for an option's name in the help */

/* --- words ---------------------------------------------------------------------------------------- */

static void say(const char *ahead, const char *format, va_list args) G_GNUC_PRINTF(2, 0);

/* $COLUMNS; 0: none that could be. */
static int columns_wished(void)
{
	const char *text = g_getenv("COLUMNS");
	gint64 columns;

	return text && g_ascii_string_to_signed(text, 10, LEAST_COLUMNS, MOST_COLUMNS, &columns, NULL) ? (int)columns
	                                                                                               : 0;
}

static int terminal_columns(int fd)
{
	struct winsize size;

	if (isatty(fd) && !ioctl(fd, TIOCGWINSZ, &size) && size.ws_col >= LEAST_COLUMNS)
		return size.ws_col;
	return columns_wished() ? columns_wished() : 80;
}

/* Lines that fit stay as they are, longer ones go on under their own beginning, those of a list under their text. */
static char *wrap_lines(const char *text, int columns)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_autofree char *whole = *line;
		gsize blanks = strspn(whole, " ");
		g_autofree char *indent = g_strnfill(blanks, ' ');
		g_autofree char *rest = g_strnfill(blanks + (g_str_has_prefix(whole + blanks, "- ") ? 2 : 0), ' ');

		if (text_columns(whole, -1) > columns)
			*line = text_wrap(whole + blanks, columns, indent, rest);
		else
			*line = g_steal_pointer(&whole);
	}
	return g_strjoinv("\n", lines);
}

char *cli_wrap(const char *text)
{
	return isatty(STDERR_FILENO) ? wrap_lines(text, terminal_columns(STDERR_FILENO)) : g_strdup(text);
}

/* What a person typed may stand in it: nothing that a terminal would obey gets out. Wrapped for a person, in one piece for a
 * program. */
static void say(const char *ahead, const char *format, va_list args)
{
	g_autofree char *raw = g_strdup_vprintf(format, args);
	g_autofree char *whole = g_strconcat(ahead, raw, NULL);
	g_autofree char *text = text_clean(whole);
	g_autofree char *wrapped = NULL;

	g_strchomp(text);
	if (isatty(STDERR_FILENO))
		wrapped = wrap_lines(text, terminal_columns(STDERR_FILENO));
	fflush(stdout); /* in the order in which it was said */
	fprintf(stderr, "%s\n", wrapped ? wrapped : text);
}

int cli_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("steady: ", format, args);
	va_end(args);
	return EXIT_FAILED;
}

void cli_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}

void cli_paragraph(const Cli *cli, const char *text)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *wrapped =
		isatty(STDOUT_FILENO) || columns_wished() ? wrap_lines(clean, MIN(cli->columns, 80)) : NULL;

	puts(wrapped ? wrapped : clean);
}

char *command_words(const Command *command)
{
	gboolean json = json_rule(command->name) && !strstr(command->usage, "--json");

	return g_strconcat(command->usage, json && *command->usage ? " " : "", json ? "[--json]" : "", NULL);
}

static void print_usage(const Cli *cli, FILE *to)
{
	g_autofree char *words = command_words(cli->command);
	/* Translators: a command such as "steady urge"; behind it stands what it takes. */
	g_autofree char *first = g_strdup_printf(_("usage: %s "), "steady");
	g_autofree char *line = g_strdup_printf("%s %s", cli->command->name, words);
	g_autofree char *rest = g_strnfill(text_columns(first, -1) + strlen(cli->command->name) + 1, ' ');
	g_autofree char *wrapped = text_wrap(g_strchomp(line), MIN(cli->columns, 80), first, rest);

	fprintf(to, "%s\n", wrapped);
}

int cli_usage(const Cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("steady: ", format, args);
	va_end(args);
	print_usage(cli, stderr);
	return EXIT_USAGE;
}

/* --- options -------------------------------------------------------------------------------------- */

static void print_option(const GOptionEntry *entry, int columns)
{
	char shortly[] = { '-', entry->short_name, ',', ' ', '\0' };
	g_autofree char *name = g_strdup_printf("  %s--%s%s%s", entry->short_name ? shortly : "", entry->long_name,
	                                        entry->arg_description ? "=" : "",
	                                        entry->arg_description ? entry->arg_description : "");
	gboolean fits = strlen(name) < OPTION_COLUMNS; /* else what it does stands below it */
	g_autofree char *first = g_strdup_printf("%-*s", OPTION_COLUMNS, fits ? name : "");
	g_autofree char *rest = g_strnfill(OPTION_COLUMNS, ' ');
	g_autofree char *text = text_wrap(entry->description ? _(entry->description) : "", columns, first, rest);

	if (!fits)
		puts(name);

	puts(text);
}

/* Free it. */
static char *capitalised(const char *text)
{
	g_autofree char *first = g_utf8_substring(text, 0, 1), *capital = g_utf8_strup(first, -1);

	return g_strconcat(capital, text + strlen(first), NULL);
}

static void print_help(const Cli *cli, const GOptionEntry *entries)
{
	static const GOptionEntry help = { "help", 'h', 0, G_OPTION_ARG_NONE, NULL, N_("show this"), NULL };

	g_autofree char *summary = capitalised(_(cli->command->summary));

	print_usage(cli, stdout);
	printf("\n%s.\n", summary);
	if (cli->command->more) {
		g_autofree char *more = text_wrap(_(cli->command->more), MIN(cli->columns, 80), "", "");

		puts(more);
	}
	putchar('\n');
	for (const GOptionEntry *entry = entries; entry && entry->long_name; entry++)
		if (*entry->long_name && !(entry->flags & G_OPTION_FLAG_HIDDEN))
			print_option(entry, MIN(cli->columns, 80));
	print_option(&help, MIN(cli->columns, 80));
}

/* GOption leaves the `--` that ended the options where it stood. */
static void drop_separator(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++)
		if (g_str_equal(argv[i], "--")) {
			memmove(argv + i, argv + i + 1, (*argc - i) * sizeof *argv);
			--*argc;
			return;
		}
}

/* GLib's words have no other language where no locale is installed; the option stands at their end. */
static void refuse_options(const Cli *cli, const char *message)
{
	static const struct {
		const char *begin, *said;
	} words[] = {
		{ "Unknown option ", N_("there is no option %s") },
		{ "Missing argument for ", N_("%s needs a value behind it") },
		{ "Cannot parse integer value ", N_("%s takes a whole number") },
	};
	g_autoptr(GString) said = g_string_new(message);
	const char *option = strrchr(message, ' ');

	for (guint i = 0; option && i < G_N_ELEMENTS(words); i++) {
		if (!g_str_has_prefix(message, words[i].begin))
			continue;
		g_string_assign(said, _(words[i].said));
		g_string_replace(said, "%s", option + 1, 1);
	}
	cli_usage(cli, "%s", said->str);
}

/* Where it has no meaning, it is a mistake rather than silence. */
static gboolean json_is_meant(const Cli *cli, const char *verb)
{
	const char *rule = json_rule(cli->command->name);
	g_auto(GStrv) verbs = g_strsplit(rule ? rule : "", " ", -1);
	g_autofree char *said = g_strjoinv(", ", verbs[0] && *verbs[0] == '-' ? verbs + 2 : verbs);

	if (!cli->json || (rule && !*rule) || g_strv_contains((const char *const *)verbs, verb ? verb : "-"))
		return TRUE;
	if (rule && verb)
		cli_usage(cli, _("--json has no meaning for `steady %s %s`; it goes with %s"), cli->command->name, verb,
		          said);
	else if (rule)
		cli_usage(cli, _("--json has no meaning for `steady %s`; it goes with %s"), cli->command->name, said);
	else
		cli_usage(cli, _("--json has no meaning for `steady %s`"), cli->command->name);
	return FALSE;
}

/* All options of the running command, those that every command has included; with a NULL name at the end. */
static GArray *all_options(Cli *cli, const GOptionEntry *own)
{
	const char *rule = json_rule(cli->command->name);
	const GOptionEntry json = {
		"json", 0, rule ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &cli->json, N_("print one JSON object"),
		NULL
	};
	GArray *all = g_array_new(TRUE, FALSE, sizeof(GOptionEntry));

	for (; own && own->long_name; own++)
		g_array_append_val(all, *own);
	g_array_append_val(all, json);
	return all;
}

gboolean cli_options(Cli *cli, const GOptionEntry *entries, int *argc, char ***argv, int positional)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) all = all_options(cli, entries);
	const GOptionEntry help[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &cli->helped, NULL, NULL }, { NULL } };

	entries = (const GOptionEntry *)(gpointer)all->data;
	if (cli->on_options)
		return cli->on_options(cli, entries, cli->on_options_data), FALSE;
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, help, NULL);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		return cli->helped = FALSE, refuse_options(cli, error->message), FALSE;
	if (cli->helped)
		return print_help(cli, entries), FALSE;
	drop_separator(argc, *argv);
	if (*argc - 1 > positional)
		return cli_usage(cli, _("'%s' is one word too many"), (*argv)[positional + 1]), FALSE;
	return json_is_meant(cli, *argc > 1 ? (*argv)[1] : NULL);
}

/* --- settings and store --------------------------------------------------------------------------- */

Settings *cli_settings(const Cli *cli)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *settings;

	if (!g_file_test(cli->paths->settings, G_FILE_TEST_EXISTS)) {
		cli_fail(_("there are no settings yet (%s); `steady setup` makes them"), cli->paths->settings);
		return NULL;
	}
	settings = settings_load_checked(cli->paths, problems);
	if (!settings) {
		g_autofree char *text = problems_to_text(problems);

		cli_fail(_("the settings cannot be used:\n%s`steady config edit` opens them"), text);
	}
	return settings;
}

Settings *cli_settings_or_default(const Cli *cli)
{
	g_autoptr(Problems) problems = problems_new();
	Settings *settings = settings_load_checked(cli->paths, problems);

	return settings ? settings : settings_default();
}

gboolean cli_has_store(const Cli *cli)
{
	return g_file_test(cli->paths->store, G_FILE_TEST_EXISTS);
}

int cli_store_fail(const Cli *cli, const GError *error)
{
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
		return cli_fail(_("another program is writing to %s; nothing was changed. Try again in a moment."),
		                cli->paths->store);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL))
		return cli_fail(_("%s. Is the disk full or read-only? What was recorded before is untouched; try again "
		                  "when there is room."),
		                error->message);
	return cli_fail("%s", error->message);
}

Store *cli_store(const Cli *cli, StoreMode mode)
{
	g_autoptr(GError) error = NULL;
	Store *store = store_open(cli->paths->store, cli->paths->sql, mode, BUSY, &error);

	if (!store)
		cli_store_fail(cli, error);
	return store;
}

/* --- the world ------------------------------------------------------------------------------------ */

static gint64 clock_read(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return SECONDS(time.tv_sec) + time.tv_nsec / 1000;
}

Moment cli_moment(const Cli *cli)
{
	return (Moment){ .wall = clock_read(CLOCK_REALTIME),
		         .boot = clock_read(CLOCK_BOOTTIME),
		         .boot_id = cli->boot_id };
}

void cli_init(Cli *cli)
{
	g_autofree char *boot_id = NULL, *language = NULL;
	const char *no_color = g_getenv("NO_COLOR");

	g_file_get_contents("/proc/sys/kernel/random/boot_id", &boot_id, NULL, NULL);
	g_strlcpy(cli->boot_id, boot_id ? g_strstrip(boot_id) : "unknown", sizeof cli->boot_id);
	cli->paths = paths_new(NULL);
	language = language_setting(cli->paths);
	language_use(cli->paths, language);
	cli->zone = zone_new_local();
	cli->now = cli_moment(cli).wall;
	cli->color = isatty(STDOUT_FILENO) && !(no_color && *no_color) && g_strcmp0(g_getenv("TERM"), "dumb");
	cli->columns = terminal_columns(STDOUT_FILENO);
}

void cli_clear(Cli *cli)
{
	paths_free(cli->paths);
	zone_unref(cli->zone);
}

/* A reader that left early (`| head`) wanted no more; any other failure is one. */
static gboolean reader_left(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

int cli_finish(int code)
{
	errno = 0;
	if ((!fflush(stdout) && !ferror(stdout)) || reader_left())
		return code;
	cli_fail(_("what was printed could not be written: %s"), errno ? g_strerror(errno) : _("output error"));
	return code ? code : EXIT_FAILED;
}
