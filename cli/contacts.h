/* contacts.h - the contacts that were noted: listed, counted where that is asked for, and what follows one. */
#pragma once
#include "cli/cli.h"
#include "core/contact-facts.h"

int  contacts_list(const Cli *cli);   /* an exit code */
int  contacts_totals(const Cli *cli); /* likewise */
void contacts_print_one(const Cli *cli, const Contact *contact); /* as a JSON object, to stdout */

/* The daemon asks how it is for so long (`span`) after a slip: when next. FALSE: never; it is no slip, or one that lies further back. */
gboolean contacts_aftercare(const Contact *contact, gint64 span, const Moment *now, Deadline *at);
