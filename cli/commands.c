/* commands.c - the table of commands, and how a word finds its row. */
#include <stdio.h>

#include "cli/care.h"
#include "config/nearest.h"
#include "core/i18n.h"

const Command cli_commands[] = {
	{ "agenda", "[-n COUNT | --days DAYS | --summary] [--from TIME]", N_("list what comes next, and when"),
	  cmd_agenda,
	  N_("Notes say what will come later or not at all, and why: quiet hours, the budget, the spacing, a pause, "
	     "chance, or `except`. Random moments are listed as they are drawn. --summary runs a year (or --days "
	     "DAYS) ahead and counts. Works without the daemon.") },
	{ "answer", "ID|last [CHOICE]", N_("answer a check-in that waits"), cmd_answer,
	  N_("ID is the number that `steady pending` lists. Without CHOICE you are asked, or, in a "
	     "script, the choices are listed. CHOICE is a word or its number; for something to read: "
	     "read, later or dismiss; for a plan to go over: rehearsed, later or dismiss.") },
	{ "backup", "[PATH] [--force]|list|restore PATH", N_("make a whole copy of what was recorded, or put one back"),
	  cmd_backup,
	  N_("Without PATH it goes into the folder backups beside the store. Safe while the daemon writes; checked "
	     "before "
	     "it gets "
	     "its name. restore keeps what was there before beside it. `steady forget` goes through these copies, "
	     "too.") },
	{ "checkin", "[NAME|--resume]", N_("go through a check-in now"), cmd_checkin,
	  N_("NAME is a set of questions, or a schedule as in checkin/evening. Keys: digits or arrows and Enter; b "
	     "goes "
	     "back, s skips, ? helps. What is answered is kept at once; --resume goes on with what was left.") },
	{ "config", "check|path|get [KEY]|set KEY VALUE|unset KEY|edit|reference",
	  N_("look at the settings, or change them"), cmd_config,
	  N_("check says OK, or all that is wrong. KEY is like steady.quiet or checkin/evening.when; get "
	     "without one lists them all; unset brings the default back. edit opens your editor and saves "
	     "only what is right. reference explains every key.") },
	{ "contact", "[list|totals] [--began WHO] [--kind KIND] [--at TIME]",
	  N_("note contact: who began it, and which kind"), cmd_contact,
	  N_("Asks step by step in a terminal. What they began, what was chance and what was necessary never counts as "
	     "a "
	     "slip. "
	     "totals counts days, for who wants to see it; no number there goes back to zero. 'yesterday 22:15' is a "
	     "TIME.") },
	{ "dismiss", "ID|last", N_("close a prompt without an answer"), cmd_dismiss },
	{ "doctor", "", N_("say what is wrong here, and what helps"), cmd_doctor,
	  N_("Looks at the daemon, notifications, settings, files, clock and time zone; changes nothing. Exit code 1 "
	     "when "
	     "something is wrong.") },
	{ "draft", "[list|read ID|seal ID --until DATE|burn ID]", N_("write the message, keep it, and do not send it"),
	  cmd_draft,
	  N_("Opens your editor; --line takes one line, a pipe takes it all. Nothing in Steady can send anything. A "
	     "sealed draft "
	     "stays closed until a day that you choose, and asks then: still true? still needed? burn deletes every "
	     "byte "
	     "of it.") },
	{ "export", "[--format jsonl|csv] [--output PATH] [--force]", N_("copy out everything that was recorded"),
	  cmd_export,
	  N_("Without options: JSON Lines on standard output, one object a row, with the name of its "
	     "table.") },
	{ "forget", "last [SPAN]|since TIME|range FROM TO|all [--yes]", N_("delete for good what was recorded"),
	  cmd_forget,
	  N_("last: of the last hour, or SPAN. Every byte of it goes, from the store, from its log and from the copies "
	     "that an "
	     "update left beside it; or it says what remains, and where. Settings stay. What was exported is yours to "
	     "delete.") },
	{ "help", "[COMMAND]", N_("say what Steady is, or how a command works"), cmd_help },
	{ "helplines", "[COUNTRY]", N_("name somebody to call or write to"), cmd_helplines,
	  N_("Your own contacts ([helpline NAME] in the settings) first, then the lines of a country: COUNTRY (two "
	     "letters, such as DE), else what [care] country says, else that of the time zone or the language. Each "
	     "says "
	     "when and where it was read. Nothing is recorded.") },
	{ "hide", "", N_("take all off the screen, and show nothing until you resume"), cmd_hide,
	  N_("One key of your desktop can run it. What was on the screen comes back with `steady resume`, if it is not "
	     "over by "
	     "then; nothing else comes before, not even what you asked for. Works without the daemon.") },
	{ "import", "FILE... [--dry-run]", N_("take in what `steady export` wrote, here or on another machine"),
	  cmd_import,
	  N_("FILE is of JSON Lines; - is standard input. What is known already is known again: importing twice "
	     "changes "
	     "nothing, "
	     "and two machines that import each other's file have the same afterwards. A file with a mistake changes "
	     "nothing.") },
	{ "lint", "[PATH...] [--own]", N_("check articles and check-ins before somebody reads them"), cmd_lint,
	  N_("PATH is an article (.md), a check-in (.ini) or a folder of them; without one, what is shipped and your "
	     "own. What is your own is asked for less.") },
	{ "monitor", "", N_("print what happens, as it happens"), cmd_monitor,
	  N_("A line each, for status bars and scripts: shown, closed, waiting, paused, hidden, resumed, next, "
	     "available, unavailable, daemon. It "
	     "waits for a daemon that is off, starts none, and ends with the session or with its reader.") },
	{ "note", "[list|read ID|burn ID]", N_("write a few lines about today"), cmd_note,
	  N_("Opens your editor with one concrete question, another one each time; a quarter of an hour is enough.") },
	{ "pause", "[SPAN]", N_("show nothing for a while, or until you resume"), cmd_pause,
	  N_("SPAN: 90min, 2h, 3 days. `steady urge` works all the same.") },
	{ "pending", "", N_("list the prompts that wait for you"), cmd_pending },
	{ "plan", "[list|show|add|set|remove|rehearse] [NAME]", N_("if this, then that: decided beforehand"), cmd_plan,
	  N_("add helps to write one, or takes --if 'it is after ten' --then 'I call Sam' --cues night,alone. An urge "
	     "that has one "
	     "of its cues shows it. rehearse goes over the one that was not gone over for longest.") },
	{ "read", "[NAME|last] [--helped yes|no]", N_("read an article, or list them"), cmd_read,
	  N_("last is the one that was opened last from a prompt. What helped comes sooner, what did not comes later. "
	     "Articles of "
	     "your own, *.md with the same head, join in from ~/.local/share/steady/articles.") },
	{ "reload", "", N_("have the daemon read the settings again"), cmd_reload },
	{ "report", "[--days DAYS]", N_("show what your own answers say"), cmd_report },
	{ "resume", "", N_("end a pause, and `steady hide`"), cmd_resume },
	{ "schedule", "[list|show|add|set|remove|enable|disable] [SCHEDULE]",
	  N_("look at your schedules, or change them"), cmd_schedule,
	  N_("SCHEDULE is nudge/NAME, checkin/NAME or slot/NAME; NAME alone does where only one is called so. "
	     "`steady schedule add checkin/noon --when 'Mon..Fri 12:30'`; `steady when` tries a time out.") },
	{ "setup", "[--yes]", N_("set Steady up: a few questions"), cmd_setup,
	  N_("Writes the settings, or shows what it would change in yours and asks; then offers to start "
	     "Steady at each login. Questions that a script leaves open take what is suggested.") },
	{ "show", "SCHEDULE", N_("show a prompt now"), cmd_show,
	  N_("SCHEDULE is its name or kind/name, as in `steady schedule list`. It comes even in quiet "
	     "hours.") },
	{ "slot", "[list|map|add NAME|set NAME|remove NAME]", N_("give the hours of lost routines something else"),
	  cmd_slot,
	  N_("A slot is an hour that a shared routine has left. add asks step by step in a terminal; --when, --was, "
	     "--now "
	     "and --filled say it at once. At that hour a prompt asks whether what stands there now was done; what was "
	     "there is never shown by it. map is your week, and the last four.") },
	{ "snooze", "ID|last [SPAN]", N_("have a prompt come back later"), cmd_snooze,
	  N_("SPAN: 15min (when left out), 1h. It comes back even in quiet hours: you chose it.") },
	{ "start", "", N_("start the daemon"), cmd_start },
	{ "status", "[--json|--format TEXT]", N_("say how things stand"), cmd_status,
	  N_("Exit code 0 whether the daemon runs or not.") },
	{ "steadiness", "", N_("missing and needing, from your own answers"), cmd_steadiness,
	  N_("Two scores of 0 to 100, never one, each from four signs that the evening check-in asks by turns. Not a "
	     "validated "
	     "measure.") },
	{ "undo", "", N_("take the last answer back"), cmd_undo,
	  N_("It is kept, marked as taken back, and counts nowhere. Twice takes back the one before, too.") },
	{ "urge", "[0-10] [--wait] [--acted no|partly|yes]", N_("an urge to message: note it, and wait it out"),
	  cmd_urge,
	  N_("In a terminal it offers to wait with you, and asks again on the way and at the end. Every question can "
	     "be "
	     "left "
	     "out with Enter. Ctrl-C leaves the waiting, not the question: the daemon asks then. Without a number it "
	     "goes "
	     "on "
	     "with the one that is open. In a script it is noted and nothing is asked: steady urge 7 --cue night "
	     "--acted "
	     "no.") },
	{ "version", "", N_("print the version"), cmd_version },
	{ "when", "EXPRESSION [--zone ZONE] [--from TIME] [-n COUNT]", N_("try out a time expression"), cmd_when,
	  N_("Days and times: 21:30, 'Mon..Fri 08:30', '*:0/15', all that systemd's OnCalendar= takes. Or a sentence: "
	     "'every 2 weeks on Tue at 10:00 from 2026-01-06', 'every 50min between 09:00 and 18:00 on Mon..Fri', "
	     "'2 times between 11:00 and 19:00, at least 90min apart', '20min after urge', '2h after contact', '1h "
	     "after "
	     "checkin "
	     "evening' (when that was missed), '1h after answer urge=strong', 'once 2026-12-24 18:00'.") },
	{ "why", "ID|last", N_("say why a prompt came when it did, or did not come"), cmd_why,
	  N_("ID is the number of a prompt, as `steady pending` lists it; last is the latest that was decided, shown "
	     "or "
	     "not.") },
	{ NULL },
};

