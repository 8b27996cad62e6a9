/* agenda-print.h - what comes next, printed: a table with notes, or an object. */
#pragma once
#include "cli/upcoming.h"

/* What comes, as Foreseen, and what is left out of it, as LeftOut. */
typedef struct AgendaList {
	GArray *list, *left_out;
} AgendaList;

void agenda_print_json(const Cli *cli, const Upcoming *upcoming, const AgendaList *lists);

/* Both lists in order of time. TRUE: there are notes in it. */
gboolean agenda_print_table(const Cli *cli, const AgendaList *lists);

/* What the table does not show. `list`: of Foreseen. */
void agenda_print_words(const Cli *cli, const Upcoming *upcoming, const GArray *list);
