/* single.h - prompts of one question that no file of check-ins holds: whether a slot was filled, and a plan that is gone over. What such
 * a prompt is about stands in its decision as "slot:NAME" or "plan:NAME"; its answer is an outcome, not a response. Pure. */
#pragma once
#include "core/plan.h"
#include "core/protocol.h"
#include "core/schedule.h"
#include "core/store-outcomes.h"

#define SINGLE_SLOT "slot:"
#define SINGLE_PLAN "plan:"
#define REHEARSED   "rehearsed" /* the answer to a plan's */

/* The name behind "slot:" or "plan:", borrowed, and of which kind its outcomes are (may be NULL); NULL: it is something else. */
const char *single_name(const char *content, OutcomeKind *kind);
/* Whether a prompt asks items one after the other, rather than open an article. `content` may be NULL. */
gboolean single_or_checkin(Kind kind, const char *content);
/* Its question, as a protocol with one item; owned by the caller. NULL: `content` is no such thing, or its plan is gone. A slot that
 * is gone from the settings is asked about as one in which nothing stands. */
Protocol *single_protocol(const char *content, const GPtrArray *schedules, const GPtrArray *plans);
/* The plan whose turn it is, by when each was gone over or at least shown last; NULL: there is none. */
const Plan *single_plan_in_turn(const GPtrArray *plans, const Taste *taste);
