#include "core/prompt.h"

static const char *const reason_names[N_REASONS] = {
	[REASON_PAUSED] = "paused",
	[REASON_QUIET] = "quiet",
	[REASON_BUDGET] = "budget",
	[REASON_APART] = "apart",
	[REASON_AWAY] = "away",
	[REASON_NO_SERVER] = "no-server",
	[REASON_NO_CONTENT] = "no-content",
	[REASON_CHANCE] = "chance",
	[REASON_LOCKED] = "locked",
	[REASON_SNOOZED] = "snoozed",
	[REASON_DO_NOT_DISTURB] = "do-not-disturb",
	[REASON_ASLEEP] = "asleep",
	[REASON_SETTLING] = "settling",
};

static const char *const outcome_names[N_OUTCOMES] = {
	[OUTCOME_ANSWERED] = "answered",   [OUTCOME_READ] = "read",
	[OUTCOME_DISMISSED] = "dismissed", [OUTCOME_EXPIRED] = "expired",
	[OUTCOME_DROPPED] = "dropped",     [OUTCOME_MISSED] = "missed",
	[OUTCOME_MERGED] = "merged",       [OUTCOME_UNDELIVERED] = "undelivered",
};

static int index_of(const char *const *names, int n, const char *name)
{
	for (int i = 1; name && i < n; i++)
		if (g_str_equal(names[i], name))
			return i;
	return 0;
}

const char *reason_name(Reason reason)
{
	return reason_names[reason];
}

const char *outcome_name(Outcome outcome)
{
	return outcome_names[outcome];
}

Reason reason_parse(const char *name)
{
	return index_of(reason_names, N_REASONS, name);
}

gboolean reason_is_absence(Reason reason)
{
	return reason == REASON_AWAY || reason == REASON_LOCKED || reason == REASON_DO_NOT_DISTURB ||
	       reason == REASON_ASLEEP || reason == REASON_SETTLING;
}

gboolean reason_settles(Reason reason)
{
	return reason == REASON_LOCKED || reason == REASON_ASLEEP;
}

Outcome outcome_parse(const char *name)
{
	return index_of(outcome_names, N_OUTCOMES, name);
}

const char *prompt_state_name(PromptState state)
{
	static const char *const names[] = { "held", "shown", "snoozed", "closed" };

	return names[state];
}

Prompt *prompt_new(const Schedule *schedule, gint64 due, gint64 decided)
{
	Prompt *prompt = g_new0(Prompt, 1);

	prompt->schedule = g_strdup(schedule->id);
	prompt->kind = schedule->kind;
	prompt->due = prompt->first = prompt->at = due;
	prompt->decided = decided;
	prompt->lifetime = schedule->expires;
	prompt->expires = due + prompt->lifetime;
	prompt->probability = 1;
	prompt->draw = -1;
	prompt->state = PROMPT_HELD;
	prompt->remind = TIME_NEVER;
	return prompt;
}

void prompt_free(Prompt *prompt)
{
	if (!prompt)
		return;
	g_free(prompt->schedule);
	g_free(prompt->content);
	g_free(prompt);
}

Prompt *prompt_copy(const Prompt *prompt)
{
	Prompt *copy = g_memdup2(prompt, sizeof *prompt);

	copy->schedule = g_strdup(prompt->schedule);
	copy->content = g_strdup(prompt->content);
	return copy;
}

gboolean prompt_is_free(const Prompt *prompt)
{
	return prompt->asked || prompt->chosen || (prompt->begun && prompt->shown);
}

gboolean prompt_is_silent(const Prompt *prompt)
{
	return prompt->draw >= prompt->probability;
}

gint64 prompt_next(const Prompt *prompt, const Moment *now)
{
	switch (prompt->state) {
	case PROMPT_HELD:
		return prompt->expires;
	case PROMPT_SHOWN:
		return MIN(prompt->expires, prompt->remind);
	case PROMPT_SNOOZED:
		return deadline_wall(&prompt->snooze, now);
	case PROMPT_CLOSED:
		break;
	}
	return TIME_NEVER;
}
