/* ask-item.h - one item of a check-in, asked in the terminal. */
#pragma once
#include "core/checkin.h"

/* The question and what can be answered, a line each, numbered; clean text. Free it. */
char *item_text(const Item *item, gboolean discreet);

/* Asks until the reply can be read. FALSE: the input ended (or a person typed "q" where that is no answer): leave it open. */
gboolean item_ask(const Item *item, gboolean discreet, Answer *answer);
