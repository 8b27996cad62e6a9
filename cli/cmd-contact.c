/* cmd-contact.c - contact, as it was: who began it, which kind. No counter unless it is asked for, and none that goes back to zero. */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/contacts.h"
#include "cli/remote.h"
#include "cli/times.h"
#include "core/i18n.h"
#include "core/protocol.h"
#include "core/text.h"

typedef struct Options {
	char *began, *kind, *necessity, *at, *note, *count;
	int confidence; /* -1: not said */
} Options;

static void options_clear(Options *options)
{
	g_free(options->began);
	g_free(options->kind);
	g_free(options->necessity);
	g_free(options->at);
	g_free(options->note);
	g_free(options->count);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* --- what was said in options ------------------------------------------------------------------------------- */

/* The place of a word among names; -1 after saying what was expected. */
static int read_name(const Cli *cli, const char *option, const char *word, const char *const *names)
{
	g_autofree char *all = g_strjoinv(", ", (char **)names);

	for (int i = 0; names[i]; i++)
		if (g_str_equal(word, names[i]))
			return i;
	cli_usage(cli, _("--%s '%.40s': expected one of %s"), option, word, all);
	return -1;
}

static int read_time(const Cli *cli, const char *text, Contact *contact)
{
	g_autoptr(GError) error = NULL;

	if (text && !time_read(cli, text, &contact->at, &error))
		return cli_usage(cli, "%s", error->message);
	if (contact->at > cli->now)
		return cli_usage(cli, _("'%s' is still to come; contact is noted once it was"), text);
	contact->zone_offset = zone_offset(cli->zone, contact->at);
	return EXIT_DONE;
}

static const char *const count_words[] = { "keep", "restart", NULL };

/* An exit code. What was not said stays as it is. */
static int read_options(const Cli *cli, const Options *options, Contact *contact)
{
	int place;

	if (options->began) {
		if ((place = read_name(cli, "began", options->began, began_names)) < 0)
			return EXIT_USAGE;
		contact->began = (Began)place;
	}
	if (options->kind) {
		if ((place = read_name(cli, "kind", options->kind, contact_kind_names)) < 0)
			return EXIT_USAGE;
		contact->kind = (ContactKind)place;
	}
	if (options->necessity && read_name(cli, "necessity", options->necessity, necessity_names) < 0)
		return EXIT_USAGE;
	if (options->count) {
		if ((place = read_name(cli, "count", options->count, count_words)) < 0)
			return EXIT_USAGE;
		contact->count = place ? COUNT_RESTART : COUNT_KEEP;
	}
	if (options->confidence < -1 || options->confidence > 10)
		return cli_usage(cli, _("--confidence is a number from 0 to 10"));
	if (options->note && g_utf8_strlen(options->note, -1) > MAX_ANSWER)
		return cli_usage(cli, _("--note takes at most %d characters; `steady note` takes more"), MAX_ANSWER);
	return read_time(cli, options->at, contact);
}

/* --- asked step by step ------------------------------------------------------------------------------------- */

typedef struct Asked {
	const char *question, *answers[6];
} Asked;

static const Asked who = { N_("Who began it?"), { N_("I did"), N_("they did"), N_("nobody: it was chance") } };
static const Asked what = { N_("What was it?"),
	                    { N_("a message"), N_("a call"), N_("we met"),
	                      N_("I looked at their pages, or asked after them"),
	                      N_("it was necessary: children, work, money, law") } };
static const Asked why = { N_("Necessary for what?"),
	                   { N_("children"), N_("work"), N_("money"), N_("law"), N_("something else") } };
static const Asked then = { N_("The count of your days without contact is yours to decide on:"),
	                    { N_("keep it: one day does not undo the others"), N_("start again from today") } };

/* From 0; -1: left. */
static int ask_one(const Asked *asked)
{
	int n = 0, choice;
	g_autofree char *question = NULL;

	cli_say("%s", _(asked->question));
	for (; n < 6 && asked->answers[n]; n++)
		cli_say("  %d  %s", n + 1, _(asked->answers[n]));
	question = g_strdup_printf(_("1 to %d:"), n);
	choice = ask_number(question, 1, n, 0);
	return choice >= 1 ? choice - 1 : -1;
}

/* FALSE at the end of input. */
static gboolean ask_contact(const Options *options, Contact *contact, char **necessity)
{
	int choice;

	if (!options->began) {
		if ((choice = ask_one(&who)) < 0)
			return FALSE;
		contact->began = (Began)choice;
	}
	if (!options->kind) {
		if ((choice = ask_one(&what)) < 0)
			return FALSE;
		contact->kind = (ContactKind)choice;
	}
	if (contact->kind == CONTACT_NECESSARY && !options->necessity) {
		if ((choice = ask_one(&why)) < 0)
			return FALSE;
		*necessity = g_strdup(necessity_names[choice]);
	}
	return TRUE;
}

/* After a slip. Nothing is lost where the person leaves it here: the contact is written. */
static void ask_after_slip(const Settings *settings, Contact *contact)
{
	int choice;

	cli_say(_("Noted. A slip is a slip: it says what set it off, and what could help next time. What came before "
	          "still stands."));
	if (settings->policy.care.frightened)
		return; /* no count of days is made a goal for somebody who is afraid */
	if (contact->count == COUNT_UNSAID && (choice = ask_one(&then)) >= 0)
		contact->count = choice ? COUNT_RESTART : COUNT_KEEP;
	if (contact->confidence < 0) {
		choice = ask_number(_("How sure are you of yourself for the coming day, 0 to 10? (Enter: leave it)"), 0,
		                    10, G_MAXINT);
		contact->confidence = choice >= 0 && choice <= 10 ? choice : -1;
	}
}

/* What is asked after a slip only cannot be said of anything else. */
static int check_slip(const Cli *cli, const Options *options, const Contact *contact)
{
	const char *only = options->count ? "count" : options->confidence >= 0 ? "confidence" : NULL;

	if (only && !contact_is_slip(contact))
		return cli_usage(cli, _("--%s is for after a slip, and this is none"), only);
	return EXIT_DONE;
}

/* --- writing ------------------------------------------------------------------------------------------------- */

static int fail_unwritten(const Cli *cli, const GError *error)
{
	cli_store_fail(cli, error);
	return cli_fail(_("This contact could not be written down. `steady contact --at` notes it later."));
}

static gboolean keep(const Cli *cli, const Settings *settings, Contact *contact, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, error);
	Moment now = cli_moment(cli);
	Deadline at;
	gboolean asked = contacts_aftercare(contact, settings->aftercare, &now, &at);

	contact->id = store ? store_add_contact(store, contact, asked ? &at : NULL, error) : 0;
	return contact->id != 0;
}