/* What programs ask of it (the shells, the build): in no list, and not found by cli_find(). */
static const Command machine_commands[] = {
	{ "complete", "WORD...", N_("say what the last word may become, for the shells"), cmd_complete },
	{ "manual", "PAGE", N_("fill in a manual page, for the build"), cmd_manual },
	{ NULL },
};

static const Command *find_in(const Command *command, const char *name)
{
	for (; command->name; command++)
		if (g_str_equal(command->name, name))
			return command;
	return NULL;
}

const Command *cli_find(const char *name)
{
	return find_in(cli_commands, name);
}

static int unknown(const char *name)
{
	const char *names[G_N_ELEMENTS(cli_commands)] = { NULL };
	const char *meant;

	for (int i = 0; cli_commands[i].name; i++)
		names[i] = cli_commands[i].name;
	meant = nearest_name(name, names);
	if (meant)
		cli_fail(_("there is no command '%.40s'; did you mean `steady %s`?"), name, meant);
	else
		cli_fail(_("there is no command '%.40s'; `steady help` lists them"), name);
	return EXIT_USAGE;
}

int cli_run(Cli *cli, const Command *command, int argc, char **argv)
{
	const Command *outer = cli->command;
	gboolean json = cli->json;
	int code;

	cli->command = command;
	cli->json = FALSE;
	code = command->run(cli, argc, argv);
	care_follow(cli, command);
	cli->command = outer;
	cli->json = json;
	return cli->helped ? EXIT_DONE : code;
}

int cli_main(Cli *cli, int argc, char **argv)
{
	static const struct {
		const char *option, *command;
	} options[] = {
		{ "--help", "help" },
		{ "-h", "help" },
		{ "--version", "version" },
		{ "-V", "version" },
	};
	const char *name = argc ? argv[0] : "help";
	const Command *command;
	char *alone[] = { (char *)"help", NULL };

	for (int i = 0; i < argc; i++)
		if (!g_utf8_validate(argv[i], -1, NULL))
			return cli_fail(_("word %d of the command is not valid UTF-8 text"), i + 1), EXIT_USAGE;
	for (guint i = 0; i < G_N_ELEMENTS(options); i++)
		if (g_str_equal(name, options[i].option))
			name = options[i].command;
	command = find_in(machine_commands, name);
	if (!command)
		command = cli_find(name);
	if (!command)
		return unknown(name);
	return cli_run(cli, command, MAX(argc, 1), argc ? argv : alone);
}
