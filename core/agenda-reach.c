/* Whether the person can be reached: pause, quiet hours, budget and spacing come before presence. */
#include "core/agenda-state.h"

/* The first places in the day's budget count; what was on screen before has its place already. */
static Reason room_reason(Agenda *agenda, const Moment *now, gint64 *until)
{
	const Policy *policy = agenda->policy;
	gint64 last = history_last_shown(agenda->history, now->wall + policy->apart);
	int day = zone_day(agenda->zone, now->wall);

	if (history_shown_on(agenda->history, agenda->zone, day) >= policy->budget) {
		*until = zone_day_start(agenda->zone, day + 1);
		return REASON_BUDGET;
	}
	/* A last one that lies ahead, within the distance, was before a small step of the clock back. */
	if (last > now->wall - policy->apart && last < now->wall + policy->apart) {
		*until = last + policy->apart;
		return REASON_APART;
	}
	return REASON_NONE;
}

static Reason policy_reason(Agenda *agenda, const Prompt *prompt, const Moment *now, gint64 *until)
{
	const History *history = agenda->history;
	const Policy *policy = agenda->policy;

	if (history->paused && (*until = deadline_wall(&history->pause, now)) > now->wall)
		return REASON_PAUSED;
	if (hours_contain(policy->quiet, agenda->zone, now->wall)) {
		*until = hours_end(policy->quiet, agenda->zone, now->wall);
		return REASON_QUIET;
	}
	return prompt && prompt->shown ? REASON_NONE : room_reason(agenda, now, until);
}

/* Presence: not there, or not for long. */
static Reason presence_reason(Agenda *agenda, const Moment *now, Reach reach, gint64 *until)
{
	gint64 left = reach.back ? reach.back + agenda->policy->settle - now->boot : 0;

	*until = TIME_NEVER;
	if (!reach.present)
		return reason_is_absence(reach.absence) ? reach.absence : REASON_AWAY;
	if (left <= 0)
		return REASON_NONE;
	*until = now->wall + left;
	return REASON_SETTLING;
}

Reason reach_reason(Agenda *agenda, const Prompt *prompt, const Moment *now, Reach reach, gint64 *until)
{
	gboolean is_free = prompt && prompt_is_free(prompt);
	Reason reason = is_free && !agenda->history->hidden ? REASON_NONE : policy_reason(agenda, prompt, now, until);

	if (reason != REASON_NONE)
		return reason;
	*until = TIME_NEVER;
	reason = is_free ? REASON_NONE : presence_reason(agenda, now, reach, until);
	if (reason != REASON_NONE)
		return reason;
	return reach.server ? REASON_NONE : REASON_NO_SERVER;
}

Reason agenda_unavailable(Agenda *agenda, const Moment *now, Reach reach, gint64 *until)
{
	return reach_reason(agenda, NULL, now, reach, until);
}

/* Held until the person can be reached, or let go at once where waiting has no sense: a nudge is of its moment. */
gboolean reach_is_worth_waiting(const Prompt *prompt, Reason reason, gint64 until)
{
	switch (reason) {
	case REASON_BUDGET:
	case REASON_NO_CONTENT:
	case REASON_CHANCE:
		return FALSE;
	case REASON_PAUSED:
		if (prompt->shown || prompt_is_free(prompt)) /* `steady hide` took it away: it was not let go */
			return TRUE;
		return prompt->kind != KIND_NUDGE && until < prompt->expires;
	case REASON_QUIET:
		return prompt->kind != KIND_NUDGE && until < prompt->expires;
	case REASON_AWAY:
	case REASON_LOCKED:
	case REASON_ASLEEP:
	case REASON_DO_NOT_DISTURB:
		return prompt->kind != KIND_NUDGE;
	case REASON_APART:
		return until < prompt->expires;
	case REASON_SETTLING:
		return until == TIME_NEVER || until < prompt->expires;
	case REASON_NONE:
	case REASON_NO_SERVER:
	case REASON_SNOOZED:
	case N_REASONS:
		break;
	}
	return TRUE;
}
