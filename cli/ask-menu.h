/* ask-menu.h - an item with something to choose (choices, or a scale), asked by single keys. */
#pragma once
#include "cli/ask-item.h"

/* Whether an item can be asked so. */
gboolean menu_fits(const Item *item);
/* Nothing is chosen before a key says so. ASK_FAILED: the terminal gives no single keys. */
Asked    menu_ask(const Item *item, const AskStyle *style, Answer *answer);
