/* cmd-status.c - how things stand: from the daemon where it runs, else from settings and store. */
#include <stdio.h>

#include "cli/helping.h"
#include "cli/json.h"
#include "cli/prompts.h"
#include "cli/status.h"
#include "cli/table.h"
#include "cli/times.h"
#include "cli/upcoming.h"
#include "core/i18n.h"
#include "core/store-entries.h"

static void status_clear(Status *status)
{
	g_free(status->version);
	g_free(status->delivery);
	g_free(status->unavailable);
	g_free(status->settings_problem);
	g_free(status->store_problem);
	status_clear_desktop(status);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Status, status_clear)

static char *said_or_null(const char *text)
{
	return text && *text ? g_strdup(text) : NULL;
}

static gboolean from_daemon(BusSteady1 *daemon, Status *status, GError **error)
{
	if (!cli_daemon_properties(daemon, error))
		return FALSE;
	status->version = g_strdup(bus_steady1_get_version(daemon));
	status->delivery = g_strdup(bus_steady1_get_delivery(daemon));
	status->unavailable = g_strdup(bus_steady1_get_unavailable(daemon));
	status_take_desktop(status, daemon);
	status->settings_problem = said_or_null(bus_steady1_get_settings_problem(daemon));
	status->paused_until = bus_steady1_get_paused_until(daemon);
	status->next = bus_steady1_get_next(daemon);
	if (!status->next)
		status->next = TIME_NEVER;
	return TRUE;
}

static void from_settings(const Cli *cli, Settings *settings, Status *status)
{
	g_autoptr(Upcoming) upcoming = upcoming_new(cli, settings, cli->now);
	Moment now = cli_moment(cli);
	Due due;

	if (upcoming_next(upcoming, &due))
		status->next = due.at;
	if (upcoming->history->paused)
		status->paused_until = deadline_wall(&upcoming->history->pause, &now);
	if (status->paused_until <= now.wall)
		status->paused_until = 0;
}

static void without_daemon(const Cli *cli, Status *status)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Settings) settings = NULL;
	g_autofree char *text = NULL;

	if (!g_file_test(cli->paths->settings, G_FILE_TEST_EXISTS)) {
		status->settings_problem = g_strdup(_("there is no settings file yet; `steady setup` makes it"));
		return;
	}
	settings = settings_load_checked(cli->paths, problems);
	text = problems_to_text(problems);
	if (settings)
		from_settings(cli, settings, status);
	else
		status->settings_problem = g_strdup(g_strstrip(text));
}

/* What comes while it is paused does not: the next one is the first after it, and with no end there is none. */
static void mind_pause(const Cli *cli, Status *status)
{
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Upcoming) upcoming = NULL;
	Due due;

	if (!status->paused_until)
		return;
	settings = cli_settings_or_default(cli);
	upcoming = upcoming_new(cli, settings, status->paused_until == TIME_NEVER ? cli->now : status->paused_until);
	status->hidden = upcoming->history->hidden;
	if (status->paused_until == TIME_NEVER)
		status->next = TIME_NEVER;
	else if (status->next <= status->paused_until)
		status->next = upcoming_next(upcoming, &due) ? due.at : TIME_NEVER;
}

static void count_waiting(const Cli *cli, BusSteady1 *daemon, Status *status)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) waiting = prompts_waiting(cli, daemon, &error);

	status->waiting = waiting ? (int)waiting->len : -1;
	if (!waiting && !g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		status->store_problem = g_strdup(error->message);
}

static void look_at_care(const Cli *cli, Status *status)
{
	g_autoptr(Helping) helping = helping_new(cli, NULL);

	status->easing = easing_now(cli);
	if (!helping->country)
		return;
	status->lines = helplines_checked(helping->country);
	status->lines_old = helplines_are_old(helping->country, zone_day(cli->zone, cli->now));
}

/* --- printing -------------------------------------------------------------------------------------- */

static void print_json(const Cli *cli, const Status *status)
{
	g_autofree char *lines = status->lines ? helping_date(status->lines) : NULL;
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "daemon", status->running);
	json_string(&json, "version", status->version);
	json_string(&json, "delivery", status->delivery);
	json_bool(&json, "paused", status->paused_until != 0);
	json_bool(&json, "hidden", status->hidden);
	json_time(&json, "paused_until", cli->zone, status->paused_until);
	json_time(&json, "next", cli->zone, status->next);
	if (status->unavailable)
		json_bool(&json, "available", !*status->unavailable);
	else
		json_null(&json, "available");
	json_string(&json, "unavailable", status->unavailable && *status->unavailable ? status->unavailable : NULL);
	status_print_desktop(&json, status);
	if (status->waiting >= 0)
		json_int(&json, "pending", status->waiting);
	else
		json_null(&json, "pending");
	json_bool(&json, "fewer_unanswered", status->easing.unanswered);
	json_bool(&json, "fewer_worse", status->easing.worse);
	json_string(&json, "helplines", lines);
	json_bool(&json, "helplines_old", status->lines_old);
	json_string(&json, "settings", cli->paths->settings);
	json_string(&json, "settings_problem", status->settings_problem);
	json_string(&json, "store", cli->paths->store);
	json_string(&json, "store_problem", status->store_problem);
	json_close(&json, '}');
	json_print(&json);
}

