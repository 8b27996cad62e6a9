/* turns.h - items that take turns: of all that share a `turn`, one is asked in a check-in. Pure. */
#pragma once
#include "core/protocol.h"

/* The protocol with one item of each turn, which is what a single check-in asks; owned by the caller. An item that was `given`
 * (its keys are names of items that this check-in asked or asks; NULL: none yet) keeps its turn. Else its turn has the item for
 * which weight times check-ins since it was asked is greatest; one that was never asked comes before all others, and of equals
 * the heavier one, then the one that stands first. `asked` holds names of items as they were asked, oldest first; those of
 * other items are passed over; NULL: none. So each item of a turn comes again within twice the sum of all weights. */
Protocol *protocol_in_turn(const Protocol *protocol, const GPtrArray *asked, GHashTable *given);
