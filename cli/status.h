/* status.h - how things stand, as a value; and a line of it for a status bar. */
#pragma once
#include "cli/cli.h"
#include "cli/easing.h"

typedef struct Status {
	gboolean running;
	char *version, *delivery, *unavailable; /* NULL: not known */
	char *settings_problem, *store_problem; /* NULL: none */
	gint64 paused_until;                    /* 0: not paused; TIME_NEVER: until `steady resume` */
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
