/* pager.h - a long text on a terminal, a screen at a time. */
#pragma once
#include <glib.h>

/* Through $PAGER, else less, when stdout is a terminal; as it is everywhere else, and where no pager can be started. */
void pager_print(const char *text);
