/* What is said after an answer, once: that fewer prompts come, or that there is somebody to talk to. Neutral words: anybody may
 * see the screen. Where a command gave the answer, the command says it. */
#include "core/distress.h"
#include "core/i18n.h"
#include "daemon/app-state.h"

static void on_offered(gpointer owner, gpointer job, const GError *error)
{
	const HelplinesOffer *offer = job;

	if (!error && offer->due)
		app_tell(owner, _("Somebody to talk to"), _("It is one command away, in a terminal: steady helplines"));
}

void care_heard(App *app, const Response *response)
{
	gboolean here = g_strcmp0(response->route, "command") != 0;
	gboolean changed = ease_hear(app->history->ease, response->protocol, response->item, response->value);

	if (changed && here && app->history->ease->worse)
		app_tell(app, _("Fewer of these"), _("Half of them come now, until a weekly answer says otherwise."));
	else if (changed && here)
		app_tell(app, _("As many as before"), _("All of them come again."));
	if (here && distress_counts(response->item, response->number))
		record_offer(app->edges.disk, response->at, response->zone_offset, on_offered, app);
}
