/* contacts.h - the contacts that were noted: listed, counted where that is asked for, and what follows one. */
#pragma once
#include "cli/cli.h"
#include "core/contact-facts.h"

int  contacts_list(const Cli *cli, gboolean json);   /* an exit code */
int  contacts_totals(const Cli *cli, gboolean json); /* likewise */
void contacts_print_one(const Cli *cli, const Contact *contact); /* as a JSON object, to stdout */

/* The daemon asks how it is for so long after a slip. One that lies further back than that begins nothing. */
gboolean contacts_begin_aftercare(Store *store, const Contact *contact, gint64 span, const Moment *now, GError **error);
