/* status.h - how things stand, as a value; and a line of it for a status bar. */
#pragma once
#include "cli/cli.h"
#include "cli/easing.h"
#include "cli/json.h"
#include "cli/remote.h"
#include "cli/table.h"

typedef struct Status {
	gboolean running;
	char *version, *delivery, *unavailable; /* NULL: not known */
	char *settings_problem, *store_problem; /* NULL: none */
	char *server;                           /* what shows notifications; "": nothing, or not known; NULL: the daemon does not say */
	GStrv lacks;                            /* what that cannot do; NULL likewise */
	GVariant *presence;                     /* who is listened to: as the property; NULL likewise */
	gint64 paused_until;                    /* 0: not paused; TIME_NEVER: until `steady resume` */
	gboolean hidden;                        /* paused, and nothing at all is shown */
	gint64 next;                            /* TIME_NEVER: nothing comes */
	int waiting;                            /* prompts; -1: not known */
	Easing easing;                          /* whether fewer come */
	int lines; /* the day on which the oldest of the helplines was read; 0: there are none */
	gboolean lines_old;
} Status;

/* --- status-format.c --- */
/* {word} in a format, of small letters, is filled in; every other brace stands for itself, so that JSON can be written. */
#define STATUS_FIELDS "{state}, {waiting}, {next}, {paused} and {why}"
char *status_format_unknown(const char *format); /* the first {word} there is nothing for; NULL: none. Free it */
void  status_print(const Cli *cli, const Status *status, const char *format); /* a line */

/* --- status-desktop.c --- */
void  status_take_desktop(Status *status, BusSteady1 *daemon);
void  status_clear_desktop(Status *status);
void  status_add_desktop(Table *table, const Status *status);
void  status_print_desktop(Json *json, const Status *status);
const char *status_who_says(const Status *status); /* who says that the person cannot be reached now; NULL: nobody does */
