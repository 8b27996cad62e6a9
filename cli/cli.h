/* cli.h - what every command of `steady` is handed, and the table they stand in. */
#pragma once
#include <gio/gio.h>

#include "config/paths.h"
#include "config/settings.h"
#include "core/i18n.h"
#include "core/store.h"

enum { BUSY = 2000 }; /* milliseconds to wait for another writer of the store */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_NO_DAEMON = 3 };

typedef struct Cli {
	Paths  *paths;
	Zone   *zone;    /* local */
	gint64  now;     /* when the command was given */
	gboolean color;  /* stdout is a terminal and NO_COLOR is not set */
	int     columns; /* of the terminal; 80 where there is none */
	char    boot_id[40]; /* of this boot */
	gboolean json;   /* --json was given: one object on stdout */
	gboolean helped; /* --help was given and answered: whatever the command returns, all is well */
	const struct Command *command; /* the one running */
	/* Where set, a command hands its options over (NULL: it has none) and does nothing else. */
	void (*on_options)(struct Cli *cli, const GOptionEntry *entries, gpointer data);
	gpointer on_options_data;
} Cli;

typedef struct Command {
	const char *name;
	const char *usage;   /* arguments, as in the help */
	const char *summary; /* one line */
	int (*run)(Cli *cli, int argc, char **argv); /* argv[0] is the command's name; returns an exit code */
	const char *more;    /* what its help adds; NULL: nothing */
} Command;

extern const Command cli_commands[]; /* in the order of the alphabet; a NULL name ends them */

const Command *cli_find(const char *name); /* NULL: none of that name */
int  cli_run(Cli *cli, const Command *command, int argc, char **argv);
int  cli_main(Cli *cli, int argc, char **argv); /* argv without the program's name */
void cli_init(Cli *cli);
void cli_clear(Cli *cli);
int  cli_finish(int code); /* flushes stdout; EXIT_FAILED, said, where what was printed could not be written */

/* --- said on stderr, with the program's name ahead; returned codes make `return cli_fail(...)` --- */
int cli_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);               /* EXIT_FAILED */
int cli_usage(const Cli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3); /* what was wrong, then the usage line; EXIT_USAGE */
void cli_say(const char *format, ...) G_GNUC_PRINTF(1, 2);               /* a line for the person, without the name ahead */
int  cli_columns(int fd); /* of the terminal there; where it is none, $COLUMNS, or 80 */
char *cli_wrap(const char *text); /* in lines of the terminal on stderr, where there is one; free it */

/* Data in words, to stdout: wrapped for a person (a terminal, or COLUMNS), whole for a program. */
void cli_paragraph(const Cli *cli, const char *text);

/* Options with GOption; FALSE after saying what is wrong, or after --help (return EXIT_USAGE then). `positional`: at most so
 * many words may be left. `entries` may be NULL. Every command calls it first: --help and `steady help COMMAND` come from it, and so does --json, for the commands
 * and verbs of json_rule(). */
gboolean cli_options(Cli *cli, const GOptionEntry *entries, int *argc, char ***argv, int positional);

/* Where --json has a meaning: "" the whole command, else the words behind it, `-` for none of them; NULL: nowhere. */
const char *json_rule(const char *command);

/* What may follow the command's name: its row's words, with --json where json_rule() has it. Free it. */
char *command_words(const Command *command);

/* Settings and store, or NULL after saying why (return EXIT_FAILED). */
Settings *cli_settings(const Cli *cli);
Settings *cli_settings_or_default(const Cli *cli); /* what must work all the same: never NULL, silent */
Store    *cli_store(const Cli *cli, StoreMode mode);
gboolean  cli_has_store(const Cli *cli); /* whether anything was ever recorded */
int       cli_store_fail(const Cli *cli, const GError *error); /* says what a store's error means and what to do; EXIT_FAILED */

Moment cli_moment(const Cli *cli); /* the clocks as they stand now; borrows the boot id from `cli` */

int cmd_agenda(Cli *, int, char **);
int cmd_answer(Cli *, int, char **);
int cmd_backup(Cli *, int, char **);
int cmd_checkin(Cli *, int, char **);
int cmd_complete(Cli *, int, char **);
int cmd_config(Cli *, int, char **);
int cmd_contact(Cli *, int, char **);
int cmd_dismiss(Cli *, int, char **);
int cmd_doctor(Cli *, int, char **);
int cmd_draft(Cli *, int, char **);
int cmd_export(Cli *, int, char **);
int cmd_forget(Cli *, int, char **);
int cmd_help(Cli *, int, char **);
int cmd_helplines(Cli *, int, char **);
int cmd_hide(Cli *, int, char **);
int cmd_import(Cli *, int, char **);
int cmd_lint(Cli *, int, char **);
int cmd_manual(Cli *, int, char **);
int cmd_monitor(Cli *, int, char **);
int cmd_note(Cli *, int, char **);
int cmd_pause(Cli *, int, char **);
int cmd_pending(Cli *, int, char **);
int cmd_plan(Cli *, int, char **);
int cmd_read(Cli *, int, char **);
int cmd_reload(Cli *, int, char **);
int cmd_report(Cli *, int, char **);
int cmd_resume(Cli *, int, char **);
int cmd_schedule(Cli *, int, char **);
int cmd_setup(Cli *, int, char **);
int cmd_show(Cli *, int, char **);
int cmd_slot(Cli *, int, char **);
int cmd_snooze(Cli *, int, char **);
int cmd_start(Cli *, int, char **);
int cmd_status(Cli *, int, char **);
int cmd_steadiness(Cli *, int, char **);
int cmd_undo(Cli *, int, char **);
int cmd_urge(Cli *, int, char **);
int cmd_version(Cli *, int, char **);
int cmd_when(Cli *, int, char **);
int cmd_why(Cli *, int, char **);
