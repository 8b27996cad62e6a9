/* setup-settings.h - the settings of `steady setup`: what stands there, what becomes of it with the answers, and the file written. */
#pragma once
#include "cli/cli.h"

/* What is asked. */
enum { EVENING, QUIET, DISCREET, FRIGHTENED, SIDE, N_QUESTIONS };

typedef struct Setup {
	Cli *cli;
	gboolean yes; /* the defaults, without questions */
	Known *known;
	char *before;               /* what stands in the file; NULL: there is none */
	char *current[N_QUESTIONS]; /* what counts when nothing is typed */
	char *answers[N_QUESTIONS]; /* what is to be written; NULL: it stays */
} Setup;

/* Reads what stands there, and what each question's answer is without one. Else it was said why not. */
int  setup_begin(Setup *setup);
void setup_clear(Setup *setup);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Setup, setup_clear)

/* What is wrong with the answer by itself, or, the quiet hours being known, beside the check-in; NULL: nothing. Free it. */
char *setup_fault(const Setup *setup, int question);

int setup_write(const Setup *setup); /* the settings with the answers, once the person agrees; an exit code */
