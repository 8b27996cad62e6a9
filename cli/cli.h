/* cli.h - what every command of `steady` is handed, and the table they stand in. */
#pragma once
#include <gio/gio.h>

#include "config/paths.h"
#include "config/settings.h"
#include "core/store.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_NO_DAEMON = 3 };

typedef struct Cli {
	Paths  *paths;
	Zone   *zone;    /* local */
	gint64  now;     /* when the command was given */
	gboolean color;  /* stdout is a terminal and NO_COLOR is not set */
	int     columns; /* of the terminal; 80 where there is none */
	const struct Command *command; /* the one running */
} Cli;

typedef struct Command {
	const char *name;
	const char *usage;   /* arguments, as in the help */
	const char *summary; /* one line */
	int (*run)(Cli *cli, int argc, char **argv); /* argv[0] is the command's name; returns an exit code */
} Command;

extern const Command cli_commands[];

/* --- said on stderr, with the program's name ahead; returned codes make `return cli_fail(...)` --- */
int cli_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);               /* EXIT_FAILED */
int cli_usage(const Cli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3); /* what was wrong, then the usage line; EXIT_USAGE */

/* Options with GOption; FALSE after saying what is wrong (return EXIT_USAGE then). `positional`: at most so many words may be left. */
gboolean cli_options(Cli *cli, const GOptionEntry *entries, int *argc, char ***argv, int positional);

/* Settings and store, or NULL after saying why (return EXIT_FAILED). */
Settings *cli_settings(const Cli *cli);
Store    *cli_store(const Cli *cli, StoreMode mode);

int cmd_agenda(Cli *, int, char **);
int cmd_answer(Cli *, int, char **);
int cmd_checkin(Cli *, int, char **);
int cmd_config(Cli *, int, char **);
int cmd_dismiss(Cli *, int, char **);
int cmd_export(Cli *, int, char **);
int cmd_help(Cli *, int, char **);
int cmd_pause(Cli *, int, char **);
int cmd_pending(Cli *, int, char **);
int cmd_read(Cli *, int, char **);
int cmd_reload(Cli *, int, char **);
int cmd_report(Cli *, int, char **);
int cmd_resume(Cli *, int, char **);
int cmd_schedule(Cli *, int, char **);
int cmd_setup(Cli *, int, char **);
int cmd_show(Cli *, int, char **);
int cmd_snooze(Cli *, int, char **);
int cmd_start(Cli *, int, char **);
int cmd_status(Cli *, int, char **);
int cmd_urge(Cli *, int, char **);
int cmd_version(Cli *, int, char **);
int cmd_when(Cli *, int, char **);
