/* helping.h - somebody to turn to, now: the person's own contacts, and the lines of a country. Reads what it can, asks for
 * neither store nor daemon, writes nothing down. */
#pragma once
#include "cli/cli.h"
#include "config/helplines.h"

#define HELP_ELSEWHERE "https://findahelpline.com" /* of other countries, by phone or chat */

typedef struct Helping {
	OwnHelp   *own;
	char      *code;    /* of the country asked for, said in the settings, or guessed; NULL: it cannot be told */
	Helplines *country; /* NULL: there are no lines for it here */
	Problems  *problems; /* of its file */
} Helping;

Helping *helping_new(const Cli *cli, const char *code); /* code: as typed; NULL: the person's */
void     helping_free(Helping *helping);
char    *helping_date(int day); /* "2026-11-23"; free it */
/* Those of the kind that matters more to this person first; g_ptr_array_unref it, its lines are borrowed. */
GPtrArray *helping_lines(const Helping *helping, const Helplines *country);
/* One's own and the country's in a line or two each, without a newline at the end; "" where there are none. Free it. */
char    *helping_short(const Helping *helping, int columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Helping, helping_free)