static gboolean judge(const Cli *cli, const Contact *contact, GError **error)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_WRITE, BUSY, error);

	return store && store_judge_contact(store, contact->id, contact->count, contact->confidence, error);
}

/* `heard`: by the daemon. */
static void say_aftercare(gboolean asked, gboolean heard)
{
	if (!asked)
		cli_say(_("Noted."));
	if (heard)
		cli_say(_("Steady asks how you are twice in the hours to come. `steady checkin aftercare` begins it "
		          "now."));
	else
		cli_say(_("Steady asks how you are twice in the hours to come, once it runs (`steady start`). `steady "
		          "checkin aftercare` begins it now."));
}

/* `asked`: after a slip it was said to be noted already. */
static void say_kept(const Cli *cli, const Settings *settings, const Contact *contact, gboolean asked, gboolean heard)
{
	gboolean slip = contact_is_slip(contact);

	if (!slip && contact->kind == CONTACT_CHECKED)
		cli_say(_("Noted, apart from contact."));
	else if (!slip)
		cli_say(_("Noted. It does not count as a slip."));
	else if (settings->aftercare && cli->now - contact->at < settings->aftercare)
		say_aftercare(asked, heard);
	else if (!asked)
		cli_say(_("Noted."));
}

static int note(const Cli *cli, const Options *options)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_autoptr(GError) error = NULL;
	g_autofree char *necessity = g_strdup(options->necessity);
	Contact contact = {
		.at = cli->now, .recorded = cli->now, .note = options->note, .confidence = options->confidence
	};
	gboolean asked, heard;
	int code = read_options(cli, options, &contact);

	if (code)
		return code;
	if ((!options->began || !options->kind) && !ask_possible())
		return cli_usage(cli, _("say --began me|them|chance and --kind message|call|met|checked|necessary"));
	if (ask_possible() && !ask_contact(options, &contact, &necessity))
		return cli_fail(_("nothing was noted"));
	if (check_slip(cli, options, &contact))
		return EXIT_USAGE;
	contact.necessity = contact.kind == CONTACT_NECESSARY ? necessity : NULL;
	if (!keep(cli, settings, &contact, &error))
		return fail_unwritten(cli, error);
	asked = contact_is_slip(&contact) && ask_possible() && !cli->json;
	if (asked) {
		ask_after_slip(settings, &contact);
		if (!judge(cli, &contact, &error))
			return cli_store_fail(cli, error);
	}
	heard = cli_refresh(cli);
	if (cli->json)
		contacts_print_one(cli, &contact);
	else
		say_kept(cli, settings, &contact, asked, heard);
	return EXIT_DONE;
}

/* --- the command --------------------------------------------------------------------------------------------- */

int cmd_contact(Cli *cli, int argc, char **argv)
{
	g_auto(Options) o = { .confidence = -1 };
	const GOptionEntry entries[] = {
		{ "began", 0, 0, G_OPTION_ARG_STRING, &o.began, N_("who began it: me, them or chance"), "WHO" },
		{ "kind", 0, 0, G_OPTION_ARG_STRING, &o.kind,
		  N_("message, call, met, checked (their pages) or necessary"), "KIND" },
		{ "necessity", 0, 0, G_OPTION_ARG_STRING, &o.necessity,
		  N_("necessary for: children, work, money, law, other"), "WHAT" },
		{ "at", 0, 0, G_OPTION_ARG_STRING, &o.at, N_("when it was, such as 21:30 or 'yesterday 22:15'"),
		  "TIME" },
		{ "note", 0, 0, G_OPTION_ARG_STRING, &o.note, N_("a word on it"), "TEXT" },
		{ "count", 0, 0, G_OPTION_ARG_STRING, &o.count,
		  N_("after a slip: keep the count of days, or restart it"), "HOW" },
		{ "confidence", 0, 0, G_OPTION_ARG_INT, &o.confidence,
		  N_("after a slip: how sure you are of yourself, 0 to 10"), "N" },
		{ NULL },
	};

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	if (argc < 2)
		return note(cli, &o);
	if (strcmp(argv[1], "list") == 0)
		return contacts_list(cli);
	if (strcmp(argv[1], "totals") == 0)
		return contacts_totals(cli);
	return cli_usage(cli, _("there is no `steady contact %.40s`"), argv[1]);
}
