/* notifier-terminal.h - prompts in steadyd's own terminal: printed on stdout, answered by a single key (or a line, where
 * text is asked) on stdin. Where stdin is no terminal of ours the prompts are printed and nothing is read. */
#pragma once
#include "daemon/notifier.h"

/* Always available; says so once, soon after this returns. Of several open prompts the one shown last is asked; when it is
 * answered or closed, the one before it is asked again. free() gives the terminal back as it was. */
Notifier *notifier_terminal_new(const NotifierEvents *events);