/* The daemon's words for why not, in a sentence. */
static const char *why_not(const char *reason)
{
	static const struct {
		const char *reason, *said;
	} words[] = {
		{ "", N_("yes") },
		{ "paused", N_("no, paused") },
		{ "quiet", N_("no, these are your quiet hours") },
		{ "budget", N_("no, today's number of prompts is reached") },
		{ "apart", N_("no, the last prompt was not long ago") },
		{ "away", N_("no, nobody has touched the keys or the mouse for a while") },
		{ "locked", N_("no, the screen is locked") },
		{ "do-not-disturb", N_("no, the desktop is set to do not disturb") },
		{ "asleep", N_("no, the computer is going to sleep") },
		{ "settling", N_("no, you have only just come back; in a moment") },
		{ "starting", N_("no, the daemon is only just starting") },
		{ "no-server", N_("no, nothing here shows notifications yet; prompts wait") },
	};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(reason, words[i].reason))
			return _(words[i].said);
	return reason;
}

static char *daemon_words(const Status *status)
{
	if (!status->running)
		return g_strdup(_("not running; `steady start` starts it"));
	if (!status->version)
		return g_strdup(_("running, but it does not answer"));
	return g_strdup_printf(_("running, version %s, %s"), status->version,
	                       g_str_equal(status->delivery, "waiting")
	                               ? _("waiting for something that shows notifications")
	                       : g_str_equal(status->delivery, "desktop") ? _("prompts come on the desktop")
	                                                                  : _("prompts come in its terminal"));
}

static char *when_words(const Cli *cli, gint64 at, gint64 nothing, const char *none, const char *open_end)
{
	if (at == nothing)
		return g_strdup(none);
	return at == TIME_NEVER ? g_strdup(open_end) : time_said(cli, at);
}

/* Drafts whose day has come, and which were not opened since. */
static void add_drafts(const Cli *cli, Table *table)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(GPtrArray) drafts = store ? store_entries(store, ENTRY_DRAFT, NULL) : NULL;

	for (guint i = 0; drafts && i < drafts->len; i++) {
		const Entry *entry = drafts->pdata[i];
		g_autofree char *said =
			g_strdup_printf(_("its day has come: `steady draft read %lld`"), (long long)entry->id);

		if (entry->sealed && !entry_is_sealed(entry, cli->now) && entry->opened < entry->sealed)
			table_add(table, _("sealed draft"), said);
	}
}

static void add_care(Table *table, const Status *status)
{
	g_autofree char *date = helping_date(status->lines);
	g_autofree char *said = g_strdup_printf(_("read %s or later, some more than a year ago: see on their pages "
	                                          "whether they still hold (`steady helplines`)"),
	                                        date);

	if (easing_said(&status->easing))
		table_add(table, _("prompts"), easing_said(&status->easing));
	if (status->lines_old)
		table_add(table, _("helplines"), said);
}

static void add_reach(Table *table, const Status *status)
{
	const char *who = status_who_says(status), *why = why_not(status->unavailable);

	if (who)
		/* Translators: "no, the screen is locked", and which program says so. */
		table_row(table, _("prompts now"), _("%s (says %s)"), why, who);
	else
		table_add(table, _("prompts now"), why);
}

static void print_table(const Cli *cli, const Status *status)
{
	g_autoptr(Table) table = table_new("", "", NULL);
	g_autofree char *running = daemon_words(status);
	g_autofree char *paused = when_words(cli, status->paused_until, 0, _("no"), _("until `steady resume`"));
	g_autofree char *next = when_words(
		cli, status->next, TIME_NEVER,
		status->paused_until == TIME_NEVER ? _("nothing before `steady resume`") : _("nothing is due"), NULL);
	g_autofree char *waiting =
		g_strdup_printf(ngettext("%d prompt; `steady pending` lists them",
	                                 "%d prompts; `steady pending` lists them", MAX(status->waiting, 0)),
	                        status->waiting);
	g_autofree char *until = g_strdup_printf(_("until %s"), paused);

	table_add(table, _("daemon"), running);
	table_add(table, status->hidden ? _("hidden") : _("paused"),
	          status->paused_until && status->paused_until != TIME_NEVER ? until : paused);
	table_add(table, _("next"), next);
	if (status->unavailable)
		add_reach(table, status);
	status_add_desktop(table, status);
	table_add(table, _("waiting"),
	          status->waiting > 0    ? waiting
	          : status->waiting == 0 ? _("none")
	                                 : _("not known"));
	table_add(table, _("settings"), status->settings_problem ? status->settings_problem : cli->paths->settings);
	if (status->store_problem)
		table_add(table, _("data"), status->store_problem);
	else
		table_add(table, _("data"), cli_has_store(cli) ? cli->paths->store : _("nothing recorded yet"));
	add_drafts(cli, table);
	add_care(table, status);
	table_print(table, cli->columns, cli->color);
}

int cmd_status(Cli *cli, int argc, char **argv)
{
	g_auto(Status) status = { .next = TIME_NEVER };
	g_autoptr(BusSteady1) daemon = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *format = NULL, *unknown = NULL;
	gboolean answers;
	const GOptionEntry entries[] = {
		{ "format", 0, 0, G_OPTION_ARG_STRING, &format,
		  N_("print this line, with {state}, {waiting}, {next}, {paused} and {why} filled in"), "TEXT" },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	if (format && cli->json)
		return cli_usage(cli, _("--format and --json exclude each other"));
	unknown = format ? status_format_unknown(format) : NULL;
	if (unknown)
		return cli_usage(cli, _("%s is nothing that can be filled in; there are %s"), unknown, STATUS_FIELDS);
	daemon = cli_daemon(cli);
	status.running = daemon != NULL;
	answers = daemon && from_daemon(daemon, &status, &error);
	if (!answers)
		without_daemon(cli, &status);
	mind_pause(cli, &status);
	count_waiting(cli, answers ? daemon : NULL, &status);
	if (format)
		return status_print(cli, &status, format), EXIT_DONE;
	look_at_care(cli, &status);
	(cli->json ? print_json : print_table)(cli, &status);
	return EXIT_DONE;
}
