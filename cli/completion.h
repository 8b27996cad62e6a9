/* completion.h - what may follow the words typed so far, for the shells. It asks neither daemon nor network, is silent whatever is
 * missing or wrong, and describes things in menus only as a stranger may read them, unless `discreet = no`. */
#pragma once
#include "cli/cli.h"

typedef struct Completion {
	Cli        *cli;
	const char *typed;     /* of the word under way; "" for none */
	const char *lead;      /* printed ahead of each: "--option=", "", or as far as a list with commas is written */
	GArray     *options;   /* of GOptionEntry, borrowing: those of the command */
	GPtrArray  *operands;  /* words ahead that are no options, the command first; borrowed */
	Settings   *settings;  /* see completion_settings() */
} Completion;

typedef void (*CompletionSource)(Completion *completion, const char *option); /* `option`: whose value it is; NULL: an operand */

/* What may stand somewhere: plain words, and what is asked for. */
typedef struct Offer {
	const char *words;              /* with blanks between; NULL: none */
	const char *const *names;       /* likewise, a table of the core's */
	CompletionSource source;        /* NULL: none */
} Offer;

const Offer *completion_operand(const char *command, const GPtrArray *operands); /* for the next word; NULL: nothing is known */
const Offer *completion_value(const char *command, const char *option);          /* NULL: nothing is known */

/* What a menu says of a command where somebody may look on; NULL: nothing. */
const char *completion_neutral(const char *command);
/* Whether its options may be described there, too. */
gboolean    completion_plain(const char *command);

/* Prints a word if it goes on from what is typed; `open` and `neutral` may be NULL. */
void completion_print(Completion *completion, const char *word, const char *neutral, const char *open);
Settings *completion_settings(Completion *completion); /* as they are, or the defaults; never NULL; borrowed */

/* --- complete-sources.c --- */
void offer_answers(Completion *completion, const char *option);
void offer_articles(Completion *completion, const char *option);
void offer_checkins(Completion *completion, const char *option);
void offer_commands(Completion *completion, const char *option);
void offer_countries(Completion *completion, const char *option);
void offer_files(Completion *completion, const char *option);
void offer_keys(Completion *completion, const char *option);
void offer_plans(Completion *completion, const char *option);
void offer_schedules(Completion *completion, const char *option);
void offer_slots(Completion *completion, const char *option);
void offer_value_of_key(Completion *completion, const char *option);    /* of `config set KEY` */
void offer_value_of_option(Completion *completion, const char *option); /* of an option that is called as a key of schedules */
void offer_waiting(Completion *completion, const char *option);
