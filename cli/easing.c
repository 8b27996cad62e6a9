#include "cli/easing.h"
#include "core/i18n.h"

#include "core/store-ease.h"

Easing easing_now(const Cli *cli)
{
	g_autoptr(Store) store = store_open(cli->paths->store, cli->paths->sql, STORE_READ, BUSY, NULL);
	g_autoptr(Ease) ease = store ? store_load_ease(store, TIME_NEVER, NULL) : NULL;
	g_autoptr(Settings) settings = ease ? cli_settings_or_default(cli) : NULL;

	if (!ease)
		return (Easing){ FALSE, FALSE };
	return (Easing){ .unanswered = ease_is_unanswered(ease, &settings->policy, cli->zone, cli->now),
		         .worse = ease->worse };
}

const char *easing_said(const Easing *easing)
{
	if (easing->unanswered && easing->worse)
		return _("half of the check-ins, a quarter of the nudges: two days went unanswered, and the weekly "
		         "check-in said "
		         "that they make it worse. The first answer, and another weekly one, bring the others back.");
	if (easing->unanswered)
		return _("half of them: two days went unanswered. The first answer brings the others back.");
	if (easing->worse)
		return _("half of the nudges: the weekly check-in said that they make it worse. Another answer there "
		         "brings the "
		         "others back.");
	return NULL;
}

static double planned_chance(const Cli *cli, const DecisionFact *fact)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	const Schedule *schedule = schedules_find(settings->schedules, fact->schedule);

	return schedule ? schedule->chance : 1;
}

const char *easing_of(const Cli *cli, Store *store, const DecisionFact *fact)
{
	const Policy on = { .ease = TRUE }, off = { .ease = FALSE };
	g_autoptr(Ease) ease = fact->draw >= 0 ? store_load_ease(store, fact->decided, NULL) : NULL;
	double part = ease ? fact->probability / planned_chance(cli, fact) : 1;

	if (part > 0.9)
		return NULL;
	if (ABS(ease_chance(ease, &off, fact->kind, cli->zone, fact->decided) - part) < 1e-9)
		return _("fewer nudges come, since they make it worse");
	if (ABS(ease_chance(ease, &on, fact->kind, cli->zone, fact->decided) - part) < 1e-9)
		return part < 0.4 ? _("fewer come: two days went unanswered, and they make it worse")
		                  : _("fewer come: two days went unanswered");
	return NULL;
}
